"""Which predicted statement is which gold one."""

from __future__ import annotations

from dataclasses import dataclass

from rawi.evaluation.marks import MarkedStatement
from rawi.evaluation.words import Words, WordSet

SAME_CONTENT = 0.5
"""Two statements without a common word in their cues are paired from this overlap of contents on."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A statement whose spans have become sets of words."""

    mark: MarkedStatement
    cue: WordSet
    content: WordSet
    source: WordSet | None
    addressee: WordSet | None
    medium: WordSet | None

    @classmethod
    def of(cls, mark: MarkedStatement, words: Words) -> Worded:
        """The words under the spans of `mark`; None where there is no span."""
        return cls(
            mark=mark,
            cue=words.under(mark.cue),
            content=words.under(*mark.content),
            source=words.under(mark.source) if mark.source else None,
            addressee=words.under(mark.addressee) if mark.addressee else None,
            medium=words.under(mark.medium) if mark.medium else None,
        )


def overlap(one: WordSet, other: WordSet) -> float:
    """Shared words over all words (intersection over union); 0 where there are none."""
    return len(one & other) / (len(one | other) or 1)


def pair_statements(gold: list[Worded], predicted: list[Worded]) -> dict[int, int]:
    """Index of a gold statement → index of its predicted one; each index occurs once.

    Pairs whose cues share a word come first, then by the overlap of their contents, then by their order in
    the article.
    """
    candidates: list[tuple[bool, float, int, int]] = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            cues_meet = bool(g.cue & p.cue)
            alike = overlap(g.content, p.content)
            if cues_meet or alike >= SAME_CONTENT:
                candidates.append((not cues_meet, -alike, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
