"""JSON: one article an object, one object a line (`.jsonl`) or one JSON document (`.json`).

An object has `body` (and `title`), or the gold files' `text` (headline, newline, body); `id`, `outlet`,
`url`, `date`, `byline` may be there. Objects with other names are mapped (see `rawi.sources.columns`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

import msgspec

from rawi.sources.columns import ColumnsError
from rawi.sources.errors import SourceError
from rawi.sources.fields import Mapper, RecordError
from rawi.sources.json_document import json_elements
from rawi.sources.record import Item, Record

MAX_LINE = 64 * 1024 * 1024
"""Bytes of one record."""

_REMEDY = "mend or remove this record"
_BETWEEN_OBJECTS = re.compile(rb',\s*(?=\{\s*")')


class _JsonError(RecordError):
    """What is no JSON."""

    def __init__(self, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.line = line
        """Of the fault within the record, counted from 1."""


def jsonl_records(chunks: Iterable[bytes], mapper: Mapper) -> Iterator[Item]:
    """The articles of chunks of UTF-8, one JSON object a line.

    A bad line gives an error, and the rest goes on.
    """
    for number, line in _lines(chunks):
        if line is None:
            yield _too_large(mapper.file, number)
        elif line.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            yield _record(line.removeprefix(b"\xef\xbb\xbf"), number, mapper)


def json_records(chunks: Iterable[bytes], mapper: Mapper) -> Iterator[Item]:
    """The articles of one JSON document in UTF-8: an object or an array of objects, one after the other."""
    for line, data in json_elements(chunks, MAX_LINE):
        if data is None:
            yield _too_large(mapper.file, line)
            continue
        item = _record(data, line, mapper)
        if isinstance(item, SourceError) and item.code == "invalid":
            yield from _parts(data, line, item, mapper)
        else:
            yield item


def _parts(data: bytes, line: int, fault: Item, mapper: Mapper) -> Iterator[Item]:
    """What is left of a broken element, which may have swallowed those that follow it."""
    parts = _BETWEEN_OBJECTS.split(data)
    if len(parts) == 1:
        yield fault
        return
    place = 0
    for part in parts:
        place = data.index(part, place)
        yield _record(part.rstrip(b" \r\n\t,]"), line + data.count(b"\n", 0, place), mapper)


def _record(data: bytes, line: int, mapper: Mapper) -> Item:
    try:
        article = mapper.article(parse_json(data))
    except ColumnsError as error:
        remedy = "name the keys with --map, as in --map body=KEY"
        return SourceError(mapper.file, line, str(error), remedy, "columns")
    except RecordError as error:
        within = error.line - 1 if isinstance(error, _JsonError) else 0
        return SourceError(mapper.file, line + within, str(error), _REMEDY, "invalid")
    return Record(article=article, original=data, media_type="application/json", file=mapper.file, line=line)


def _too_large(file: str, line: int) -> SourceError:
    return SourceError(file, line, f"a record of more than {MAX_LINE:,} bytes", _REMEDY, "too-large")


def parse_json(data: bytes) -> object:
    """One JSON value in UTF-8; control characters in strings and halves of surrogate pairs are let through.

    Raises:
        RecordError: it is no JSON; the message says why.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    try:
        return json.loads(data.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        raise _JsonError(f"not valid UTF-8 at byte {error.start} of the record") from None
    except json.JSONDecodeError as error:
        raise _JsonError(f"not valid JSON: {reason}", error.lineno) from None
    except (ValueError, RecursionError):
        raise _JsonError(f"not valid JSON: {reason}") from None


def _lines(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines of `chunks`; None for one that is longer than MAX_LINE."""
    number, size = 1, 0
    begun: list[bytes] = []
    for chunk in chunks:
        *whole, rest = chunk.split(b"\n")
        for end in whole:
            size += len(end)
            yield number, None if size > MAX_LINE else b"".join([*begun, end])
            number, size, begun = number + 1, 0, []
        size += len(rest)
        if size > MAX_LINE:
            begun = []
        elif rest:
            begun.append(rest)
    if size:
        yield number, None if size > MAX_LINE else b"".join(begun)
