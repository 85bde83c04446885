"""The command line: one file a command, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

_COMMANDS = {
    "read": ("rawi.cli.read:read", "Show who said what in an article."),
    "explain": ("rawi.cli.explain:explain", "Show why each statement was read as it was."),
    "annotate": ("rawi.cli.annotate:annotate", "Read many articles on all cores."),
    "add": ("rawi.cli.add:add", "Add articles to an archive."),
    "search": ("rawi.cli.search:search", "Find statements and articles in an archive."),
    "who": ("rawi.cli.who:who", "Show what somebody says, when, where, through whom."),
    "stats": ("rawi.cli.stats:stats", "Show an archive at a glance."),
    "export": ("rawi.cli.export:export", "Write all hits of a search as a table or lines of JSON."),
    "diff": ("rawi.cli.diff:diff", "Show what changed in an article."),
    "archive": ("rawi.cli.archive:archive", "Look after an archive: check, reread, reindex."),
    "evaluate": ("rawi.cli.evaluate:evaluate", "Measure the reader against gold."),
    "gold": ("rawi.cli.gold:gold", "Annotate articles by hand: new, check, diff, suggest."),
    "pretrain": ("rawi.cli.train:pretrain", "Learn the vectors of words from raw text."),
    "calibrate": ("rawi.cli.calibrate:calibrate", "Fit how sure a model is of its statements."),
    "train": ("rawi.cli.train:train", "Train a model on annotated articles."),
}
"""Name → where the command is, and its one line in `rawi --help`."""


class _LazyGroup(click.Group):
    """A group whose commands are imported when they run, so that each starts as fast as it can."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; that there is no model to read with is told without a traceback."""
        from rawi.learning.files import ModelMissing

        try:
            return super().invoke(ctx)
        except ModelMissing as error:
            from rawi.export.characters import printable_line

            raise click.ClickException(printable_line(str(error))) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in _COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from rawi import __version__

        click.echo(f"rawi {__version__}")
        ctx.exit()


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
def rawi() -> None:
    """Rawi reads Arabic news and says who said what, to whom, through whom, when and where."""


def main(*args: Any) -> None:
    """Runs the command line with the process's arguments.

    Output is UTF-8 whatever the locale says: in another encoding Arabic would be lost.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    rawi(*args)
