"""The archive as a library: `rawi.Archive`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import msgspec
from sqlalchemy import Engine, Row, Select, func, or_, select

from rawi.archive import index
from rawi.archive import tables as t
from rawi.archive.changes import Changes, find_changes
from rawi.archive.checks import Fault, check_archive
from rawi.archive.database import ArchiveError, open_database, write_transaction
from rawi.archive.identity import canonical_url
from rawi.archive.ingest import Additions
from rawi.archive.ingest import add as add_all
from rawi.archive.loading import load_readings
from rawi.archive.packing import unpack_page
from rawi.archive.questions import Questions
from rawi.archive.reread import Rereading
from rawi.archive.reread import reread as reread_all
from rawi.schema import Reading
from rawi.sources import SourceError
from rawi.sources.fields import OnColumns
from rawi.sources.open import Inputs

if TYPE_CHECKING:
    from rawi.reading.batch import ReadingFailure
    from rawi.reading.reader import Reader


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text that an article has had."""

    id: int
    article: int
    """Id of the article in the archive."""
    number: int
    """From 1."""
    current: bool
    """Whether it is the newest."""
    title: str
    outlet: str
    url: str
    date: str | None
    added: str
    """When it was added: UTC, to the second."""
    reader: str
    """What read it: model, version of Rawi, digest."""
    copy_of: int | None
    """The version of another article that it is a near-copy of."""
    copy_share: float | None
    """How much of it stands there too, in [0, 1]."""


class Archive(Questions):
    """Articles with their readings, in a SQLite file or a PostgreSQL database.

    It is made if it is not there. One process writes at a time, any number read meanwhile.

        with rawi.Archive("rawi.db") as archive:
            archive.add("articles/")
            reading = archive.article("https://alrafid.example/news/17")

    Args:
        where: path of the file, or `postgresql://user@host/name`; None for what the environment's
            `RAWI_ARCHIVE` names, else `rawi.db`.

    Raises:
        ArchiveError: it cannot be opened; the message says why.
    """

    engine: Engine
    """For questions in SQL; `rawi.archive.tables` has the tables."""

    def __init__(self, where: str | os.PathLike[str] | None = None) -> None:
        self.engine = open_database(where)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections; the archive opens new ones if it is used again."""
        self.engine.dispose()

    def add(
        self,
        what: Inputs,
        *,
        reader: Reader | None = None,
        processes: int | None = None,
        columns: Mapping[str, str] | None = None,
        on_columns: OnColumns | None = None,
        on_error: Callable[[SourceError], None] | None = None,
        on_progress: Callable[[Additions], None] | None = None,
    ) -> Additions:
        """Adds articles; what is there already is skipped, a changed article gets a new version.

        Args:
            what: files, folders, patterns, addresses, `-`; see `rawi.sources.read_records`.
            reader: reads them; None for one with the networks.
            processes: that read; None for one a core.
            columns: columns of fields in tables and JSON records, where they are not guessed right.
            on_columns: is called with a file and its columns, where they were guessed.
            on_error: is called with each record that cannot be read; the rest goes on.
            on_progress: is called after each article.
        """
        reader = reader or _reader()
        return add_all(
            self.engine,
            reader,
            _name_of(reader),
            what,
            processes=processes,
            columns=columns,
            on_columns=on_columns,
            on_error=on_error,
            on_progress=on_progress,
        )

    def reread(
        self,
        *,
        reader: Reader | None = None,
        processes: int | None = None,
        on_error: Callable[[ReadingFailure], None] | None = None,
        on_progress: Callable[[Rereading], None] | None = None,
    ) -> Rereading:
        """Reads everything again that another model, other lexicons or another Rawi had read.

        A run that was stopped goes on where it was.
        """
        reader = reader or _reader()
        return reread_all(
            self.engine,
            reader,
            _name_of(reader),
            processes=processes,
            on_error=on_error,
            on_progress=on_progress,
        )

    def versions(self, article: int | str) -> list[Version]:
        """All texts that an article has had, the first one first.

        Args:
            article: its id in the archive, its address, or the id that its outlet gave it.

        Raises:
            ArchiveError: there is no such article, or several outlets have one of that id.
        """
        with self.engine.connect() as connection:
            found = connection.execute(_article_ids(article)).scalars().all()
            if len(found) != 1:
                many = f"{len(found)} articles have the id {article}; name its address" if found else ""
                raise ArchiveError(
                    many or f"the archive has no article {article}; name its address or its id"
                )
            rows = connection.execute(_versions().where(t.versions.c.article_id == found[0])).all()
        return [_version(row) for row in rows]

    def articles(self) -> Iterator[Version]:
        """The current versions of all articles, in the order in which they were added."""
        with self.engine.connect() as connection:
            query = _versions().where(t.versions.c.current).execution_options(yield_per=500)
            for row in connection.execute(query):
                yield _version(row)

    def article(self, article: int | str) -> Reading:
        """The reading of an article's current version (arguments and errors: see `versions`)."""
        return self.reading(self.versions(article)[-1].id)

    def reading(self, version: int) -> Reading:
        """The reading of a version, by its id.

        Raises:
            ArchiveError: there is no such version.
        """
        with self.engine.connect() as connection:
            readings = load_readings(connection, [version])
        if version not in readings:
            raise ArchiveError(f"the archive has no version {version}")
        return readings[version]

    def original(self, version: int) -> tuple[bytes, str, str] | None:
        """The page behind a version, its media type, and where it came from; None where none was kept."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(t.originals, t.texts.c.text)
                .join(t.texts, t.texts.c.version_id == t.originals.c.version_id)
                .where(t.originals.c.version_id == version)
            ).first()
        return (unpack_page(row.page, row.text), row.media_type, row.found_in) if row is not None else None

    def changes(self, article: int | str, old: int | None = None, new: int | None = None) -> Changes:
        """What changed between two versions of an article (errors: see `versions`).

        Args:
            old: number of the earlier version; None for the one before `new`.
            new: number of the later version; None for the newest.

        Raises:
            ArchiveError: the article has no such version, or only one.
        """
        versions = {version.number: version for version in self.versions(article)}
        new = new or max(versions)
        old = old or new - 1
        if old not in versions or new not in versions:
            raise ArchiveError(
                f"article {article} has the versions 1 to {max(versions)}, not {old} and {new}"
            )
        return find_changes(self.reading(versions[old].id), self.reading(versions[new].id))

    def check(self) -> Iterator[Fault]:
        """Looks through the whole archive and names everything that is not as it must be."""
        with self.engine.connect() as connection:
            yield from check_archive(connection)

    def reindex(self) -> None:
        """Makes the search index again, as after an update of Rawi that makes other words of texts."""
        with write_transaction(self.engine) as connection:
            index.rebuild(connection)

    def __len__(self) -> int:
        """Number of articles."""
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(t.articles)).scalar_one()


def _article_ids(article: int | str) -> Select[Any]:
    """The ids of the articles that a user may mean."""
    a, v = t.articles.c, t.versions.c
    if isinstance(article, int) or article.isdecimal():
        return select(a.id).where(a.id == int(article))
    address = f"url {canonical_url(article)}" if "/" in article else ""
    by_id = select(v.article_id).where(v.external_id == article)
    return select(a.id).where(or_(a.identity == address, a.id.in_(by_id)))


def _versions() -> Select[Any]:
    return (
        select(t.versions, t.texts.c.title_length, t.texts.c.text, t.outlets.c.name.label("outlet"))
        .join(t.texts)
        .outerjoin(t.outlets)
        .order_by(t.versions.c.article_id, t.versions.c.number)
    )


def _version(row: Row[Any]) -> Version:
    return Version(
        id=row.id,
        article=row.article_id,
        number=row.number,
        current=row.current,
        title=row.text[: row.title_length],
        outlet=row.outlet or "",
        url=row.url,
        date=row.date,
        added=row.added,
        reader=row.reader,
        copy_of=row.copy_of,
        copy_share=row.copy_share,
    )


def _reader() -> Reader:
    from rawi.reading.reader import Reader

    return Reader()


def _name_of(reader: Reader) -> str:
    from rawi.archive.provenance import reader_name

    return reader_name(reader)
