"""What goes into the archives of the tests, and all that one holds, to be compared."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from rawi.archive.tables import metadata

CORPUS = Path(str(files("rawi.demo"))) / "corpus"
RIVER = "قال وزير الري حازم الدغيم إن السد آمن. وأضاف أن المياه تراجعت في القرى كلها."


def record(number: int, body: str = RIVER, **more: str) -> dict[str, str]:
    """An article as it stands in a file of JSON lines."""
    url = f"https://rafid.example/news/{number}"
    title = f"النهر {number}"
    return {"id": f"{number}", "outlet": "الرافد", "url": url, "title": title, "body": body, **more}


def write_lines(path: Path, records: list[Any]) -> Path:
    """Writes records as JSON lines; gives the path back."""
    path.write_text("\n".join(map(json.dumps, records)) + "\n", encoding="utf-8")
    return path


def archive_contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table in the order of their keys, but for the time at which they were added."""
    found = {}
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != "added"]
            rows = connection.execute(select(*columns).order_by(*table.primary_key))
            found[table.name] = [_hashable(row) for row in rows]
    return found


def _hashable(row: Any) -> tuple[Any, ...]:
    return tuple(repr(value) if isinstance(value, list) else value for value in row)
