"""Names that the networks find: their classes, and from the classes of tokens to spans."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.reading.document import Range

NameKind = Literal["PER", "ORG", "LOC", "GPE", "NORP", "OCC"]
"""Persons, without titles; bodies; places; states and cities; peoples; offices. After ANERcorp (Benajiba et
al. 2007) and Wojood (Jarrar et al. 2022)."""
KINDS: tuple[NameKind, ...] = ("PER", "ORG", "LOC")
"""Those that the networks are taught."""
CLASSES = ("O", *(f"{begins}-{kind}" for kind in KINDS for begins in "BI"))
"""Class of a token is its place here: outside, or it begins a name of a kind, or goes on with one."""


class LearnedName(NamedTuple):
    """A name that the networks find; positions are token indexes."""

    span: Range
    kind: NameKind


def names_in(chances: NDArray[np.float32], norms: list[str]) -> list[LearnedName]:
    """The names in some tokens, in their order.

    Two persons with nothing between them are one: nobody lists people without و or a comma.

    Args:
        chances: of the classes of each token [token, class].
        norms: the tokens, folded; a name goes over no line's end and ends with no mark.
    """
    tags = chances.argmax(1).tolist()
    names: list[LearnedName] = []
    i = 0
    while i < len(tags):
        start, tag = i, tags[i]
        i += 1
        if not tag or not norms[start][0].isalnum():
            continue
        goes_on = tag + tag % 2
        while i < len(tags) and tags[i] == goes_on and norms[i] != "\n":
            i += 1
        end = i
        while not norms[end - 1][0].isalnum():
            end -= 1
        kind = KINDS[(goes_on - 1) // 2]
        if kind == "PER" and names and names[-1].kind == kind and names[-1].span[1] == start:
            start = names.pop().span[0]
        names.append(LearnedName((start, end), kind))
    return names
