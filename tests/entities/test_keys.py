"""Keys: all spellings of one name share one, different names never do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.entities.keys import entity_key, is_foreign, name_parts, same_name
from rawi.text.letters import fold

PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "key_pairs.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SAME = [(one, other) for relation, one, other in PAIRS if relation == "same"]
DIFFERENT = [(one, other) for relation, one, other in PAIRS if relation == "different"]


def test_there_are_pairs_enough() -> None:
    assert len(SAME) >= 80
    assert len(DIFFERENT) >= 60


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert entity_key(one) == entity_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert entity_key(one) != entity_key(other)


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("لافروف", "سيرغي لافروف", True),
        ("السيسي", "عبد الفتاح السيسي", True),
        ("صدام", "صدام حسين", True),
        ("محمد مرسي", "محمد مرسي العياط", True),
        ("حسن البشير", "عمر حسن البشير", True),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز", True),
        ("لافروف سيرجي", "سيرغي لافروف", True),
        ("حيدر العبادي", "أحمد العبادي", False),
        ("أحمد العبادي", "حيدر جواد العبادي", False),
        ("حسن", "عمر حسن البشير", False),
        ("سيرغي لافروف", "لافروف", False),
        ("", "سيرغي لافروف", False),
    ],
)
def test_a_short_form_leaves_out_parts_and_changes_none(short: str, full: str, same: bool) -> None:
    assert same_name(short, full) is same


def test_a_part_is_foreign_by_table_then_by_letters() -> None:
    assert is_foreign(fold("بيسكوف"))
    assert is_foreign(fold("جون"))
    assert not is_foreign(fold("كمال"))
    assert not is_foreign(fold("عفيصان"))


@given(st.text(max_size=60))
def test_any_text_has_a_key_that_is_its_own(text: str) -> None:
    assert entity_key(text) == " ".join(sorted(name_parts(text)))
