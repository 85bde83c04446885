"""What a question means, and what is said of one that means nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.archive.analyzer import words
from rawi.archive.query import All, Any, QueryError, Term, matches, parse

TEXT = list(words("قال وزير المالية إن الموازنة الجديدة ترفع الضرائب"))


@pytest.mark.parametrize(
    ("question", "hit"),
    [
        ("موازنة", True),
        ("موازنه", True),
        ("بالموازنات", True),
        ("موازنة ضريبة", False),
        ("موازنة OR ضريبة", True),
        ("موازنة AND (نفط OR وزير)", True),
        ("موازنة NOT وزير", False),
        ("NOT نفط موازنة", True),
        ('"وزير المالية"', True),
        ("«وزير المالية»", True),
        ('"المالية وزير"', False),
        ('"وزير مالية"', False),
        ('موازنة NOT "وزير النفط"', True),
        ("(نفط OR غاز) OR (موازنة وزير)", True),
    ],
)
def test_operators(question: str, hit: bool) -> None:
    node = parse(question)
    assert node is not None
    assert bool(matches(node, lambda term: term.starts(TEXT))) == hit


def test_not_binds_before_and_before_or() -> None:
    node = parse("a OR b NOT c")
    assert isinstance(node, Any)
    assert isinstance(node.parts[1], All)
    assert [t.typed for t in node.parts[1].without if isinstance(t, Term)] == ["c"]


def test_a_term_counts_only_where_all_around_it_is_fulfilled() -> None:
    node = parse("(وزير AND نفط) OR موازنة")
    assert node is not None
    assert [term.typed for term, _ in matches(node, lambda term: term.starts(TEXT))] == ["موازنة"]


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("(موازنة", "without its )"),
        ("موازنة)", "without its ("),
        ('"موازنة', "not closed"),
        ("موازنة AND", "after AND"),
        ("OR موازنة", "the beginning"),
        ("NOT موازنة", "what to look for"),
        ("موازنة OR NOT نفط", "what to look for"),
        ("؟!", "no word"),
        ("(" * 60 + "ب" + ")" * 60, "parentheses"),
        ("ب " * 1000, "words"),
    ],
)
def test_errors_say_what_is_wrong(question: str, part: str) -> None:
    with pytest.raises(QueryError, match=part.replace("(", r"\(").replace(")", r"\)")):
        parse(question)


@given(st.text(alphabet="ab \"«»()ANDORT*^:{}-+'\\", max_size=30))
def test_any_text_is_understood_or_refused(question: str) -> None:
    with suppress(QueryError):
        parse(question)
