"""`rawi pretrain` and `rawi train`: making the model that the reader uses, or one's own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import click

from rawi.export.characters import printable_line

_Command = Callable[..., Any]

_FILE = click.Path(exists=True, dir_okay=False)
_STOPPED = 130
"""Exit status of what Ctrl-C has stopped, as shells have it."""


def _shared_options(command: _Command) -> _Command:
    for option in (
        click.option("--quiet", is_flag=True, help="No progress; warnings are still printed."),
        click.option("--resume", is_flag=True, help="Go on with what a stopped run has left in DIR."),
        click.option(
            "--config",
            metavar="FILE",
            type=_FILE,
            help="Seeds, sizes, epochs, expected data (TOML); the shipped model's unless given.",
        ),
        click.option("-o", "--output", "folder", required=True, metavar="DIR", help="Folder to write into."),
    ):
        command = option(command)
    return command


@click.command()
@click.option("--corpus", multiple=True, required=True, metavar="FILE", help="Raw text; more may follow.")
@click.argument("more", nargs=-1, metavar="[FILE]...")
@_shared_options
def pretrain(
    corpus: tuple[str, ...],
    more: tuple[str, ...],
    folder: str,
    config: str | None,
    resume: bool,
    quiet: bool,
) -> None:
    """Learn the vectors of words from raw text: rawi pretrain --corpus FILES... -o DIR

    A file that ends in .txt or .txt.gz has one text a line; others are what `rawi read` takes. DIR is then
    what `rawi train --pretrained` takes.
    """
    with _stage(quiet) as say:
        from rawi.training.config import load_config
        from rawi.training.pretrain import pretrain as run

        run([*corpus, *more], load_config(config), Path(folder), say, resume=resume)


@click.command()
@click.option("--gold", required=True, metavar="FILE", type=_FILE, help="Annotated articles to learn from.")
@click.option("--dev", required=True, metavar="FILE", type=_FILE, help="Annotated articles to measure on.")
@click.option(
    "--pretrained",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Folder of `rawi pretrain`, or of a model; needed unless --only.",
)
@click.option(
    "--only",
    type=click.Choice(["modes", "speakers"]),
    help="Train this part alone, for the model that DIR holds.",
)
@click.option("--names", multiple=True, metavar="FILE", type=_FILE, help="Annotated names, in columns.")
@click.option("--corpora", multiple=True, metavar="FILE", type=_FILE, help="Articles for self-training.")
@click.option(
    "--start",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="A trained model with its work/: its networks go on learning.",
)
@_shared_options
def train(
    gold: str,
    dev: str,
    pretrained: str | None,
    only: Literal["modes", "speakers"] | None,
    names: tuple[str, ...],
    corpora: tuple[str, ...],
    start: str | None,
    folder: str,
    config: str | None,
    resume: bool,
    quiet: bool,
) -> None:
    """Train a model on annotated articles.

    The files of --gold and --dev are in the offset form that `rawi gold check -o` writes. --names and
    --corpora may be given several times. Checkpoints are kept in DIR/work: a run that is stopped goes on with
    --resume, and gives the same model as one that was not. With --only the rest of the model stays as it is,
    and of the options only --gold, --dev, --config and --quiet count.
    """
    if only is None and pretrained is None:
        raise click.UsageError("--pretrained is needed unless --only is given")
    with _stage(quiet) as say:
        from rawi.training.config import load_config
        from rawi.training.run import Data, train_part
        from rawi.training.run import train as run

        if only is not None:
            train_part(only, gold, dev, load_config(config), Path(folder), say)
        elif pretrained is not None:
            data = Data(gold, dev, pretrained, names, corpora, start)
            run(data, load_config(config), Path(folder), say, resume=resume)


@contextmanager
def _stage(quiet: bool) -> Iterator[Callable[[str], None]]:
    """What takes lines of progress; faults become messages of the command line."""
    from rawi.evaluation import GoldError
    from rawi.training.errors import TrainingError, require_extra

    def say(line: str) -> None:
        if not quiet or line.startswith("warning"):
            click.echo(f"rawi: {printable_line(line)}", err=True)

    try:
        require_extra()
        yield say
    except (TrainingError, GoldError) as error:
        raise click.ClickException(printable_line(str(error))) from None
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise click.ClickException(printable_line(reason)) from None
    except KeyboardInterrupt:
        click.echo("rawi: stopped; the same command with --resume goes on", err=True)
        sys.exit(_STOPPED)
