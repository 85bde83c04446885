"""Temporal expressions against annotation by hand: sentences with their expressions marked, and the scores.

A file of marked sentences has a line for each: the day that it counts from (`-`: none), a tab, and the
sentence, in which an expression is written `[words|TYPE|value]` or `[words|TYPE|value|MOD]`; a value `-` is
none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from rawi.schema import Span, TimeExpression

_MARKED = re.compile(r"\[([^\]|]+)\|([A-Z]+)\|([^\]|]+)(?:\|([A-Z_]+))?\]")


class MarkedSentence(NamedTuple):
    """A sentence and the temporal expressions that are in it."""

    text: str
    date: str | None
    times: list[TimeExpression]


class Score(NamedTuple):
    """Precision, recall and their harmonic mean, each in [0, 1]."""

    precision: float
    recall: float
    f1: float


class TimeScores(NamedTuple):
    """How well expressions were found: `strict` extents are the same, `relaxed` ones overlap.

    `type` is relaxed with the same type, `value` with the same type and value.
    """

    relaxed: Score
    strict: Score
    type: Score
    value: Score


def read_marked(path: Path) -> list[MarkedSentence]:
    """The sentences of a file; lines that begin with `#` are left out.

    Raises:
        ValueError: a line has no tab, or a mark has another form or type; the message names the line.
    """
    sentences = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                sentences.append(_parse(line))
            except (ValueError, msgspec.ValidationError) as fault:
                raise ValueError(f"{path.name}:{number}: {fault}") from fault
    return sentences


def _parse(line: str) -> MarkedSentence:
    day, tab, marked = line.partition("\t")
    if not tab:
        raise ValueError("expected the day of the article, a tab and the sentence")
    text, times, reached = "", [], 0
    for match in _MARKED.finditer(marked):
        words, kind, value, mod = match.groups()
        text += marked[reached : match.start()]
        span = {"start": len(text), "end": len(text) + len(words)}
        known = {"span": span, "type": kind, "value": None if value == "-" else value, "mod": mod}
        times.append(msgspec.convert(known, TimeExpression))
        text, reached = text + words, match.end()
    text += marked[reached:]
    if "[" in text or "|" in text:
        raise ValueError("expected marks of the form [words|TYPE|value]")
    return MarkedSentence(text, None if day == "-" else day, times)


def score_times(
    gold: Sequence[Sequence[TimeExpression]], found: Sequence[Sequence[TimeExpression]]
) -> TimeScores:
    """Scores what was found in each sentence; each expression is paired with at most one other."""
    pairs = [pair for one, other in zip(gold, found, strict=True) for pair in _paired(one, other)]
    counts = sum(map(len, gold)), sum(map(len, found))

    def score(same: Callable[[TimeExpression, TimeExpression], bool]) -> Score:
        return _score(sum(same(g, f) for g, f in pairs), *counts)

    return TimeScores(
        relaxed=score(lambda g, f: True),
        strict=score(lambda g, f: g.span == f.span),
        type=score(lambda g, f: g.type == f.type),
        value=score(lambda g, f: g.type == f.type and g.value == f.value),
    )


def _paired(
    gold: Iterable[TimeExpression], found: Iterable[TimeExpression]
) -> Iterator[tuple[TimeExpression, TimeExpression]]:
    """Pairs of expressions that overlap, the same extents first."""
    free = list(found)
    for exact in (True, False):
        rest = []
        for expression in gold:
            fits = [f for f in free if _fits(expression.span, f.span, exact)]
            if fits:
                free.remove(fits[0])
                yield expression, fits[0]
            else:
                rest.append(expression)
        gold = rest


def _fits(one: Span, other: Span, exact: bool) -> bool:
    return one == other if exact else one.start < other.end and other.start < one.end


def _score(right: int, gold: int, found: int) -> Score:
    precision = right / found if found else 0.0
    recall = right / gold if gold else 0.0
    return Score(precision, recall, 2 * right / (gold + found) if gold + found else 0.0)
