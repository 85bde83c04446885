"""Fits how sure the reader is: the weights of `rawi.reading.confidence`, on articles annotated by hand.

The networks must not have learned from these articles, or they look surer than they are. How true the
confidences are is told by cross-fitting: the articles are dealt into folds, and each fold is judged with
weights that were fitted on the others. The weights that are written are fitted on all. The regression is
penalized by the squares of its weights and fitted by Newton's method (Hastie, Tibshirani and Friedman 2009,
section 4.4).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from rawi.evaluation import Calibration, GoldArticle, judge, load_gold, reliability
from rawi.evaluation.marks import marks_of
from rawi.learning.files import CONFIDENCE_FILE, RULES_FOLDER, require_networks
from rawi.learning.model import load_model
from rawi.reading.confidence import SUREST, ConfidenceWeights, features, load_confidence
from rawi.reading.document import Document
from rawi.reading.lexicon import load_lexicon
from rawi.reading.reader import LEARNED_STEPS, STEPS, reading_of
from rawi.training.digests import digests

FOLDS = 5
PENALTY = 2.0
"""Of the square of each weight; the intercept is free."""
_ROUNDS, _NEAR = 100, 1e-8

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A statement that the reader gives."""

    article: str
    """Id of its article."""
    features: dict[str, float]
    """See `rawi.reading.confidence.features`."""
    right: bool
    """Whether `who said what` counts it as right."""


@dataclass(frozen=True, slots=True)
class ConfidenceFit:
    """Weights, and how true they are."""

    weights: ConfidenceWeights
    """Fitted on all statements."""
    held_out: Calibration
    """Of the confidences of each fold by the weights of the others."""


def find_examples(model: Path, gold: Sequence[GoldArticle]) -> Iterator[Example]:
    """Reads annotated articles and gives each statement with its features and whether it is right.

    Args:
        model: folder of the networks; `rawi.learning.files.RULES_FOLDER` to read by rules alone.
        gold: the articles.
    """
    steps = [
        step for name, step in (STEPS if model == RULES_FOLDER else LEARNED_STEPS) if name != "confidence"
    ]
    for article in gold:
        doc = Document(article.article, load_lexicon(), model)
        for step in steps:
            step(doc)
        right = judge(article, marks_of(reading_of(doc))).found
        drafts = sorted(doc.drafts, key=lambda draft: draft.cue)
        for draft, is_right in zip(drafts, right, strict=True):
            yield Example(article.id, features(doc, draft), is_right)


def fit_confidence(
    examples: Sequence[Example], folds: int = FOLDS, penalty: float = PENALTY
) -> ConfidenceFit:
    """Fits the weights.

    Args:
        examples: statements of articles that the networks have not learned from.
        folds: into how many the articles are dealt, for the calibration that is held out.
        penalty: of the square of each weight.
    """
    fold_of = {id: i % folds for i, id in enumerate(sorted({example.article for example in examples}))}
    judged: list[tuple[float, bool]] = []
    for fold in range(folds):
        apart = [example for example in examples if fold_of[example.article] == fold]
        weights = _fit([example for example in examples if fold_of[example.article] != fold], penalty)
        judged += [(min(weights.chance(example.features), SUREST), example.right) for example in apart]
    return ConfidenceFit(_fit(examples, penalty), reliability(judged))


def calibrate(model: Path, files: Sequence[str | os.PathLike[str]], *, folds: int = FOLDS) -> ConfidenceFit:
    """Fits how sure a model is and writes it into its folder, as `confidence.json`.

    Args:
        model: folder of the model; `rawi.learning.files.RULES_FOLDER` for reading by rules alone.
        files: gold files of articles that the networks have not learned from.
        folds: for the calibration that is held out.

    Raises:
        rawi.learning.files.ModelMissing: the folder holds no networks.
        rawi.evaluation.GoldError: a file is no gold.
        OSError: a file cannot be read, or the folder not written to.
    """
    if model != RULES_FOLDER:
        require_networks(model)
    load_model.cache_clear()  # what the folder held before may have been loaded
    gold = [article for file in files for article in load_gold(file)]
    examples = list(find_examples(model, gold))
    fit = fit_confidence(examples, folds)
    written = {
        **msgspec.to_builtins(fit.weights),
        "data": digests(files),
        "articles": len(gold),
        "held_out": fit.held_out.to_dict(),
    }
    (model / CONFIDENCE_FILE).write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    load_confidence.cache_clear()
    return fit


def _fit(examples: Sequence[Example], penalty: float) -> ConfidenceWeights:
    names = sorted({name for example in examples for name in example.features})
    place = {name: i for i, name in enumerate(names, 1)}
    rows = np.zeros((len(examples), 1 + len(names)))
    rows[:, 0] = 1
    for row, example in zip(rows, examples, strict=True):
        for name, value in example.features.items():
            row[place[name]] = value
    found = _regression(rows, np.array([example.right for example in examples], float), penalty)
    intercept, *weights = (round(float(weight), 4) for weight in found)
    return ConfidenceWeights(intercept, dict(zip(names, weights, strict=True)))


def _regression(rows: Floats, right: Floats, penalty: float) -> Floats:
    """Weights of a penalized logistic regression; the first column is the intercept's."""
    penalties = np.full(rows.shape[1], penalty)
    penalties[0] = 1e-3  # for the case that all are right, or none
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chances - right) + penalties * weights
        curvature = (rows * (chances * (1 - chances))[:, None]).T @ rows + np.diag(penalties)
        step = np.linalg.solve(curvature, slope)
        weights = weights - step
        if np.abs(step).max() < _NEAR:
            break
    return weights
