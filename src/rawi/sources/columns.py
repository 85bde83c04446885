"""Which column of a table, or which key of a JSON record, holds which field of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rawi.sources.folding import fold

FIELDS = ("id", "outlet", "url", "date", "title", "byline", "body", "text")
"""What can be mapped; `text` is headline, newline and body in one."""


class Columns(NamedTuple):
    """What was found for one table."""

    fields: dict[str, str]
    """The column of each field."""
    unused: list[str]
    """Columns that give no field."""

    def __str__(self) -> str:
        used = " ".join(f"{field}={column}" for field, column in self.fields.items())
        return f"{used}; not used: {', '.join(self.unused)}" if self.unused else used


class ColumnsError(ValueError):
    """A mapping that does not fit; the message says why."""


def parse_mapping(pairs: Iterable[str]) -> dict[str, str]:
    """`field=column` pairs as a mapping.

    Raises:
        ColumnsError: a pair has no `=`, or names no field of an article.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or not column or field.strip() not in FIELDS:
            raise ColumnsError(f"{pair}: expected FIELD=COLUMN with FIELD one of {', '.join(FIELDS)}")
        mapping[field.strip()] = column.strip()
    return mapping


def guess_columns(names: Sequence[str], given: Mapping[str, str] | None = None) -> Columns:
    """The columns that hold an article's fields: those that are `given`, the others by their names.

    Raises:
        ColumnsError: a column that is given is not there, or none holds the body.
    """
    given = given or {}
    if missing := [column for column in given.values() if column not in names]:
        raise ColumnsError(f"there is no column {', '.join(missing)}; there are: {', '.join(names)}")
    fields = dict(given)
    folded = {_key(name): name for name in reversed(names) if name not in given.values()}
    for field, known in _known_names().items():
        if field not in fields and not (field in {"body", "text"} and {"body", "text"} & fields.keys()):
            column = next((folded[name] for name in known if name in folded), None)
            if column is not None:
                fields[field] = column
    if "body" not in fields and "text" not in fields:
        raise ColumnsError(f"none of these columns is known to hold the body: {', '.join(names)}")
    used = set(fields.values())
    ordered = {field: fields[field] for field in FIELDS if field in fields}
    return Columns(ordered, [name for name in names if name not in used])


def count_known(names: Iterable[str]) -> int:
    """How many of the names are those of fields of an article."""
    known = {name for names in _known_names().values() for name in names}
    return sum(_key(name) in known for name in names)


def _key(name: str) -> str:
    return re.sub(r"[\s_.:/-]+", "_", fold(name).strip("\ufeff\"' ")).strip()


@cache
def _known_names() -> dict[str, list[str]]:
    """Names of each field, those that say more first."""
    known: dict[str, list[str]] = {}
    table = files("rawi.sources").joinpath("columns.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    for field, name, _ in rows[1:]:
        known.setdefault(field, []).append(name)
    return known
