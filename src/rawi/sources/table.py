"""Tables: CSV and TSV, one article a row, the columns named in the first row or by number."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from rawi.sources.columns import Columns, ColumnsError, count_known
from rawi.sources.errors import SourceError
from rawi.sources.fields import Mapper, RecordError, article_of
from rawi.sources.record import Item, Record

MAX_CELL = 16 * 1024 * 1024
"""Characters of one cell; longer ones come of a quotation mark that is never closed."""

_DELIMITERS = "\t,;|"
_MAX_NAME = 60
"""Characters of a column's name."""
_SENTENCE = re.compile(r"[.؟!…:]\s|[.؟!]$")
_REMEDY = "mend or remove this row"


def find_dialect(head: str, *, known_to_be_one: bool = False) -> str | None:
    """What stands between the columns of a text that begins with `head`; None where it is no table.

    A table's first row has short names; two of them are known, or one and the rows below have as many
    columns, or (three columns and more) the first rows all have as many columns. Where it is
    `known_to_be_one`, what parts the first row into most columns is taken.
    """
    first = head.partition("\n")[0].rstrip("\r")
    if known_to_be_one:
        best = max(_DELIMITERS, key=first.count)
        return best if best in first else None
    for delimiter in _DELIMITERS:
        if delimiter not in first or len(first) > 2000:
            continue
        rows = _first_rows(head, delimiter)
        names = rows[0] if rows else []
        if len(names) < 2 or not all(_is_name(name) for name in names):
            continue
        alike = len(rows) > 1 and all(len(row) == len(names) for row in rows)
        known = count_known(names)
        if known >= 2 or (known and alike) or (len(names) > 2 and len(rows) > 3 and alike):
            return delimiter
    return None


def _first_rows(head: str, delimiter: str) -> list[list[str]]:
    """The rows that stand whole in `head`, at most ten."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > 10:
                break
    except csv.Error:  # a cell longer than the module's own limit
        return rows
    whole = rows[:10] if len(rows) > 10 or head.endswith("\n") else rows[:-1] or rows
    return [row for row in whole if row]


def _is_name(cell: str) -> bool:
    return 0 < len(cell.strip()) <= _MAX_NAME and not _SENTENCE.search(cell.strip()) and "\n" not in cell


def table_records(lines: Iterator[str], delimiter: str, mapper: Mapper) -> Iterator[Item]:
    """The articles of a table's rows.

    Columns that the user gives as numbers, counted from 1, say that there is no row of names.

    Args:
        lines: with their ends, from the first.
        delimiter: what stands between columns.
        mapper: finds the columns.
    """
    csv.field_size_limit(MAX_CELL)  # the module has this one limit for all its readers
    rows = csv.reader(lines, delimiter=delimiter, strict=False)
    numbered = bool(mapper.given) and all(column.isdigit() for column in mapper.given.values())
    names: list[str] = []
    columns: Columns | None = None
    line = 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield SourceError(mapper.file, line, f"no row of a table ({error})", _REMEDY, "invalid")
            line = rows.line_num + 1
            continue
        if row and columns is None:
            names = (
                [str(n) for n in range(1, len(row) + 1)] if numbered else [c.strip("\ufeff ") for c in row]
            )
            try:
                columns = mapper.columns(names)
            except ColumnsError as error:
                remedy = "name the columns with --map, as in --map body=COLUMN --map title=COLUMN"
                yield SourceError(mapper.file, line, str(error), remedy, "columns")
                return
            if not numbered:
                line, row = rows.line_num + 1, []
        if row and columns is not None:
            yield _record(row, names, columns, line, mapper.file, delimiter)
        line = rows.line_num + 1


def _record(row: list[str], names: list[str], columns: Columns, line: int, file: str, delimiter: str) -> Item:
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        reason = f"a row of {len(row)} columns under {len(names)} names"
        return SourceError(file, line, reason, _REMEDY, "invalid")
    cells = dict(zip(names, row, strict=False))
    values: dict[str, Any] = {field: cells.get(column, "") for field, column in columns.fields.items()}
    if not (values.get("body") or values.get("text") or "").strip():
        return SourceError(file, line, "the row has no body", _REMEDY, "invalid")
    try:
        article = article_of(values)
    except RecordError as error:
        return SourceError(file, line, str(error), _REMEDY, "invalid")
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter).writerows([names, row])
    return Record(
        article=article,
        original=kept.getvalue().encode(errors="replace"),
        media_type="text/tab-separated-values" if delimiter == "\t" else "text/csv",
        file=file,
        line=line,
    )
