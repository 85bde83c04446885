"""The sentences marked by hand: floors for what is found in them, for those written before the rules too."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawi.evaluation.times import TimeScores, read_marked, score_times
from rawi.times import find_times

FOLDER = Path(__file__).parent


def _scores(name: str) -> TimeScores:
    sentences = read_marked(FOLDER / f"{name}.txt")
    found = [find_times(sentence.text, date=sentence.date) for sentence in sentences]
    return score_times([sentence.times for sentence in sentences], found)


def test_there_are_enough_expressions() -> None:
    assert (
        sum(len(s.times) for name in ("blind", "tuned") for s in read_marked(FOLDER / f"{name}.txt")) >= 280
    )


@pytest.mark.parametrize(("name", "extent", "value"), [("blind", 0.97, 0.95), ("tuned", 0.99, 0.99)])
def test_figures_hold(name: str, extent: float, value: float) -> None:
    scores = _scores(name)
    assert scores.relaxed.f1 >= extent
    assert scores.value.f1 >= value


def test_a_sentence_without_mark_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "marked.txt"
    file.write_text("2019-04-15\tوصل [أمس|DAY|2019-04-14] إلى المدينة.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"marked\.txt:1"):
        read_marked(file)
