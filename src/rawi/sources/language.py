"""Whether a text is Arabic, and not another language that writes Arabic letters (Persian, Urdu, Pashto,
Kurdish, Uyghur, Malay): by letters that Arabic has not, and by the small words of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_SAMPLE = 20_000
"""Characters that the decision goes by."""
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile("[\u0620-\u06d3\u06d5]{1,20}")
_MAX_FOREIGN = 0.25
"""Share of words with letters of other languages: names and loanwords have them, and so do texts that were
typed on a Persian keyboard."""
MIN_LETTERS = 100
"""Letters below which nothing is decided: the text counts as Arabic where its letters are."""


def is_arabic(text: str) -> bool:
    """Whether a text is mainly in Arabic."""
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    words = _WORD.findall(sample)
    arabic = sum(map(len, words))
    if not letters or arabic < letters * 0.5:
        return False
    own_words, other_words, other_letters = _languages()
    own = sum(word in own_words for word in words)
    other = sum(word in other_words for word in words)
    if letters < MIN_LETTERS:
        return own >= other
    foreign = sum(not other_letters.isdisjoint(word) for word in words)
    return own > other and foreign < len(words) * _MAX_FOREIGN


def is_arabic_page(page: str) -> bool:
    """Whether the text of a web page is Arabic; its markup is stripped only roughly."""
    parts: list[str] = []
    size = 0
    for part in _visible_parts(page):
        # menus and links are too short to tell languages apart, and letters of markup are no text
        if len(part) > 60 or (len(part) > 25 and _WORD.search(part)):
            parts.append(part)
            size += len(part)
            if size > _SAMPLE:
                break
    return is_arabic("\n".join(parts)) if parts else False


_HIDDEN = re.compile(r"<(script|style|noscript|svg)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_BETWEEN_TAGS = re.compile(r">([^<>]*[\u0620-\u064aA-Za-z][^<>]*)<")


@cache
def _languages() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Small words of Arabic, those of the others, letters of the others."""
    table = files("rawi.sources").joinpath("languages.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")][1:]
    arabic, others = rows[0], rows[1:]
    words = frozenset(word for row in others for word in row[1].split())
    return frozenset(arabic[1].split()), words, frozenset("".join(row[2] for row in others))


def _visible_parts(page: str) -> Iterator[str]:
    visible = _HIDDEN.sub("", page[:1_000_000])
    for found in _BETWEEN_TAGS.finditer(visible):
        yield found[1].strip()
