"""Readings as JSON lines: many articles on all cores, with an output that can be taken up again.

The output is its own record of how far the work has come: each line holds an article's id and text, and
lines stand in the order of the input. To resume, a half-written end is cut off, the input is run through
beside the lines, and reading starts at the first article that comes after the last line.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import time
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from rawi.reading.batch import ReadingFailure, ReadsArticles, read_encoded
from rawi.schema import Article
from rawi.sources import Position, SourceError, read_articles
from rawi.sources.fields import OnColumns
from rawi.sources.open import Inputs

FLUSH_SECONDS = 0.5
"""At most this much work is lost when the process is killed."""


class OutputError(Exception):
    """The output cannot be written or taken up; the message says why and what to do."""


@dataclass
class Progress:
    """How far a run has come."""

    position: Position
    """In the input."""
    written: int = 0
    """Readings written in this run."""
    already: int = 0
    """Readings that a resumed output held."""
    failed: int = 0
    """Records and articles that could not be read."""
    statements: None = None
    """Are not counted here: readings are written as they come from the workers."""


def annotate(
    reader: ReadsArticles,
    what: Inputs,
    out: str,
    *,
    processes: int | None = None,
    resume: bool = False,
    force: bool = False,
    columns: Mapping[str, str] | None = None,
    on_columns: OnColumns | None = None,
    on_error: Callable[[SourceError], None] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Progress:
    """Reads all articles and writes one reading a line, in the order of the input.

    What cannot be read is passed over, counted, and given to `on_error`. Memory does not grow with the input.

    Args:
        reader: reads one article.
        what: files, folders, patterns, `-` (see `rawi.sources.read_articles`).
        out: file to write; gzipped where its name ends in `.gz`; `-` for standard output.
        processes: number of processes; None for one a core.
        resume: take up an output that an earlier run left.
        force: overwrite an output that is there.
        columns: columns of fields in tables and JSON records (see `rawi.sources.read_records`).
        on_columns: is called with a file and its columns, where they were guessed.
        on_error: is called with each fault, as soon as it is met.
        on_progress: is called after each reading.

    Raises:
        OutputError: `out` is there already and neither `resume` nor `force` is given, is being written by
            another
            process, cannot be written, or (with `resume`) was made from other input.
    """
    progress = Progress(Position())
    items = read_articles(what, position=progress.position, columns=columns, on_columns=on_columns)
    run = _Run(reader, items, progress, on_error or (lambda error: None))
    with _open_output(out, resume=resume, force=force, inputs=what) as output:
        run.done = output.keys() if resume else iter(())
        results = read_encoded(reader, run.articles(), processes)
        try:
            for result in results:
                run.take(result, output)
                if on_progress is not None:
                    on_progress(run.progress)
        finally:
            results.close()  # type: ignore[attr-defined]
    return run.progress


class _Run:
    """The two ends of one run: articles that go to the workers, and readings that come back."""

    def __init__(
        self,
        reader: ReadsArticles,
        items: Iterator[Article | SourceError],
        progress: Progress,
        on_error: Callable[[SourceError], None],
    ) -> None:
        self.items = items
        self.progress = progress
        self.on_error = on_error
        self.done: Iterator[bytes] = iter(())
        self.under_way: deque[tuple[str, int | None]] = deque()

    def articles(self) -> Iterator[Article]:
        """The articles that have no reading yet; notes where each of them comes from."""
        position = self.progress.position
        self._skip_done(self.items)
        for item in self.items:
            if isinstance(item, SourceError):
                self._fail(item)
            else:
                self.under_way.append((position.file, position.line))
                yield item

    def _skip_done(self, items: Iterator[Article | SourceError]) -> None:
        """Runs through the input up to the article of the last line.

        Raises:
            OutputError: a line is the reading of none of the articles, in this order.
        """
        key = next(self.done, None)
        while key is not None:
            item = next(items, None)
            if item is None:
                line = self.progress.already + 1
                raise OutputError(
                    f"line {line} of the output is the reading of no article of this input (in this order); "
                    "name the input it was made from, or overwrite it with --force"
                )
            if isinstance(item, SourceError):
                self._fail(item)
            elif _key(item.id, item.text) == key:
                self.progress.already += 1
                key = next(self.done, None)
            else:
                position = self.progress.position
                name = item.id or "(no id)"
                reason = f"article {name} has no reading in the output: reading it failed before"
                self._fail(SourceError(position.file, position.line, reason, "read it alone to see why"))

    def take(self, result: bytes | ReadingFailure, output: _Output) -> None:
        """Writes one result, or reports that there is none."""
        file, line = self.under_way.popleft()
        if isinstance(result, ReadingFailure):
            reason = f"article {result.id or '(no id)'} could not be read ({result.reason})"
            self._fail(SourceError(file, line, reason, "report it, with the article"))
        else:
            output.write(result)
            self.progress.written += 1

    def _fail(self, error: SourceError) -> None:
        self.progress.failed += 1
        self.on_error(error)


class _Output:
    """A file of JSON lines that is appended to and flushed every half second; in gzip a member a flush."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self._file = file
        self._packed = name.endswith(".gz")
        self._lines: list[bytes] = []
        self._flushed = time.monotonic()

    def __enter__(self) -> _Output:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._flush()
        finally:
            if self.name != "-":
                self._file.close()

    def write(self, reading: bytes) -> None:
        self._lines += (reading, b"\n")
        if time.monotonic() - self._flushed > FLUSH_SECONDS or len(self._lines) > 4096:
            self._flush()

    def keys(self) -> Iterator[bytes]:
        """A key of each article that has a line, in order.

        Raises:
            OutputError: a line is no reading.
        """
        decode = msgspec.json.Decoder(_Identity).decode
        for number, line in enumerate(_stored_lines(self.name), 1):
            try:
                identity = decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise OutputError(
                    f"{self.name}:{number}: this line is no reading ({error}); remove it, or use --force"
                ) from None
            yield _key(identity.id, identity.text)

    def _flush(self) -> None:
        data = b"".join(self._lines)
        self._lines = []
        if data:
            self._file.write(gzip.compress(data, 6) if self._packed else data)
            self._file.flush()
        self._flushed = time.monotonic()


class _Identity(msgspec.Struct):
    """The part of a reading that says which article it is of."""

    text: str
    id: str = ""


def _key(id: str, text: str) -> bytes:
    return hashlib.blake2b(f"{id}\0{text}".encode(errors="replace"), digest_size=16).digest()


def _open_output(out: str, *, resume: bool, force: bool, inputs: Inputs) -> _Output:
    if out == "-":
        if resume:
            raise OutputError("standard output cannot be resumed; name a file with -o")
        return _Output(sys.stdout.buffer, out)
    path = Path(out)
    names = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    if path.exists():
        if any(os.fspath(n) != "-" and Path(n).exists() and path.samefile(n) for n in names):
            raise OutputError(f"{out} is also an input; name another file with -o")
        if path.stat().st_size and not resume and not force:
            raise OutputError(f"{out} is there already; go on with --resume, or overwrite it with --force")
    try:
        file = path.open("r+b" if resume and path.exists() else "ab")
        _lock(file, out)
        if not resume:
            file.truncate(0)
        elif path.stat().st_size:
            file.seek(_cut_off_broken_end(file, out))
        return _Output(file, out)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{out} cannot be written: {reason}; check folder and rights") from error


def _lock(file: BinaryIO, out: str) -> None:
    """Keeps a second process from writing the same file; the lock goes with the process, and workers lack
    it."""
    with suppress(ImportError):
        import fcntl

        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise OutputError(f"{out} is being written by another process; wait for it") from None


def _cut_off_broken_end(file: BinaryIO, out: str) -> int:
    """Cuts off what a killed process left half-written; returns the size."""
    end = _end_of_members(file) if out.endswith(".gz") else _end_of_lines(file)
    file.truncate(end)
    return end


def _end_of_lines(file: BinaryIO) -> int:
    """Offset after the last line break."""
    end = file.seek(0, os.SEEK_END)
    while end > 0:
        start = max(0, end - (1 << 20))
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _end_of_members(file: BinaryIO) -> int:
    """Offset after the last whole gzip member; each holds whole lines."""
    file.seek(0)
    good, offset, unpacker = 0, 0, zlib.decompressobj(zlib.MAX_WBITS | 16)
    with suppress(zlib.error):
        while chunk := file.read(1 << 20):
            while chunk:
                unpacker.decompress(chunk)
                rest = unpacker.unused_data
                offset += len(chunk) - len(rest)
                if not unpacker.eof:
                    break
                good, chunk, unpacker = offset, rest, zlib.decompressobj(zlib.MAX_WBITS | 16)
    return good


def _stored_lines(name: str) -> Iterator[bytes]:
    with gzip.open(name, "rb") if name.endswith(".gz") else Path(name).open("rb") as lines:
        yield from lines
