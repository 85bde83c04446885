"""Contents: where what is said ends, and whether it is said in the speaker's own words.

Step `close_contents` of the reader. A quotation goes to its closing mark. Indirect speech goes to the end of its
sentence, but stops before a participle that goes on for the same speaker, before the next cue, before a closing
source (بحسب …), and before the author takes over (فيما، في حين، علما أن).
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, ends_sentence
from rawi.text.quotations import FAMILY

_AUTHOR_TAKES_OVER = frozenset("فيما بينما علما يذكر وفيما".split())
_SOURCE_PHRASES = frozenset("بحسب حسب وفق وفقا طبقا حسبما بحسبما نقلا وبحسب وحسب ووفق ووفقا".split())


def close_contents(doc: Document) -> None:
    """Gives each draft its content's end and its mode."""
    cues = {d.cue[0]: d for d in doc.drafts}
    for draft in doc.drafts:
        if draft.opener == "before":
            continue
        start = draft.content[0][0]
        end = _content_end(doc, draft, start, cues)
        draft.content = [(start, end)] if end > start else []
        if draft.content:
            set_mode(doc, draft)
    doc.drafts = [d for d in doc.drafts if d.content]


def _content_end(doc: Document, draft: Draft, start: int, cues: dict[int, Draft]) -> int:
    limit = doc.quoted_until[draft.cue[0]] or len(doc)
    if start >= limit:
        return start
    opening = start - 1 if start - 1 in doc.quotation_at else start if start in doc.quotation_at else None
    if draft.opener == ":" and opening is not None and doc.quotation_at[opening].closed:
        return min(doc.quotation_at[opening].end, limit)
    k = start
    while k < limit:
        until = doc.quoted_until[k]
        if until and until < limit and k > start and not doc.quoted_until[start]:
            k = until
            continue
        if ends_sentence(doc, k):
            break
        if k > start and _stops(doc, k, start, cues):
            break
        k += 1
    while k > start and doc.norms[k - 1] in {"،", ",", "-", "..", "و", "؛", ":"}:
        k -= 1
    return k


def _stops(doc: Document, k: int, start: int, cues: dict[int, Draft]) -> bool:
    word = doc.words[k]
    norm = doc.norms[k]
    after_comma = doc.norms[k - 1] in {"،", ",", "؛", ".."} or doc.norms[k - 1] in FAMILY
    if norm in _SOURCE_PHRASES:
        return True
    if norm in _AUTHOR_TAKES_OVER and after_comma:
        return True
    if norm == "كما" and after_comma and not doc.has(k + 1, lx.COMPLEMENTIZER):
        return True
    if after_comma and _tells_occasion(doc, k):
        return True
    if after_comma and norm.startswith(("لكن", "ولكن", "غير", "الا")) and any(m in cues for m in (k + 1, k + 2)):
        return True
    if after_comma and any(c.form.tense == "participle" for c in word.cues) and (doc.is_adverb(k) or norm.endswith("ا")):
        return True
    cue = cues.get(k)
    if cue is None or cue.form is None:
        return False
    if cue.form.form.tense == "participle":
        return True
    return cue.form.form.tense != "noun" and (bool(word.conjunction) or after_comma)


def _tells_occasion(doc: Document, k: int) -> bool:
    """Whether a phrase that says on which occasion somebody spoke begins at token `k`: خلال لقاء، على هامش."""
    norm = doc.norms[k]
    if norm == "علي":
        return doc.norm(k + 1) in {"هامش", "حد"}
    return norm in {"خلال", "في", "عقب", "عبر"} and doc.has(k + 1, lx.OCCASION) and not doc.words[k + 1].definite


def set_mode(doc: Document, draft: Draft) -> None:
    """Direct where all of the content stands in quotation marks or after a colon; mixed where a part of it does."""
    start, end = draft.content[0][0], draft.content[-1][1]
    first = start
    while first < end and doc.words[first].flags & lx.COMPLEMENTIZER:
        first += 1
    quoted = [k for k in range(start, end) if doc.quoted_until[k] or doc.norms[k] in FAMILY]
    words = end - start
    if draft.opener == ":":
        opening = start - 1 if start - 1 in doc.quotation_at else start
        if opening in doc.quotation_at or doc.norm(draft.cue[1]) == ":" or doc.norm(start - 1) == ":":
            draft.mode = "direct" if not doc.has(start, lx.COMPLEMENTIZER) or opening in doc.quotation_at else "indirect"
            return
        draft.mode = "direct"
        return
    long_quote = any(
        q.closed and start <= q.start < end and q.end - q.start > 3 for q in doc.quotations
    )
    if quoted and start in doc.quotation_at and doc.quotation_at[start].end >= end - 1 and words > 2:
        draft.mode = "direct"
    elif long_quote:
        draft.mode = "mixed"
    else:
        draft.mode = "indirect"
