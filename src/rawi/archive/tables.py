"""The tables of an archive: the same on SQLite and PostgreSQL.

An article is known by its address, or by outlet and id, or by its text. Each text that it has had is a
version; what was read in it belongs to the version. Spans are pairs of character offsets into `texts.text`.
Numbers (`number`, `parent`, `speaker_entity_number`, …) are indexes in the reading, so that it can be had
back as it was; ids are the archive's own, given by the one writer (`rawi.archive.writing`).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.schema import SchemaItem

from rawi.archive.packing import PackedText

REVISION = "0002"
"""The newest migration. The tables of the search index (`search_…`) are made by migrations alone."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _table(name: str, *items: SchemaItem) -> Table:
    """A table of things that have an id of their own, which the writer gives."""
    return Table(name, metadata, Column("id", Integer, primary_key=True, autoincrement=False), *items)


def _part(name: str, owner: str, *items: SchemaItem) -> Table:
    """A table whose rows are numbered within what they are a part of; SQLite keeps them together."""
    key = ForeignKey(f"{owner}s.id", ondelete="CASCADE")
    return Table(
        name,
        metadata,
        Column(f"{owner}_id", key, primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=True, autoincrement=False),
        *items,
        sqlite_with_rowid=False,
    )


def _of_version(name: str, *items: SchemaItem) -> Table:
    """A table with at most one row for a version."""
    key = ForeignKey("versions.id", ondelete="CASCADE")
    return Table(name, metadata, Column("version_id", key, primary_key=True, autoincrement=False), *items)


def _span() -> tuple[Column[Any], Column[Any]]:
    """The offsets of a span that is always there."""
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


def _span_of(part: str) -> tuple[Column[Any], Column[Any]]:
    """The offsets of a part of a statement that may not be there."""
    return Column(f"{part}_start", Integer), Column(f"{part}_end", Integer)


outlets = _table("outlets", Column("name", String, nullable=False, unique=True))

articles = _table("articles", Column("identity", String, nullable=False, unique=True))
"""`identity`: see `rawi.archive.identity`."""

versions = _table(
    "versions",
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("outlet_id", ForeignKey("outlets.id"), index=True),
    Column("external_id", String, nullable=False),
    Column("url", String, nullable=False),
    Column("date", String, index=True),
    Column("byline", String, nullable=False),
    Column("published", String),
    Column("published_source", String),
    Column("published_confidence", Float),
    Column("digest", String, nullable=False),
    Column("added", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("dateline", Integer),
    Column("notes", JSON, nullable=False),
    Column("words", Integer, nullable=False),
    Column("copy_of", ForeignKey("versions.id", ondelete="SET NULL"), index=True),
    Column("copy_share", Float),
    UniqueConstraint("article_id", "number"),
    UniqueConstraint("article_id", "digest"),
)
"""`number`: from 1; `current`: the newest of its article; `digest`: of the text; `added`: UTC, to the second;
`reader`: what read it (`rawi.archive.reread`); `copy_of`: the version of another article that this one
copies, `copy_share`: how much of it stands there too (`rawi.archive.copies`)."""

texts = _of_version(
    "texts",
    Column("title_length", Integer, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("text", PackedText, nullable=False),
)
"""Apart from the versions, so that these can be counted without them. `sentences`: offsets, start and end in
turn."""

originals = _of_version(
    "originals",
    Column("media_type", String, nullable=False),
    Column("found_in", String, nullable=False),
    Column("page", LargeBinary, nullable=False),
)
"""The page behind a reading, as it came in (`rawi.archive.packing`); `found_in`: file and line, or URL."""

entities = _table(
    "entities",
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("latin", String),
    Column("latin_by", String),
    UniqueConstraint("key", "kind"),
)
"""Across articles: one for all those of a kind whose names have one key; `name`: the fullest of all."""

version_entities = _part(
    "version_entities",
    "version",
    Column("entity_id", ForeignKey("entities.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("latin", String),
    Column("latin_by", String),
    Column("offices", JSON, nullable=False),
    Column("gender", String),
)

mentions = _part(
    "mentions",
    "version",
    Column("entity_number", Integer, nullable=False),
    *_span(),
    Column("form", String, nullable=False),
)

statements = _table(
    "statements",
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("outlet_id", ForeignKey("outlets.id"), index=True),
    Column("day", String, index=True),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    *_span_of("source"),
    Column("mode", String, nullable=False),
    Column("act", String, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("speaker", String),
    Column("speaker_kind", String),
    Column("speaker_named", Boolean, nullable=False),
    Column("speaker_entity_number", Integer),
    Column("speaker_entity_id", ForeignKey("entities.id"), index=True),
    Column("candidates", JSON, nullable=False),
    Column("parent", Integer),
    *_span_of("addressee"),
    Column("addressee_entity_number", Integer),
    Column("addressee_entity_id", ForeignKey("entities.id"), index=True),
    *_span_of("medium"),
    Column("time_value", String),
    Column("time_origin", String),
    Column("time_number", Integer),
    UniqueConstraint("version_id", "number"),
)
"""`day`: on which it was made, as far as the reading tells, else that of the article."""

evidence = _of_version("evidence", Column("why", LargeBinary, nullable=False))
"""Why the statements of a version are as they are: for each a list of part, rule and detail, as JSON
compressed with Zstandard. It is long, and nothing but shown."""

contents = _part("contents", "statement", *_span())

vias = _part(
    "vias",
    "statement",
    *_span(),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("entity_number", Integer),
    Column("entity_id", ForeignKey("entities.id"), index=True),
)

links = _part(
    "links",
    "statement",
    Column("role", String, nullable=False),
    Column("name", String),
    Column("kind", String),
    Column("start", Integer),
    Column("end", Integer),
)
"""The chain of each statement, from the outlet to the speaker; made from the rest, to be asked."""

credits = _part("credits", "version", *_span(), Column("name", String, nullable=False))

times = _part(
    "times",
    "version",
    *_span(),
    Column("type", String, nullable=False),
    Column("value", String),
    Column("mod", String),
)

places = _part(
    "places",
    "version",
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Integer, index=True),
    Column("latin", String, nullable=False),
    Column("confidence", Float, nullable=False),
)

place_mentions = _part("place_mentions", "version", Column("place_number", Integer, nullable=False), *_span())

copy_bands = Table(
    "copy_bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sqlite_with_rowid=False,
)
"""Bands of the MinHash signatures: versions that share one may be copies (`rawi.archive.shingles`)."""

READ_TABLES = (statements, evidence, version_entities, mentions, credits, times, places, place_mentions)
"""What a reading is made of, beside its text; the rest goes with the statements."""
