"""`rawi explain`: shows what each statement of a reading rests on."""

from __future__ import annotations

import sys

import click

from rawi.cli.output import display_options, make_reader, open_console, report, rules_only_option
from rawi.export.direction import Choice
from rawi.sources import SourceError, read_articles


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@rules_only_option
@display_options
def explain(
    files: tuple[str, ...], rules_only: bool, direction: Choice, no_color: bool, min_confidence: float
) -> None:
    """Show why: for each statement of each FILE the rule, lexicon entry or score behind each of its parts.

    FILE is what `rawi read` takes. Exit status 1 if something could not be read.
    """
    from rawi.export.terminal import print_explanation

    console, chosen = open_console(direction, no_color=no_color)
    reader = make_reader(rules_only)
    faults = 0
    for item in read_articles(files):
        if isinstance(item, SourceError):
            report(item)
            faults += 1
        else:
            print_explanation(reader.read(item), console, direction=chosen, min_confidence=min_confidence)
    if faults:
        sys.exit(1)
