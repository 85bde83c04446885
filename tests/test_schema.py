"""The published JSON Schema is that of the code, and readings keep to it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import rawi
from articles import ARTICLES
from rawi.schema import Article, parents_among

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((DOCS / "reading.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def test_the_published_schema_is_up_to_date() -> None:
    generated = runpy.run_path(str(DOCS / "make_schema.py"))["schema_text"]()
    assert (DOCS / "reading.schema.json").read_text(encoding="utf-8") == generated, "run `make schema`"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_readings_keep_to_the_schema(published: dict[str, Any], article: Article) -> None:
    reading = rawi.Reader().read(article)
    jsonschema.Draft202012Validator(published).validate(json.loads(reading.to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("statements", 0, "mode"), "quoted"),
        (("statements", 0, "cue"), [0, 4]),
        (("statements", 0, "speaker"), "سامي"),
        (("sentences",), None),
    ],
)
def test_the_schema_refuses_what_is_no_reading(
    published: dict[str, Any], path: tuple[str | int, ...], value: Any
) -> None:
    reading = rawi.read("قال الوزير سامي الحلبي إن المحادثات انتهت.", title="تصريح").to_dict()
    assert reading["statements"], "the example has a statement"
    at: Any = reading
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(published).validate(reading)


def test_parents_move_up_past_those_that_are_left_out() -> None:
    assert parents_among([None, 0, 1, 2], [0, 3]) == [None, 0]
    assert parents_among([None, 0, 1, 2], [2, 3]) == [None, 0]
    assert parents_among([1, 2, 0, 0], [3]) == [None], "a circle"
    assert parents_among([7, 0], [1]) == [None], "a parent that is not there"


def test_a_long_chain_of_unsure_statements_is_passed_once() -> None:
    depth = 20_000
    parents = [None, *range(depth), *[depth] * depth]
    kept = [0, *range(depth + 1, len(parents))]
    assert parents_among(parents, kept) == [None, *[0] * depth]
