"""Quotation marks are paired by what stands beside them, whichever way they point."""

from __future__ import annotations

import pytest

from rawi.text.quotations import find_quotations
from rawi.text.tokens import tokenize


def _quoted(text: str) -> list[str]:
    """What stands between the marks of each closed quotation."""
    tokens = tokenize(text)
    return [
        text[tokens[q.start].end : tokens[q.end].start] for q in find_quotations(text, tokens) if q.closed
    ]


@pytest.mark.parametrize("marks", ["«»", "»«", "“”", "”“", "„“", '""', "‘’", "’’", "‹›", "《》"])
def test_every_style_of_marks(marks: str) -> None:
    text = f"قال المدير: {marks[0]}الطريق مفتوح{marks[1]}، وسمى المشروع {marks[0]}الجسر{marks[1]} أمس."
    assert _quoted(text) == ["الطريق مفتوح", "الجسر"]


def test_double_parentheses() -> None:
    assert _quoted("قال: ((الطريق مفتوح)) اليوم") == ["الطريق مفتوح"]


def test_marks_glued_to_words() -> None:
    assert _quoted("وصفها بـ«الكاذبة»وقال:«لا علم لي»") == ["الكاذبة", "لا علم لي"]


def test_marks_with_spaces_inside() -> None:
    assert _quoted('قال: " الطريق مفتوح " وزاد: " لا خوف "') == [" الطريق مفتوح ", " لا خوف "]


def test_inner_quotation_of_another_family() -> None:
    assert _quoted("قال: «سموه “الجسر” قديما»") == ["سموه “الجسر” قديما", "الجسر"]


def test_inner_quotation_of_the_same_family() -> None:
    assert _quoted("قال: «سموه «الجسر» قديما»، ثم سماه «المعبر».") == [
        "سموه «الجسر» قديما",
        "الجسر",
        "المعبر",
    ]


def test_a_mark_without_its_partner_ends_with_the_line() -> None:
    text = "قال: «الطريق مفتوح\nوقال آخر: «لا خوف»"
    tokens = tokenize(text)
    first, second = find_quotations(text, tokens)
    assert not first.closed and tokens[first.end].norm == "\n"
    assert second.closed


def test_an_apostrophe_in_a_word_is_no_mark() -> None:
    assert _quoted("فريق L’Étoile قال: ‘نعم’") == ["نعم"]
