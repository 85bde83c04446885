"""The model: from a document to the statements that the networks find in it, with their parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rawi.learning.features import affixes, context_features, form_features, vector_form
from rawi.learning.files import MODEL_FOLDER, require_networks, unreadable
from rawi.learning.modes import ModeNetwork
from rawi.learning.names import LearnedName, names_in
from rawi.learning.network import BEFORE, WINDOWS, Article, Floats, Inputs, Network, best_tags
from rawi.learning.vectors import Vectors
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import load_lexicon
from rawi.schema import Mode

PARTS = ("source", "content", "via", "addressee", "medium")
"""Tag 0 is outside; tag 2k+1 begins part k, tag 2k+2 goes on with it."""
CONTENT_BEGINS = 1 + 2 * PARTS.index("content")
CONTENT_BONUSES = (2.0, 2.0, 4.0, 8.0)
"""Added in turn to the score of a content's beginning where the best tags have none."""
LEAST_CUE = 0.1
"""Chance from which on a token is given as a cue; the reader joins them with the rules and decides."""
PIECE, MARGIN = 1500, 200
"""Tokens that are read at once, and those around them that are read with them: no window ends in them."""
REMEMBERED = 40_000
"""Word forms whose features are remembered."""
LONGEST_FORM = 40
"""Letters of a word form that is worth remembering."""


@dataclass(slots=True)
class Found:
    """A statement that the networks find; positions are token indexes."""

    cue: Range
    chance: float
    """Of the cue."""
    parts: dict[str, list[Range]] = field(default_factory=dict)


@dataclass(slots=True)
class Findings:
    """All that the networks find in a document."""

    statements: list[Found]
    """In the order of their cues."""
    names: list[LearnedName]
    """Of persons (without titles), bodies and places."""
    context: Floats
    """Features of the places of the tokens."""


@dataclass(slots=True)
class _Form:
    vector: Floats
    features: Floats
    affixes: list[list[int]]
    """Of each network: their numbers in its vocabulary."""
    words: list[int]


class Model:
    """One or more networks whose scores are averaged, with the vectors and the vocabulary they share."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "model.json").read_text("utf-8"))
        self.name: str = config["name"]
        self.networks = [Network(folder / name) for name in config["networks"]]
        vocabularies = [
            json.loads((folder / name / "vocabulary.json").read_text("utf-8")) for name in config["networks"]
        ]
        self._words: list[dict[str, int]] = [vocabulary["words"] for vocabulary in vocabularies]
        self._affixes: list[list[dict[str, int]]] = [vocabulary["affixes"] for vocabulary in vocabularies]
        self._vectors = Vectors(folder / "vectors")
        self._modes = ModeNetwork(folder / "mode.npz")
        self._lexicon = load_lexicon()
        self._forms: dict[str, _Form] = {}
        self._transitions = _mean([network.transitions for network in self.networks])
        self._start = _mean([network.start for network in self.networks])
        self._end = _mean([network.end for network in self.networks])

    def read(self, doc: Document) -> Findings:
        """What the networks find in a document."""
        context = context_features(doc.tokens, doc.norms, doc.quotations, doc.headline_end, self._lexicon)
        findings = Findings([], [], context)
        for start, end in _pieces(doc):
            low, high = max(0, start - MARGIN), min(len(doc), end + MARGIN)
            forms = [self._form(doc, i) for i in range(low, high)]
            articles = [
                network.read(self._inputs(forms, context[low:high], k))
                for k, network in enumerate(self.networks)
            ]
            cues = _cues(_mean([article.cues for article in articles]))
            cues = [(cue, chance) for cue, chance in cues if start <= cue[0] + low < end]
            for at in range(0, len(cues), WINDOWS):
                findings.statements += self._parts(articles, cues[at : at + WINDOWS], low)
            chances = _mean([article.names for article in articles])[start - low : end - low]
            findings.names += [
                name._replace(span=(name.span[0] + start, name.span[1] + start))
                for name in names_in(chances, doc.norms[start:end])
            ]
        return findings

    def mode(self, doc: Document, findings: Findings, cue: Range, content: list[Range]) -> Mode:
        """Whether a content is said in the speaker's own words."""
        return self._modes.mode(doc, findings.context, cue, content)

    def _form(self, doc: Document, i: int) -> _Form:
        surface, norm = as_shown(doc, i)
        form = self._forms.get(surface)
        if form is None:
            spelling = vector_form(norm)
            form = _Form(
                self._vectors.vector(norm),
                form_features(surface, norm, self._lexicon),
                [
                    [table.get(affix, 0) for table, affix in zip(tables, affixes(norm), strict=True)]
                    for tables in self._affixes
                ],
                [words.get(spelling, 0) for words in self._words],
            )
            if len(surface) <= LONGEST_FORM:
                if len(self._forms) >= REMEMBERED:
                    self._forms.clear()
                self._forms[surface] = form
        return form

    def _inputs(self, forms: list[_Form], context: Floats, network: int) -> Inputs:
        features = np.concatenate([np.array([form.features for form in forms]), context], 1)
        return Inputs(
            np.array([form.vector for form in forms]),
            features,
            np.array([form.affixes[network] for form in forms], np.int64),
            np.array([form.words[network] for form in forms], np.int64),
        )

    def _parts(self, articles: list[Article], cues: list[tuple[Range, float]], offset: int) -> list[Found]:
        """The parts around some cues; `offset`: the document's token at which the piece begins."""
        ranges = [cue for cue, _ in cues]
        chances = _mean([article.cues for article in articles])
        tagged = [
            network.tag_scores(article, chances, ranges)
            for network, article in zip(self.networks, articles, strict=True)
        ]
        lengths = tagged[0][1]
        tags = self._tags(_mean([scores for scores, _ in tagged]), lengths)
        return [
            Found(
                cue=(cue[0] + offset, cue[1] + offset),
                chance=chance,
                parts=tagged_spans(row[:length].tolist(), max(cue[0] - BEFORE, 0) + offset),
            )
            for (cue, chance), row, length in zip(cues, tags, lengths, strict=True)
        ]

    def _tags(self, scores: Floats, lengths: NDArray[np.int32]) -> NDArray[np.int8]:
        """The best tags of each window, of those sequences that have a content: nobody says nothing."""
        tags = best_tags(scores, lengths, self._transitions, self._start, self._end)
        for bonus in CONTENT_BONUSES:
            without = np.flatnonzero(~(tags == CONTENT_BEGINS).any(1))
            if not len(without):
                break
            scores[:, without, CONTENT_BEGINS] += bonus
            tags[without] = best_tags(
                scores[:, without], lengths[without], self._transitions, self._start, self._end
            )
        return tags


def as_shown(doc: Document, i: int) -> tuple[str, str]:
    """Token `i` as the networks are shown it: written, and folded; all quotation marks in one style."""
    if i in doc.quotation_at:
        return "«", "«"
    if i in doc.quotation_start:
        return "»", "»"
    token = doc.tokens[i]
    return doc.text[token.start : token.end], token.norm


def _mean(columns: list[Floats]) -> Floats:
    total = columns[0].copy()
    for column in columns[1:]:
        total += column
    return total / np.float32(len(columns)) if len(columns) > 1 else total


def _pieces(doc: Document) -> Iterator[Range]:
    """Consecutive pieces of at most `PIECE` tokens; where it can be, one ends with a paragraph."""
    start = 0
    while start < len(doc):
        end = min(start + PIECE, len(doc))
        if end < len(doc):
            end = next((k + 1 for k in range(end - 1, start + PIECE // 2, -1) if doc.norms[k] == "\n"), end)
        yield start, end
        start = end


def _cues(chances: Floats) -> list[tuple[Range, float]]:
    """The cues of a piece, each with its chance."""
    cues: list[tuple[Range, float]] = []
    reached = 0
    for start in np.flatnonzero(chances[:, 1] > LEAST_CUE).tolist():
        if start < reached:
            continue
        reached = start + 1
        while reached < len(chances) and chances[reached, 2] > 0.5:
            reached += 1
        cues.append(((start, reached), float(chances[start, 1])))
    return cues


def tagged_spans(tags: list[int], offset: int) -> dict[str, list[Range]]:
    """The spans that a sequence of tags marks."""
    spans: dict[str, list[Range]] = {}
    i = 0
    while i < len(tags):
        start, part = i, (tags[i] - 1) // 2
        i += 1
        if tags[start]:
            while i < len(tags) and tags[i] == 2 * part + 2:
                i += 1
            spans.setdefault(PARTS[part], []).append((start + offset, i + offset))
    return spans


@cache
def load_model(folder: Path = MODEL_FOLDER) -> Model:
    """The model in a folder; loaded at the first call for it in each process.

    Raises:
        rawi.learning.files.ModelMissing: there is none, or a file of it is broken; the message says what to
            do.
    """
    require_networks(folder)
    try:
        return Model(folder)
    except Exception as error:  # JSON, NumPy and ONNX Runtime raise each their own
        raise unreadable(folder, error) from error
