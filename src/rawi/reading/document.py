"""The document that the steps of the reader work on: an article, its tokens, what has been found so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rawi.learning.files import MODEL_FOLDER
from rawi.reading import lexicon as lx
from rawi.reading.lexicon import CueForm, Lexicon, Name, Word
from rawi.schema import (
    Article,
    Credit,
    Entity,
    Evidence,
    Mode,
    Place,
    Span,
    Speaker,
    StatementTime,
    TimeExpression,
    Via,
)
from rawi.text.quotations import FAMILY, Quotation, find_quotations
from rawi.text.tokens import Token, tokenize

if TYPE_CHECKING:
    from rawi.learning.names import LearnedName

Range = tuple[int, int]
"""Tokens `start` (included) to `end` (excluded)."""


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making; positions are token indexes."""

    cue: Range
    form: CueForm | None = None
    opener: str = ""
    """How the content begins: a complement pattern of the cue's lexicon entry, or `before`."""
    source: Range | None = None
    object: Range | None = None
    """A second noun phrase after the verb, addressee or first part of the content."""
    content: list[Range] = field(default_factory=list)
    mode: Mode = "indirect"
    addressee: Range | None = None
    addressee_entity: int | None = None
    medium: Range | None = None
    transmitter: Range | None = None
    """Who passes it on, where that stands beside the cue."""
    transmitter_implied: bool = False
    """Passed on by the speaker of the statement before."""
    via: list[Via] = field(default_factory=list)
    speaker: Speaker | None = None
    parent: Draft | None = None
    time: StatementTime | None = None
    reliability: float = 1.0
    """How often the cue with its complement reports, in [0, 1]."""
    learned: bool = False
    """Found by the networks; its reliability is the chance of its cue."""
    agreed: bool = False
    """Found by the networks, with source and beginning of the content as the rules read them."""
    speaker_chance: float | None = None
    """Of its speaker, where the candidates were ranked."""
    confidence: float = 1.0
    negated: bool = False
    joined: bool = False
    """The next word is a cue too, for the same content (دان واستنكر)."""
    why: list[Evidence] = field(default_factory=list)

    def because(self, part: str, rule: str, detail: str = "") -> None:
        """Notes why `part` is as it is."""
        self.why.append(Evidence(part=part, rule=rule, detail=detail))


_SIGNS = "[\u064b-\u0652\u0670\u0640]*"
_CLITIC_L = re.compile(f"ل{_SIGNS}(?=[^\\W\\d_ل\u0640]{_SIGNS}[^\\W\\d_])")
"""The preposition ل with its signs, before two letters of which the first is no ل."""

MARKED = frozenset({*FAMILY, "(", "-", "–", "/"})
"""Before a word that is also an ordinary one, these mark it as the name of an outlet."""


class Document:
    """One article with its tokens, words, sentences and quotations, and the drafts found in it."""

    def __init__(self, article: Article, lexicon: Lexicon, model: Path = MODEL_FOLDER) -> None:
        self.article = article
        self.lexicon = lexicon
        self.model = model
        """Folder of the model that reads it, or of what the rules need where they read alone."""
        self.text = article.text
        self.tokens: list[Token] = tokenize(self.text)
        self.norms: list[str] = [token.norm for token in self.tokens]
        self.words: list[Word] = [lexicon.word(norm) for norm in self.norms]
        self._tell_homographs()
        self.headline_end = bisect_left(self.tokens, (len(article.title),)) if article.title else 0
        self.quotations: list[Quotation] = find_quotations(self.text, self.tokens)
        self.quotation_at: dict[int, Quotation] = {q.start: q for q in self.quotations}
        self.quotation_start: dict[int, int] = {q.end: q.start for q in self.quotations if q.closed}
        """Token of a closing mark → token of the mark that it closes."""
        self.quoted_until = self._outer_quotations()
        self.sentences = self._find_sentences()
        self.sentence_start, self.sentence_end = self._sentence_bounds()
        self.names: dict[int, tuple[int, Name]] = self._find_names()
        self._join_names()
        self.drafts: list[Draft] = []
        self.subjects: dict[int, Range | None] = {}
        """Token of a participle that governs what is said → the subject of the verb that it goes with."""
        self.persons: list[Range] | None = None
        """Names of persons that the networks find, in their order; None where only rules read."""
        self.learned_names: list[LearnedName] | None = None
        """All names that the networks find, in their order; None where only rules read."""
        self.credits: list[Credit] = []
        self.entities: list[Entity] = []
        self.places: list[Place] = []
        self.dateline: int | None = None
        """Index of the place that the article is reported from."""
        self.times: list[tuple[Range, TimeExpression]] = []

    def __len__(self) -> int:
        return len(self.tokens)

    def has(self, i: int, flags: int) -> bool:
        """Whether the word at token `i` has one of `flags`; False outside the text."""
        return 0 <= i < len(self.words) and bool(self.words[i].flags & flags)

    def has_cue_since(self, start: int) -> bool:
        """Whether a cue was found at or after token `start`; cues are found in the order of the text."""
        return bool(self.drafts) and self.drafts[-1].cue[0] >= start

    def norm(self, i: int) -> str:
        """Folded form of token `i`; `\\n` outside the text."""
        return self.norms[i] if 0 <= i < len(self.norms) else "\n"

    def is_adverb(self, i: int) -> bool:
        """Whether token `i` is written with the tanween of an adverb or an object (أيضًا، مبتسماً)."""
        token = self.tokens[i]
        return self.text.find("\u064b", token.start, token.end) >= 0

    def span(self, tokens: Range) -> Span:
        """The characters of a range of tokens."""
        return Span(self.tokens[tokens[0]].start, self.tokens[tokens[1] - 1].end)

    def span_of_name(self, tokens: Range) -> Span:
        """The characters of a phrase without its clitic ل and without the marks around all of it.

        A word with the article (للشرطة) stays whole: what is left without ل would be no word.
        """
        start, end = tokens
        if end - start > 2 and self.quotation_start.get(end - 1) == start:
            start, end = start + 1, end - 1
        span = self.span((start, end))
        written = self._written(start)
        clitic = _CLITIC_L.match(written)
        if self.words[start].preposition == "ل" and clitic is not None:
            return Span(span.start + clitic.end(), span.end)
        return span

    def characters(self, tokens: Range) -> str:
        """The text of a range of tokens."""
        return self.text[self.tokens[tokens[0]].start : self.tokens[tokens[1] - 1].end]

    def _tell_homographs(self) -> None:
        """Tells apart by their spelling what folding makes one: إمام and أمام, علي between names and على."""
        dotless = "على" in self.text  # an article that writes على so writes علي for the name
        for i, word in enumerate(self.words):
            if word.base == "امام" and word.flags & lx.PREPOSITION:
                if "إ" in self._written(i):
                    self.words[i] = self.lexicon.noun(word.norm)
            elif word.base == "فان" and self._written(i) == "فان" and self.has(i - 1, lx.GIVEN):
                self.words[i] = self.lexicon.noun("فان")
            elif "هنا" in {word.base, word.norm} and "أ" not in self._written(i):
                self.words[i] = word._replace(cues=())
            elif word.base == "باسم" and self._is_basim(i):
                self.words[i] = self.lexicon.noun(word.norm)._replace(flags=lx.GIVEN)
            elif word.base == "علي" and word.flags & lx.PREPOSITION and self._is_name(i, dotless):
                self.words[i] = self.lexicon.noun(word.norm)

    def _is_basim(self, i: int) -> bool:
        """Whether باسم is the name: before a surname, and not after who speaks in another's name."""
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        if after is None or self.has(i - 1, lx.ROLE) or self.has(i - 2, lx.ROLE):
            return False
        return after.flags & ~lx.GIVEN == 0 and not after.preposition and not after.conjunction

    def _is_name(self, i: int, dotless: bool) -> bool:
        """Whether علي is the name; `dotless`: the article writes the preposition على."""
        return self._written(i).endswith("ي") and (dotless or self._beside_name(i))

    def _beside_name(self, i: int) -> bool:
        after = self.has(i + 1, lx.GIVEN) and not self.words[i + 1].definite
        opens = i == 0 or self.norms[i - 1] in {"\n", "،", "."}
        before = self.has(i - 1, lx.GIVEN | lx.PARTICLE | lx.HONORIFIC | lx.RANK)
        return after or opens or before or self.has(i + 1, lx.PARTICLE)

    def _written(self, i: int) -> str:
        """Token `i` as it is written."""
        return self.text[self.tokens[i].start : self.tokens[i].end]

    def _outer_quotations(self) -> list[int]:
        """For each token that stands inside a closed quotation, the index of its closing mark, else 0."""
        until = [0] * len(self.tokens)
        reached = 0
        for q in self.quotations:
            if q.closed and q.start >= reached:
                for i in range(q.start + 1, q.end):
                    until[i] = q.end
                reached = q.end
        return until

    def _find_names(self) -> dict[int, tuple[int, Name]]:
        """Token at which a gazetteer name begins → the token after it, and the name."""
        return {
            k: (end, name)
            for k, (end, name) in self.lexicon.find_names(self.norms).items()
            if not name.plain or self.norm(k - 1) in MARKED or self.has(k - 1, lx.MEDIA)
        }

    def _join_names(self) -> None:
        """A word inside a name of several words is no function word and no verb (سي إن إن، نداء تونس)."""
        functions = (
            lx.COMPLEMENTIZER | lx.SUBORDINATOR | lx.PREPOSITION | lx.PRONOUN | lx.AUXILIARY | lx.NEGATION
        )
        for start, (end, _) in self.names.items():
            for k in range(start + 1, end):
                word = self.words[k]
                if word.flags & functions or word.cues:
                    self.words[k] = word._replace(flags=word.flags & ~functions, cues=())

    def _find_sentences(self) -> list[Range]:
        sentences: list[Range] = []
        start = 0
        for i in range(len(self.tokens)):
            if ends_sentence(self, i):
                if i + 1 > start:
                    sentences.append((start, i + 1))
                start = i + 1
        if start < len(self.tokens):
            sentences.append((start, len(self.tokens)))
        return sentences

    def _sentence_bounds(self) -> tuple[list[int], list[int]]:
        """For each token the first token of its sentence, and the token after its sentence."""
        starts, ends = [0] * len(self.tokens), [0] * len(self.tokens)
        for start, end in self.sentences:
            for i in range(start, end):
                starts[i], ends[i] = start, end
        return starts, ends


def ends_sentence(doc: Document, i: int) -> bool:
    """Whether token `i` ends a sentence: end of line, or `.` `!` `؟` outside quotations and abbreviations."""
    norm = doc.norms[i]
    if norm == "\n":
        return True
    if norm not in {".", "!", "؟", "?"} or doc.quoted_until[i]:
        return False
    return not (norm == "." and i and len(doc.norms[i - 1]) == 1 and doc.norms[i - 1].isalpha())


__all__ = ["Document", "Draft", "Range", "ends_sentence", "lx"]
