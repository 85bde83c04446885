"""From rows back to readings: the same as were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from rawi.archive import tables as t
from rawi.archive.packing import unpack_evidence
from rawi.schema import (
    Credit,
    Entity,
    Evidence,
    LatinName,
    Mention,
    Place,
    Reading,
    Span,
    Speaker,
    Statement,
    StatementTime,
    TimeExpression,
    Via,
)

_Rows = dict[int, list[Row[Any]]]
_OF_VERSIONS = (
    t.statements,
    t.version_entities,
    t.mentions,
    t.credits,
    t.times,
    t.places,
    t.place_mentions,
)


def load_readings(connection: Connection, version_ids: Iterable[int]) -> dict[int, Reading]:
    """The readings of versions, by id, in the order of the ids given; an unknown id is left out.

    All are in memory at once: give some hundreds of ids, not a million.
    """
    ids = list(version_ids)
    parts = {
        table: _by_owner(connection, _parts_of_versions(table, ids), "version_id") for table in _OF_VERSIONS
    }
    for table in (t.contents, t.vias):
        parts[table] = _by_owner(connection, _parts_of_statements(table, ids), "statement_id")
    heads = {row.id: row for row in connection.execute(_heads(ids))}
    return {i: _reading(heads[i], parts) for i in ids if i in heads}


def _parts_of_versions(table: Table, ids: list[int]) -> Select[Any]:
    query = select(table).where(table.c.version_id.in_(ids)).order_by(table.c.number)
    if table is t.version_entities:
        return query.join(t.entities).add_columns(t.entities.c.key, t.entities.c.kind)
    return query


def _parts_of_statements(table: Table, ids: list[int]) -> Select[Any]:
    of_versions = select(table).join(t.statements).where(t.statements.c.version_id.in_(ids))
    return of_versions.order_by(table.c.number)


def _heads(ids: list[int]) -> Select[Any]:
    """Versions with their texts and outlets."""
    return (
        select(t.versions, t.texts, t.outlets.c.name.label("outlet"), t.evidence.c.why)
        .join(t.texts)
        .outerjoin(t.outlets)
        .outerjoin(t.evidence)
        .where(t.versions.c.id.in_(ids))
    )


def _by_owner(connection: Connection, query: Select[Any], owner: str) -> _Rows:
    """The rows of each owner, in the order of their numbers."""
    rows: _Rows = defaultdict(list)
    for row in connection.execute(query):
        rows[getattr(row, owner)].append(row)
    return rows


def _reading(head: Row[Any], parts: dict[Table, _Rows]) -> Reading:
    version = head.id
    offsets = head.sentences
    place_spans: dict[int, list[Span]] = defaultdict(list)
    for row in parts[t.place_mentions][version]:
        place_spans[row.place_number].append(_span(row))
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for row in parts[t.mentions][version]:
        mentions[row.entity_number].append(Mention(_span(row), row.form))
    return Reading(
        text=head.text,
        id=head.external_id,
        outlet=head.outlet or "",
        url=head.url,
        date=head.date,
        title=head.text[: head.title_length],
        byline=head.byline,
        sentences=[Span(*pair) for pair in zip(offsets[::2], offsets[1::2], strict=True)],
        credits=[Credit(_span(row), row.name) for row in parts[t.credits][version]],
        statements=_statements(head, parts),
        entities=[_entity(row, mentions[row.number]) for row in parts[t.version_entities][version]],
        times=[TimeExpression(_span(r), r.type, r.value, r.mod) for r in parts[t.times][version]],
        places=[_place(row, place_spans[row.number]) for row in parts[t.places][version]],
        dateline=head.dateline,
        notes=head.notes,
    )


def _span(row: Row[Any]) -> Span:
    return Span(row.start, row.end)


def _span_of(row: Row[Any], part: str) -> Span | None:
    start = getattr(row, f"{part}_start")
    return None if start is None else Span(start, getattr(row, f"{part}_end"))


def _statements(head: Row[Any], parts: dict[Table, _Rows]) -> list[Statement]:
    rows = parts[t.statements][head.id]
    why = unpack_evidence(head.why) if head.why is not None else []
    return [_statement(row, parts, of_row) for row, of_row in zip(rows, why, strict=True)]


def _statement(row: Row[Any], parts: dict[Table, _Rows], why: list[Evidence]) -> Statement:
    origin = row.time_origin
    return Statement(
        cue=Span(row.cue_start, row.cue_end),
        source=_span_of(row, "source"),
        content=[_span(part) for part in parts[t.contents][row.id]],
        mode=row.mode,
        speaker=Speaker(
            name=row.speaker,
            kind=row.speaker_kind,
            named=row.speaker_named,
            candidates=row.candidates,
            entity=row.speaker_entity_number,
        ),
        via=[Via(_span(v), v.name, v.kind, v.entity_number) for v in parts[t.vias][row.id]],
        parent=row.parent,
        addressee=_span_of(row, "addressee"),
        addressee_entity=row.addressee_entity_number,
        medium=_span_of(row, "medium"),
        time=StatementTime(row.time_value, origin, row.time_number) if origin else None,
        act=row.act,
        negated=row.negated,
        confidence=row.confidence,
        why=why,
    )


def _entity(row: Row[Any], mentions: list[Mention]) -> Entity:
    return Entity(
        name=row.name,
        kind=row.kind,
        key=row.key,
        latin=LatinName(row.latin, row.latin_by) if row.latin is not None else None,
        mentions=mentions,
        offices=row.offices,
        gender=row.gender,
    )


def _place(row: Row[Any], mentions: list[Span]) -> Place:
    return Place(
        name=row.name,
        mentions=mentions,
        kind=row.kind,
        country=row.country,
        latitude=row.latitude,
        longitude=row.longitude,
        geonames=row.geonames,
        latin=row.latin,
        entity=row.entity_number,
        confidence=row.confidence,
    )
