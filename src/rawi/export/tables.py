"""Hits of a search as CSV or JSON lines, written while they come."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal, TextIO

import msgspec

from rawi.export.characters import printable_json

if TYPE_CHECKING:
    from rawi.archive.hits import ArticleHit, StatementHit

Format = Literal["csv", "jsonl"]
BOM = "\ufeff"
"""Tells Excel that a CSV file is in UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would compute."""


def write_hits(
    hits: Iterable[StatementHit | ArticleHit], out: TextIO, form: Format, *, articles: bool, bom: bool = True
) -> int:
    """Writes hits, one a row or line; returns how many.

    Args:
        articles: whether they are articles; says which columns the table has.
        bom: begin a table with a byte order mark.
    """
    number = 0
    if form == "jsonl":
        for hit in hits:
            number += 1
            out.write(printable_json(msgspec.json.encode(hit).decode()) + "\n")
        return number
    from rawi.archive.hits import FLAT_ARTICLE, FLAT_STATEMENT, flat

    out.write(BOM if bom else "")
    columns = FLAT_ARTICLE if articles else FLAT_STATEMENT
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(columns)
    for hit in hits:
        number += 1
        row = flat(hit)
        rows.writerow([safe_cell(row[column]) for column in columns])
    return number


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: such texts get an apostrophe before them.

    Source: https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
