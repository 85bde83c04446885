"""`rawi calibrate`: fits how sure a model is of its statements."""

from __future__ import annotations

from pathlib import Path

import click

from rawi.export.characters import printable_line


@click.command()
@click.option(
    "--gold",
    "files",
    multiple=True,
    required=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Annotated articles; may be given several times.",
)
@click.option("--model", metavar="DIR", help="Folder of the model; the shipped one unless given.")
@click.option("--rules-only", is_flag=True, help="Fit how sure the rules are where they read alone.")
def calibrate(files: tuple[str, ...], model: str | None, rules_only: bool) -> None:
    """Fit how sure a model is of its statements, on articles that it has not learned from.

    Reads the articles of --gold and writes confidence.json into DIR. What is printed is how true the
    confidences are on articles that the weights were not fitted on: each fifth of the articles is judged with
    weights fitted on the others.
    """
    from rawi.evaluation import GoldError
    from rawi.learning.files import CONFIDENCE_FILE, MODEL_FOLDER, RULES_FOLDER
    from rawi.training.confidence import calibrate as run

    if rules_only and model is not None:
        raise click.UsageError("--rules-only and --model exclude each other")
    folder = RULES_FOLDER if rules_only else Path(model or MODEL_FOLDER).resolve()
    try:
        held_out = run(folder, files).held_out
    except GoldError as error:
        raise click.ClickException(printable_line(str(error))) from None
    except OSError as error:
        raise click.ClickException(printable_line(f"{error.filename}: {error.strerror}")) from None
    click.echo(str(held_out))
    click.echo(f"rawi: {printable_line(str(folder / CONFIDENCE_FILE))} written", err=True)
