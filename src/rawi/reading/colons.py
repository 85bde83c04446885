"""Speakers without a verb: before a colon (فلان: …), or signed under a quotation («…» – فلان).

Steps `find_headline_colons`, `find_body_colons` and `find_signed_quotations` of the reader. A colon after a
topic or a place ("باريس: …") ascribes nothing; a colon after a person, an office, an unnamed source or an
organization does, and so does one after a name that speaks in the body.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft
from rawi.reading.nounphrases import opens_addressee
from rawi.reading.people import name_run
from rawi.text.quotations import FAMILY

LONGEST_SPEAKER = 9
"""Tokens before the colon."""


def find_headline_colons(doc: Document) -> None:
    """Adds a draft for the colon of the headline where a speaker stands before it."""
    spoken = _spoken(doc)
    for k in range(doc.headline_end):
        if doc.norms[k] != ":" or any(
            d.cue[0] <= k < d.content[-1][1] + 1 for d in doc.drafts if d.cue[0] < k and d.content
        ):
            continue
        start = k
        while start > 0 and doc.norms[start - 1] not in {"..", "…", "/", ".", "!", "؟", "|", "-", "–", ":"}:
            start -= 1
        end = k
        for m in range(start, k):
            if opens_addressee(doc, m, k):
                end = m
                break
        if end - start > LONGEST_SPEAKER or end <= start or k + 1 >= doc.headline_end:
            continue
        rule = _speaker_rule(doc, start, end, spoken)
        if rule:
            draft = Draft(cue=(k, k + 1), source=(start, end), opener=":")
            first = end + 1 if doc.norms[end] == "ل" else end
            if first < k:
                draft.addressee = (first, k)
            draft.content = [(k + 1, k + 1)]
            draft.because("cue", "headline colon", rule)
            doc.drafts.append(draft)
        return


def find_body_colons(doc: Document) -> None:
    """Adds a draft for each colon of the body between a speaker and a quotation: مصدر أمني: «…»."""
    cues = {d.cue[0] for d in doc.drafts}
    spoken = _spoken(doc)
    for opening, quotation in doc.quotation_at.items():
        k = opening - 1
        if (
            k < doc.headline_end
            or doc.norms[k] != ":"
            or not quotation.closed
            or quotation.end - opening <= 3
        ):
            continue
        start = doc.sentence_start[k]
        while start < k and doc.has(start, lx.PUNCTUATION):
            start += 1
        if not start < k <= start + LONGEST_SPEAKER or any(m in cues for m in range(start, k)):
            continue
        if doc.words[start].base == "في" and doc.has(start + 1, lx.MEDIUM):
            start, rule = start + 1, "a document"
        else:
            rule = _speaker_rule(doc, start, k, spoken)
        if rule:
            draft = Draft(cue=(k, k + 1), source=(start, k), opener=":")
            draft.content = [(opening + 1, opening + 1)]
            draft.because("cue", "colon before a quotation", rule)
            doc.drafts.append(draft)


def find_signed_quotations(doc: Document) -> None:
    """Adds a draft for each quotation with a dash and its speaker after it: «…» – المدرب وليد حمدان."""
    spoken = _spoken(doc)
    for quotation in doc.quotations:
        k = quotation.end + 1
        if not quotation.closed or quotation.end - quotation.start <= 3 or doc.norm(k) not in _DASHES:
            continue
        end = k + 1
        while end < len(doc) and end <= k + LONGEST_SPEAKER and doc.norms[end] not in {".", "\n"}:
            end += 1
        if end - k < 2 or doc.norm(end) not in {".", "\n"}:
            continue
        rule = _speaker_rule(doc, k + 1, end, spoken)
        if rule:
            draft = Draft(cue=(k, k + 1), source=(k + 1, end), opener="before")
            draft.content = [(quotation.start + 1, quotation.end)]
            draft.because("cue", "signed quotation", rule)
            doc.drafts.append(draft)


_DASHES = frozenset("-–—")


def _spoken(doc: Document) -> set[str]:
    """Bases of the words that name a source somewhere in the article."""
    return {doc.words[m].base for d in doc.drafts if d.source for m in range(*d.source)}


def _speaker_rule(doc: Document, start: int, end: int, spoken: set[str]) -> str:
    """Why the words before the colon are a speaker, or an empty string where they are none."""
    first = start
    while first < end and doc.norms[first] in FAMILY:
        first += 1
    if first >= end:
        return ""
    word = doc.words[first]
    if word.flags & (lx.PREPOSITION | lx.SUBORDINATOR | lx.TIME | lx.NUMBER) or word.preposition:
        return ""
    if any(
        doc.has(m, lx.PREPOSITION | lx.COMPLEMENTIZER | lx.RELATIVE) for m in range(first, end)
    ) and not word.flags & (lx.TITLE | lx.UNNAMED):
        return ""
    if word.flags & (lx.TITLE | lx.UNNAMED | lx.GROUP):
        return "a title or an unnamed source"
    if first in doc.names and doc.names[first][1].table != "states":
        return "a known name"
    if word.flags & (lx.ORGANIZATION | lx.MEDIA):
        return "an organization"
    if name_run(doc, first, end, first):
        return "a person's name"
    mine = {doc.words[m].base for m in range(first, end) if not doc.words[m].flags & lx.PUNCTUATION}
    if mine and mine <= spoken and not word.flags & lx.STATE:
        return "speaks in the body"
    return ""
