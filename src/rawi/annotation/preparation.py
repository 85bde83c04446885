"""From articles as they come in to annotations to begin with: empty, or as the reader reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rawi.annotation.form import Annotation
from rawi.export.jsonl import Progress
from rawi.reading.batch import ReadingFailure, ReadsArticles, read_many
from rawi.schema import Article, Reading
from rawi.sources import Position, SourceError, read_articles
from rawi.sources.open import Inputs

OnError = Callable[[SourceError], None]
OnProgress = Callable[[Progress], None]


def empty_annotations(inputs: Inputs, on_error: OnError) -> Iterator[Annotation]:
    """The articles of `inputs` (whatever `read_articles` takes) with nothing marked on them."""
    for item in read_articles(inputs):
        if isinstance(item, SourceError):
            on_error(item)
        else:
            yield Annotation(item)


def read_inputs(
    reader: ReadsArticles,
    inputs: Inputs,
    *,
    processes: int | None,
    on_error: OnError,
    on_progress: OnProgress,
) -> Iterator[Reading]:
    """The readings of the articles of `inputs`, in their order; what cannot be read goes to `on_error`."""
    progress = Progress(Position())

    def fail(error: SourceError) -> None:
        progress.failed += 1
        on_error(error)

    def articles() -> Iterator[Article]:
        for item in read_articles(inputs, position=progress.position):
            if isinstance(item, SourceError):
                fail(item)
            else:
                yield item

    for reading in read_many(reader, articles(), processes):
        if isinstance(reading, ReadingFailure):
            reason = f"article {reading.id or reading.index + 1} could not be read ({reading.reason})"
            fail(SourceError(progress.position.file, None, reason, "please report this"))
            continue
        progress.written += 1
        on_progress(progress)
        yield reading
