"""From the chances of classes to names."""

from __future__ import annotations

import numpy as np

from rawi.learning.names import CLASSES, names_in


def _names(norms: list[str], *classes: str) -> list[tuple[int, int, str]]:
    chances = np.full((len(classes), len(CLASSES)), 0.01, np.float32)
    for row, name in zip(chances, classes, strict=True):
        row[CLASSES.index(name)] = 0.9
    return [(*name.span, name.kind) for name in names_in(chances, norms)]


def test_a_name_goes_on_in_its_own_class_only() -> None:
    norms = ["زار", "هاني", "الراعي", "الواحه"]
    assert _names(norms, "O", "B-PER", "I-PER", "B-LOC") == [(1, 3, "PER"), (3, 4, "LOC")]
    assert _names(norms, "O", "B-ORG", "B-ORG", "I-LOC") == [(1, 2, "ORG"), (2, 3, "ORG"), (3, 4, "LOC")]


def test_persons_side_by_side_are_one() -> None:
    assert _names(["هاني", "الراعي", "وسامي"], "B-PER", "B-PER", "O") == [(0, 2, "PER")]
    assert _names(["هاني", "،", "سامي"], "B-PER", "O", "B-PER") == [(0, 1, "PER"), (2, 3, "PER")]


def test_a_name_ends_with_no_mark() -> None:
    norms = ["شركه", '"', "النخيل", '"', "غدا"]
    assert _names(norms, "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O") == [(0, 3, "ORG")]


def test_a_name_ends_with_the_line() -> None:
    assert _names(["هاني", "\n", "سامي"], "B-PER", "I-PER", "I-PER") == [(0, 1, "PER"), (2, 3, "PER")]
