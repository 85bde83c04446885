"""Articles in other dress: what they say is the same, only how it is written differs."""

from __future__ import annotations

import random
import re
from collections import Counter

from rawi.schema import Article, Reading
from rawi.text.letters import fold

STYLES: dict[str, tuple[str, str]] = {
    "guillemets": ("«", "»"),
    "curly": ("“", "”"),
    "straight": ('"', '"'),
    "reversed": ("”", "“"),
    "low": ("„", "“"),
    "double parentheses": ("((", "))"),
}
"""Styles of quotation marks: the opening and the closing mark."""

_PAIRS = [
    re.compile(pattern)
    for pattern in (
        r"«([^«»\n]*)»",
        r"“([^“”\n]*)”",
        r"”([^“”\n]*)“",
        r'"([^"\n]*)"',
        r"\(\(([^()\n]*)\)\)",
    )
]
_MARKS = "\u064e\u064f\u0650\u0652\u0651"  # fatha, damma, kasra, sukun, shadda
_JOINED_FORWARD = frozenset("بتثجحخسشصضطظعغفقكلمنهيئ")


def restyle(text: str, style: str) -> str:
    """`text` with its outer quotation marks in another style; a mark without its partner stays."""
    opening, closing = STYLES[style]
    lines = []
    for line in text.split("\n"):
        spans: list[tuple[int, int, str]] = []
        for pattern in _PAIRS:
            for match in pattern.finditer(line):
                if not any(start < match.end() and match.start() < end for start, end, _ in spans):
                    spans.append((match.start(), match.end(), match.group(1)))
        for start, end, inside in sorted(spans, reverse=True):
            line = line[:start] + opening + inside + closing + line[end:]
        lines.append(line)
    return "\n".join(lines)


def vowelled(text: str, draw: random.Random, share: float = 0.3) -> str:
    """`text` with vowel marks and tatweel inside its words, where a typesetter could put them.

    Tanween is left out: it tells adverbs and objects, so it is no disguise.
    """
    written = []
    for i, letter in enumerate(text):
        written.append(letter)
        inside = letter.isalpha() and i + 1 < len(text) and text[i + 1].isalpha() and "ء" <= letter <= "ي"
        if inside and draw.random() < share:
            choices = _MARKS + ("ـ" if letter in _JOINED_FORWARD else "")
            written.append(draw.choice(choices))
    return "".join(written)


def said(reading: Reading) -> Counter[tuple[str, ...]]:
    """The statements of a reading in folded words, without marks of punctuation."""
    return Counter(
        (
            _words(s.cue_text),
            _words(s.source_text or ""),
            _words(s.content_text),
            _words(s.speaker.name or ""),
            str(s.speaker.kind),
            s.mode,
            *(_words(via.name) for via in s.via),
        )
        for s in reading.statements
    )


def changed(one: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> int:
    """How many statements of one reading are not in the other, counted on the side with more of them."""
    return max((one - other).total(), (other - one).total())


def dressed(article: Article, title: str, body: str) -> Article:
    """The article with another title and body."""
    return Article(id=article.id, outlet=article.outlet, byline=article.byline, title=title, body=body)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
