"""Pages after the habits of ten kinds of outlets, made up for this test: each field is what the page says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rawi.schema import Article
from rawi.sources import read_articles

PAGES = Path(__file__).parent / "pages"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def read(name: str) -> Article:
    (article,) = read_articles(PAGES / name)
    assert isinstance(article, Article), article
    return article


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("field", ["title", "byline", "outlet", "date"])
def test_fields(name: str, field: str) -> None:
    assert getattr(read(name), field) == EXPECTED[name][field]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_body_is_the_article_and_no_more(name: str) -> None:
    article, expected = read(name), EXPECTED[name]
    lines = article.body.split("\n")
    openings = expected["body"]
    assert [line[: len(opening)] for line, opening in zip(lines, openings, strict=True)] == openings
    assert not [words for words in expected["gone"] if words in article.body]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_time_has_a_source(name: str) -> None:
    published = read(name).published
    assert (published.source if published else None) == EXPECTED[name]["source"]
