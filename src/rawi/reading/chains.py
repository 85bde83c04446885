"""Chains: which statement stands inside which, and who passed a statement on.

Steps `find_parents` and `find_transmitters` of the reader.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.nounphrases import outlet_in
from rawi.reading.speakers import clean_name, kind_of
from rawi.schema import Via


def find_parents(doc: Document) -> None:
    """Gives each draft that stands in another one's content that one, the innermost, as its parent.

    Inside a content only another speaker's act is a statement of its own: what the speaker says of his own
    attitude ("قال إنه يأمل") is dropped.
    """
    doc.drafts.sort(key=lambda d: d.cue)
    kept: list[Draft] = []
    open_drafts: list[Draft] = []
    for draft in doc.drafts:
        open_drafts = [d for d in open_drafts if d.content[-1][1] > draft.cue[0]]
        around = [d for d in open_drafts if any(a <= draft.cue[0] < b for a, b in d.content)]
        if around:
            if draft.source is None and draft.form is not None and draft.form.form.tense != "participle":
                continue
            draft.parent = min(around, key=lambda d: d.content[-1][1] - d.content[0][0])
            draft.because("parent", "inside content", doc.characters(draft.parent.cue))
        kept.append(draft)
        open_drafts.append(draft)
    doc.drafts = kept


def find_transmitters(doc: Document) -> None:
    """Says who passed a statement on: نقلت رويترز عن مصدر، علمت «الشرق» من مصادر، ذكرت أ نقلا عن ب.

    Runs after `find_speakers`: a transmitter that is only implied (ونقلت عن مصدر) is the speaker before.
    """
    before: Draft | None = None
    for draft in doc.drafts:
        if draft.transmitter is not None:
            named = outlet_in(doc, draft.transmitter) or _outlet_before(doc, draft.transmitter) or draft.transmitter
            name = clean_name(doc, named)
            kind = "media" if doc.has(draft.transmitter[0], lx.MEDIA) else kind_of(doc, named)
            draft.via.append(Via(span=doc.span(draft.transmitter), name=name, kind=kind))
        elif draft.transmitter_implied and before is not None and before.speaker and before.speaker.name:
            passed = before.via[0] if before.via else None
            if passed is None and before.source is not None:
                kind = before.speaker.kind or "media"
                passed = Via(span=doc.span(before.source), name=before.speaker.name, kind=kind)
            if passed is not None:
                draft.via.append(passed)
        before = draft


def _outlet_before(doc: Document, phrase: Range) -> Range | None:
    """The outlet that الصحيفة، الوكالة، القناة stands for: the last one named before it with that noun, or at all."""
    if not doc.words[phrase[0]].definite or not doc.has(phrase[0], lx.MEDIA):
        return None
    last: Range | None = None
    for k in range(phrase[0]):
        if k in doc.names and doc.names[k][1].kind == "media":
            last = (k, doc.names[k][0])
        elif k in doc.quotation_at and doc.has(k - 1, lx.MEDIA) and doc.quotation_at[k].end - k <= 6:
            last = (k + 1, doc.quotation_at[k].end)
    return last
