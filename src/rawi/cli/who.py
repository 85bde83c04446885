"""`rawi who`: one person's or body's page."""

from __future__ import annotations

import click
import msgspec

from rawi.cli.filters import explained
from rawi.cli.output import archive_option, display_options, open_archive, open_console
from rawi.export.characters import printable_json, printable_line
from rawi.export.direction import Choice


@click.command()
@click.argument("name", nargs=-1, required=True)
@archive_option
@click.option("--no-latin", is_flag=True, help="Latin letters find no Arabic names.")
@click.option("--json", "as_json", is_flag=True, help="The page as JSON.")
@display_options
def who(
    name: tuple[str, ...], where: str, no_latin: bool, as_json: bool, direction: Choice, no_color: bool
) -> None:
    """Show what NAME says: when, in which outlets, through whom, to whom.

    NAME is a person's or body's, in Arabic or Latin letters, whole or the last part. Of several who bear it,
    the one with most statements is shown and the others named. Near-copies of articles do not count.
    """
    asked = " ".join(name)
    with open_archive(where) as archive, explained():
        page = archive.speaker(asked, latin=not no_latin)
    if page is None:
        raise click.ClickException(
            printable_line(f"nobody in the archive is called {asked}; try another part of the name")
        )
    if as_json:
        click.echo(printable_json(msgspec.json.encode(page).decode()))
        return
    from rawi.export.listing import speaker_lines
    from rawi.export.terminal import print_lines

    console, chosen = open_console(direction, no_color=no_color)
    print_lines(speaker_lines(page), console, chosen)
