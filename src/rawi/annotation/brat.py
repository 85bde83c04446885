"""brat stand-off: the article as `.txt`, its annotation as `.ann`.

A statement is an event: its trigger is the cue, its arguments are Source, Content, Via, Addressee, Medium,
and Parent, another statement. Mode, Kind and Act are attributes. Names are notes: the speaker's on the
statement, a transmitter's or a credited agency's on its mark, where it is not the marked words themselves. A
mark over an end of line is written in fragments, as brat does; several parts of a content are several
arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from rawi.annotation.faults import Report
from rawi.annotation.form import (
    AnnotatedStatement,
    Annotation,
    MarksReader,
    Record,
    read_offsets,
)
from rawi.schema import Span

TEXT_ENDING = ".txt"
MARKS_ENDING = ".ann"
CONFIGURATION = ("annotation.conf", "visual.conf", "tools.conf")

_ONE = {"Source": "source", "Addressee": "addressee", "Medium": "medium"}
_ROLES = (*_ONE, "Content", "Via", "Parent")
_ATTRIBUTES = {"Mode": "mode", "Kind": "kind", "Act": "act"}
_FRAGMENT = re.compile(r"[^\n]+")
_ROLE = re.compile(r"([A-Za-z]+)\d*:([TE]\d+)")


def configuration() -> dict[str, str]:
    """brat's configuration of a project with these marks: file name → text."""
    folder = files("rawi.annotation").joinpath("brat_project")
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in CONFIGURATION}


def ann_text(annotation: Annotation) -> str:
    """The `.ann` file of one article."""
    writer = _Writer(annotation.text)
    for credit in annotation.credits:
        if credit.span:
            writer.mark("Credit", credit.span, credit.name)
    numbers = {i: f"E{i + 1}" for i in range(len(annotation.statements))}
    for i, statement in enumerate(annotation.statements):
        parent = None if statement.parent is None else numbers.get(statement.parent)
        writer.statement(statement, numbers[i], parent)
    return "".join(f"{line}\n" for line in writer.lines)


@dataclass(slots=True)
class _Writer:
    text: str
    lines: list[str] = field(default_factory=list)
    marks: dict[tuple[str, Span, str | None, str | None], str] = field(default_factory=dict)
    attributes: int = 0
    notes: int = 0

    def statement(self, statement: AnnotatedStatement, number: str, parent: str | None) -> None:
        """Writes an event with its marks."""
        if statement.cue is None:
            return
        arguments = [f"Cue:{self.mark('Cue', statement.cue)}"]
        for role, name in _ONE.items():
            if span := getattr(statement, name):
                arguments.append(f"{role}:{self.mark(role, span)}")
        for i, part in enumerate(statement.content, 1):
            arguments.append(f"Content{i if i > 1 else ''}:{self.mark('Content', part)}")
        for i, via in enumerate(statement.via, 1):
            if via.span:
                arguments.append(f"Via{i if i > 1 else ''}:{self.mark('Via', via.span, via.name, via.kind)}")
        if parent:
            arguments.append(f"Parent:{parent}")
        self.lines.append(f"{number}\t{' '.join(arguments)}")
        for attribute, name in _ATTRIBUTES.items():
            self.attribute(attribute, number, getattr(statement, name))
        self.note(number, statement.speaker)

    def mark(self, type: str, span: Span, name: str | None = None, kind: str | None = None) -> str:
        """Writes a mark, once; gives its id."""
        key = (type, span, name, kind)
        if key not in self.marks:
            id = self.marks[key] = f"T{len(self.marks) + 1}"
            fragments = [m.span() for m in _FRAGMENT.finditer(self.text, span.start, span.end)]
            places = ";".join(f"{start} {end}" for start, end in fragments)
            words = " ".join(self.text[start:end] for start, end in fragments)
            self.lines.append(f"{id}\t{type} {places}\t{words}")
            self.attribute("Kind", id, kind)
            if name != span.of(self.text):
                self.note(id, name)
        return self.marks[key]

    def attribute(self, name: str, of: str, value: str | None) -> None:
        """Writes an attribute that has a value."""
        if value is not None:
            self.attributes += 1
            self.lines.append(f"A{self.attributes}\t{name} {of} {value}")

    def note(self, of: str, value: str | None) -> None:
        """Writes a name as an annotator's note."""
        if value is not None:
            self.notes += 1
            self.lines.append(f"#{self.notes}\tAnnotatorNotes {of}\t{value}")


def parse_ann(text: str, article: Annotation, report: Report) -> Annotation:
    """The annotation of a `.ann` file; what is wrong goes to `report`.

    Args:
        text: of the file.
        article: the article as it came in.
        report: of the file.
    """
    report.article = article.article.id
    found = _Lines.of(text, article.text, report)
    events = sorted(found.events, key=lambda id: int(id[1:]))
    index = {id: i for i, id in enumerate(events)}
    record: Record = {
        "credits": [
            {"span": [m.start, m.end], "name": found.names.get(id, m.of(article.text))}
            for id, (type, m) in found.marks.items()
            if type == "Credit"
        ],
        "statements": [found.statement(id, index, article.text, report) for id in events],
    }
    reader = MarksReader(
        lambda value: read_offsets(value, len(article.text)),
        report,
        lines=[found.events[id][0] for id in events],
        labels=events,
    )
    return Annotation(article.article, reader.credits(record), reader.statements(record), article.corpus)


@dataclass(slots=True)
class _Lines:
    """The lines of a `.ann` file by what they are."""

    marks: dict[str, tuple[str, Span]] = field(default_factory=dict)
    events: dict[str, tuple[int, list[tuple[str, str]]]] = field(default_factory=dict)
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, article: str, report: Report) -> _Lines:
        lines = cls()
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    lines._add(line.rstrip("\r"), number, article)
                except (ValueError, IndexError) as error:
                    report.add("", f"‘{line[:40]}’: {error}", "mend or remove the line", line=number)
        for id, (number, arguments) in lines.events.items():
            for role, of in arguments:
                if of not in lines.marks and of not in lines.events:
                    report.add(
                        id, f"{role} is {of}, which is not there", "mark it anew or remove it", line=number
                    )
        return lines

    def _add(self, line: str, number: int, article: str) -> None:
        id, _, rest = line.partition("\t")
        if id.startswith("T"):
            head, _, words = rest.partition("\t")
            type, places = head.split(" ", 1)
            numbers = [int(n) for n in re.split("[ ;]", places)]
            span = Span(min(numbers), max(numbers))
            if not span.start < span.end <= len(article):
                raise ValueError(f"expected a place within 0 and {len(article)}")
            if span.of(article).split() != words.split() and len(numbers) == 2:
                raise ValueError(f"there stands ‘{span.of(article)[:40]}’ at this place")
            self.marks[id] = type, span
        elif id.startswith("E"):
            arguments = [_ROLE.fullmatch(part) for part in rest.split()]
            if not all(arguments) or not id[1:].isdigit():
                raise ValueError("expected arguments like Source:T3")
            self.events[id] = number, [(a[1], a[2]) for a in arguments if a]
        elif id.startswith(("A", "M")):
            name, of, value = rest.split(" ", 2)
            self.attributes[of, name] = value.strip()
        elif id.startswith("#"):
            head, _, note = rest.partition("\t")
            kind, of = head.split(" ", 1)
            if kind == "AnnotatorNotes":
                self.names[of] = note
        elif not id.startswith(("R", "*", "N")):
            raise ValueError("expected a line of brat's stand-off form (T, E, A, #)")

    def statement(self, id: str, index: Mapping[str, int], text: str, report: Report) -> Record:
        """The record of an event, its spans as offsets."""
        number, arguments = self.events[id]
        record: dict[str, Any] = {name: self.attributes.get((id, a)) for a, name in _ATTRIBUTES.items()}
        record |= {"speaker": self.names.get(id), "content": [], "via": []}
        for role, of in arguments:
            if role == "Parent":
                record["parent"] = index.get(of)
            elif of in self.marks:
                self._put(record, role, of, text)
            if role not in _ROLES and role != "Cue":
                expected = ", ".join(_ROLES)
                report.add(id, f"{role} is no part; expected {expected}", "mend or remove it", line=number)
        return record

    def _put(self, record: dict[str, Any], role: str, of: str, text: str) -> None:
        span = self.marks[of][1]
        pair = [span.start, span.end]
        if role == "Content":
            record["content"].append(pair)
        elif role == "Via":
            name = self.names.get(of, span.of(text))
            record["via"].append({"span": pair, "name": name, "kind": self.attributes.get((of, "Kind"))})
        elif role == "Cue" or role in _ONE:
            record[role.lower()] = pair
