"""What a search gives: hits with their snippets, totals, counts, and what was looked for beside the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from rawi.schema import Act, Kind, Mode, Span

if TYPE_CHECKING:
    from pandas import DataFrame

CountBy = Literal["speaker", "outlet", "day", "act", "kind"]


class Snippet(msgspec.Struct, frozen=True):
    """A piece of an article's text, with the words in it that were looked for."""

    span: Span
    """Where it stands in the article's text."""
    text: str
    marks: list[Span] = []
    """The words that were found, as spans of the article's text, too."""


class ArticleHit(msgspec.Struct, kw_only=True):
    """An article that was found."""

    version: int
    """Id of the version in the archive."""
    id: str
    """As the article's source has it."""
    outlet: str
    url: str
    date: str | None
    title: str
    byline: str
    statements: int
    """How many there are in it."""
    copy: bool
    """Whether it is a near-copy of another article in the archive."""
    score: float
    """BM25; 0 where nothing but filters was asked."""
    snippet: Snippet


class StatementHit(msgspec.Struct, kw_only=True):
    """A statement that was found."""

    statement: int
    """Id of the statement in the archive."""
    version: int
    """Id of the article's version in the archive."""
    article: str
    """Id of the article as its source has it."""
    outlet: str
    url: str
    title: str
    day: str | None
    """When it was made, as far as the reading tells, else the article's day."""
    speaker: str | None
    speaker_latin: str | None
    kind: Kind | None
    """Of the speaker."""
    act: Act
    negated: bool
    mode: Mode
    cue: str
    source: str | None
    content: str
    content_spans: list[Span]
    via: list[str]
    """Its own transmitters, the one nearest to the article first."""
    addressee: str | None
    confidence: float
    copy: bool
    """Whether its article is a near-copy of another one in the archive."""
    score: float
    """BM25; 0 where nothing but filters was asked."""
    snippet: Snippet


class Expansion(msgspec.Struct, frozen=True):
    """What a search looked for, or found, beside what was typed."""

    typed: str
    by: Literal["stem", "spelling", "name", "latin name"]
    """`stem`, `spelling`: other forms of the word that the hits shown have; `name`, `latin name`: whom a name
    was taken for."""
    found: list[str]


class Count(msgspec.Struct, frozen=True):
    """How many hits there are of one speaker, outlet, day, act or kind."""

    value: str | None
    """None where it is not known."""
    statements: int
    articles: int
    """In how many articles they stand."""


class Results(msgspec.Struct, kw_only=True):
    """A page of hits."""

    total: int
    """How many hits there are in all."""
    offset: int
    hits: Sequence[StatementHit | ArticleHit]
    expansions: list[Expansion] = []

    def to_dict(self) -> dict[str, Any]:
        """As plain dicts, lists, strings and numbers."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    def to_pandas(self) -> DataFrame:
        """The hits as a table, one a row; needs the extra `pandas`.

        Raises:
            ImportError: pandas is not installed.
        """
        return data_frame(self.hits, articles=bool(self.hits) and isinstance(self.hits[0], ArticleHit))


FLAT_STATEMENT = [
    name for name in StatementHit.__struct_fields__ if name not in ("content_spans", "snippet", "score")
]
FLAT_ARTICLE = [name for name in ArticleHit.__struct_fields__ if name not in ("snippet", "score")]
"""The columns of a table of hits."""


def flat(hit: StatementHit | ArticleHit) -> dict[str, Any]:
    """A hit as one row of a table; transmitters are joined by ` ← `."""
    fields = FLAT_STATEMENT if isinstance(hit, StatementHit) else FLAT_ARTICLE
    row = {field: getattr(hit, field) for field in fields}
    if isinstance(hit, StatementHit):
        row["via"] = " ← ".join(hit.via)
    return row


def data_frame(hits: Iterable[StatementHit | ArticleHit], *, articles: bool) -> DataFrame:
    """Hits as a table, one a row.

    Raises:
        ImportError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise ImportError("tables need pandas; pip install 'rawi[pandas]'") from None
    return pandas.DataFrame(map(flat, hits), columns=FLAT_ARTICLE if articles else FLAT_STATEMENT)
