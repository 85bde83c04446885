"""A record: an article with the bytes it was taken from and the place where they stood."""

from __future__ import annotations

import gzip

import msgspec

from rawi.schema import Article
from rawi.sources.errors import SourceError


class Record(msgspec.Struct, kw_only=True):
    """One article as it came in, with what proves it."""

    article: Article
    original: bytes
    """The page, line, row, feed entry or file, as it stood in the source; unpacked."""
    media_type: str
    """Of the original, with its charset where it is not UTF-8: `text/html; charset=windows-1256`."""
    file: str
    """Path as it was given, `packed.zip/member`, or the URL that was fetched; `-` for standard input."""
    line: int | None = None
    """Line of the record, counted from 1, in formats that have lines."""
    offset: int | None = None
    """Byte at which the record begins in the unpacked file, in formats that have no lines (WARC)."""

    def compressed_original(self) -> bytes:
        """The original as one gzip member, the same bytes each time; `gzip.decompress` opens it."""
        return gzip.compress(self.original, 6, mtime=0)


Item = Record | SourceError
