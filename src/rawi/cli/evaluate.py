"""`rawi evaluate`: the reader, or another tool's predictions, against gold annotation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from rawi.cli.output import HowToRead, reading_options

if TYPE_CHECKING:
    from rawi.evaluation import Marks
    from rawi.schema import Reading


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.option("--errors", metavar="N", type=click.IntRange(min=0), default=0, help="List the first N faults.")
@click.option(
    "--by", type=click.Choice(["outlet", "corpus"]), help="One more table for each outlet or corpus."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--predictions",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Evaluate this file (readings or gold form, one a line) instead of the reader.",
)
@click.option(
    "--resamples",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    help="Add 95 % bootstrap intervals of each F1, from N draws of the articles (1000 is usual).",
)
@click.option("--calibration", "calibrated", is_flag=True, help="Also how true the confidences are.")
@reading_options
def evaluate(
    gold: str,
    errors: int,
    by: str | None,
    as_json: bool,
    predictions: str | None,
    resamples: int,
    calibrated: bool,
    how: HowToRead,
) -> None:
    """Read the articles of GOLD and compare with its annotation.

    GOLD is a file of JSON lines, plain or .gz: one annotated article a line. The table gives precision,
    recall and F1 of each part of a statement; "who said what" is the headline figure.
    """
    from rawi import evaluation as ev

    if predictions and (how.rules_only or how.model is not None):
        raise click.UsageError("--predictions reads nothing, so it excludes --rules-only and --model")
    found: Sequence[Reading | Marks]
    try:
        articles = ev.load_gold(gold)
        if predictions:
            found = [marks.without_unsure(how.min_confidence) for marks in ev.load_predictions(predictions)]
        else:
            found = list(ev.read_gold(articles, how.reader()))
    except ev.GoldError as error:
        raise click.ClickException(str(error)) from None
    table = ev.score(articles, found, resamples=resamples)
    faults = list(islice(ev.find_faults(articles, found), errors)) if errors else []
    parts = ev.score_by(by, articles, found, resamples=resamples) if by else {}
    reliability = ev.calibration(articles, found) if calibrated else None
    if as_json:
        result = table.to_dict()
        if errors:
            result["faults"] = [fault.to_dict() for fault in faults]
        if by:
            result["by"] = {by: {value: part.to_dict() for value, part in parts.items()}}
        if reliability:
            result["calibration"] = reliability.to_dict()
        click.echo(json.dumps(result, ensure_ascii=False, indent=2))
        return
    if table.unread:
        click.echo(
            f"{table.unread} of {table.articles} gold articles have no prediction (counted as empty)",
            err=True,
        )
    for fault in faults:
        click.echo(str(fault))
    click.echo(str(table))
    for value, part in parts.items():
        click.echo(f"\n{by} = {value}: {part.articles} articles\n{part}")
    if reliability:
        click.echo(f"\n{reliability}")
