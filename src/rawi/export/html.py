"""A reading as HTML, for notebooks and as a page of its own: inline style, no script, nothing fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

from rawi.export.characters import printable, printable_line
from rawi.export.outline import (
    UNKNOWN,
    Remark,
    content_words,
    dateline_of,
    entity_words,
    nested,
    place_words,
    remarks,
    speaker_words,
)
from rawi.schema import Link, Mode, Reading, Statement

MAX_SHOWN = 200_000
"""Characters of text that are shown; a browser has trouble with more."""


class _Colour(NamedTuple):
    paper: str
    ink: str


# after Okabe and Ito (2008): told apart by colour-blind people; inks have a contrast of 4.5 and more on paper
_COLOURS = (
    _Colour("#e3f1fb", "#00598f"),
    _Colour("#fdf0d5", "#8a5a00"),
    _Colour("#def5ec", "#00694b"),
    _Colour("#f8e6f0", "#93406f"),
    _Colour("#fbe5da", "#a04000"),
    _Colour("#ececfb", "#4b3fa0"),
    _Colour("#eef2d8", "#59650b"),
    _Colour("#e2f3f5", "#0b6570"),
)
_UNKNOWN_COLOUR = _Colour("#eeeeee", "#555555")
_LINES: dict[Mode, str] = {"direct": "solid", "indirect": "dotted", "mixed": "dashed"}
"""Underline of each mode: told apart without colour."""

_BOX = (
    "direction:rtl;text-align:right;color:#1c1c1c;background:#ffffff;"
    "font-family:'Noto Naskh Arabic','Amiri','Geeza Pro',Tahoma,serif;font-size:17px;line-height:2.1;"
    "padding:12px 16px;border:1px solid #d8d8d8;border-radius:6px;max-width:60em"
)
_SMALL = "font-size:14px;line-height:1.7;color:#444444"


def reading_to_page(reading: Reading, *, entities: bool = False) -> str:
    """A whole HTML document that shows a reading; `entities` as in `reading_to_html`."""
    title = escape(printable(reading.title or reading.id or "Rawi"))
    shown = reading_to_html(reading, entities=entities)
    return (
        '<!doctype html>\n<html lang="ar" dir="rtl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n</head>\n"
        f'<body style="margin:24px;background:#f6f6f4">\n{shown}\n</body>\n</html>\n'
    )


def reading_to_html(reading: Reading, *, entities: bool = False) -> str:
    """A piece of HTML that shows a reading: the text with its statements marked, below it their chains.

    Each speaker has a colour, each mode an underline (direct solid, indirect dotted, mixed dashed); a
    statement inside another one adds its line below. Cues are bold, sources framed; temporal expressions have
    a line above, and say what they mean where the pointer rests on them.

    Args:
        entities: also mark the names in the text, each with whom it means as its title (shown under the
            pointer), and list the entities.
    """
    colours = _speaker_colours(reading)
    parts = [
        f'<div lang="ar" dir="rtl" style="{_BOX}">',
        _heading(reading),
        f'<div style="white-space:pre-wrap">{"".join(_marked_text(reading, colours, entities))}</div>',
        _statements(reading, colours),
        _entities(reading) if entities else "",
        _places(reading),
        _legend(),
        "</div>",
    ]
    return "".join(parts)


def _heading(reading: Reading) -> str:
    facts = [_isolated(part) for part in (reading.outlet, reading.date or "", reading.byline) if part]
    notes = "".join(f'<div dir="auto" style="color:#8a2a00">{_text(note)}</div>' for note in reading.notes)
    return f'<div style="{_SMALL}">{" · ".join(facts)}</div>{notes}' if facts or notes else ""


class _Mark(NamedTuple):
    """Characters that are part of a statement, a credit, or a temporal expression."""

    start: int
    end: int
    part: Literal["content", "cue", "source", "credit", "name", "time"]
    number: int
    """Of the statement, of the entity of a name, or of a time; -1 for a credit."""


def _marked_text(reading: Reading, colours: dict[str | None, _Colour], entities: bool) -> Iterator[str]:
    """The text cut at every edge of a mark, each piece in the style of what covers it."""
    end = min(len(reading.text), MAX_SHOWN)
    for start, stop, marks in _pieces(_marks(reading, entities), len(reading.title), end):
        for mark in marks:
            if mark.start == start and mark.part == "content":
                statement = reading.statements[mark.number]
                if statement.content[0].start == start:
                    yield _number(mark.number, colours[statement.speaker.name])
        style = _style(reading, marks, colours)
        if start < len(reading.title):
            style += "font-weight:700;font-size:20px;"
        piece = _text(reading.text[start:stop])
        title = _tooltip(reading, marks)
        yield f'<span style="{style}"{title}>{piece}</span>' if style else piece
    if end < len(reading.text):
        yield f'<div dir="ltr" style="{_SMALL}">… {len(reading.text) - end:,} more characters …</div>'


def _marks(reading: Reading, entities: bool) -> list[_Mark]:
    """All marks by their start, the wider ones first; names only with `entities`."""
    marks = [_Mark(credit.span.start, credit.span.end, "credit", -1) for credit in reading.credits]
    marks += [_Mark(time.span.start, time.span.end, "time", n) for n, time in enumerate(reading.times)]
    for index, statement in enumerate(reading.statements):
        marks += [_Mark(span.start, span.end, "content", index) for span in statement.content]
        marks.append(_Mark(statement.cue.start, statement.cue.end, "cue", index))
        if statement.source:
            marks.append(_Mark(statement.source.start, statement.source.end, "source", index))
    for index, entity in enumerate(reading.entities if entities else ()):
        marks += [_Mark(mention.span.start, mention.span.end, "name", index) for mention in entity.mentions]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _pieces(marks: list[_Mark], title_end: int, end: int) -> Iterator[tuple[int, int, list[_Mark]]]:
    """Start and end of each piece of the text, up to `end`, and the marks that cover it, outermost first."""
    edges = {0, min(title_end, end), end}
    edges.update(edge for mark in marks for edge in (mark.start, mark.end) if edge < end)
    covering: list[_Mark] = []
    waiting = 0
    for start, stop in pairwise(sorted(edges)):
        covering = [mark for mark in covering if mark.end > start]
        while waiting < len(marks) and marks[waiting].start <= start:
            covering.append(marks[waiting])
            waiting += 1
        yield start, stop, covering


def _style(reading: Reading, marks: list[_Mark], colours: dict[str | None, _Colour]) -> str:
    """Style of a piece that `marks` cover."""
    style = ""
    inside = [reading.statements[mark.number] for mark in marks if mark.part == "content"]
    if inside:
        paper, ink = colours[inside[-1].speaker.name]
        style += f"background:{paper};text-decoration:underline {_LINES[inside[-1].mode]} {ink} 2px;"
        style += "text-underline-offset:5px;"
        # one line more below for each statement around, at most three
        around = [colours[statement.speaker.name].ink for statement in inside[:-1][-3:]]
        lines = [f"0 {3 * n + 2}px 0 #ffffff,0 {3 * n + 4}px 0 {c}" for n, c in enumerate(reversed(around))]
        style += f"box-shadow:{','.join(lines)};" if lines else ""
    for mark in marks:
        if mark.part == "cue":
            style += f"font-weight:700;color:{colours[reading.statements[mark.number].speaker.name].ink};"
        elif mark.part == "source":
            ink = colours[reading.statements[mark.number].speaker.name].ink
            style += f"outline:1px solid {ink};border-radius:3px;"
        elif mark.part == "credit":
            style += "font-style:italic;outline:1px dotted #777777;"
        elif mark.part == "name":
            style += "border-bottom:1px dotted #777777;cursor:help;"
        elif mark.part == "time":
            style += "border-block-start:1px dashed #777777;"
    return style


def _tooltip(reading: Reading, marks: list[_Mark]) -> str:
    """What the names and times of a piece mean, as its title attribute; empty where it has none."""
    meanings = []
    for mark in marks:
        if mark.part == "name":
            meanings.append(entity_words(reading.entities[mark.number], latin=True))
        elif mark.part == "time":
            time = reading.times[mark.number]
            meanings.append(" ".join(filter(None, (time.type, time.value, time.mod))))
    return f' title="{escape(printable_line(" / ".join(meanings)))}"' if meanings else ""


def _number(index: int, colour: _Colour) -> str:
    style = f"color:{colour.ink};font-size:11px;font-weight:700;margin-inline-end:2px"
    return f'<sup style="{style}">{index + 1}</sup>'


def _statements(reading: Reading, colours: dict[str | None, _Colour]) -> str:
    """The list of statements, indented under their parents, each with its chain."""
    rows = []
    for number, depth, statement in nested(reading):
        paper, ink = colours[statement.speaker.name]
        style = f"margin-inline-start:{min(depth, 8) * 22}px;border-inline-start:4px solid {ink}"
        style += ";padding-inline-start:8px;margin-top:6px"
        shown = _statement(number, statement, paper, ink) + _chain(statement.chain())
        rows.append(f'<div style="{style}">{shown}</div>')
    style = f"{_SMALL};margin-top:14px;border-top:1px solid #d8d8d8"
    return (
        f'<div style="{style}"><bdi dir="ltr">{len(reading.statements)} statements</bdi></div>{"".join(rows)}'
    )


def _entities(reading: Reading) -> str:
    """The list of entities, in the order in which the article names them."""
    rows = [f"<div>{_isolated(entity_words(entity, latin=True))}</div>" for entity in reading.entities]
    style = f"{_SMALL};margin-top:14px;border-top:1px solid #d8d8d8"
    return f'<div style="{style}"><bdi dir="ltr">{len(rows)} entities</bdi>{"".join(rows)}</div>'


def _statement(number: int, statement: Statement, paper: str, ink: str) -> str:
    style = f"background:{paper};text-decoration:underline {_LINES[statement.mode]} {ink} 2px"
    facts = [
        f'<b style="color:{ink}">{number}. {_isolated(speaker_words(statement))}</b>',
        f"<b>{_isolated(statement.cue_text)}</b>",
        f'<bdi style="{style};text-underline-offset:5px">{_text(content_words(statement))}</bdi>',
        *map(_remark, remarks(statement)),
    ]
    if statement.confidence < 1:
        facts.append(f"<bdi>{statement.confidence:.2f}</bdi>")
    return f'<div style="font-size:15px;line-height:1.9">{" · ".join(facts)}</div>'


def _remark(remark: Remark) -> str:
    """Label and words apart: in one piece the label's letters would make it all run left to right."""
    words = f": {_isolated(remark.words)}" if remark.words else ""
    return f"<i>{_isolated(remark.label)}{words}</i>"


def _chain(links: Iterable[Link]) -> str:
    names = [_isolated(UNKNOWN if link.name is None else link.name) for link in links]
    return f'<div style="{_SMALL}">{" ← ".join(names)}</div>' if len(names) > 1 else ""


def _places(reading: Reading) -> str:
    """The places, folded away until they are asked for; the one of the dateline in bold."""
    if not reading.places:
        return ""
    dateline = dateline_of(reading)
    names = [
        f"<b>{_isolated(place_words(place))}</b>" if place is dateline else _isolated(place_words(place))
        for place in reading.places
    ]
    heading = f'<summary><bdi dir="ltr">{len(names)} places</bdi></summary>'
    return f'<details style="{_SMALL};margin-top:12px">{heading}{" · ".join(names)}</details>'


def _legend() -> str:
    samples = [
        f'<bdi style="text-decoration:underline {line} #444444 2px;text-underline-offset:5px">{mode}</bdi>'
        for mode, line in _LINES.items()
    ]
    samples += ["<b>cue</b>", '<bdi style="outline:1px solid #444444;border-radius:3px">source</bdi>']
    samples.append('<bdi style="border-block-start:1px dashed #777777">time</bdi>')
    return f'<div style="{_SMALL};margin-top:12px" lang="en">{" · ".join(samples)}</div>'


def _speaker_colours(reading: Reading) -> dict[str | None, _Colour]:
    """A colour for each speaker, in the order in which they speak."""
    colours: dict[str | None, _Colour] = {None: _UNKNOWN_COLOUR}
    for statement in reading.statements:
        if statement.speaker.name not in colours:
            colours[statement.speaker.name] = _COLOURS[(len(colours) - 1) % len(_COLOURS)]
    return colours


def _isolated(text: str) -> str:
    """Words that must not turn round what stands beside them."""
    return f"<bdi>{_text(printable_line(text))}</bdi>"


def _text(text: str) -> str:
    return escape(printable(text))
