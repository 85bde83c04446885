"""Sources without a verb: بحسب، وفقا لـ، نقلا عن، على حد تعبير; and the colon of a headline.

Step `find_phrases` of the reader. What such a phrase ascribes is the clause that it qualifies: the rest of the
sentence where it opens it, else what stands before it in the sentence.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.people import can_speak
from rawi.reading.nounphrases import noun_phrase_end, source_phrase
from rawi.text.quotations import FAMILY


_OWN_WORDS = frozenset("قول قوله قولها قولهم تعبير تعبيره تعبيرها وصف وصفه وصفها راي رايه رايها كلامه تقديره".split())


def find_phrases(doc: Document) -> None:
    """Adds a draft for each source phrase without a verb, and for the colons of headlines."""
    covered = {d.cue[0] for d in doc.drafts}
    for k in range(len(doc)):
        for phrase in doc.lexicon.phrases_at(doc.norms, k):
            if k in covered:
                break
            draft = _read_phrase(doc, k, phrase)
            if draft is not None:
                doc.drafts.append(draft)
                covered.add(k)
            break


def _read_phrase(doc: Document, k: int, phrase: lx.CuePhrase) -> Draft | None:
    end = doc.quoted_until[k] or doc.sentence_end[k]
    after = k + len(phrase.words)
    cue = (k, k + phrase.cue_length)
    if phrase.pattern == "pronoun":
        return None
    if doc.norm(after) == "ما" or any(c.form.tense in {"perfect", "imperfect"} for c in doc.words[after].cues if after < end):
        return None
    if phrase.takes_l:
        if doc.norm(after) == "ل":
            after += 1
        elif doc.words[after].preposition != "ل":
            return None
        source: Range | None = (after, noun_phrase_end(doc, after, end))
        stop = source[1]
    else:
        source, stop = source_phrase(doc, after, end)
    if source is None or stop <= after or not can_speak(doc, source, strict=True):
        return None
    if doc.words[source[0]].base in _OWN_WORDS:
        return None
    reported = [d for d in doc.drafts if d.form and doc.sentence_end[d.cue[0]] == doc.sentence_end[k] and not doc.quoted_until[d.cue[0]]]
    if reported:
        if doc.has(source[0], lx.MEDIA) or source[0] in doc.names and doc.names[source[0]][1].kind == "media":
            for d in reported:
                d.transmitter = d.transmitter or source
                d.because("via", "source phrase", phrase.text)
        return None
    draft = Draft(cue=cue, source=source, opener="before")
    draft.reliability = phrase.reliability
    draft.because("cue", "source phrase", phrase.text)
    draft.content = qualified_clause(doc, k, stop, end)
    return draft if draft.content else None


def qualified_clause(doc: Document, k: int, stop: int, end: int) -> list[Range]:
    start = _sentence_start(doc, k)
    first = start
    while first < k and (doc.norms[first] in {"،", ",", "-"} or doc.norms[first] in FAMILY):
        first += 1
    if k - first <= 1:  # the phrase opens the sentence
        a = stop
        while a < end and doc.norms[a] in {"،", ",", ":"}:
            a += 1
        b = _trim(doc, a, end)
        return [(a, b)] if b > a else []
    b = _trim(doc, first, k)
    return [(first, b)] if b > first else []


def _trim(doc: Document, a: int, b: int) -> int:
    while b > a and doc.words[b - 1].flags & lx.PUNCTUATION and doc.norms[b - 1] not in FAMILY and doc.norms[b - 1] != ")":
        b -= 1
    return b


def _sentence_start(doc: Document, k: int) -> int:
    while k > 0 and doc.sentence_end[k - 1] == doc.sentence_end[k]:
        k -= 1
    return k


