"""Annotated articles as the networks take them: numbers of word forms, features of places, tags.

Features are those of `rawi.learning`, so that training sees what reading will see. What belongs to a word
form is kept once, in `Forms`; an article holds the numbers of its forms.
"""

from __future__ import annotations

import gzip
import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.evaluation.gold import GoldArticle, load_gold
from rawi.learning.features import context_features, form_features
from rawi.learning.model import PARTS, as_shown
from rawi.learning.vectors import Vectors
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import Lexicon, load_lexicon
from rawi.schema import Article

OUTSIDE, CUE_BEGINS, CUE_GOES_ON = range(3)
UNKNOWN = -100
"""Label of a token that says nothing: it is left out of the loss."""
TAGS = 1 + 2 * len(PARTS)


class Cue(NamedTuple):
    """A statement's cue with its parts, as ranges of tokens."""

    range: Range
    parts: list[tuple[str, Range]]
    statement: int
    """The statement's place in the gold; -1 where there is none."""


@dataclass(eq=False)
class TrainingArticle:
    """An article with its labels."""

    doc: Document
    norms: list[str]
    """Folded tokens, as the networks are shown them."""
    forms: NDArray[np.int64]
    """Row of each token's form in `Forms`."""
    context: NDArray[np.float32]
    cue_tags: NDArray[np.int64]
    cues: list[Cue] = field(default_factory=list)
    names: NDArray[np.int64] | None = None
    """Class of each token as part of a name; see `rawi.training.names`."""
    pseudo: bool = False
    """Labelled by networks, not by hand."""
    gold: GoldArticle | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    """The gold's line, for what the measures do not look at."""

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def id(self) -> str:
        """The article's id."""
        return self.doc.article.id


@dataclass(eq=False)
class Forms:
    """Vectors and features of all word forms met so far, one row each."""

    vectors: Vectors
    lexicon: Lexicon = field(default_factory=load_lexicon)
    norms: list[str] = field(default_factory=list)
    vector_rows: list[NDArray[np.float32]] = field(default_factory=list)
    feature_rows: list[NDArray[np.float32]] = field(default_factory=list)
    _rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def row(self, surface: str, norm: str) -> int:
        """The row of a form; it is added where it is new."""
        key = surface, norm
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = len(self.norms)
            self.norms.append(norm)
            self.vector_rows.append(self.vectors.vector(norm))
            self.feature_rows.append(form_features(surface, norm, self.lexicon))
        return row


def prepare(article: Article, forms: Forms) -> TrainingArticle:
    """An article without labels: no cues, names unknown."""
    doc = Document(article, forms.lexicon)
    written = [as_shown(doc, i) for i in range(len(doc))]
    rows = [forms.row(surface, norm) for surface, norm in written]
    return TrainingArticle(
        doc,
        [norm for _, norm in written],
        np.array(rows, np.int64),
        context_features(doc.tokens, doc.norms, doc.quotations, doc.headline_end, forms.lexicon),
        np.zeros(len(rows), np.int64),
    )


def load_training_gold(path: str | os.PathLike[str], forms: Forms) -> list[TrainingArticle]:
    """The articles of a gold file with their labels.

    Raises:
        rawi.evaluation.GoldError: the file is no gold; the message names line and fault.
        OSError: it cannot be opened.
    """
    gold = load_gold(path)
    opener = gzip.open if os.fspath(path).endswith(".gz") else open
    with opener(Path(path), "rt", encoding="utf-8-sig") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    return [prepare_gold(article, record, forms) for article, record in zip(gold, records, strict=True)]


def prepare_gold(gold: GoldArticle, record: Mapping[str, Any], forms: Forms) -> TrainingArticle:
    """An annotated article with its labels; `record` is its line in the gold file."""
    article = prepare(gold.article, forms)
    article.gold, article.record = gold, record
    for index, statement in enumerate(record.get("statements") or []):
        cue = _range(article.doc, statement.get("cue"))
        if cue is not None:
            parts = [
                (name, found)
                for name in PARTS
                for span in _spans(statement.get(name))
                if (found := _range(article.doc, span)) is not None
            ]
            article.cues.append(Cue(cue, parts, index))
    label_cues(article)
    return article


def label_cues(article: TrainingArticle) -> None:
    """Puts the cues in the order of the text and tags their tokens."""
    article.cues.sort(key=lambda cue: cue.range)
    for cue in article.cues:
        start, end = cue.range
        article.cue_tags[start] = CUE_BEGINS
        article.cue_tags[start + 1 : end] = CUE_GOES_ON


def token_range(doc: Document, start: int, end: int) -> Range | None:
    """The tokens that share characters with `[start, end)`; None where there are none."""
    first = bisect_right(doc.tokens, start, key=lambda token: token.end)
    last = bisect_left(doc.tokens, end, key=lambda token: token.start)
    return (first, last) if last > first else None


def window_tags(parts: Sequence[tuple[str, Range]], low: int, high: int) -> NDArray[np.int64]:
    """Tags of the tokens from `low` to `high`; where parts overlap, the shorter one is tagged."""
    tags = np.zeros(high - low, np.int64)
    for name, (start, end) in sorted(parts, key=lambda part: part[1][0] - part[1][1]):
        start, end = max(start, low) - low, min(end, high) - low
        if start < end:
            begins = 1 + 2 * PARTS.index(name)
            tags[start:end] = begins + 1
            tags[start] = begins
    for i, tag in enumerate(tags.tolist()):
        # what goes on after an interruption by a shorter part begins anew
        if tag and tag % 2 == 0 and (i == 0 or tags[i - 1] not in (tag, tag - 1)):
            tags[i] = tag - 1
    return tags


def _spans(value: Any) -> list[Any]:
    """The spans of a part: of one span, of a list of spans, of transmitters with a `span` each."""
    if not value:
        return []
    if isinstance(value, list) and not isinstance(value[0], int):
        return [span for item in value for span in _spans(item)]
    if isinstance(value, Mapping) and "span" in value:
        return _spans(value["span"])
    return [value]


def _range(doc: Document, span: Any) -> Range | None:
    if not span:
        return None
    start, end = (span["start"], span["end"]) if isinstance(span, Mapping) else span
    return token_range(doc, start, end)
