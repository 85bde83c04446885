"""The search index: on SQLite FTS5 without a copy of the texts, on PostgreSQL vectors with a GIN index.

Both hold the same words of `rawi.archive.analyzer`, of the current version of each article: those of its
text, and those of what each of its statements says. Whoever writes versions calls `add` and `remove` in the
same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple, TypeVar

from sqlalchemy import Connection, select, text

from rawi.archive import tables as t
from rawi.archive.analyzer import MOST_BYTES, MOST_WORDS, VERSION, Word, words
from rawi.archive.query import All, Node, Term
from rawi.entities.sounds import name_codes
from rawi.schema import Span

T = TypeVar("T")
Of = Literal["statements", "articles"]
_TABLES: dict[Of, str] = {"statements": "search_statements", "articles": "search_articles"}
_BATCH = 200
"""Versions that are in memory at a time when the index is made again."""
STEM = "="
"""Stands before stems in the vectors of PostgreSQL, where they share one vector with the exact forms."""


class _Document(NamedTuple):
    """What is indexed of a statement or an article."""

    id: int
    words: list[Word]


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def add(connection: Connection, version_ids: Iterable[int]) -> None:
    """Indexes those versions that are current, and their statements, in the caller's transaction.

    They must not be in the index already.
    """
    for some in in_batches(version_ids, _BATCH):
        articles, statements = _documents(connection, some, current=True)
        _insert(connection, "articles", articles)
        _insert(connection, "statements", statements)
    _add_names(connection)


def remove(connection: Connection, version_ids: Iterable[int]) -> None:
    """Takes versions and their statements out of the index, as long as both still stand in their tables.

    Those that are not in the index are passed over.
    """
    for some in in_batches(version_ids, _BATCH):
        articles, statements = _documents(connection, some, current=False)
        _delete(connection, "articles", articles)
        _delete(connection, "statements", statements)


def rebuild(connection: Connection) -> None:
    """Makes the index again from the tables, in a write transaction."""
    for name in _TABLES.values():
        if connection.dialect.name == "sqlite":
            connection.execute(text(f"INSERT INTO {name} ({name}) VALUES ('delete-all')"))
        else:
            connection.execute(text(f"DELETE FROM {name}"))
    connection.execute(text("DELETE FROM search_names"))
    connection.execute(text("UPDATE search_state SET value = 0"))
    connection.execute(
        text("UPDATE search_state SET value = :version WHERE name = 'analyzer'"), {"version": VERSION}
    )
    current = select(t.versions.c.id).where(t.versions.c.current).order_by(t.versions.c.id)
    add(connection, list(connection.execute(current).scalars()))


def is_stale(connection: Connection) -> bool:
    """Whether another Rawi's words are in the index, so that it must be made again."""
    state = connection.execute(text("SELECT value FROM search_state WHERE name = 'analyzer'")).scalar()
    return state != VERSION


def out_of_step(connection: Connection) -> Iterator[tuple[Of, int, str]]:
    """What the index lacks or has too much: statement or article, its id, `missing` or `left over`."""
    current = select(t.versions.c.id).where(t.versions.c.current)
    wanted = {
        "articles": current,
        "statements": select(t.statements.c.id).join(t.versions).where(t.versions.c.current),
    }
    for of in _TABLES:
        there = set(connection.execute(text(_ids_of(connection, of))).scalars())
        should = set(connection.execute(wanted[of]).scalars())
        yield from ((of, missing, "missing") for missing in sorted(should - there))
        yield from ((of, left, "left over") for left in sorted(there - should))


def match_of(connection: Connection, node: Node) -> str:
    """The tree of a question in the language of the database's index; goes there as a bound parameter."""
    return _fts5(node) if connection.dialect.name == "sqlite" else _tsquery(node)


def lexemes_of(term: Term) -> tuple[str, ...]:
    """The lexemes of a term in PostgreSQL's vectors."""
    return term.exact if term.stem is None else (f"{STEM}{term.stem}",)


def _documents(
    connection: Connection, version_ids: Sequence[int], *, current: bool
) -> tuple[list[_Document], list[_Document]]:
    """The articles and the statements of versions."""
    texts = select(t.texts.c.version_id, t.texts.c.text).where(t.texts.c.version_id.in_(version_ids))
    if current:
        texts = texts.join(t.versions).where(t.versions.c.current)
    articles = {row.version_id: list(words(row.text)) for row in connection.execute(texts)}
    contents: dict[int, list[Any]] = {}
    for row in connection.execute(
        select(t.statements.c.id, t.statements.c.version_id, t.contents.c.start, t.contents.c.end)
        .outerjoin(t.contents)
        .where(t.statements.c.version_id.in_(articles))
        .order_by(t.statements.c.id, t.contents.c.number)
    ):
        contents.setdefault(row.id, []).append(row)
    statements = [
        _Document(
            i,
            words_within(
                articles[rows[0].version_id], [Span(r.start, r.end) for r in rows if r.start is not None]
            ),
        )
        for i, rows in contents.items()
    ]
    return [_Document(i, found) for i, found in articles.items()], statements


def words_within(of: Sequence[Word], spans: Iterable[Span]) -> list[Word]:
    """Those words of a text that lie in the spans, in the order of the spans."""
    from bisect import bisect_left

    found: list[Word] = []
    for span in spans:
        first = bisect_left(of, span.start, key=lambda word: word.start)
        last = bisect_left(of, span.end, key=lambda word: word.start)
        found += of[first:last]
    return found


def _indexed(of: Sequence[Word]) -> Sequence[Word]:
    """As many of the words as an index can hold."""
    if len(of) * 80 < MOST_BYTES:  # no word has more bytes
        return of
    size = 0
    for number, word in enumerate(of[:MOST_WORDS]):
        size += len(word.exact.encode())
        if size > MOST_BYTES:
            return of[:number]
    return of[:MOST_WORDS]


def _insert(connection: Connection, of: Of, documents: Sequence[_Document]) -> None:
    name = _TABLES[of]
    if not documents:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(
            text(f"INSERT INTO {name} (rowid, exact, stem) VALUES (:id, :exact, :stem)"),
            [_fts5_row(document) for document in documents],
        )
        return
    rows = [_vector_row(document) for document in documents]
    connection.execute(
        text(f"INSERT INTO {name} (id, length, words) VALUES (:id, :length, CAST(:words AS tsvector))"), rows
    )
    _count(connection, of, len(rows), sum(row["length"] for row in rows))


def _delete(connection: Connection, of: Of, documents: Sequence[_Document]) -> None:
    name = _TABLES[of]
    ids = [document.id for document in documents]
    if connection.dialect.name == "sqlite":
        there = set(_present(connection, _ids_of(connection, of) + " WHERE id = :id", ids))
        gone = [_fts5_row(document) for document in documents if document.id in there]
        if gone:
            delete = f"INSERT INTO {name} ({name}, rowid, exact, stem) VALUES ('delete', :id, :exact, :stem)"
            connection.execute(text(delete), gone)
        return
    lengths = [
        length
        for (length,) in connection.execute(
            text(f"DELETE FROM {name} WHERE id = ANY(:ids) RETURNING length"), {"ids": ids}
        )
    ]
    _count(connection, of, -len(lengths), -sum(lengths))


def _present(connection: Connection, query: str, ids: Iterable[int]) -> Iterator[int]:
    for i in ids:
        yield from connection.execute(text(query), {"id": i}).scalars()


def _ids_of(connection: Connection, of: Of) -> str:
    """The ids in the index; FTS5 has them in a table of its own, with the numbers of their words."""
    suffix = "_docsize" if connection.dialect.name == "sqlite" else ""
    return f"SELECT id FROM {_TABLES[of]}{suffix}"


def _count(connection: Connection, of: Of, documents: int, length: int) -> None:
    """Keeps what BM25 needs of all documents together; FTS5 does so by itself."""
    connection.execute(
        text("UPDATE search_state SET value = value + :value WHERE name = :name"),
        [{"name": f"{of} documents", "value": documents}, {"name": f"{of} words", "value": length}],
    )


def _fts5_row(document: _Document) -> dict[str, Any]:
    indexed = _indexed(document.words)
    return {
        "id": document.id,
        "exact": " ".join([word.exact for word in indexed]),
        "stem": " ".join([word.stem for word in indexed]),
    }


def _vector_row(document: _Document) -> dict[str, Any]:
    indexed = _indexed(document.words)
    places: dict[str, list[str]] = {}
    for place, word in enumerate(indexed, 1):
        places.setdefault(word.exact, []).append(str(place))
        places.setdefault(STEM + word.stem, []).append(str(place))
    vector = " ".join(f"{_quoted(lexeme)}:{','.join(at)}" for lexeme, at in places.items())
    return {"id": document.id, "length": len(indexed), "words": vector}


def _fts5(node: Node) -> str:
    if isinstance(node, Term):
        column, form = ("stem", node.stem) if node.stem is not None else ("exact", " ".join(node.exact))
        return f'{column} : "{form}"'
    if isinstance(node, All):
        found = " AND ".join(map(_fts5, node.parts))
        without = f" NOT ({' OR '.join(map(_fts5, node.without))})" if node.without else ""
        return f"(({found}){without})"
    return f"({' OR '.join(map(_fts5, node.parts))})"


def _tsquery(node: Node) -> str:
    if isinstance(node, Term):
        return f"({' <-> '.join(map(_quoted, lexemes_of(node)))})"
    if isinstance(node, All):
        parts = [*map(_tsquery, node.parts), *(f"!{_tsquery(part)}" for part in node.without)]
        return f"({' & '.join(parts)})"
    return f"({' | '.join(map(_tsquery, node.parts))})"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _add_names(connection: Connection) -> None:
    """Indexes the names of entities that are new; those of one entity all have the same parts."""
    last = connection.execute(text("SELECT max(entity_id) FROM search_names")).scalar() or 0
    rows = connection.execute(select(t.entities.c.id, t.entities.c.name).where(t.entities.c.id > last))
    codes = [{"id": row.id, "code": code} for row in rows for code in name_codes(row.name)]
    if codes:
        connection.execute(text("INSERT INTO search_names (code, entity_id) VALUES (:code, :id)"), codes)
