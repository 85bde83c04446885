"""Tokens keep their offsets; folding makes spellings alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.text.letters import arabic_share, fold
from rawi.text.tokens import tokenize


@given(st.text())
def test_tokens_follow_one_another_and_hold_no_white_space(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert token.norm
        form = text[token.start : token.end]
        assert form == "\n" or form == form.strip()
        end = token.end


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("أ.ف.ب قالت", ["ا.ف.ب", "قالت"]),
        ("بلغ 1,200 و30.4%", ["بلغ", "1,200", "و30", ".", "4", "%"]),
        ("لندن ـ رويترز", ["لندن", "-", "رويترز"]),
        ("قَـــالَ الوزيرُ", ["قال", "الوزير"]),
        ("لـ«المدينة»", ["ل", "«", "المدينه", "»"]),
        ("سطر\nآخر...", ["سطر", "\n", "اخر", "..."]),
        ("\u200fقال\u200f:", ["قال", ":"]),
    ],
)
def test_tokens_of(text: str, norms: list[str]) -> None:
    assert [token.norm for token in tokenize(text)] == norms


@pytest.mark.parametrize(
    ("one", "other"),
    [("إعلان", "اعلان"), ("مصطفى", "مصطفي"), ("مسؤول", "مسوول"), ("ﻣﺼﺪﺭ", "مصدر"), ("یقول", "يقول")],
)
def test_spellings_that_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("text", "share"), [("", 0), ("123 !", 0), ("قال", 1), ("قال abc", 0.5), ("abc", 0)])
def test_share_of_arabic(text: str, share: float) -> None:
    assert arabic_share(text) == share
