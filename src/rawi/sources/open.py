"""From what the user names (files, folders, patterns, addresses, `-`) to articles."""

from __future__ import annotations

import glob
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rawi.schema import Article
from rawi.sources.errors import SourceError
from rawi.sources.fields import OnColumns
from rawi.sources.packing import CHUNK, Allowance, Stream
from rawi.sources.read_stream import Taking, read_stream
from rawi.sources.record import Item, Record

if TYPE_CHECKING:
    from rawi.sources.fetch import Limits

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Position:
    """How far the reading of the inputs has come: for progress bars and for messages about an article."""

    file: str = ""
    """File of the article that was handed out last."""
    line: int | None = None
    """Its line there; None where the file has no lines of records."""
    total: int | None = None
    """Bytes of all inputs; None where standard input or an address is one of them."""
    read: int = 0
    """Bytes read so far, as they lie on disk."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """What was in web archives and is no Arabic article, counted by why."""


def read_articles(
    what: Inputs,
    *,
    position: Position | None = None,
    columns: Mapping[str, str] | None = None,
    on_columns: OnColumns | None = None,
    limits: Limits | None = None,
) -> Iterator[Article | SourceError]:
    """The articles of what `read_records` takes, without their originals."""
    records = read_records(what, position=position, columns=columns, on_columns=on_columns, limits=limits)
    return (item.article if isinstance(item, Record) else item for item in records)


def read_records(
    what: Inputs,
    *,
    position: Position | None = None,
    columns: Mapping[str, str] | None = None,
    on_columns: OnColumns | None = None,
    limits: Limits | None = None,
) -> Iterator[Item]:
    """The articles of files, folders (all files in them, by name), patterns (`*.html`), addresses and `-`,
    standard input, each with its original and its place.

    What a file is, is seen from what stands in it (docs/formats.md names the formats), packed or not, in any
    encoding that `rawi.sources.encoding` knows. Whatever cannot be read gives a `SourceError` in its place,
    and the rest goes on; nothing is raised. Memory does not grow with the number of records. Nothing is
    fetched unless an address is given; then pages, feeds and sitemaps are followed.

    Args:
        what: a path, a pattern, an address, `-`, or several of them.
        position: is kept up to date while the records are taken.
        columns: for tables and JSON records, the column of a field (`{"body": "Story"}`); fields that are not
            given are guessed by name.
        on_columns: is called with a file and its columns, where they were guessed.
        limits: of fetching.
    """
    names = [what] if isinstance(what, str | os.PathLike) else list(what)
    files = [found for name in names for found in _find_files(os.fspath(name))]
    position = position or Position()
    position.total = _total_size(files)
    taking = Taking(columns or {}, on_columns, position.passed_over)
    for file in files:
        if isinstance(file, SourceError):
            yield file
            continue
        items = _read_url(file, limits, taking) if _is_url(file) else _read_file(file, position, taking)
        for item in items:
            position.file, position.line = item.file, item.line
            yield item


def _is_url(name: str) -> bool:
    return name[:8].casefold().startswith(("http://", "https://"))


def _find_files(name: str) -> Iterator[str | SourceError]:
    path = Path(name)
    if name == "-" or _is_url(name) or path.is_file():
        yield name
    elif path.is_dir():
        files = sorted(_files_under(name))
        yield from files
        if not files:
            yield SourceError(name, None, "the folder holds no files", "name a folder with articles", "empty")
    elif path.exists():
        yield name  # a pipe or a device
    elif glob.has_magic(name) and (found := _matching(name)):
        yield from found
    else:
        what = "no file fits this pattern" if glob.has_magic(name) else "there is no such file"
        yield SourceError(name, None, what, "check the name", "missing")


def _matching(pattern: str) -> list[str]:
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute patterns)
    return [file for file in sorted(found) if Path(file).is_file()]


def _files_under(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (str(Path(root) / name) for name in names if not name.startswith("."))


def _total_size(files: list[str | SourceError]) -> int | None:
    sizes = [None if f == "-" or _is_url(f) else Path(f).stat().st_size for f in files if isinstance(f, str)]
    return None if None in sizes else sum(s for s in sizes if s is not None)


def _read_file(file: str, position: Position, taking: Taking) -> Iterator[Item]:
    path = None if file == "-" else Path(file)
    allowance = Allowance()
    try:
        raw: BinaryIO = path.open("rb") if path else sys.stdin.buffer
        try:
            on_disk = path if path and path.is_file() else None
            yield from read_stream(
                Stream(file, _raw_chunks(raw, position, allowance), allowance, path=on_disk), taking
            )
        finally:
            if path:
                raw.close()
    except OSError as error:
        yield SourceError(file, None, error.strerror or str(error), "check that the file can be read")


def _raw_chunks(raw: BinaryIO, position: Position, allowance: Allowance) -> Iterator[bytes]:
    while chunk := raw.read(CHUNK):
        position.read += len(chunk)
        allowance.packed += len(chunk)
        yield chunk


def _read_url(url: str, limits: Limits | None, taking: Taking) -> Iterator[Item]:
    from rawi.sources.fetch import Fetcher
    from rawi.sources.web import fetch_start, followed

    with closing(Fetcher(url, limits)) as fetcher:
        answer = fetch_start(fetcher, url)
        if isinstance(answer, SourceError):
            yield answer
            return
        items = followed(fetcher, answer)
        if items is None:
            allowance = Allowance()
            allowance.packed = len(answer.data)
            items = read_stream(Stream(answer.url, iter([answer.data]), allowance), taking)
        yield from items


__all__ = ["Inputs", "Position", "read_articles", "read_records"]
