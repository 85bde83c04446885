"""Statements in words: the lines that the terminal and the notebook both show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rawi.export.characters import printable_line
from rawi.schema import Entity, Place, Reading, Statement, parents_among

UNKNOWN = "?"
_OPENING_MARKS = ("«", "“", '"', "”", "‘", "((")


def nested(reading: Reading) -> Iterator[tuple[int, int, Statement]]:
    """Number, depth and statement, in the order of the text, each after the statement that it stands in."""
    inside: dict[int | None, list[int]] = {}
    parents = parents_among([s.parent for s in reading.statements], range(len(reading.statements)))
    for index, parent in enumerate(parents):
        inside.setdefault(parent, []).append(index)
    waiting = [(0, index) for index in reversed(inside.get(None, []))]
    while waiting:
        depth, index = waiting.pop()
        yield index + 1, depth, reading.statements[index]
        waiting += [(depth + 1, child) for child in reversed(inside.get(index, []))]


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
    """Mode, act unless it asserts, negation, addressee, medium, time where its clause says one."""
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
    if statement.time and statement.time.origin == "clause":
        found.append(Remark("when", time_words(statement)))
    return found


def place_words(place: Place) -> str:
    """`name (Latin name, country)`: `حمص (Homs, SY)`."""
    known = ", ".join(printable_line(part) for part in (place.latin, place.country) if part)
    name = printable_line(place.name)
    return f"{name} ({known})" if known else name


def dateline_of(reading: Reading) -> Place | None:
    """The place that the article is reported from."""
    index = reading.dateline
    return reading.places[index] if index is not None and 0 <= index < len(reading.places) else None


def time_words(statement: Statement) -> str:
    """The value of the time that is said beside the cue; its words where it has no value."""
    time = statement.time
    if time is None:
        return ""
    if time.value is None and time.time is not None:
        return printable_line(statement.reading.times[time.time].span.of(statement.reading.text))
    return time.value or ""


def chain_words(statement: Statement) -> str:
    """The chain from the outlet to the speaker: `aawsat ← رويترز ← مصدر أمني`; empty where it has one link
    only."""
    names = [UNKNOWN if link.name is None else printable_line(link.name) for link in statement.chain()]
    return " ← ".join(names) if len(names) > 1 else ""
