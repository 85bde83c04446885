"""The tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("identity", name=op.f("uq_articles_identity")),
    )
    op.create_table(
        "entities",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("latin", sa.String(), nullable=True),
        sa.Column("latin_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entities")),
        sa.UniqueConstraint("key", "kind", name=op.f("uq_entities_key_kind")),
    )
    op.create_table(
        "outlets",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlets")),
        sa.UniqueConstraint("name", name=op.f("uq_outlets_name")),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("byline", sa.String(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_source", sa.String(), nullable=True),
        sa.Column("published_confidence", sa.Float(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("added", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("dateline", sa.Integer(), nullable=True),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("copy_share", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_versions_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["copy_of"], ["versions.id"], name=op.f("fk_versions_copy_of"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name=op.f("fk_versions_outlet_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("article_id", "digest", name=op.f("uq_versions_article_id_digest")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_versions_article_id_number")),
    )
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_versions_copy_of"), ["copy_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_versions_date"), ["date"], unique=False)
        batch_op.create_index(batch_op.f("ix_versions_outlet_id"), ["outlet_id"], unique=False)

    op.create_table(
        "copy_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_copy_bands_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("band", "version_id", name=op.f("pk_copy_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "credits",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_credits_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_credits")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_evidence_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_evidence")),
    )
    op.create_table(
        "mentions",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_mentions_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "originals",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("found_in", sa.String(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_originals_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_originals")),
    )
    op.create_table(
        "place_mentions",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place_number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_place_mentions_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_place_mentions")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "places",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("geonames", sa.Integer(), nullable=True),
        sa.Column("latin", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_places_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_places")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_places_geonames"), ["geonames"], unique=False)

    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("speaker_kind", sa.String(), nullable=True),
        sa.Column("speaker_named", sa.Boolean(), nullable=False),
        sa.Column("speaker_entity_number", sa.Integer(), nullable=True),
        sa.Column("speaker_entity_id", sa.Integer(), nullable=True),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("addressee_start", sa.Integer(), nullable=True),
        sa.Column("addressee_end", sa.Integer(), nullable=True),
        sa.Column("addressee_entity_number", sa.Integer(), nullable=True),
        sa.Column("addressee_entity_id", sa.Integer(), nullable=True),
        sa.Column("medium_start", sa.Integer(), nullable=True),
        sa.Column("medium_end", sa.Integer(), nullable=True),
        sa.Column("time_value", sa.String(), nullable=True),
        sa.Column("time_origin", sa.String(), nullable=True),
        sa.Column("time_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["addressee_entity_id"], ["entities.id"], name=op.f("fk_statements_addressee_entity_id")
        ),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlets.id"], name=op.f("fk_statements_outlet_id")),
        sa.ForeignKeyConstraint(
            ["speaker_entity_id"], ["entities.id"], name=op.f("fk_statements_speaker_entity_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_statements_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_statements_version_id_number")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_statements_addressee_entity_id"), ["addressee_entity_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_statements_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_statements_speaker_entity_id"), ["speaker_entity_id"], unique=False
        )

    op.create_table(
        "texts",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title_length", sa.Integer(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text().with_variant(sa.LargeBinary(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_texts_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_texts")),
    )
    op.create_table(
        "times",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("mod", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_times_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_times")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "version_entities",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("latin", sa.String(), nullable=True),
        sa.Column("latin_by", sa.String(), nullable=True),
        sa.Column("offices", sa.JSON(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_version_entities_entity_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_version_entities_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version_id", "number", name=op.f("pk_version_entities")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("version_entities", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_entities_entity_id"), ["entity_id"], unique=False)

    op.create_table(
        "contents",
        sa.Column("statement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_contents_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "number", name=op.f("pk_contents")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        sa.Column("statement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_links_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "number", name=op.f("pk_links")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "vias",
        sa.Column("statement_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entity_number", sa.Integer(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entities.id"], name=op.f("fk_vias_entity_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statements.id"], name=op.f("fk_vias_statement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement_id", "number", name=op.f("pk_vias")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("vias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vias_entity_id"), ["entity_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("vias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_vias_entity_id"))

    op.drop_table("vias")
    op.drop_table("links")
    op.drop_table("contents")
    with op.batch_alter_table("version_entities", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_entities_entity_id"))

    op.drop_table("version_entities")
    op.drop_table("times")
    op.drop_table("texts")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statements_speaker_entity_id"))
        batch_op.drop_index(batch_op.f("ix_statements_outlet_id"))
        batch_op.drop_index(batch_op.f("ix_statements_day"))
        batch_op.drop_index(batch_op.f("ix_statements_addressee_entity_id"))

    op.drop_table("statements")
    with op.batch_alter_table("places", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_places_geonames"))

    op.drop_table("places")
    op.drop_table("place_mentions")
    op.drop_table("originals")
    op.drop_table("mentions")
    op.drop_table("evidence")
    op.drop_table("credits")
    op.drop_table("copy_bands")
    with op.batch_alter_table("versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_versions_outlet_id"))
        batch_op.drop_index(batch_op.f("ix_versions_date"))
        batch_op.drop_index(batch_op.f("ix_versions_copy_of"))

    op.drop_table("versions")
    op.drop_table("outlets")
    op.drop_table("entities")
    op.drop_table("articles")
