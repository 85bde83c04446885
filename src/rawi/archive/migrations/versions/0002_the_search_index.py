"""The search index"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BOTH = (
    "CREATE TABLE search_names "
    "(code VARCHAR NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (code, entity_id))",
    "CREATE INDEX search_names_entity ON search_names (entity_id)",
    "CREATE TABLE search_state (name VARCHAR NOT NULL PRIMARY KEY, value BIGINT NOT NULL)",
    "INSERT INTO search_state (name, value) VALUES ('analyzer', 1), "
    "('statements documents', 0), ('statements words', 0), ('articles documents', 0), ('articles words', 0)",
)
_NAMES = ("search_statements", "search_articles")


def upgrade() -> None:
    for sql in _BOTH:
        op.execute(sql)
    for name in _NAMES:
        if op.get_bind().dialect.name == "sqlite":
            # of the words, made by rawi.archive.analyzer, only ASCII separators part one from the next
            op.execute(
                f"CREATE VIRTUAL TABLE {name} USING fts5(exact, stem, content='', "
                "tokenize=\"ascii tokenchars '.,:/_'\")"
            )
        else:
            op.execute(
                f"CREATE TABLE {name} (id INTEGER NOT NULL PRIMARY KEY, length INTEGER NOT NULL, "
                "words TSVECTOR NOT NULL)"
            )
            op.execute(f"CREATE INDEX {name}_words ON {name} USING gin (words)")


def downgrade() -> None:
    for name in (*_NAMES, "search_names", "search_state"):
        op.execute(f"DROP TABLE {name}")
