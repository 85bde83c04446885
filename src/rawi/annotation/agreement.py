"""How far two annotators agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rawi.annotation.form import AnnotatedStatement, Annotation
from rawi.annotation.notation import Units
from rawi.evaluation import Table, same_speaker, score
from rawi.evaluation.pairing import Worded, pair_statements
from rawi.evaluation.words import Words
from rawi.schema import Span

_SPANS = ("cue", "source", "content", "addressee", "medium")


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that one annotator has and the other has not, or that they mark differently."""

    article: str
    unit: int
    cue: str
    parts: dict[str, tuple[str, str]]
    """Part → as the first and as the second wrote it; empty where only one has the statement."""
    only: str = ""
    """`A` or `B`, where only that one has the statement."""
    said: str = ""
    """Speaker and content, where only one has the statement."""

    def __str__(self) -> str:
        place = f"{self.article}, unit {self.unit} [{self.cue}]"
        if self.only:
            return f"{place}: only in {self.only}\n     {self.said}"
        lines = [f"{place}: {', '.join(self.parts)}"]
        for part, (one, other) in self.parts.items():
            lines += [f"     A {part}: {one or '–'}", f"     B {part}: {other or '–'}"]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain dicts and strings."""
        return asdict(self)


@dataclass(slots=True)
class Agreement:
    """Two annotators on the articles that both have annotated."""

    a_as_gold: Table
    """B measured against A."""
    b_as_gold: Table
    """A measured against B: precision and recall change places, F1 stays."""
    articles: int
    only_a: list[str] = field(default_factory=list)
    """Ids of articles that only A has annotated; they are left aside."""
    only_b: list[str] = field(default_factory=list)
    other_text: list[str] = field(default_factory=list)
    """Ids under which the two have different texts; they are left aside."""
    differences: list[Difference] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The figures and differences as plain dicts, lists and numbers."""
        return {
            "articles": self.articles,
            "a_as_gold": self.a_as_gold.to_dict(),
            "b_as_gold": self.b_as_gold.to_dict(),
            "only_a": self.only_a,
            "only_b": self.only_b,
            "other_text": self.other_text,
            "differences": [difference.to_dict() for difference in self.differences],
        }


def compare(a: Sequence[Annotation], b: Sequence[Annotation]) -> Agreement:
    """Compares two annotations of the same articles, paired by their ids."""
    of_b = {annotation.article.id: annotation for annotation in b}
    ids_a = {annotation.article.id for annotation in a}
    both = [(x, of_b[x.article.id]) for x in a if x.article.id in of_b]
    same = [(x, y) for x, y in both if x.text == y.text]
    return Agreement(
        a_as_gold=score([x.gold() for x, _ in same], [y.marks() for _, y in same]),
        b_as_gold=score([y.gold() for _, y in same], [x.marks() for x, _ in same]),
        articles=len(same),
        only_a=[x.article.id for x in a if x.article.id not in of_b],
        only_b=[y.article.id for y in b if y.article.id not in ids_a],
        other_text=[x.article.id for x, y in both if x.text != y.text],
        differences=[difference for x, y in same for difference in _differences(x, y)],
    )


def _differences(a: Annotation, b: Annotation) -> Iterator[Difference]:
    """Where two annotations of one article differ, in the order of the article."""
    words, units = Words(a.text), Units(a.text)
    worded = [[Worded.of(s, words) for s in x.marks().statements] for x in (a, b)]
    pairs = pair_statements(worded[0], worded[1])
    alone = [("A", s) for i, s in enumerate(a.statements) if i not in pairs]
    alone += [("B", s) for j, s in enumerate(b.statements) if j not in pairs.values()]
    found: list[tuple[int, Difference]] = []
    for only, s in alone:
        said = f"{s.speaker}: {_written(a.text, s, 'content')}"
        found.append(_at(a, units, s, Difference(a.article.id, 0, "", {}, only, said)))
    for i, j in pairs.items():
        parts = _parts(a, b, i, j, words, pairs)
        if parts:
            found.append(_at(a, units, a.statements[i], Difference(a.article.id, 0, "", parts)))
    yield from (difference for _, difference in sorted(found, key=lambda pair: pair[0]))
    credits = [" · ".join(sorted(c.name or "" for c in x.credits)) for x in (a, b)]
    if credits[0] != credits[1]:
        yield Difference(a.article.id, 0, "credits", {"credits": (credits[0], credits[1])})


def _at(
    annotation: Annotation, units: Units, statement: AnnotatedStatement, difference: Difference
) -> tuple[int, Difference]:
    start = statement.cue.start if statement.cue else 0
    cue = _written(annotation.text, statement, "cue")
    d = difference
    return start, Difference(d.article, units.unit_at(start), cue, d.parts, d.only, d.said)


def _parts(
    a: Annotation, b: Annotation, i: int, j: int, words: Words, pairs: dict[int, int]
) -> dict[str, tuple[str, str]]:
    one, other = a.statements[i], b.statements[j]
    parts: dict[str, tuple[str, str]] = {}
    for part in _SPANS:
        if _under(words, one, part) != _under(words, other, part):
            parts[part] = _written(a.text, one, part), _written(b.text, other, part)
    if not same_speaker(one.speaker or "", other.speaker or ""):
        parts["speaker"] = one.speaker or "", other.speaker or ""
    for part in ("kind", "mode", "act"):
        values = getattr(one, part), getattr(other, part)
        if values[0] != values[1] and not (part == "act" and None in values):
            parts[part] = values[0] or "", values[1] or ""
    vias = [" ← ".join(v.name or "" for v in s.via) for s in (one, other)]
    if vias[0] != vias[1]:
        parts["via"] = vias[0], vias[1]
    above = None if one.parent is None else pairs.get(one.parent, -1)
    if above != other.parent:
        parts["parent"] = _parent(a, one), _parent(b, other)
    return parts


def _parent(annotation: Annotation, statement: AnnotatedStatement) -> str:
    if statement.parent is None or not 0 <= statement.parent < len(annotation.statements):
        return ""
    return f"[{_written(annotation.text, annotation.statements[statement.parent], 'cue')}]"


def _spans(statement: AnnotatedStatement, part: str) -> list[Span]:
    value = getattr(statement, part)
    return value if isinstance(value, list) else [value] if value else []


def _under(words: Words, statement: AnnotatedStatement, part: str) -> frozenset[int | Span]:
    return words.under(*_spans(statement, part))


def _written(text: str, statement: AnnotatedStatement, part: str) -> str:
    return " … ".join(span.of(text).replace("\n", " ") for span in _spans(statement, part))
