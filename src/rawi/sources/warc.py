"""Web archives (WARC): the Arabic pages among their responses, by fastwarc; all else is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from rawi.sources.encoding import UndecodableError
from rawi.sources.errors import SourceError
from rawi.sources.html import PageError
from rawi.sources.language import is_arabic_page
from rawi.sources.pages import Page, page_record, page_text
from rawi.sources.record import Item

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MAX_RESPONSE = 16 * 1024 * 1024
"""Bytes of one page."""
_HTML = ("text/html", "application/xhtml+xml")
_DAMAGED = "fetch it again; what came before was read"


def warc_records(chunks: Iterator[bytes], file: str, passed_over: Counter[str]) -> Iterator[Item]:
    """The Arabic articles of a web archive, each with the byte at which its record begins.

    Args:
        chunks: the archive, unpacked.
        file: its name.
        passed_over: counts what is no article: `not a response`, `not found` (status), `not HTML`,
            `not Arabic`, `no article`.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    archive = ArchiveIterator(
        cast("BinaryIO", _ChunkReader(chunks)),  # it has what is asked of it, and cannot seek
        record_types=WarcRecordType.any_type,
        parse_http=True,
        quirks_mode=True,  # goes on at the next record after one that is broken
        auto_decode="all",
        stream_detect=False,
    )
    found = 0
    while True:
        try:
            response = next(archive, None)
            if response is None:
                break
            found += 1
            if response.record_type == WarcRecordType.response:
                yield from _page(response, file, passed_over)
            else:
                passed_over["not a response"] += 1
        except BaseException as error:  # what Rust gives up on is not even an Exception
            if not isinstance(error, OSError | ValueError) and type(error).__name__ != "PanicException":
                raise
            yield SourceError(file, None, f"the web archive is damaged ({error})", _DAMAGED, "damaged")
            return
    if not found:
        yield SourceError(file, None, "the web archive holds no records", _DAMAGED, "damaged")


def _page(response: WarcRecord, file: str, passed_over: Counter[str]) -> Iterator[Item]:
    """The article of one response, if it is one."""
    if not response.http_headers or response.http_headers.status_code != 200:
        passed_over["not found"] += 1
        return
    if (response.http_content_type or "text/html").casefold() not in _HTML:
        passed_over["not HTML"] += 1
        return
    offset, url = response.stream_pos, (response.headers.get("WARC-Target-URI") or "").strip("<>")
    try:
        data = response.reader.read(MAX_RESPONSE + 1)
    except (OSError, ValueError) as error:
        yield SourceError(file, None, f"{url}: cannot be unpacked ({error})", _DAMAGED, "damaged", offset)
        return
    if len(data) > MAX_RESPONSE:
        reason = f"{url}: a page of more than {MAX_RESPONSE:,} bytes"
        yield SourceError(file, None, reason, "fetch it alone", "too-large", offset)
        return
    page = Page(
        data=data,
        url=url,
        charset=response.http_charset,
        modified=response.http_headers.get("Last-Modified") or "",
        seen=response.record_date,
    )
    try:
        text = page_text(page)
        if is_arabic_page(text):
            yield page_record(page, text, file=file, id=url, offset=offset)
        else:
            passed_over["not Arabic"] += 1
    except UndecodableError:
        passed_over["not Arabic"] += 1
    except PageError:
        passed_over["no article"] += 1


class _ChunkReader:
    """Chunks as a file that can be read from."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")
        self._position = 0

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, none at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        data = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(data) :]
        self._position += len(data)
        return bytes(data)
