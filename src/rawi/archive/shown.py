"""Hits as they are shown: their fields from the tables, and a snippet with the words that were found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, func, select

from rawi.archive import tables as t
from rawi.archive.analyzer import Word, words, written
from rawi.archive.hits import ArticleHit, Expansion, Snippet, StatementHit
from rawi.archive.query import Node, Term, matches
from rawi.archive.ranking import Ranked
from rawi.schema import Span

SNIPPET = 260
"""Characters of a snippet, about."""
_BEFORE = 60
"""Characters of it before the first word that was found, where the text has to be cut."""
_FIRST_LOOK = 500
"""Characters of an article that are looked at first for a snippet."""
_MOST_FORMS = 12
"""Forms of one word that an expansion names."""


class Shown(NamedTuple):
    hits: Sequence[StatementHit | ArticleHit]
    expansions: list[Expansion]


class _Found(NamedTuple):
    """A term, and the words of a text that it was found as."""

    term: Term
    words: Sequence[Word]


def load_statements(
    connection: Connection, ranked: Sequence[Ranked], node: Node | None, *, spelling: bool
) -> Shown:
    """Statements as hits, in the order given."""
    rows = {row.id: row for row in connection.execute(_statements([hit.id for hit in ranked]))}
    ids = list(rows)
    contents = _spans(connection, ids)
    vias: dict[int, list[str]] = defaultdict(list)
    via = t.vias.c
    for statement, name in connection.execute(
        select(via.statement_id, via.name)
        .where(via.statement_id.in_(ids))
        .order_by(via.statement_id, via.number)
    ):
        vias[statement].append(name)
    hits: list[StatementHit] = []
    forms = _Forms()
    for i, score in ranked:
        row = rows[i]
        found = _found(node, row.text, contents[i], spelling) if node is not None else []
        forms.add(found, row.text)
        snippet = _snippet(row.text, contents[i], found)
        hits.append(_statement(row, contents[i], vias[i], score, snippet))
    return Shown(hits, forms.expansions())


def load_articles(
    connection: Connection, ranked: Sequence[Ranked], node: Node | None, *, spelling: bool
) -> Shown:
    """Articles as hits, in the order given."""
    rows = {row.id: row for row in connection.execute(_versions([hit.id for hit in ranked]))}
    hits: list[ArticleHit] = []
    forms = _Forms()
    for i, score in ranked:
        row = rows[i]
        text: str = row.text
        body, whole = Span(min(row.title_length + 1, len(text)), len(text)), Span(0, len(text))
        shown, found = body, _found_early(node, text, body, spelling) if node is not None else []
        if node is not None and not found:
            shown, found = whole, _found_early(node, text, whole, spelling)
        forms.add(found, text)
        hits.append(
            ArticleHit(
                version=i,
                id=row.external_id,
                outlet=row.outlet or "",
                url=row.url,
                date=row.date,
                title=text[: row.title_length],
                byline=row.byline,
                statements=row.statements,
                copy=row.copy_of is not None,
                score=score,
                snippet=_snippet(text, [shown], found),
            )
        )
    return Shown(hits, forms.expansions())


def fulfils(
    connection: Connection, node: Node, ranked: Sequence[Ranked], *, articles: bool
) -> Iterable[Ranked]:
    """Those of the hits that have the words as they were typed, spelling included."""
    ids = [hit.id for hit in ranked]
    if articles:
        query = select(t.texts.c.version_id, t.texts.c.text).where(t.texts.c.version_id.in_(ids))
    else:
        query = (
            select(t.statements.c.id, t.texts.c.text)
            .join(t.texts, t.texts.c.version_id == t.statements.c.version_id)
            .where(t.statements.c.id.in_(ids))
        )
    texts = {row[0]: str(row[1]) for row in connection.execute(query)}
    spans = {i: [Span(0, len(text))] for i, text in texts.items()} if articles else _spans(connection, ids)
    return [hit for hit in ranked if _found(node, texts[hit.id], spans[hit.id], False)]


def _statements(ids: Sequence[int]) -> Any:
    """Statements with what is shown of their articles."""
    s, v = t.statements.c, t.versions.c
    return (
        select(
            s.id, s.version_id, s.day, s.cue_start, s.cue_end, s.source_start, s.source_end, s.mode, s.act,
            s.negated, s.confidence, s.speaker, s.speaker_kind, s.addressee_start, s.addressee_end,
            v.external_id, v.url, v.copy_of, t.texts.c.title_length, t.texts.c.text,
            t.outlets.c.name.label("outlet"), t.entities.c.latin,
        )
        .select_from(t.statements)
        .join(t.versions, v.id == s.version_id)
        .join(t.texts, t.texts.c.version_id == s.version_id)
        .outerjoin(t.outlets, t.outlets.c.id == s.outlet_id)
        .outerjoin(t.entities, t.entities.c.id == s.speaker_entity_id)
        .where(s.id.in_(ids))
    )  # fmt: skip


def _versions(ids: Sequence[int]) -> Any:
    v = t.versions.c
    statements = select(func.count()).where(t.statements.c.version_id == v.id).scalar_subquery()
    columns = (
        v.id,
        v.external_id,
        v.url,
        v.date,
        v.byline,
        v.copy_of,
        t.texts.c.title_length,
        t.texts.c.text,
    )
    return (
        select(*columns, t.outlets.c.name.label("outlet"), statements.label("statements"))
        .select_from(t.versions)
        .join(t.texts)
        .outerjoin(t.outlets)
        .where(v.id.in_(ids))
    )


def _spans(connection: Connection, ids: Sequence[int]) -> dict[int, list[Span]]:
    """The contents of statements."""
    found: dict[int, list[Span]] = defaultdict(list)
    c = t.contents.c
    query = select(c.statement_id, c.start, c.end).where(c.statement_id.in_(ids))
    for i, start, end in connection.execute(query.order_by(c.statement_id, c.number)):
        found[i].append(Span(start, end))
    return found


def _statement(
    row: Row[Any], contents: list[Span], via: list[str], score: float, snippet: Snippet
) -> StatementHit:
    text: str = row.text
    return StatementHit(
        statement=row.id,
        version=row.version_id,
        article=row.external_id,
        outlet=row.outlet or "",
        url=row.url,
        title=text[: row.title_length],
        day=row.day,
        speaker=row.speaker,
        speaker_latin=row.latin,
        kind=row.speaker_kind,
        act=row.act,
        negated=row.negated,
        mode=row.mode,
        cue=text[row.cue_start : row.cue_end],
        source=None if row.source_start is None else text[row.source_start : row.source_end],
        content=" … ".join(span.of(text) for span in contents),
        content_spans=contents,
        via=via,
        addressee=None if row.addressee_start is None else text[row.addressee_start : row.addressee_end],
        confidence=row.confidence,
        copy=row.copy_of is not None,
        score=score,
        snippet=snippet,
    )


def _found(node: Node, text: str, spans: Sequence[Span], spelling: bool) -> list[_Found]:
    """The terms that make a text a hit, wherever in the spans they stand."""
    of = [
        word._replace(start=word.start + span.start, end=word.end + span.start)
        for span in spans
        for word in words(span.of(text))
    ]
    if spelling:
        hits = matches(node, lambda term: term.starts(of))
    else:
        as_written = [written(text[word.start : word.end]) for word in of]
        hits = matches(node, lambda term: term.starts_as_written(as_written))
    return [_Found(term, of[n : n + len(term.exact)]) for term, starts in hits for n in starts]


def _found_early(node: Node, text: str, span: Span, spelling: bool) -> list[_Found]:
    """The same in a long text, of which no more is looked at than it takes to find something."""
    length = _FIRST_LOOK
    while span.start + length < span.end:
        looked_at = Span(span.start, _word_edge(text, span.start + length, span))
        if found := _found(node, text, [looked_at], spelling):
            return found
        length *= 2
    return _found(node, text, [span], spelling)


def _snippet(text: str, spans: Sequence[Span], found: Sequence[_Found]) -> Snippet:
    """A window on the part of the text in which the first hit stands."""
    marks = sorted({Span(f.words[0].start, f.words[-1].end) for f in found})
    whole = next((s for s in spans if marks and s.start <= marks[0].start < s.end), None)
    whole = whole or (spans[0] if spans else Span(0, 0))
    start, end = whole.start, whole.end
    if end - start > SNIPPET:
        if marks and marks[0].start - start > SNIPPET - _BEFORE:
            start = _word_edge(text, marks[0].start - _BEFORE, whole)
        end = _word_edge(text, min(start + SNIPPET, end), whole)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return Snippet(Span(start, end), text[start:end], inside)


def _word_edge(text: str, at: int, within: Span) -> int:
    """A place near `at` where no word is cut."""
    if at >= within.end:
        return within.end
    space = text.find(" ", at, min(at + 30, within.end))
    return space if space >= 0 else at


class _Forms:
    """The forms in which words were found that differ from those typed."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)

    def add(self, found: Sequence[_Found], text: str) -> None:
        for term, of in found:
            for place, word in enumerate(of):
                form = written(text[word.start : word.end])
                if word.exact != term.exact[place]:
                    self._found[term.typed, "stem"][form] = None
                elif form != term.written[place]:
                    self._found[term.typed, "spelling"][form] = None

    def expansions(self) -> list[Expansion]:
        return [
            Expansion(typed, "stem" if by == "stem" else "spelling", list(forms)[:_MOST_FORMS])
            for (typed, by), forms in self._found.items()
        ]
