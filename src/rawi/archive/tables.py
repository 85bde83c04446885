"""The tables of an archive: the same on SQLite and PostgreSQL.

An article is known by its address, or by outlet and id, or by its text. Each text that it has had is a
version; what was read in it belongs to the version. Spans are pairs of character offsets into `versions.text`.
Numbers (`number`, `parent`, `speaker_entity_number` …) are indexes in the reading, so that it can be had back
as it was; ids are the archive's own.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of_version(name: str, *columns: Column[object]) -> Table:
    """A table whose rows belong to a version and have a number in it."""
    return Table(
        name,
        metadata,
        Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
        Column("number", Integer, primary_key=True),
        *columns,
    )


def _span(part: str = "") -> tuple[Column[int], Column[int]]:
    """The offsets of a span that is always there (no `part`), or of a part of a statement that may not be."""
    if not part:
        return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)
    return Column(f"{part}_start", Integer), Column(f"{part}_end", Integer)


outlets = Table(
    "outlets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("identity", String, nullable=False, unique=True),
    Column("outlet_id", ForeignKey("outlets.id"), index=True),
    Column("external_id", String, nullable=False),
    Column("url", String, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("digest", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("title_length", Integer, nullable=False),
    Column("byline", String, nullable=False),
    Column("date", String, index=True),
    Column("added", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("dateline", Integer),
    Column("words", Integer, nullable=False),
    Column("copy_of", ForeignKey("versions.id", ondelete="SET NULL"), index=True),
    Column("copy_share", Float),
    UniqueConstraint("article_id", "number"),
)
"""`current`: the newest of its article; `copy_of`: the version of another article that this one copies."""

originals = Table(
    "originals",
    metadata,
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("media_type", String, nullable=False),
    Column("found_in", String, nullable=False),
    Column("page", LargeBinary, nullable=False),
)
"""The page behind a reading, as it came in, compressed with Zstandard."""

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("latin", String),
    Column("latin_by", String),
    UniqueConstraint("key", "kind"),
)
"""Across articles: one for all those whose names have one key."""

version_entities = _of_version(
    "version_entities",
    Column("entity_id", ForeignKey("entities.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("offices", JSON, nullable=False),
    Column("gender", String),
)

mentions = _of_version(
    "mentions",
    Column("entity_number", Integer, nullable=False),
    *_span(),
    Column("form", String, nullable=False),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version_id", ForeignKey("versions.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("outlet_id", ForeignKey("outlets.id"), index=True),
    Column("day", String, index=True),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    *_span("source"),
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
    *_span("addressee"),
    Column("addressee_entity_number", Integer),
    Column("addressee_entity_id", ForeignKey("entities.id"), index=True),
    *_span("medium"),
    Column("time_value", String),
    Column("time_origin", String),
    Column("time_number", Integer),
    Column("why", JSON, nullable=False),
    UniqueConstraint("version_id", "number"),
)
"""`day`: on which it was made, as far as the reading tells, else that of the article."""

contents = Table(
    "contents",
    metadata,
    Column("statement_id", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    *_span(),
)

vias = Table(
    "vias",
    metadata,
    Column("statement_id", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    *_span(),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("entity_number", Integer),
    Column("entity_id", ForeignKey("entities.id"), index=True),
)

links = Table(
    "links",
    metadata,
    Column("statement_id", ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("role", String, nullable=False),
    Column("name", String),
    Column("kind", String),
    Column("start", Integer),
    Column("end", Integer),
    Index("ix_links_name", "name"),
)
"""The chain of each statement, from the outlet to the speaker; made from the rest, to be asked."""

credits = _of_version("credits", *_span(), Column("name", String, nullable=False))

times = _of_version(
    "times", *_span(), Column("type", String, nullable=False), Column("value", String), Column("mod", String)
)

places = _of_version(
    "places",
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Integer, index=True),
    Column("latin", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("mentions", JSON, nullable=False),
)
