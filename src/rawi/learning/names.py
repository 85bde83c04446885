"""Names that the networks find: their classes, and from the tags of tokens to spans."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.reading.document import Range

NameKind = Literal["PER", "ORG", "LOC", "GPE", "NORP", "OCC", "MISC"]
KINDS: tuple[NameKind, ...] = ("PER", "ORG", "LOC", "GPE", "NORP", "OCC", "MISC")
"""Persons; bodies; places; states and cities; peoples and creeds; offices; other names. After Wojood (Jarrar
et al. 2022) and ANERcorp (Benajiba et al. 2007)."""
CLASSES = ("O", *(f"{begins}-{kind}" for kind in KINDS for begins in "BI"))
"""Class of a token is its place here: outside, or it begins a name of a kind, or goes on with one."""


class LearnedName(NamedTuple):
    """A name that the networks find; positions are token indexes."""

    span: Range
    kind: NameKind
    chance: float
    """Of its first token's class."""


def names_in(chances: NDArray[np.float32], norms: list[str]) -> list[LearnedName]:
    """The names in some tokens, in their order.

    Args:
        chances: of the classes of each token [token, class].
        norms: the tokens, folded; a name goes over no line's end and ends with no mark.
    """
    tags = chances.argmax(1)
    names: list[LearnedName] = []
    reached = 0
    for i in np.flatnonzero(tags).tolist():
        if i < reached or not norms[i][0].isalnum():
            continue
        kind = (tags[i] - 1) // 2
        reached = i + 1
        while reached < len(tags) and tags[reached] == 2 * kind + 2 and norms[reached] != "\n":
            reached += 1
        end = reached
        while not norms[end - 1][0].isalnum():
            end -= 1
        names.append(LearnedName((i, end), KINDS[kind], float(chances[i, tags[i]])))
    return names
