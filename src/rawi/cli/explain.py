"""`rawi explain`: shows what each statement of a reading rests on."""

from __future__ import annotations

import sys

import click

from rawi.cli.output import HowToRead, display_options, open_console, reading_options, report
from rawi.export.direction import Choice
from rawi.sources import SourceError, read_articles


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@reading_options
@display_options
def explain(files: tuple[str, ...], how: HowToRead, direction: Choice, no_color: bool) -> None:
    """Show why: for each statement of each FILE the rule, lexicon entry or score behind each of its parts.

    FILE is what `rawi read` takes. Exit status 1 if something could not be read.
    """
    from rawi.export.terminal import print_explanation

    console, chosen = open_console(direction, no_color=no_color)
    reader = how.reader()
    faults = 0
    for item in read_articles(files):
        if isinstance(item, SourceError):
            report(item)
            faults += 1
        else:
            print_explanation(reader.read(item), console, direction=chosen)
    if faults:
        sys.exit(1)
