"""Gold annotation made from the tests' own articles, and mistakes put into annotation at random."""

from __future__ import annotations

import copy
import random
import re
from typing import Any

from articles import ARTICLES

Record = dict[str, Any]
_NAMES = [
    "سامي الحلبي",
    "الدكتورة منى زهير",
    "وزير المالية",
    "مصدر أمني",
    "المصلون",
    "مصلين",
    "وكالة الأفق",
    "الأفق",
    "Rami K. 3",
    "",
]
_KINDS = ["person", "role", "anonymous", "organization", "media", "document", "group"]
_MODES = ["direct", "indirect", "mixed"]


def synthetic_gold(draw: random.Random, articles: int) -> list[Record]:
    """Articles with statements at random places: what is marked need not make sense to be measured."""
    records = []
    for number in range(articles):
        article = draw.choice(ARTICLES)
        text = article.text
        spots = [m.span() for m in re.finditer(r"\S+", text)]
        statements = [_statement(draw, spots) for _ in range(draw.randrange(8))]
        for i, statement in enumerate(statements):
            if i and draw.random() < 0.3:
                statement["parent"] = draw.randrange(i)
        records.append(
            {
                "id": f"s{number}",
                "corpus": "synthetic",
                "outlet": f"outlet {number % 3}",
                "title": article.title,
                "text": text,
                "credits": [{"span": [0, 1], "name": _name(draw)} for _ in range(draw.randrange(2))],
                "statements": statements,
            }
        )
    return records


def perturbed(gold: list[Record], draw: random.Random, strength: float) -> list[Record]:
    """Predictions: gold with about `strength` of everything changed, shifted, renamed, dropped or added."""
    records = []
    for record in copy.deepcopy(gold):
        spots = [m.span() for m in re.finditer(r"\S+", record["text"])]
        record["statements"] = [s for s in record["statements"] if draw.random() >= strength / 3]
        for statement in record["statements"]:
            _disturb(statement, draw, spots, strength)
        while draw.random() < strength / 2:
            record["statements"].append(_statement(draw, spots))
        for statement in record["statements"]:
            out_of_range = (statement["parent"] or 0) >= len(record["statements"])
            if out_of_range or draw.random() < strength / 4:
                statement["parent"] = draw.randrange(len(record["statements"]))
        if draw.random() < strength / 2:
            record["credits"] = [{"span": [0, 1], "name": _name(draw)}]
        if draw.random() >= strength / 8:
            records.append(record if draw.random() < 0.5 else _as_reading(record))
    return records


def _statement(draw: random.Random, spots: list[tuple[int, int]]) -> Record:
    def maybe(share: float) -> list[int] | None:
        return _span(draw, spots, 4) if draw.random() < share else None

    return {
        "cue": _span(draw, spots, 1),
        "source": maybe(0.7),
        "speaker": {"name": _name(draw), "kind": draw.choice(_KINDS)},
        "kind": draw.choice(_KINDS),
        "content": [_span(draw, spots, 15) for _ in range(draw.choice([1, 1, 1, 2]))],
        "mode": draw.choice(_MODES),
        "via": [{"span": [0, 1], "name": _name(draw), "kind": "media"} for _ in range(draw.randrange(3))],
        "parent": None,
        "addressee": maybe(0.3),
        "medium": maybe(0.3),
    }


def _disturb(statement: Record, draw: random.Random, spots: list[tuple[int, int]], strength: float) -> None:
    for part in ("cue", "source", "addressee", "medium"):
        if draw.random() < strength / 2:
            statement[part] = _span(draw, spots, 3) if part == "cue" or draw.random() < 0.5 else None
    for span in statement["content"]:
        if draw.random() < strength:
            span[1] = min(span[1] + draw.randrange(1, 60), spots[-1][1])
    if draw.random() < strength / 2:
        statement["speaker"] = _name(draw)
    if draw.random() < strength / 2:
        statement["mode"] = draw.choice(_MODES)
    if draw.random() < strength / 2:
        statement["via"] = statement["via"][1:]


def _as_reading(record: Record) -> Record:
    """The record with spans and speakers as a reading writes them."""

    def span(value: list[int] | None) -> Record | None:
        return {"start": value[0], "end": value[1]} if value else None

    for statement in record["statements"]:
        for part in ("cue", "source", "addressee", "medium"):
            statement[part] = span(statement[part])
        statement["content"] = [span(part) for part in statement["content"]]
        if isinstance(statement["speaker"], str):
            statement["speaker"] = {"name": statement["speaker"] or None}
    return record


def _span(draw: random.Random, spots: list[tuple[int, int]], longest: int) -> list[int]:
    first = draw.randrange(len(spots))
    last = min(first + draw.randrange(longest), len(spots) - 1)
    return [spots[first][0], spots[last][1]]


def _name(draw: random.Random) -> str:
    return " ".join(draw.sample(_NAMES, draw.choice([1, 1, 2]))).strip()
