"""Chains: which statement stands inside which, and who passed a statement on.

Steps `find_parents` and `find_transmitters` of the reader.
"""

from __future__ import annotations

from bisect import bisect_left

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.nounphrases import outlet_in, unlisted_outlet
from rawi.reading.people import person_in
from rawi.reading.speakers import clean_name, kind_of
from rawi.schema import Via

DEEPEST = 12
"""No statement stands in more than so many others: no sentence that was meant to be read nests deeper, and a
text that repeats one cue ten thousand times is no reason to build a chain of ten thousand links."""


def find_parents(doc: Document) -> None:
    """Gives each draft that stands in another one's content that one, the innermost, as its parent.

    Inside a content only another speaker's act is a statement of its own: what the speaker says of his own
    attitude ("قال إنه يأمل") is dropped.
    """
    doc.drafts.sort(key=lambda d: d.cue)
    kept: list[Draft] = []
    open_drafts: list[tuple[int, Draft]] = []
    for draft in doc.drafts:
        at = draft.cue[0]
        open_drafts = [(depth, d) for depth, d in open_drafts if d.content[-1][1] > at]
        around = [(depth, d) for depth, d in open_drafts if any(a <= at < b for a, b in d.content)]
        depth = 0
        if around:
            if not draft.learned and _is_own_attitude(draft):
                continue
            depth, draft.parent = min(around, key=lambda entry: _length(entry[1]))
            depth += 1
            draft.because("parent", "inside content", doc.characters(draft.parent.cue))
        kept.append(draft)
        if depth < DEEPEST:
            open_drafts = [*open_drafts[-2 * DEEPEST :], (depth, draft)]
    doc.drafts = kept


def _is_own_attitude(draft: Draft) -> bool:
    """Whether a statement of the rules inside another one says nothing that is not the outer speaker's."""
    tense = draft.form.form.tense if draft.form is not None else ""
    if draft.source is None and tense and tense != "participle":
        return True
    return tense == "imperfect" and draft.opener == "np" and draft.reliability < 0.6


def _length(draft: Draft) -> int:
    return draft.content[-1][1] - draft.content[0][0]


def find_transmitters(doc: Document) -> None:
    """Says who passed a statement on: نقلت رويترز عن مصدر، علمت «الشرق» من مصادر، ذكرت أ نقلا عن ب.

    Runs after `find_speakers`: a transmitter that is only implied (ونقلت عن مصدر) is the speaker before.
    """
    before: Draft | None = None
    outlets = _outlets_named(doc)
    for draft in doc.drafts:
        if draft.transmitter is not None:
            outlet = (
                outlet_in(doc, draft.transmitter)
                or _outlet_before(doc, draft.transmitter, outlets)
                or unlisted_outlet(doc, draft.transmitter)
            )
            named = outlet or person_in(doc, draft.transmitter) or draft.transmitter
            name = clean_name(doc, named)
            media = (
                outlet or doc.has(draft.transmitter[0], lx.MEDIA) or draft.transmitter[0] in doc.quotation_at
            )
            kind = "media" if media else kind_of(doc, named)
            draft.via.append(Via(span=doc.span_of_name(draft.transmitter), name=name, kind=kind))
        elif draft.transmitter_implied and before is not None and before.speaker and before.speaker.name:
            passed = before.via[0] if before.via else None
            if passed is None and before.source is not None:
                kind = before.speaker.kind or "media"
                passed = Via(span=doc.span_of_name(before.source), name=before.speaker.name, kind=kind)
            if passed is not None:
                draft.via.append(passed)
        before = draft


def _outlets_named(doc: Document) -> list[Range]:
    """The outlets that the article names, in their order: gazetteer names, and «…» after a noun of media."""
    named: list[Range] = []
    for k in sorted({*doc.names, *doc.quotation_at}):
        if k in doc.names and doc.names[k][1].kind == "media":
            named.append((k, doc.names[k][0]))
        elif k in doc.quotation_at and doc.has(k - 1, lx.MEDIA) and doc.quotation_at[k].end - k <= 6:
            named.append((k + 1, doc.quotation_at[k].end))
    return named


def _outlet_before(doc: Document, phrase: Range, outlets: list[Range]) -> Range | None:
    """The outlet that الصحيفة، الوكالة، القناة stands for: the last one named before it."""
    if not doc.words[phrase[0]].definite or not doc.has(phrase[0], lx.MEDIA):
        return None
    at = bisect_left(outlets, (phrase[0],))
    return outlets[at - 1] if at else None
