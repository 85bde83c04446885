"""`rawi search`, `who`, `stats` and `export` say what the library says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rawi import Archive
from rawi.cli import rawi

STORIES = (
    {
        "id": "a",
        "outlet": "الرافد",
        "date": "2024-03-02",
        "title": "الموازنة",
        "body": "قال وزير المالية سامي الحلبي إن الموازنة جاهزة.\nونفى الحلبي رفع الضرائب.",
    },
    {
        "id": "b",
        "outlet": "المرفأ",
        "date": "2024-03-03",
        "title": "رد",
        "body": "قال مصدر مطلع طلب عدم ذكر اسمه إن موازنة الدفاع ستخفض.",
    },
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("archive")
    lines = folder / "stories.jsonl"
    lines.write_text("\n".join(map(json.dumps, STORIES)), encoding="utf-8")
    result = CliRunner().invoke(
        rawi, ["add", str(lines), "--archive", str(folder / "rawi.db"), "--rules-only", "--quiet"]
    )
    assert result.exit_code == 0, result.output
    return str(folder / "rawi.db")


def run(place: str, *arguments: str) -> Result:
    return CliRunner().invoke(rawi, [*arguments, "--archive", place])


def test_hits_are_shown_with_what_was_expanded(place: str) -> None:
    result = run(place, "search", "الموازنة")
    assert result.exit_code == 0
    assert "2 hits" in result.output
    assert "also found موازنة" in result.output
    assert "سامي الحلبي (person) · assert" in result.output


def test_json_is_what_the_library_gives(place: str) -> None:
    found = json.loads(run(place, "search", "موازنة", "--anonymous", "--json").stdout)
    assert found == Archive(place).search("موازنة", anonymous=True).to_dict()
    assert [hit["article"] for hit in found["hits"]] == ["b"]


def test_tables(place: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run(place, "search", "موازنة", "--csv").stdout)))
    assert {row["article"] for row in rows} == {"a", "b"}
    counts = list(csv.DictReader(io.StringIO(run(place, "search", "--count-by", "act", "--csv").stdout)))
    assert {"deny", "assert"} <= {row["value"] for row in counts}


def test_options_of_expansion(place: str) -> None:
    assert "1 hit" in run(place, "search", "موازنة", "--no-stemming").output
    assert "0 hits" in run(place, "search", "الموازنه", "--no-spelling").output
    assert "0 hits" in run(place, "search", "--speaker", "Halabi", "--no-latin").output
    assert "2 hits" in run(place, "search", "--speaker", "Halabi").output


@pytest.mark.parametrize(
    "arguments",
    [("search", "(موازنة"), ("search", "--since", "غدا"), ("who", "غيث"), ("search", "--outlet", "غير")],
)
def test_what_cannot_be_answered_is_an_error(place: str, arguments: tuple[str, ...]) -> None:
    result = run(place, *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")


def test_who_and_stats(place: str) -> None:
    page = run(place, "who", "Sami", "Halabi")
    assert "سامي الحلبي (person)" in page.output
    assert json.loads(run(place, "who", "الحلبي", "--json").stdout)["statements"] == 2
    assert "2 articles in 2 versions" in run(place, "stats").output
    assert json.loads(run(place, "stats", "--json").stdout)["articles"] == 2


def test_export_writes_every_hit(place: str, tmp_path: Path) -> None:
    out = tmp_path / "hits.jsonl"
    result = run(place, "export", "--format", "jsonl", "-o", str(out))
    assert result.exit_code == 0
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == Archive(place).search().total
    assert run(place, "export", "-o", str(tmp_path / "none" / "x.csv")).exit_code == 1
    assert run(place, "export", "موازنة").stdout.startswith("\ufeffstatement,")


@pytest.mark.parametrize("command", [["search", "ماء"], ["who", "سامر"], ["stats"], ["archive", "check"]])
def test_an_archive_that_is_not_there_is_not_made(command: list[str], tmp_path: Path) -> None:
    where = tmp_path / "none.db"
    result = CliRunner().invoke(rawi, [*command, "--archive", str(where)])
    assert result.exit_code == 1
    assert "no archive there" in result.output
    assert not where.exists()
