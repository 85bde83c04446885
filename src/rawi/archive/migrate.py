"""Migrations of an archive's tables, by Alembic; they lie in `migrations/versions`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = Path(__file__).parent / "migrations"


def is_table(item: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Whether Alembic compares it with `rawi.archive.tables`, where the search index is not."""
    return not (kind == "table" and str(name).startswith("search_"))


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings for one archive, in whose transaction everything is done."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def revisions() -> set[str]:
    """All revisions that this Rawi knows."""
    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Brings the tables to a revision."""
    command.upgrade(config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Takes the tables back to an earlier revision; what this one has more is lost."""
    command.downgrade(config(connection), revision)
