"""The reader against gold: the figures below which it may not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawi.evaluation import Table, load_gold, read_gold, score
from rawi.reading.reader import Reader

DEV_FLOORS = {"cue": 91, "source": 83, "content overlap": 91, "speaker": 79, "who said what": 75}
"""F1 on the development articles, in percent."""
RULES_FLOORS = {"cue": 88, "source": 80, "content overlap": 85, "speaker": 72, "who said what": 62}
"""The same by rules alone."""


def _figures(path: Path, *, rules_only: bool = False) -> Table:
    gold = load_gold(path)
    return score(gold, read_gold(gold, Reader(rules_only=rules_only)))


@pytest.mark.parametrize("rules_only", [False, True])
def test_the_seed_article_is_read_perfectly(shared: Path, rules_only: bool) -> None:
    table = _figures(shared / "seed" / "seed.gold.jsonl", rules_only=rules_only)
    imperfect = [name for name, row in table.rows.items() if row.gold and row.f1 < 1]
    spurious = [name for name, row in table.rows.items() if not row.gold and row.predicted]
    assert not imperfect and not spurious and table.mode_accuracy == 1, f"\n{table}"


@pytest.fixture(scope="session")
def dev(shared: Path) -> Table:
    return _figures(shared / "gold" / "dev.jsonl")


@pytest.mark.parametrize("measure", DEV_FLOORS)
def test_dev_stays_above_its_floor(dev: Table, measure: str) -> None:
    assert 100 * dev[measure].f1 >= DEV_FLOORS[measure], f"{measure}\n{dev}"


@pytest.fixture(scope="session")
def dev_by_rules(shared: Path) -> Table:
    return _figures(shared / "gold" / "dev.jsonl", rules_only=True)


@pytest.mark.parametrize("measure", RULES_FLOORS)
def test_the_rules_stay_above_their_floor(dev_by_rules: Table, measure: str) -> None:
    assert 100 * dev_by_rules[measure].f1 >= RULES_FLOORS[measure], f"{measure}\n{dev_by_rules}"
