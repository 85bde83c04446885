"""Properties of the reader over arbitrary text, and over articles in other dress."""

from __future__ import annotations

import random

import pytest
from disguises import STYLES, changed, dressed, restyle, said, vowelled
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_reading

from articles import ARTICLES, PARAGRAPHS, make_article
from rawi.reading.reader import Reader
from rawi.schema import Article

READER = Reader()
KNOWN = settings(derandomize=True, deadline=None, max_examples=150)
"""The same examples in every run; `tests/fuzz` looks for new ones."""

WORDS = [
    "قال", "وقال", "فأكد", "تقول", "قالوا", "مضيفا", "مشيرة", "لافتين", "قوله", "تأكيده", "نقلت", "نقلا",
    "عن", "بحسب", "وفقا", "لـ", "حسبما", "على", "حد", "تعبير", "كان", "وكانت", "قد", "إن", "أن", "بأن",
    "أنه", "إلى", "في", "بيان", "الوزير", "مصدر", "المصدر", "نفسه", "سامي", "الحلبي", "وكالة", "رويترز",
    "المتحدث", "باسم", "وزارة", "الدفاع", "ما", "دعا", "طالب", "وصف", "اتهم", "«", "»", "“", "”", '"', "((",
    "))", "(", ")", "‘", "’", ":", "،", ".", "..", "؟", "–", "-", "\n", "أ.ف.ب", "12", "3.5", "\u200f",
    "\u0640", "\u064b", "B-900", "😀", "ﷺ", "ﻣﺼﺪﺭ",
]  # fmt: skip
"""What a reader of news goes by; thrown together they make what no newsroom would print."""

newslike = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", "", "\u00a0"]))).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)
texts = st.one_of(st.text(), newslike, st.sampled_from(PARAGRAPHS))


@KNOWN
@given(title=texts, body=texts, byline=st.text(max_size=20))
def test_any_text_gives_a_well_formed_reading(title: str, body: str, byline: str) -> None:
    article = Article(title=title, body=body, byline=byline)
    reading = READER.read(article)
    check_reading(reading, article)
    assert READER.read(article) == reading


@KNOWN
@given(seed=st.integers(0, 10**6), paragraphs=st.integers(0, 12))
def test_articles_of_mixed_paragraphs_give_well_formed_readings(seed: int, paragraphs: int) -> None:
    article = make_article(random.Random(seed), paragraphs)
    check_reading(READER.read(article), article)


@KNOWN
@given(article=st.sampled_from(ARTICLES), cut=st.floats(0, 1))
def test_articles_cut_off_anywhere_give_well_formed_readings(article: Article, cut: float) -> None:
    part = dressed(article, article.title, article.body[: int(cut * len(article.body))])
    check_reading(READER.read(part), part)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_no_state_passes_from_one_article_to_the_next(article: Article) -> None:
    alone = Reader().read(article)
    for other in ARTICLES:
        READER.read(other)
    assert READER.read(article) == alone


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
@pytest.mark.parametrize("seed", range(3))
def test_vowel_marks_and_tatweel_change_nothing(article: Article, seed: int) -> None:
    draw = random.Random(seed)
    other = dressed(article, vowelled(article.title, draw), vowelled(article.body, draw))
    plain, marked = said(READER.read(article)), said(READER.read(other))
    assert marked == plain


@pytest.mark.parametrize("style", STYLES)
def test_another_style_of_quotation_marks_changes_hardly_a_statement(style: str) -> None:
    different = total = 0
    for article in ARTICLES:
        before = said(READER.read(article))
        other = dressed(article, restyle(article.title, style), restyle(article.body, style))
        different += changed(before, said(READER.read(other)))
        total += before.total()
    assert different < 0.02 * total, f"{different} of {total} statements differ"
