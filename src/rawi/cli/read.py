"""`rawi read`: shows the reading of articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from rawi.cli.output import (
    HowToRead,
    display_options,
    map_option,
    open_console,
    reading_options,
    report,
    show_columns,
    show_passed_over,
)
from rawi.export.characters import printable_json
from rawi.export.direction import Choice
from rawi.schema import Article, Reading
from rawi.sources import Position, SourceError, read_articles

if TYPE_CHECKING:
    from rawi.reading.reader import Reader


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Give the readings as JSON, one a line.")
@click.option("--no-text", is_flag=True, help="Only the statements, not the article's text.")
@click.option("--entities", is_flag=True, help="Also the persons, bodies, places and offices it names.")
@click.option("--latin", is_flag=True, help="Latin names of all entities, beside the Arabic ones.")
@click.option("--places", is_flag=True, help="Also the places that the article names.")
@click.option("--outlet", default="", metavar="NAME", help="Outlet of articles that do not name theirs.")
@click.option("--date", default=None, metavar="DAY", help="Day (2024-05-31) of articles without one.")
@map_option
@reading_options
@display_options
def read(
    files: tuple[str, ...],
    as_json: bool,
    no_text: bool,
    entities: bool,
    latin: bool,
    places: bool,
    outlet: str,
    date: str | None,
    columns: dict[str, str],
    how: HowToRead,
    direction: Choice,
    no_color: bool,
) -> None:
    """Show who said what, through whom, in each FILE.

    A FILE is plain text, a web page, a feed, JSON, JSON lines, a table (CSV, TSV), a web archive (WARC) or a
    PDF document, packed or not, in any usual Arabic encoding; or a folder, a pattern, a URL (of a page, feed
    or sitemap), or - for standard input.

    Each statement is shown as: speaker (kind), cue, content, mode; below it its chain, from the outlet to the
    speaker. Each entity as: name (kind), how often it is named, offices. Exit status 1 if something could not
    be read.
    """
    faults: list[SourceError] = []
    position = Position()
    items = read_articles(files, position=position, columns=columns, on_columns=show_columns)
    readings = _readings(how.reader(), items, outlet, date, faults)
    if latin:
        readings = _with_latin_names(readings)
    if as_json:
        _write_json(readings)
    else:
        from rawi.export.terminal import print_reading

        console, chosen = open_console(direction, no_color=no_color)
        for number, reading in enumerate(readings):
            if number:
                console.print()
            print_reading(
                reading,
                console,
                direction=chosen,
                text=not no_text,
                entities=entities,
                places=places,
                latin=latin,
            )
    show_passed_over(position)
    if faults:
        sys.exit(1)


def _readings(
    reader: Reader,
    items: Iterator[Article | SourceError],
    outlet: str,
    date: str | None,
    faults: list[SourceError],
) -> Iterator[Reading]:
    """Reads one article after the other; a fault is reported, kept, and the rest goes on."""
    for item in items:
        if isinstance(item, Article):
            item.outlet = item.outlet or outlet
            item.date = item.date or date
            yield reader.read(item)
        else:
            report(item)
            faults.append(item)


def _with_latin_names(readings: Iterator[Reading]) -> Iterator[Reading]:
    from rawi.entities.finder import add_latin_names

    for reading in readings:
        add_latin_names(reading)
        yield reading


def _write_json(readings: Iterator[Reading]) -> None:
    """One JSON object a line; a single one on a terminal is indented, for people."""
    first = next(readings, None)
    if first is None:
        return
    second = next(readings, None)
    indent = 2 if second is None and sys.stdout.isatty() else None
    click.echo(printable_json(first.to_json(indent=indent)))
    if second is not None:
        click.echo(printable_json(second.to_json()))
    for reading in readings:
        click.echo(printable_json(reading.to_json()))
