"""Self-training: networks read articles that nobody has annotated, and others learn from what they read.

What the teachers are unsure of is left open: such cues and names count for nothing in the loss. The articles
with their labels are kept as JSON lines, so that a training that is resumed takes the same ones.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from rawi.schema import Article
from rawi.sources import SourceError, read_articles
from rawi.training.articles import (
    CUE_BEGINS,
    CUE_GOES_ON,
    OUTSIDE,
    UNKNOWN,
    Cue,
    Forms,
    TrainingArticle,
    prepare,
)
from rawi.training.config import PseudoConfig
from rawi.training.errors import TrainingError
from rawi.training.loop import Say
from rawi.training.network import StatementNetwork
from rawi.training.predict import Prediction, cue_ranges, predict

SURE_CUE = 0.6
"""Chance from which on a cue has its parts learned."""
LIKELY_CUE = 0.5
"""Chance from which on a token is labelled as a cue."""
UNSURE = (0.3, 0.75)
"""Chances of being no cue between which a token's label is left open."""
SURE_NAME = 0.9
"""Chance from which on a name, or that there is none, is learned."""
SAY_EVERY = 400
"""Articles between lines of progress."""


def choose_articles(
    corpora: Sequence[str | os.PathLike[str]],
    config: PseudoConfig,
    known: Iterable[TrainingArticle],
    say: Say,
) -> list[Article]:
    """Articles of corpora for self-training: of each outlet the same number, none that is annotated.

    Args:
        corpora: what `rawi read` takes.
        config: how many, of what length, of which outlets.
        known: annotated articles; what has the id or the headline of one of them is left out.
        say: told what could not be read.

    Raises:
        TrainingError: there is no such article.
    """
    annotated = list(known)
    ids = {article.id for article in annotated}
    titles = {article.doc.article.title for article in annotated}
    outlets: dict[str, list[Article]] = {}
    for found in read_articles(corpora):
        if isinstance(found, SourceError):
            say(f"warning: {found}")
        elif (
            config.min_words <= found.body.count(" ") <= config.max_words
            and found.id not in ids
            and (not config.outlets or found.outlet in config.outlets)
        ):
            outlets.setdefault(found.outlet, []).append(found)
    chooser = random.Random(config.seed)
    chosen: list[Article] = []
    each = config.articles // max(len(outlets), 1) + 1
    for outlet, articles in sorted(outlets.items()):
        chooser.shuffle(articles)
        fresh = [article for article in articles if article.title not in titles]
        chosen += fresh[: each * config.shares.get(outlet, 1)]
    if not chosen:
        raise TrainingError(
            "self-training finds no article in the corpora: give files with articles to --corpora, or set"
            " `pseudo = false` for all networks"
        )
    chooser.shuffle(chosen)
    return chosen


def write_pseudo(
    path: Path,
    teachers: Sequence[StatementNetwork],
    articles: Iterable[TrainingArticle],
    say: Say,
) -> None:
    """Has the teachers read articles and writes the labels; a file is there only once it is whole."""
    known = list(articles)
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("w", encoding="utf-8") as file:
        for count, prediction in enumerate(predict(teachers, known, LIKELY_CUE), 1):
            file.write(json.dumps(_record(prediction), ensure_ascii=False) + "\n")
            if count % SAY_EVERY == 0:
                say(f"self-training: {count} of {len(known)} articles read")
    unfinished.replace(path)


def load_pseudo(path: Path, forms: Forms) -> list[TrainingArticle]:
    """The articles of `write_pseudo`, in their order.

    Raises:
        TrainingError: the file is not of this form.
    """
    with path.open(encoding="utf-8") as lines:
        try:
            return [_article(json.loads(line), forms) for line in lines]
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingError(f"{path}: not what self-training writes; remove it ({error!r})") from None


def _record(prediction: Prediction) -> dict[str, object]:
    """Labels by token; a class of -100 says nothing."""
    article, chances = prediction.article, prediction.cues
    tags = np.full(len(article), OUTSIDE)
    for start, end in cue_ranges(chances, LIKELY_CUE):
        tags[start] = CUE_BEGINS
        tags[start + 1 : end] = CUE_GOES_ON
    low, high = UNSURE
    tags[(chances[:, OUTSIDE] > low) & (chances[:, OUTSIDE] < high)] = UNKNOWN
    names = np.full(len(article), UNKNOWN)
    if prediction.names is not None:
        sure = prediction.names.max(1) > SURE_NAME
        names[sure] = prediction.names.argmax(1)[sure]
    doc = article.doc.article
    return {
        "id": doc.id,
        "outlet": doc.outlet,
        "title": doc.title,
        "body": doc.body,
        "cues": [
            {"cue": found.cue, "parts": found.parts}
            for found in prediction.found
            if found.chance > SURE_CUE and found.parts.get("content")
        ],
        "cue_tags": tags.tolist(),
        "names": names.tolist(),
    }


def _article(record: Mapping[str, object], forms: Forms) -> TrainingArticle:
    id, outlet, title, body = (str(record[name]) for name in ("id", "outlet", "title", "body"))
    article = prepare(Article(id=id, outlet=outlet, title=title, body=body), forms)
    tags, names = (np.array(record[name], np.int64) for name in ("cue_tags", "names"))
    if len(tags) != len(article) or len(names) != len(article):
        raise ValueError(f"{article.id}: labels of {len(tags)} tokens, the text has {len(article)}")
    article.cue_tags, article.names, article.pseudo = tags, names, True
    article.cues = list(_cues(record["cues"]))
    return article


def _cues(records: object) -> Iterator[Cue]:
    if not isinstance(records, list):
        raise TypeError("`cues` is no list")
    for record in records:
        start, end = record["cue"]
        parts = [(name, (a, b)) for name, spans in record["parts"].items() for a, b in spans]
        yield Cue((start, end), parts, -1)
