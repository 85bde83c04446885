"""What the tests of the phenomena expect of a short article: its statements, written as words."""

from __future__ import annotations

from typing import NamedTuple

from rawi.reading.reader import Reader
from rawi.schema import Article, Reading, Statement

RULES = Reader(rules_only=True)


class Said(NamedTuple):
    """A statement by its characters; what is left out is not there."""

    cue: str
    source: str | None
    content: tuple[str, ...]
    speaker: str | None
    kind: str | None
    mode: str = "indirect"
    act: str = "assert"
    via: tuple[tuple[str, str, str], ...] = ()
    """Words, name and kind of each transmitter."""
    parent: int | None = None
    addressee: str | None = None
    medium: str | None = None


class Case(NamedTuple):
    """An article and its statements."""

    body: str
    said: list[Said]
    title: str = ""


def says(
    cue: str,
    source: str | None,
    content: str | tuple[str, ...],
    speaker: str | None,
    kind: str | None,
    mode: str = "indirect",
    *,
    act: str = "assert",
    via: tuple[str, str, str] | None = None,
    parent: int | None = None,
    to: str | None = None,
    medium: str | None = None,
) -> Said:
    """A statement, as a test writes it."""
    parts = (content,) if isinstance(content, str) else content
    passed_on = (via,) if via else ()
    return Said(cue, source, parts, speaker, kind, mode, act, passed_on, parent, to, medium)


def said_in(reading: Reading) -> list[Said]:
    """The statements of a reading."""
    return [_said(statement) for statement in reading.statements]


def read_by_rules(body: str, *, title: str = "", outlet: str = "") -> Reading:
    """What the rules alone read in an article: the phenomena show what a rule is for."""
    return RULES.read(Article(body=body, title=title, outlet=outlet))


def read(case: Case) -> list[Said]:
    """What the rules find in the article of a case."""
    return said_in(read_by_rules(case.body, title=case.title))


def _said(statement: Statement) -> Said:
    text = statement.reading.text
    return Said(
        cue=statement.cue_text,
        source=statement.source_text,
        content=tuple(span.of(text) for span in statement.content),
        speaker=statement.speaker.name,
        kind=statement.speaker.kind,
        mode=statement.mode,
        act=statement.act,
        via=tuple((via.span.of(text), via.name, via.kind) for via in statement.via),
        parent=statement.parent,
        addressee=statement.addressee.of(text) if statement.addressee else None,
        medium=statement.medium.of(text) if statement.medium else None,
    )
