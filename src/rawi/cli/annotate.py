"""`rawi annotate`: reads many articles on all cores."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from rawi.cli.output import HowToRead, map_option, reading_options, show_columns, show_passed_over
from rawi.cli.progress import progress_display
from rawi.export.characters import printable_line

if TYPE_CHECKING:
    from rawi.export.jsonl import Progress


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    metavar="OUT.jsonl",
    help="File to write (.gz: gzipped); - for standard output.",
)
@click.option("--processes", type=click.IntRange(min=1), metavar="N", help="Processes; else one a core.")
@click.option("--resume", is_flag=True, help="Go on with an output that was left unfinished.")
@click.option("--force", is_flag=True, help="Overwrite the output if it is there.")
@click.option("--quiet", is_flag=True, help="No progress.")
@map_option
@reading_options
def annotate(
    inputs: tuple[str, ...],
    out: str,
    processes: int | None,
    resume: bool,
    force: bool,
    quiet: bool,
    columns: dict[str, str],
    how: HowToRead,
) -> None:
    """Read all articles of each IN and write one reading a line, in the order of the input.

    IN is what `rawi read` takes. A record that cannot be read is named (file, line, reason) and the rest
    goes on. A run that was stopped goes on with --resume and the same IN. Exit status 1 if something could
    not be read.
    """
    from rawi.export import jsonl

    if resume and force:
        raise click.UsageError("--resume and --force exclude each other")
    reader = how.reader()
    with progress_display(quiet) as (on_progress, on_error):
        try:
            done = jsonl.annotate(
                reader,
                inputs,
                out,
                processes=processes,
                resume=resume,
                force=force,
                columns=columns,
                on_columns=show_columns,
                on_error=on_error,
                on_progress=on_progress,
            )
        except jsonl.OutputError as error:
            raise click.ClickException(printable_line(str(error))) from None
        except KeyboardInterrupt:
            click.echo("rawi: stopped; what was read is written. Go on with --resume.", err=True)
            sys.exit(130)
    show_passed_over(done.position)
    click.echo(_summary(done), err=True)
    if done.failed:
        sys.exit(1)


def _summary(done: Progress) -> str:
    parts = [f"{done.written:,} read"]
    if done.already:
        parts.append(f"{done.already:,} there before")
    parts.append(f"{done.failed:,} could not be read")
    return f"rawi: {', '.join(parts)}"
