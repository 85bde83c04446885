"""The demo corpus is what its manifest says, and the rules can read it."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from said import RULES

import rawi.demo
from rawi.schema import Article, Reading
from rawi.sources.open import read_articles
from rawi.text.letters import fold

CORPUS = Path(rawi.demo.__file__).parent / "corpus"
MANIFEST = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))
ENTRIES = {entry["id"]: entry for entry in MANIFEST["articles"]}
SPAN = (date(2025, 3, 2), date(2025, 3, 22))
HOW = {"first", "repeated", "changed", "stronger", "other source", "denied", "corrected", "confirmed"}


def articles() -> list[Article]:
    """All articles; a record that cannot be read fails the test."""
    found = list(read_articles([str(path) for path in sorted(CORPUS.glob("*.jsonl"))]))
    assert all(isinstance(article, Article) for article in found)
    return [article for article in found if isinstance(article, Article)]


@cache
def by_id() -> dict[str, Article]:
    return {article.id: article for article in articles()}


@cache
def reading(article_id: str) -> Reading:
    return RULES.read(by_id()[article_id])


def five_grams(article: Article) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(article.body))
    return {tuple(words[i : i + 5]) for i in range(len(words) - 4)}


def copied_from(article_id: str) -> str:
    """The article whose text this one prints; itself where it is no copy."""
    entry = ENTRIES[article_id]
    return copied_from(entry["of"]) if entry["type"] in ("reprint", "cut") else article_id


def test_size() -> None:
    assert len(articles()) == len(by_id()) >= 60, "too few, or an id twice"
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 500_000
    assert {a.id for a in articles() if not 80 <= len(a.body.split()) <= 350} == set()


def test_publishers() -> None:
    kinds = Counter(p["kind"] for p in MANIFEST["publishers"])
    assert kinds == {"outlet": 8, "agency": 2}
    for publisher in MANIFEST["publishers"]:
        own = [a for a in articles() if a.outlet == publisher["name"]]
        lines = (CORPUS / publisher["file"]).read_text(encoding="utf-8").splitlines()
        assert [a.id for a in own] == [json.loads(line)["id"] for line in lines]
        assert all(re.match(rf"https://{Path(publisher['file']).stem}\.example/", a.url) for a in own)


def test_dates() -> None:
    days = [date.fromisoformat(a.date or "") for a in articles()]
    assert SPAN[0] <= min(days)
    assert max(days) <= SPAN[1]
    assert (max(days) - min(days)).days >= 18


def test_manifest_lists_every_article() -> None:
    assert set(ENTRIES) == set(by_id())
    for entry in MANIFEST["articles"]:
        source = entry["of"]
        assert (source is None) == (entry["type"] == "original")
        if source:
            assert ENTRIES[source]["story"] == entry["story"]
            assert (by_id()[source].date or "") <= (by_id()[entry["id"]].date or "")
    types = Counter(entry["type"] for entry in MANIFEST["articles"])
    assert types["reprint"] + types["cut"] >= 10
    assert types["rewrite"] >= 6


def test_stories_run_through_outlets_and_days() -> None:
    stories = {entry["story"] for entry in MANIFEST["articles"]}
    assert len(stories) >= 8
    for story in stories:
        members = [by_id()[entry["id"]] for entry in MANIFEST["articles"] if entry["story"] == story]
        assert len(members) >= 5
        assert len({a.outlet for a in members}) >= 3, story
        assert len({a.date for a in members}) >= 3, story


def test_near_copies() -> None:
    grams = {article.id: five_grams(article) for article in articles()}
    for entry in MANIFEST["articles"]:
        if entry["type"] in ("reprint", "cut"):
            own = grams[entry["id"]]
            assert len(own & grams[entry["of"]]) >= 0.6 * len(own), entry["id"]
            assert by_id()[entry["id"]].title != by_id()[entry["of"]].title
    for one, other in combinations(grams, 2):
        if copied_from(one) != copied_from(other):
            smaller = min(len(grams[one]), len(grams[other]))
            assert len(grams[one] & grams[other]) < 0.3 * smaller, (one, other)


@pytest.mark.parametrize("travel", MANIFEST["travels"], ids=lambda travel: travel["claim"])
def test_claims_travel(travel: dict[str, Any]) -> None:
    assert len(travel["steps"]) >= 2
    for step in travel["steps"]:
        assert ENTRIES[step["article"]]["story"] == travel["story"]
        assert step["words"] in by_id()[step["article"]].text
        assert step["how"] in HOW


def test_every_article_reports_speech() -> None:
    assert [a.id for a in articles() if not reading(a.id).statements] == []


def test_hand_picked_statements_are_of_the_corpus() -> None:
    assert len(MANIFEST["statements"]) >= 25
    for said in MANIFEST["statements"]:
        text = by_id()[said["article"]].text
        assert said["cue"] in text
        assert said["content"] in text


def test_rules_find_the_hand_picked_statements() -> None:
    missed = [said for said in MANIFEST["statements"] if not is_found(said)]
    assert len(missed) <= 0.2 * len(MANIFEST["statements"]), missed


def is_found(said: dict[str, str]) -> bool:
    return any(
        statement.cue_text == said["cue"]
        and statement.speaker.name == said["speaker"]
        and statement.act == said["act"]
        and said["content"] in statement.content_text
        for statement in reading(said["article"]).statements
    )
