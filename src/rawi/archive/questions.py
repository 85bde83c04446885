"""What can be asked of an archive in Python; `rawi.Archive` answers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict, Unpack

from rawi.schema import Act, Kind

if TYPE_CHECKING:
    from pandas import DataFrame
    from sqlalchemy import Engine

    from rawi.archive.filters import Order, Search
    from rawi.archive.hits import ArticleHit, Count, CountBy, Results, StatementHit
    from rawi.archive.speakers import SpeakerPage
    from rawi.archive.statistics import Statistics


class Filters(TypedDict, total=False):
    """Filters and options of a search, see `rawi.archive.filters.Search`; one value may stand for several."""

    articles: bool
    speaker: str | Sequence[str]
    kind: Kind | Sequence[Kind]
    act: Act | Sequence[Act]
    outlet: str | Sequence[str]
    via: str | Sequence[str]
    to: str | Sequence[str]
    place: str | Sequence[str]
    since: str | None
    until: str | None
    anonymous: bool
    min_confidence: float
    copies: bool
    order: Order
    stemming: bool
    spelling: bool
    latin: bool


class Questions:
    """An archive, as far as it is asked."""

    engine: Engine

    def search(
        self, words: str = "", *, limit: int = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> Results:
        """Statements, or with `articles=True` articles, that have the words and pass the filters.

        Args:
            words: words, "exact phrases", AND, OR, NOT and parentheses.
            limit: hits of the page.
            offset: hits before it.

        Raises:
            rawi.archive.query.QueryError: what is asked cannot be understood.
        """
        from rawi.archive.search import search

        with self.engine.connect() as connection:
            return search(connection, _search(words, filters), limit=limit, offset=offset)

    def every(self, words: str = "", **filters: Unpack[Filters]) -> Iterator[StatementHit | ArticleHit]:
        """All hits of a search in their order, loaded some at a time (same errors as `search`)."""
        from rawi.archive.search import every_hit

        with self.engine.connect() as connection:
            yield from every_hit(connection, _search(words, filters))

    def count(
        self, by: CountBy, words: str = "", *, limit: int | None = None, **filters: Unpack[Filters]
    ) -> list[Count]:
        """How many statements there are of each speaker, outlet, day, act or kind.

        Near-copies are left out unless `copies=True` is given (same errors as `search`).
        """
        from rawi.archive.search import count

        filters.setdefault("copies", False)
        with self.engine.connect() as connection:
            return count(connection, _search(words, filters), by, limit=limit)

    def speaker(self, name: str, *, latin: bool = True) -> SpeakerPage | None:
        """The page of the one whom a name means, in Arabic or Latin letters; None if nobody is called so.

        Raises:
            rawi.archive.query.QueryError: the name has no letters.
        """
        from rawi.archive.speakers import speaker

        with self.engine.connect() as connection:
            return speaker(connection, name, latin=latin)

    def stats(self) -> Statistics:
        """What the archive holds."""
        from rawi.archive.statistics import statistics

        with self.engine.connect() as connection:
            return statistics(connection)

    def to_pandas(self, words: str = "", **filters: Unpack[Filters]) -> DataFrame:
        """All hits of a search as a table, one a row; needs the extra `pandas`.

        Raises:
            ImportError: pandas is not installed.
            rawi.archive.query.QueryError: what is asked cannot be understood.
        """
        from rawi.archive.hits import data_frame

        return data_frame(self.every(words, **filters), articles=filters.get("articles", False))


_SEVERAL = ("speaker", "kind", "act", "outlet", "via", "to", "place")


def _search(words: str, filters: Filters) -> Search:
    from rawi.archive.filters import Search

    several = {
        name: (value,) if isinstance(value, str) else tuple(value)
        for name, value in filters.items()
        if name in _SEVERAL and isinstance(value, str | Sequence)
    }
    return Search(words=words, **{**filters, **several})  # type: ignore[arg-type]
