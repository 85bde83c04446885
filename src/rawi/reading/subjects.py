"""Subjects that stand before their verb: X قال, كان X قد قال, X الذي قال, أما X فقال."""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.nounphrases import CLAUSE, is_verb, noun_phrase_end, opens_addressee, opens_circumstance
from rawi.text.quotations import FAMILY


def source_before(doc: Document, i: int) -> Range | None:
    """The noun phrase before a verb that is its subject: `X قال`, `كان X قد قال`, `X الذي قال`."""
    k = i - 1
    had_qad = doc.norm(k) in {"قد", "فقد", "سبق"}
    if had_qad:
        k -= 1
    if doc.has(k, lx.RELATIVE):
        return _antecedent(doc, k)
    if doc.words[i].conjunction == "ف" or doc.norm(i - 1) == "فقد":
        return _topic(doc, i)
    if doc.words[i].conjunction and not had_qad:
        return None
    if doc.norm(k) in {"كان", "كانت", "كانا", "كانوا"}:  # X كان قد قال
        k -= 1
        had_qad = False
    if doc.norm(k) in {"،", ","} and doc.has(
        _clause_start(doc, i, k - 1, commas=False) - 1, lx.COMPLEMENTIZER | lx.AUXILIARY
    ):
        k -= 1  # أن الوزارة، أعلنت; كانت الوزارة، أعلنت
    stop = k + 1
    start = _clause_start(doc, i, k, commas=had_qad)
    while start < stop and (
        doc.words[start].flags & (lx.TIME | lx.AUXILIARY | lx.PUNCTUATION) and start not in doc.quotation_at
    ):
        start += 1
    if (
        start >= stop
        or doc.words[start].flags & (lx.PREPOSITION | CLAUSE)
        or opens_circumstance(doc, start, stop)
    ):
        return _indefinite_before(doc, i)
    found = noun_phrase_end(doc, start, stop)
    whole = all(doc.words[m].flags & (lx.PUNCTUATION | lx.TIME | lx.UNIT) for m in range(found, stop))
    if not whole and not had_qad and not opens_addressee(doc, found, stop):
        return _indefinite_before(doc, i)
    return (start, found) if found > start else None


def _indefinite_before(doc: Document, i: int) -> Range | None:
    """An indefinite noun that the verb at token `i` describes: أنباء تفيد بأن، تقارير صحفية أفادت أن."""
    for k in range(i - 1, max(i - 4, -1), -1):
        word = doc.words[k]
        if word.definite or word.flags & (lx.PUNCTUATION | lx.PREPOSITION | CLAUSE):
            return None
        if word.flags & (lx.DOCUMENT | lx.UNNAMED | lx.EVENT) and not word.conjunction:
            return (k, i)
    return None


def _topic(doc: Document, i: int) -> Range | None:
    """أما X فقال: the topic that أما sets."""
    for k in range(i - 1, max(i - 16, -1), -1):
        if doc.words[k].base == "اما":
            end = noun_phrase_end(doc, k + 1, i)
            return (k + 1, end) if end > k + 1 else None
        if doc.norms[k] in {".", "\n"}:
            return None
    return None


def _clause_start(doc: Document, i: int, k: int, *, commas: bool) -> int:
    """First token of the clause that ends with token `k`; `commas`: a comma does not end it (كان …، قد)."""
    floor = 0
    while k >= floor:
        norm = doc.norms[k]
        word = doc.words[k]
        if norm == "\n" or norm in {".", "؟", "!", ":", "؛", "..", "-", "–", "/"}:
            break
        if norm in {"،", ","} and not commas:
            break
        if word.flags & lx.AUXILIARY and norm not in {"قد", "فقد"}:
            break
        if word.flags & (lx.COMPLEMENTIZER | lx.SUBORDINATOR | lx.VERB) and not commas:
            break
        if word.conjunction and any(
            c.form.tense == "perfect" and c.verb.reliability >= 60 for c in word.cues
        ):
            break
        if norm in FAMILY and k in doc.quotation_at and doc.quotation_at[k].end >= i:
            break
        k -= 1
        if i - k > 40:
            break
    return k + 1


def _antecedent(doc: Document, relative: int) -> Range | None:
    stop = relative
    while stop > 0 and doc.norms[stop - 1] in {"،", ","}:
        stop -= 1
    start = stop
    while start > 0 and stop - start < 12:
        word = doc.words[start - 1]
        if word.flags & (lx.PUNCTUATION | CLAUSE | lx.PREPOSITION) or word.cues or is_verb(doc, start - 1):
            break
        start -= 1
        if word.preposition and word.base != "باسم":
            break
    return (start, stop) if start < stop else None
