"""`rawi gold`: new, check, diff, suggest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from articles import ARTICLES
from rawi.cli import rawi
from rawi.evaluation import load_gold


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(rawi, ["gold", *map(str, arguments)])


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    lines = [json.dumps({"title": a.title, "body": a.body, "id": a.id, "outlet": a.outlet}) for a in ARTICLES]
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_new_files_are_empty_and_sound(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("new", articles, "-o", out).exit_code == 0
    names = {file.name for file in out.iterdir()}
    assert names == {"articles.jsonl", *(f"{a.id}.units.txt" for a in ARTICLES)}
    text = (out / "talks.units.txt").read_text(encoding="utf-8")
    assert f"[0] {ARTICLES[0].title}\n[1] " in text
    assert json.loads(text.strip().split("\n")[-1]) == {"id": "talks", "credits": [], "statements": []}
    result = run("check", out)
    assert result.exit_code == 0
    assert "no statement is marked" in result.stdout
    assert run("check", out, "--errors-only").stdout == ""


@pytest.mark.parametrize("format", ["units", "brat"])
def test_from_suggestion_to_gold(articles: Path, tmp_path: Path, format: str) -> None:
    out, gold = tmp_path / "out", tmp_path / "gold.jsonl"
    made = run("new", articles, "-o", out, "--suggest", "--format", format, "--processes", "1", "--quiet")
    assert made.exit_code == 0, made.output
    result = run("check", out, "-o", gold)
    assert "Traceback" not in result.output
    assert len(load_gold(gold)) > len(ARTICLES) / 2
    assert "there already" in run("check", out, "-o", gold).stderr
    assert run("check", gold, "-o", gold, "--force").exit_code == 0
    evaluated = CliRunner().invoke(rawi, ["evaluate", str(gold), "--json"])
    assert json.loads(evaluated.stdout)["measures"]["who said what"]["f1"] == 1
    assert "100.0" in run("diff", gold, out).stdout


def test_what_is_there_is_left_as_it_is(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("new", articles, "-o", out)
    file = out / "talks.units.txt"
    file.write_text("# my work\n", encoding="utf-8")
    more = tmp_path / "more.txt"
    more.write_text("عنوان آخر\n\nقال الحارس إن الباب مغلق.", encoding="utf-8")
    again = run("new", articles, more, "-o", out)
    assert again.exit_code == 0
    assert f"{len(ARTICLES)} there before" in again.stderr
    assert file.read_text(encoding="utf-8") == "# my work\n"
    assert (out / "more.units.txt").exists()
    assert len((out / "articles.jsonl").read_text(encoding="utf-8").strip().split("\n")) == len(ARTICLES) + 1


def test_ids_become_names_of_files(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    ids = ["a/../b", "", "", "same", "same", "خبر-1", "x" * 300]
    bodies = ["قال أحمد: نعم", "قال بدر: لا", "قال بدر: ربما", "أ", "ب", "ج", "د"]
    records = [{"id": id, "title": "ع", "body": body} for id, body in zip(ids, bodies, strict=True)]
    file.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    out = tmp_path / "out"
    assert run("new", file, "-o", out).exit_code == 0
    files = sorted(f.name for f in out.iterdir())
    assert len(files) == len(ids) + 1
    assert "same-2.units.txt" in files
    assert "خبر-1.units.txt" in files
    assert run("check", out, "--errors-only").exit_code == 0


def test_bad_records_are_named(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text('{"body": "قال نعم"}\n{broken\n', encoding="utf-8")
    result = run("new", file, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "in.jsonl:2" in result.stderr
    assert "1 files written" in result.stderr


def test_check_names_faults_and_exits_with_1(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("new", articles, "-o", out)
    file = out / "talks.units.txt"
    text = file.read_text(encoding="utf-8").replace('"statements": []', '"statements": [{"cue": "1:هتف"}]')
    file.write_text(text, encoding="utf-8")
    result = run("check", file, "--json")
    assert result.exit_code == 1
    faults = [json.loads(line) for line in result.stdout.splitlines()]
    assert {fault["where"] for fault in faults} >= {"statements[0].cue", "statements[0].content"}
    assert all(fault["line"] and fault["remedy"] for fault in faults)
    written = run("check", out, "-o", tmp_path / "gold.jsonl", "--errors-only")
    assert written.exit_code == 1
    assert len(load_gold(tmp_path / "gold.jsonl")) == len(ARTICLES) - 1


def test_diff_lists_what_differs(articles: Path, tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    for folder in (a, b):
        run("new", articles, "-o", folder)
    for folder, content in ((a, "1:بدأت أمس"), (b, "1:بدأت أمس جولة رابعة")):
        file = folder / "talks.units.txt"
        statement = {"cue": "1:رويترز", "speaker": "رويترز", "kind": "media", "mode": "direct"}
        marked = json.dumps({**statement, "content": [content]}, ensure_ascii=False)
        text = file.read_text(encoding="utf-8").replace('"statements": []', f'"statements": [{marked}]')
        file.write_text(text, encoding="utf-8")
    result = run("diff", a, b, "--show", "3")
    assert result.exit_code == 0
    assert "A content: بدأت أمس\n" in result.stdout
    assert "B content: بدأت أمس جولة رابعة" in result.stdout
    assert "A as gold" in result.stdout and "B as gold" in result.stdout
    as_json = json.loads(run("diff", a, b, "--json", "--show", "1").stdout)
    assert as_json["articles"] == len(ARTICLES)
    assert len(as_json["differences"]) == 1
    other = tmp_path / "other.txt"
    other.write_text("عنوان\nنص", encoding="utf-8")
    run("new", other, "-o", tmp_path / "c")
    assert "no article is annotated in both" in run("diff", a, tmp_path / "c").stderr


def test_suggest_ranks_and_writes(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("suggest", articles, "-o", out, "-n", "3", "--processes", "1", "--quiet")
    assert result.exit_code == 0, result.output
    assert len(list(out.glob("*.units.txt"))) == 3
    assert result.stdout.count("statements expected wrong") == 3
    more = tmp_path / "more"
    again = run("suggest", articles, "-o", more, "-n", "3", "--known", out, "--json", "--processes", "1")
    ranking = [json.loads(line) for line in again.stdout.splitlines()]
    assert [line["rank"] for line in ranking] == [1, 2, 3]
    assert not {f.name for f in more.glob("*.units.txt")} & {f.name for f in out.glob("*.units.txt")}


def test_what_is_no_annotation_is_refused(tmp_path: Path) -> None:
    assert "rawi gold new writes them" in run("check", tmp_path).stderr
    alone = tmp_path / "x.units.txt"
    alone.write_text("{}", encoding="utf-8")
    assert "articles.jsonl: it is missing" in run("check", alone).stderr
    file = tmp_path / "x.jsonl"
    file.write_text("{}\n", encoding="utf-8")
    assert run("check", file).exit_code == 1
