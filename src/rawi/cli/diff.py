"""`rawi diff`: what changed in an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from rawi.cli.output import archive_option, open_archive, open_console
from rawi.export.characters import printable, printable_line

if TYPE_CHECKING:
    from rich.text import Text

    from rawi.archive.changes import Changes, Piece
    from rawi.schema import Statement

_STYLES = {"same": "", "removed": "red strike", "added": "green"}
_SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
"""As in `git diff --word-diff`; shown where there are no colours."""


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.option("--from", "old", type=click.IntRange(min=1), metavar="N", help="Version to begin with.")
@click.option("--to", "new", type=click.IntRange(min=1), metavar="N", help="Version to end with.")
@archive_option
@click.option("--no-color", is_flag=True, help="No colours (also: NO_COLOR in the environment).")
def diff(article: str, old: int | None, new: int | None, where: str, no_color: bool) -> None:
    """Show what changed in ARTICLE: its text, and who said what.

    ARTICLE is its address, the id that its outlet gave it, or its number in the archive. The last two
    versions are compared unless others are named.
    """
    with open_archive(where) as archive:
        versions = archive.versions(article)
        if len(versions) == 1:
            click.echo(f"rawi: article {printable_line(article)} has one version, of {versions[0].added}")
            return
        changes = archive.changes(article, old, new)
    console, _ = open_console("ltr", no_color=no_color)
    signs = console.no_color or not console.is_terminal
    for line in _lines(changes, signs=signs):
        console.print(line, soft_wrap=True)


def _lines(changes: Changes, *, signs: bool) -> list[Text]:
    from rich.text import Text

    lines = [_line(pieces, signs=signs) for pieces in changes.lines]
    if changes.statements:
        lines += [Text(""), Text("statements", style="bold")]
    for change in changes.statements:
        if change.old is not None:
            lines.append(Text(f"- {_statement(change.old)}", style="red"))
        if change.new is not None:
            lines.append(Text(f"+ {_statement(change.new)}", style="green"))
    return lines


def _line(pieces: list[Piece], *, signs: bool) -> Text:
    from rich.text import Text

    line = Text()
    for piece in pieces:
        before, after = _SIGNS[piece.kind] if signs else ("", "")
        line.append(f"{before}{printable(piece.text)}{after}", style=_STYLES[piece.kind])
    return line


def _statement(statement: Statement) -> str:
    speaker = statement.speaker.name or "?"
    denied = "not " if statement.negated else ""
    return printable_line(
        f"{speaker} | {denied}{statement.act}: {statement.cue_text} | {statement.content_text}"
    )
