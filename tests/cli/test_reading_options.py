"""`--rules-only`, `--model` and `--min-confidence`: the same on every command that reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rawi.cli import rawi
from rawi.evaluation import load_gold
from rawi.schema import Reading

TEXT = (
    "العمدة يعلن خطة للمياه\n\n"
    "أعلن عمدة المدينة فارس البيطار أن الخطة تبدأ في الربيع. ويرى آخرون أنها تأخرت.\n"
)


@pytest.fixture
def commands(tmp_path: Path) -> dict[str, list[str]]:
    """The arguments of each command that reads, for one article."""
    article, gold = tmp_path / "article.txt", tmp_path / "gold.jsonl"
    article.write_text(TEXT, encoding="utf-8")
    title, _, body = TEXT.strip().partition("\n\n")
    record = {"id": "plan", "title": title, "text": f"{title}\n{body}", "statements": []}
    gold.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    one = ["--processes", "1", "--quiet"]
    return {
        "read": ["read", "--json", str(article)],
        "explain": ["explain", str(article)],
        "annotate": ["annotate", str(article), "-o", "-", *one],
        "evaluate": ["evaluate", "--json", str(gold)],
        "gold new": ["gold", "new", str(article), "--suggest", "-o", str(tmp_path / "new"), *one],
        "gold suggest": ["gold", "suggest", str(article), "-o", str(tmp_path / "best"), *one],
    }


NAMES = ["read", "explain", "annotate", "evaluate", "gold new", "gold suggest"]


def run(arguments: list[str]) -> Result:
    return CliRunner().invoke(rawi, arguments)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_that_is_not_there_is_told_without_a_traceback(
    commands: dict[str, list[str]], name: str, tmp_path: Path
) -> None:
    result = run([*commands[name], "--model", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "model.json is missing" in result.stderr
    assert "rawi train -o DIR" in result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("name", NAMES)
def test_rules_alone_and_a_model_exclude_each_other(commands: dict[str, list[str]], name: str) -> None:
    result = run([*commands[name], "--model", "x", "--rules-only"])
    assert result.exit_code == 2
    assert "--rules-only and --model exclude each other" in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_rules_alone_read(commands: dict[str, list[str]], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rawi.reading.learned.find_learned", None)
    assert run([*commands[name], "--rules-only"]).exit_code == 0


def _statements(result: Result) -> list[float]:
    assert result.exit_code == 0, result.output
    return [s.confidence for s in Reading.from_json(result.stdout).statements]


@pytest.mark.parametrize("name", ["read", "annotate"])
def test_unsure_statements_are_left_out(commands: dict[str, list[str]], name: str) -> None:
    all_ = sorted(_statements(run(commands[name])))
    assert len(all_) > 1
    least = (all_[0] + all_[-1]) / 2
    assert 0 < len(_statements(run([*commands[name], "--min-confidence", str(least)]))) < len(all_)


def test_unsure_statements_are_not_explained(commands: dict[str, list[str]]) -> None:
    assert "- cue" in run(commands["explain"]).stdout
    assert "- cue" not in run([*commands["explain"], "--min-confidence", "1"]).stdout


def test_unsure_statements_are_not_measured(commands: dict[str, list[str]]) -> None:
    def found(arguments: list[str]) -> int:
        return int(json.loads(run(arguments).stdout)["measures"]["cue"]["predicted"])

    assert found(commands["evaluate"]) > 1
    assert found([*commands["evaluate"], "--min-confidence", "1"]) == 0


@pytest.mark.parametrize(("name", "folder"), [("gold new", "new"), ("gold suggest", "best")])
def test_unsure_statements_are_not_filled_in(
    commands: dict[str, list[str]], name: str, folder: str, tmp_path: Path
) -> None:
    result = run([*commands[name], "--min-confidence", "1"])
    assert result.exit_code == 0, result.output
    gold = tmp_path / "filled.jsonl"
    run(["gold", "check", str(tmp_path / folder), "-o", str(gold)])
    assert [article.marks.statements for article in load_gold(gold)] == [()]
    assert name == "gold new" or "statements expected wrong" in result.stdout


def test_what_reads_nothing_takes_no_options_of_reading(
    commands: dict[str, list[str]], tmp_path: Path
) -> None:
    empty = [argument for argument in commands["gold new"] if argument != "--suggest"]
    assert "need --suggest" in run([*empty, "--rules-only"]).stderr
    gold = commands["evaluate"][-1]
    result = run(["evaluate", gold, "--predictions", gold, "--rules-only"])
    assert "--predictions reads nothing" in result.stderr
