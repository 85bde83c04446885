"""Names that the networks find: their classes, and from the tags of tokens to spans."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.learning.network import Sequences, best_tags
from rawi.reading.document import Range

NameKind = Literal["PER", "ORG", "LOC", "GPE", "NORP", "OCC", "MISC"]
KINDS: tuple[NameKind, ...] = ("PER", "ORG", "LOC", "GPE", "NORP", "OCC", "MISC")
"""Persons; bodies; places; states and cities; peoples and creeds; offices; other names. After Wojood (Jarrar
et al. 2022) and ANERcorp (Benajiba et al. 2007)."""
CLASSES = ("O", *(f"{begins}-{kind}" for kind in KINDS for begins in "BI"))
"""Class of a token is its place here: outside, or it begins a name of a kind, or goes on with one."""


LONGEST = 200
"""Tokens of a sentence that are tagged together."""
AT_ONCE = 64
"""Sentences that are tagged at once: bounds the memory of a text of endless sentences."""


class LearnedName(NamedTuple):
    """A name that the networks find; positions are token indexes."""

    span: Range
    kind: NameKind


def names_in(
    scores: NDArray[np.float32], norms: list[str], sentences: list[Range], sequences: Sequences
) -> list[LearnedName]:
    """The names in some tokens, in their order: the best sequence of classes of each sentence.

    Args:
        scores: of the classes of each token [token, class].
        norms: the tokens, folded; a name ends with no mark.
        sentences: consecutive ranges of these tokens; a name goes over the end of none.
        sequences: scores of class after class.
    """
    names: list[LearnedName] = []
    sentences = [
        (at, min(at + LONGEST, end)) for start, end in sentences for at in range(start, end, LONGEST)
    ]
    for at in range(0, len(sentences), AT_ONCE):
        names += _names_of(scores, norms, sentences[at : at + AT_ONCE], sequences)
    return names


def _names_of(
    scores: NDArray[np.float32], norms: list[str], sentences: list[Range], sequences: Sequences
) -> list[LearnedName]:
    starts, ends = np.array(sentences).T
    lengths = (ends - starts).astype(np.int32)
    places = np.minimum(starts + np.arange(lengths.max())[:, None], len(scores) - 1)
    tags = best_tags(scores[places], lengths, sequences)
    names: list[LearnedName] = []
    for start, length, row in zip(starts.tolist(), lengths.tolist(), tags, strict=True):
        for first in np.flatnonzero(row[:length] % 2 == 1).tolist():
            end = first + 1
            while end < length and row[end] == row[first] + 1:
                end += 1
            while end > first and not norms[start + end - 1][0].isalnum():
                end -= 1
            if end > first:
                kind = KINDS[(row[first] - 1) // 2]
                names.append(LearnedName((start + first, start + end), kind))
    return names
