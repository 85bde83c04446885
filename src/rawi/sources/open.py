"""From what the user names (files, folders, patterns, `-`) to articles."""

from __future__ import annotations

import glob
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rawi.schema import Article
from rawi.sources.detect import GZIP, detect_format, foreign_format
from rawi.sources.encoding import SAMPLE, UndecodableError, decode, decode_chunks, detect_encoding
from rawi.sources.errors import SourceError
from rawi.sources.jsonl import json_articles, jsonl_articles
from rawi.sources.plain import plain_article

MAX_FILE = 256 * 1024 * 1024
"""Bytes of a file that is one article, one page or one JSON document; `.jsonl` may be of any size."""
_CHUNK = 1 << 16

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass
class Position:
    """How far the reading of the inputs has come: for progress bars and for messages about an article."""

    file: str = ""
    """File of the article that was handed out last."""
    line: int | None = None
    """Its line there; None where the file is no `.jsonl`."""
    total: int | None = None
    """Bytes of all inputs; None where standard input is one of them."""
    read: int = 0
    """Bytes read so far, as they lie on disk."""


def read_articles(what: Inputs, *, position: Position | None = None) -> Iterator[Article | SourceError]:
    """The articles of files, folders (all files in them, by name), patterns (`*.html`) and `-`, standard
    input.

    What a file is, is seen from what stands in it: gzip, JSON, JSON lines, a web page, else plain text, in
    any encoding that `rawi.sources.encoding` knows. Whatever cannot be read gives a `SourceError` in its
    place, and the rest goes on; nothing is raised. JSON lines are streamed.

    Args:
        what: a path, a pattern, `-`, or several of them.
        position: is kept up to date while the articles are taken.
    """
    names = [what] if isinstance(what, str | os.PathLike) else list(what)
    files = [found for name in names for found in _find_files(os.fspath(name))]
    position = position or Position()
    position.total = _total_size(files)
    for file in files:
        if isinstance(file, SourceError):
            yield file
        else:
            yield from _read_file(file, position)


def _find_files(name: str) -> Iterator[str | SourceError]:
    path = Path(name)
    if name == "-" or path.is_file():
        yield name
    elif path.is_dir():
        files = sorted(_files_under(name))
        yield from files
        if not files:
            yield SourceError(name, None, "the folder holds no files", "name a folder with articles")
    elif path.exists():
        yield name  # a pipe or a device
    elif glob.has_magic(name) and (found := _matching(name)):
        yield from found
    else:
        what = "no file fits this pattern" if glob.has_magic(name) else "there is no such file"
        yield SourceError(name, None, what, "check the name")


def _matching(pattern: str) -> list[str]:
    found = glob.glob(pattern, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute patterns)
    return [file for file in sorted(found) if Path(file).is_file()]


def _files_under(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if not f.startswith(".")]
        yield from (str(Path(root) / name) for name in names if not name.startswith("."))


def _total_size(files: list[str | SourceError]) -> int | None:
    sizes = [None if f == "-" else Path(f).stat().st_size for f in files if isinstance(f, str)]
    return None if None in sizes else sum(s for s in sizes if s is not None)


def _read_file(file: str, position: Position) -> Iterator[Article | SourceError]:
    try:
        with _Source(file, position) as source:
            for line, item in _read_source(source):
                position.file, position.line = file, line
                yield item
            if source.error is not None:
                yield source.error
    except OSError as error:
        yield SourceError(file, None, error.strerror or str(error), "check that the file can be read")


class _Source:
    """The bytes of one file, unpacked; a fault in the packing ends them early and is kept in `error`."""

    def __init__(self, file: str, position: Position) -> None:
        self.file = file
        self.error: SourceError | None = None
        raw = sys.stdin.buffer if file == "-" else Path(file).open("rb")  # noqa: SIM115 (closed by __exit__)
        self._raw: BinaryIO = raw
        self._position = position
        self.head = b""
        first = raw.read(2)
        position.read += len(first)
        self._chunks = self._unpacked(first) if first == GZIP else self._plain(first)
        for chunk in self._chunks:
            self.head += chunk
            if len(self.head) >= SAMPLE:
                break

    def __enter__(self) -> _Source:
        return self

    def __exit__(self, *_: object) -> None:
        if self.file != "-":
            self._raw.close()

    def chunks(self) -> Iterator[bytes]:
        """All bytes, from the first."""
        yield self.head
        yield from self._chunks

    def all(self, limit: int) -> bytes | None:
        """All bytes at once, None where they are more than `limit`."""
        parts, size = [], 0
        for chunk in self.chunks():
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                return None
        return b"".join(parts)

    def _plain(self, first: bytes) -> Iterator[bytes]:
        yield first
        while chunk := self._raw.read(_CHUNK):
            self._position.read += len(chunk)
            yield chunk

    def _unpacked(self, first: bytes) -> Iterator[bytes]:
        """Bytes of all members; what was unpacked before a fault is kept."""
        packed, unpacker = first, zlib.decompressobj(zlib.MAX_WBITS | 16)
        while True:
            try:
                if unpacker.eof:
                    packed = unpacker.unused_data.lstrip(b"\0")
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
                while packed:
                    yield unpacker.decompress(packed, _CHUNK * 16)
                    if unpacker.eof:
                        break
                    packed = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data.strip(b"\0"):
                    continue
            except zlib.error as error:
                self._fault(f"the gzip file is damaged ({error})")
                return
            packed = self._raw.read(_CHUNK)
            self._position.read += len(packed)
            if not packed:
                if not unpacker.eof:
                    self._fault("the gzip file ends too early")
                return

    def _fault(self, reason: str) -> None:
        self.error = SourceError(self.file, None, reason, "fetch it again; what came before was read")


def _read_source(source: _Source) -> Iterator[tuple[int | None, Article | SourceError]]:
    file, head = source.file, source.head
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        if source.error is None:
            yield None, SourceError(file, None, "the file is empty", "give a file with an article")
        return
    if foreign := foreign_format(head):
        yield None, SourceError(file, None, *foreign)
        return
    try:
        encoding = detect_encoding(head)
        format = detect_format(head[:SAMPLE].decode(encoding, errors="replace"))
        if format == "jsonl":
            chunks = source.chunks()
            yield from jsonl_articles(
                chunks if encoding == "utf-8" else decode_chunks(chunks, encoding), file
            )
        else:
            yield from ((None, item) for item in _read_whole(source, format))
    except UndecodableError as error:
        yield None, SourceError(file, None, str(error), "save it as UTF-8")


def _read_whole(source: _Source, format: str) -> Iterator[Article | SourceError]:
    """The articles of a format that has to be read as a whole.

    Raises:
        UndecodableError: the bytes are no text.
    """
    file = source.file
    data = source.all(MAX_FILE)
    if data is None:
        yield SourceError(file, None, f"larger than {MAX_FILE:,} bytes", "split it, or make it .jsonl")
        return
    text, _ = decode(data)
    name = "" if file == "-" else Path(file).name.removesuffix(".gz").rpartition(".")[0] or Path(file).name
    if format == "json":
        yield from json_articles(text, file)
    elif format == "plain":
        yield plain_article(text, id=name)
    else:
        from rawi.sources.html import PageError, html_article

        try:
            yield html_article(text, id=name)
        except PageError as error:
            yield SourceError(file, None, str(error), "save the article's text as .txt")


__all__ = ["Inputs", "Position", "read_articles"]
