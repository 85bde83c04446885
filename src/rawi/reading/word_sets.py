"""The small closed sets of words that the rules ask for; they stand in word_sets.tsv."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    table = files("rawi.lexicons").joinpath("word_sets.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[0]: frozenset(row[1].split()) for row in rows}


def word_set(name: str) -> frozenset[str]:
    """The words, in folded spelling, of the set `name`.

    Raises:
        KeyError: word_sets.tsv has no set of that name.
    """
    return _word_sets()[name]
