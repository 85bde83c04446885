"""Search: words and filters to hits with snippets, counts, or all hits in a stream."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from rawi.archive import tables as t
from rawi.archive.filters import Conditions, Search
from rawi.archive.hits import ArticleHit, Count, CountBy, Expansion, Results, StatementHit
from rawi.archive.index import in_batches, is_stale
from rawi.archive.names import bearers
from rawi.archive.query import All, Any, Node, QueryError, Term, parse, without_negations
from rawi.archive.ranking import Candidates, Ranked
from rawi.archive.shown import Shown, fulfils, load_articles, load_statements
from rawi.entities.geonames import load_gazetteer as load_geonames
from rawi.entities.sounds import can_be_spelled
from rawi.text.letters import arabic_share, fold

_BATCH = 500
"""Hits that are loaded at a time where all are wanted."""
_MOST_NAMES = 8
"""Arabic names that a Latin word is also looked for as."""


class _Plan(NamedTuple):
    candidates: Candidates
    node: Node | None
    expansions: list[Expansion]


def search(connection: Connection, asked: Search, *, limit: int = 20, offset: int = 0) -> Results:
    """The hits of a search, the best first.

    Args:
        limit: hits of the page.
        offset: hits before it.

    Raises:
        QueryError: what is asked cannot be understood.
    """
    plan = _plan(connection, asked)
    page, total = _ranked(connection, plan, limit, offset)
    shown = _load(connection, plan, page)
    return Results(
        total=total, offset=offset, hits=shown.hits, expansions=[*plan.expansions, *shown.expansions]
    )


def every_hit(connection: Connection, asked: Search) -> Iterator[StatementHit | ArticleHit]:
    """All hits in their order, loaded some at a time (same errors as `search`, at the first hit)."""
    plan = _plan(connection, asked)
    ranked, _ = _ranked(connection, plan, None, 0)
    for some in in_batches(ranked, _BATCH):
        yield from _load(connection, plan, some).hits


def count(connection: Connection, asked: Search, by: CountBy, *, limit: int | None = None) -> list[Count]:
    """How many hits there are of each speaker, outlet, …: the most frequent first, days in order.

    Raises:
        QueryError: what is asked cannot be understood, or articles are asked by what only statements have.
    """
    if asked.articles:
        raise QueryError("counts are of statements; leave --articles out")
    plan = _plan(connection, asked)
    s = t.statements.c
    value = {
        "speaker": func.coalesce(t.entities.c.name, s.speaker),
        "outlet": t.outlets.c.name,
        "day": s.day,
        "act": s.act,
        "kind": s.speaker_kind,
    }[by]
    query = plan.candidates.query(s.id, s.version_id, value.label("value"))
    if by == "speaker":
        query = query.outerjoin(t.entities, t.entities.c.id == s.speaker_entity_id)
    elif by == "outlet":
        query = query.outerjoin(t.outlets, t.outlets.c.id == s.outlet_id)
    found = query.subquery()
    statements, articles = func.count(), func.count(found.c.version_id.distinct())
    grouped = select(found.c.value, statements, articles).group_by(found.c.value)
    if not asked.spelling and plan.node is not None:
        ids = [hit.id for hit in _ranked(connection, plan, None, 0)[0]]
        grouped = grouped.where(found.c.id.in_(ids))
    order = (found.c.value.asc(),) if by == "day" else (statements.desc(), found.c.value.asc())
    rows = connection.execute(grouped.order_by(*order).limit(limit))
    return [Count(*row) for row in rows]


def _plan(connection: Connection, asked: Search) -> _Plan:
    if is_stale(connection):
        raise QueryError(
            "the search index was made by another Rawi; make it again with `rawi archive reindex`"
        )
    node = parse(asked.words, stemming=asked.stemming and asked.spelling)
    expansions: list[Expansion] = []
    if node is not None and asked.latin:
        node = _with_arabic_names(connection, node, expansions)
    conditions = Conditions(connection, asked, by_words=node is not None)
    wide = without_negations(node) if node is not None and not asked.spelling else node
    candidates = Candidates(connection, asked, wide, conditions)
    return _Plan(candidates, node, expansions + conditions.expansions)


def _ranked(
    connection: Connection, plan: _Plan, limit: int | None, offset: int
) -> tuple[Sequence[Ranked], int]:
    asked = plan.candidates.search
    if asked.spelling or plan.node is None:
        return plan.candidates.ranked(limit, offset)
    wide, _ = plan.candidates.ranked(None, 0)
    found = [
        hit
        for some in in_batches(wide, _BATCH)
        for hit in fulfils(connection, plan.node, some, articles=asked.articles)
    ]
    return found[offset:][:limit], len(found)


def _load(connection: Connection, plan: _Plan, ranked: Sequence[Ranked]) -> Shown:
    asked = plan.candidates.search
    load = load_articles if asked.articles else load_statements
    return load(connection, ranked, plan.node, spelling=asked.spelling)


def _with_arabic_names(connection: Connection, node: Node, expansions: list[Expansion]) -> Node:
    """The tree in which a Latin word may also be the name of someone in the archive, in Arabic letters."""
    if isinstance(node, All):
        return All(
            tuple(_with_arabic_names(connection, part, expansions) for part in node.parts),
            tuple(_with_arabic_names(connection, part, expansions) for part in node.without),
        )
    if isinstance(node, Any):
        return Any(tuple(_with_arabic_names(connection, part, expansions) for part in node.parts))
    if arabic_share(node.typed) > 0 or not any(map(str.isalpha, node.typed)):
        return node
    names = _arabic_words(connection, node)
    if not names:
        return node
    expansions.append(Expansion(node.typed, "latin name", names))
    return Any((node, *(name for typed in names if isinstance(name := parse(f'"{typed}"'), Term))))


def _arabic_words(connection: Connection, term: Term) -> list[str]:
    """The parts of Arabic names that a Latin word stands for; whole names where no part is spelled so."""
    found: dict[str, None] = {}
    for bearer in bearers(connection, term.typed):
        if arabic_share(bearer.name) < 1:
            continue
        alike = [part for part in bearer.name.split() if can_be_spelled(part, term.typed)]
        found[alike[-1] if alike else bearer.name] = None
    if geonames := load_geonames().ids(fold(term.typed)):
        places = select(t.places.c.name).where(t.places.c.geonames.in_(geonames)).distinct()
        found |= dict.fromkeys(connection.execute(places.order_by(t.places.c.name)).scalars())
    return list(found)[:_MOST_NAMES]
