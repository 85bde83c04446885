"""From the chances of classes to names."""

from __future__ import annotations

import numpy as np

from rawi.learning.names import CLASSES, LearnedName, names_in


def _chances(*classes: str) -> np.ndarray:
    rows = np.full((len(classes), len(CLASSES)), 0.01, np.float32)
    for row, name in zip(rows, classes, strict=True):
        row[CLASSES.index(name)] = 0.9
    return rows


def _names(norms: str, *classes: str) -> list[tuple[int, int, str]]:
    found = names_in(_chances(*classes), norms.replace("/", "\n").split(" "))
    return [(*name.span, name.kind) for name in found]


def test_a_name_goes_on_in_its_own_class_only() -> None:
    assert _names("زار هاني الراعي الواحه", "O", "B-PER", "I-PER", "B-GPE") == [
        (1, 3, "PER"),
        (3, 4, "GPE"),
    ]


def test_a_name_that_goes_on_without_beginning_begins() -> None:
    assert _names("هاني الراعي", "I-PER", "I-ORG") == [(0, 1, "PER"), (1, 2, "ORG")]


def test_a_name_ends_with_no_mark_and_with_the_line() -> None:
    assert _names('شركه " النخيل " غدا', "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O") == [(0, 3, "ORG")]
    assert names_in(_chances("B-PER", "I-PER", "I-PER"), ["هاني", "\n", "سامي"]) == [
        LearnedName((0, 1), "PER", np.float32(0.9)),
        LearnedName((2, 3), "PER", np.float32(0.9)),
    ]
