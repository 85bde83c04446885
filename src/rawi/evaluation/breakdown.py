"""`who said what` among statements of one sort: by kind of speaker, mode, act."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rawi.evaluation.gold import GoldArticle
from rawi.evaluation.marks import MarkedStatement, Marks
from rawi.evaluation.measures import index_marks, judge, middle
from rawi.schema import Reading

Field = Literal["kind", "mode", "act"]


@dataclass(frozen=True, slots=True)
class Share:
    """Right statements among those of one sort."""

    right: int
    statements: int
    interval: tuple[float, float] | None = None
    """Bounds of the share (95 %, bootstrap over articles), where it was asked for."""

    @property
    def share(self) -> float:
        """In [0, 1]."""
        return self.right / self.statements if self.statements else 0.0


def recall_by(
    field: Field,
    gold: Sequence[GoldArticle],
    readings: Iterable[Reading | Marks],
    *,
    resamples: int = 0,
    seed: int = 0,
) -> dict[str, Share]:
    """Of the gold statements with each value of a field, those that were found rightly.

    The commonest value comes first; statements without one are left aside.

    Args:
        field: of the gold's statements. Whether the reading has the same value does not count.
        gold: the annotated articles.
        readings: what was found; paired with gold by `id`.
        resamples: how often to draw the articles anew for the intervals; 0 for none.
        seed: of the draws.
    """
    by_id = index_marks(readings)
    counts = []
    for article in gold:
        judged = judge(article, by_id.get(article.id) or Marks(article.id))
        counts.append(_count(field, article.marks.statements, judged.gold))
    return _shares(counts, resamples, random.Random(seed))


def precision_by(
    field: Field,
    gold: Sequence[GoldArticle],
    readings: Iterable[Reading | Marks],
    *,
    resamples: int = 0,
    seed: int = 0,
) -> dict[str, Share]:
    """Of the statements found with each value of a field, those that are right; else as `recall_by`."""
    by_id = index_marks(readings)
    counts = []
    for article in gold:
        marks = by_id.get(article.id) or Marks(article.id)
        counts.append(_count(field, marks.statements, judge(article, marks).found))
    return _shares(counts, resamples, random.Random(seed))


_Counts = tuple[Counter[str], Counter[str]]
"""Right statements and all statements of an article, by value."""


def _count(field: Field, statements: Sequence[MarkedStatement], right: Sequence[bool]) -> _Counts:
    values = [getattr(statement, field) for statement in statements]
    return (
        Counter(value for value, is_right in zip(values, right, strict=True) if value and is_right),
        Counter(filter(None, values)),
    )


def _shares(counts: list[_Counts], resamples: int, draw: random.Random) -> dict[str, Share]:
    right, all_ = _sum(counts)
    drawn: dict[str, list[float]] = {value: [] for value in all_}
    for _ in range(resamples):
        some_right, some = _sum(draw.choices(counts, k=len(counts)))
        for value, number in some.items():
            drawn[value].append(some_right[value] / number)
    return {
        value: Share(right[value], number, middle(drawn[value]) if drawn[value] else None)
        for value, number in all_.most_common()
    }


def _sum(counts: Iterable[_Counts]) -> _Counts:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for some_right, some in counts:
        right.update(some_right)
        all_.update(some)
    return right, all_
