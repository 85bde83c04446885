"""Tokens with their offsets: words, numbers, marks of punctuation, ends of paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.text.letters import MARKS, fold

_TOKEN = re.compile(
    r"\n"
    rf"|[\u0621-\u064a](?:\.[ \u00a0]?[\u0621-\u064a])+(?![\w{MARKS}])\.?"  # أ.ف.ب
    rf"|\d+(?:[.,:/٫٬]\d+)+"  # 30.4  1,200  15/4/2019
    rf"|\w[\w{MARKS}\u200c\u200d]*"
    r"|(?:\.\.+|…)+"
    r"|\(\(|\)\)"
    r"|[^\w\s]"
)
_IGNORED = re.compile(
    rf"[{MARKS}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd\x00-\x08\x0e-\x1f]"
)


class Token(NamedTuple):
    """A token: its characters are `text[start:end]`, `norm` is their folded spelling."""

    start: int
    end: int
    norm: str


def tokenize(text: str) -> list[Token]:
    """The tokens of `text` in order; an end of line is a token with the norm `\\n`.

    Abbreviations with stops (أ.ف.ب), numbers with separators, `..` and `((` are one token each. Stray
    diacritics, bidi controls and other invisible characters outside words are no tokens.
    """
    tokens = []
    for match in _TOKEN.finditer(text):
        form = match.group()
        norm = fold(form)
        if not norm and "\u0640" in form:
            norm = "-"  # tatweel by itself stands for a dash: لندن ـ رويترز
        if norm and not _IGNORED.fullmatch(norm):
            tokens.append(Token(match.start(), match.end(), norm))
    return tokens
