"""From readings to rows. There is one writer at a time: it gives the ids, within a write transaction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, Dialect, Table, bindparam, delete, func, insert, select, update

from rawi.archive import index
from rawi.archive import tables as t
from rawi.archive.copies import mark_copies
from rawi.archive.entities import Entities
from rawi.archive.packing import Original, pack_evidence
from rawi.archive.shingles import bands, shingles
from rawi.schema import Entity, Mention, PublicationTime, Reading, Span, Statement

Row = dict[str, Any]
Rows = dict[Table, list[Row]]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Addition(msgspec.Struct):
    """A reading that is to be written, and what belongs to it."""

    reading: Reading
    identity: str
    digest: str
    published: PublicationTime | None = None
    original: Original | None = None


class Written(NamedTuple):
    """What became of an addition."""

    status: Literal["new", "version", "there"]
    """`version`: a new text of an article that is there; `there`: that text is there."""
    version_id: int


def write(connection: Connection, additions: Sequence[Addition], reader: str) -> list[Written]:
    """Writes readings, in their order, in a write transaction that the caller has begun.

    An article that is there with the same text is left as it is; with another one it gets a new version,
    which is then its current one.

    Args:
        reader: what read them (`rawi.archive.reread.reader_name`).
    """
    writer = _Writer(connection)
    articles = _Articles(connection, [addition.identity for addition in additions])
    added = datetime.now(UTC).isoformat(timespec="seconds")
    written: list[Written] = []
    for addition in additions:
        there = articles.find(addition.identity, addition.digest)
        if there is not None:
            written.append(Written("there", there))
            continue
        article_id, number = articles.next_version(addition.identity, writer)
        version_id = writer.new_id(t.versions)
        articles.add(addition.identity, addition.digest, version_id)
        writer.add(t.versions, _version(addition, version_id, article_id, number, added, reader))
        writer.version(version_id, addition)
        written.append(Written("new" if number == 1 else "version", version_id))
    old = [{"old": article_id} for article_id in articles.outdated]
    if old:
        v = t.versions.c
        index.remove(
            connection,
            connection.execute(
                select(v.id).where(v.article_id.in_(articles.outdated), v.current.is_(True))
            ).scalars(),
        )
        connection.execute(
            update(t.versions).where(t.versions.c.article_id == bindparam("old")).values(current=False), old
        )
    writer.flush()
    index.add(connection, [one.version_id for one in written if one.status != "there"])
    mark_copies(connection, writer.bands)
    return written


def rewrite(connection: Connection, readings: dict[int, Reading], reader: str) -> None:
    """Puts other readings in the place of those that versions have, in a write transaction.

    Args:
        readings: by the id of the version; each is of the text that the version has.
        reader: what read them.
    """
    index.remove(connection, readings)
    for table in t.READ_TABLES:
        connection.execute(delete(table).where(table.c.version_id.in_(readings)))
    writer = _Writer(connection)
    outlets = {
        row.id: row.outlet_id
        for row in connection.execute(
            select(t.versions.c.id, t.versions.c.outlet_id).where(t.versions.c.id.in_(readings))
        )
    }
    for version_id, reading in readings.items():
        writer.reading(version_id, outlets[version_id], reading)
    connection.execute(
        update(t.versions)
        .where(t.versions.c.id == bindparam("of"))
        .values(reader=reader, notes=bindparam("new_notes"), dateline=bindparam("new_dateline")),
        [{"of": i, "new_notes": r.notes, "new_dateline": r.dateline} for i, r in readings.items()],
    )
    connection.execute(
        update(t.texts)
        .where(t.texts.c.version_id == bindparam("of"))
        .values(sentences=bindparam("new_sentences")),
        [{"of": i, "new_sentences": _offsets(r.sentences)} for i, r in readings.items()],
    )
    writer.flush()
    index.add(connection, readings)


class _Articles:
    """The articles of a batch that are in the archive, with the digests of their versions."""

    def __init__(self, connection: Connection, identities: Iterable[str]) -> None:
        rows = connection.execute(
            select(t.articles.c.identity, t.articles.c.id, t.versions.c.digest, t.versions.c.id)
            .join(t.versions)
            .where(t.articles.c.identity.in_(set(identities)))
        )
        self._ids: dict[str, int] = {}
        self._versions: dict[str, dict[str, int]] = defaultdict(dict)
        self.outdated: set[int] = set()
        """Articles that get a new version."""
        for identity, article_id, digest, version_id in rows:
            self._ids[identity] = article_id
            self._versions[identity][digest] = version_id

    def find(self, identity: str, digest: str) -> int | None:
        """The version of an article that has this text."""
        return self._versions[identity].get(digest)

    def next_version(self, identity: str, writer: _Writer) -> tuple[int, int]:
        """The article's id and the number of its next version; makes the article if it is not there."""
        article_id = self._ids.get(identity)
        if article_id is None:
            article_id = self._ids[identity] = writer.new_id(t.articles)
            writer.add(t.articles, {"id": article_id, "identity": identity})
        else:
            self.outdated.add(article_id)
            for row in writer.rows[t.versions]:  # where one batch holds two texts of an article
                row["current"] = row["current"] and row["article_id"] != article_id
        return article_id, len(self._versions[identity]) + 1

    def add(self, identity: str, digest: str, version_id: int) -> None:
        self._versions[identity][digest] = version_id


class _Writer:
    """Collects the rows of a batch, with the ids that they get, and writes them table by table."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.rows: Rows = defaultdict(list)
        self.bands: dict[int, list[int]] = {}
        """Of the new versions, see `rawi.archive.shingles`."""
        self._next: dict[Table, int] = {}
        self._outlets: dict[str, int] = {}
        self._entities: list[tuple[Row, Entity]] = []
        self._pointing: list[tuple[Row, str, int, int]] = []
        """Rows that point to an entity: row, part, version, number of the entity in it."""

    def new_id(self, table: Table) -> int:
        """The next id of a table."""
        if table not in self._next:
            last = self.connection.execute(select(func.max(table.c.id))).scalar()
            self._next[table] = 1 + (last or 0)
        self._next[table] += 1
        return self._next[table] - 1

    def add(self, table: Table, row: Row) -> None:
        self.rows[table].append(row)

    def version(self, version_id: int, addition: Addition) -> None:
        """Adds text, original, bands and reading of a version."""
        reading, original = addition.reading, addition.original
        outlet_id = self._outlet(reading.outlet)
        self.rows[t.versions][-1]["outlet_id"] = outlet_id
        self.add(
            t.texts,
            {
                "version_id": version_id,
                "title_length": len(reading.title),
                "sentences": _offsets(reading.sentences),
                "text": reading.text,
            },
        )
        if original is not None:
            self.add(
                t.originals,
                {
                    "version_id": version_id,
                    "media_type": original.media_type,
                    "found_in": original.found_in,
                    "page": original.page,
                },
            )
        self.bands[version_id] = bands(shingles(reading.text))
        self.rows[t.copy_bands] += (
            {"band": band, "version_id": version_id} for band in self.bands[version_id]
        )
        self.reading(version_id, outlet_id, reading)

    def reading(self, version_id: int, outlet_id: int | None, reading: Reading) -> None:
        """Adds what was read in a version."""
        self.rows[t.mentions] += (
            {
                "version_id": version_id,
                "number": number,
                "entity_number": entity,
                "start": mention.span.start,
                "end": mention.span.end,
                "form": mention.form,
            }
            for number, (entity, mention) in enumerate(_mentions(reading))
        )
        for number, entity in enumerate(reading.entities):
            row = _entity(version_id, number, entity)
            self.add(t.version_entities, row)
            self._entities.append((row, entity))
        for number, statement in enumerate(reading.statements):
            self._statement(version_id, outlet_id, number, statement)
        if reading.statements:
            self.add(t.evidence, {"version_id": version_id, "why": pack_evidence(reading.statements)})
        self.rows[t.credits] += (
            {"version_id": version_id, "number": n, "start": c.span.start, "end": c.span.end, "name": c.name}
            for n, c in enumerate(reading.credits)
        )
        self.rows[t.times] += (
            {
                "version_id": version_id,
                "number": n,
                "start": e.span.start,
                "end": e.span.end,
                "type": e.type,
                "value": e.value,
                "mod": e.mod,
            }
            for n, e in enumerate(reading.times)
        )
        self._places(version_id, reading)

    def flush(self) -> None:
        """Writes all rows, those first that others point to."""
        self._point_to_entities()
        for table in t.metadata.sorted_tables:
            if self.rows[table]:
                _insert(self.connection, table, self.rows[table])
        self.rows.clear()

    def _outlet(self, name: str) -> int | None:
        if name and name not in self._outlets:
            found = self.connection.execute(select(t.outlets.c.id).where(t.outlets.c.name == name)).scalar()
            if found is None:
                found = self.new_id(t.outlets)
                self.add(t.outlets, {"id": found, "name": name})
            self._outlets[name] = found
        return self._outlets.get(name)

    def _statement(self, version_id: int, outlet_id: int | None, number: int, statement: Statement) -> None:
        statement_id = self.new_id(t.statements)
        row = _statement(statement, statement_id, version_id, outlet_id, number)
        self.add(t.statements, row)
        self._point(row, "speaker_entity", version_id, statement.speaker.entity)
        self._point(row, "addressee_entity", version_id, statement.addressee_entity)
        self.rows[t.contents] += (
            {"statement_id": statement_id, "number": n, "start": span.start, "end": span.end}
            for n, span in enumerate(statement.content)
        )
        for n, via in enumerate(statement.via):
            row = {
                "statement_id": statement_id,
                "number": n,
                "start": via.span.start,
                "end": via.span.end,
                "name": via.name,
                "kind": via.kind,
            }
            self.add(t.vias, row)
            self._point(row, "entity", version_id, via.entity)
        self.rows[t.links] += (
            {
                "statement_id": statement_id,
                "number": n,
                "role": link.role,
                "name": link.name,
                "kind": link.kind,
                "start": link.span.start if link.span else None,
                "end": link.span.end if link.span else None,
            }
            for n, link in enumerate(statement.chain())
        )

    def _point(self, row: Row, part: str, version_id: int, entity: int | None) -> None:
        row[f"{part}_number"] = entity
        row[f"{part}_id"] = None
        if entity is not None:
            self._pointing.append((row, f"{part}_id", version_id, entity))

    def _places(self, version_id: int, reading: Reading) -> None:
        number = 0
        for place_number, place in enumerate(reading.places):
            self.add(
                t.places,
                {
                    "version_id": version_id,
                    "number": place_number,
                    "name": place.name,
                    "kind": place.kind,
                    "country": place.country,
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                    "geonames": place.geonames,
                    "latin": place.latin,
                    "entity_number": place.entity,
                    "confidence": place.confidence,
                },
            )
            for span in place.mentions:
                self.add(
                    t.place_mentions,
                    {
                        "version_id": version_id,
                        "number": number,
                        "place_number": place_number,
                        "start": span.start,
                        "end": span.end,
                    },
                )
                number += 1

    def _point_to_entities(self) -> None:
        """Gives the entities of the batch their ids across articles, and those to the rows that point."""
        known = Entities(self.connection, {entity.key for _, entity in self._entities})
        ids: dict[tuple[int, int], int] = {}
        for row, entity in self._entities:
            found = known.find(entity)
            if found is None:
                found = self.new_id(t.entities)
                self.add(t.entities, known.make(found, entity))
            row["entity_id"] = ids[row["version_id"], row["number"]] = found
        for row, column, version_id, number in self._pointing:
            row[column] = ids[version_id, number]
        known.update()
        self._entities.clear()
        self._pointing.clear()


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Inserts rows, each with a value for every column. They go to the driver as they are: SQLAlchemy's own
    way looks at each value and takes three times as long."""
    sql, encoders = _insertion(table, connection.dialect)
    for name, encode in encoders:
        for row in rows:
            row[name] = encode(row[name])
    connection.exec_driver_sql(sql, rows)


@lru_cache
def _insertion(table: Table, dialect: Dialect) -> tuple[str, list[tuple[str, Callable[[Any], Any]]]]:
    """The SQL that inserts a row, and what has to be done to the values of some columns (JSON) before."""
    found = ((c.name, c.type.dialect_impl(dialect).bind_processor(dialect)) for c in table.columns)
    encoders: list[tuple[str, Callable[[Any], Any]]] = [(name, encode) for name, encode in found if encode]
    return str(insert(table).compile(dialect=dialect)), encoders


def _version(
    addition: Addition, version_id: int, article_id: int, number: int, added: str, reader: str
) -> Row:
    reading, published = addition.reading, addition.published
    return {
        "id": version_id,
        "article_id": article_id,
        "number": number,
        "current": True,
        "external_id": reading.id,
        "url": reading.url,
        "date": reading.date,
        "byline": reading.byline,
        "published": published.value if published else None,
        "published_source": published.source if published else None,
        "published_confidence": published.confidence if published else None,
        "digest": addition.digest,
        "added": added,
        "reader": reader,
        "dateline": reading.dateline,
        "notes": reading.notes,
        "words": len(reading.text.split()),
        "copy_of": None,
        "copy_share": None,
    }


def _mentions(reading: Reading) -> Iterable[tuple[int, Mention]]:
    for number, entity in enumerate(reading.entities):
        for mention in entity.mentions:
            yield number, mention


def _entity(version_id: int, number: int, entity: Entity) -> Row:
    return {
        "version_id": version_id,
        "number": number,
        "name": entity.name,
        "latin": entity.latin.text if entity.latin else None,
        "latin_by": entity.latin.by if entity.latin else None,
        "offices": entity.offices,
        "gender": entity.gender,
    }


def _statement(
    statement: Statement, statement_id: int, version_id: int, outlet_id: int | None, number: int
) -> Row:
    speaker, time = statement.speaker, statement.time
    source, addressee, medium = statement.source, statement.addressee, statement.medium
    said = _DAY.match(time.value) if time is not None and time.value else None
    return {
        "id": statement_id,
        "version_id": version_id,
        "number": number,
        "outlet_id": outlet_id,
        "day": said[0] if said else statement.reading.date,
        "cue_start": statement.cue.start,
        "cue_end": statement.cue.end,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "mode": statement.mode,
        "act": statement.act,
        "negated": statement.negated,
        "confidence": statement.confidence,
        "speaker": speaker.name,
        "speaker_kind": speaker.kind,
        "speaker_named": speaker.named,
        "candidates": speaker.candidates,
        "parent": statement.parent,
        "addressee_start": addressee.start if addressee else None,
        "addressee_end": addressee.end if addressee else None,
        "medium_start": medium.start if medium else None,
        "medium_end": medium.end if medium else None,
        "time_value": time.value if time else None,
        "time_origin": time.origin if time else None,
        "time_number": time.time if time else None,
    }


def _offsets(spans: Iterable[Span]) -> list[int]:
    return [offset for span in spans for offset in (span.start, span.end)]
