"""Archives are opened, made, and brought up to date; what is none is refused with a reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from archives import archive_contents
from rawi.archive.database import ArchiveError, open_database, write_transaction
from rawi.archive.migrate import config, downgrade, is_table, upgrade
from rawi.archive.tables import REVISION, metadata


def test_the_migrations_make_the_tables_as_the_code_has_them(place: str) -> None:
    engine = open_database(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": is_table}
        )
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_tables_of_the_code_are_the_migrated_ones() -> None:
    """Column by column, with keys and what SQLite is told of them: `CREATE TABLE` says the same."""
    fresh, migrated = create_engine("sqlite://"), create_engine("sqlite://")
    metadata.create_all(fresh)
    with migrated.connect() as connection:
        upgrade(connection)
        found = _definitions(connection)
    with fresh.connect() as connection:
        assert _definitions(connection) == found


def _definitions(connection: object) -> dict[str, set[str]]:
    rows = connection.execute(  # type: ignore[attr-defined]
        text(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
            " AND name NOT LIKE 'search_%'"
        )  # made by migrations alone
    )
    return {name: {line.strip(" \t,") for line in sql.splitlines()} - {""} for name, sql in rows}


def test_the_newest_migration_goes_down_and_up(place: str) -> None:
    engine = open_database(place)
    before = inspect(engine).get_table_names()
    with write_transaction(engine) as connection:
        downgrade(connection, "-1")
    assert inspect(engine).get_table_names() != before
    with write_transaction(engine) as connection:
        upgrade(connection)
    engine.dispose()
    engine = open_database(place)
    assert set(inspect(engine).get_table_names()) == set(before)
    assert not any(archive_contents(engine).values())
    engine.dispose()


def test_the_revision_of_the_code_is_the_newest_one() -> None:
    assert ScriptDirectory.from_config(config()).get_current_head() == REVISION


def test_an_archive_of_a_newer_rawi_is_left_alone(place: str) -> None:
    engine = open_database(place)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(ArchiveError, match="newer Rawi"):
        open_database(place)


def test_a_database_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE orders (id INTEGER)")
    with pytest.raises(ArchiveError, match="no archive of Rawi"):
        open_database(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("nowhere/rawi.db", "no folder"),
        (".", "folder; name a file"),
        ("page.html", "not a database"),
        ("mysql://user:secret@host/news", "SQLite files or PostgreSQL"),
        ("postgresql://user:secret@127.0.0.1:1/news", "refused"),
        ("postgresql://host:port/news", "not a URL"),
    ],
)
def test_what_is_no_archive_is_named_with_a_reason(
    name: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.html").write_text("<html>" * 200)
    with pytest.raises(ArchiveError, match=reason) as caught:
        open_database(name)
    assert "secret" not in str(caught.value)


def test_the_environment_names_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAWI_ARCHIVE", str(tmp_path / "team.db"))
    open_database().dispose()
    assert (tmp_path / "team.db").is_file()


def test_sqlite_keeps_references_whole_and_writes_ahead(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "rawi.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    engine.dispose()
