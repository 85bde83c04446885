"""From the bytes of one file to its articles: its beginning shows the format, whose reader does the rest."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from rawi.sources.detect import detect_format, foreign_format
from rawi.sources.encoding import SAMPLE, UndecodableError, decode, decode_chunks, detect_encoding
from rawi.sources.errors import SourceError
from rawi.sources.fields import Mapper, OnColumns
from rawi.sources.jsonl import json_records, jsonl_records
from rawi.sources.packing import CHUNK, MAX_NESTING, ZIP, Stream, zip_members
from rawi.sources.plain import plain_article
from rawi.sources.record import Item, Record
from rawi.sources.table import find_dialect, table_records

MAX_FILE = 256 * 1024 * 1024
"""Bytes of a file that is one article or one page; files of many records may be of any size."""
_PACKING = (".gz", ".zst")


@dataclass
class Taking:
    """How records are taken from files."""

    columns: Mapping[str, str]
    on_columns: OnColumns | None
    passed_over: Counter[str]


def read_stream(stream: Stream, taking: Taking) -> Iterator[Item]:
    """The articles of one file, or of all files in an archive; a fault in the packing comes last."""
    if stream.head.startswith(ZIP) and stream.depth < MAX_NESTING:
        for member in zip_members(stream):
            yield from [member] if isinstance(member, SourceError) else read_stream(member, taking)
    elif not stream.head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        if stream.error is None:
            reason, remedy = "the file is empty", "give a file with an article"
            yield SourceError(stream.file, None, reason, remedy, "empty")
    elif foreign := foreign_format(stream.head):
        yield SourceError(stream.file, None, *foreign, "unsupported")
    else:
        try:
            yield from _read_format(stream, taking)
        except UndecodableError as error:
            yield SourceError(stream.file, None, str(error), "save it as UTF-8", "encoding")
    if stream.error is not None:
        yield stream.error


def _read_format(stream: Stream, taking: Taking) -> Iterator[Item]:
    """The articles of a file of one format.

    Raises:
        UndecodableError: the bytes are no text.
    """
    if stream.head.startswith(b"WARC/"):
        from rawi.sources.warc import warc_records

        yield from warc_records(stream.chunks(), stream.file, taking.passed_over)
        return
    if b"%PDF-" in stream.head[:1024]:
        yield from _read_pdf(stream)
        return
    encoding = detect_encoding(stream.head)
    head = stream.head[:SAMPLE].decode(encoding, errors="replace")
    format = detect_format(head)
    mapper = Mapper(stream.file, taking.columns, taking.on_columns)
    delimiter = (
        find_dialect(head, known_to_be_one=bool(taking.columns)) if format in {"plain", "table"} else None
    )
    if format in {"jsonl", "json"}:
        chunks = stream.chunks() if encoding == "utf-8" else decode_chunks(stream.chunks(), encoding)
        yield from (jsonl_records if format == "jsonl" else json_records)(chunks, mapper)
    elif delimiter:
        yield from table_records(_text_lines(stream.chunks(), encoding), delimiter, mapper)
    elif format in {"feed", "json-feed", "sitemap"}:
        yield from _read_links(stream, format)
    else:
        yield from _read_whole(stream, format)


def _read_pdf(stream: Stream) -> Iterator[Item]:
    from rawi.sources.pdf import PdfError, pdf_article

    data = stream.all(MAX_FILE)
    if data is None:
        yield _too_large(stream.file)
        return
    try:
        article = pdf_article(data, id=_stem(stream.file))
        yield Record(article=article, original=data, media_type="application/pdf", file=stream.file)
    except PdfError as error:
        yield SourceError(stream.file, None, str(error), "save its text as .txt", "unsupported")


def _read_links(stream: Stream, format: str) -> Iterator[Item]:
    """What a feed in a file holds itself: nothing is fetched for a file."""
    from rawi.sources.feed import MAX_FEED, FeedError, feed_records, json_entries, xml_entries

    if format == "sitemap":
        reason, remedy = "a sitemap holds no articles", "give its URL: its pages are fetched then"
        yield SourceError(stream.file, None, reason, remedy, "no-article")
        return
    data = stream.all(MAX_FEED)
    if data is None:
        yield SourceError(
            stream.file, None, f"a feed of more than {MAX_FEED:,} bytes", "split it", "too-large"
        )
        return
    try:
        yield from feed_records(
            json_entries(data) if format == "json-feed" else xml_entries(data), stream.file
        )
    except FeedError as error:
        yield SourceError(stream.file, None, str(error), "mend the file", "invalid")


def _read_whole(stream: Stream, format: str) -> Iterator[Item]:
    """The article of a file that is one article.

    Raises:
        UndecodableError: the bytes are no text.
    """
    data = stream.all(MAX_FILE)
    if data is None:
        yield _too_large(stream.file)
        return
    text, encoding = decode(data)
    kind = "text/html" if format == "html" else "text/plain"
    media_type = kind if encoding == "utf-8" else f"{kind}; charset={encoding}"
    if format == "plain":
        article = plain_article(text, id=_stem(stream.file))
    else:
        from rawi.sources.html import PageError, html_article

        try:
            article = html_article(text, id=_stem(stream.file))
        except PageError as error:
            remedy = "save the article's text as .txt"
            yield SourceError(stream.file, None, str(error), remedy, "no-article")
            return
    yield Record(article=article, original=data, media_type=media_type, file=stream.file)


def _too_large(file: str) -> SourceError:
    reason, remedy = f"larger than {MAX_FILE:,} bytes", "split it, or make it .jsonl"
    return SourceError(file, None, reason, remedy, "too-large")


def _text_lines(chunks: Iterator[bytes], encoding: str) -> Iterator[str]:
    """The lines of a text, with their ends; one that is ever so long comes in parts."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest = ""
    for chunk in chain(chunks, [b""]):
        *lines, rest = (rest + decoder.decode(chunk, final=not chunk)).split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(rest) > CHUNK * 4:
            yield rest
            rest = ""
    if rest:
        yield rest


def _stem(file: str) -> str:
    """A file's name without its ending, as an id; empty for standard input."""
    if file == "-":
        return ""
    name = PurePosixPath(unquote(urlsplit(file).path) if "://" in file else file.replace("\\", "/")).name
    for ending in _PACKING:
        name = name.removesuffix(ending)
    return name.rpartition(".")[0] or name
