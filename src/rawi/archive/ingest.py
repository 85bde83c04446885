"""Adding articles: from what the user names, through readers on all cores, to the one writer.

What is in the archive is skipped before it is read; the rest is read in the order of the input and written in
batches, each in one transaction. So whatever is killed at any moment leaves whole articles behind, and the
same command goes on from there; the archive is then the same as if nothing had happened.
"""

from __future__ import annotations

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Engine, select

from rawi.archive import tables as t
from rawi.archive.database import write_transaction
from rawi.archive.identity import digest_of, identity_of
from rawi.archive.packing import Original, pack_page
from rawi.archive.writing import Addition, write
from rawi.reading.batch import ReadingFailure, ReadsArticles, read_many
from rawi.schema import Article, PublicationTime, Reading
from rawi.sources import Position, Record, SourceError, read_records
from rawi.sources.errors import Code
from rawi.sources.fields import OnColumns
from rawi.sources.open import Inputs

BATCH_ARTICLES = 64
BATCH_SECONDS = 1.0
"""A transaction ends with whichever comes first; so much work at most is lost when the process is killed."""
LOOK_UP = 32
LOOK_UP_SECONDS = 0.5
"""So many records are looked up together; fewer where they come slowly."""


@dataclass
class Additions:
    """How far a run has come, or what came of it."""

    position: Position = field(default_factory=Position)
    """In the input."""
    new: int = 0
    """Articles that were not there."""
    versions: int = 0
    """New texts of articles that were there."""
    already: int = 0
    """Articles that were there with the same text."""
    statements: int = 0
    """In what was added."""
    failures: Counter[Code] = field(default_factory=Counter)
    """What could not be read, by the code of `rawi.sources.errors.CODES`."""

    @property
    def written(self) -> int:
        """Texts that were added."""
        return self.new + self.versions

    @property
    def failed(self) -> int:
        """Records and articles that could not be read."""
        return self.failures.total()


class _UnderWay:
    """What is known of an article while it is read."""

    def __init__(self, record: Record, article: Article) -> None:
        self.identity = identity_of(article)
        self.digest = digest_of(article.text)
        self.published: PublicationTime | None = article.published
        self.file, self.line = record.file, record.line
        place = record.file if record.line is None else f"{record.file}:{record.line}"
        page = pack_page(record.original, article.text)
        self.original = Original(page, _clean(record.media_type), _clean(place))

    def addition(self, reading: Reading) -> Addition:
        return Addition(
            reading=reading,
            identity=self.identity,
            digest=self.digest,
            published=self.published,
            original=self.original,
        )


def add(
    engine: Engine,
    reader: ReadsArticles,
    reader_name: str,
    what: Inputs,
    *,
    processes: int | None = None,
    columns: Mapping[str, str] | None = None,
    on_columns: OnColumns | None = None,
    on_error: Callable[[SourceError], None] | None = None,
    on_progress: Callable[[Additions], None] | None = None,
) -> Additions:
    """Adds all articles of some files, folders, patterns or addresses to an archive.

    An article that is there with the same text is skipped; one that is there with another text gets a new
    version. What cannot be read is passed over, counted, and given to `on_error`. Memory does not grow with
    the input.

    Args:
        reader: reads one article.
        reader_name: what the versions are said to be read by, see `rawi.archive.provenance`.
        what: see `rawi.sources.read_records`, as `columns` and `on_columns`.
        processes: number of processes that read; None for one a core.
        on_error: is called with each fault, as soon as it is met.
        on_progress: is called after each article.
    """
    run = _Run(engine, reader_name, on_error or (lambda error: None), on_progress or (lambda done: None))
    records = read_records(what, position=run.done.position, columns=columns, on_columns=on_columns)
    readings = read_many(reader, run.articles(records), processes)
    with closing(readings):  # type: ignore[type-var]
        for reading in readings:
            run.take(reading)
    run.commit()
    return run.done


class _Run:
    """The two ends of one run: articles that go to the workers, and readings that come back."""

    def __init__(
        self,
        engine: Engine,
        reader_name: str,
        on_error: Callable[[SourceError], None],
        on_progress: Callable[[Additions], None],
    ) -> None:
        self.done = Additions()
        self._engine = engine
        self._reader_name = reader_name
        self._on_error = on_error
        self._on_progress = on_progress
        self._under_way: deque[_UnderWay] = deque()
        self._batch: list[Addition] = []
        self._committed = time.monotonic()

    def articles(self, records: Iterable[Record | SourceError]) -> Iterator[Article]:
        """The articles whose text is not in the archive."""
        for some in _together(self._sound(records)):
            entries = [(_UnderWay(record, article), article) for record, article in some]
            known = _known(self._engine, [entry.identity for entry, _ in entries])
            for entry, article in entries:
                if (entry.identity, entry.digest) in known:
                    self.done.already += 1
                    self._on_progress(self.done)
                else:
                    self._under_way.append(entry)
                    yield article

    def take(self, reading: Reading | ReadingFailure) -> None:
        """Takes the reading of the article that is the longest under way."""
        entry = self._under_way.popleft()
        if isinstance(reading, ReadingFailure):
            reason = f"article {reading.id or '(no id)'} could not be read ({reading.reason})"
            self._fail(SourceError(entry.file, entry.line, reason, "report it, with the article", "reader"))
            return
        self._batch.append(entry.addition(reading))
        if len(self._batch) >= BATCH_ARTICLES or time.monotonic() - self._committed >= BATCH_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Writes what has been read, in one transaction."""
        if not self._batch:
            return
        with write_transaction(self._engine) as connection:
            written = write(connection, self._batch, self._reader_name)
        for addition, (status, _) in zip(self._batch, written, strict=True):
            if status == "there":
                self.done.already += 1
                continue
            self.done.new += status == "new"
            self.done.versions += status == "version"
            self.done.statements += len(addition.reading.statements)
        self._batch.clear()
        self._committed = time.monotonic()
        self._on_progress(self.done)

    def _sound(self, records: Iterable[Record | SourceError]) -> Iterator[tuple[Record, Article]]:
        for record in records:
            if isinstance(record, SourceError):
                self._fail(record)
            else:
                yield record, _storable(record.article)

    def _fail(self, error: SourceError) -> None:
        self.done.failures[error.code] += 1
        self._on_error(error)


def _storable(article: Article) -> Article:
    """The article without what no database takes: surrogates without their partner, and NUL."""
    texts = {name: getattr(article, name) for name in ("title", "body", "id", "outlet", "url", "byline")}
    if not any(map(_UNSTORABLE.search, texts.values())):
        return article
    return msgspec.structs.replace(article, **{name: _clean(value) for name, value in texts.items()})


def _clean(value: str) -> str:
    return _UNSTORABLE.sub("\ufffd", value)  # one character for one, so that offsets stay


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def _together(items: Iterator[tuple[Record, Article]]) -> Iterator[list[tuple[Record, Article]]]:
    """Items in lists, without waiting long for a list to be full."""
    some: list[tuple[Record, Article]] = []
    began = time.monotonic()
    for item in items:
        some.append(item)
        if len(some) >= LOOK_UP or time.monotonic() - began >= LOOK_UP_SECONDS:
            yield some
            some, began = [], time.monotonic()
    yield some


def _known(engine: Engine, identities: list[str]) -> set[tuple[str, str]]:
    """Identity and digest of all versions of some articles."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(t.articles.c.identity, t.versions.c.digest)
            .join(t.versions)
            .where(t.articles.c.identity.in_(set(identities)))
        )
        return {(identity, digest) for identity, digest in rows}
