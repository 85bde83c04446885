"""From articles to tensors: vocabularies, batches, windows, and the loss of a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import torch
from torch.nn import functional

from rawi.learning.features import affixes, vector_form
from rawi.learning.network import AFTER, BEFORE
from rawi.reading.document import Range
from rawi.training.articles import UNKNOWN, Forms, TrainingArticle, window_tags
from rawi.training.config import NetworkConfig
from rawi.training.names import NO_PERSON, PERSON_BEGINS, PERSON_GOES_ON
from rawi.training.network import AFFIXES, Batch, FormTensors, StatementNetwork, Windows


class Vocabulary(NamedTuple):
    """Words and affixes that have an embedding; 0 is everything else."""

    words: dict[str, int]
    affixes: list[dict[str, int]]

    def tensors(self, forms: Forms) -> FormTensors:
        """The rows of all forms as the network takes them."""
        rows = [
            [table.get(affix, 0) for table, affix in zip(self.affixes, affixes(norm), strict=True)]
            for norm in forms.norms
        ]
        return FormTensors(
            torch.tensor(np.array(forms.vector_rows)),
            torch.tensor(np.array(forms.feature_rows)),
            torch.tensor(rows),
            torch.tensor([self.words.get(vector_form(norm), 0) for norm in forms.norms]),
        )

    def network(self, config: NetworkConfig, forms: Forms) -> StatementNetwork:
        """A new network for this vocabulary."""
        sizes = [len(table) + 1 for table in self.affixes]
        return StatementNetwork(config, self.tensors(forms), sizes, len(self.words) + 1)


def make_vocabulary(articles: Iterable[TrainingArticle], config: NetworkConfig) -> Vocabulary:
    """The words and affixes that are frequent enough in the articles."""
    words: Counter[str] = Counter()
    ends: list[Counter[str]] = [Counter() for _ in range(AFFIXES)]
    for article in articles:
        for norm in article.norms:
            words[vector_form(norm)] += 1
            for counter, affix in zip(ends, affixes(norm), strict=True):
                counter[affix] += 1
    return Vocabulary(
        _numbered(words, config.min_word_count), [_numbered(c, config.min_affix_count) for c in ends]
    )


def _numbered(counts: Counter[str], least: int) -> dict[str, int]:
    return {key: i for i, key in enumerate(sorted(k for k, n in counts.items() if n >= least), 1)}


def make_batch(articles: Sequence[TrainingArticle]) -> Batch:
    """Articles side by side."""
    lengths = [len(article) for article in articles]
    forms = torch.zeros(len(articles), max(lengths), dtype=torch.long)
    context = torch.zeros(len(articles), max(lengths), articles[0].context.shape[1])
    for i, (article, length) in enumerate(zip(articles, lengths, strict=True)):
        forms[i, :length] = torch.from_numpy(article.forms)
        context[i, :length] = torch.from_numpy(article.context)
    return Batch(forms, context, torch.tensor(lengths))


class Window(NamedTuple):
    """The tokens around a cue of one article of a batch."""

    article: int
    cue: Range
    low: int
    high: int
    key: int
    """Whatever the caller wants to know it by."""


def window(article: int, cue: Range, length: int, key: int) -> Window:
    """The window around a cue in an article of so many tokens."""
    return Window(article, cue, max(0, cue[0] - BEFORE), min(length, cue[0] + AFTER), key)


def make_windows(windows: list[Window]) -> tuple[list[Window], Windows]:
    """The windows in the order of their tensors, the longest first, and these tensors."""
    windows = sorted(windows, key=lambda w: w.low - w.high)
    columns = zip(*((w.article, w.cue[0], w.cue[1], w.low, w.high) for w in windows), strict=True)
    return windows, Windows(*(torch.tensor(column) for column in columns))


class Loss(NamedTuple):
    """Of a batch."""

    total: Any
    cues: float
    parts: float
    statements: int


def batch_loss(network: StatementNetwork, articles: Sequence[TrainingArticle]) -> Loss:
    """What the network gets wrong in some articles; per statement, so that batches count alike."""
    config = network.config
    batch = make_batch(articles)
    encoded = network.encode(batch)
    scores = network.cues(encoded)
    labels = _labels(batch, [article.cue_tags for article in articles])
    cue_loss = functional.cross_entropy(
        scores.reshape(-1, 3), labels.reshape(-1), ignore_index=UNKNOWN, reduction="sum"
    )
    flat = [(i, cue) for i, article in enumerate(articles) for cue in article.cues]
    if not flat:
        return Loss(config.cue_weight * cue_loss / config.batch, float(cue_loss.detach()), 0.0, 1)
    windows, tensors = make_windows(
        [window(i, cue.range, len(articles[i]), key) for key, (i, cue) in enumerate(flat)]
    )
    chances = 1 - torch.softmax(scores.detach(), -1)[..., 0]
    tag_scores = network.windows(encoded, chances, tensors)
    tags = torch.zeros(tag_scores.shape[:2], dtype=torch.long)
    for row, w in enumerate(windows):
        tags[row, : w.high - w.low] = torch.from_numpy(window_tags(flat[w.key][1].parts, w.low, w.high))
    part_loss = network.sequences.loss(tag_scores, tags, tensors.lengths).sum()
    total = (config.cue_weight * cue_loss + part_loss) / len(flat)
    if config.names:
        total = total + config.names_weight * names_loss(network, encoded, batch, articles)
    return Loss(total, float(cue_loss.detach()), float(part_loss.detach()), len(flat))


def names_loss(
    network: StatementNetwork, encoded: Any, batch: Batch, articles: Sequence[TrainingArticle]
) -> Any:
    """Of the labelled tokens, their mean; 0 where there are none.

    Of a token that is no person's name, what counts against is the chance that it is one.
    """
    labelled = [a.names if a.names is not None else np.full(len(a), UNKNOWN) for a in articles]
    labels = _labels(batch, labelled)
    log_chances = functional.log_softmax(network.names(encoded), -1)
    known = (labels >= 0) & (labels != NO_PERSON)
    right = log_chances[known].gather(1, labels[known].unsqueeze(1)).squeeze(1)
    persons = log_chances[labels == NO_PERSON][:, PERSON_BEGINS : PERSON_GOES_ON + 1].exp().sum(1)
    none = torch.log1p(-persons.clamp(max=0.999))
    return -(right.sum() + none.sum()) / max(right.numel() + none.numel(), 1)


def _labels(batch: Batch, rows: Sequence[Any]) -> Any:
    labels = torch.full(batch.forms.shape, UNKNOWN, dtype=torch.long)
    for i, row in enumerate(rows):
        labels[i, : len(row)] = torch.from_numpy(row)
    return labels
