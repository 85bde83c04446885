"""When: the temporal expressions of an article, and the time of each statement."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rawi.reading.document import Document, Draft, Range, lx
from rawi.reading.word_sets import word_set
from rawi.schema import StatementTime, TimeExpression
from rawi.times import anchor_of, recognize

_BEHIND = 25
"""Words at most between the cue and a time behind it (قال الوزير في مؤتمر صحفي عقده في مقر الوزارة أمس)."""
_OTHER_TIMES = word_set("not_when_said")
_AT_TIMES = word_set("when_said")
_AUXILIARIES = word_set("before_reporting_verb")


def find_time_expressions(doc: Document) -> None:
    """Finds the temporal expressions of the article, counted from its day."""
    doc.times = recognize(doc.text, doc.tokens, anchor_of(doc.article.date))


def date_statements(doc: Document) -> None:
    """Gives each statement its time: that of the clause of its cue, else the article's day."""
    anchor = anchor_of(doc.article.date)
    edges = sorted({edge for draft in doc.drafts for part in draft.content for edge in part})
    cues = sorted(draft.cue[0] for draft in doc.drafts)
    starts = [start for (start, _), _ in doc.times]
    for draft in doc.drafts:
        index = _time_beside(doc, draft, starts, edges, cues)
        if index is not None:
            found, expression = doc.times[index]
            draft.time = StatementTime(value=expression.value, origin="clause", time=index)
            draft.because("time", "time of the clause", doc.characters(found))
        elif anchor is not None:
            draft.time = StatementTime(value=anchor.isoformat(), origin="article")


def _time_beside(
    doc: Document, draft: Draft, starts: list[int], edges: list[int], cues: list[int]
) -> int | None:
    """Index of the time in the clause of the cue, the nearest to it, those behind it first.

    A time belongs to the clause where neither the edge of a content nor another cue stands between them.
    """
    candidates = [
        (start < draft.cue[0], abs(start - draft.cue[0]), index)
        for index, start in _near(doc, draft, starts)
        if _says_when(doc, index)
        and not _within(doc.times[index][0], draft.source)
        and not _apart(doc.times[index][0], draft.cue, edges, cues)
        and (_follows if start > draft.cue[0] else _goes_before)(doc, doc.times[index][0], draft)
    ]
    return min(candidates)[2] if candidates else None


def _near(doc: Document, draft: Draft, starts: list[int]) -> Iterator[tuple[int, int]]:
    """Index and first token of the times in the sentence of the cue, not far from it."""
    cue = draft.cue[0]
    first = bisect_left(starts, max(doc.sentence_start[cue], cue - _BEHIND))
    last = bisect_left(starts, min(doc.sentence_end[cue], draft.cue[1] + _BEHIND))
    return ((index, starts[index]) for index in range(first, last))


def _says_when(doc: Document, index: int) -> bool:
    """Whether the expression can be the time of an act: a date or a time, and not its beginning or end."""
    (start, _), expression = doc.times[index]
    if expression.type not in {"DATE", "TIME"}:
        return False
    before, clitic = doc.norm(start - 1), doc.words[start].preposition
    if before in _OTHER_TIMES or (clitic and clitic != "ب"):
        return False
    return not _is_long(expression) or before in _AT_TIMES


def _is_long(expression: TimeExpression) -> bool:
    """Whether it is a year or longer: beside a noun it tells that noun's time (ميزانية 2018)."""
    return expression.value is not None and expression.value.isdigit()


def _within(found: Range, part: Range | None) -> bool:
    return part is not None and part[0] <= found[0] < part[1]


def _apart(found: Range, cue: Range, edges: list[int], cues: list[int]) -> bool:
    """Whether a content begins or ends, or another cue stands, between a time and a cue."""
    first, last = (cue[0], found[0]) if cue[0] < found[0] else (found[0], cue[0])
    if bisect_right(edges, first) < bisect_right(edges, last):
        return True
    return bisect_right(cues, first) < bisect_left(cues, last)


def _follows(doc: Document, found: Range, draft: Draft) -> bool:
    """Whether a time behind the cue is of its clause, not of one about the source (الممثلة التي فازت أمس).

    A cue without a verb (بحسب) has a clause only as far as its source goes: what follows is what is said.
    """
    end = draft.source[1] if draft.source and draft.cue[0] < draft.source[1] <= found[0] else draft.cue[1]
    if draft.form is None and not draft.learned:
        return found[0] - end <= 1
    return not doc.has(end, lx.RELATIVE) and not (draft.form is None and _has_verb(doc, end, found[0]))


def _has_verb(doc: Document, start: int, end: int) -> bool:
    return any(doc.has(i, lx.VERB) for i in range(start, end))


def _goes_before(doc: Document, found: Range, draft: Draft) -> bool:
    """Whether only the source, marks and auxiliaries stand between a time and the cue behind it.

    A participle (مضيفا) and a verb with و go on from the clause before, whose time it is.
    """
    if draft.form is None or draft.form.form.tense == "participle" or doc.words[draft.cue[0]].conjunction:
        return False
    source = draft.source or (0, 0)
    return all(
        source[0] <= i < source[1] or doc.has(i, lx.PUNCTUATION) or doc.words[i].base in _AUXILIARIES
        for i in range(found[1], draft.cue[0])
    )
