"""What networks under training find in articles: for the figures on the way, and for self-training.

The scores of several networks are averaged, as `rawi.learning.model` does with exported ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rawi.evaluation import score
from rawi.evaluation.marks import MarkedStatement, Marks
from rawi.learning.model import Found, tagged_spans
from rawi.learning.network import best_tags
from rawi.reading.document import Range
from rawi.schema import Span
from rawi.training.articles import CUE_BEGINS, CUE_GOES_ON, TrainingArticle
from rawi.training.batches import Window, make_batch, make_windows, window
from rawi.training.network import StatementNetwork

LEAST_CUE = 0.5
"""Chance from which on a cue counts on the way; the reader weighs more before it decides."""
AT_ONCE = 16
"""Articles of one batch."""
ROWS = ("cue", "source", "content", "content overlap", "all")
"""What is measured on the way: what the networks alone decide."""


@dataclass(slots=True)
class Prediction:
    """What networks say of an article."""

    article: TrainingArticle
    cues: NDArray[np.float32]
    """Chances of no cue, of a cue's first token, of a further one, for each token."""
    names: NDArray[np.float32] | None
    """Chances of the classes of names; None where no network has learned them."""
    found: list[Found] = field(default_factory=list)
    """The statements, in the order of their cues."""


def predict(
    networks: Sequence[StatementNetwork], articles: Iterable[TrainingArticle], least_cue: float = LEAST_CUE
) -> Iterator[Prediction]:
    """Reads articles, the shortest first.

    Args:
        networks: whose scores are averaged.
        articles: in any order.
        least_cue: chance from which on a cue has its parts looked for.
    """
    order = sorted(articles, key=len)
    was_training = [network.training for network in networks]
    for network in networks:
        network.eval()
    try:
        for at in range(0, len(order), AT_ONCE):
            with torch.no_grad():
                predictions = _read(networks, order[at : at + AT_ONCE], least_cue)
            yield from predictions
    finally:
        for network, training in zip(networks, was_training, strict=True):
            network.train(training)


def cue_ranges(chances: NDArray[np.float32], least: float) -> list[Range]:
    """The cues of an article."""
    ranges: list[Range] = []
    reached = 0
    for start in np.flatnonzero(chances[:, CUE_BEGINS] > least).tolist():
        if start < reached:
            continue
        reached = start + 1
        while reached < len(chances) and chances[reached, CUE_GOES_ON] > 0.5:
            reached += 1
        ranges.append((start, reached))
    return ranges


def figures(articles: Sequence[TrainingArticle], found: Mapping[str, Sequence[Found]]) -> dict[str, float]:
    """F1 in per cent of what the networks alone decide, against the gold of the articles.

    Of a content in two parts only the longer counts here, and speakers not at all: `rawi evaluate` measures
    the whole reader.
    """
    gold = [article.gold for article in articles if article.gold is not None]
    marks = [_marks(article, found.get(article.id, ())) for article in articles]
    table = score(gold, marks)
    return {name: round(100 * table.rows[name].f1, 2) for name in ROWS}


def _marks(article: TrainingArticle, found: Sequence[Found]) -> Marks:
    def nearest(statement: Found, part: str) -> Span | None:
        start, end = statement.cue
        spans = statement.parts.get(part, [])
        span = min(spans, key=lambda s: min(abs(s[0] - end), abs(start - s[1])), default=None)
        return article.doc.span(span) if span else None

    statements = [
        MarkedStatement(
            cue=article.doc.span(statement.cue),
            content=(article.doc.span(max(contents, key=lambda s: s[1] - s[0])),),
            source=nearest(statement, "source"),
        )
        for statement in found
        if statement.chance > LEAST_CUE and (contents := statement.parts.get("content"))
    ]
    return Marks(article.id, tuple(statements))


def _read(
    networks: Sequence[StatementNetwork], articles: Sequence[TrainingArticle], least_cue: float
) -> list[Prediction]:
    batch = make_batch(articles)
    encoded = [network.encode(batch) for network in networks]
    chances = _mean([torch.softmax(n.cues(e), -1) for n, e in zip(networks, encoded, strict=True)])
    named = [torch.softmax(n.names(e), -1) for n, e in zip(networks, encoded, strict=True) if n.config.names]
    names = _mean(named).numpy() if named else None
    predictions = [
        Prediction(
            article,
            chances[i, : len(article)].numpy(),
            None if names is None else names[i, : len(article)],
        )
        for i, article in enumerate(articles)
    ]
    wanted = [
        window(i, cue, len(p.article), 0)
        for i, p in enumerate(predictions)
        for cue in cue_ranges(p.cues, least_cue)
    ]
    if wanted:
        windows, tensors = make_windows(wanted)
        scores = _mean(
            [n.windows(e, 1 - chances[..., 0], tensors) for n, e in zip(networks, encoded, strict=True)]
        )
        for w, tags in zip(windows, _best(networks, scores, tensors.lengths), strict=True):
            predictions[w.article].found.append(_found(predictions[w.article], w, tags))
    for prediction in predictions:
        prediction.found.sort(key=lambda statement: statement.cue)
    return predictions


def _best(networks: Sequence[StatementNetwork], scores: Any, lengths: Any) -> list[list[int]]:
    columns = zip(*(network.sequences.scores() for network in networks), strict=True)
    transitions, start, end = (_mean(list(column)).numpy() for column in columns)
    by_place = np.ascontiguousarray(scores.numpy().transpose(1, 0, 2))
    tags = best_tags(by_place, lengths.numpy().astype(np.int32), transitions, start, end)
    return [row[:length].tolist() for row, length in zip(tags, lengths.tolist(), strict=True)]


def _found(prediction: Prediction, window: Window, tags: list[int]) -> Found:
    chance = float(prediction.cues[window.cue[0], CUE_BEGINS])
    return Found(window.cue, chance, tagged_spans(tags, window.low))


def _mean(tensors: list[Any]) -> Any:
    return sum(tensors[1:], tensors[0]) / len(tensors)
