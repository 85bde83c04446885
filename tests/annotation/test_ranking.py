"""Which articles are suggested, and why."""

from __future__ import annotations

import copy

from articles import ARTICLES
from rawi.annotation import annotation_of, rank
from rawi.reading.reader import Reader
from rawi.schema import Reading, Span, Speaker, Statement

READER = Reader()
FILLER = " ".join(["ثم جاء الناس إلى السوق وباعوا واشتروا"] * 8)


def reading(id: str, cue: str, confidence: float, *, outlet: str = "الرافد", times: int = 1) -> Reading:
    """An article with `times` statements of one cue; no two articles share a sequence of words."""
    body = " ".join(f"{cue} {id}{n} شيئا" for n in range(times)) + " " + FILLER.replace(" ", f" {id} ")
    text = f"عنوان {id}\n{body}"
    statements, at = [], 0
    for _ in range(times):
        at = text.index(cue, at)
        statements.append(
            Statement(
                cue=Span(at, at + len(cue)),
                content=[Span(at + len(cue) + 1, at + len(cue) + 3)],
                mode="indirect",
                speaker=Speaker("س"),
                confidence=confidence,
            )
        )
        at += len(cue)
    return Reading(text=text, id=id, title=f"عنوان {id}", outlet=outlet, statements=statements)


def order(*readings: Reading, count: int = 9) -> list[str]:
    return [suggestion.reading.id for suggestion in rank(readings, count)]


def test_doubt_comes_first() -> None:
    assert order(reading("a", "قال", 0.9), reading("b", "قال", 0.2), reading("c", "قال", 0.5)) == [
        "b",
        "c",
        "a",
    ]


def test_nothing_is_suggested_where_the_reader_is_sure() -> None:
    assert order(reading("a", "قال", 1.0)) == []


def test_rare_cues_count_for_more() -> None:
    common = [reading(f"a{n}", "قال", 0.5) for n in range(5)]
    assert order(*common, reading("b", "تمتم", 0.5), count=1) == ["b"]
    (first,) = rank([*common, reading("b", "تمتم", 0.5)], 1)
    assert first.rare_cues == ("تمتم",)
    assert "تمتم" in first.reasons()


def test_outlets_take_turns() -> None:
    one = [reading(f"a{n}", "قال", 0.4) for n in range(3)]
    other = reading("b", "قال", 0.45, outlet="الضفة")
    assert order(*one, other)[1] == "b"


def test_copies_are_left_out() -> None:
    original = reading("a", "قال", 0.4)
    twin = copy.deepcopy(original)
    twin.id = "twin"
    assert order(original, twin) == ["a"]
    assert list(rank([twin], 3, known=[annotation_of(original)])) == []


def test_what_is_known_counts_as_covered() -> None:
    known = [annotation_of(reading(f"k{n}", "قال", 0.5)) for n in range(9)]
    pool = [reading("a", "قال", 0.4), reading("b", "همس", 0.5)]
    assert [s.reading.id for s in rank(pool, 2, known=known)] == ["b", "a"]


def test_real_readings_give_the_same_ranking_twice() -> None:
    readings = [READER.read(article) for article in ARTICLES]
    first = [(s.reading.id, s.value) for s in rank(readings, 8)]
    assert first == [(s.reading.id, s.value) for s in rank(readings, 8)]
    assert [value for _, value in first] == sorted((value for _, value in first), reverse=True)
    assert len(first) == 8
