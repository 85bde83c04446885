"""`rawi export`: all hits of a search as a file."""

from __future__ import annotations

import sys
from typing import Any

import click

from rawi.cli.filters import explained, filter_options, filters_of
from rawi.cli.output import archive_option, open_archive
from rawi.export.characters import printable_line


@click.command()
@click.argument("words", nargs=-1)
@archive_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="Of the file.",
)
@click.option(
    "-o", "--output", "out", default="-", metavar="FILE", help="File to write; - for standard output."
)
@filter_options
def export(words: tuple[str, ...], where: str, form: Any, out: str, **options: Any) -> None:
    """Write all statements that have the WORDS and pass the filters, as `rawi search` finds them.

    A table (csv) is in UTF-8 with a byte order mark, as Excel wants it; texts that a spreadsheet would take
    for a formula get an apostrophe before them. Lines of JSON (jsonl) have all that `rawi search --json` has.
    """
    from rawi.export.tables import write_hits

    filters = filters_of(options, copies=True)
    with open_archive(where) as archive, explained():
        hits = archive.every(" ".join(words), **filters)
        try:
            if out == "-":
                number = write_hits(hits, sys.stdout, form, articles=filters["articles"])
            else:
                with open(out, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 (also /dev/stdout)
                    number = write_hits(hits, file, form, articles=filters["articles"])
        except OSError as error:
            raise click.ClickException(printable_line(f"{out}: {error.strerror}")) from None
    click.echo(f"rawi: {number:,} {'articles' if filters['articles'] else 'statements'} written", err=True)
