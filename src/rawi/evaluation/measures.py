"""The measures: how well the statements of articles were found."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rawi.evaluation.gold import GoldArticle
from rawi.evaluation.marks import Marks, marks_of
from rawi.evaluation.names import same_speaker
from rawi.evaluation.pairing import Worded, overlap, pair_statements
from rawi.evaluation.words import Words
from rawi.schema import Reading

MEASURES: dict[str, str] = {
    "cue": "the statement is there: paired, and its cue's words are the same",
    "source": "paired, and the source's words are the same; only statements that name one",
    "content": "paired, and the content's words are the same",
    "content overlap": "words that the contents of paired statements share, of all words of all contents",
    "all": "paired, and cue, source and content are the same",
    "speaker": "paired, and the speaker is the same (`same_speaker`)",
    "who said what": "paired, the same speaker, and contents that share at least 70 % of their words",
    "via": "transmitters of paired statements with the same name",
    "parent": "paired, and the parents are paired with each other; only statements with a parent",
    "addressee": "paired, and the addressee's words are the same; only statements with one",
    "medium": "paired, and the medium's words are the same; only statements with one",
    "credits": "credited agencies and outlets with the same name",
}
"""The rows of a table and what each counts as right. `who said what` is the headline figure."""

SAID_THE_SAME = 0.7
"""Overlap of contents from which on `who said what` takes them for the same."""


@dataclass(slots=True)
class Row:
    """One measure: what is right, among what was found and what is there."""

    correct: int = 0
    predicted: int = 0
    gold: int = 0
    interval: tuple[float, float] | None = None
    """Bounds of the F1, where a bootstrap was asked for."""

    @property
    def precision(self) -> float:
        """Right, of all that was found."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found rightly, of all that is there."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, correct: int, predicted: int, gold: int) -> None:
        """Counts more cases."""
        self.correct += correct
        self.predicted += predicted
        self.gold += gold


@dataclass(slots=True)
class Table:
    """The figures over a set of articles: `str(table)` for people, `to_dict()` for machines."""

    rows: dict[str, Row] = field(default_factory=lambda: {name: Row() for name in MEASURES})
    modes_right: int = 0
    modes: int = 0
    """Paired statements; their mode is right in `modes_right` of them."""
    articles: int = 0
    unread: int = 0
    """Gold articles without a prediction; they count as read without a statement."""

    def __getitem__(self, measure: str) -> Row:
        return self.rows[measure]

    @property
    def mode_accuracy(self) -> float:
        """Share of paired statements with the right mode."""
        return self.modes_right / self.modes if self.modes else 0.0

    def __iadd__(self, other: Table) -> Table:
        for name, row in other.rows.items():
            self.rows[name].add(row.correct, row.predicted, row.gold)
        self.modes_right += other.modes_right
        self.modes += other.modes
        self.articles += other.articles
        self.unread += other.unread
        return self

    def __str__(self) -> str:
        lines = [f"{'':16s} {'precision':>9s} {'recall':>7s} {'F1':>6s} {'gold':>6s}"]
        for name, row in self.rows.items():
            figures = f"{100 * row.precision:9.1f} {100 * row.recall:7.1f} {100 * row.f1:6.1f}"
            line = f"{name:16s} {figures} {row.gold:6d}"
            if row.interval:
                line += f"   F1 {100 * row.interval[0]:.1f} to {100 * row.interval[1]:.1f}"
            lines.append(line)
        lines.append(f"{'mode accuracy':16s} {'':9s} {'':7s} {100 * self.mode_accuracy:6.1f}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The figures as plain numbers, shares in [0, 1]."""
        rows = {
            name: {
                "precision": row.precision,
                "recall": row.recall,
                "f1": row.f1,
                "correct": row.correct,
                "predicted": row.predicted,
                "gold": row.gold,
                **({"f1_interval": list(row.interval)} if row.interval else {}),
            }
            for name, row in self.rows.items()
        }
        return {
            "articles": self.articles,
            "unread": self.unread,
            "measures": rows,
            "mode_accuracy": self.mode_accuracy,
        }


def score(
    gold: Sequence[GoldArticle],
    readings: Iterable[Reading | Marks],
    *,
    resamples: int = 0,
    seed: int = 0,
) -> Table:
    """Compares readings with gold.

    Args:
        gold: the annotated articles.
        readings: what was found; paired with gold by `id`, others are left aside.
        resamples: how often to draw the articles anew for 95 % bootstrap intervals of each F1; 0 for none.
        seed: of the draws.
    """
    by_id = index_marks(readings)
    tables = [_score_article(article, by_id.get(article.id)) for article in gold]
    total = _sum(tables)
    if resamples and tables:
        _add_intervals(total, tables, resamples, random.Random(seed))
    return total


def score_by(
    field: str,
    gold: Sequence[GoldArticle],
    readings: Iterable[Reading | Marks],
    *,
    resamples: int = 0,
    seed: int = 0,
) -> dict[str, Table]:
    """A table for each outlet or corpus.

    Args:
        field: name of a string field of `GoldArticle`.
        gold, readings, resamples, seed: as for `score`; articles are drawn among those of one table.
    """
    by_id = index_marks(readings)
    parts: dict[str, list[GoldArticle]] = {value: [] for value in sorted({getattr(a, field) for a in gold})}
    for article in gold:
        parts[getattr(article, field)].append(article)
    return {
        value: score(
            articles, [by_id[a.id] for a in articles if a.id in by_id], resamples=resamples, seed=seed
        )
        for value, articles in parts.items()
    }


class Judged(NamedTuple):
    """Which statements of an article are right as `who said what` counts it."""

    gold: list[bool]
    """Of each gold statement, whether it was found rightly."""
    found: list[bool]
    """Of each statement that was found, whether it is right."""


def judge(article: GoldArticle, marks: Marks) -> Judged:
    """Which statements of an article were found rightly: the same speaker, and the same said."""
    words = Words(article.text)
    gold = [Worded.of(s, words) for s in article.marks.statements]
    found = [Worded.of(s, words) for s in marks.statements]
    judged = Judged([False] * len(gold), [False] * len(found))
    for i, j in pair_statements(gold, found).items():
        right = speakers_agree(gold[i], found[j]) and contents_agree(gold[i], found[j])
        judged.gold[i] = judged.found[j] = right
    return judged


def index_marks(readings: Iterable[Reading | Marks]) -> dict[str, Marks]:
    """Marks by the id of their article; of two with one id the later."""
    return {r.id: r if isinstance(r, Marks) else marks_of(r) for r in readings}


def _score_article(article: GoldArticle, found: Marks | None) -> Table:
    words = Words(article.text)
    marks = found or Marks(id=article.id)
    gold = [Worded.of(s, words) for s in article.marks.statements]
    predicted = [Worded.of(s, words) for s in marks.statements]
    pairs = pair_statements(gold, predicted)
    table = Table(articles=1, unread=int(found is None))
    _count_spans(table, gold, predicted, pairs)
    _count_speakers(table, gold, predicted, pairs)
    _count_links(table, gold, predicted, pairs)
    credited = sum(any(same_speaker(g, p) for p in marks.credits) for g in article.marks.credits)
    table["credits"].add(credited, len(marks.credits), len(article.marks.credits))
    table.modes = len(pairs)
    table.modes_right = sum(gold[i].mark.mode == predicted[j].mark.mode for i, j in pairs.items())
    return table


def _count_spans(table: Table, gold: list[Worded], predicted: list[Worded], pairs: dict[int, int]) -> None:
    both = [(gold[i], predicted[j]) for i, j in pairs.items()]
    table["cue"].add(sum(g.cue == p.cue for g, p in both), len(predicted), len(gold))
    table["content"].add(sum(g.content == p.content for g, p in both), len(predicted), len(gold))
    table["content overlap"].add(
        sum(len(g.content & p.content) for g, p in both),
        sum(len(p.content) for p in predicted),
        sum(len(g.content) for g in gold),
    )
    table["all"].add(
        sum((g.cue, g.source, g.content) == (p.cue, p.source, p.content) for g, p in both),
        len(predicted),
        len(gold),
    )
    for part in ("source", "addressee", "medium"):
        table[part].add(
            sum(getattr(g, part) is not None and getattr(g, part) == getattr(p, part) for g, p in both),
            sum(getattr(p, part) is not None for p in predicted),
            sum(getattr(g, part) is not None for g in gold),
        )


def _count_speakers(table: Table, gold: list[Worded], predicted: list[Worded], pairs: dict[int, int]) -> None:
    right = [(gold[i], predicted[j]) for i, j in pairs.items() if speakers_agree(gold[i], predicted[j])]
    table["speaker"].add(len(right), len(predicted), len(gold))
    said = sum(contents_agree(g, p) for g, p in right)
    table["who said what"].add(said, len(predicted), len(gold))


def _count_links(table: Table, gold: list[Worded], predicted: list[Worded], pairs: dict[int, int]) -> None:
    passed_on = 0
    children = 0
    gold_of = {j: i for i, j in pairs.items()}
    for i, j in pairs.items():
        g, p = gold[i].mark, predicted[j].mark
        passed_on += sum(any(same_speaker(a, b) for b in p.via) for a in g.via)
        if g.parent is not None and p.parent is not None:
            children += gold_of.get(p.parent) == g.parent
    table["via"].add(passed_on, sum(len(p.mark.via) for p in predicted), sum(len(g.mark.via) for g in gold))
    table["parent"].add(
        children,
        sum(p.mark.parent is not None for p in predicted),
        sum(g.mark.parent is not None for g in gold),
    )


def speakers_agree(gold: Worded, predicted: Worded) -> bool:
    """Whether both statements have one speaker."""
    return same_speaker(gold.mark.speaker, predicted.mark.speaker)


def contents_agree(gold: Worded, predicted: Worded) -> bool:
    """Whether the contents are alike enough for `who said what`."""
    return overlap(gold.content, predicted.content) >= SAID_THE_SAME


def _sum(tables: Iterable[Table]) -> Table:
    total = Table()
    for table in tables:
        total += table
    return total


def _add_intervals(total: Table, tables: list[Table], resamples: int, draw: random.Random) -> None:
    """Percentile bootstrap (Efron and Tibshirani 1993, chapter 13) over articles.

    Articles are drawn, not statements: those of one article stand or fall together.
    """
    drawn: dict[str, list[float]] = {name: [] for name in MEASURES}
    for _ in range(resamples):
        sample = _sum(draw.choices(tables, k=len(tables)))
        for name, row in sample.rows.items():
            if row.predicted or row.gold:  # of nothing there is no figure
                drawn[name].append(row.f1)
    for name, values in drawn.items():
        total[name].interval = middle(values) if values else None


def middle(values: list[float]) -> tuple[float, float]:
    """The bounds of the middle 95 % of some values: a percentile interval."""
    values = sorted(values)
    left_out = int(0.025 * (len(values) - 1))
    return values[left_out], values[-1 - left_out]
