"""What a speaker says of himself: inside his own words it is no statement of its own.

Step `drop_own_attitudes` of the reader, after `find_speakers`.
"""

from __future__ import annotations

from rawi.reading.document import Document

LEAST_SURE = 0.6
"""Chance of the inner statement's speaker from which on it counts as the outer one's."""


def drop_own_attitudes(doc: Document) -> None:
    """Drops a statement that stands in a content of the same speaker (قال إنه يأمل).

    A participle there goes on for the speaker outside the content (، مضيفا): it stays, without a parent.
    """
    dropped: set[int] = set()
    for draft in doc.drafts:
        parent = draft.parent
        if parent is None or parent.speaker is None or draft.speaker is None:
            continue
        if id(parent) in dropped:
            draft.parent = parent.parent
            continue
        if draft.speaker.name is None or draft.speaker.name != parent.speaker.name:
            continue
        if draft.speaker_chance is not None and draft.speaker_chance < LEAST_SURE:
            continue
        if draft.form is not None and draft.form.form.tense == "participle":
            draft.parent = parent.parent
        else:
            dropped.add(id(draft))
    doc.drafts = [draft for draft in doc.drafts if id(draft) not in dropped]
