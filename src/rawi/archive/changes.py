"""What changed from one version of an article to another: its text, and who said what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from rawi.schema import Reading, Statement
from rawi.text.letters import fold

SAME_STATEMENT = 0.6
"""Likeness of two contents of one speaker from which they are one statement that was changed."""
_PIECES = re.compile(r"\s+|[^\s\w]|\w+")

_Sense = tuple[str, str, str, bool]
"""Speaker, content, act, negation, with spellings folded."""
Kind = Literal["same", "removed", "added"]


class Piece(msgspec.Struct, frozen=True):
    """A run of a text that one version has, or both."""

    kind: Kind
    text: str


class StatementChange(msgspec.Struct, frozen=True):
    """A statement that only one version has (`old` or `new` is None), or that both have with other words."""

    old: Statement | None
    new: Statement | None


class Changes(msgspec.Struct, frozen=True):
    """What changed from one version to another."""

    lines: list[list[Piece]]
    """The changed lines of the text, each in pieces; a line that stayed is left out."""
    statements: list[StatementChange]
    """In the order of the new text; those that are gone come first."""


def find_changes(old: Reading, new: Reading) -> Changes:
    """Compares two readings of an article."""
    return Changes(
        lines=list(_changed_lines(old.text.split("\n"), new.text.split("\n"))),
        statements=_changed_statements(old.statements, new.statements),
    )


def _changed_lines(old: list[str], new: list[str]) -> Iterator[list[Piece]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for k in range(both):
            yield list(_pieces(old[i1 + k], new[j1 + k]))
        yield from ([Piece("removed", line)] for line in old[i1 + both : i2] if line)
        yield from ([Piece("added", line)] for line in new[j1 + both : j2] if line)


def _pieces(old: str, new: str) -> Iterator[Piece]:
    """What one line became, word by word."""
    a, b = _PIECES.findall(old), _PIECES.findall(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(a[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("removed", "".join(a[i1:i2]))
        if j2 > j1:
            yield Piece("added", "".join(b[j1:j2]))


def _changed_statements(old: Sequence[Statement], new: Sequence[Statement]) -> list[StatementChange]:
    """Statements are paired by what they say and who says it; exact pairs first, then like ones."""
    left = Counter(map(_sense, old))
    unpaired = [statement for statement in new if not _take(left, _sense(statement))]
    gone = [statement for statement in old if _take(left, _sense(statement))]
    changes: list[StatementChange] = []
    for statement in unpaired:
        before = max(gone, key=lambda other: _likeness(other, statement), default=None)
        if before is not None and _likeness(before, statement) >= SAME_STATEMENT:
            gone.remove(before)
        else:
            before = None
        changes.append(StatementChange(before, statement))
    return [*(StatementChange(statement, None) for statement in gone), *changes]


def _take(left: Counter[_Sense], sense: _Sense) -> bool:
    """Whether there is one more of a kind; takes it."""
    left[sense] -= 1
    return left[sense] >= 0


def _sense(statement: Statement) -> _Sense:
    """What two statements have in common that are the same."""
    content = " ".join(fold(statement.content_text).split())
    return fold(statement.speaker.name or ""), content, statement.act, statement.negated


def _likeness(one: Statement, other: Statement) -> float:
    """In [0, 1]: how much of the words of two contents is the same; a little less of other speakers."""
    (speaker, content, *_), (other_speaker, other_content, *_) = _sense(one), _sense(other)
    ratio = SequenceMatcher(None, content.split(), other_content.split(), autojunk=False).ratio()
    return ratio if speaker == other_speaker else ratio - 0.1
