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


_SAME = frozenset("ذاته ذاتها نفسه نفسها عينه عينها".split())
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
    if phrase.pattern != "X":  # حسبما: the verb after it is the cue; على حد قوله: closes a statement
        return None
    if doc.norm(after) == "ما" or any(c.form.tense in {"perfect", "imperfect"} for c in doc.words[after].cues if after < end):
        return None
    if phrase.takes_l:
        if doc.norm(after) == "ل":
            after += 1
        elif not doc.norm(after).startswith("ل"):
            return None
        source: Range | None = (after, noun_phrase_end(doc, after, end))
        stop = source[1]
    else:
        source, stop = source_phrase(doc, after, end)
    if source is None or stop <= after or not can_speak(doc, source, strict=phrase.reliability < 80):
        return None
    if doc.words[source[0]].base in _OWN_WORDS:
        return None
    reported = [d for d in doc.drafts if d.form and _same_statement(doc, d, k)]
    if reported:
        if doc.has(source[0], lx.MEDIA) or source[0] in doc.names and doc.names[source[0]][1].kind == "media":
            for d in reported:
                d.transmitter = d.transmitter or source
                d.because("via", "source phrase", phrase.text)
            return None
        if doc.norm(source[0]).startswith("ال") and (source[1] - source[0] == 1 or doc.norms[source[1] - 1] in _SAME):
            return None  # حسب المصدر نفسه: closes a statement that has its cue
    draft = Draft(cue=cue, source=source, opener="before")
    draft.reliability = phrase.reliability
    draft.because("cue", "source phrase", phrase.text)
    nearest = max((d for d in reported if d.cue[0] < k), key=lambda d: d.cue[0], default=None)
    if nearest is not None and nearest.content and nearest.content[0][0] < k:
        draft.content = [(nearest.content[0][0], _trim(doc, nearest.content[0][0], k))]
    elif reported:
        return None
    else:
        draft.content = qualified_clause(doc, k, stop, end)
    return draft if draft.content else None


def _same_statement(doc: Document, draft: Draft, k: int) -> bool:
    """Whether a phrase at token `k` qualifies a statement that has its own cue."""
    cue = draft.cue[0]
    if doc.sentence_end[cue] != doc.sentence_end[k] or doc.quoted_until[cue] != doc.quoted_until[k]:
        return False
    return cue < k or k - _sentence_start(doc, k) <= 1 and cue < k + 15


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
    if b <= first:
        return []
    parts = [(first, b)]
    if doc.norm(stop) == "،" and doc.norm(k - 1) == "،" and stop + 1 < end:
        resumed = doc.words[stop + 1]
        if resumed.preposition or resumed.flags & lx.PREPOSITION and not resumed.conjunction:
            parts.append((stop + 1, _trim(doc, stop + 1, end)))
    return parts


def _trim(doc: Document, a: int, b: int) -> int:
    while b > a and doc.words[b - 1].flags & lx.PUNCTUATION and doc.norms[b - 1] not in FAMILY and doc.norms[b - 1] != ")":
        b -= 1
    return b


def _sentence_start(doc: Document, k: int) -> int:
    while k > 0 and doc.sentence_end[k - 1] == doc.sentence_end[k]:
        k -= 1
    return k


