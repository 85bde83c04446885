"""`rawi search`: finds statements and articles in an archive."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
import msgspec

from rawi.cli.filters import explained, filter_options, filters_of
from rawi.cli.output import archive_option, display_options, open_archive, open_console
from rawi.export.characters import printable_json
from rawi.export.direction import Choice

if TYPE_CHECKING:
    from rawi.archive.filters import Order
    from rawi.archive.hits import Count, CountBy

_COUNT_BY = ("speaker", "outlet", "day", "act", "kind")


@click.command()
@click.argument("words", nargs=-1)
@archive_option
@filter_options
@click.option(
    "--order",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="Which hits come first; without words, the newest.",
)
@click.option("--limit", type=click.IntRange(0), default=20, show_default=True, help="Hits that are shown.")
@click.option("--offset", type=click.IntRange(0), default=0, help="Hits before those.")
@click.option(
    "--count-by", type=click.Choice(_COUNT_BY), help="Count the statements instead of showing them."
)
@click.option("--json", "as_json", is_flag=True, help="The results as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="The hits as a table.")
@display_options
def search(
    words: tuple[str, ...],
    where: str,
    order: Order,
    limit: int,
    offset: int,
    count_by: CountBy | None,
    as_json: bool,
    as_csv: bool,
    direction: Choice,
    no_color: bool,
    **options: Any,
) -> None:
    """Find statements that have the WORDS and pass the filters.

    WORDS are joined by AND; "exact phrases", OR, NOT and parentheses are understood (in a shell, put them all
    between apostrophes). Words are found in all their forms and spellings, names in Latin letters in Arabic.
    Values of one filter are joined by or, filters by and.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv exclude each other")
    filters = filters_of(options, copies=count_by is None)
    with open_archive(where) as archive, explained():
        asked = " ".join(words)
        if count_by:
            counts = archive.count(count_by, asked, limit=limit, order=order, **filters)
            _show_counts(counts, as_json, as_csv, direction, no_color)
            return
        results = archive.search(asked, limit=limit, offset=offset, order=order, **filters)
    if as_json:
        click.echo(printable_json(msgspec.json.encode(results).decode()))
    elif as_csv:
        from rawi.export.tables import write_hits

        write_hits(results.hits, sys.stdout, "csv", articles=filters["articles"], bom=False)
    else:
        from rawi.export.listing import result_lines
        from rawi.export.terminal import print_lines

        console, chosen = open_console(direction, no_color=no_color)
        print_lines(result_lines(results), console, chosen)


def _show_counts(counts: list[Count], as_json: bool, as_csv: bool, direction: Choice, no_color: bool) -> None:
    if as_json:
        click.echo(printable_json(msgspec.json.encode(counts).decode()))
    elif as_csv:
        import csv

        from rawi.export.tables import safe_cell

        rows = csv.writer(sys.stdout, lineterminator="\n")
        rows.writerow(("value", "statements", "articles"))
        rows.writerows((safe_cell(c.value), c.statements, c.articles) for c in counts)
    else:
        from rawi.export.listing import count_lines
        from rawi.export.terminal import print_lines

        console, chosen = open_console(direction, no_color=no_color)
        print_lines(count_lines(counts), console, chosen)
