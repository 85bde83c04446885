"""From the scores of classes to names."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from rawi.learning.names import CLASSES, LONGEST, names_in
from rawi.learning.network import Floats, Sequences


def _scores(*classes: str) -> Floats:
    rows = np.zeros((len(classes), len(CLASSES)), np.float32)
    for row, name in zip(rows, classes, strict=True):
        row[CLASSES.index(name)] = 1
    return rows


def _sequences() -> Sequences:
    """What goes on with a name goes on with one of its kind."""
    count = len(CLASSES)
    transitions, start = np.zeros((count, count), np.float32), np.zeros(count, np.float32)
    for goes_on in range(2, count, 2):
        transitions[:, goes_on] = start[goes_on] = -1e4
        transitions[goes_on - 1 : goes_on + 1, goes_on] = 0
    return Sequences(transitions, start, np.zeros(count, np.float32))


def _names(line: str, *classes: str) -> list[tuple[int, int, str]]:
    norms = line.split(" ")
    breaks = [0, *(k + 1 for k, norm in enumerate(norms) if norm == "."), len(norms)]
    sentences = [(a, b) for a, b in pairwise(breaks) if a < b]
    found = names_in(_scores(*classes), norms, sentences, _sequences())
    return [(*name.span, name.kind) for name in found]


def test_a_name_goes_on_in_its_own_class_only() -> None:
    found = _names("زار هاني الراعي الواحه", "O", "B-PER", "I-PER", "B-GPE")
    assert found == [(1, 3, "PER"), (3, 4, "GPE")]


def test_a_name_ends_with_no_mark() -> None:
    assert _names('شركه " النخيل " غدا', "B-ORG", "I-ORG", "I-ORG", "I-ORG", "O") == [(0, 3, "ORG")]


def test_a_name_ends_with_the_sentence() -> None:
    assert _names("قال هاني . سامي مضي", "O", "B-PER", "I-PER", "B-PER", "O") == [
        (1, 2, "PER"),
        (3, 4, "PER"),
    ]
    assert _names("قال هاني . سامي", "O", "B-PER", "O", "I-PER")[0] == (1, 2, "PER")


def test_sentences_without_end_are_cut() -> None:
    count = 5 * LONGEST
    found = _names(" ".join(["هاني"] * count), *["B-PER"] * count)
    assert found == [(k, k + 1, "PER") for k in range(count)]
