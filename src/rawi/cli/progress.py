"""How a long job shows how far it is: a bar on a terminal, else a line every few seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

from rawi.cli.output import report
from rawi.export.characters import printable_line
from rawi.sources import Position, SourceError

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

LINE_EVERY = 5.0
"""Seconds between lines."""
BAR_EVERY = 0.2
"""Seconds between drawings of the bar."""


class Progress(Protocol):
    """How far a run over many articles has come, as far as it is shown."""

    @property
    def position(self) -> Position: ...
    @property
    def written(self) -> int: ...
    @property
    def already(self) -> int: ...
    @property
    def failed(self) -> int: ...
    @property
    def statements(self) -> int | None: ...


Callbacks = tuple[Callable[[Progress], None], Callable[[SourceError], None]]


@contextmanager
def progress_display(quiet: bool) -> Iterator[Callbacks]:
    """What to call with each progress and with each fault; everything goes to standard error."""
    if quiet:
        yield (lambda progress: None), report
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        console = Console(stderr=True, markup=False, emoji=False, highlight=False)
        columns = (
            BarColumn(bar_width=30),
            TextColumn("{task.percentage:>3.0f}%"),
            TextColumn("{task.fields[words]}"),
        )
        # drawn from the loop, not by a thread: a process with threads cannot fork its workers
        with RichProgress(*columns, console=console, auto_refresh=False) as rich:
            bar = _Bar(rich)
            yield bar.show, bar.fault
            bar.draw()
    else:
        yield _Lines().show, report


class _Rate:
    """Speed and time left, from the articles and bytes since the first reading."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.first: tuple[int, int] | None = None

    def begin(self, progress: Progress) -> None:
        """Counts from here, where it has not begun: what a resumed run skips takes no time to speak of."""
        if self.first is None:
            self.first = progress.written - 1, progress.position.read

    def words(self, progress: Progress) -> tuple[str, float]:
        """`1,234 articles · 310 articles/s · 0:12 left`, and the share that is done (0 where it is not
        known)."""
        position = progress.position
        articles, start = self.first or (0, 0)
        seconds = max(time.monotonic() - self.start, 1e-6)
        parts = [f"{progress.written + progress.already:,} articles"]
        parts.append(f"{(progress.written - articles) / seconds:.0f} articles/s")
        if progress.statements is not None:
            parts.append(f"{progress.statements:,} statements")
        share = min(position.read / position.total, 1.0) if position.total else 0.0
        read = position.read - start
        if position.total and read > 0:
            left = int(seconds * max(position.total - position.read, 0) / read)
            parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
        if progress.failed:
            parts.append(f"{progress.failed:,} failed")
        return " · ".join(parts), share


class _Lines:
    """Progress where standard error is a file."""

    def __init__(self) -> None:
        self.rate = _Rate()
        self.last = time.monotonic()

    def show(self, progress: Progress) -> None:
        self.rate.begin(progress)
        now = time.monotonic()
        if now - self.last >= LINE_EVERY:
            self.last = now
            words, share = self.rate.words(progress)
            click.echo(f"rawi: {share:4.0%} · {words}", err=True)


class _Bar:
    """Progress on a terminal."""

    def __init__(self, rich: RichProgress) -> None:
        self.rich = rich
        self.task = rich.add_task("", total=1.0, words="")
        self.rate = _Rate()
        self.last = 0.0
        self.latest: Progress | None = None

    def show(self, progress: Progress) -> None:
        self.rate.begin(progress)
        self.latest = progress
        if time.monotonic() - self.last >= BAR_EVERY:
            self.last = time.monotonic()
            self.draw()

    def draw(self) -> None:
        if self.latest is not None:
            words, share = self.rate.words(self.latest)
            self.rich.update(self.task, completed=share, words=words)
        self.rich.refresh()

    def fault(self, error: SourceError) -> None:
        self.rich.console.print(f"rawi: {printable_line(str(error))}", soft_wrap=True)
