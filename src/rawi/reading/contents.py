"""Contents: where what is said ends, and whether it is said in the speaker's own words.

Step `close_contents` of the reader. A quotation goes to its closing mark. Indirect speech goes to the end of
its sentence, but stops before a participle that goes on for the same speaker, before the next cue, before a
closing source (بحسب …), and before the author takes over (فيما، في حين، علما أن).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range, ends_sentence
from rawi.reading.word_sets import word_set
from rawi.schema import Mode
from rawi.text.quotations import FAMILY, Quotation

_AUTHOR_TAKES_OVER = frozenset(["فيما", "بينما", "علما", "يذكر", "وفيما"])
LONGEST_GAP = 400
"""Tokens after the end of a paragraph within which a quotation that it leaves open must be closed."""
_NO_LAST_WORD = frozenset({"،", ",", "-", "..", "و", "؛", ":"})
_SOURCE_PHRASES = frozenset(
    ["بحسب", "حسب", "وفق", "وفقا", "طبقا", "حسبما", "بحسبما", "نقلا", "وبحسب", "وحسب", "ووفق", "ووفقا"]
)


_WORKS = word_set("works")


def close_contents(doc: Document) -> None:
    """Gives each draft its content's end and its mode."""
    ends = _Ends(doc)
    quoted = _quoted_words(doc)
    for draft in doc.drafts:
        if draft.opener != "before":
            *before, (start, _) = draft.content
            end = ends.content_end(draft, start)
            draft.content = [*before, *_without_marks(doc, start, end)] if end > start else before
        if draft.content:
            draft.mode = _mode(doc, draft, quoted)
    doc.drafts = [d for d in doc.drafts if d.content]


def _without_marks(doc: Document, start: int, end: int) -> list[Range]:
    """The content without the quotation marks around all of it."""
    quotation = doc.quotation_at.get(start)
    if quotation is not None and end - start > 2 and (not quotation.closed or quotation.end >= end - 1):
        start, end = start + 1, min(end, quotation.end) if quotation.closed else end
    while end > start + 1 and (doc.norms[end - 1] in {".", "\n"} or _is_stray_mark(doc, end - 1)):
        end -= 1
    return [(start, end)]


def _is_stray_mark(doc: Document, k: int) -> bool:
    """Whether token `k` is a quotation mark that nothing opened."""
    return doc.norms[k] in FAMILY and k not in doc.quotation_start and k not in doc.quotation_at


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
        if draft.opener == ":" and opening is not None:
            closing = self._closed_in_later_paragraph(doc.quotation_at[opening].end, limit)
            if closing is not None:
                return closing
        return max(start, self._without_commas(self._next_stop(start, limit), start))

    def _closed_in_later_paragraph(self, end: int, limit: int) -> int | None:
        """The mark that closes a quotation left open at token `end`, the end of its paragraph.

        It must be the first mark that follows, and none may have opened it.
        """
        for k in range(end, min(limit, end + LONGEST_GAP)):
            if self.doc.norms[k] in FAMILY:
                return k if _is_stray_mark(self.doc, k) else None
        return None

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


def _closes_with_own_words(doc: Document, k: int) -> bool:
    """Whether على حد قوله begins at token `k`, which closes a statement."""
    return doc.norms[k] == "علي" and doc.norm(k + 1) == "حد"


def _stops(doc: Document, k: int, cues: dict[int, Draft]) -> bool:
    word = doc.words[k]
    norm = doc.norms[k]
    after_comma = doc.norms[k - 1] in {"،", ",", "؛", ".."} or doc.norms[k - 1] in FAMILY
    if norm in _SOURCE_PHRASES or _closes_with_own_words(doc, k):
        return True
    if norm in _AUTHOR_TAKES_OVER and (after_comma or k + 1 in cues):
        return True
    if after_comma and norm == "في" and doc.norm(k + 1) == "حين" and not doc.has(k + 2, lx.COMPLEMENTIZER):
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


def _mode(doc: Document, draft: Draft, quoted: list[int]) -> Mode:
    """Direct where all of the content stands in quotation marks or after a colon; mixed where a part does."""
    start, end = draft.content[0][0], draft.content[-1][1]
    if draft.opener == ":":
        opening = start - 1 if start - 1 in doc.quotation_at else start
        colon = doc.norm(draft.cue[1]) == ":" or doc.norm(start - 1) == ":"
        clause = colon and doc.has(start, lx.COMPLEMENTIZER) and opening not in doc.quotation_at
        if draft.form is None and opening not in doc.quotation_at and _any_quoted(quoted, start, end):
            return "mixed"  # a headline with some of the speaker's words in marks
        return "indirect" if clause else "direct"
    for opening in (start, start - 1):
        quotation = doc.quotation_at.get(opening)
        if quotation is not None and quotation.closed and quotation.end >= end - 1 and end - start > 2:
            return "direct"
    return "mixed" if _any_quoted(quoted, start, end) else "indirect"


def _any_quoted(quoted: list[int], start: int, end: int) -> bool:
    at = bisect_left(quoted, start)
    return at < len(quoted) and quoted[at] < end


def _quoted_words(doc: Document) -> list[int]:
    """Where the closed quotations begin that give somebody's words rather than a name."""
    times = Counter(tuple(doc.norms[q.start + 1 : q.end]) for q in doc.quotations if q.end - q.start <= 3)
    return [q.start for q in doc.quotations if q.closed and not _is_name(doc, q, times)]


def _is_name(doc: Document, quotation: Quotation, times: Counter[tuple[str, ...]]) -> bool:
    """Whether a quotation is what something is called: `times` it is met, what stands before it, what it
    begins with.
    """
    words = quotation.end - quotation.start - 1
    if words > 4:
        return False
    first = quotation.start + 1
    before = doc.words[quotation.start - 1] if quotation.start else None
    called = lx.ORGANIZATION | lx.MEDIA | lx.CHANNEL | lx.TITLE | lx.OCCASION
    if before is not None and before.base in _WORKS:
        return True
    heads = before is not None and before.flags & called and not before.cues
    if first in doc.names or (heads and not (words > 2 and before is not None and before.definite)):
        return True
    if words > 2:
        return False
    named = doc.has(first, lx.GIVEN | lx.PARTICLE | lx.NUMBER | lx.STATE | lx.ORGANIZATION)
    latin = doc.norms[first].isascii()
    return named or latin or times[tuple(doc.norms[first : quotation.end])] > 1
