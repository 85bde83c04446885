"""`rawi stats`: an archive at a glance."""

from __future__ import annotations

import click
import msgspec

from rawi.cli.output import archive_option, display_options, open_archive, open_console
from rawi.export.characters import printable_json
from rawi.export.direction import Choice


@click.command()
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@display_options
def stats(where: str, as_json: bool, direction: Choice, no_color: bool) -> None:
    """Show how much an archive holds, of which outlets and speakers, and of what kind.

    Shares are of articles (near-copies, agency material) and of statements (direct speech, unnamed sources).
    """
    with open_archive(where) as archive:
        found = archive.stats()
    if as_json:
        click.echo(printable_json(msgspec.json.encode(found).decode()))
        return
    from rawi.export.listing import statistics_lines
    from rawi.export.terminal import print_lines

    console, chosen = open_console(direction, no_color=no_color)
    print_lines(statistics_lines(found), console, chosen)
