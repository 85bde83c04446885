"""Arabic letters: folded spelling and the share of Arabic in a text."""

from __future__ import annotations

import re
import unicodedata

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640"
"""Harakat, Quranic signs and tatweel, as the inside of a character class."""

_FOLD: dict[int, str | None] = {
    **{ord(letter): plain for letter, plain in zip("أإآٱىةؤئکیے", "اااايهويكيي", strict=True)},
    **dict.fromkeys(range(1552, 1563)),
    **dict.fromkeys(range(1611, 1632)),
    **dict.fromkeys((1648, 1600, *range(1750, 1757), *range(1759, 1765))),
    **dict.fromkeys((1767, 1768, *range(1770, 1774))),
    **dict.fromkeys((8204, 8205)),
}
_ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3]+")
_PRESENTATION = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]+")


def fold(text: str) -> str:
    """`text` in the spelling in which Rawi compares words.

    Marks and tatweel are dropped; forms of alef, final ya and ta marbuta, and hamza carriers are unified;
    presentation forms (ﻣﺼﺪﺭ, as copied from PDF files) become letters; Latin letters are lowered. The result
    is shorter than the text where marks were dropped, so it is never used for offsets.
    """
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_FOLD).lower()


def arabic_share(text: str) -> float:
    """Share of Arabic-script letters among all letters of `text`, in [0, 1]; 0 for a text without letters."""
    letters = sum(map(len, _LETTER.findall(text)))
    return sum(map(len, _ARABIC.findall(text))) / letters if letters else 0.0
