"""How sure a model is, fitted on articles; the card that says so. Needs no extra."""

from __future__ import annotations

import json
import random
import shutil
import sys
from math import exp
from pathlib import Path

import pytest
from click.testing import CliRunner

from rawi import Reader
from rawi.cli import rawi
from rawi.evaluation import load_gold
from rawi.learning.files import MODEL_FOLDER, RULES_FOLDER, ModelMissing
from rawi.training.card import CardError, write_card
from rawi.training.confidence import Example, calibrate, find_examples, fit_confidence

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import gold_records


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "dev.jsonl"
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in gold_records()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = shutil.copytree(MODEL_FOLDER, tmp_path / "model")
    (folder / "confidence.json").unlink()
    return folder


def _drawn(count: int) -> list[Example]:
    """Statements that are right with a chance of σ(2·cue - 1)."""
    draw = random.Random(5)
    examples = []
    for i in range(count):
        cue = draw.uniform(-2, 2)
        right = draw.random() < 1 / (1 + exp(1 - 2 * cue))
        examples.append(Example(f"a{i % 40}", {"cue": cue}, right))
    return examples


def test_the_weights_are_those_that_drew_the_statements() -> None:
    fit = fit_confidence(_drawn(4000), penalty=0.01)
    assert fit.weights.weights["cue"] == pytest.approx(2, abs=0.2)
    assert fit.weights.intercept == pytest.approx(-1, abs=0.15)
    assert fit.held_out.statements == 4000
    assert fit.held_out.expected_error < 0.03


def test_what_is_held_out_is_not_learned_from() -> None:
    """A feature that only one article has tells all about it, but nothing about the others."""
    examples = [Example(f"a{i}", {f"of a{i}": 1.0}, i % 2 == 0) for i in range(20) for _ in range(30)]
    fit = fit_confidence(examples, penalty=0.01)
    assert fit.weights.chance({"of a0": 1.0}) > 0.9 > 0.1 > fit.weights.chance({"of a1": 1.0})
    assert all(part.statements == 0 for part in fit.held_out.bins if part.low >= 0.7 or part.high <= 0.3)


@pytest.mark.parametrize("right", [True, False])
def test_statements_that_are_all_right_or_all_wrong(right: bool) -> None:
    chance = fit_confidence([Example(str(i), {"cue": 1.0}, right) for i in range(50)]).weights.chance
    assert (chance({"cue": 1.0}) > 0.9) is right


def test_no_statement_at_all() -> None:
    fit = fit_confidence([])
    assert fit.weights.chance({"cue": 3.0}) == 0.5
    assert fit.held_out.statements == 0


def test_examples_are_the_statements_of_the_reader(gold: Path) -> None:
    articles = load_gold(gold)
    examples = list(find_examples(MODEL_FOLDER, articles))
    read = [s for article in articles for s in Reader().read(article.article).statements]
    assert len(examples) == len(read)
    assert sum(example.right for example in examples) > len(examples) / 2
    assert all(example.features["length"] > 0 for example in examples)


def test_a_model_gets_its_confidence(gold: Path, model: Path) -> None:
    with pytest.raises(ModelMissing, match="rawi calibrate"):
        Reader(model=model)
    result = CliRunner().invoke(rawi, ["calibrate", "--gold", str(gold), "--model", str(model)])
    assert result.exit_code == 0, result.output
    assert "expected calibration error" in result.stdout
    written = json.loads((model / "confidence.json").read_text(encoding="utf-8"))
    assert list(written["data"]) == ["dev.jsonl"]
    assert {"cue", "rules agree", "source", "length"} <= set(written["weights"])
    reading = Reader(model=model).read(load_gold(gold)[0].article)
    assert all(0 < statement.confidence < 1 for statement in reading.statements)
    before = (model / "confidence.json").read_bytes()
    calibrate(model, [gold])
    assert (model / "confidence.json").read_bytes() == before


def test_the_rules_have_theirs(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rawi.reading.learned.find_learned", None)
    articles = load_gold(gold)
    assert {"cue by rules", "only rules"} <= set(next(find_examples(RULES_FOLDER, articles)).features)
    statements = Reader(rules_only=True).read(articles[0].article).statements
    assert all(0 < statement.confidence < 1 for statement in statements)


def test_faults_of_the_command(gold: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    missing = run(rawi, ["calibrate", "--gold", str(gold), "--model", str(tmp_path / "none")])
    assert (missing.exit_code, "model.json is missing" in missing.stderr) == (1, True)
    both = run(rawi, ["calibrate", "--gold", str(gold), "--model", "x", "--rules-only"])
    assert "exclude each other" in both.stderr
    (tmp_path / "none.jsonl").write_text("{", encoding="utf-8")
    assert "line 1: no JSON" in run(rawi, ["calibrate", "--gold", str(tmp_path / "none.jsonl")]).stderr


def test_the_card_is_written_between_its_marks(gold: Path, model: Path) -> None:
    calibrate(model, [gold])
    card = model / "MODEL_CARD.md"
    blocks = [f"<!-- {name} -->\noutdated\n<!-- end of {name} -->\n" for name in ("figures", "files")]
    card.write_text("# ours\n" + "kept\n".join(blocks), encoding="utf-8")
    write_card(model, gold, gold, resamples=20)
    text = card.read_text(encoding="utf-8")
    assert "outdated" not in text and "\nkept\n" in text
    for head in (
        "| who said what |",
        "| outlet |",
        "| kind of speaker |",
        "| act | found |",
        "| confidence |",
    ):
        assert head in text
    assert "| `confidence.json` |" in text and "MODEL_CARD" not in text
    assert (model / "reliability.svg").read_text(encoding="utf-8").startswith("<svg")
    card.write_text("# no marks\n", encoding="utf-8")
    with pytest.raises(CardError, match="no place"):
        write_card(model, gold, resamples=0)


def test_the_shipped_card_has_the_marks() -> None:
    text = (MODEL_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    for name in ("figures", "files"):
        assert text.index(f"<!-- {name} -->") < text.index(f"<!-- end of {name} -->")
