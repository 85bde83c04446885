"""Sources without a verb: بحسب، وفقا لـ، نقلا عن، على حد تعبير; and the colon of a headline.

Step `find_phrases` of the reader. What such a phrase ascribes is the clause that it qualifies: the rest of
the sentence where it opens it, else what stands before it in the sentence.
"""

from __future__ import annotations

from bisect import bisect_left

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.nounphrases import noun_phrase_end, outlet_in, source_phrase
from rawi.reading.people import can_speak
from rawi.reading.subjects import source_before
from rawi.reading.word_sets import word_set
from rawi.text.quotations import FAMILY

FARTHEST = 100
"""Tokens between a cue and a phrase that qualifies its statement."""
_SAME = word_set("same")
_OWN_WORDS = word_set("own_words")
_NORMS = word_set("norms")


def find_phrases(doc: Document) -> None:
    """Adds a draft for each source phrase without a verb, and for the colons of headlines."""
    covered = {d.cue[0] for d in doc.drafts}
    verbs = list(doc.drafts)
    for k in range(len(doc)):
        for phrase in doc.lexicon.phrases_at(doc.norms, k):
            if k in covered:
                break
            draft = _read_phrase(doc, verbs, k, phrase)
            if draft is not None:
                doc.drafts.append(draft)
                covered.update(range(*draft.cue))
            break


def _read_phrase(doc: Document, verbs: list[Draft], k: int, phrase: lx.CuePhrase) -> Draft | None:
    end = doc.quoted_until[k] or doc.sentence_end[k]
    after = k + len(phrase.words)
    if phrase.pattern != "X":  # حسبما: the verb after it is the cue; على حد قوله: closes a statement
        return None
    source, stop = _phrase_source(doc, phrase, after, end)
    if source is None:
        return None
    draft = Draft(cue=(k, k + phrase.cue_length), source=source, opener="before")
    draft.reliability = phrase.reliability / 100
    draft.because("cue", "source phrase", phrase.text)
    if phrase.words[0] == "نقلا":
        return _read_quoting(doc, draft, verbs, stop, end)
    reported = _reported_beside(doc, verbs, k)
    if reported and outlet_in(doc, source) is not None:
        for d in reported:
            d.transmitter = d.transmitter or source
            d.because("via", "source phrase", phrase.text)
        return None
    same = doc.norm(source[0]).startswith("ال") and (
        source[1] - source[0] == 1 or doc.norms[source[1] - 1] in _SAME
    )
    if reported and same:
        return None  # حسب المصدر نفسه: closes a statement that has its cue
    nearest = max((d for d in reported if d.cue[0] < k), key=lambda d: d.cue[0], default=None)
    if nearest is not None and nearest.content and nearest.content[0][0] < k:
        draft.content = [(nearest.content[0][0], _trim(doc, nearest.content[0][0], k))]
    elif reported:
        return None
    else:
        draft.content = qualified_clause(doc, k, stop, end)
    return draft if draft.content else None


def _phrase_source(doc: Document, phrase: lx.CuePhrase, after: int, end: int) -> tuple[Range | None, int]:
    """The source that follows a phrase, and the token after it; None where none that can speak follows."""
    verbs = doc.words[after].cues if after < end else ()
    if doc.norm(after) == "ما" or any(c.form.tense in {"perfect", "imperfect"} for c in verbs):
        return None, after
    source: Range | None
    if phrase.takes_l:
        if doc.norm(after) == "ل":
            after += 1
        elif not doc.norm(after).startswith("ل"):
            return None, after
        stop = noun_phrase_end(doc, after, end)
        source = (after, stop)
    else:
        source, stop = source_phrase(doc, after, end)
    if source is None or stop <= after or doc.words[source[0]].base in _OWN_WORDS | _NORMS:
        return None, after
    return (source, stop) if can_speak(doc, source, strict=phrase.reliability < 80) else (None, after)


def _read_quoting(doc: Document, draft: Draft, verbs: list[Draft], stop: int, end: int) -> Draft | None:
    """… نقلا عن ب أن: ب is the source, and the verb before it only passes on what he says."""
    k = draft.cue[0]
    start = stop
    while start < end and (doc.norms[start] in {"،", ",", ":"} or start in doc.quotation_at):
        start += 1
    passing = [
        d for d in _reported_beside(doc, verbs, k) if d.cue[0] < k < d.content[0][0] and d.opener != "before"
    ]
    if passing:
        verb = passing[-1]
        doc.drafts.remove(verb)
        verbs.remove(verb)
        draft.transmitter = source_phrase(doc, verb.cue[1], k)[0] or source_before(doc, verb.cue[0])
        draft.transmitter_implied = draft.transmitter is None
        draft.medium = verb.medium
        draft.opener = verb.opener
        draft.content = [(verb.content[0][0], verb.content[0][0])]
    elif start < end and (
        doc.has(start, lx.COMPLEMENTIZER) or doc.norms[start - 1] == ":" or start - 1 in doc.quotation_at
    ):
        draft.opener = "أن" if doc.has(start, lx.COMPLEMENTIZER) else ":"
        draft.content = [(start, start)]
    else:
        draft.content = qualified_clause(doc, k, stop, end)
    return draft if draft.content else None


def _reported_beside(doc: Document, verbs: list[Draft], k: int) -> list[Draft]:
    """The statements with a cue of their own that a phrase at token `k` may qualify, in their order."""
    first = bisect_left(verbs, k - FARTHEST, key=_cue)
    last = bisect_left(verbs, k + FARTHEST, key=_cue)
    return [d for d in verbs[first:last] if _same_statement(doc, d, k)]


def _cue(draft: Draft) -> int:
    return draft.cue[0]


def _same_statement(doc: Document, draft: Draft, k: int) -> bool:
    """Whether a phrase at token `k` qualifies a statement that has its own cue."""
    cue = draft.cue[0]
    if doc.sentence_end[cue] != doc.sentence_end[k] or doc.quoted_until[cue] != doc.quoted_until[k]:
        return False
    return cue < k or (k - doc.sentence_start[k] <= 1 and cue < k + 15)


def qualified_clause(doc: Document, k: int, stop: int, end: int) -> list[Range]:
    start = doc.sentence_start[k]
    first = start
    while first < k and (doc.norms[first] in {"،", ",", "-"} or doc.norms[first] in FAMILY):
        first += 1
    if k - first <= 1:  # the phrase opens the sentence
        a = stop
        if "،" in doc.norms[stop : min(end, stop + 8)]:
            a = doc.norms.index("،", stop)  # بحسب مسودة اطلعت عليها الصحيفة، …
        while a < end and doc.norms[a] in {"،", ",", ":"}:
            a += 1
        b = _trim(doc, a, end)
        return [(a, b)] if b > a else []
    b = _trim(doc, first, k)
    if b <= first:
        return []
    parts = [(first, b)]
    if doc.norm(stop) == "،" and doc.norm(k - 1) == "،" and stop + 1 < end:
        resumed = doc.words[stop + 1]
        if resumed.preposition or (resumed.flags & lx.PREPOSITION and not resumed.conjunction):
            parts.append((stop + 1, _trim(doc, stop + 1, end)))
    return parts


def _trim(doc: Document, a: int, b: int) -> int:
    while (
        b > a
        and doc.words[b - 1].flags & lx.PUNCTUATION
        and doc.norms[b - 1] not in FAMILY
        and doc.norms[b - 1] != ")"
    ):
        b -= 1
    return b
