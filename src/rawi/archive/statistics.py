"""The archive at a glance: how much there is, of whom, and of what kind."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, select

from rawi.archive import tables as t
from rawi.archive.hits import Count
from rawi.archive.speakers import InArticles

_MOST = 10
"""Speakers that are listed."""


class Share(msgspec.Struct, frozen=True):
    """How many of all have something."""

    count: int
    of: int

    @property
    def share(self) -> float:
        """As a number in [0, 1]; 0 of nothing."""
        return self.count / self.of if self.of else 0.0


class OutletStatistics(msgspec.Struct, frozen=True):
    """What an archive has of one outlet."""

    outlet: str | None
    """None: articles that name none."""
    articles: int
    """In their newest versions, near-copies included."""
    statements: int
    copies: Share
    """Articles that are near-copies of others."""
    agency: Share
    """Articles that credit an agency or another outlet for their text."""
    direct: Share
    """Statements in direct speech, at least in part."""
    unnamed: Share
    """Statements whose source is not named."""


class Statistics(msgspec.Struct, kw_only=True):
    """What an archive holds."""

    articles: int
    versions: int
    """Texts that its articles have or had."""
    words: int
    statements: int
    """Of the newest versions."""
    statements_without_copies: int
    """The same, near-copies left out."""
    first: str | None
    last: str | None
    """Days of the first and the last article."""
    undated: int
    """Articles without a day."""
    persons: int
    bodies: int
    """Persons, and organizations and media, that are named."""
    copies: Share
    agency: Share
    direct: Share
    unnamed: Share
    """As of outlets, of all together; `direct` and `unnamed` leave near-copies out."""
    outlets: list[OutletStatistics]
    """The one with most articles first."""
    speakers: list[Count]
    """Those with most statements, near-copies left out."""
    readers: list[InArticles]
    """What read the articles."""


def statistics(connection: Connection) -> Statistics:
    """Counts everything."""
    v, s = t.versions.c, t.statements.c
    versions = connection.execute(select(func.count()).select_from(t.versions)).scalar() or 0
    row = connection.execute(
        select(
            func.count(),
            func.sum(v.words),
            func.min(v.date),
            func.max(v.date),
            func.count(v.date),
            func.count(v.copy_of),
        ).where(v.current.is_(True))
    ).one()
    outlets = _outlets(connection)
    once = connection.execute(
        select(func.count(), _sum(s.mode != "indirect"), _sum(s.speaker_kind == "anonymous"))
        .select_from(t.statements.join(t.versions))
        .where(v.current.is_(True), v.copy_of.is_(None))
    ).one()
    kinds = {
        row[0]: row[1]
        for row in connection.execute(select(t.entities.c.kind, func.count()).group_by(t.entities.c.kind))
    }
    readers = select(v.reader, func.count()).where(v.current.is_(True)).group_by(v.reader)
    return Statistics(
        articles=row[0],
        versions=versions,
        words=row[1] or 0,
        statements=sum(outlet.statements for outlet in outlets),
        statements_without_copies=once[0],
        first=row[2],
        last=row[3],
        undated=row[0] - row[4],
        persons=kinds.get("person", 0),
        bodies=kinds.get("organization", 0) + kinds.get("media", 0),
        copies=Share(row[5], row[0]),
        agency=Share(sum(outlet.agency.count for outlet in outlets), row[0]),
        direct=Share(once[1] or 0, once[0]),
        unnamed=Share(once[2] or 0, once[0]),
        outlets=outlets,
        speakers=_speakers(connection),
        readers=[
            InArticles(*row) for row in connection.execute(readers.order_by(func.count().desc(), v.reader))
        ],
    )


def _outlets(connection: Connection) -> list[OutletStatistics]:
    v, s = t.versions.c, t.statements.c
    credited = select(t.credits.c.version_id).distinct()
    articles = connection.execute(
        select(v.outlet_id, t.outlets.c.name, func.count(), func.count(v.copy_of), _sum(v.id.in_(credited)))
        .select_from(t.versions.outerjoin(t.outlets))
        .where(v.current.is_(True))
        .group_by(v.outlet_id, t.outlets.c.name)
        .order_by(func.count().desc(), t.outlets.c.name)
    ).all()
    statements = {
        row[0]: row[1:]
        for row in connection.execute(
            select(v.outlet_id, func.count(), _sum(s.mode != "indirect"), _sum(s.speaker_kind == "anonymous"))
            .select_from(t.statements.join(t.versions))
            .where(v.current.is_(True))
            .group_by(v.outlet_id)
        )
    }
    found = []
    for outlet_id, name, number, copies, agency in articles:
        said, direct, unnamed = statements.get(outlet_id, (0, 0, 0))
        found.append(
            OutletStatistics(
                outlet=name,
                articles=number,
                statements=said,
                copies=Share(copies, number),
                agency=Share(agency or 0, number),
                direct=Share(direct or 0, said),
                unnamed=Share(unnamed or 0, said),
            )
        )
    return found


def _speakers(connection: Connection) -> list[Count]:
    v, s = t.versions.c, t.statements.c
    said = func.count()
    counted = (
        select(
            s.speaker_entity_id.label("id"),
            said.label("said"),
            func.count(s.version_id.distinct()).label("of"),
        )
        .select_from(t.statements.join(t.versions))
        .where(v.current.is_(True), v.copy_of.is_(None), s.speaker_entity_id.is_not(None))
        .group_by(s.speaker_entity_id)
        .order_by(said.desc(), s.speaker_entity_id)
        .limit(_MOST)
        .subquery()
    )
    rows = connection.execute(
        select(t.entities.c.name, counted.c.said, counted.c.of)
        .join(counted, counted.c.id == t.entities.c.id)
        .order_by(counted.c.said.desc(), counted.c.id)
    )
    return [Count(*row) for row in rows]


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows fulfil a condition; those of which it is not known do not."""
    return func.sum(case((condition, 1), else_=0))
