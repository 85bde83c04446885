"""Names of persons, bodies and places as labels of tokens: the networks' second task.

They come from corpora with names in columns (ANERcorp, Wojood), which are labelled throughout, and from the
speakers' names of the gold, which label only some tokens: whom the gold does not name may still be somebody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rawi.evaluation.gold import GoldError
from rawi.evaluation.recognition import SENTENCES, Sentence, as_article, load_name_corpus
from rawi.learning.names import CLASSES
from rawi.training.articles import UNKNOWN, Forms, TrainingArticle, prepare, token_range
from rawi.training.errors import TrainingError

PERSON_BEGINS, PERSON_GOES_ON = 1, 2
NO_PERSON = 9
"""Label of a token that is part of no person's name, whatever else it may be."""
KINDS = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
"""Classes of the corpora → ours; others are left aside."""
SURNAME = 4
"""Letters from which on a speaker's last name is looked for by itself."""


def load_names(path: str | os.PathLike[str], forms: Forms) -> list[TrainingArticle]:
    """A corpus of names as articles of a few sentences, labelled with names and without statements.

    Of nested names the outermost one that is a person's, a body's or a place's counts.

    Raises:
        TrainingError: no line has a word and a class; see `rawi.evaluation.recognition.load_name_corpus`.
        OSError: the file cannot be opened.
    """
    try:
        sentences = load_name_corpus(path).sentences
    except GoldError as error:
        raise TrainingError(str(error)) from None
    stem = Path(path).name
    return [
        _article(f"{stem}:{at}", sentences[at : at + SENTENCES], forms)
        for at in range(0, len(sentences), SENTENCES)
    ]


def _article(id: str, sentences: list[Sentence], forms: Forms) -> TrainingArticle:
    plain, words = as_article(sentences, id)
    article = prepare(plain, forms)
    labels = np.zeros(len(article), np.int64)
    before = ""
    of_words = [_label(labels_of) for sentence in sentences for _, labels_of in sentence]
    for span, label in zip(words, of_words, strict=True):
        begins, _, kind = label.partition("-")
        found = token_range(article.doc, span.start, span.end) if kind else None
        if found is not None:
            first = CLASSES.index(f"B-{kind}")
            labels[found[0] : found[1]] = first + 1
            if begins == "B" or before != kind:
                labels[found[0]] = first
        before = kind
    article.names = labels
    return article


def _label(labels: list[str]) -> str:
    for label in labels:
        begins, _, kind = label.partition("-")
        if kind in KINDS and begins in ("B", "I"):
            return f"{begins}-{KINDS[kind]}"
    return "O"


def label_speakers(article: TrainingArticle) -> None:
    """Labels of an annotated article's tokens as far as its speakers tell.

    A person's full name is a name wherever it stands, and so is the last of its words by itself. No person's
    are cues, the names of other speakers, and the rest of a source that has a person's name in it (titles,
    offices).
    """
    labels = np.full(len(article), UNKNOWN, np.int64)
    statements = article.record.get("statements") or []
    persons = {_name(s) for s in statements if _kind(s) == "person"} - {""}
    others = {_name(s) for s in statements if _kind(s) != "person"}

    def no_person(start: int, end: int) -> None:
        part = labels[start:end]
        part[part == UNKNOWN] = NO_PERSON

    for name in sorted(persons, key=lambda name: (-len(name), name)):
        for start, end in _occurrences(article, name):
            if (labels[start:end] == UNKNOWN).all():
                labels[start:end] = PERSON_GOES_ON
                labels[start] = PERSON_BEGINS
        words = name.split()
        if len(words) > 1 and len(words[-1]) >= SURNAME:
            for start, end in _occurrences(article, words[-1]):
                if end - start == 1 and labels[start] == UNKNOWN:
                    labels[start] = PERSON_BEGINS
    for name in sorted(others):
        if len(name) >= SURNAME:
            for start, end in _occurrences(article, name, whole_words=False):
                no_person(start, end)
    for cue in article.cues:
        no_person(*cue.range)
        for part, (start, end) in cue.parts:
            of_person = part == "source" and _kind(statements[cue.statement]) == "person"
            if of_person and (labels[start:end] == PERSON_BEGINS).any():
                no_person(start, end)
    article.names = labels


def _occurrences(article: TrainingArticle, name: str, whole_words: bool = True) -> Iterator[tuple[int, int]]:
    pattern = re.escape(name)
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)" if whole_words else pattern, article.doc.text):
        found = token_range(article.doc, match.start(), match.end())
        if found is not None:
            yield found


def _name(statement: dict[str, object]) -> str:
    speaker = statement.get("speaker")
    name = speaker.get("name") if isinstance(speaker, dict) else speaker
    return name if isinstance(name, str) else ""


def _kind(statement: dict[str, object]) -> object:
    speaker = statement.get("speaker")
    return speaker.get("kind") if isinstance(speaker, dict) else statement.get("kind")
