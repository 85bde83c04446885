"""What a search asks for, and its filters as conditions on statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, UnaryExpression, and_, or_, select
from sqlalchemy.sql.operators import custom_op

from rawi.archive import tables as t
from rawi.archive.hits import Expansion
from rawi.archive.names import Bearer, bearers
from rawi.archive.query import QueryError
from rawi.entities.gazetteer import load_gazetteer
from rawi.entities.geonames import load_gazetteer as load_geonames
from rawi.entities.keys import entity_key
from rawi.schema import Act, Kind
from rawi.text.letters import arabic_share, fold

Order = Literal["relevance", "newest", "oldest"]
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_TRANSMITS = ("credit", "parent", "via")
"""Roles in a chain of those through whom a statement came."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked. Several values of a filter are joined by or, several filters by and."""

    words: str = ""
    """Words, "exact phrases", AND, OR, NOT, parentheses; empty where filters alone are asked."""
    articles: bool = False
    """Articles instead of statements; filters of statements then ask for an article that has such a one."""
    speaker: Sequence[str] = ()
    """Names, in Arabic or Latin letters."""
    kind: Sequence[Kind] = ()
    act: Sequence[Act] = ()
    outlet: Sequence[str] = ()
    via: Sequence[str] = ()
    """Names of those through whom it came: transmitters, credited agencies, who reports the reporter."""
    to: Sequence[str] = ()
    """Names of addressees."""
    place: Sequence[str] = ()
    """Names of places that what is said names."""
    since: str | None = None
    until: str | None = None
    """First and last day: 2024, 2024-05 or 2024-05-31."""
    anonymous: bool = False
    """Only what unnamed sources say."""
    min_confidence: float = 0.0
    copies: bool = True
    """False leaves out what stands in near-copies of other articles."""
    order: Order = "relevance"
    stemming: bool = True
    """Finds other forms of a word, too."""
    spelling: bool = True
    """Finds other spellings, too; without them, words are not stemmed either."""
    latin: bool = True
    """Names in Latin letters find Arabic ones."""


class Conditions:
    """The conditions of a search on statements, with what its names were taken for."""

    def __init__(self, connection: Connection, search: Search, *, by_words: bool) -> None:
        """Looks the names up.

        Args:
            by_words: whether the index of words leads; SQLite must then not start from an index of a filter.

        Raises:
            QueryError: a name, outlet or day is none.
        """
        self._connection = connection
        self._search = search
        self._plain: Callable[[ColumnElement[Any]], ColumnElement[Any]] = (
            _unindexed if by_words and connection.dialect.name == "sqlite" else lambda column: column
        )
        self.expansions: list[Expansion] = []
        s = t.statements.c
        self.of_statements: list[ColumnElement[bool]] = [
            *self._names(search.speaker, self._speaks),
            *self._one_of(s.speaker_kind, [*search.kind, *(["anonymous"] if search.anonymous else [])]),
            *self._one_of(s.act, search.act),
            *self._names(search.via, self._transmits),
            *self._names(search.to, lambda typed, ids: self._plain(s.addressee_entity_id).in_(ids)),
            *self._places(search.place),
        ]
        if search.min_confidence > 0:
            self.of_statements.append(s.confidence >= search.min_confidence)
        self.of_outlet = self._outlets(search.outlet)
        first, last = _day(search.since, "-01", "-01"), _day(search.until, "-12", "-31")
        self._days = first, last

    def all(self, day: ColumnElement[Any], outlet: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Conditions on version, outlet and day; `of_statements` are apart."""
        first, last = self._days
        found: list[ColumnElement[bool]] = [t.versions.c.current.is_(True)]
        if first is not None:
            found.append(self._plain(day) >= first)
        if last is not None:
            found.append(self._plain(day) <= last)
        if self.of_outlet is not None:
            found.append(self._plain(outlet).in_(self.of_outlet))
        if not self._search.copies:
            found.append(self._plain(t.versions.c.copy_of).is_(None))
        return found

    def _one_of(self, column: ColumnElement[Any], values: Sequence[str]) -> list[ColumnElement[bool]]:
        return [column.in_(values)] if values else []

    def _names(
        self,
        names: Sequence[str],
        condition: Callable[[str, list[int]], ColumnElement[bool]],
    ) -> list[ColumnElement[bool]]:
        """One condition for all the names of an option."""
        if not names:
            return []
        found = []
        for name in names:
            whom = bearers(self._connection, name, latin=self._search.latin)
            self._tell(name, whom)
            found.append(condition(name, [bearer.id for bearer in whom]))
        return [or_(*found)]

    def _tell(self, typed: str, whom: list[Bearer]) -> None:
        for by in ("name", "latin name"):
            names = list(dict.fromkeys(bearer.name for bearer in whom if bearer.by == by))
            if names and names != [typed]:
                self.expansions.append(Expansion(typed, by, names))

    def _speaks(self, typed: str, ids: list[int]) -> ColumnElement[bool]:
        if ids:
            return self._plain(t.statements.c.speaker_entity_id).in_(ids)
        return t.statements.c.speaker == typed

    def _transmits(self, typed: str, ids: list[int]) -> ColumnElement[bool]:
        names = [typed, *(name for e in self.expansions if e.typed == typed for name in e.found)]
        links = select(t.links.c.statement_id).where(
            t.links.c.name.in_(names), t.links.c.role.in_(_TRANSMITS)
        )
        statement = self._plain(t.statements.c.id)
        if not ids:
            return statement.in_(links)
        vias = select(t.vias.c.statement_id).where(t.vias.c.entity_id.in_(ids))
        return or_(statement.in_(links), statement.in_(vias))

    def _places(self, names: Sequence[str]) -> list[ColumnElement[bool]]:
        """What is said names one of the places: a place of GeoNames, or an entity that is a place."""
        named: list[Select[Any]] = []
        for name in names:
            whom = bearers(self._connection, name, latin=self._search.latin)
            ids = [bearer.id for bearer in whom if bearer.kind == "place"]
            named.append(
                _naming(t.version_entities, t.mentions, "entity", t.version_entities.c.entity_id.in_(ids))
            )
            if self._search.latin or arabic_share(name) > 0:
                geonames = load_geonames().ids(fold(name))
                named.append(_naming(t.places, t.place_mentions, "place", t.places.c.geonames.in_(geonames)))
        statement = self._plain(t.statements.c.id)
        return [or_(*(statement.in_(statements) for statements in named))] if named else []

    def _outlets(self, typed: Sequence[str]) -> list[int] | None:
        """The ids of the outlets meant; None where none is asked for."""
        if not typed:
            return None
        known = {
            row.name: row.id for row in self._connection.execute(select(t.outlets.c.name, t.outlets.c.id))
        }
        found: list[int] = []
        for name in typed:
            ids = _of_names(known, [name])
            if not ids and self._search.latin and (entry := load_gazetteer().find(name, "media")):
                ids = _of_names(known, [*entry.names, entry.english])
            if not ids:
                some = "، ".join(sorted(known)[:12])
                raise QueryError(f"{name}: no article of such an outlet; there are {some or 'no outlets'}")
            found += ids
        return found


def _naming(things: Table, mentions: Table, thing: str, condition: ColumnElement[bool]) -> Select[Any]:
    """The statements in whose contents things are named that fulfil a condition."""
    mention, content, inner = mentions.c, t.contents.c, t.statements.alias()
    of_thing = and_(mention.version_id == things.c.version_id, mention[f"{thing}_number"] == things.c.number)
    return (
        select(inner.c.id)
        .select_from(things)
        .join(mentions, of_thing)
        .join(inner, inner.c.version_id == things.c.version_id)
        .join(t.contents, content.statement_id == inner.c.id)
        .where(condition, content.start <= mention.start, mention.end <= content.end)
    )


def _of_names(outlets: dict[str, int], names: Sequence[str]) -> list[int]:
    """The ids of the outlets that have one of the names, in any spelling.

    If none has, of those in whose names all its words stand (المرفأ, جريدة المرفأ).
    """
    folded, keys = {fold(name) for name in names}, {entity_key(name) for name in names} - {""}
    whole = [i for outlet, i in outlets.items() if fold(outlet) in folded or entity_key(outlet) in keys]
    words = [set(name.split()) for name in folded if name.strip()]
    return whole or [i for name, i in outlets.items() if any(w <= set(fold(name).split()) for w in words)]


def _unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column in such a way that SQLite uses no index on it (a `+` before it)."""
    return UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def _day(typed: str | None, month: str, day: str) -> str | None:
    if typed is None:
        return None
    if not _DATE.fullmatch(typed):
        raise QueryError(f"{typed}: not a date; write a year, month or day as in 2024, 2024-05, 2024-05-31")
    return (typed + {4: month + day, 7: day, 10: ""}[len(typed)])[:10]
