"""The unit notation: words to spans and back."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import ARTICLES
from rawi.annotation.notation import SpanError, Units
from rawi.schema import Span

TEXT = (
    "قال المدير: قال الحارس\n"
    "وقال المدير إن الباب مغلق، وقال الحارس إن الباب مفتوح … وقال الزائر إن الباب مكسور\n"
    "لوكالة الضوء\n"
    "\n"
    "ثم مضى كل إلى بيته ولم يقل أحد منهم شيئا بعد ذلك حتى طلع الصباح\n"
    "وكان ما كان"
)


@pytest.mark.parametrize(
    ("notation", "words"),
    [
        ("0:قال", "قال"),
        ("0#2:قال", "قال"),
        ("1:قال", "قال"),
        ("1#2:وقال", "وقال"),
        ("2:وكالة", "وكالة"),
        ("4:ثم مضى … طلع الصباح", "ثم مضى كل إلى بيته ولم يقل أحد منهم شيئا بعد ذلك حتى طلع الصباح"),
        ("4:ثم مضى ... طلع الصباح", "ثم مضى كل إلى بيته ولم يقل أحد منهم شيئا بعد ذلك حتى طلع الصباح"),
        ("4:طلع … 5:ما كان", "طلع الصباح\nوكان ما كان"),
        ("1:مفتوح … وقال", "مفتوح … وقال"),
        ("1:إن الباب … مفتوح", "إن الباب مغلق، وقال الحارس إن الباب مفتوح"),
        ("1#2:إن الباب … مكسور", "إن الباب مفتوح … وقال الزائر إن الباب مكسور"),
        (" 4 : بيته ", "بيته"),
        ("@4-10", "المدير"),
    ],
)
def test_words_are_found(notation: str, words: str) -> None:
    assert Units(TEXT).find(notation).of(TEXT) == words


def test_whole_words_come_first() -> None:
    text = "عنوان\nوقال ثم قال"
    assert Units(text).find("1:قال") == Span(text.rindex("قال"), len(text))
    assert Units(text).find("1#2:قال") == Span(text.index("قال"), text.index("قال") + 3)


@pytest.mark.parametrize(
    ("notation", "reason", "remedy"),
    [
        ("9:قال", "no unit 9; the last one is 5", "number"),
        ("1:القطار", "does not stand in unit 1", "copy the words"),
        ("1:الحارص", "does not stand", "nearest is 1:الحارس"),
        ("1:بيته", "does not stand in unit 1", "write 4:بيته"),
        ("0#3:قال", "stands only 2 times", "#3"),
        ("4:طلع … مضى", "stands before", "more words"),
        ("4:طلع … 2:الضوء", "cannot end in unit 2", "number"),
        ("4:طلع … 8:الضوء", "no unit 8", "number"),
        ("قال", "no span", "3:قال"),
        ("1:", "does not stand", "copy"),
        ("@5-900", "not within", "unit:words"),
    ],
)
def test_what_is_not_found_is_explained(notation: str, reason: str, remedy: str) -> None:
    with pytest.raises(SpanError) as caught:
        Units(TEXT).find(notation)
    assert reason in caught.value.reason
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_any_span_of_an_article_comes_back(article: object) -> None:
    text = article.text  # type: ignore[attr-defined]
    units, draw = Units(text), random.Random(3)
    for _ in range(150):
        start, end = sorted(draw.sample(range(len(text) + 1), 2))
        assert units.find(units.write(Span(start, end))) == Span(start, end)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="اب \n…:#12@-.وX", min_size=1, max_size=60), st.data())
def test_any_span_of_any_text_comes_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    units = Units(text)
    assert units.find(units.write(Span(start, end))) == Span(start, end)


def test_long_spans_are_written_by_their_ends() -> None:
    units = Units(TEXT)
    start = TEXT.index("ثم مضى")
    end = TEXT.index("\nوكان")
    assert units.write(Span(start, end)) == "4:ثم مضى كل … حتى طلع الصباح"
    assert units.write(Span(start, TEXT.index(" ما كان"))).startswith("4:ثم مضى كل … 5:وكان")
