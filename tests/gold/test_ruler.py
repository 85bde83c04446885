"""Rawi's measures against the official `score.py`, run as it is: the same tables to the decimal."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from perturb import perturbed, synthetic_gold
from rawi.cli.evaluate import evaluate

Record = dict[str, Any]


def _write(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8")
    return path


def _official(shared: Path, *arguments: str) -> str:
    command = [sys.executable, str(shared / "gold" / "score.py"), *arguments]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    return "".join(line for line in lines.splitlines(True) if "have no prediction" not in line)


def _own(*arguments: str) -> str:
    result = CliRunner().invoke(evaluate, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("seed", range(6))
def test_same_table_on_perturbed_synthetic_articles(shared: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    gold = synthetic_gold(draw, articles=25)
    paths = (
        str(_write(tmp_path / "gold.jsonl", gold)),
        str(_write(tmp_path / "pred.jsonl", perturbed(gold, draw, strength=seed / 6))),
    )
    assert _own(paths[0], "--predictions", paths[1], "--by", "outlet") == _official(
        shared, *paths, "--by", "outlet"
    )


@pytest.mark.parametrize("strength", [0.0, 0.3, 0.8])
def test_same_table_on_perturbed_dev(shared: Path, tmp_path: Path, strength: float) -> None:
    dev = shared / "gold" / "dev.jsonl"
    gold = [json.loads(line) for line in dev.read_text(encoding="utf-8").splitlines()]
    pred = str(_write(tmp_path / "pred.jsonl", perturbed(gold, random.Random(7), strength=strength)))
    for by in ("outlet", "corpus"):
        assert _own(str(dev), "--predictions", pred, "--by", by) == _official(
            shared, str(dev), pred, "--by", by
        )


def test_same_table_and_faults_for_the_reader(shared: Path, tmp_path: Path) -> None:
    from rawi.evaluation import load_gold, read_gold

    dev = shared / "gold" / "dev.jsonl"
    readings = [json.loads(reading.to_json()) for reading in read_gold(load_gold(dev))]
    pred = str(_write(tmp_path / "pred.jsonl", readings))
    many = ("--errors", "100000")
    assert _own(str(dev), *many) == _official(shared, str(dev), pred, *many)
