"""`rawi gold`: annotating articles by hand, for training and for measuring."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rawi.cli.output import HowToRead, reading_options
from rawi.cli.progress import progress_display
from rawi.export.characters import printable, printable_line
from rawi.sources import SourceError

if TYPE_CHECKING:
    from rawi.annotation import Annotation, Loaded
    from rawi.annotation.folder import Format, Written

_Command = Callable[..., Any]

_EXISTING = click.Path(exists=True)


def _folder_options(command: _Command) -> _Command:
    """Options of the commands that write a folder of files to annotate."""
    for option in (
        click.option("--quiet", is_flag=True, help="No progress."),
        click.option(
            "--processes", type=click.IntRange(min=1), metavar="N", help="Processes; else one a core."
        ),
        click.option(
            "--format",
            type=click.Choice(["units", "brat"]),
            default="units",
            show_default=True,
            help="Numbered units with a line of JSON, or brat stand-off.",
        ),
        click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Folder to write into."),
    ):
        command = option(command)
    return command


@click.group()
def gold() -> None:
    """Annotate articles by hand: files to annotate, their check, two annotators compared, what to annotate
    next."""


@gold.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option("--suggest", "prefill", is_flag=True, help="Fill in what the reader finds, to be corrected.")
@reading_options
@_folder_options
def new(
    articles: tuple[str, ...],
    prefill: bool,
    how: HowToRead,
    folder: str,
    format: Format,
    processes: int | None,
    quiet: bool,
) -> None:
    """Turn ARTICLES into files to annotate.

    ARTICLES are what `rawi read` takes. An article that DIR holds already is left as it is, so more can be
    added. --rules-only, --model and --min-confidence say how --suggest reads. Exit status 1 if something
    could not be read.
    """
    from rawi.annotation import FolderError, annotation_of, write_folder
    from rawi.annotation.preparation import empty_annotations, read_inputs

    if not prefill and how != HowToRead():
        raise click.UsageError("--rules-only, --model and --min-confidence need --suggest")

    faults: list[SourceError] = []
    with progress_display(quiet) as (on_progress, on_error):

        def fail(error: SourceError) -> None:
            faults.append(error)
            on_error(error)

        if prefill:
            readings = read_inputs(
                how.reader(), articles, processes=processes, on_error=fail, on_progress=on_progress
            )
            annotations: Iterator[Annotation] = map(annotation_of, readings)
        else:
            annotations = empty_annotations(articles, fail)
        try:
            written = write_folder(folder, annotations, format)
        except FolderError as error:
            raise click.ClickException(printable_line(str(error))) from None
    click.echo(_summary(written, folder), err=True)
    if faults:
        sys.exit(1)


@gold.command()
@click.argument("what", type=_EXISTING, metavar="FILE|DIR")
@click.option("-o", "--output", "out", metavar="OUT.jsonl", help="Write the offset form of what is sound.")
@click.option("--force", is_flag=True, help="Overwrite the output if it is there.")
@click.option("--errors-only", is_flag=True, help="No warnings.")
@click.option("--json", "as_json", is_flag=True, help="Faults as JSON, one a line.")
def check(what: str, out: str | None, force: bool, errors_only: bool, as_json: bool) -> None:
    """Check annotation: a folder of `rawi gold new`, one of its files, or a gold file.

    Each fault is named with file, line, unit, what was expected and what to do. With -o the articles without
    an error are written in the offset form that `rawi evaluate` and training take. Exit status 1 if there is
    an error.
    """
    from rawi.annotation import FolderError, write_offsets

    loaded = _load(what)
    for fault in loaded.faults:
        if fault.severity == "error" or not errors_only:
            encoded = json.dumps(fault.to_dict(), ensure_ascii=False)
            click.echo(encoded if as_json else printable_line(str(fault)))
    sound, errors = loaded.sound, len(loaded.errors)
    statements = sum(len(annotation.statements) for annotation in sound)
    click.echo(
        f"rawi: {len(loaded.annotations)} articles, {len(sound)} of them sound with {statements} statements;"
        f" {errors} errors, {len(loaded.faults) - errors} warnings",
        err=True,
    )
    if out is not None:
        if Path(out).exists() and not force:
            raise click.ClickException(f"{printable_line(out)} is there already; --force overwrites it")
        try:
            write_offsets(out, sound)
        except FolderError as error:
            raise click.ClickException(printable_line(str(error))) from None
    if errors:
        sys.exit(1)


@gold.command()
@click.argument("a", type=_EXISTING)
@click.argument("b", type=_EXISTING)
@click.option(
    "--show",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    help="List the first N differing statements.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def diff(a: str, b: str, show: int, as_json: bool) -> None:
    """Compare two annotators, A and B, on the articles that both have annotated.

    A and B are what `rawi gold check` takes. The tables are those of `rawi evaluate`, once with A as gold and
    once with B. Articles with an error are left aside.
    """
    from rawi.annotation import compare

    sides = [_load(side) for side in (a, b)]
    for side, loaded in zip((a, b), sides, strict=True):
        if aside := len(loaded.annotations) - len(loaded.sound):
            click.echo(
                f"rawi: {printable_line(side)}: {aside} articles with errors are left aside; rawi gold check"
                " names the errors",
                err=True,
            )
    agreement = compare(sides[0].sound, sides[1].sound)
    for ids, why in (
        (agreement.only_a, "only A has annotated"),
        (agreement.only_b, "only B has annotated"),
        (agreement.other_text, "have another text in B than in A"),
    ):
        if ids:
            names = f"{', '.join(ids[:5])}{', …' if len(ids) > 5 else ''}"
            click.echo(f"rawi: left aside: {len(ids)} articles that {why}: {printable_line(names)}", err=True)
    if not agreement.articles:
        raise click.ClickException("no article is annotated in both; they are paired by id and text")
    if as_json:
        result = agreement.to_dict()
        result["differences"] = result["differences"][:show]
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    for difference in agreement.differences[:show]:
        click.echo(printable(str(difference)))
    click.echo(f"A as gold, {agreement.articles} articles, {len(agreement.differences)} statements differ")
    click.echo(str(agreement.a_as_gold))
    click.echo(f"\nB as gold\n{agreement.b_as_gold}")


@gold.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
@click.option(
    "-n", "--count", metavar="N", type=click.IntRange(min=1), default=20, show_default=True,
    help="How many articles to suggest.",
)  # fmt: skip
@click.option(
    "--known", multiple=True, type=_EXISTING, metavar="FILE|DIR",
    help="Annotation that is there: its articles are left out, its cues and outlets count as covered.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The ranking as JSON, one article a line.")
@reading_options
@_folder_options
def suggest(
    articles: tuple[str, ...],
    count: int,
    known: tuple[str, ...],
    as_json: bool,
    how: HowToRead,
    folder: str,
    format: Format,
    processes: int | None,
    quiet: bool,
) -> None:
    """Choose from ARTICLES those that the reader would learn most from, and write them to be annotated.

    An article ranks high where the reader is unsure of much, for the words that have to be read, and where
    it adds cues and outlets that the others have not. The N best are written with what the reader found, to
    be corrected (--min-confidence leaves out of it what is unsure, the ranking counts all); the ranking is
    printed with its reasons. Exit status 1 if something could not be read.
    """
    from rawi.annotation import FolderError, annotation_of, rank, write_folder
    from rawi.annotation.preparation import read_inputs

    covered = [annotation for what in known for annotation in _load(what).annotations]
    faults: list[SourceError] = []
    with progress_display(quiet) as (on_progress, on_error):

        def fail(error: SourceError) -> None:
            faults.append(error)
            on_error(error)

        readings = read_inputs(
            how.reader(all_statements=True),
            articles,
            processes=processes,
            on_error=fail,
            on_progress=on_progress,
        )
        chosen = list(rank(readings, count, known=covered))
    for place, suggestion in enumerate(chosen, 1):
        if as_json:
            click.echo(json.dumps({"rank": place, **suggestion.to_dict()}, ensure_ascii=False))
        else:
            title = suggestion.reading.title or suggestion.reading.id
            click.echo(f"{place:4d}  {suggestion.value:5.2f}  {printable_line(title)}")
            click.echo(f"             {printable_line(suggestion.reasons())}")
    try:
        shown = (s.reading.without_unsure(how.min_confidence) for s in chosen)
        written = write_folder(folder, map(annotation_of, shown), format)
    except FolderError as error:
        raise click.ClickException(printable_line(str(error))) from None
    click.echo(_summary(written, folder), err=True)
    if faults:
        sys.exit(1)


def _load(what: str) -> Loaded:
    """The annotation of a file or folder.

    Raises:
        click.ClickException: there is none.
    """
    from rawi.annotation import FolderError, load_annotation

    try:
        return load_annotation(what)
    except FolderError as error:
        raise click.ClickException(printable_line(str(error))) from None


def _summary(written: Written, folder: str) -> str:
    kept = f", {len(written.kept)} there before and left as they are" if written.kept else ""
    return f"rawi: {len(written.files)} files written into {printable_line(folder)}{kept}"
