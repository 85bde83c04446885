"""What the commands share: options of how a reading is shown, the console, messages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from rawi.export.characters import printable_line
from rawi.export.direction import Choice, Direction, choose_direction
from rawi.sources import Columns, ColumnsError, Position, SourceError, parse_mapping

if TYPE_CHECKING:
    from rich.console import Console

    from rawi.archive.archive import Archive
    from rawi.reading.reader import Reader

_F = TypeVar("_F", bound=Callable[..., object])


_DIRECTION_OPTIONS = (
    click.option(
        "--direction",
        type=click.Choice(["auto", "rtl", "ltr"]),
        default="auto",
        show_default=True,
        help="Write lines from right to left; auto: where the terminal is known to.",
    ),
    click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR in the environment)."),
)
_MIN_CONFIDENCE_OPTION = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Leave out statements less sure than X, in [0, 1].",
)


def direction_options(command: _F) -> _F:
    """The options of all commands that show something in the terminal."""
    for option in reversed(_DIRECTION_OPTIONS):
        command = option(command)
    return command


def display_options(command: _F) -> _F:
    """The options of the commands that show a reading in the terminal."""
    return direction_options(_MIN_CONFIDENCE_OPTION(command))


rules_only_option = click.option(
    "--rules-only", is_flag=True, help="Read by rules alone, without the networks: faster, more mistakes."
)


def _mapping(context: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    try:
        return parse_mapping(pairs)
    except ColumnsError as error:
        raise click.BadParameter(printable_line(str(error))) from None


map_option = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=_mapping,
    help="Column or key that holds a field (title, body, date, …); may be repeated. Others are guessed.",
)


archive_option = click.option(
    "--archive",
    "where",
    envvar="RAWI_ARCHIVE",
    default="rawi.db",
    show_default=True,
    show_envvar=True,
    metavar="FILE|URL",
    help="The archive: a file, or postgresql://user@host/name.",
)


@contextmanager
def open_archive(where: str) -> Iterator[Archive]:
    """The archive that a command asks for.

    Raises:
        click.ClickException: it cannot be opened, or not be used while it is open.
    """
    from rawi.archive.archive import Archive
    from rawi.archive.database import ArchiveError

    try:
        with Archive(where) as archive:
            yield archive
    except ArchiveError as error:
        raise click.ClickException(printable_line(str(error))) from None


def show_columns(file: str, columns: Columns) -> None:
    """Says on standard error which columns were taken for which fields."""
    click.echo(f"rawi: {printable_line(f'{file}: {columns}')}", err=True)


def show_passed_over(position: Position) -> None:
    """Says on standard error how much of web archives was no Arabic article, and why."""
    if position.passed_over:
        parts = [f"{count:,} {reason}" for reason, count in position.passed_over.most_common()]
        click.echo(f"rawi: passed over in web archives: {', '.join(parts)}", err=True)


def make_reader(rules_only: bool) -> Reader:
    """The reader that a command asks for.

    Raises:
        click.ClickException: the networks are wanted and not there.
    """
    from rawi.learning.files import ModelMissing
    from rawi.reading.reader import Reader

    try:
        return Reader(rules_only=rules_only)
    except ModelMissing as error:
        raise click.ClickException(printable_line(str(error))) from None


def open_console(choice: Choice, *, no_color: bool) -> tuple[Console, Direction]:
    """The console on standard output, and how lines are written on it."""
    from rich.console import Console

    console = Console(no_color=no_color or None, markup=False, emoji=False, highlight=False)
    return console, choose_direction(choice, os.environ, is_terminal=console.is_terminal)


def report(error: SourceError) -> None:
    """Names a fault on standard error."""
    click.echo(f"rawi: {printable_line(str(error))}", err=True)
