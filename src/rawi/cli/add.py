"""`rawi add`: adds articles to an archive."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
import msgspec

from rawi.cli.output import (
    HowToRead,
    archive_option,
    map_option,
    open_archive,
    reading_options,
    show_columns,
    show_passed_over,
)
from rawi.cli.progress import progress_display
from rawi.export.characters import printable_line
from rawi.sources import CODES, SourceError

if TYPE_CHECKING:
    from rawi.archive.ingest import Additions


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WHAT...")
@archive_option
@map_option
@click.option(
    "--errors", metavar="FILE", help="Write what could not be read to FILE, one JSON object a line."
)
@click.option("--processes", type=click.IntRange(min=1), metavar="N", help="Processes; else one a core.")
@click.option("--quiet", is_flag=True, help="No progress.")
@reading_options
def add(
    what: tuple[str, ...],
    where: str,
    columns: dict[str, str],
    errors: str | None,
    processes: int | None,
    quiet: bool,
    how: HowToRead,
) -> None:
    """Read all articles of WHAT and add them to the archive.

    WHAT is what `rawi read` takes: files, folders, patterns, addresses of pages, feeds and sitemaps, -. What
    is in the archive already is skipped; an article whose text has changed gets a new version. Stop it at any
    moment and give the same command again: it goes on where it was. Exit status 1 if something could not be
    read.
    """
    reader = how.reader()
    with open_archive(where, create=True) as archive, progress_display(quiet) as (on_progress, on_error):
        try:
            with _error_file(errors, on_error) as report:
                done = archive.add(
                    what,
                    reader=reader,
                    processes=processes,
                    columns=columns,
                    on_columns=show_columns,
                    on_error=report,
                    on_progress=on_progress,
                )
        except OSError as error:
            raise click.ClickException(printable_line(f"{errors}: {error.strerror}")) from None
        except KeyboardInterrupt:
            click.echo("rawi: stopped; give the same command again to go on", err=True)
            sys.exit(130)
    show_passed_over(done.position)
    click.echo(_summary(done), err=True)
    if done.failed:
        sys.exit(1)


@contextmanager
def _error_file(
    name: str | None, otherwise: Callable[[SourceError], None]
) -> Iterator[Callable[[SourceError], None]]:
    """Where faults go: to a file, else to where progress is shown."""
    if name is None:
        yield otherwise
        return
    with open(name, "wb") as file:  # noqa: PTH123 (also /dev/stderr)

        def write(error: SourceError) -> None:
            file.write(msgspec.json.encode(error) + b"\n")
            file.flush()

        yield write


def _summary(done: Additions) -> str:
    parts = [f"{done.new:,} articles added", f"{done.statements:,} statements"]
    if done.versions:
        parts.append(f"{done.versions:,} new versions")
    if done.already:
        parts.append(f"{done.already:,} there before")
    parts.append(f"{done.failed:,} could not be read")
    reasons = [f"  {count:,} {code}: {CODES[code]}" for code, count in done.failures.most_common()]
    return "\n".join([f"rawi: {', '.join(parts)}", *reasons])
