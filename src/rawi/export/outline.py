"""Statements in words: the lines that the terminal and the notebook both show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from rawi.export.characters import printable_line
from rawi.schema import Reading, Statement

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


def speaker_words(statement: Statement) -> str:
    """`name (kind)`; a speaker that cannot be told is `?` with the candidates."""
    speaker = statement.speaker
    if speaker.name is None:
        candidates = "، ".join(printable_line(name) for name in speaker.candidates)
        return f"{UNKNOWN} (unknown; perhaps {candidates})" if candidates else f"{UNKNOWN} (unknown)"
    name = printable_line(speaker.name)
    return f"{name} ({speaker.kind})" if speaker.kind else name


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
