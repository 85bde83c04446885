"""Temporal expressions: kinds of them, what bounds them, what is none, and any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rawi.schema import TimeExpression
from rawi.times import find_times


def _found(text: str, date: str | None = "2019-04-15") -> list[tuple[str, str, str | None, str | None]]:
    return [(t.span.of(text), t.type, t.value, t.mod) for t in find_times(text, date=date)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("أقيم الحفل في ١٥ نيسان ٢٠١٩ بدمشق", "١٥ نيسان ٢٠١٩", "2019-04-15"),
        ("أقيم الحفل في 15 أبريل/نيسان 2019", "15 أبريل/نيسان 2019", "2019-04-15"),
        ("يقام الحفل في 12 جويلية المقبل", "12 جويلية المقبل", "2019-07-12"),
        ("نشر القرار في 10 شعبان 1440هـ", "10 شعبان 1440هـ", "2019-04-15"),
        ("فُرض الحظر قَبْلَ ثَلاثَةِ أَيّامٍ", "قَبْلَ ثَلاثَةِ أَيّامٍ", "2019-04-12"),
        ("ولد عام ألف وتسعمائة وثمانية وثلاثين", "عام ألف وتسعمائة وثمانية وثلاثين", "1938"),
    ],
)
def test_dates_in_the_habits_of_the_press(text: str, words: str, value: str) -> None:
    assert _found(text) == [(words, "DATE", value, None)]


def test_a_clitic_is_no_part_where_the_rest_is_a_word() -> None:
    assert [words for words, *_ in _found("بالأمس وللأحد والجمعة")] == ["الأمس", "للأحد", "الجمعة"]


@pytest.mark.parametrize(
    "text", ["في 32 يناير 2019", "في 29 فبراير 2019", "في 31/4/2019", "في 40 رمضان 1440"]
)
def test_a_day_that_no_calendar_has_is_text_without_a_value(text: str) -> None:
    ((words, kind, value, _),) = _found(text)
    assert (text.endswith(words), kind, value) == (True, "DATE", None)


@pytest.mark.parametrize("date", ["2019-02-30", "yesterday", "", "0000-00-00"])
def test_a_day_of_the_article_that_is_none_is_as_if_not_known(date: str) -> None:
    assert find_times("وصل أمس", date=date) == find_times("وصل أمس")


def test_without_a_day_of_the_article_the_extent_is_the_same() -> None:
    assert _found("وصل أمس وعاد الخميس", None) == [
        ("أمس", "DATE", None, None),
        ("الخميس", "DATE", "XXXX-WXX-4", None),
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1700-01-01"])
def test_at_the_ends_of_the_calendar_nothing_fails(day: str) -> None:
    text = "قبل ألفي عام وبعد غد وقبل شهرين والعام الماضي والأسبوع المقبل وفي رمضان المقبل"
    assert len(find_times(text, date=day)) >= 6


VOCABULARY = (
    "كل يوم جمعة 5 و6 - / ( ) مايو 2019 99999 0 الماضي من عام الساعة الثامنة والنصف مساء قبل بعد عيد الفطر "
    "القرن ربع نصف ثلاثة عشر عاما أكثر حوالي بتوقيت غرينتش منتصف ليل الأحد هـ رمضان اليوم غدا هذا"
)
WORDS = st.sampled_from(VOCABULARY.split())


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=25).map(" ".join)), st.dates())
def test_any_text_gives_expressions_in_order_inside_it(text: str, day: object) -> None:
    found = find_times(text, date=str(day))
    edges = [edge for t in found for edge in (t.span.start, t.span.end)]
    assert edges == sorted(edges)
    assert all(t.span.of(text).strip() for t in found)
    assert found == find_times(text, date=str(day))
    assert all(isinstance(t, TimeExpression) for t in found)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "5 و", "5 - ", "كل ", "خمسة و", "الأحد ", "أكثر من ", "1/", "مساء ", "بعد "]
)
def test_cost_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * size
        begin = time.process_time()
        find_times(text, date="2019-04-15")
        return time.process_time() - begin

    def fastest(size: int) -> float:
        return min(seconds(size) for _ in range(3))

    seconds(50)
    assert fastest(8000) < 0.05 + 16 * max(fastest(1000), 0.001)
