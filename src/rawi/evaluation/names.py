"""When two names mean one speaker.

The measure's own folding of letters is kept here, apart from the reader's: the reader may change, its ruler
may not.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from rawi.evaluation.words import WORD

_MARKS = re.compile("[\u064b-\u065f\u0670\u0640]")
_SPELLINGS = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")
_ENDINGS = ("ون", "ين", "ا")
"""Of the sound plural and of the accusative: المصلون, المصلين; كشف, كشفا."""
_STEM = 3
"""Letters that must remain when an ending is cut off."""


def fold(text: str) -> str:
    """Text without vowel marks and tatweel, with one spelling of alef, ya, ta marbuta and hamza's seats."""
    return _MARKS.sub("", text).translate(_SPELLINGS).lower()


@cache
def _ignored() -> frozenset[str]:
    lines = files("rawi.evaluation").joinpath("ignored_titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line.strip()) for line in lines if line.strip() and not line.startswith("#"))


def _stem(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        word = word[2:]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8192)
def name_words(name: str) -> frozenset[str]:
    """The words that make up a name: folded, without article, case ending and titles."""
    words = [fold(match.group()) for match in WORD.finditer(name)]
    proper = [word for word in words if word not in _ignored()]
    return frozenset(_stem(word) for word in proper or words)


def same_speaker(one: str, other: str) -> bool:
    """Whether two names mean one speaker.

    They do where they share at least half of all their words, or where the shorter is part of the longer and
    has two words at least, or is a single word and the longer has three at most ("زهير", "سامي زهير الحلبي").
    """
    a, b = name_words(one), name_words(other)
    if not a or not b:
        return a == b
    shared, shorter, longer = len(a & b), min(len(a), len(b)), max(len(a), len(b))
    if 2 * shared >= len(a | b):
        return True
    return shared == shorter and (shorter >= 2 or longer <= 3)
