"""Training of the network that ranks speakers, on annotated articles as the reader reads them.

The statements are those that the reader finds, with the networks and by rules alone, so that the ranking is
used to spans that are not quite right. As in DAgger (Ross et al., 2011) the articles are gone through twice:
with the right speakers remembered, and with those that a first network tells, for when it ranks, its own
mistakes stand before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rawi.evaluation import GoldArticle
from rawi.evaluation.names import name_words, same_speaker
from rawi.learning.candidates import Candidate, Cast
from rawi.learning.files import RULES_FOLDER, SPEAKERS_FILE
from rawi.learning.network import Floats
from rawi.learning.speakers import SpeakerNetwork, go_through
from rawi.reading.document import Document, Draft
from rawi.reading.lexicon import load_lexicon
from rawi.reading.reader import LEARNED_STEPS, STEPS
from rawi.training.articles import token_range
from rawi.training.config import SpeakersConfig
from rawi.training.errors import TrainingError

FIRST_EPOCHS = 4
"""Of the network whose mistakes the other one learns from."""


class _Example(NamedTuple):
    """A statement's candidates."""

    rows: Floats
    right: NDArray[np.bool_]


class _ReadArticle(NamedTuple):
    doc: Document
    """As it is before the speakers are ranked."""
    speakers: dict[int, str]
    """Draft → the annotated speaker of the statement that it is."""


def train_speakers(
    config: SpeakersConfig, train: Sequence[GoldArticle], dev: Sequence[GoldArticle], folder: Path
) -> float | None:
    """Trains the network for the model in a folder and writes it there.

    Args:
        config: sizes and seed.
        train: annotated articles to learn from.
        dev: annotated articles to measure on.
        folder: holds a model; its networks read the articles.

    Returns:
        The share of the statements found in `dev` whose speaker is told rightly; None where there are none.

    Raises:
        TrainingError: no annotated statement is found again.
    """
    model = folder.resolve()
    read = [*_read_articles(train, model), *_read_articles(train, None)]
    examples = _examples(read, None)
    if not examples:
        raise TrainingError("the reader finds no annotated statement that has a speaker to learn from")
    first = _fit(examples, config, FIRST_EPOCHS)
    network = _fit(examples + _examples(read, first), config, config.epochs)
    network.save(folder / SPEAKERS_FILE)
    told = [
        same_speaker(speaker, name)
        for article in _read_articles(dev, model)
        for speaker, name in _told(article, network)
    ]
    return round(sum(told) / len(told), 4) if told else None


def _read_articles(articles: Iterable[GoldArticle], model: Path | None) -> Iterator[_ReadArticle]:
    """Articles as the reader reads them up to the ranking of speakers; without a model by rules alone."""
    for article in articles:
        doc = Document(article.article, load_lexicon(), model or RULES_FOLDER)
        for name, step in STEPS if model is None else LEARNED_STEPS:
            if name == "ranking":
                break
            step(doc)
            if name == "speakers" and model is None:
                break
        yield _ReadArticle(doc, _annotated_speakers(article, doc))


def _annotated_speakers(article: GoldArticle, doc: Document) -> dict[int, str]:
    """Of each draft whose cue has words in common with an annotated one."""
    cues = [(token_range(doc, s.cue.start, s.cue.end), s.speaker) for s in article.marks.statements if s.cue]
    speakers: dict[int, str] = {}
    for draft in doc.drafts:
        for k, (cue, speaker) in enumerate(cues):
            if cue is not None and cue[0] < draft.cue[1] and draft.cue[0] < cue[1]:
                speakers[id(draft)] = speaker
                del cues[k]
                break
    return speakers


def _examples(articles: Iterable[_ReadArticle], network: SpeakerNetwork | None) -> list[_Example]:
    """What there is to learn when the right speakers are remembered, or those that `network` tells."""
    examples: list[_Example] = []
    for doc, speakers in articles:

        def decide(draft: Draft, candidates: list[Candidate], rows: Floats) -> int:
            right = _right(candidates, speakers.get(id(draft), ""))  # noqa: B023 (called within the turn)
            if right.any() and not right.all():
                examples.append(_Example(rows, right))
            return int((right if network is None else network.scores(rows)).argmax())

        go_through(doc, Cast(doc), decide)
    return examples


def _right(candidates: list[Candidate], speaker: str) -> NDArray[np.bool_]:
    """Who of the candidates is the speaker: those whose names come nearest to the annotated one."""
    wanted = name_words(speaker)
    nearness = np.zeros(len(candidates))
    for k, candidate in enumerate(candidates):
        if wanted and same_speaker(candidate.name, speaker):
            words = name_words(candidate.name)
            nearness[k] = 0.01 + len(words & wanted) / len(words | wanted)
    right: NDArray[np.bool_] = (nearness > 0) & (nearness >= nearness.max() - 0.01)
    return right


def _told(article: _ReadArticle, network: SpeakerNetwork) -> list[tuple[str, str]]:
    """The annotated speakers of an article, each with the one whom a network tells."""
    pairs: list[tuple[str, str]] = []

    def decide(draft: Draft, candidates: list[Candidate], rows: Floats) -> int:
        best = int(network.scores(rows).argmax())
        if id(draft) in article.speakers:
            pairs.append((article.speakers[id(draft)], candidates[best].name))
        return best

    go_through(article.doc, Cast(article.doc), decide)
    return pairs


def _fit(examples: list[_Example], config: SpeakersConfig, epochs: int) -> SpeakerNetwork:
    """A network made of several, each with its own seed, whose scores are averaged."""
    rows = np.concatenate([example.rows for example in examples])
    mean = rows.mean(0)
    scale = 1 / np.maximum(rows.std(0), config.least_deviation)
    scaled = [_Example((example.rows - mean) * scale, example.right) for example in examples]
    parts = [
        _fit_one(scaled, config, epochs, np.random.default_rng([config.seed, k]))
        for k in range(config.networks)
    ]
    hidden, bias, last = (np.concatenate(arrays, -1) for arrays in zip(*parts, strict=True))
    hidden *= scale[:, None]
    return SpeakerNetwork(hidden, bias - mean @ hidden, (last / config.networks).astype(np.float32))


def _fit_one(
    examples: list[_Example], config: SpeakersConfig, epochs: int, draw: np.random.Generator
) -> list[Floats]:
    """Weights of one network: softmax over the candidates of a statement, Adam (Kingma and Ba, 2015)."""
    inputs, size = examples[0].rows.shape[1], config.hidden
    weights: list[Floats] = [
        draw.normal(0, (2 / inputs) ** 0.5, (inputs, size)).astype(np.float32),
        np.zeros(size, np.float32),
        draw.normal(0, (1 / size) ** 0.5, size).astype(np.float32),
    ]
    means, squares = [w * 0 for w in weights], [w * 0 for w in weights]
    batches = -(-len(examples) // config.batch)
    for step in range(epochs * batches):
        if step % batches == 0:
            order = draw.permutation(len(examples))
        at = step % batches * config.batch
        batch = [examples[k] for k in order[at : at + config.batch].tolist()]
        rate = config.learning_rate * (1 - step / (epochs * batches))
        for k, slope in enumerate(_slopes(weights, batch, config.dropout, draw)):
            means[k] += 0.1 * (slope - means[k])
            squares[k] += 0.001 * (slope * slope - squares[k])
            change = means[k] / (1 - 0.9 ** (step + 1))
            change = change / (np.sqrt(squares[k] / (1 - 0.999 ** (step + 1))) + 1e-8)
            weights[k] -= rate * (change + config.weight_decay * weights[k])
    return weights


def _slopes(
    weights: list[Floats], batch: list[_Example], dropout: float, draw: np.random.Generator
) -> list[Floats]:
    """Derivatives of the loss: minus the log of the chance that one of the right candidates gets."""
    hidden, bias, last = weights
    rows = np.concatenate([example.rows for example in batch])
    right = np.concatenate([example.right for example in batch])
    lengths = [len(example.rows) for example in batch]
    starts = np.cumsum([0, *lengths[:-1]])
    states = np.maximum(rows @ hidden + bias, 0)
    kept = (draw.random(states.shape, np.float32) >= dropout) / np.float32(1 - dropout)
    scores = (states * kept) @ last

    def shares(values: Floats) -> Floats:
        part: Floats = values / np.repeat(np.add.reduceat(values, starts), lengths)
        return part

    exponentials = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
    error = (shares(exponentials) - shares(exponentials * right + 1e-12 * right)) / np.float32(len(batch))
    into = np.outer(error, last) * kept * (states > 0)
    return [rows.T @ into, into.sum(0), (states * kept).T @ error]
