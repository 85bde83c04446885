"""Credits: the agencies and outlets that the article itself names for its text.

Step `find_credits` of the reader: datelines ("باريس - أ.ف.ب:", "الرياض 3 رجب 1445 هـ واس") at the head of
the body and of the items of a round-up, and closing lines ("المصدر: RT", "(وكالات)", "-وات-").
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document
from rawi.reading.word_sets import word_set
from rawi.schema import Credit
from rawi.text.quotations import FAMILY

LONGEST_DATELINE = 22
"""Tokens, counted in Hijri and Gregorian datelines with both dates."""

_LONGEST_AGENCY = 5
"""Tokens of an agency's name that stands in no gazetteer, with its noun."""

_DASHES = frozenset({"-", "–", "—"})
_CLOSING_WORDS = word_set("closing_words")


def find_credits(doc: Document) -> None:
    """Adds the article's credits to the document, in the order of the text."""
    paragraphs = _paragraphs(doc)
    body = [p for p in paragraphs if p[0] >= doc.headline_end]
    for n, (start, end) in enumerate(body):
        if n == 0 or doc.norms[start] in {"*", "•"} or (n == 1 and body[0][1] - body[0][0] <= 12):
            _dateline(doc, start, end)
        if n == len(body) - 1:
            _closing(doc, start, end)
    doc.credits.sort(key=lambda c: c.span)


def _paragraphs(doc: Document) -> list[tuple[int, int]]:
    paragraphs = []
    start = 0
    for i, norm in enumerate([*doc.norms, "\n"]):
        if norm == "\n":
            if i > start:
                paragraphs.append((start, i))
            start = i + 1
    return paragraphs


def _dateline(doc: Document, start: int, end: int) -> None:
    stop = min(end, start + LONGEST_DATELINE)
    names = doc.lexicon.find_names(doc.norms[start:stop])
    first = names.get(0)
    if (
        first is not None
        and first[1].kind == "media"
        and not doc.has(start, lx.STATE)
        and doc.norm(start + first[0]) in _DASHES
    ):
        _add(doc, start, start + first[0])
        return
    whole_line = end - start <= LONGEST_DATELINE
    k = start
    while k < stop:
        word = doc.words[k]
        agency = _agency_end(doc, k, end)
        if agency is not None:
            after = agency
            while after < end and (doc.norms[after] in FAMILY or doc.norms[after] == ")"):
                after += 1
            closed = (
                after >= end or doc.norms[after] in {":", *_DASHES} or _dash_before(doc, k, agency, start)
            )
            if closed and (after < end or whole_line):
                _add(doc, k, agency)
                return
            k = agency
            continue
        if word.norm in {".", "،", "؛"} or word.flags & (lx.COMPLEMENTIZER | lx.RELATIVE):
            return
        if any(c.form.tense in {"perfect", "imperfect"} and c.verb.reliability >= 70 for c in word.cues):
            return
        k += 1


def _agency_end(doc: Document, k: int, end: int) -> int | None:
    """The token after the outlet named at token `k`: one of the gazetteer, or any وكالة with its name."""
    if k in doc.names and doc.names[k][1].kind == "media":
        return doc.names[k][0]
    if doc.words[k].base != "وكاله" or doc.words[k].definite:
        return None
    stop = k + 1
    while stop < min(end, k + _LONGEST_AGENCY) and doc.norms[stop][0].isalnum():
        stop += 1
    closed = stop == end or doc.norms[stop] in {")", ":", *_DASHES}
    return stop if closed and stop > k + 1 else None


def _dash_before(doc: Document, k: int, agency: int, start: int) -> bool:
    m = k - 1
    while m >= start and (doc.norms[m] in FAMILY or doc.norms[m] == "("):
        m -= 1
    return m > start and doc.norms[m] in _DASHES and doc.norm(agency) in {":", "»"}


def _closing(doc: Document, start: int, end: int) -> None:
    if end - start <= 8:
        for k in range(start, end):
            agency = _agency_end(doc, k, end)
            if agency is not None:
                _add(doc, k, agency)
        return
    k = end - 1
    while k > end - 8 and doc.norms[k] in {")", "-", ".", "–", "»", '"', "*"}:
        k -= 1
    for first in range(k, max(start, k - 4), -1):
        if _agency_end(doc, first, end) == k + 1:
            before = doc.norm(first - 1)
            if (before in {"(", "-", "–", "/"} and k + 1 < end) or (
                before == ":" and doc.norm(first - 2) in _CLOSING_WORDS
            ):
                _add(doc, first, k + 1)
            return


def _add(doc: Document, start: int, end: int) -> None:
    span = doc.span((start, end))
    if all(c.span != span for c in doc.credits):
        doc.credits.append(Credit(span=span, name=span.of(doc.text)))
