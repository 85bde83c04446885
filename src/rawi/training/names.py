"""Names as labels of tokens: the networks' second task.

They come from corpora with names in columns (ANERcorp, Wojood) and from the speakers' names of the gold. Each
of them labels only some of the classes: what ANERcorp leaves outside may be an office, and whom the gold does
not name may still be somebody. So the label of a token is a set of classes, those that its corpus allows, and
the loss is that of the whole set (learning from partial labels; Jin and Ghahramani 2002).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from rawi.evaluation.gold import GoldError
from rawi.evaluation.recognition import COARSE, SENTENCES, Sentence, as_article, load_name_corpus
from rawi.learning.names import CLASSES, KINDS
from rawi.training.articles import ANYTHING, Forms, TrainingArticle, prepare, token_range
from rawi.training.errors import TrainingError


def _one_of(*classes: str) -> int:
    """A set of classes as a number with a bit for each."""
    return sum(1 << CLASSES.index(name) for name in classes)


OUTSIDE = _one_of("O")
PERSON_BEGINS, PERSON_GOES_ON = _one_of("B-PER"), _one_of("I-PER")
NO_PERSON = _one_of(*(name for name in CLASSES if not name.endswith("-PER")))
_SAME = {"PERS": "PER"}
"""Classes of the corpora that have another name here."""
_WIDER = {"LOC": ("LOC", "GPE"), "MISC": ("MISC", "NORP")}
"""In a corpus without states and cities, offices and peoples (ANERcorp): what its classes may be here."""
_UNLABELLED = ("OCC", "NORP")
"""What may stand outside all names in such a corpus."""
_ASIDE = {"FAC": "LOC", "EVENT": "MISC", "LAW": "MISC", "PRODUCT": "MISC", "LANGUAGE": "MISC"}
"""Classes of the others that are not learned, and as what they may count here."""
SURNAME = 4
"""Letters from which on a speaker's last name is looked for by itself."""


def load_names(path: str | os.PathLike[str], forms: Forms) -> list[TrainingArticle]:
    """A corpus of names as articles of a few sentences, labelled with names and without statements.

    Of nested names the first, outermost one that is learned counts.

    Raises:
        TrainingError: no line has a word and a class; see `rawi.evaluation.recognition.load_name_corpus`.
        OSError: the file cannot be opened.
    """
    try:
        corpus = load_name_corpus(path)
    except GoldError as error:
        raise TrainingError(str(error)) from None
    stem = Path(path).name
    return [
        _article(f"{stem}:{at}", corpus.sentences[at : at + SENTENCES], corpus.kinds is COARSE, forms)
        for at in range(0, len(corpus.sentences), SENTENCES)
    ]


def label_set(labels: list[str], coarse: bool) -> int:
    """The classes that a word's labels allow, as bits.

    Args:
        labels: of nested names, the outermost first: `["I-OCC", "B-ORG"]`.
        coarse: of a corpus that has neither offices nor peoples, and one class for all places.
    """
    aside = "O"
    for label in labels:
        begins, _, kind = label.partition("-")
        kind = _SAME.get(kind, kind)
        if begins not in ("B", "I"):
            continue
        if kind in KINDS:
            wider = _WIDER.get(kind, (kind,)) if coarse else (kind,)
            return _one_of(*(f"{begins}-{k}" for k in wider))
        if kind in _ASIDE and aside == "O":
            aside = f"{begins}-{_ASIDE[kind]}"
    others = [f"{begins}-{kind}" for kind in _UNLABELLED for begins in "BI"] if coarse else []
    return _one_of(*{"O", aside, *others})


def _article(id: str, sentences: list[Sentence], coarse: bool, forms: Forms) -> TrainingArticle:
    plain, words = as_article(sentences, id)
    article = prepare(plain, forms)
    allowed = np.full(len(article), OUTSIDE, np.int64)
    labels = [labels for sentence in sentences for _, labels in sentence]
    for span, of_word in zip(words, labels, strict=True):
        found = token_range(article.doc, span.start, span.end)
        if found is not None:
            classes = label_set(of_word, coarse)
            allowed[found[0]] = classes
            allowed[found[0] + 1 : found[1]] = _going_on(classes)
    article.names = allowed
    return article


def _going_on(classes: int) -> int:
    """The classes of a word's further tokens: what begins in the first one goes on in them."""
    names = [CLASSES[k] for k in range(len(CLASSES)) if classes >> k & 1]
    return _one_of(*{name.replace("B-", "I-") for name in names})


def label_speakers(article: TrainingArticle) -> None:
    """Labels of an annotated article's tokens as far as its speakers tell.

    A person's full name is a name wherever it stands, and so is the last of its words by itself. No person's
    are cues, the names of other speakers, and the rest of a source that has a person's name in it (titles,
    offices).
    """
    labels = np.full(len(article), ANYTHING, np.int64)
    statements = article.record.get("statements") or []
    persons = {_name(s) for s in statements if _kind(s) == "person"} - {""}
    others = {_name(s) for s in statements if _kind(s) != "person"}

    def no_person(start: int, end: int) -> None:
        part = labels[start:end]
        part[part == ANYTHING] = NO_PERSON

    for name in sorted(persons, key=lambda name: (-len(name), name)):
        for start, end in _occurrences(article, name):
            if (labels[start:end] == ANYTHING).all():
                labels[start:end] = PERSON_GOES_ON
                labels[start] = PERSON_BEGINS
        words = name.split()
        if len(words) > 1 and len(words[-1]) >= SURNAME:
            for start, end in _occurrences(article, words[-1]):
                if end - start == 1 and labels[start] == ANYTHING:
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
