"""`rawi add`, `diff` and `archive`: what they print, and how they end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archives import RIVER, record, write_lines
from rawi import Archive
from rawi.cli import rawi


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles, in a folder in which the commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RAWI_ARCHIVE", raising=False)
    return write_lines(tmp_path / "a.jsonl", [record(1), record(2)])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(rawi, [str(argument) for argument in arguments])


def add(*arguments: str | Path) -> Result:
    return run("add", *arguments, "--rules-only", "--processes", "1")


def test_what_was_added_is_summed_up(path: Path) -> None:
    result = add(path)
    assert result.exit_code == 0
    assert "2 articles added, 4 statements, 0 could not be read" in result.stderr
    assert Path("rawi.db").is_file()
    assert "0 articles added, 0 statements, 2 there before" in add(path).stderr


def test_the_archive_is_named_by_option_or_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(path, "--archive", "one.db")
    monkeypatch.setenv("RAWI_ARCHIVE", "two.db")
    add(path)
    assert len(Archive("one.db")) == len(Archive("two.db")) == 2


def test_columns_are_mapped(path: Path) -> None:
    write_lines(path, [{"headline": "النهر", "story": RIVER}])
    assert add(path, "--map", "title=headline", "--map", "body=story").exit_code == 0
    assert Archive("rawi.db").article(1).title == "النهر"


def test_faults_are_summed_up_by_reason_and_written_to_a_file(path: Path) -> None:
    path.write_text(json.dumps(record(1)) + "\n{torn\n" + json.dumps({"title": "عنوان"}) + "\n")
    result = add(path, "nowhere.jsonl", "--errors", "faults.jsonl")
    assert result.exit_code == 1
    assert "1 articles added" in result.stderr
    assert "3 could not be read" in result.stderr
    assert "  1 missing: there is no such file" in result.stderr
    faults = [json.loads(line) for line in Path("faults.jsonl").read_text().splitlines()]
    assert [(f["file"], f["line"], f["code"]) for f in faults] == [
        (str(path), 2, "invalid"),
        (str(path), 3, "columns"),
        ("nowhere.jsonl", None, "missing"),
    ]
    assert all(fault["reason"] and fault["remedy"] for fault in faults)


def test_an_archive_that_cannot_be_opened_is_named(path: Path) -> None:
    result = add(path, "--archive", "nowhere/rawi.db")
    assert result.exit_code == 1
    assert "nowhere/rawi.db: there is no folder nowhere" in result.stderr


def test_diff_shows_words_and_statements(path: Path) -> None:
    add(path)
    write_lines(path, [record(1, RIVER.replace("آمن", "متضرر"))])
    add(path)
    result = run("diff", "https://rafid.example/news/1")
    assert result.exit_code == 0
    assert "السد [-آمن-]{+متضرر+}." in result.stdout
    assert "- حازم الدغيم | assert: قال | إن السد آمن" in result.stdout
    assert "+ حازم الدغيم | assert: قال | إن السد متضرر" in result.stdout
    assert run("diff", "1", "--from", "2", "--to", "1").stdout.count("{+آمن+}") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("2",), 0, "has one version"),
        (("https://rafid.example/news/7",), 1, "no article https://rafid.example/news/7"),
        (("1", "--to", "9"), 1, "has the versions 1 to 2"),
    ],
)
def test_what_diff_says_otherwise(path: Path, arguments: tuple[str, ...], code: int, message: str) -> None:
    add(path)
    write_lines(path, [record(1, RIVER + " انتهى.")])
    add(path)
    result = run("diff", *arguments)
    assert result.exit_code == code
    assert message in result.output


def test_check_and_reread(path: Path) -> None:
    add(path)
    result = run("archive", "check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "2 articles, 0 faults" in result.stderr
    with Archive("rawi.db") as archive, archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE versions SET reader = 'old'")
        connection.exec_driver_sql("UPDATE statements SET cue_end = 900 WHERE id = 1")
    result = run("archive", "check")
    assert result.exit_code == 1
    assert "version 1: cue 8-900 is outside its text" in result.stdout
    result = run("archive", "reread", "--rules-only", "--processes", "1")
    assert "2 read again, 0 could not be read" in result.stderr
    assert run("archive", "check").exit_code == 0
