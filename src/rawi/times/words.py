"""The words of a text as the grammar of times sees them: without clitics, with their numbers read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from rawi.text.letters import MARKS
from rawi.text.tokens import Token
from rawi.times.vocabulary import Vocabulary, vocabulary


class Word(NamedTuple):
    """A word without its clitics."""

    stem: str
    """In folded spelling; empty where no table knows the word."""
    cut: int
    """Letters of the clitics before it (و ف ب ل ك)."""
    number: int | None
    """Its value where it is written in digits, at most four."""
    era: str
    """`hijri` or `gregorian` where the year has its letter joined: 1440هـ."""


class Found(NamedTuple):
    """An expression of time: words `start` (included) to `end` (excluded)."""

    start: int
    end: int
    type: str
    value: str | None
    mod: str | None = None


_UNKNOWN = Word("", 0, None, "")
_DIGITS = re.compile(r"([وف]?[بلك]?)(?:ال|لل)?(\d{1,4})(ه|هـ|م)?")
_NUMERIC = re.compile(r"([وف]?[بلك]?)(\d{1,4}(?:[./:,]\d{1,4}){1,2})(ه|م)?")
_CLITICS = re.compile(r"[وف]?[بلك]?")
_ERAS = {"ه": "hijri", "هـ": "hijri", "م": "gregorian", None: ""}
_LONGEST = 14
"""Letters of the longest word that a table may know, with its clitics."""
_OUTSIDE = 10
"""Words that the grammar may look at behind the end of a text."""


class Words:
    """A text to be searched: its words, the day to count from, and what was spoken of last."""

    def __init__(self, text: str, tokens: Sequence[Token], anchor: date | None) -> None:
        self.text = text
        self.tokens = tokens
        self.tables: Vocabulary = vocabulary()
        self.anchor = anchor
        self.norms = [token[2] for token in tokens]
        self.length = len(self.norms)
        self.words = [analyse(norm) for norm in self.norms]
        self.norms += ["\n"] * _OUTSIDE
        self.words += [_UNKNOWN] * _OUTSIDE
        self.last: str | None = None
        """Value of the last date that has a year: العام نفسه."""
        self.day: str | None = None
        """Value of the last day in this sentence: the day of a time of day without one."""

    def stem(self, i: int) -> str:
        """Word `i` without clitics; empty where it is not known."""
        return self.words[i].stem

    def has(self, name: str, i: int, *, plain: bool = False) -> tuple[int, str] | None:
        """Word after a phrase of class `name` at `i`, and its value; `plain`: without clitics."""
        word = self.words[i]
        if not word.stem or (plain and word.cut):
            return None
        return self.tables.classes[name].at(word.stem, self.norms, i)

    def has_number(self, name: str, i: int) -> int | None:
        """The value of a number word of class `name` (numbers.tsv) at `i`."""
        return self.tables.numbers[name].get(self.words[i].stem)

    def joined(self, i: int) -> bool:
        """Whether word `i` has the clitic و and no other."""
        return self.words[i].cut == 1 and self.norms[i][0] == "و"

    def before(self, i: int) -> str:
        """Folded word before `i`, with its clitics; an end of line outside the text."""
        return self.norms[i - 1] if i else "\n"

    def stem_before(self, i: int) -> str:
        """The word before `i` without its clitics, or as it stands where no table knows it."""
        return (self.words[i - 1].stem or self.norms[i - 1]) if i else "\n"

    def is_other(self, i: int, end: int) -> bool:
        """Whether the words are a name or another word here (false_friends.tsv)."""
        friends = self.tables.friends.get(self.words[i].stem)
        if friends is None:
            return False
        return self.before(i) in friends.before or self.norms[end] in friends.after

    def is_future(self, i: int) -> bool:
        """Whether a word before `i` in its sentence, at most 15 back, speaks of what is to come."""
        future, others = self.tables.classes["future"], self.tables.classes["no_future"]
        for k in range(i - 1, max(i - 16, -1), -1):
            norm = self.norms[k]
            if norm in _STOPS:
                return False
            if norm in future:
                return True
            bare = norm[1:] if norm[0] in "وف" and len(norm) > 5 else norm
            if len(bare) > 3 and bare[0] == "س" and bare[1] in "يتن" and bare not in others:
                return True
        return False

    def offset(self, i: int) -> int:
        """Where word `i` begins without its clitics, as a character offset."""
        token, cut = self.tokens[i], self.words[i].cut
        place = token.start
        while cut:
            place += 1
            while place < token.end and self.text[place] in _SIGNS:
                place += 1
            cut -= 1
        return place


_STOPS = {"\n", ".", "!", "؟", "?", "؛"}
_SIGNS = frozenset(re.findall(f"[{MARKS}]", "".join(map(chr, range(0x610, 0x6EE)))))


@lru_cache(maxsize=50_000)
def _analyse_short(norm: str) -> Word:
    known = _known()
    for cut in _cuts(norm):
        stem = norm[cut:]
        if stem in known:
            return Word(stem, cut, None, "")
        if stem[:2] == "لل" and (stem := f"ال{stem[2:]}") in known:
            return Word(stem, cut, None, "")
    if digits := _DIGITS.fullmatch(norm):
        clitics, number, era = digits.groups()
        return Word(number, len(clitics), int(number), _ERAS[era])
    if numeric := _NUMERIC.fullmatch(norm):
        return Word(numeric[2], len(numeric[1]), None, _ERAS[numeric[3]])
    return _UNKNOWN


def analyse(norm: str) -> Word:
    """What the tables know of a folded word."""
    return _analyse_short(norm) if len(norm) <= _LONGEST else _UNKNOWN


def _cuts(norm: str) -> list[int]:
    """Lengths of the clitics that the word may begin with, none first."""
    found = _CLITICS.match(norm)
    longest = found.end() if found else 0
    one = norm[0] in "وفبلك"
    return [0, *([1] if one else []), *([2] if longest == 2 else [])]


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return vocabulary().known()
