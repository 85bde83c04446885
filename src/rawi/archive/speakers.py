"""One person's or body's page: what they said, when, where it was printed, through whom, to whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from rawi.archive import tables as t
from rawi.archive.hits import Count, StatementHit
from rawi.archive.names import Bearer, bearers
from rawi.archive.ranking import Ranked
from rawi.archive.shown import load_statements
from rawi.entities.gazetteer import find
from rawi.schema import EntityKind

_MOST = 10
"""Lines of each list."""
_LATEST = 5


class InArticles(msgspec.Struct, frozen=True):
    """In how many articles something is found."""

    value: str
    articles: int


class Office(msgspec.Struct, frozen=True):
    """An office of a person."""

    title: str
    by: Literal["articles", "gazetteer"]
    articles: int | None = None
    """How many articles give it."""
    start: str | None = None
    end: str | None = None
    """From when to when, where the gazetteer says so."""


class Namesake(msgspec.Struct, frozen=True):
    """Another whom the typed name may mean."""

    name: str
    kind: EntityKind
    statements: int


class SpeakerPage(msgspec.Struct, kw_only=True):
    """All that an archive knows of one speaker. Counts leave near-copies out."""

    entity: int
    """Id in the archive."""
    name: str
    latin: str | None
    kind: EntityKind
    by: Literal["name", "latin name"]
    """How the typed name was taken."""
    names: list[InArticles]
    """Fullest names in articles."""
    offices: list[Office]
    statements: int
    articles: int
    """Articles in which the speaker's statements stand."""
    named_in: int
    """Articles that name the speaker."""
    first: str | None
    last: str | None
    """Days of the first and the last statement."""
    days: list[Count]
    acts: list[Count]
    outlets: list[Count]
    via: list[Count]
    """Through whom: transmitters and credited agencies."""
    to: list[Count]
    """Whom the speaker speaks to."""
    latest: list[StatementHit]
    others: list[Namesake]
    """Those with most statements."""
    namesakes: int
    """How many others there are in all."""


def speaker(connection: Connection, name: str, *, latin: bool = True) -> SpeakerPage | None:
    """The page of the one whom a name means; None if nobody in the archive is called so.

    Of several, it is the one whose whole name was typed, then the one with most statements; `others` are the
    rest.

    Raises:
        QueryError: the name has no letters.
    """
    found = bearers(connection, name, latin=latin, most=None)
    if not found:
        return None
    said = _statements_of(connection, [bearer.id for bearer in found])
    whole = {bearer.id for bearer in found if bearer.name == name}
    found.sort(key=lambda bearer: (bearer.id not in whole, -said.get(bearer.id, 0), bearer.id))
    bearer, *others = found
    return _page(connection, bearer, [Namesake(o.name, o.kind, said.get(o.id, 0)) for o in others])


def _page(connection: Connection, bearer: Bearer, others: list[Namesake]) -> SpeakerPage:
    s, v = t.statements.c, t.versions.c
    is_theirs = s.speaker_entity_id == bearer.id
    days = _counted(connection, s.day, is_theirs, by_value=True)
    total = connection.execute(
        select(func.count(), func.count(s.version_id.distinct()), func.min(s.day), func.max(s.day))
        .select_from(t.statements.join(t.versions))
        .where(is_theirs, *_COUNTED)
    ).one()
    latest = connection.execute(
        select(s.id)
        .join(t.versions)
        .where(is_theirs, *_COUNTED)
        .order_by(s.day.desc().nulls_last(), s.id)
        .limit(_LATEST)
    ).scalars()
    entity = t.version_entities.c
    named_in = connection.execute(
        select(func.count(entity.version_id.distinct()))
        .select_from(t.version_entities.join(t.versions))
        .where(entity.entity_id == bearer.id, *_COUNTED)
    ).scalar()
    names, offices = _called(connection, bearer)
    credits = t.statements.join(t.versions).join(t.credits, t.credits.c.version_id == v.id)
    to = t.statements.join(t.versions).join(t.entities, t.entities.c.id == s.addressee_entity_id)
    hits = load_statements(connection, [Ranked(i, 0.0) for i in latest], None, spelling=True).hits
    return SpeakerPage(
        entity=bearer.id,
        name=bearer.name,
        latin=bearer.latin,
        kind=bearer.kind,
        by=bearer.by,
        names=names,
        offices=offices,
        statements=total[0],
        articles=total[1],
        named_in=named_in or 0,
        first=total[2],
        last=total[3],
        days=days,
        acts=_counted(connection, s.act, is_theirs),
        outlets=_counted(
            connection,
            t.outlets.c.name,
            is_theirs,
            source=t.statements.join(t.versions).join(t.outlets, t.outlets.c.id == s.outlet_id),
        ),
        via=_together(
            _counted(
                connection,
                t.vias.c.name,
                is_theirs,
                source=t.statements.join(t.versions).join(t.vias, t.vias.c.statement_id == s.id),
            ),
            _counted(connection, t.credits.c.name, is_theirs, source=credits),
        ),
        to=_counted(connection, t.entities.c.name, is_theirs, source=to),
        latest=[hit for hit in hits if isinstance(hit, StatementHit)],
        others=others[:_MOST],
        namesakes=len(others),
    )


_COUNTED = (t.versions.c.current.is_(True), t.versions.c.copy_of.is_(None))
"""What counts look at: the newest versions of articles that are no near-copies."""


def _statements_of(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    s = t.statements.c
    query = (
        select(s.speaker_entity_id, func.count())
        .join(t.versions)
        .where(s.speaker_entity_id.in_(ids), *_COUNTED)
        .group_by(s.speaker_entity_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def _counted(
    connection: Connection,
    value: ColumnElement[Any],
    condition: ColumnElement[bool],
    *,
    source: FromClause | None = None,
    by_value: bool = False,
) -> list[Count]:
    """How many of the statements have each value, the most frequent first, or in the order of the values."""
    s = t.statements.c
    statements = func.count(s.id.distinct())
    query = (
        select(value, statements, func.count(s.version_id.distinct()))
        .select_from(t.statements.join(t.versions) if source is None else source)
        .where(condition, *_COUNTED)
        .group_by(value)
    )
    query = query.order_by(value) if by_value else query.order_by(statements.desc(), value).limit(_MOST)
    return [Count(*row) for row in connection.execute(query)]


def _together(*lists: list[Count]) -> list[Count]:
    """Counts of several kinds in one list; a name that is in two of them counts as often as in the larger."""
    best: dict[str | None, Count] = {}
    for one in (count for counts in lists for count in counts):
        if one.value not in best or best[one.value].statements < one.statements:
            best[one.value] = one
    return sorted(best.values(), key=lambda count: (-count.statements, count.value or ""))[:_MOST]


def _called(connection: Connection, bearer: Bearer) -> tuple[list[InArticles], list[Office]]:
    """Names and offices that articles give, then the offices that the gazetteer has."""
    entity = t.version_entities.c
    query = (
        select(entity.name, entity.offices)
        .select_from(t.version_entities.join(t.versions))
        .where(entity.entity_id == bearer.id, *_COUNTED)
    )
    names: dict[str, int] = {}
    titles: dict[str, int] = {}
    for name, offices in connection.execute(query):
        names[name] = names.get(name, 0) + 1
        for office in offices:
            titles[office] = titles.get(office, 0) + 1
    entry = find(bearer.name, "person") if bearer.kind == "person" else None
    known = [Office(o.title, "gazetteer", None, o.start, o.end) for o in (entry.offices if entry else ())]
    given = [Office(title, "articles", often) for title, often in _most(titles)]
    return [InArticles(*name) for name in _most(names)], given + known


def _most(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
