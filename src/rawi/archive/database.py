"""Opening an archive: a SQLite file by its path, or a PostgreSQL database by its URL."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from rawi.archive.tables import REVISION

DEFAULT = "rawi.db"
VARIABLE = "RAWI_ARCHIVE"
"""Environment variable that names the archive where no other is given."""
_BUSY_SECONDS = 60
"""How long a writer waits for another one to finish a batch."""
_WRITERS_LOCK = 0x72617769
"""Key of the lock that PostgreSQL's writers take in turn."""


class ArchiveError(Exception):
    """The archive cannot be opened or used; the message says why and what to do."""


def open_database(where: str | os.PathLike[str] | None = None) -> Engine:
    """Opens an archive, makes it if it is not there, and brings its tables up to date.

    Args:
        where: path of a SQLite file, or URL of a PostgreSQL database (`postgresql://user@host/name`); None
            for what `RAWI_ARCHIVE` names, else `rawi.db` in the current folder.

    Raises:
        ArchiveError: there is no such folder, the file is no archive, the server does not answer, the
            database is of another kind, or a newer Rawi made it.
    """
    name = os.fspath(where) if where is not None else os.environ.get(VARIABLE) or DEFAULT
    engine = _postgresql(name) if "://" in name else _sqlite(name)
    try:
        _bring_up_to_date(engine, name)
    except DBAPIError as error:
        engine.dispose()
        reason = str(error.orig).strip().splitlines()[0]
        raise ArchiveError(f"{_shown(name)}: {reason}; check the archive's name") from None
    return engine


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer runs beside; it is rolled back if an exception leaves it.

    Raises:
        ArchiveError: the disk is full, the server has gone, another writer does not end, …
    """
    try:
        with engine.connect().execution_options(rawi_writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITERS_LOCK})
            yield connection
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise ArchiveError(
            f"{reason}; what was written before is in the archive, go on from there"
        ) from error


def _sqlite(name: str) -> Engine:
    path = Path(name)
    if not path.parent.is_dir():
        raise ArchiveError(f"{name}: there is no folder {path.parent}; make it, or give another name")
    if path.is_dir():
        raise ArchiveError(f"{name}: this is a folder; name a file in it")
    engine = _engine(
        URL.create("sqlite", database=name), paramstyle="named", connect_args={"timeout": _BUSY_SECONDS}
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: Any, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`: the driver would begin them late
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one taken after a look at the tables may come too late."""
    writes = connection.get_execution_options().get("rawi_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(name: str) -> Engine:
    try:
        url = make_url(name)
    except (ArgumentError, ValueError):
        raise ArchiveError(
            f"{_shown(name)}: not a URL of a database; write postgresql://user@host/name"
        ) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise ArchiveError(
            f"{_shown(name)}: archives are SQLite files or PostgreSQL databases; give a path, or postgresql://…"
        )
    try:
        import psycopg  # noqa: F401 (only to see whether the driver is there)
    except ImportError:
        raise ArchiveError(
            "PostgreSQL needs a driver that is not installed; pip install 'rawi[postgres]'"
        ) from None
    return _engine(url.set(drivername="postgresql+psycopg"))


def _engine(url: URL, **options: Any) -> Engine:
    return create_engine(
        url,
        json_serializer=lambda value: msgspec.json.encode(value).decode(),
        json_deserializer=msgspec.json.decode,
        **options,
    )


def _bring_up_to_date(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        if _revision(connection) == REVISION:
            return
    with write_transaction(engine) as connection:
        revision = _revision(connection)  # again: another process may have made the tables meanwhile
        if revision is None and inspect(connection).get_table_names():
            raise ArchiveError(f"{_shown(name)}: a database that is no archive of Rawi; give another name")
        if revision != REVISION:
            from rawi.archive.migrate import revisions, upgrade  # Alembic takes long to load

            if revision is not None and revision not in revisions():
                raise ArchiveError(f"{_shown(name)}: made by a newer Rawi; install that one")
            upgrade(connection)


def _revision(connection: Connection) -> str | None:
    """The migration that the tables are at; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _shown(name: str) -> str:
    """The name without the password in it."""
    try:
        return make_url(name).render_as_string(hide_password=True) if "://" in name else name
    except (ArgumentError, ValueError):
        return name.partition("://")[0] + "://…"
