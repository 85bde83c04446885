"""Writes the measured part of a model's card: figures with intervals, confidence, digests of the files.

What people write in `MODEL_CARD.md` stays; what stands between the marks `<!-- figures -->` and
`<!-- end of figures -->`, and `<!-- files -->` and `<!-- end of files -->`, is written anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rawi.evaluation import (
    Calibration,
    GoldArticle,
    Share,
    Table,
    load_gold,
    precision_by,
    read_gold,
    recall_by,
    score,
    score_by,
)
from rawi.reading.reader import Reader
from rawi.schema import Reading
from rawi.training.confidence import find_examples, fit_confidence
from rawi.training.digests import digest

CARD = "MODEL_CARD.md"
DIAGRAM = "reliability.svg"
RESAMPLES = 1000
_HEADLINE = "who said what"
_Interval = tuple[float, float] | None


class CardError(ValueError):
    """The card has no place for what is measured."""


def write_card(
    model: Path,
    dev: str | os.PathLike[str],
    train: str | os.PathLike[str] | None = None,
    *,
    resamples: int = RESAMPLES,
) -> str:
    """Measures a model and writes the figures into its card, and the reliability diagram beside it.

    Args:
        model: folder of the model, with its card.
        dev: gold file of articles that the networks have not learned from.
        train: gold file of those that they have; None to leave its column out.
        resamples: draws of the articles for the intervals.

    Returns:
        The figures, in Markdown.

    Raises:
        CardError: the card has not the marks.
        rawi.evaluation.GoldError, OSError: a file cannot be read.
    """
    card = model / CARD
    text = card.read_text(encoding="utf-8")
    held_out = _held_out(model, load_gold(dev))
    figures = "\n".join(_figures(model, load_gold(dev), train, held_out, resamples))
    text = _replace(text, "files", "\n".join(_files(model)))
    text = _replace(text, "figures", figures)
    (model / DIAGRAM).write_text(held_out.to_svg(), encoding="utf-8")
    card.write_text(text, encoding="utf-8")
    return figures


def _held_out(model: Path, gold: Sequence[GoldArticle]) -> Calibration:
    return fit_confidence(list(find_examples(model.resolve(), gold))).held_out


def _figures(
    model: Path,
    gold: Sequence[GoldArticle],
    train: str | os.PathLike[str] | None,
    held_out: Calibration,
    resamples: int,
) -> Iterator[str]:
    reader = Reader(model=model)
    readings = list(read_gold(gold, reader))
    table = score(gold, readings, resamples=resamples)
    rules = score(gold, read_gold(gold, Reader(rules_only=True)))
    learned = None
    if train is not None:
        known = load_gold(train)
        learned = score(known, read_gold(known, reader))
    yield f"{table.articles} articles, {table[_HEADLINE].gold} statements.\n"
    yield from _whole(table, rules, learned)
    yield from _parts(gold, readings, resamples)
    yield from _confidence(held_out)


def _whole(table: Table, rules: Table, learned: Table | None) -> Iterator[str]:
    heads = ["", "rules only, F1", "precision", "recall", "F1", "95 % interval", "in gold"]
    rows = []
    for name, row in table.rows.items():
        cells = [name, _percent(rules[name].f1), _percent(row.precision), _percent(row.recall)]
        cells += [f"**{_percent(row.f1)}**", _range(row.interval), str(row.gold)]
        rows.append([*cells, _percent(learned[name].f1)] if learned else cells)
    last = ["mode accuracy", _percent(rules.mode_accuracy), "", "", f"**{_percent(table.mode_accuracy)}**"]
    last += ["", str(table.modes)]
    rows.append([*last, _percent(learned.mode_accuracy)] if learned else last)
    yield from _table([*heads, "F1 on train"] if learned else heads, rows)


def _parts(gold: Sequence[GoldArticle], readings: Sequence[Reading], resamples: int) -> Iterator[str]:
    yield "\nWho said what, by outlet: F1.\n"
    outlets = score_by("outlet", gold, readings, resamples=resamples)
    rows = [
        [value, str(part.articles), str(part[_HEADLINE].gold), _percent(part[_HEADLINE].f1),
         _range(part[_HEADLINE].interval)]
        for value, part in sorted(outlets.items(), key=lambda item: -item[1][_HEADLINE].gold)
    ]  # fmt: skip
    yield from _table(["outlet", "articles", "in gold", "F1", "95 % interval"], rows)
    for field, name in (("kind", "kind of speaker"), ("mode", "mode")):
        yield f"\nWho said what, by the gold's {name}: recall.\n"
        shares = recall_by(field, gold, readings, resamples=resamples)  # type: ignore[arg-type]
        yield from _share_table(name, "in gold", "recall", shares)
    by_act = recall_by("act", gold, readings, resamples=resamples)
    if by_act:
        yield "\nWho said what, by the gold's act: recall.\n"
        yield from _share_table("act", "in gold", "recall", by_act)
    else:
        yield "\nWho said what, by the act that the reader gives (the gold names none): precision.\n"
        found = precision_by("act", gold, readings, resamples=resamples)
        yield from _share_table("act", "found", "precision", found)


def _share_table(field: str, counted: str, figure: str, shares: Mapping[str, Share]) -> Iterator[str]:
    rows = [
        [value, str(share.statements), _percent(share.share), _range(share.interval)]
        for value, share in shares.items()
    ]
    yield from _table([field, counted, figure, "95 % interval"], rows)


def _confidence(held_out: Calibration) -> Iterator[str]:
    error = f"{100 * held_out.expected_error:.1f}"
    yield (
        "\nConfidence, each fifth of the articles by weights that were fitted on the others: expected"
        f" calibration error {error} points.\n"
    )
    rows = [
        [f"{part.low:.1f} to {part.high:.1f}", str(part.statements)]
        + ([_percent(part.confidence), _percent(part.share)] if part.statements else ["", ""])
        for part in held_out.bins
    ]
    yield from _table(["confidence", "statements", "mean", "right"], rows)
    yield f"\n![Share of right statements over confidence]({DIAGRAM})"


def _files(model: Path) -> Iterator[str]:
    """The files that are read, with the beginnings of their digests."""
    paths = sorted(path for path in model.rglob("*") if path.is_file())
    names = [path.relative_to(model) for path in paths]
    skipped = {CARD, DIAGRAM, "training.json"}
    rows = [
        [f"`{name.as_posix()}`", digest(model / name)[:16]]
        for name in names
        if name.as_posix() not in skipped and name.parts[0] != "work"
    ]
    yield from _table(["file", "sha256, first 16"], rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        yield "| " + " | ".join(cells) + " |"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _range(interval: _Interval) -> str:
    return f"{_percent(interval[0])} to {_percent(interval[1])}" if interval else ""


def _replace(text: str, name: str, block: str) -> str:
    marks = re.compile(f"(<!-- {name} -->\n).*?(<!-- end of {name} -->)", re.DOTALL)
    text, times = marks.subn(lambda match: f"{match[1]}\n{block}\n\n{match[2]}", text)
    if times != 1:
        raise CardError(f"{CARD} has no place between <!-- {name} --> and <!-- end of {name} -->")
    return text
