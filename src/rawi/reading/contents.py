"""Contents: where what is said ends, and whether it is said in the speaker's own words.

Step `close_contents` of the reader. A quotation goes to its closing mark. Indirect speech goes to the end of
its sentence, but stops before a participle that goes on for the same speaker, before the next cue, before a
closing source (بحسب …), and before the author takes over (فيما، في حين، علما أن).
"""

from __future__ import annotations

from bisect import bisect_left

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range, ends_sentence
from rawi.text.quotations import FAMILY

_AUTHOR_TAKES_OVER = frozenset(["فيما", "بينما", "علما", "يذكر", "وفيما"])
_NO_LAST_WORD = frozenset({"،", ",", "-", "..", "و", "؛", ":"})
_SOURCE_PHRASES = frozenset(
    ["بحسب", "حسب", "وفق", "وفقا", "طبقا", "حسبما", "بحسبما", "نقلا", "وبحسب", "وحسب", "ووفق", "ووفقا"]
)


def close_contents(doc: Document) -> None:
    """Gives each draft its content's end and its mode."""
    ends = _Ends(doc)
    for draft in doc.drafts:
        if draft.opener == "before":
            continue
        start = draft.content[0][0]
        end = ends.content_end(draft, start)
        draft.content = [(start, end)] if end > start else []
        if draft.content:
            set_mode(doc, draft)
    doc.drafts = [d for d in doc.drafts if d.content]


class _Ends:
    """Finds where contents end. Remembers what it walked through, so that contents that share their end, as
    contents in contents do, are not walked through again and again."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.cues = {d.cue[0]: d for d in doc.drafts}
        self.walks: dict[tuple[bool, int], Range] = {}
        """Whether it begins in a quotation, its limit → start and end of the last walk."""
        self.trims: dict[int, Range] = {}
        """End of a walk → how far back commas were looked for, and the end without them."""

    def content_end(self, draft: Draft, start: int) -> int:
        """The token after the last one of the content that begins at token `start`."""
        doc = self.doc
        limit = doc.quoted_until[draft.cue[0]] or len(doc)
        if start >= limit:
            return start
        opening = start - 1 if start - 1 in doc.quotation_at else start if start in doc.quotation_at else None
        if draft.opener == ":" and opening is not None and doc.quotation_at[opening].closed:
            return min(doc.quotation_at[opening].end, limit)
        return max(start, self._without_commas(self._next_stop(start, limit), start))

    def _next_stop(self, start: int, limit: int) -> int:
        """The first token after `start` that is no part of the content; quotations are jumped over."""
        doc = self.doc
        inside = bool(doc.quoted_until[start])
        walked_from, walked_to = self.walks.get((inside, limit), (0, 0))
        if walked_from <= start < walked_to:
            return walked_to
        k = start
        while k < limit:
            until = doc.quoted_until[k]
            if not inside and k > start and until and until < limit:
                k = until
                continue
            if ends_sentence(doc, k) or (k > start and _stops(doc, k, self.cues)):
                break
            k += 1
        self.walks[inside, limit] = (start, k)
        return k

    def _without_commas(self, end: int, start: int) -> int:
        looked_from, trimmed = self.trims.get(end, (end, end))
        if start < looked_from:
            trimmed = end
            while trimmed > start and self.doc.norms[trimmed - 1] in _NO_LAST_WORD:
                trimmed -= 1
            self.trims[end] = (start, trimmed)
        return trimmed


def _stops(doc: Document, k: int, cues: dict[int, Draft]) -> bool:
    word = doc.words[k]
    norm = doc.norms[k]
    after_comma = doc.norms[k - 1] in {"،", ",", "؛", ".."} or doc.norms[k - 1] in FAMILY
    if norm in _SOURCE_PHRASES:
        return True
    if norm in _AUTHOR_TAKES_OVER and (after_comma or k + 1 in cues):
        return True
    if norm == "كما" and after_comma and not doc.has(k + 1, lx.COMPLEMENTIZER):
        return True
    if after_comma and _tells_occasion(doc, k):
        return True
    if (
        after_comma
        and norm.startswith(("لكن", "ولكن", "غير", "الا"))
        and any(m in cues for m in (k + 1, k + 2))
    ):
        return True
    if (
        after_comma
        and any(c.form.tense == "participle" for c in word.cues)
        and (doc.is_adverb(k) or norm.endswith("ا"))
    ):
        return True
    cue = cues.get(k)
    if cue is None or cue.form is None:
        return False
    if cue.form.form.tense == "participle":
        return True
    return cue.form.form.tense != "noun" and (bool(word.conjunction) or after_comma)


def _tells_occasion(doc: Document, k: int) -> bool:
    """Whether a phrase that says on which occasion somebody spoke begins at token `k`: على هامش."""
    norm = doc.norms[k]
    if norm == "علي":
        return doc.norm(k + 1) in {"هامش", "حد"}
    if norm not in {"خلال", "في", "عقب", "عبر"}:
        return False
    return doc.has(k + 1, lx.OCCASION) and not doc.words[k + 1].definite


def set_mode(doc: Document, draft: Draft) -> None:
    """Direct where all of the content stands in quotation marks or after a colon; mixed where a part does."""
    start, end = draft.content[0][0], draft.content[-1][1]
    first = start
    while first < end and doc.words[first].flags & lx.COMPLEMENTIZER:
        first += 1
    words = end - start
    if draft.opener == ":":
        opening = start - 1 if start - 1 in doc.quotation_at else start
        colon = doc.norm(draft.cue[1]) == ":" or doc.norm(start - 1) == ":"
        clause = colon and doc.has(start, lx.COMPLEMENTIZER) and opening not in doc.quotation_at
        draft.mode = "indirect" if clause else "direct"
        return
    if start in doc.quotation_at and doc.quotation_at[start].end >= end - 1 and words > 2:
        draft.mode = "direct"
    elif _next_long_quotation(doc, start) < end:
        draft.mode = "mixed"
    else:
        draft.mode = "indirect"


def _next_long_quotation(doc: Document, k: int) -> int:
    """Where the next closed quotation of more than two words begins; the end of the text if there is none."""
    at = bisect_left(doc.long_quotations, k)
    return doc.long_quotations[at] if at < len(doc.long_quotations) else len(doc)
