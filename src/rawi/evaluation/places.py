"""How well places are found and told apart, on articles in which each mention is marked with what it is.

The notation: one article a line, `[mention|country|GeoNames name]` a place (`-` for the country where it lies
in several, and for the name where GeoNames does not have it), `{word}` what is no place; `@outlet: ` may
begin a line, ` // ` ends a paragraph; `#` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from rawi.schema import Article, Reading, Span

_MARKED = re.compile(r"\[([^\]|]+)\|([^\]|]+)\|([^\]|]+)\]|\{([^}]+)\}")


class MarkedPlace(NamedTuple):
    """A mention as it is marked; `country` None: no place."""

    span: Span
    country: str | None
    latin: str | None
    """Name in GeoNames; None where it has no such place."""


class MarkedArticle(NamedTuple):
    """An article with what is marked in it."""

    article: Article
    places: list[MarkedPlace]


@dataclass
class PlaceFigures:
    """Counts over marked articles."""

    mentions: int = 0
    found: int = 0
    country: int = 0
    """Found, with the right country."""
    known: int = 0
    """Mentions of places that GeoNames has."""
    place: int = 0
    """Those of them that are found as the right place."""
    negatives: int = 0
    wrong: int = 0
    """Words that are no places and were taken for one."""
    faults: list[str] = field(default_factory=list)


def marked_articles(path: Path) -> list[MarkedArticle]:
    """The articles of a file in the notation."""
    lines = path.read_text("utf-8").splitlines()
    return [_marked(line) for line in lines if line.strip() and not line.startswith("#")]


def _marked(line: str) -> MarkedArticle:
    outlet = ""
    if line.startswith("@"):
        outlet, _, line = line[1:].partition(": ")
    line = line.replace(" // ", "\n")
    body, at = "\n", 0  # the empty headline and its end
    places = []
    for match in _MARKED.finditer(line):
        body += line[at : match.start()]
        words = match[1] or match[4]
        span = Span(len(body), len(body) + len(words))
        places.append(MarkedPlace(span, match[2], None if match[3] == "-" else match[3]))
        body += words
        at = match.end()
    body += line[at:]
    return MarkedArticle(Article(body=body[1:], outlet=outlet), places)


def measure_places(articles: Iterable[MarkedArticle], read: Callable[[Article], Reading]) -> PlaceFigures:
    """Reads the articles and counts."""
    figures = PlaceFigures()
    for marked in articles:
        reading = read(marked.article)
        for expected in marked.places:
            _count(figures, reading, expected)
    return figures


def _count(figures: PlaceFigures, reading: Reading, expected: MarkedPlace) -> None:
    span = expected.span
    found = [p for p in reading.places for m in p.mentions if m.start < span.end and span.start < m.end]
    words = span.of(reading.text)
    got = f"{found[0].latin} {found[0].country} {found[0].kind}" if found else "nothing"
    if expected.country is None:
        figures.negatives += 1
        figures.wrong += bool(found)
        if found:
            figures.faults.append(f"{words}: no place, found {got}")
        return
    right = bool(found) and (found[0].country or "-") == expected.country
    same = right and expected.latin is not None and found[0].latin == expected.latin
    figures.mentions += 1
    figures.found += bool(found)
    figures.country += right
    figures.known += expected.latin is not None
    figures.place += same
    if not right or (expected.latin is not None and not same):
        figures.faults.append(f"{words}: {expected.latin} {expected.country}, found {got}")
