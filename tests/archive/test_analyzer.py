"""The words of search: which forms are one word, and which are not."""

from __future__ import annotations

import pytest

from rawi.archive.analyzer import MOST_WORDS, words

SAME = (
    "المدرسة مدرسة والمدرسة بالمدرسة للمدرسة مدرستها مدرسه ولمدرسة مَدْرَسَةٌ مدرســة",
    "وزير الوزير والوزير وزيرا وزيرة للوزير لوزير بوزير فالوزير كالوزير",
    "حكومة حكومات بحكومته والحكومات",
    "مسؤول مسوول المسؤولين مسؤولون المسؤولان",
    "هجمات الهجمات هجمة",
    "بلاد بلادنا وبلاده",
    "سد السد بالسد والسد",
    "إيران ايران وإيران لإيران",
    "مستشفى المستشفى مستشفي",
)
DIFFERENT = ("سلام كلام", "وزير وزارة", "مدرسة دراسة", "الله له", "حرب حزب")


@pytest.mark.parametrize("forms", SAME)
def test_forms_of_one_word_have_one_stem(forms: str) -> None:
    assert len({word.stem for word in words(forms)}) == 1, [(w.exact, w.stem) for w in words(forms)]


@pytest.mark.parametrize("forms", DIFFERENT)
def test_different_words_have_different_stems(forms: str) -> None:
    assert len({word.stem for word in words(forms)}) == 2


def test_exact_forms_fold_spelling_and_nothing_else() -> None:
    assert [word.exact for word in words("إلى المدرسةِ، BBC نحو ٢٫٥ أ.ف.ب")] == [
        "الي",
        "المدرسه",
        "bbc",
        "نحو",
        "2.5",
        "افب",
    ]


def test_a_word_knows_where_it_stands() -> None:
    text = "قالَ: «المدرسةُ» مغلقة"
    assert [text[word.start : word.end] for word in words(text)] == ["قالَ", "المدرسةُ", "مغلقة"]


def test_hostile_words_are_cut_off() -> None:
    (word,) = words("ب" * 100_000)
    assert len(word.exact) < 100
    assert MOST_WORDS < 16_383
