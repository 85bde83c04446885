"""JSON: one article an object, one object a line (`.jsonl`) or one JSON document (`.json`).

An object has `body` (and `title`), or the gold files' `text` (headline, newline, body); `id`, `outlet`,
`url`, `date`, `byline` may be there. Other fields are left aside.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rawi.schema import Article
from rawi.sources.errors import SourceError

MAX_LINE = 64 * 1024 * 1024
"""Bytes of one record."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_REMEDY = "mend or remove this record"


class RecordError(ValueError):
    """A record that holds no article; the message says why."""


def jsonl_articles(chunks: Iterable[bytes], file: str) -> Iterator[tuple[int, Article | SourceError]]:
    """The articles of chunks of UTF-8, one JSON object a line, each with its line.

    A bad line gives an error, and the rest goes on.
    """
    for number, line in _lines(chunks):
        if line is None:
            yield number, SourceError(file, number, f"a record of more than {MAX_LINE:,} bytes", _REMEDY)
        elif line.strip(b"\0 \t\r\n\xef\xbb\xbf"):
            try:
                yield number, article_of(_parse(line.removeprefix(b"\xef\xbb\xbf")))
            except RecordError as error:
                yield number, SourceError(file, number, str(error), _REMEDY)


def json_articles(text: str, file: str) -> Iterator[Article | SourceError]:
    """The articles of one JSON document: an object or an array of objects."""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        yield SourceError(file, line, f"not valid JSON: {reason}", "mend the file")
        return
    records = document if isinstance(document, list) else [document]
    for number, record in enumerate(records, 1):
        try:
            yield article_of(record)
        except RecordError as error:
            where = f"element {number}: " if isinstance(document, list) else ""
            yield SourceError(file, None, f"{where}{error}", _REMEDY)


def article_of(record: object) -> Article:
    """The article of one JSON object.

    Raises:
        RecordError: it is no object, has neither `body` nor `text`, or a field is of the wrong type.
    """
    if not isinstance(record, dict):
        raise RecordError(f"an object was expected, this is {_json_name(record)}")
    fields = {name: _string(record, name) for name in ("id", "outlet", "url", "byline", "title", "date")}
    day = fields.pop("date")
    if record.get("body") is not None:
        body = _string(record, "body")
    elif record.get("text") is not None:
        fields["title"], body = _headline_and_body(_string(record, "text"), fields["title"])
    else:
        raise RecordError("the record has neither `body` nor `text`")
    return Article(body=body, date=_iso_day(day), **fields)


def _headline_and_body(text: str, title: str) -> tuple[str, str]:
    """Both parts of a text that is headline, newline, body; the text is the body where it has no newline."""
    if title and text.startswith(title + "\n"):
        return title, text[len(title) + 1 :]
    headline, newline, body = text.partition("\n")
    return (headline, body) if newline else (title, text)


def _string(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise RecordError(f"`{name}` should be a string, this is {_json_name(value)}")
    # half a surrogate pair cannot be written as UTF-8; one character for one, so that offsets stay
    return _SURROGATES.sub("\ufffd", value)


def _iso_day(date: str) -> str | None:
    found = _DAY.match(date.strip())
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None


def _parse(line: bytes) -> object:
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
    try:  # more lenient: control characters in strings, halves of surrogate pairs
        return json.loads(line.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        raise RecordError(f"not valid UTF-8 at byte {error.start} of the line") from None
    except (ValueError, RecursionError):
        raise RecordError(f"not valid JSON: {reason}") from None


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


def _json_name(value: object) -> str:
    names: dict[type, str] = {dict: "an object", list: "an array", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
