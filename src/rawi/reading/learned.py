"""Statements that the networks find, in place of those that the rules found.

Step `find_learned` of the reader, after the contents of the rules' statements are closed. The networks tell
cues, sources, contents, addressees, media and transmitters; what they leave empty may be filled from the
rules' statement with the same cue. Everything after, speakers to credits, is the same for both.
"""

from __future__ import annotations

import os

from rawi.learning.model import Found, load_model
from rawi.reading.contents import find_mode
from rawi.reading.document import Document, Draft, Range

SHORTEST_HALF = 3
"""Tokens of the shorter part of a content that its cue interrupts."""
FILL = os.environ.get("FILL", "").split()


def find_learned(doc: Document) -> None:
    """Puts the statements of the networks in the place of the rules' statements."""
    by_rules = {draft.cue[0]: draft for draft in doc.drafts}
    doc.drafts = [
        draft for found in load_model().find(doc) if (draft := _draft(doc, found, by_rules)) is not None
    ]


def _draft(doc: Document, found: Found, by_rules: dict[int, Draft]) -> Draft | None:
    content = _content(found)
    if not content:
        return None
    rule = next((by_rules[k] for k in range(*found.cue) if k in by_rules), None)
    draft = Draft(cue=found.cue, content=content, reliability=found.chance, learned=True)
    draft.source = _nearest(found, "source")
    draft.addressee = _nearest(found, "addressee")
    draft.medium = _nearest(found, "medium")
    draft.transmitter = _nearest(found, "via")
    draft.form = _form(doc, found.cue, rule)
    draft.because("cue", "learned", f"{found.chance:.2f}")
    find_mode(doc, draft)
    if rule is not None:
        _fill(draft, rule)
    return draft


def _form(doc, cue, rule):
    if rule is not None and rule.form is not None:
        return rule.form
    return next((form for k in range(*cue) for form in doc.words[k].cues), None)


def _fill(draft: Draft, rule: Draft) -> None:
    """Takes from the rules what the networks left empty."""
    if "via" in FILL and draft.transmitter is None and not draft.transmitter_implied:
        draft.transmitter, draft.transmitter_implied = rule.transmitter, rule.transmitter_implied
    if "addressee" in FILL and draft.addressee is None:
        draft.addressee = rule.addressee
    if "medium" in FILL and draft.medium is None:
        draft.medium = rule.medium
    if "source" in FILL and draft.source is None:
        draft.source = rule.source
    draft.negated = rule.negated


def _content(found: Found) -> list[Range]:
    """The longest content; two where the cue interrupts it."""
    spans = found.parts.get("content", [])
    if len(spans) < 2:
        return spans
    before = max((s for s in spans if s[1] <= found.cue[0]), key=_length, default=None)
    after = max((s for s in spans if s[0] >= found.cue[1]), key=_length, default=None)
    if before and after and min(_length(before), _length(after)) >= SHORTEST_HALF:
        return [before, after]
    return [max(spans, key=_length)]


def _length(span: Range) -> int:
    return span[1] - span[0]


def _nearest(found: Found, part: str) -> Range | None:
    """The span of a part that stands nearest to the cue."""
    start, end = found.cue
    spans = found.parts.get(part, [])
    return min(spans, key=lambda s: min(abs(s[0] - end), abs(start - s[1])), default=None)
