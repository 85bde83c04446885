"""The reader against gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rawi.evaluation.gold import GoldArticle
from rawi.reading.reader import Reader
from rawi.schema import Reading


def read_gold(gold: Sequence[GoldArticle], reader: Reader | None = None) -> Iterator[Reading]:
    """Reads the gold articles as if they were new, in their order."""
    reader = reader or Reader()
    for article in gold:
        yield reader.read(article.article)
