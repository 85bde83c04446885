"""Statements in words: the lines that the terminal and the notebook both show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from rawi.export.characters import printable_line
from rawi.schema import Entity, Reading, Statement

UNKNOWN = "?"
_OPENING_MARKS = ("«", "“", '"', "”", "‘", "((")


def nested(reading: Reading, min_confidence: float = 0.0) -> Iterator[tuple[int, int, Statement]]:
    """Number, depth and statement, in the order of the text, each after the statement that it stands in.

    A statement below `min_confidence` is left out; what stands inside it moves up to the next one around.
    """
    shown = {i for i, s in enumerate(reading.statements) if s.confidence >= min_confidence}
    inside: dict[int | None, list[int]] = {}
    for index in sorted(shown):
        inside.setdefault(_parent_shown(reading, index, shown), []).append(index)
    waiting = [(0, index) for index in reversed(inside.get(None, []))]
    while waiting:
        depth, index = waiting.pop()
        yield index + 1, depth, reading.statements[index]
        waiting += [(depth + 1, child) for child in reversed(inside.get(index, []))]


def _parent_shown(reading: Reading, index: int, shown: set[int]) -> int | None:
    parent = reading.statements[index].parent
    seen = {index}
    while parent is not None and (parent not in shown or parent in seen):
        if parent in seen or not 0 <= parent < len(reading.statements):
            return None
        seen.add(parent)
        parent = reading.statements[parent].parent
    return parent


def speaker_words(statement: Statement, *, latin: bool = False) -> str:
    """`name (kind)`; a speaker that cannot be told is `?` with the candidates.

    Args:
        latin: `name (Latin name, kind)` where it is known.
    """
    speaker = statement.speaker
    if speaker.name is None:
        candidates = "، ".join(printable_line(name) for name in speaker.candidates)
        return f"{UNKNOWN} (unknown; perhaps {candidates})" if candidates else f"{UNKNOWN} (unknown)"
    name = printable_line(speaker.name)
    told = [latin_words(statement.speaker_entity)] if latin else []
    told = [*filter(None, told), *([speaker.kind] if speaker.kind else [])]
    return f"{name} ({', '.join(told)})" if told else name


def latin_words(entity: Entity | None) -> str:
    """The Latin name of an entity; empty where there is none."""
    return printable_line(entity.latin.text) if entity is not None and entity.latin is not None else ""


def entity_words(entity: Entity, *, latin: bool = False) -> str:
    """`name (kind)` and how often the article names it; of persons also the offices that it gives.

    Args:
        latin: `name (Latin name, kind)` where it is known.
    """
    told = ", ".join(filter(None, [latin_words(entity) if latin else "", entity.kind]))
    often = f"{len(entity.mentions)} mention{'' if len(entity.mentions) == 1 else 's'}"
    offices = "، ".join(map(printable_line, entity.offices))
    return " · ".join(filter(None, [f"{printable_line(entity.name)} ({told})", often, offices]))


def content_words(statement: Statement) -> str:
    """The content in `« »`, unless it brings its own marks."""
    content = printable_line(statement.content_text)
    return content if content.startswith(_OPENING_MARKS) else f"«{content}»"


class Remark(NamedTuple):
    """Something else there is to say of a statement: a label, and the article's words where it has some."""

    label: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.words}" if self.words else self.label


def remarks(statement: Statement) -> list[Remark]:
    """Mode, act unless it asserts, negation, addressee, medium."""
    text = statement.reading.text
    found = [Remark(statement.mode)]
    if statement.act != "assert":
        found.append(Remark(statement.act))
    if statement.negated:
        found.append(Remark("negated"))
    if statement.addressee:
        found.append(Remark("to", printable_line(statement.addressee.of(text))))
    if statement.medium:
        found.append(Remark("in", printable_line(statement.medium.of(text))))
    return found


def chain_words(statement: Statement) -> str:
    """The chain from the outlet to the speaker: `aawsat ← رويترز ← مصدر أمني`; empty where it has one link
    only."""
    names = [UNKNOWN if link.name is None else printable_line(link.name) for link in statement.chain()]
    return " ← ".join(names) if len(names) > 1 else ""


def without_unsure(reading: Reading, min_confidence: float) -> Reading:
    """`reading` without the statements below `min_confidence`; parents are numbered anew."""
    shown = [i for i, s in enumerate(reading.statements) if s.confidence >= min_confidence]
    if len(shown) == len(reading.statements):
        return reading
    place = {old: new for new, old in enumerate(shown)}
    statements = []
    for index in shown:
        parent = _parent_shown(reading, index, set(shown))
        statement = msgspec.structs.replace(reading.statements[index])
        statement.parent = None if parent is None else place[parent]
        statements.append(statement)
    return msgspec.structs.replace(reading, statements=statements)
