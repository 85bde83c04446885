"""Where readings and gold differ, statement by statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rawi.evaluation.gold import GoldArticle
from rawi.evaluation.marks import Marks
from rawi.evaluation.measures import contents_agree, index_marks, speakers_agree
from rawi.evaluation.pairing import Worded, pair_statements
from rawi.evaluation.words import Words
from rawi.schema import Reading


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words."""

    cue: str
    speaker: str
    content: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A statement that was missed, found wrongly (not counted by `who said what`), or is none (spurious)."""

    article: str
    fault: Literal["missed", "wrong", "spurious"]
    gold: Said | None
    predicted: Said | None

    def __str__(self) -> str:
        if self.gold and self.predicted:
            return (
                f"{self.article} WRONG   [{self.gold.cue}]\n"
                f"     gold {self.gold.speaker}: {self.gold.content}\n"
                f"     pred {self.predicted.speaker}: {self.predicted.content}"
            )
        said = self.gold or self.predicted
        assert said is not None
        name = "MISSED " if self.fault == "missed" else "SPURIOUS"
        return f"{self.article} {name} [{said.cue}] {said.speaker}: {said.content}"

    def to_dict(self) -> dict[str, Any]:
        """The fault as plain dicts and strings."""
        return asdict(self)


def find_faults(gold: Sequence[GoldArticle], readings: Iterable[Reading | Marks]) -> Iterator[Fault]:
    """The faults, article by article: missed and wrong ones in gold's order, then the spurious ones."""
    by_id = index_marks(readings)
    for article in gold:
        words = Words(article.text)
        expected = [Worded.of(s, words) for s in article.marks.statements]
        marks = by_id.get(article.id)
        found = [Worded.of(s, words) for s in marks.statements] if marks else []
        pairs = pair_statements(expected, found)
        for i, g in enumerate(expected):
            p = found[pairs[i]] if i in pairs else None
            if p is None:
                yield Fault(article.id, "missed", _said(g, words), None)
            elif not (speakers_agree(g, p) and contents_agree(g, p)):
                yield Fault(article.id, "wrong", _said(g, words), _said(p, words))
        for j in sorted(set(range(len(found))) - set(pairs.values())):
            yield Fault(article.id, "spurious", None, _said(found[j], words))


def _said(statement: Worded, words: Words) -> Said:
    return Said(words.written(statement.cue), statement.mark.speaker, words.written(statement.content))
