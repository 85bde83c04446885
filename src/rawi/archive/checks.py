"""Whether an archive is whole: every span inside its text, every reference whole, everything in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Connection, Integer, Row, Select, cast, func, or_, select

from rawi.archive import index
from rawi.archive import tables as t
from rawi.archive.identity import digest_of
from rawi.archive.loading import load_readings
from rawi.archive.packing import unpack_page
from rawi.archive.shingles import bands, shingles
from rawi.schema import Reading, Span, Statement

_TOGETHER = 200
"""Versions that are held in memory at once."""


class Fault(msgspec.Struct, frozen=True):
    """Something in the archive that is not as it must be."""

    what: str
    """Version, article or table."""
    reason: str

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"


def check_archive(connection: Connection) -> Iterator[Fault]:
    """Looks through the whole archive and names everything that is not as it must be."""
    for check in CHECKS:
        yield from check(connection)


def _check_file(connection: Connection) -> Iterator[Fault]:
    """What SQLite itself can check; a PostgreSQL server keeps its references whole always."""
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield Fault("file", message)
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(f"{table}, row {row}", f"points to something that is not in {parent}")


def _check_versions(connection: Connection) -> Iterator[Fault]:
    """Each article has versions that are numbered from 1, and its newest one is current."""
    v = t.versions.c
    current = func.sum(cast(v.current, Integer))
    newest = func.max(v.number * cast(v.current, Integer))
    query = (
        select(t.articles.c.id, func.count(v.id), func.max(v.number), current, newest)
        .outerjoin(t.versions)
        .group_by(t.articles.c.id)
        .having(
            or_(func.count(v.id) == 0, func.count(v.id) != func.max(v.number), current != 1)
            | (newest != func.max(v.number))
        )
    )
    for article_id, count, last, of_current, _ in connection.execute(query):
        numbers = f"{count} versions, the last is number {last}, {of_current} current"
        yield Fault(f"article {article_id}", f"its newest version should be the only current one ({numbers})")


def _check_copies(connection: Connection) -> Iterator[Fault]:
    """Copies are of other articles, and none is a copy of its own copies."""
    v = t.versions.c
    rows = connection.execute(
        select(v.id, v.article_id, v.copy_of, v.copy_share).where(v.copy_of.is_not(None))
    )
    copies = {row.id: row for row in rows}
    for row in copies.values():
        original = copies.get(row.copy_of)
        if original is not None and original.article_id == row.article_id:
            yield Fault(f"version {row.id}", "is marked as a copy of its own article")
        if row.copy_share is None:
            yield Fault(f"version {row.id}", "is a copy, but its share is missing")
    ends: dict[int, bool] = {}
    for version in copies:
        way: list[int] = []
        at = version
        while at in copies and at not in ends and at not in way:
            way.append(at)
            at = copies[at].copy_of
        whole = ends.get(at, at not in way)
        ends.update(dict.fromkeys(way, whole))
        if not whole and at == version:
            yield Fault(f"version {version}", "is a copy of its own copy")


def _check_readings(connection: Connection) -> Iterator[Fault]:
    """Each version's text, reading, original and what is kept beside them agree."""
    last = 0
    while True:
        heads = connection.execute(_heads(last)).all()
        if not heads:
            return
        ids = [head.id for head in heads]
        readings = _load(connection, ids)
        kept = _Kept(connection, ids)
        for head in heads:
            last = head.id
            reading = readings.get(head.id)
            reasons = ["its text cannot be had"] if reading is None else _faults(head, reading, kept)
            yield from (Fault(f"version {head.id}", reason) for reason in reasons)


def _load(connection: Connection, ids: list[int]) -> dict[int, Reading]:
    """The readings of versions; without those whose text is missing or cannot be unpacked."""
    try:
        return load_readings(connection, ids)
    except zstandard.ZstdError:
        half = len(ids) // 2
        return _load(connection, ids[:half]) | _load(connection, ids[half:]) if half else {}


def _heads(after: int) -> Select[Any]:
    """The next versions by id, with their originals."""
    v = t.versions.c
    return (
        select(v.id, v.digest, t.originals.c.page)
        .outerjoin(t.originals)
        .where(v.id > after)
        .order_by(v.id)
        .limit(_TOGETHER)
    )


class _Kept:
    """What the archive keeps beside the readings of some versions, to be asked."""

    def __init__(self, connection: Connection, ids: list[int]) -> None:
        self.bands: dict[int, set[int]] = {i: set() for i in ids}
        for band, version_id in connection.execute(
            select(t.copy_bands.c.band, t.copy_bands.c.version_id).where(t.copy_bands.c.version_id.in_(ids))
        ):
            self.bands[version_id].add(band)
        s, link = t.statements.c, t.links.c
        self.links: dict[tuple[int, int], list[tuple[Any, ...]]] = {}
        for row in connection.execute(
            select(s.version_id, s.number, link.role, link.name, link.kind, link.start, link.end)
            .join(t.links)
            .where(s.version_id.in_(ids))
            .order_by(link.statement_id, link.number)
        ):
            self.links.setdefault((row[0], row[1]), []).append(tuple(row[2:]))
        e = t.version_entities.c
        entities = {
            (row.version_id, row.number): row.entity_id
            for row in connection.execute(
                select(e.version_id, e.number, e.entity_id).where(e.version_id.in_(ids))
            )
        }
        self.astray: set[tuple[int, int]] = set()
        """Statements that point to another entity across articles than their own one is."""
        pointing = select(
            s.version_id,
            s.number,
            s.speaker_entity_number,
            s.speaker_entity_id,
            s.addressee_entity_number,
            s.addressee_entity_id,
        ).where(s.version_id.in_(ids))
        for version_id, statement, *pairs in connection.execute(pointing):
            for number, entity_id in (pairs[:2], pairs[2:]):
                if entity_id != (None if number is None else entities.get((version_id, number))):
                    self.astray.add((version_id, statement))


def _faults(head: Row[Any], reading: Reading, kept: _Kept) -> Iterator[str]:
    text = reading.text
    if digest_of(text) != head.digest:
        yield "its text is not the one of its digest"
    if text[len(reading.title) : len(reading.title) + 1] != "\n":
        yield "its headline does not end where its text says"
    if set(bands(shingles(text))) != kept.bands[head.id]:
        yield "the bands by which copies are found are not those of its text"
    yield from (f"{name} {span.start}-{span.end} is outside its text" for name, span in _outside(reading))
    broken = list(_broken_references(reading))
    yield from broken
    for number, statement in enumerate(reading.statements if not broken else ()):
        if kept.links.get((head.id, number), []) != _chain(statement):
            yield f"the chain of statement {number} is not that of its reading"
        if (head.id, number) in kept.astray:
            yield f"statement {number} points to another entity than its reading"
    if head.page is not None:
        try:
            unpack_page(head.page, text)
        except zstandard.ZstdError:
            yield "its original cannot be unpacked"


def _chain(statement: Statement) -> list[tuple[Any, ...]]:
    return [
        (li.role, li.name, li.kind, li.span.start if li.span else None, li.span.end if li.span else None)
        for li in statement.chain()
    ]


def _outside(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Spans that are not in the text."""
    length = len(reading.text)
    return ((name, span) for name, span in _spans(reading) if not 0 <= span.start <= span.end <= length)


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    yield from (("sentence", span) for span in reading.sentences)
    yield from (("credit", credit.span) for credit in reading.credits)
    yield from (("time", time.span) for time in reading.times)
    yield from (("place", span) for place in reading.places for span in place.mentions)
    yield from (("mention", mention.span) for entity in reading.entities for mention in entity.mentions)
    for s in reading.statements:
        yield "cue", s.cue
        yield from (("content", span) for span in s.content)
        yield from (("transmitter", via.span) for via in s.via)
        parts = (("source", s.source), ("addressee", s.addressee), ("medium", s.medium))
        yield from ((name, span) for name, span in parts if span is not None)


def _broken_references(reading: Reading) -> Iterator[str]:
    """Numbers of entities, statements, times and places that are not there."""
    entities, statements = range(len(reading.entities)), range(len(reading.statements))
    for number, s in enumerate(reading.statements):
        for entity in (s.speaker.entity, s.addressee_entity, *(via.entity for via in s.via)):
            if entity is not None and entity not in entities:
                yield f"statement {number} points to an entity that is not there"
        if s.parent is not None and s.parent not in statements:
            yield f"statement {number} stands in a statement that is not there"
        if s.time is not None and s.time.time is not None and s.time.time not in range(len(reading.times)):
            yield f"statement {number} points to a time that is not there"
    if reading.dateline is not None and reading.dateline not in range(len(reading.places)):
        yield "its dateline is a place that is not there"


def _check_index(connection: Connection) -> Iterator[Fault]:
    """The search index has the words of the current versions and their statements, and nothing else."""
    if index.is_stale(connection):
        yield Fault("search index", "made by another Rawi; `rawi archive reindex` makes it again")
    for of, number, fault in index.out_of_step(connection):
        yield Fault(f"search index, {of.removesuffix('s')} {number}", fault)


CHECKS: tuple[Callable[[Connection], Iterator[Fault]], ...] = (
    _check_file,
    _check_versions,
    _check_copies,
    _check_readings,
    _check_index,
)
"""All checks, in their order."""
