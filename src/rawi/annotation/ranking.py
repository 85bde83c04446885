"""Which articles to annotate next: those that the model would learn most from, for the work they make.

An article is worth the statements that the reader expects to have wrong in it (one less its confidence,
summed), each weighed by how rare its cue is, over the words that an annotator has to read. Articles are
chosen one after the other: a cue or an outlet counts for less the more often the chosen ones, or what is
annotated already, have it; and what repeats a chosen article is left out. This is uncertainty sampling with
costs and diversity (Settles, Active Learning, 2012).
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rawi.annotation.form import Annotation
from rawi.schema import Reading
from rawi.text.letters import fold

OVERHEAD = 60
"""Words of reading that opening any article costs: very short ones are not cheap."""
LONGEST = 900
"""Words; longer articles are not suggested."""
COPY = 0.4
"""Share of word sequences that an article has in common with chosen ones, from which on it is their copy."""
_SEQUENCE = 5

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article to annotate, and why."""

    reading: Reading
    value: float
    """What it adds, for each 100 words to read."""
    words: int
    expected_wrong: float
    """Statements that the reader expects to have wrong in it."""
    statements: int
    rare_cues: tuple[str, ...]
    """Cues in it that few articles have, the rarest first."""

    def reasons(self) -> str:
        """Why it is suggested, in words."""
        parts = [
            f"{self.expected_wrong:.1f} of {self.statements} statements expected wrong in {self.words} words"
        ]
        if self.rare_cues:
            parts.append(f"rare cues: {'، '.join(self.rare_cues)}")
        parts.append(f"outlet: {self.reading.outlet or 'not named'}")
        return " · ".join(parts)

    def to_dict(self) -> dict[str, Any]:
        """The suggestion as plain numbers and strings, without the article."""
        return {
            "id": self.reading.id,
            "title": self.reading.title,
            "outlet": self.reading.outlet,
            "value": self.value,
            "words": self.words,
            "expected_wrong": self.expected_wrong,
            "statements": self.statements,
            "rare_cues": list(self.rare_cues),
        }


@dataclass(slots=True)
class _Candidate:
    reading: Reading
    words: list[str]
    doubts: list[tuple[str, float]]
    """Cue and one less the confidence of each statement."""


@dataclass(slots=True)
class _Chosen:
    """What the chosen articles have."""

    rarity: dict[str, float]
    cues: Counter[str]
    outlets: Counter[str]
    sequences: set[int]

    def gain(self, candidate: _Candidate) -> float:
        """What a candidate would add, for each word to read."""
        worth = 0.0
        more: Counter[str] = Counter()
        for cue, doubt in candidate.doubts:
            worth += doubt * self.rarity[cue] / math.sqrt(1 + self.cues[cue] + more[cue])
            more[cue] += 1
        spread = 1 / math.sqrt(1 + self.outlets[candidate.reading.outlet])
        return worth * spread / (len(candidate.words) + OVERHEAD)

    def add(self, candidate: _Candidate) -> None:
        """Counts a candidate as chosen."""
        self.cues.update(cue for cue, _ in candidate.doubts)
        self.outlets[candidate.reading.outlet] += 1
        self.sequences |= _sequences(candidate.words)

    def holds_copy(self, candidate: _Candidate) -> bool:
        """Whether much of it stands in a chosen article."""
        own = _sequences(candidate.words)
        return bool(own) and len(own & self.sequences) >= COPY * len(own)


def rank(
    readings: Iterable[Reading], count: int, *, known: Iterable[Annotation] = ()
) -> Iterator[Suggestion]:
    """The articles to annotate next, the best first.

    Args:
        readings: of the articles to choose from; all are kept in memory.
        count: how many to choose at most; articles in which the reader doubts nothing are not suggested.
        known: what is annotated already; its cues and outlets count as covered, its articles are left out.
    """
    pool = [c for c in map(_candidate, readings) if c.doubts and len(c.words) <= LONGEST]
    frequency = Counter(cue for c in pool for cue in {cue for cue, _ in c.doubts})
    rarity = {cue: 1 + math.log(len(pool) / n) / 4 for cue, n in frequency.items()}
    chosen = _Chosen(rarity, Counter(), Counter(), set())
    for annotation in known:
        chosen.cues.update(
            _cue(s.cue.of(annotation.text)) for s in annotation.statements if s.cue is not None
        )
        chosen.outlets[annotation.article.outlet] += 1
        chosen.sequences |= _sequences(_words(annotation.text))
    # gains only fall as more is chosen, so a stale one is an upper bound (Minoux 1978, accelerated greedy)
    heap = [(-chosen.gain(c), i) for i, c in enumerate(pool)]
    heapq.heapify(heap)
    while heap and count > 0:
        stale, i = heapq.heappop(heap)
        gain = chosen.gain(pool[i])
        if heap and gain < -heap[0][0] and gain < -stale:
            heapq.heappush(heap, (-gain, i))
        elif not chosen.holds_copy(pool[i]):
            yield _suggestion(pool[i], gain, frequency, len(pool))
            chosen.add(pool[i])
            count -= 1


def _candidate(reading: Reading) -> _Candidate:
    doubts = [(_cue(s.cue_text), 1 - s.confidence) for s in reading.statements]
    return _Candidate(reading, _words(reading.text), [(cue, d) for cue, d in doubts if d > 0])


def _suggestion(candidate: _Candidate, gain: float, frequency: Counter[str], pool: int) -> Suggestion:
    few = max(2, pool // 50)
    cues = sorted({cue for cue, _ in candidate.doubts}, key=lambda cue: (frequency[cue], cue))
    return Suggestion(
        reading=candidate.reading,
        value=100 * gain,
        words=len(candidate.words),
        expected_wrong=sum(doubt for _, doubt in candidate.doubts),
        statements=len(candidate.reading.statements),
        rare_cues=tuple(cue for cue in cues if frequency[cue] <= few)[:4],
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _sequences(words: list[str]) -> set[int]:
    return {hash(tuple(words[i : i + _SEQUENCE])) for i in range(len(words) - _SEQUENCE + 1)}


def _cue(written: str) -> str:
    """A cue's word without the conjunction before it: وأضاف and أضاف are one."""
    word = fold(written)
    return word[1:] if len(word) > 3 and word[0] in "وف" else word
