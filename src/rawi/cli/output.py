"""What the commands share: how articles are read, how a reading is shown, the console, messages."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rawi.export.characters import printable_line
from rawi.export.direction import Choice, Direction, choose_direction
from rawi.sources import Columns, ColumnsError, Position, SourceError, parse_mapping

if TYPE_CHECKING:
    from rich.console import Console

    from rawi.archive.archive import Archive
    from rawi.reading.reader import Reader

_F = TypeVar("_F", bound=Callable[..., object])


def display_options(command: _F) -> _F:
    """The options of the commands that show a reading in the terminal."""
    options = (
        click.option(
            "--direction",
            type=click.Choice(["auto", "rtl", "ltr"]),
            default="auto",
            show_default=True,
            help="Write lines from right to left; auto: where the terminal is known to.",
        ),
        click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR in the environment)."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True)
class HowToRead:
    """What the options of `reading_options` say."""

    rules_only: bool = False
    model: str | None = None
    min_confidence: float = 0.0

    def reader(self, *, all_statements: bool = False) -> Reader:
        """The reader that is asked for; `all_statements`: also those that are not sure enough.

        Raises:
            click.UsageError: options exclude each other.
            rawi.learning.files.ModelMissing: the networks are wanted and not there.
        """
        from rawi.reading.reader import Reader

        if self.rules_only and self.model is not None:
            raise click.UsageError("--rules-only and --model exclude each other")
        least = 0.0 if all_statements else self.min_confidence
        return Reader(rules_only=self.rules_only, model=self.model, min_confidence=least)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the commands that read articles; the command gets them as `how`, a `HowToRead`."""

    @functools.wraps(command)
    def with_how(
        *args: Any, rules_only: bool, model: str | None, min_confidence: float, **options: Any
    ) -> Any:
        return command(*args, how=HowToRead(rules_only, model, min_confidence), **options)

    options = (
        click.option(
            "--rules-only",
            is_flag=True,
            help="Read by rules alone, without the networks: faster, more mistakes.",
        ),
        click.option(
            "--model", metavar="DIR", help="Read with this model (of `rawi train`), not the shipped one."
        ),
        click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            default=0.0,
            metavar="X",
            help="Leave out statements less sure than X, in [0, 1].",
        ),
    )
    for option in reversed(options):
        with_how = option(with_how)
    return with_how


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
def open_archive(where: str, *, create: bool = False) -> Iterator[Archive]:
    """The archive that a command asks for; `create`: it is made where there is none.

    Raises:
        click.ClickException: it is not there, cannot be opened, or not be used while it is open.
    """
    from rawi.archive.archive import Archive
    from rawi.archive.database import ArchiveError

    if not create and "://" not in where and not Path(where).exists():
        raise click.ClickException(printable_line(f"{where}: no archive there; `rawi add` makes one"))
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


def open_console(choice: Choice, *, no_color: bool) -> tuple[Console, Direction]:
    """The console on standard output, and how lines are written on it."""
    from rich.console import Console

    console = Console(no_color=no_color or None, markup=False, emoji=False, highlight=False)
    return console, choose_direction(choice, os.environ, is_terminal=console.is_terminal)


def report(error: SourceError) -> None:
    """Names a fault on standard error."""
    click.echo(f"rawi: {printable_line(str(error))}", err=True)
