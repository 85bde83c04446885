"""Spelling folded, so that labels, column names and lines of pages can be compared with tables."""

from __future__ import annotations

import re

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_FOLDED = str.maketrans("أإآٱىة", "ااااي" + "ه")


def fold(text: str) -> str:
    """`text` in small letters, without vowel marks, tatweel and invisible marks; أإآ as ا, ى as ي, ة as ه."""
    return _MARKS.sub("", text).translate(_FOLDED).strip().casefold()
