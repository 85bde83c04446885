"""Entities across articles: one for all those of a kind whose names have one key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from rawi.archive import tables as t
from rawi.schema import Entity

Row = dict[str, Any]


class Entities:
    """Entities across articles that a batch needs."""

    def __init__(self, connection: Connection, keys: set[str]) -> None:
        self.connection = connection
        e = t.entities.c
        rows = connection.execute(
            select(e.key, e.kind, e.id, e.name, e.latin, e.latin_by).where(e.key.in_(keys))
        )
        self._known = {(r.key, r.kind): r._asdict() for r in rows}
        self._new: set[int] = set()
        self._changed: dict[int, Row] = {}

    def find(self, entity: Entity) -> int | None:
        """The id of an entity that is there; it gets the fuller name, and a Latin one if it has none."""
        row = self._known.get((entity.key, entity.kind))
        if row is None:
            return None
        name, latin = fullest(row["name"], entity.name), entity.latin
        if latin is not None and (row["latin"] is None or latin.text < row["latin"]):
            row["latin"], row["latin_by"] = latin.text, latin.by
            self._changed[row["id"]] = row
        if name != row["name"]:
            row["name"] = name
            self._changed[row["id"]] = row
        return int(row["id"])

    def make(self, id: int, entity: Entity) -> Row:
        """The row of a new entity, which may still change until the batch is written."""
        latin = entity.latin
        row = {
            "id": id,
            "key": entity.key,
            "kind": entity.kind,
            "name": entity.name,
            "latin": latin.text if latin else None,
            "latin_by": latin.by if latin else None,
        }
        self._known[entity.key, entity.kind] = row
        self._new.add(id)
        return row

    def update(self) -> None:
        """Writes the changed names of those that were there before the batch."""
        changed = [row for row in self._changed.values() if row["id"] not in self._new]
        if not changed:
            return
        self.connection.execute(
            update(t.entities)
            .where(t.entities.c.id == bindparam("of"))
            .values(
                name=bindparam("new_name"), latin=bindparam("new_latin"), latin_by=bindparam("new_latin_by")
            ),
            [
                {"of": r["id"], "new_name": r["name"], "new_latin": r["latin"], "new_latin_by": r["latin_by"]}
                for r in changed
            ],
        )


def fullest(*names: str) -> str:
    """The fullest of several names: the one with the most words, then letters; the same in any order."""
    return min(names, key=lambda name: (-name.count(" "), -len(name), name))
