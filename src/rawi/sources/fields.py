"""An article from the fields of a JSON record or of a table's row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rawi.schema import Article, PublicationTime
from rawi.sources.columns import Columns, ColumnsError, guess_columns
from rawi.sources.folding import fold

OnColumns = Callable[[str, Columns], None]
"""Is called with a file's name and the columns that were guessed for it."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_OWN_NAMES = {"body", "text"}
RECORDED = 0.9
"""Confidence in a day that a record gives for its article."""


class RecordError(ValueError):
    """A record that holds no article; the message says why."""


class Mapper:
    """Finds the fields of one file's records, by the columns that the user gives, else by their names."""

    def __init__(
        self, file: str, given: Mapping[str, str] | None = None, on_columns: OnColumns | None = None
    ) -> None:
        self.file = file
        self.given = dict(given or {})
        self._on_columns = on_columns
        self._known: dict[tuple[str, ...], Columns] = {}

    def columns(self, names: list[str]) -> Columns:
        """The columns among `names` that hold fields.

        Raises:
            ColumnsError: a column that is given is not there, or none holds the body.
        """
        key = tuple(names)
        if key not in self._known:
            found = guess_columns(names, self.given)
            if self._on_columns is not None and found.fields not in [c.fields for c in self._known.values()]:
                self._on_columns(self.file, found)
            if len(self._known) < 100:  # records with ever other keys
                self._known[key] = found
            return found
        return self._known[key]

    def article(self, record: object) -> Article:
        """The article of one JSON object; the names of a reading's own fields need no guess.

        Raises:
            RecordError: it is no object, or a field is of the wrong type.
            ColumnsError: none of its keys is known to hold the body.
        """
        if not isinstance(record, dict):
            raise RecordError(f"an object was expected, this is {_json_name(record)}")
        if self.given or not any(record.get(name) is not None for name in _OWN_NAMES):
            if not self.given and not record.keys() - {*_OWN_NAMES}:
                raise RecordError("the record has neither `body` nor `text`")
            names = [*map(str, record), *(key for key in self.given.values() if key not in record)]
            try:
                fields = self.columns(names).fields
            except ColumnsError as error:
                raise ColumnsError(f"the record has neither `body` nor `text`: {error}") from None
            record = {field: record.get(column) for field, column in fields.items()}
        return article_of(record)


def article_of(record: Mapping[str, object]) -> Article:
    """The article of a record whose keys are the fields' names.

    Raises:
        RecordError: it has neither `body` nor `text`, or a field is of the wrong type.
    """
    fields = {name: _string(record, name) for name in ("id", "outlet", "url", "byline", "title")}
    published = _published(_string(record, "date"))
    if record.get("body") is not None:
        body = _string(record, "body")
    elif record.get("text") is not None:
        fields["title"], body = _headline_and_body(_string(record, "text"), fields["title"])
    else:
        raise RecordError("the record has neither `body` nor `text`")
    day = published.value[:10] if published else None
    return Article(body=body, date=day, published=published, **fields)


def _headline_and_body(text: str, title: str) -> tuple[str, str]:
    """Both parts of a text that is headline, newline, body; a text without the title in its first line is
    the body."""
    headline, newline, body = text.partition("\n")
    if newline and (not title or fold(headline) == fold(title)):
        return headline, body
    return title, text


def _string(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if name in {"byline", "outlet"}:
        value = _name(value)
    if not isinstance(value, str):
        raise RecordError(f"`{name}` should be a string, this is {_json_name(value)}")
    # half a surrogate pair cannot be written as UTF-8; one character for one, so that offsets stay
    return _SURROGATES.sub("\ufffd", value)


def _name(value: object) -> object:
    """Authors and outlets come as lists and as objects with a name."""
    if isinstance(value, list):
        return "، ".join(str(_name(part)) for part in value if part)
    return value.get("name", "") if isinstance(value, dict) else value


def _published(date: str) -> PublicationTime | None:
    if found := _DAY.match(date.strip()):
        day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        if not date[found.end() :].strip():
            return PublicationTime(value=day, source="record", confidence=RECORDED)
    if not date.strip():
        return None
    from rawi.sources.publication import read_time  # here, because it loads the calendars

    value = read_time(date)
    if value is None and found:
        value = day
    return PublicationTime(value=value, source="record", confidence=RECORDED) if value else None


def _json_name(value: object) -> str:
    names: dict[type, str] = {dict: "an object", list: "an array", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")
