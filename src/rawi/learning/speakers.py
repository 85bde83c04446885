"""Who speaks in each statement: a small network ranks the candidates.

Step `rank_speakers` of the reader, after the rules have told the speakers. It goes through the statements in
the order of the text; whoever it has given a statement is a likelier candidate for those that follow. What
the rules say is one of its features.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from math import log1p
from operator import itemgetter
from pathlib import Path

import numpy as np

from rawi.learning.candidates import Bases, Candidate, Cast, bases
from rawi.learning.files import SPEAKERS_FILE
from rawi.learning.network import Floats
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.word_sets import word_set
from rawi.schema import Kind, Speaker

LEAST_TOLD = 0.25
"""Chance of the likeliest candidate from which on it is said who speaks."""
Decide = Callable[[Draft, list[Candidate], Floats], int]
"""Takes a statement, its candidates and a row of features of each; gives the place of the one who speaks."""

_KINDS: tuple[Kind, ...] = (
    "person", "role", "anonymous", "organization", "media", "document", "group",
)  # fmt: skip
_RULES = (
    "name", "same words", "back-reference", "office of a person", "issuer", "fuller mention",
    "its own words", "implied", "named later", "headline matches the body",
)  # fmt: skip
_HEAD_FLAGS = (
    lx.TITLE, lx.HONORIFIC, lx.OFFICE, lx.ORGANIZATION, lx.MEDIA, lx.UNNAMED, lx.GROUP, lx.DOCUMENT, lx.GIVEN,
    lx.STATE, lx.PLURAL, lx.FEMININE, lx.DEMONYM, lx.OCCASION,
)  # fmt: skip
_COMPARED = [-1, -5, -7, -8, -15, -19]
"""Columns of likeness in which it matters, too, who of the candidates has the most."""
_BODIES = lx.ORGANIZATION | lx.MEDIA | lx.STATE
_NO_BODIES = lx.TITLE | lx.UNNAMED | lx.GIVEN | lx.DOCUMENT
_SAME = word_set("same")
_LATEST = 6
"""Speakers before, from the last one back, that are candidates whatever the source says."""
_REMEMBERED = 40
"""Speakers before whose order is remembered."""
_MOST_SOURCES = 12
"""Sources of a speaker whose words are remembered."""
_MENTIONS = 20
"""Mentions before a statement that are looked at."""
_ALIKE = 6
"""Candidates that a source's words may call which are looked at, the likest first."""


class SpeakerNetwork:
    """One hidden layer; tells how likely each of the candidates of a statement speaks."""

    def __init__(self, hidden: Floats, bias: Floats, last: Floats) -> None:
        self._hidden, self._bias, self._last = hidden, bias, last

    def scores(self, rows: Floats) -> Floats:
        """Of each candidate, given its features; only their differences mean something."""
        scores: Floats = np.maximum(rows @ self._hidden + self._bias, 0) @ self._last
        return scores

    def save(self, path: Path) -> None:
        """Writes the weights into a file that `load_speaker_network` reads."""
        np.savez(path, w0=self._hidden, b0=self._bias, w1=self._last)


def rank_speakers(doc: Document) -> None:
    """Gives each draft the likeliest of its candidates as its speaker, where one is likely enough."""
    network = load_speaker_network(doc.model)

    def decide(draft: Draft, candidates: list[Candidate], rows: Floats) -> int:
        scores = network.scores(rows)
        order: list[int] = np.argsort(-scores, kind="stable").tolist()
        chances = np.exp(scores - scores[order[0]])
        chances /= chances.sum()
        best: int = order[0]
        draft.speaker_chance = float(chances[best])
        if draft.speaker_chance >= LEAST_TOLD:
            draft.speaker = candidates[best].speaker()
        else:
            draft.speaker = Speaker(name=None, candidates=[candidates[k].name for k in order[:3]])
        told = "; ".join(f"{candidates[k].name} {chances[k]:.2f}" for k in order[:3])
        draft.because("speaker", "ranked", told)
        return best

    go_through(doc, Cast(doc), decide)


@cache
def load_speaker_network(folder: Path) -> SpeakerNetwork:
    """The ranking network of the model in a folder; loaded once."""
    with np.load(folder / SPEAKERS_FILE) as weights:
        return SpeakerNetwork(weights["w0"], weights["b0"], weights["w1"])


def go_through(doc: Document, cast: Cast, decide: Decide) -> None:
    """Asks for the speaker of each statement in turn, and remembers the answers."""
    scene = _Scene(doc, cast)
    for draft in sorted(doc.drafts, key=lambda d: d.cue):
        candidates = scene.candidates(draft)
        if candidates:
            chosen = decide(draft, candidates, scene.rows(draft, candidates))
            scene.note(draft, candidates[chosen])


class _Scene:
    """Who has spoken so far."""

    def __init__(self, doc: Document, cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self.latest: list[Candidate] = []
        """Those who have spoken, the last one first."""
        self.chosen: dict[int, Candidate] = {}
        """Draft → its speaker."""
        self.last_outside: Candidate | None = None
        """Of the last statement that stands in no other."""
        self._itself = {candidate: _candidate_features(doc, candidate) for candidate in cast.candidates}
        self.paragraphs = np.cumsum([norm == "\n" for norm in doc.norms]).tolist()
        self.said = _tokens_in(doc, (part for d in doc.drafts for part in d.content))
        """Of each token whether it stands in a content."""
        self.sources = _tokens_in(doc, (d.source for d in doc.drafts if d.source))
        self._named = [(d.cue[0], cast.own[id(d)][0]) for d in doc.drafts if d.source]
        """Cue and candidate of each source, in their order."""

    def candidates(self, draft: Draft) -> list[Candidate]:
        """Those among whom the speaker of a statement is looked for."""
        cast, at, source = self.cast, draft.cue[0], draft.source
        found = dict.fromkeys(cast.own[id(draft)])
        if id(draft) in cast.by_rule:
            found[cast.by_rule[id(draft)]] = None
        found.update(dict.fromkeys(self.latest[:_LATEST]))
        if source is None:
            found.update(dict.fromkeys(cast.before(at, 3)))
            if len(self.latest) < 2:
                found.update(dict.fromkeys(self._named_after(at)))
                found.update(dict.fromkeys(cast.after(draft.cue[1], self.doc.sentence_end[at], 2)))
        else:
            found.update(dict.fromkeys(cast.after(source[0], source[1] + 8, 4)))
            words = frozenset(bases(self.doc, source))
            head = self.doc.words[_head(self.doc, source)].base
            alike = sorted(cast.called(words), key=lambda c: -_likeness(words, head, c))[:_ALIKE]
            found.update(dict.fromkeys(alike))
            if len(words) <= 2 or at < self.doc.headline_end:
                found.update(dict.fromkeys(cast.before(at, 2)))
                if len(self.latest) < 2:
                    found.update(dict.fromkeys(self._named_after(at)))
            if _is_body(self.doc, source):
                own = cast.own[id(draft)]
                return [candidate for candidate in found if not candidate.person or candidate in own]
        return list(found)

    def _named_after(self, at: int) -> list[Candidate]:
        """Whom the next sources after a token name."""
        k = bisect_right(self._named, at, key=itemgetter(0))
        return [candidate for _, candidate in self._named[k : k + 3]]

    def note(self, draft: Draft, chosen: Candidate) -> None:
        """Remembers who has spoken."""
        self.chosen[id(draft)] = chosen
        chosen.cues.append(draft.cue[0])
        form = draft.form.form if draft.form else None
        if draft.source is not None:
            words = bases(self.doc, draft.source)
            source = frozenset(words)
            if source not in chosen.sources and len(chosen.sources) < _MOST_SOURCES:
                chosen.sources.append(source)
            self.cast.call(chosen, words)
            head = self.doc.words[_head(self.doc, draft.source)]
            if not head.flags & lx.GIVEN:
                chosen.heads.add(head.base)
            if form and form.tense in {"perfect", "imperfect"} and draft.source[0] >= draft.cue[1]:
                if form.number == "s":
                    chosen.feminine += 1.5 if form.gender == "f" else -1.0
                else:
                    chosen.plural += 1
        if chosen in self.latest:
            self.latest.remove(chosen)
        self.latest.insert(0, chosen)
        del self.latest[_REMEMBERED:]
        if draft.parent is None:
            self.last_outside = chosen

    def rows(self, draft: Draft, candidates: list[Candidate]) -> Floats:
        """Features of each candidate for a statement."""
        own = self.cast.own[id(draft)]
        statement = _statement_features(self.doc, draft)
        statement += [bool(own) and own[0].kind == kind for kind in _KINDS]
        words = frozenset(bases(self.doc, draft.source)) if draft.source else frozenset()
        near = self.cast.before(draft.cue[0], 3)
        rows = np.array([
            [*statement, *self._itself[c], *self._agreement(draft, c), *self._recency(draft, c),
             *self._mentions(draft, c, near), *self._likeness(draft, words, c)]
            for c in candidates
        ], np.float32)  # fmt: skip
        compared = rows[:, _COMPARED]
        best = (compared == compared.max(0)) & (compared > 0)
        return np.concatenate([rows, best, best & (best.sum(0) == 1)], 1, dtype=np.float32)

    def _agreement(self, draft: Draft, candidate: Candidate) -> list[float]:
        form = draft.form.form if draft.form else None
        tensed = form is not None and form.tense in {"perfect", "imperfect"}
        feminine = form is not None and form.gender == "f" and form.number == "s"
        masculine = form is not None and form.gender == "m" and form.number == "s"
        plural = form is not None and form.number in {"p", "d"}
        c = candidate
        return [
            feminine and c.feminine > 0,
            feminine and c.feminine < 0,
            masculine and c.feminine > 0,
            masculine and c.feminine < 0,
            c.feminine == 0,
            plural and c.plural > 0,
            plural and c.plural <= 0,
            tensed and not plural and c.plural > 0,
        ]

    def _recency(self, draft: Draft, candidate: Candidate) -> list[float]:
        rule = next((e.rule for e in reversed(draft.why) if e.part == "speaker"), "")
        by_rule = self.cast.by_rule.get(id(draft)) is candidate
        own = self.cast.own[id(draft)]
        row = [
            by_rule,
            *(by_rule and rule == name for name in _RULES),
            candidate in own[:1],
            candidate in own[1:],
            draft.parent is not None and self.chosen.get(id(draft.parent)) is candidate,
            bool(self.latest),
            min(len(self.latest), 6) / 6,
        ]
        if not candidate.cues:
            return [*row, *[0.0] * 15]
        at, last = draft.cue[0], candidate.cues[-1]
        rank = self.latest.index(candidate) if candidate in self.latest else _REMEMBERED
        lines = self.paragraphs[at] - self.paragraphs[last]
        return [
            *row,
            1.0,
            rank == 0,
            rank == 1,
            rank == 2,
            rank > 2,
            log1p(max(at - last, 0)) / 6,
            self.last_outside is candidate,
            self.doc.sentence_start[at] == self.doc.sentence_start[last],
            lines == 0,
            lines == 1,
            min(lines, 6) / 6,
            min(len(candidate.cues), 5) / 5,
            len(candidate.cues) / (1 + len(self.chosen)),
            len(self.latest) == 1,
            last < self.doc.headline_end,
        ]

    def _mentions(self, draft: Draft, candidate: Candidate, near: list[Candidate]) -> list[float]:
        """Where the candidate is mentioned, seen from the statement."""
        doc, at = self.doc, draft.cue[0]
        mentions = candidate.mentions
        k = bisect_left(mentions, at)
        behind = mentions[max(0, k - _MENTIONS) : k]
        start, end = draft.source or draft.cue
        row = [
            draft.source is not None and _any_between(mentions, start + 1, end),
            _any_between(mentions, end, end + 8),
            candidate in near[:1],
            candidate in near[1:],
            min(len(candidate.mentions), 6) / 6,
            bool(behind),
        ]
        if not behind:
            return [*row, *[0.0] * 13]
        m = behind[-1]
        start = doc.sentence_start[at]
        here = [x for x in behind if x >= start]
        return [
            *row,
            log1p(at - m) / 6,
            doc.sentence_start[m] == doc.sentence_start[at],
            self.paragraphs[m] == self.paragraphs[at],
            self.paragraphs[m] + 1 == self.paragraphs[at],
            m - doc.sentence_start[m] <= 3,
            _follows_verb(doc, m),
            mentions[0] < doc.headline_end <= m,
            self.said[m],
            self.sources[m],
            all(self.said[x] for x in behind),
            any(not self.said[x] for x in here),
            any(_follows_verb(doc, x) and not self.said[x] for x in here),
            bool(here) and here[0] - start <= 3,
        ]

    def _likeness(self, draft: Draft, words: Bases, candidate: Candidate) -> list[float]:
        if draft.source is None or not words:
            return [0.0] * 19
        doc, c = self.doc, candidate
        k = _head(doc, draft.source)
        head = doc.words[k]
        own = self.cast.own[id(draft)][0]
        rest = words - {head.base} - _SAME
        earlier = [len(words & s) / len(words | s) for s in c.sources]
        office = max((len(words & x) / len(words) for x in c.contexts), default=0.0)
        fitting = [x for x in c.contexts if head.base in x]
        held = max((len(rest & x) / (len(rest) or 1) for x in fitting), default=0.0)
        shared = words & c.words
        return [
            len(shared) / (len(words | c.words) or 1),
            len(shared) == len(words),
            bool(shared) and len(shared) == len(c.words),
            min(len(shared), 3) / 3,
            max(earlier, default=0.0),
            any(words <= s for s in c.sources),
            head.base in c.heads,
            head.base in c.words,
            head.base in c.heads and len(words) == 1 and head.definite,
            bool(rest) and bool(rest & c.heads),
            bool(fitting),
            held,
            office,
            office if not c.cues else 0.0,
            _spelling(words, c.words),
            own.person and c.person,
            own.person and not c.person,
            c.person and not own.person,
            len(own.words & c.words) / (len(own.words | c.words) or 1),
        ]


def _tokens_in(doc: Document, ranges: Iterable[Range]) -> list[bool]:
    """Of each token whether it stands in one of the ranges."""
    inside = [False] * len(doc)
    for start, end in ranges:
        inside[start:end] = [True] * (end - start)
    return inside


def _any_between(places: list[int], start: int, end: int) -> bool:
    """Whether one of the sorted `places` is at least `start` and less than `end`."""
    k = bisect_left(places, start)
    return k < len(places) and places[k] < end


def _head(doc: Document, source: Range) -> int:
    """The head of a source: after هذا، ذات، a mark."""
    k = source[0]
    while k < source[1] - 1 and (
        doc.words[k].flags & (lx.DEMONSTRATIVE | lx.PUNCTUATION) or doc.norms[k] in _SAME
    ):
        k += 1
    return k


def _is_body(doc: Document, source: Range) -> bool:
    """Whether a source is a body, an outlet or a state: none is ever a person whose name it does not hold."""
    k = _head(doc, source)
    return (k in doc.names or doc.has(k, _BODIES)) and not doc.has(k, _NO_BODIES)


def _likeness(words: Bases, head: str, candidate: Candidate) -> float:
    """How much a source's words look like a candidate, for choosing whom to look at closer."""
    shared = len(words & candidate.words) / len(words)
    office = max((len(words & context) / len(words) for context in candidate.contexts), default=0.0)
    earlier = max((len(words & s) / len(words | s) for s in candidate.sources), default=0.0)
    called = 0.5 if head in candidate.heads or head in candidate.words else 0.0
    return max(shared, office, earlier) + called + 0.1 * bool(candidate.cues)


def _statement_features(doc: Document, draft: Draft) -> list[float]:
    """Of the statement alone: its cue, its place, its source."""
    at = draft.cue[0]
    word, norm = doc.words[at], doc.norms[at]
    form = draft.form.form if draft.form else None
    tense = form.tense if form else ""
    row = [
        *(tense == name for name in ("perfect", "imperfect", "participle", "noun", "")),
        form is not None and form.gender == "f" and form.number == "s",
        form is not None and form.number in {"p", "d"},
        form is not None and bool(form.pronoun),
        word.conjunction == "و",
        norm == ":",
        norm.endswith("ها"),
        norm.endswith("ه"),
        draft.parent is not None,
        bool(doc.quoted_until[at]),
        at < doc.headline_end,
        bool(draft.content) and draft.content[0][0] < at,
        at - doc.sentence_start[at] <= 2,
        draft.source is None,
    ]
    if draft.source is None:
        return [*row, *[0.0] * (8 + len(_HEAD_FLAGS))]
    k = _head(doc, draft.source)
    head, length = doc.words[k], draft.source[1] - k
    return [
        *row,
        length == 1,
        length == 2,
        length >= 4,
        head.definite,
        k > draft.source[0] or doc.norms[draft.source[1] - 1] in _SAME,
        draft.source[1] <= at,
        head.base == "مصدر",
        k in doc.names,
        *(bool(head.flags & flag) for flag in _HEAD_FLAGS),
    ]


def _candidate_features(doc: Document, candidate: Candidate) -> list[float]:
    """Of the candidate alone."""
    return [
        *(candidate.kind == kind for kind in _KINDS),
        candidate.named,
        len(candidate.words) == 1,
        len(candidate.words) == 2,
        len(candidate.words) > 4,
        bool(candidate.mentions) and candidate.mentions[0] < doc.headline_end,
        bool(candidate.contexts),
    ]


def _follows_verb(doc: Document, at: int) -> bool:
    """Whether a mention stands after a verb, with at most some titles between: it is likely its subject."""
    for k in range(at - 1, max(at - 5, -1), -1):
        word = doc.words[k]
        if word.flags & lx.VERB or any(form.form.tense in {"perfect", "imperfect"} for form in word.cues):
            return True
        if word.flags & (lx.PUNCTUATION | lx.PREPOSITION):
            return False
    return False


def _spelling(words: Bases, name: Bases) -> float:
    """Names spelled a little otherwise: the best share of common pairs of letters of two words."""
    best = 0.0
    for one in words - name:
        if len(one) < 4:
            continue
        pairs = {one[k : k + 2] for k in range(len(one) - 1)}
        for other in name - words:
            if len(other) >= 4 and abs(len(other) - len(one)) <= 2:
                theirs = {other[k : k + 2] for k in range(len(other) - 1)}
                best = max(best, len(pairs & theirs) / len(pairs | theirs))
    return best
