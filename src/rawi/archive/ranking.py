"""Hits in their order: by BM25 with the same figures on SQLite and PostgreSQL, or by day.

SQLite's FTS5 counts by itself; for PostgreSQL, which has no BM25, the same is computed here from the
vectors of the candidates (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
2009, with k1, b and the floor of idf as FTS5 has them).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    FromClause,
    Select,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from rawi.archive import tables as t
from rawi.archive.filters import Conditions, Search
from rawi.archive.index import lexemes_of, match_of
from rawi.archive.query import Node, Term, matches, terms

_K1, _B, _LEAST_IDF = 1.2, 0.75, 1e-6
_DIGITS = 6
"""Digits of a score after which two are the same: the databases add in different orders."""


_MOST_OCCURRENCES = 256
"""Places of one word that PostgreSQL keeps."""
_LIMIT = 1.64493406685
"""The sum of 1/n² over all n, as PostgreSQL has it."""


class Ranked(NamedTuple):
    """The id of a statement or a version, and its score."""

    id: int
    score: float


class Candidates:
    """What fulfils a search, as a query that can be ordered, counted and grouped."""

    def __init__(
        self, connection: Connection, search: Search, node: Node | None, conditions: Conditions
    ) -> None:
        self.connection = connection
        self.search = search
        self.node = node
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.index = f"search_{'articles' if search.articles else 'statements'}"
        self._conditions = conditions

    @property
    def key(self) -> Any:
        """The column of the ids."""
        return t.versions.c.id if self.search.articles else t.statements.c.id

    @property
    def day(self) -> Any:
        """The column of the days."""
        return t.versions.c.date if self.search.articles else t.statements.c.day

    def query(self, *columns: Any) -> Select[Any]:
        """Selects columns of all candidates."""
        articles = self.search.articles
        source: FromClause = t.versions if articles else t.statements.join(t.versions)
        query = select(*columns)
        if self.node is not None:
            index = table(self.index, column("rowid"), column("id"))
            ids = index.c.rowid if self.is_sqlite else index.c.id
            source = index.join(t.versions if articles else t.statements, ids == self.key)
            source = (
                source if articles else source.join(t.versions, t.versions.c.id == t.statements.c.version_id)
            )
            found = (
                f"{self.index} MATCH :match"
                if self.is_sqlite
                else f"{self.index}.words @@ CAST(:match AS tsquery)"
            )
            query = query.where(text(found).bindparams(match=match_of(self.connection, self.node)))
        outlet = t.versions.c.outlet_id if articles else t.statements.c.outlet_id
        query = query.select_from(source).where(*self._conditions.all(self.day, outlet))
        of_statements = self._conditions.of_statements
        if articles and of_statements:
            return query.where(t.versions.c.id.in_(select(t.statements.c.version_id).where(*of_statements)))
        return query.where(*of_statements)

    def ranked(self, limit: int | None, offset: int) -> tuple[list[Ranked], int]:
        """A page of the hits in their order, and how many there are in all."""
        if self.node is not None and not self.is_sqlite and self.search.order == "relevance":
            scored = self._scored()
            return scored[offset:][:limit], len(scored)
        score: Any = literal_column("0.0")
        if self.node is not None and self.is_sqlite:
            score = literal_column(f"-bm25({self.index})")
        found = self.query(self.key.label("id"), self.day.label("day"), score.label("score")).subquery()
        page = select(found.c.id, found.c.score, func.count().over()).select_from(found)
        day = found.c.day.asc() if self.search.order == "oldest" else found.c.day.desc()
        ordered = [day.nulls_last(), found.c.id]
        if self.node is not None and self.search.order == "relevance":
            ordered.insert(0, func.round(found.c.score, _DIGITS).desc())
        rows = self.connection.execute(page.order_by(*ordered).limit(limit).offset(offset)).all()
        if not rows and offset:
            total = self.connection.execute(self.query(func.count())).scalar() or 0
            return [], total
        return [Ranked(row[0], float(row[1])) for row in rows], rows[0][2] if rows else 0

    def _scored(self) -> list[Ranked]:
        """All hits of a PostgreSQL database with their scores, the best first."""
        assert self.node is not None
        asked = list(dict.fromkeys(terms(self.node)))
        words = [term for term in asked if len(lexemes_of(term)) == 1]
        bm25 = _BM25(self.connection, self.index, asked)
        columns: list[Any] = [self.key, self.day, literal_column(f"{self.index}.length")]
        columns += (self._occurrences(term, f"term{n}") for n, term in enumerate(words))
        if len(words) < len(asked):
            columns.append(self._places([term for term in asked if term not in words]))
        scored = []
        for i, day, length, *found in self.connection.execute(self.query(*columns)):
            often = {term: _TIMES[round(rank, _DIGITS)] for term, rank in zip(words, found, strict=False)}
            places = found[-1] if len(words) < len(asked) else {}
            scored.append((round(bm25.score(self.node, length, often, places or {}), _DIGITS), day or "", i))
        scored.sort(key=lambda hit: hit[2])
        scored.sort(key=lambda hit: hit[:2], reverse=True)
        return [Ranked(i, score) for score, _, i in scored]

    def _occurrences(self, term: Term, name: str) -> Any:
        """A column that tells how often a word occurs: what `_TIMES` has for that."""
        return text(
            f"ts_rank(CAST('{{1, 1, 1, 1}}' AS float4[]), {self.index}.words, CAST(:{name} AS tsquery))"
        ).bindparams(**{name: match_of(self.connection, term)})

    def _places(self, phrases: Sequence[Term]) -> Any:
        """A column with the places of the words of phrases, as JSON. It is slow: all words are looked at."""
        lexemes = sorted({form for term in phrases for form in lexemes_of(term)})
        return text(
            f"(SELECT json_object_agg(lexeme, positions) FROM unnest({self.index}.words)"
            " WHERE lexeme = ANY(:lexemes))"
        ).bindparams(lexemes=lexemes)


class _TimesOfRank(dict[float, int]):
    """How often a word occurs, by PostgreSQL's rank of it.

    With all weights 1 the rank of one word is the sum of 1/n² over its occurrences n, divided by the limit
    of that sum (source: `calc_rank_or` in PostgreSQL's tsrank.c). So it tells their number, for which there
    is no quick function. 0 where the word does not occur.
    """

    def __init__(self) -> None:
        total = 0.0
        self[0.0] = 0
        for times in range(1, _MOST_OCCURRENCES + 1):
            total += 1 / times**2
            self[round(total / _LIMIT, _DIGITS)] = times

    def __missing__(self, rank: float) -> int:
        return self.setdefault(rank, self[min(self, key=lambda known: abs(known - rank))])


class _BM25:
    """Scores of the documents of a PostgreSQL index."""

    def __init__(self, connection: Connection, index: str, asked: Sequence[Term]) -> None:
        state = {
            row.name: row.value for row in connection.execute(text("SELECT name, value FROM search_state"))
        }
        of = index.removeprefix("search_")
        documents = state[f"{of} documents"]
        self._average = state[f"{of} words"] / max(documents, 1)
        self._idf: dict[Term, float] = {}
        count = text(f"SELECT count(*) FROM {index} WHERE words @@ CAST(:match AS tsquery)")
        for term in asked:
            having = connection.execute(count, {"match": match_of(connection, term)}).scalar() or 0
            idf = math.log((documents - having + 0.5) / (having + 0.5))
            self._idf[term] = idf if idf > 0 else _LEAST_IDF

    def score(self, node: Node, length: int, often: dict[Term, int], places: dict[str, list[int]]) -> float:
        """The score of a document.

        Args:
            length: number of its words.
            often: how often words occur in it.
            places: where the words of phrases stand.
        """
        ratio = _K1 * (1 - _B + _B * length / self._average)
        score = 0.0
        for term, starts in matches(
            node, lambda term: [0] * often[term] if term in often else _starts(term, places)
        ):
            score += self._idf[term] * len(starts) * (_K1 + 1) / (len(starts) + ratio)
        return score


_TIMES = _TimesOfRank()


def _starts(term: Term, places: dict[str, list[int]]) -> list[int]:
    first, *rest = lexemes_of(term)
    starts = places.get(first, [])
    for distance, lexeme in enumerate(rest, 1):
        there = set(places.get(lexeme, ()))
        starts = [start for start in starts if start + distance in there]
    return starts
