"""`rawi annotate`: reads many articles on all cores."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rawi.cli.output import report
from rawi.export.characters import printable_line
from rawi.sources import SourceError

if TYPE_CHECKING:
    from rawi.export.jsonl import Progress

_LINE_EVERY = 5.0
"""Seconds between lines of progress where standard error is no terminal."""
_BAR_EVERY = 0.2


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="OUT.jsonl",
    help="File to write (.gz: gzipped); - for standard output.",
)
@click.option("--processes", type=click.IntRange(min=1), metavar="N", help="Processes; else one a core.")
@click.option("--resume", is_flag=True, help="Go on with an output that was left unfinished.")
@click.option("--force", is_flag=True, help="Overwrite the output if it is there.")
@click.option("--quiet", is_flag=True, help="No progress.")
def annotate(
    inputs: tuple[str, ...], out: str, processes: int | None, resume: bool, force: bool, quiet: bool
) -> None:
    """Read all articles of each IN and write one reading a line, in the order of the input.

    IN is what `rawi read` takes. A record that cannot be read is named (file, line, reason) and the rest
    goes on. A run that was stopped goes on with --resume and the same IN. Exit status 1 if something could
    not be read.
    """
    from rawi.export import jsonl
    from rawi.reading.reader import Reader

    if resume and force:
        raise click.UsageError("--resume and --force exclude each other")
    with _progress(quiet) as (on_progress, on_error):
        try:
            done = jsonl.annotate(
                Reader(),
                inputs,
                out,
                processes=processes,
                resume=resume,
                force=force,
                on_error=on_error,
                on_progress=on_progress,
            )
        except jsonl.OutputError as error:
            raise click.ClickException(printable_line(str(error))) from None
        except KeyboardInterrupt:
            click.echo("rawi: stopped; what was read is written. Go on with --resume.", err=True)
            sys.exit(130)
    click.echo(_summary(done), err=True)
    if done.failed:
        sys.exit(1)


def _summary(done: Progress) -> str:
    parts = [f"{done.written:,} read"]
    if done.already:
        parts.append(f"{done.already:,} there before")
    parts.append(f"{done.failed:,} could not be read")
    return f"rawi: {', '.join(parts)}"


_Callbacks = tuple[Callable[["Progress"], None], Callable[[SourceError], None]]


@contextmanager
def _progress(quiet: bool) -> Iterator[_Callbacks]:
    """What to do with progress and faults: a bar on a terminal, else a line every few seconds."""
    if quiet:
        yield (lambda progress: None), report
    elif sys.stderr.isatty():
        with _bar() as callbacks:
            yield callbacks
    else:
        yield _Lines().show, report


class _Rate:
    """Speed and time left, from the articles and the bytes since the first call."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.first: tuple[int, int] | None = None

    def words(self, progress: Progress) -> tuple[str, float]:
        """`1,234 articles · 310 articles/s · 0:12 left`, and the share that is done (0 where it is not
        known)."""
        position = progress.position
        if self.first is None:
            self.first = progress.written, position.read
        seconds = max(time.monotonic() - self.start, 1e-6)
        parts = [f"{progress.written + progress.already:,} articles"]
        parts.append(f"{(progress.written - self.first[0]) / seconds:.0f} articles/s")
        share = min(position.read / position.total, 1.0) if position.total else 0.0
        read = position.read - self.first[1]
        if position.total and read > 0:
            left = int(seconds * max(position.total - position.read, 0) / read)
            parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
        if progress.failed:
            parts.append(f"{progress.failed:,} failed")
        return " · ".join(parts), share


class _Lines:
    """Progress where standard error is a file: a line every few seconds."""

    def __init__(self) -> None:
        self.rate = _Rate()
        self.last = time.monotonic()

    def show(self, progress: Progress) -> None:
        words, share = self.rate.words(progress) if self._is_due() else ("", 0.0)
        if words:
            click.echo(f"rawi: {share:4.0%} · {words}", err=True)

    def _is_due(self) -> bool:
        now = time.monotonic()
        due = now - self.last >= _LINE_EVERY
        if due:
            self.last = now
        return due


@contextmanager
def _bar() -> Iterator[_Callbacks]:
    """A progress bar that is drawn from the loop: no thread, so that workers can be forked."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True, markup=False, emoji=False, highlight=False)
    share, words = TextColumn("{task.percentage:>3.0f}%"), TextColumn("{task.fields[words]}")
    rate, last = _Rate(), [0.0]
    with Bar(BarColumn(bar_width=30), share, words, console=console, auto_refresh=False) as bar:
        task = bar.add_task("", total=1.0, words="")

        def show(progress: Progress) -> None:
            if time.monotonic() - last[0] >= _BAR_EVERY:
                last[0] = time.monotonic()
                words, share = rate.words(progress)
                bar.update(task, completed=share, words=words)
                bar.refresh()

        def fault(error: SourceError) -> None:
            console.print(f"rawi: {printable_line(str(error))}", soft_wrap=True)

        yield show, fault
        bar.update(task, completed=1.0)
        bar.refresh()
