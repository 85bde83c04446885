"""Reading again what is in the archive, with the model and the rules of now."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from rawi.archive import tables as t
from rawi.archive.database import write_transaction
from rawi.archive.ingest import BATCH_ARTICLES
from rawi.archive.writing import rewrite
from rawi.reading.batch import ReadingFailure, ReadsArticles, read_many
from rawi.schema import Article, Reading


@dataclass
class Rereading:
    """How far a run has come."""

    total: int = 0
    """Versions that another reader had read."""
    done: int = 0
    failed: int = 0
    """Versions at which the reader failed; they keep their readings."""


def reread(
    engine: Engine,
    reader: ReadsArticles,
    reader_name: str,
    *,
    processes: int | None = None,
    on_error: Callable[[ReadingFailure], None] | None = None,
    on_progress: Callable[[Rereading], None] | None = None,
) -> Rereading:
    """Reads all versions again that were not read by this reader.

    What is done is marked as such in the transaction that writes it: a run that was stopped goes on where it
    was. Text, original, and what is a copy of what stay as they are.

    Args:
        reader_name: see `rawi.archive.provenance`.
    """
    progress = Rereading()
    under_way: deque[int] = deque()
    batch: dict[int, Reading] = {}

    def commit() -> None:
        with write_transaction(engine) as connection:
            rewrite(connection, batch, reader_name)
        progress.done += len(batch)
        batch.clear()
        if on_progress is not None:
            on_progress(progress)

    with engine.connect() as connection:
        outdated = t.versions.c.reader != reader_name
        progress.total = connection.execute(select(func.count()).where(outdated)).scalar_one()
    readings = read_many(reader, _articles(engine, reader_name, under_way), processes)
    with closing(readings):  # type: ignore[type-var]
        for reading in readings:
            version_id = under_way.popleft()
            if isinstance(reading, ReadingFailure):
                progress.failed += 1
                if on_error is not None:
                    on_error(reading)
                continue
            batch[version_id] = reading
            if len(batch) >= BATCH_ARTICLES:
                commit()
    if batch:
        commit()
    return progress


def _articles(engine: Engine, reader_name: str, under_way: deque[int]) -> Iterator[Article]:
    """The articles of all outdated versions, by id; notes their ids."""
    v = t.versions.c
    last = 0
    while True:
        with engine.connect() as connection:
            rows = connection.execute(
                select(t.versions, t.texts, t.outlets.c.name.label("outlet"))
                .join(t.texts)
                .outerjoin(t.outlets)
                .where(v.reader != reader_name, v.id > last)
                .order_by(v.id)
                .limit(BATCH_ARTICLES)
            ).all()
        if not rows:
            return
        for row in rows:
            last = row.id
            under_way.append(row.id)
            yield Article(
                title=row.text[: row.title_length],
                body=row.text[row.title_length + 1 :],
                id=row.external_id,
                outlet=row.outlet or "",
                url=row.url,
                date=row.date,
                byline=row.byline,
            )
