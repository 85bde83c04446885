"""Spans as sets of words, so that quotation marks and stops at their ends do not count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from rawi.schema import Span

WORD = re.compile("[^\\W_]+(?:[\u064b-\u065f\u0670\u0640]+[^\\W_]*)*")
"""A run of letters and digits; vowel marks and tatweel in it or at its end belong to it."""

WordSet = frozenset[int | Span]
"""Indexes of words; a span without a word stands for itself."""


class Words:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(WORD.finditer(text))
        self._starts = [m.start() for m in matches]
        self._ends = [m.end() for m in matches]

    def under(self, *spans: Span | None) -> WordSet:
        """The words that the spans touch."""
        touched: set[int | Span] = set()
        for span in spans:
            if span is not None:
                words = range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
                touched.update(words or (span,))
        return frozenset(touched)

    def written(self, words: WordSet) -> str:
        """The words, apart by one space."""
        indexes = sorted(word for word in words if isinstance(word, int))
        return " ".join(self.text[self._starts[i] : self._ends[i]] for i in indexes)
