"""What the tests of the archive share: both kinds of database, readings, and how an archive is compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from articles import SAMPLES
from postgres_server import postgres_server
from rawi.reading.reader import Reader
from rawi.schema import Reading

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an archive can be made: a path, or the URL of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "rawi.db")
    new_database: Callable[[], str] = request.getfixturevalue("new_database")
    return new_database()


@pytest.fixture
def new_database(server: str) -> Callable[[], str]:
    """Makes a new database on the server."""
    import psycopg

    def make() -> str:
        name = f"rawi{next(_NUMBERS)}"
        with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.format(name=name)

    return make


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(rules_only=True)


@pytest.fixture(scope="session")
def readings(reader: Reader) -> list[Reading]:
    return [reader.read(article) for article in SAMPLES.values()]
