"""What is compared: the marks that an annotator, the reader or another tool puts on an article.

Three forms come in and one goes on: gold files write a span as `[start, end]` and a speaker as a string,
readings write `{"start": …, "end": …}` and `{"name": …}`, and readings in memory are `rawi.Reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rawi.schema import Reading, Span, parents_among


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """The parts of one statement that the measures look at."""

    cue: Span | None
    content: tuple[Span, ...]
    speaker: str = ""
    source: Span | None = None
    mode: str | None = None
    via: tuple[str, ...] = ()
    """Names of the transmitters."""
    parent: int | None = None
    addressee: Span | None = None
    medium: Span | None = None
    kind: str | None = None
    """Of the speaker."""
    act: str | None = None
    confidence: float | None = None
    """None where nobody says how sure it is: gold, and most other tools."""


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks on one article."""

    id: str
    statements: tuple[MarkedStatement, ...] = ()
    credits: tuple[str, ...] = field(default=())
    """Names of the agencies and outlets that are credited."""

    def without_unsure(self, min_confidence: float) -> Marks:
        """The marks without statements whose confidence is below `min_confidence`; see
        `rawi.Reading.without_unsure`. A statement without a confidence stays."""
        kept = [
            i for i, s in enumerate(self.statements) if s.confidence is None or s.confidence >= min_confidence
        ]
        parents = parents_among([s.parent for s in self.statements], kept)
        remaining = (
            replace(self.statements[i], parent=parent) for i, parent in zip(kept, parents, strict=True)
        )
        return replace(self, statements=tuple(remaining))


def marks_of(reading: Reading) -> Marks:
    """The marks of a reading."""
    return Marks(
        id=reading.id,
        statements=tuple(
            MarkedStatement(
                cue=s.cue,
                content=tuple(s.content),
                speaker=s.speaker.name or "",
                source=s.source,
                mode=s.mode,
                via=tuple(v.name for v in s.via),
                parent=s.parent,
                addressee=s.addressee,
                medium=s.medium,
                kind=s.speaker.kind,
                act=s.act,
                confidence=s.confidence,
            )
            for s in reading.statements
        ),
        credits=tuple(c.name for c in reading.credits),
    )


def parse_marks(record: Any) -> Marks:
    """The marks of a record of a JSON file, gold or reading.

    Raises:
        ValueError: the record has not this form; the message names the field.
    """
    if not isinstance(record, Mapping) or not isinstance(record.get("id"), str):
        raise ValueError("expected an object with a string `id`")
    statements = _list(record.get("statements"), "statements")
    parsed = tuple(_statement(s, f"statements[{i}]") for i, s in enumerate(statements))
    for i, statement in enumerate(parsed):
        if statement.parent is not None and not 0 <= statement.parent < len(parsed):
            raise ValueError(
                f"`statements[{i}].parent` is {statement.parent}, but there are {len(parsed)} statements"
            )
    return Marks(id=record["id"], statements=parsed, credits=_names(record.get("credits"), "credits"))


def _statement(record: Any, where: str) -> MarkedStatement:
    if not isinstance(record, Mapping):
        raise ValueError(f"`{where}` is no object")
    content = _list(record.get("content"), f"{where}.content")
    speaker = record.get("speaker")
    kind = speaker.get("kind") if isinstance(speaker, Mapping) else record.get("kind")
    parent = record.get("parent")
    if parent is not None and (isinstance(parent, bool) or not isinstance(parent, int)):
        raise ValueError(f"`{where}.parent` is neither null nor an index of a statement: {parent!r}")
    return MarkedStatement(
        cue=_span(record.get("cue"), f"{where}.cue"),
        content=tuple(s for i, c in enumerate(content) if (s := _span(c, f"{where}.content[{i}]"))),
        speaker=_name(record.get("speaker"), f"{where}.speaker"),
        source=_span(record.get("source"), f"{where}.source"),
        mode=_word(record.get("mode")),
        via=_names(record.get("via"), f"{where}.via"),
        parent=parent,
        addressee=_span(record.get("addressee"), f"{where}.addressee"),
        medium=_span(record.get("medium"), f"{where}.medium"),
        kind=_word(kind),
        act=_word(record.get("act")),
        confidence=_confidence(record.get("confidence"), f"{where}.confidence"),
    )


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _confidence(value: Any, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError(f"`{where}` is {value!r}; expected a number between 0 and 1")
    return float(value)


def _list(value: Any, where: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise ValueError(f"`{where}` is no list")
    return value


def _names(value: Any, where: str) -> tuple[str, ...]:
    return tuple(_name(item, f"{where}[{i}]") for i, item in enumerate(_list(value, where)))


def _name(value: Any, where: str) -> str:
    name = value.get("name") if isinstance(value, Mapping) else value
    if name is None:
        return ""
    if not isinstance(name, str):
        raise ValueError(f"`{where}` is no name: {name!r}")
    return name


def _span(value: Any, where: str) -> Span | None:
    if not value:
        return None
    if isinstance(value, Mapping) and "span" in value:
        value = value["span"]
    pair = [value.get("start"), value.get("end")] if isinstance(value, Mapping) else value
    if (
        not isinstance(pair, list)
        or len(pair) != 2
        or not all(isinstance(x, int) and not isinstance(x, bool) for x in pair)
    ):
        raise ValueError(f"`{where}` is no span; expected [start, end] or {{start, end}}, found {value!r}")
    return Span(*pair)
