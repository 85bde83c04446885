"""Roles in the frame of a cue: source, addressee and medium between the cue and what is said."""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.frames import Opener
from rawi.reading.nounphrases import (
    CIRCUMSTANCES,
    CLAUSE,
    closing_parenthesis,
    is_verb,
    noun_phrase_end,
    opens_addressee,
    second_phrase,
    skip_mark,
    source_phrase,
)
from rawi.reading.word_sets import word_set


def fill_frame(doc: Document, draft: Draft, end: int, *, until_source: bool = False) -> int:
    """Finds source, addressee and medium between the cue and token `end`; the token reached.

    `until_source`: what follows the source belongs to another clause.
    """
    k = draft.cue[1]
    while k < end and not (until_source and draft.source):
        k = skip_mark(doc, k, end)
        if k >= end:
            break
        word = doc.words[k]
        close = closing_parenthesis(doc, k, end) if doc.norms[k] == "(" else None
        if close is not None:
            k = close + 1
            continue
        if word.base == "علي" and doc.norm(k + 1) == "لسان" and k + 2 < end:
            spokesman = (k + 2, max(noun_phrase_end(doc, k + 2, end), k + 3))
            draft.transmitter = draft.transmitter or spokesman
            draft.because("via", "by the tongue of", doc.characters(spokesman))
            k = spokesman[1]
            continue
        if opens_addressee(doc, k, end):
            first = k + 1 if word.norm == "ل" else k
            stop = _addressee_end(doc, first, end)
            if draft.addressee is None and stop > first:
                draft.addressee = (first, stop)
            k = max(stop, k + 1)
            continue
        medium = _medium_at(doc, k, end)
        if medium is not None:
            if draft.medium is None:
                draft.medium = medium
            k = medium[1]
            continue
        if draft.source is None or (draft.object is None and not until_source):
            phrase, stop = source_phrase(doc, k, end)
            if phrase is not None:
                if draft.source is None:
                    draft.source = phrase
                else:
                    draft.object = phrase
                k = stop
                if until_source and draft.medium is None:
                    draft.medium = _medium_at(doc, k, end) if k < end else None
                continue
        k = over_phrase(doc, k, end)
    return k


def over_phrase(doc: Document, k: int, end: int) -> int:
    """The token after the prepositional phrase at `k` (من ناحية أخرى), so that no noun in it is taken for a
    source.
    """
    word = doc.words[k]
    prepositional = word.flags & lx.PREPOSITION and not word.flags & lx.PRONOUN_PHRASE
    if not prepositional and not word.preposition:
        return k + 1
    start = k + 1 if prepositional else k
    if start < end and doc.words[start].base == "ما":
        return end
    stop = max(noun_phrase_end(doc, start, end), start + 1)
    return min(second_phrase(doc, (start, min(stop, end))) or stop, end)


def _addressee_end(doc: Document, k: int, end: int) -> int:
    """The token after the addressee that begins at token `k`."""
    for m in (k, k + 1):
        if m in doc.quotation_at and doc.quotation_at[m].closed and doc.quotation_at[m].end < end:
            return doc.quotation_at[m].end + 1
        if m in doc.names and doc.names[m][0] <= end:
            return doc.names[m][0]
    return noun_phrase_end(doc, k, end)


def _medium_at(doc: Document, k: int, end: int) -> Range | None:
    """The phrase of document, occasion or channel whose preposition stands at token `k`."""
    word = doc.words[k]
    kinds = lx.MEDIUM
    if word.flags & lx.PREPOSITION and word.base in {"في", "خلال", "عبر", "عقب", "ضمن"}:
        head = k + 1
    elif word.flags & lx.PREPOSITION and word.base == "علي":
        head, kinds = k + 1, lx.CHANNEL
    elif word.preposition == "ب" and word.flags & lx.MEDIUM:
        head = k
    else:
        return None
    if head >= end or doc.words[head].base in CIRCUMSTANCES:
        return None
    if word.base in {"عبر", "علي"} and head in doc.quotation_at and doc.quotation_at[head].end < end:
        return (head, doc.quotation_at[head].end + 1) if doc.quotation_at[head].end - head <= 5 else None
    return (head, _medium_end(doc, head, end)) if doc.has(head, kinds) else None


def _medium_end(doc: Document, head: int, end: int) -> int:
    stop = head + 1
    while stop < end:
        word = doc.words[stop]
        if stop in doc.names and doc.names[stop][0] <= end:
            stop = doc.names[stop][0]
            continue
        if word.flags & lx.PUNCTUATION:
            quotation = doc.quotation_at.get(stop)
            if quotation is None or not quotation.closed or quotation.end >= end:
                break
            stop = quotation.end + 1
            if stop < end and doc.words[stop].definite:
                continue
            break
        if word.flags & (CLAUSE | lx.TIME) or is_verb(doc, stop) or doc.norms[stop] in _AFTER_MEDIUM:
            break
        stop += 1
    while (
        stop > head + 1
        and doc.words[stop - 1].flags & lx.PREPOSITION
        and not doc.has(stop - 1, lx.PRONOUN_PHRASE)
    ):
        stop -= 1
    return stop


_AFTER_MEDIUM = word_set("after_medium")


def medium_before(doc: Document, i: int) -> Range | None:
    """The medium that opens the sentence of a verb: وفي كلمة ألقاها أمس، أشار؛ خلال مؤتمر صحفي أكد."""
    if any(doc.norm(k) in {"فيه", "فيها", "خلاله", "خلالها"} for k in (i + 1, i + 2)):
        for k in range(i - 1, max(i - 6, -1), -1):
            if doc.has(k, lx.MEDIUM):
                return (k, i)  # ألقى كلمة أشاد فيها
            if doc.has(k, lx.PUNCTUATION):
                break
    start = doc.sentence_start[i]
    while start < i and doc.words[start].flags & lx.PUNCTUATION:
        start += 1
    if i - start > 30 or doc.has_cue_since(start):
        return None
    medium = _medium_at(doc, start, i)
    if medium is None or any(doc.norms[k] in {"،", ","} for k in range(medium[1] + 1, i)):
        return None
    stop = medium[1]
    while stop < i and not doc.words[stop].flags & (lx.PUNCTUATION | lx.TIME | CLAUSE):
        stop += 1
    return (medium[0], stop if stop == i else medium[1])


def share_out(doc: Document, draft: Draft, opener: Opener, before: Range | None) -> None:
    """Shares out the noun phrases between a verb and its preposition to subject and object.

    Arabic marks neither, so: a subject before the verb or an object pronoun on it leaves the other role; of
    two phrases the first is the subject; a single one is the object where it cannot be the subject of this
    verb form.
    """
    assert draft.source is not None and draft.form is not None
    phrase = draft.source
    found: Range | None = None
    if draft.form.form.pronoun:
        return
    if draft.object is not None:
        found = draft.object
    elif before is not None:
        draft.source, found = before, phrase if phrase != before else None
    else:
        cut = second_phrase(doc, phrase)
        if cut is not None:
            draft.source, found = (phrase[0], cut), (cut, phrase[1])
        elif _cannot_be_subject(doc, draft, phrase):
            draft.source, found = None, phrase
    if found is not None:
        give_object(draft, opener, found)


def give_object(draft: Draft, opener: Opener, phrase: Range) -> None:
    if opener.object == "addressee":
        draft.addressee = phrase
    else:
        draft.content = [(phrase[0], phrase[0])]


def _cannot_be_subject(doc: Document, draft: Draft, phrase: Range) -> bool:
    """Whether a phrase after a verb must be its object: an accusative plural, or a gender that does not
    agree.
    """
    assert draft.form is not None
    head = doc.words[phrase[0]]
    gender = draft.form.form.gender
    if head.norm.endswith("ين") and head.flags & lx.PLURAL and not head.flags & lx.ORGANIZATION:
        return True
    if draft.form.form.number in {"p", "d"}:
        return True
    if head.norm in {"الجميع", "الكل"} or head.base in {"مجتمع", "راي"}:
        return True
    if (
        head.flags & ~lx.FEMININE
        and head.flags & lx.FEMININE
        and gender == "m"
        and not head.flags & lx.PLURAL
    ):
        return True
    masculine = head.flags & lx.ORGANIZATION and not head.flags & (lx.FEMININE | lx.PLURAL | lx.TITLE)
    return bool(masculine and gender == "f")
