"""Whom a typed name means: entities of the archive, by any spelling, in Arabic or Latin letters."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Literal, NamedTuple

from sqlalchemy import Connection, bindparam, select, text

from rawi.archive import tables as t
from rawi.archive.query import QueryError
from rawi.entities.gazetteer import Entry, load_gazetteer
from rawi.entities.keys import entity_key, name_parts, same_parts
from rawi.entities.sounds import can_be_spelled, latin_parts, sounds_of_latin, spelled_alike
from rawi.schema import EntityKind
from rawi.text.letters import arabic_share

MOST_BEARERS = 1_000
"""Entities that one name may mean; of a name that more bear, more has to be typed."""
_MOST_CANDIDATES = 2_000
_NAMELESS = ("office", "group")
"""Kinds of entities that Latin letters do not find: what they are called are words, no names."""


class Bearer(NamedTuple):
    """An entity that a typed name may mean."""

    id: int
    name: str
    kind: EntityKind
    latin: str | None
    by: Literal["name", "latin name"]
    """`name`: it has the name, or as a part; `latin name`: its Latin one is spelled so, within a letter."""


def bearers(
    connection: Connection, name: str, *, latin: bool = True, most: int | None = MOST_BEARERS
) -> list[Bearer]:
    """The entities that a name means, those whose whole name it is first.

    A full name means its bearer and fuller forms of it; a part alone all who have it as their last name, or
    if nobody has, as their first.

    Args:
        latin: False where a name in Latin letters shall not find Arabic ones.
        most: how many may bear it; None for any number.

    Raises:
        QueryError: the name has no letters, or more than `most` bear it.
    """
    if not any(map(str.isalpha, name)):
        raise QueryError(f"there is no name in {name!r}; write one in Arabic or Latin letters")
    found = _by_name(connection, name)
    if latin and arabic_share(name) < 0.5:
        there = {bearer.id for bearer in found}
        found += [bearer for bearer in _by_latin(connection, name) if bearer.id not in there]
    if most is not None and len(found) > most:
        raise QueryError(f"{name}: {len(found)} names in the archive have this part; write more of the name")
    return found


def _by_name(connection: Connection, name: str) -> list[Bearer]:
    typed = name_parts(name)
    whole: list[Bearer] = []
    last: list[Bearer] = []
    first: list[Bearer] = []
    for bearer in _with_codes(connection, typed, "name"):
        parts = name_parts(bearer.name)
        if sorted(parts) == sorted(typed):
            whole.append(bearer)
        elif same_parts(typed, parts):
            (last if parts[-1] == typed[-1] or len(typed) > 1 else first).append(bearer)
    return whole + last or first


def _by_latin(connection: Connection, name: str) -> list[Bearer]:
    """Those whose English name the gazetteer has, then those whose Arabic name may be spelled so."""
    found: dict[int, Bearer] = {}
    for known in _known(name):
        for bearer in _with_codes(connection, name_parts(known), "latin name"):
            if entity_key(bearer.name) == entity_key(known):
                found[bearer.id] = bearer
    for bearer in _with_codes(connection, tuple(sounds_of_latin(name)), "latin name"):
        latin = bearer.latin
        if bearer.kind in _NAMELESS:
            continue
        if spelled_alike(name, latin) if latin else can_be_spelled(bearer.name, name):
            found.setdefault(bearer.id, bearer)
    return list(found.values())


def _known(name: str) -> list[str]:
    """Arabic names of the gazetteer's entries whose English name has the typed parts.

    They are spelled so exactly, or if none is, within a letter.
    """
    typed = set(latin_parts(name))
    entries = [entry for parts, entry in _english() if typed <= parts]
    if not entries:
        entries = [entry for _, entry in _english() if spelled_alike(name, entry.english)]
    return [arabic for entry in entries for arabic in entry.names]


@cache
def _english() -> list[tuple[frozenset[str], Entry]]:
    """The gazetteer's entries with the parts of their English names."""
    entries = load_gazetteer().entries
    return [(frozenset(latin_parts(entry.english)), entry) for entry in entries if entry.english]


def _with_codes(
    connection: Connection, codes: Collection[str], by: Literal["name", "latin name"]
) -> list[Bearer]:
    """The entities that have all these codes."""
    if not codes:
        return []
    wanted = select(text("entity_id")).select_from(text("search_names"))
    wanted = wanted.where(
        text("code IN :codes").bindparams(bindparam("codes", sorted(set(codes)), expanding=True))
    )
    wanted = wanted.group_by(text("entity_id")).having(text(f"count(*) = {len(set(codes))}"))
    e = t.entities.c
    rows = connection.execute(
        select(e.id, e.name, e.kind, e.latin).where(e.id.in_(wanted)).order_by(e.id).limit(_MOST_CANDIDATES)
    )
    return [Bearer(row.id, row.name, row.kind, row.latin, by) for row in rows]
