"""Acts, kinds, modes and shares of every reading are those of the schema."""

from __future__ import annotations

from typing import get_args

import pytest

from articles import ARTICLES
from rawi.reading.reader import Reader
from rawi.schema import ACTS, Act, Article, Kind, Mode

ACT, KIND, MODE = (frozenset(get_args(names)) for names in (Act, Kind, Mode))
READER = Reader()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_values_are_of_the_schema(article: Article) -> None:
    for statement in READER.read(article).statements:
        speaker = statement.speaker
        assert statement.act in ACT
        assert statement.mode in MODE
        assert statement.negated in {True, False}
        assert 0 <= statement.confidence <= 1
        assert (speaker.kind in KIND) if speaker.name is not None else speaker.kind is None
        assert speaker.named in {True, False}
        assert not (speaker.named and speaker.name is None)
        assert all(via.kind in KIND for via in statement.via)
        assert all(link.kind in {*KIND, None} for link in statement.chain())
        assert all(evidence.part and evidence.rule for evidence in statement.why)
        assert statement.why, "a statement without a reason"


def test_the_articles_show_most_acts_and_kinds() -> None:
    statements = [s for article in ARTICLES for s in READER.read(article).statements]
    assert {s.speaker.kind for s in statements} | {via.kind for s in statements for via in s.via} >= KIND
    assert {s.mode for s in statements} == MODE
    assert len({s.act for s in statements}) >= len(ACT) - 3
    assert len({s.confidence for s in statements}) > 5, "confidence tells statements apart"


def test_every_act_is_explained() -> None:
    assert set(ACTS) == ACT
