"""What an archive answers, in the terminal: hits, counts, a speaker's page, statistics."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from rawi.archive.hits import ArticleHit, Count, Expansion, Results, Snippet, StatementHit
from rawi.archive.speakers import SpeakerPage
from rawi.archive.statistics import Share, Statistics
from rawi.export.characters import printable, printable_line

Line = tuple[str, Text]
"""Indent and text."""
_INDENT = "   "
_BAR = 24
"""Cells of the longest bar."""
_MOST_NAMES = 8
"""Forms or names of an expansion that are shown."""
_MOST_DAYS = 31
"""Days that are shown one by one; of more, months are."""
_EXPLAINED = {
    "stem": "also found",
    "spelling": "also spelled",
    "name": "taken for",
    "latin name": "taken for",
}


def result_lines(results: Results) -> list[Line]:
    """Hits, each with its place, speaker and snippet; before them their number and what was expanded."""
    shown = f"{results.offset + 1} to {results.offset + len(results.hits)} of " if results.hits else ""
    lines = [("", Text(f"{shown}{results.total:,} hits" if results.total != 1 else "1 hit", style="dim"))]
    lines += [("", _expansion(expansion)) for expansion in results.expansions]
    for hit in results.hits:
        lines.append(("", Text()))
        lines += _statement(hit) if isinstance(hit, StatementHit) else _article(hit)
    return lines


def count_lines(counts: Sequence[Count]) -> list[Line]:
    """A bar a line."""
    return [("", line) for line in _bars(counts)]


def speaker_lines(page: SpeakerPage) -> list[Line]:
    """A speaker's page."""
    latin = f" · {page.latin}" if page.latin else ""
    lines = [
        ("", Text.assemble((printable_line(page.name), "bold"), f"{latin} ({page.kind})")),
        ("", Text(_how_many(page), style="dim")),
    ]
    others = [name.value for name in page.names if name.value != page.name]
    if others:
        lines.append(("", Text("also: " + _joined(others))))
    offices = [f"{o.title} ({o.articles})" for o in page.offices if o.by == "articles"]
    known = [f"{o.title} {o.start or ''}–{o.end or ''}" for o in page.offices if o.by == "gazetteer"]
    if offices:
        lines.append(("", Text("in articles: " + _joined(offices))))
    if known:
        lines.append(("", Text("offices: " + _joined(known))))
    sections = (
        ("when", by_time(page.days)),
        ("acts", page.acts),
        ("outlets", page.outlets),
        ("through", page.via),
        ("to", page.to),
    )
    for heading, counts in sections:
        if counts:
            lines += [("", Text()), ("", Text(heading, style="bold"))]
            lines += [(_INDENT, line) for line in _bars(counts)]
    if page.latest:
        lines += [("", Text()), ("", Text("latest", style="bold"))]
        for hit in page.latest:
            lines += [(_INDENT + indent, line) for indent, line in _statement(hit)]
    if page.others:
        lines += [("", Text()), ("", Text(f"{page.namesakes:,} others of that name", style="bold"))]
        lines += [
            (_INDENT, Text(f"{printable_line(o.name)} ({o.kind}) · {o.statements:,} statements"))
            for o in page.others
        ]
    return lines


def statistics_lines(stats: Statistics) -> list[Line]:
    """The archive at a glance."""
    days = f"{stats.first or '?'} to {stats.last or '?'}"
    undated = f", {stats.undated:,} without a day" if stats.undated else ""
    texts = [
        f"{stats.articles:,} articles in {stats.versions:,} versions, {stats.words:,} words, {days}{undated}",
        f"{stats.statements:,} statements, {stats.statements_without_copies:,} without near-copies",
        f"{stats.persons:,} persons, {stats.bodies:,} bodies and media",
        f"near-copies {_percent(stats.copies)} of articles · agency material {_percent(stats.agency)}",
        f"direct speech {_percent(stats.direct)} of statements · unnamed sources {_percent(stats.unnamed)}",
    ]
    lines: list[Line] = [("", Text(text)) for text in texts]
    heading = "articles  statements  copies  agency  direct  unnamed  outlet"
    lines += [("", Text()), ("", Text(heading, style="bold"))]
    for o in stats.outlets:
        shares = "".join(f"{_percent(share):>8}" for share in (o.copies, o.agency, o.direct))
        row = f"{o.articles:>8,}  {o.statements:>10,}{shares} {_percent(o.unnamed):>8}  "
        lines.append(("", Text(row + printable_line(o.outlet or "(no outlet)"))))
    if stats.speakers:
        lines += [("", Text()), ("", Text("speakers", style="bold"))]
        lines += [(_INDENT, line) for line in _bars(stats.speakers)]
    read_by = _joined([f"{r.value} ({r.articles:,})" for r in stats.readers])
    return [*lines, ("", Text()), ("", Text(f"read by {read_by}", style="dim"))]


def by_time(days: Sequence[Count]) -> list[Count]:
    """Counts of days, or where there are many of months; an article counts on each of its days."""
    known = [day for day in days if day.value]
    if len(known) <= _MOST_DAYS:
        return known
    months: dict[str, Count] = {}
    for day in known:
        month = (day.value or "")[:7]
        before = months.get(month, Count(month, 0, 0))
        months[month] = Count(month, before.statements + day.statements, before.articles + day.articles)
    return list(months.values())


def _statement(hit: StatementHit) -> list[Line]:
    latin = f" · {hit.speaker_latin}" if hit.speaker_latin else ""
    said = Text.assemble(
        (printable_line(hit.speaker or "unknown"), "bold"),
        (f"{latin} ({hit.kind or '?'})", "bold" if latin else ""),
        f" · {hit.act}{' (negated)' if hit.negated else ''} · ",
        (printable_line(hit.cue), "bold"),
    )
    if hit.via:
        said.append(" · through " + _joined(hit.via))
    if hit.addressee:
        said.append(" · to " + printable_line(hit.addressee))
    where = [hit.day or "no day", hit.outlet, hit.title, "near-copy" if hit.copy else ""]
    return [("", said), (_INDENT, _snippet(hit.snippet)), (_INDENT, _where(where))]


def _article(hit: ArticleHit) -> list[Line]:
    where = [
        hit.date or "no day",
        hit.outlet,
        hit.byline,
        f"{hit.statements} statements",
        "near-copy" if hit.copy else "",
    ]
    title = Text(printable_line(hit.title or "(no headline)"), style="bold")
    return [("", title), (_INDENT, _snippet(hit.snippet)), (_INDENT, _where(where))]


def _snippet(snippet: Snippet) -> Text:
    text = Text(printable(snippet.text).replace("\n", " "))
    for mark in snippet.marks:
        text.stylize("bold reverse", mark.start - snippet.span.start, mark.end - snippet.span.start)
    return text


def _where(parts: Sequence[str]) -> Text:
    return Text(" · ".join(printable_line(part) for part in parts if part), style="dim")


def _expansion(expansion: Expansion) -> Text:
    found = _joined(expansion.found[:_MOST_NAMES])
    if len(expansion.found) > _MOST_NAMES:
        found += f" and {len(expansion.found) - _MOST_NAMES:,} more"
    return Text(f"{printable_line(expansion.typed)}: {_EXPLAINED[expansion.by]} {found}", style="dim")


def _bars(counts: Sequence[Count]) -> list[Text]:
    most = max((count.statements for count in counts), default=0)
    return [
        Text.assemble(
            f"{count.statements:>7,} ",
            ("█" * max(1, round(_BAR * count.statements / most)), "cyan"),
            f" {printable_line(count.value or 'not known')}",
            (f" · in {count.articles:,}", "dim"),
        )
        for count in counts
    ]


def _how_many(page: SpeakerPage) -> str:
    days = f", {page.first} to {page.last}" if page.first else ""
    return (
        f"{page.statements:,} statements in {page.articles:,} articles{days}; named in {page.named_in:,}; "
        "near-copies left out"
    )


def _percent(share: Share) -> str:
    return f"{share.share:.0%}" if share.of else "–"


def _joined(names: Sequence[str]) -> str:
    return "، ".join(map(printable_line, names))
