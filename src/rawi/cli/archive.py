"""`rawi archive`: looks after an archive."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from rawi.cli.output import HowToRead, archive_option, open_archive, reading_options
from rawi.cli.progress import LINE_EVERY
from rawi.export.characters import printable_line

if TYPE_CHECKING:
    from rawi.archive.reread import Rereading
    from rawi.reading.batch import ReadingFailure


@click.group()
def archive() -> None:
    """Look after an archive."""


@archive.command()
@archive_option
def check(where: str) -> None:
    """See whether the archive is whole.

    Every span must be inside its text, every reference whole, the newest version of each article the current
    one, no text a copy of its own copies, and all that is kept beside the readings in step with them. Exit
    status 1 if something is not.
    """
    faults = 0
    with open_archive(where) as opened:
        articles = len(opened)
        for fault in opened.check():
            faults += 1
            click.echo(printable_line(str(fault)))
    click.echo(f"rawi: {articles:,} articles, {faults:,} faults", err=True)
    if faults:
        sys.exit(1)


@archive.command()
@archive_option
@click.option("--processes", type=click.IntRange(min=1), metavar="N", help="Processes; else one a core.")
@click.option("--quiet", is_flag=True, help="No progress.")
@reading_options
def reread(where: str, processes: int | None, quiet: bool, how: HowToRead) -> None:
    """Read all articles again that another model, other lexicons or another Rawi had read.

    Stop it at any moment and give the same command again: it goes on where it was. Exit status 1 if an
    article could not be read; it keeps the reading that it has.
    """
    reader = how.reader()
    with open_archive(where) as opened:
        try:
            done = opened.reread(
                reader=reader,
                processes=processes,
                on_error=_report,
                on_progress=None if quiet else _Lines().show,
            )
        except KeyboardInterrupt:
            click.echo("rawi: stopped; give the same command again to go on", err=True)
            sys.exit(130)
    click.echo(f"rawi: {done.done:,} read again, {done.failed:,} could not be read", err=True)
    if done.failed:
        sys.exit(1)


@archive.command()
@archive_option
def reindex(where: str) -> None:
    """Make the search index again.

    It is needed only after an update of Rawi that makes other words of texts, which `rawi search` then says.
    """
    with open_archive(where) as opened:
        opened.reindex()
        click.echo(f"rawi: {len(opened):,} articles indexed", err=True)


def _report(failure: ReadingFailure) -> None:
    click.echo(f"rawi: article {printable_line(f'{failure.id}: {failure.reason}')}", err=True)


class _Lines:
    """How far it is, every few seconds."""

    def __init__(self) -> None:
        self.start = self.last = time.monotonic()

    def show(self, progress: Rereading) -> None:
        now = time.monotonic()
        if now - self.last < LINE_EVERY:
            return
        self.last = now
        speed = progress.done / (now - self.start)
        left = int((progress.total - progress.done) / speed)
        time_left = f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"
        done = f"{progress.done:,} of {progress.total:,} versions"
        click.echo(f"rawi: {done} · {speed:.0f} a second · {time_left}", err=True)
