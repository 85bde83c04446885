"""How well names are recognized: exact spans against corpora with names in columns (ANERcorp, Wojood).

The measure is that of CoNLL-2003 (Tjong Kim Sang and De Meulder 2003): a name is right if its kind and all
its words are. Of nested names (Wojood) the outermost one of a measured kind counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rawi.evaluation.gold import GoldError
from rawi.evaluation.measures import Row
from rawi.schema import Article, Span

Sentence = list[tuple[str, list[str]]]
"""Words with their labels (`B-PERS`, `I-ORG`, `O`), of nested names the outermost first."""
Name = tuple[int, int, str]
"""First word, word after the last, kind."""
FindNames = Callable[[Article], Iterable[tuple[Span, str]]]
"""What is measured: the names of an article, each with its kind."""

COARSE = {"PERS": "PER", "PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "MISC": "MISC"}
"""Kinds of a corpus with one class for all places (ANERcorp) → what is counted."""
FINE = {"PERS": "PER", "PER": "PER", **{kind: kind for kind in ("ORG", "GPE", "LOC", "OCC", "NORP")}}
"""The same of a corpus that tells states and cities from other places, and annotates offices and peoples."""
SENTENCES = 8
"""Sentences that are read as one article."""

_BREAKS = {"", "$#$"}


@dataclass(frozen=True)
class NameCorpus:
    """Sentences with annotated names."""

    sentences: list[Sentence]
    kinds: dict[str, str]
    """`COARSE` or `FINE`."""


def load_name_corpus(path: str | os.PathLike[str]) -> NameCorpus:
    """Reads one word and its classes a line, separated by white space; an empty line ends a sentence.

    Raises:
        GoldError: no line has a word and a class, or the file is no UTF-8.
        OSError: the file cannot be opened.
    """
    sentences = list(_sentences(path))
    kinds = {label.partition("-")[2] for sentence in sentences for _, labels in sentence for label in labels}
    if not kinds - {""}:
        raise GoldError(
            f"{os.fspath(path)}: no names in it; expected lines of a word and its class (B-PERS, B-ORG, O …)"
        )
    return NameCorpus(sentences, FINE if kinds & {"GPE", "OCC", "NORP"} else COARSE)


def _sentences(path: str | os.PathLike[str]) -> Iterator[Sentence]:
    sentence: Sentence = []
    try:
        with Path(path).open(encoding="utf-8-sig") as lines:
            for line in lines:
                word, *labels = line.split() or [""]
                if word in _BREAKS:
                    if sentence:
                        yield sentence
                    sentence = []
                else:
                    sentence.append((word, labels))
    except UnicodeDecodeError as error:
        raise GoldError(f"{os.fspath(path)}: no UTF-8 ({error.reason})") from None
    if sentence:
        yield sentence


def as_article(sentences: Sequence[Sentence], id: str = "") -> tuple[Article, list[Span]]:
    """Sentences as an article, one a line, and the characters of each word in its text."""
    words, at = [], 1  # the text begins with the end of an empty headline
    for sentence in sentences:
        for word, _ in sentence:
            words.append(Span(at, at + len(word)))
            at += len(word) + 1
    body = "\n".join(" ".join(word for word, _ in sentence) for sentence in sentences)
    return Article(id=id, body=body), words


def score_names(corpus: NameCorpus, find_names: FindNames) -> dict[str, Row]:
    """Precision, recall and F1 of each kind, and of `all` together."""
    rows = {kind: Row() for kind in (*dict.fromkeys(corpus.kinds.values()), "all")}
    for at in range(0, len(corpus.sentences), SENTENCES):
        sentences = corpus.sentences[at : at + SENTENCES]
        article, words = as_article(sentences)
        gold = set(_annotated(sentences, corpus.kinds))
        found = set(_found(words, find_names(article), corpus.kinds))
        for kind, row in rows.items():
            of_gold = {name for name in gold if kind in (name[2], "all")}
            of_found = {name for name in found if kind in (name[2], "all")}
            row.add(len(of_gold & of_found), len(of_found), len(of_gold))
    return rows


def _annotated(sentences: Sequence[Sentence], kinds: dict[str, str]) -> Iterator[Name]:
    at = 0
    for sentence in sentences:
        start, kind = at, ""
        for word, (_, labels) in enumerate(sentence, at):
            begins, label = _outermost(labels, kinds)
            if kind and (begins != "I" or label != kind):
                yield start, word, kind
                kind = ""
            if label and not kind:
                start, kind = word, label
        at += len(sentence)
        if kind:
            yield start, at, kind


def _outermost(labels: list[str], kinds: dict[str, str]) -> tuple[str, str]:
    for label in labels:
        begins, _, kind = label.partition("-")
        if kind in kinds:
            return begins, kinds[kind]
    return "", ""


def _found(words: list[Span], names: Iterable[tuple[Span, str]], kinds: dict[str, str]) -> Iterator[Name]:
    """Names as ranges of the words that they share characters with."""
    first = 0
    for span, kind in sorted(names):
        while first < len(words) and words[first].end <= span.start:
            first += 1
        last = first
        while last < len(words) and words[last].start < span.end:
            last += 1
        if kind in kinds and last > first:
            yield first, last, kinds[kind]
