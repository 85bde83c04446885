"""A reading in the terminal: the article, then each statement with its chain."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from rawi.export.characters import printable, printable_line
from rawi.export.direction import LEFT_TO_RIGHT, Direction
from rawi.export.outline import (
    chain_words,
    content_words,
    dateline_of,
    entity_words,
    nested,
    place_words,
    remarks,
    speaker_words,
)
from rawi.schema import Entity, Reading, Statement

_COLOURS = ("cyan", "green", "yellow", "magenta", "blue", "red", "bright_cyan", "bright_green")
_INDENT = "   "


def print_reading(
    reading: Reading,
    console: Console,
    *,
    direction: Direction = LEFT_TO_RIGHT,
    text: bool = True,
    entities: bool = False,
    latin: bool = False,
    places: bool = False,
) -> None:
    """Prints a reading.

    Args:
        reading: what to show.
        console: where; its own settings decide on colours and width.
        direction: how lines are written, see `rawi.export.direction.choose_direction`.
        text: also the article's text, not only the statements.
        entities: also the persons, bodies, outlets, places, peoples and offices of the article.
        latin: Latin names beside those of speakers and entities.
        places: also the places that the article names.
    """
    colours = _speaker_colours(reading)
    lines: list[tuple[str, Text]] = [("", _heading(reading))]
    lines += [("", Text(f"! {printable_line(note)}", style="bold yellow")) for note in reading.notes]
    if text:
        lines += [("", line) for line in _article(reading, colours)]
    if places and reading.places:
        named = " · ".join(map(place_words, reading.places))
        lines += [("", Text()), ("", Text(f"places: {named}", style="dim"))]
    for number, depth, statement in nested(reading):
        indent = _INDENT * depth
        lines += [("", Text()), (indent, _statement(number, statement, colours, latin=latin))]
        if chain := chain_words(statement):
            lines.append((indent + _INDENT, Text(chain, style="dim")))
    if entities and reading.entities:
        lines.append(("", Text()))
        lines += [("", _entity(entity, colours, latin)) for entity in reading.entities]
    print_lines(lines, console, direction)


def print_explanation(reading: Reading, console: Console, *, direction: Direction = LEFT_TO_RIGHT) -> None:
    """Prints each statement with the rules, lexicon entries and scores that it rests on (`Statement.why`)."""
    colours = _speaker_colours(reading)
    lines: list[tuple[str, Text]] = [("", _heading(reading))]
    lines += [("", Text(f"! {printable_line(note)}", style="bold yellow")) for note in reading.notes]
    for number, depth, statement in nested(reading):
        indent = _INDENT * depth
        lines += [("", Text()), (indent, _statement(number, statement, colours))]
        lines += [(indent + _INDENT, line) for line in _evidence(statement)]
    print_lines(lines, console, direction)


def _heading(reading: Reading) -> Text:
    dateline = dateline_of(reading)
    parts = [reading.outlet, reading.date or "", reading.byline, reading.id]
    parts += [f"from {place_words(dateline)}"] if dateline else []
    count = len(reading.statements)
    said = "no statements" if not count else "1 statement" if count == 1 else f"{count} statements"
    return Text(" · ".join([*(printable_line(part) for part in parts if part), said]), style="dim")


def _entity(entity: Entity, colours: dict[str | None, str], latin: bool) -> Text:
    """One line; the name of a speaker in his colour."""
    words = entity_words(entity, latin=latin)
    line = Text(words)
    line.stylize(f"bold {colours.get(entity.name, '')}", 0, words.index(" ("))
    return line


def _statement(
    number: int, statement: Statement, colours: dict[str | None, str], *, latin: bool = False
) -> Text:
    """One line: `speaker (kind) · cue · «content» · mode`, and what else there is to say."""
    line = Text(f"{number} ", style="dim")
    line = Text.assemble(
        line,
        (speaker_words(statement, latin=latin), f"bold {colours[statement.speaker.name]}"),
        " · ",
        (printable_line(statement.cue_text), "bold"),
        " · ",
        content_words(statement),
        " · ",
        (" · ".join(map(str, remarks(statement))), "italic"),
    )
    if statement.confidence < 1:
        line.append(f" · {statement.confidence:.2f}", style="dim")
    return line


def _evidence(statement: Statement) -> Iterable[Text]:
    reading = statement.reading
    parts: dict[str, list[Text]] = {}
    for reason in statement.why:
        line = Text(f"{_INDENT}{printable_line(reason.rule)}")
        if reason.detail:
            line.append(f": {printable_line(reason.detail)}", style="dim")
        parts.setdefault(reason.part, []).append(line)
    shown = {"cue": statement.cue_text, "source": statement.source_text, "content": statement.content_text}
    shown["medium"] = statement.medium.of(reading.text) if statement.medium else None
    shown["addressee"] = statement.addressee.of(reading.text) if statement.addressee else None
    for part, reasons in parts.items():
        words = shown.get(part)
        heading = Text(f"- {printable_line(part)}", style="bold")
        if words:
            heading.append(f" «{_shortened(printable_line(words))}»", style="not bold")
        yield heading
        yield from reasons
    if not statement.why:
        yield Text("- no evidence was kept", style="dim")


def _shortened(words: str, limit: int = 60) -> str:
    return words if len(words) <= limit else f"{words[:limit].rsplit(' ', 1)[0]} …"


def _article(reading: Reading, colours: dict[str | None, str]) -> Iterable[Text]:
    """The paragraphs: contents in the speaker's colour, sources underlined, cues bold."""
    text = Text(printable(reading.text))
    if reading.title:
        text.stylize("bold", 0, len(reading.title))
    for _, _, statement in nested(reading):
        for span in statement.content:
            text.stylize(colours[statement.speaker.name], span.start, span.end)
    for _, _, statement in nested(reading):
        if statement.source:
            text.stylize("underline", statement.source.start, statement.source.end)
        text.stylize("bold reverse", statement.cue.start, statement.cue.end)
    for credit in reading.credits:
        text.stylize("italic underline", credit.span.start, credit.span.end)
    return [line for line in text.split("\n") if line.plain.strip()]


def _speaker_colours(reading: Reading) -> dict[str | None, str]:
    """A colour for each speaker, in the order in which they speak; white for the unknown one."""
    colours: dict[str | None, str] = {None: "white"}
    for statement in reading.statements:
        name = statement.speaker.name
        if name not in colours:
            colours[name] = _COLOURS[(len(colours) - 1) % len(_COLOURS)]
    return colours


def print_lines(lines: list[tuple[str, Text]], console: Console, direction: Direction) -> None:
    """Writes indented lines; on a terminal broken at its width, so that a continued line is indented too."""
    if direction.start:
        console.file.write(direction.start)
    try:
        for indent, line in lines:
            width = console.width - len(indent) - len(direction.line)
            broken = line.wrap(console, max(width, 20)) if console.is_terminal else [line]
            for piece in broken:
                piece.rstrip()
                prefix = Text(direction.line + indent if piece.plain else "")
                console.print(prefix + piece, soft_wrap=True, highlight=False)
    finally:
        if direction.end:
            console.file.write(direction.end)
