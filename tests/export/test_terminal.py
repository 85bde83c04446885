"""A reading in the terminal: what is shown, in which direction, and what must never get through."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import nested_reading, reading_of
from rich.console import Console

from rawi.export.characters import printable, printable_json
from rawi.export.direction import (
    LEFT_TO_RIGHT,
    RIGHT_TO_LEFT,
    RLM,
    SELECT_RIGHT_TO_LEFT,
    Choice,
    Direction,
    choose_direction,
)
from rawi.export.outline import nested
from rawi.export.terminal import print_explanation, print_reading
from rawi.schema import Reading

VTE = {"VTE_VERSION": "7600", "TERM": "xterm-256color"}


def shown(reading: Reading, *, terminal: bool = False, width: int = 100, **options: object) -> str:
    out = io.StringIO()
    console = Console(
        file=out, force_terminal=terminal, width=width, markup=False, emoji=False, highlight=False
    )
    print_reading(reading, console, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_reading() -> None:
    assert shown(nested_reading()).splitlines() == [
        "النهار · 2023-02-01 · m1 · 3 statements",
        "تفتيش عند المعبر",
        "المنارة (رويترز) - كشف مصدر أمني أن الضابط سامر الخوري قال: «لن نغلق المعبر».",
        "ونفت الإدارة، في بيان، وجود أي تأخير.",
        "",
        "1 مصدر أمني (anonymous) · كشف · «أن الضابط سامر الخوري قال: «لن نغلق المعبر»» · indirect",
        "   النهار ← رويترز ← مصدر أمني",
        "",
        "   2 سامر الخوري (person) · قال · «لن نغلق المعبر» · direct · 0.40",
        "      النهار ← رويترز ← مصدر أمني ← سامر الخوري",
        "",
        "3 ? (unknown; perhaps إدارة المعبر، إدارة المرفأ) · ونفت · «وجود أي تأخير» · indirect · deny"
        " · negated · in: في بيان",
        "   النهار ← رويترز ← رويترز ← ?",
    ]


def test_only_the_statements_that_are_sure() -> None:
    text = shown(nested_reading().without_unsure(0.5), text=False)
    assert "المنارة" not in text
    assert "سامر الخوري (person)" not in text
    assert "2 ?" in text
    assert "2 statements" in text


def test_what_stands_in_an_unsure_statement_moves_up() -> None:
    reading = nested_reading()
    reading.statements[0].confidence = 0.1
    reading.statements[1].confidence = 0.9
    kept = reading.without_unsure(0.5)
    assert [(n, depth) for n, depth, _ in nested(kept)] == [(1, 0), (2, 0)]
    assert [s.parent for s in kept.statements] == [None, None]
    assert len(reading.statements) == 3
    assert reading.statements[1].parent == 0
    assert kept.statements[0].chain()[-1].name == "سامر الخوري"
    assert len(reading.statements[1].chain()) == 4


def test_parents_in_a_circle_do_not_hang() -> None:
    reading = nested_reading()
    reading.statements[0].parent = 1
    shown(reading)
    assert reading.without_unsure(0.5)


def test_evidence() -> None:
    out = io.StringIO()
    print_explanation(nested_reading(), Console(file=out, width=100))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert lines[3:7] == ["- cue «كشف»", "verb: كشف", "- speaker", "unnamed: مصدر"]
    assert "- no evidence was kept" in lines


@pytest.mark.parametrize(
    ("choice", "environment", "terminal", "expected"),
    [
        ("auto", VTE, True, SELECT_RIGHT_TO_LEFT),
        ("auto", {"TERM_PROGRAM": "mintty"}, True, SELECT_RIGHT_TO_LEFT),
        ("auto", {"VTE_VERSION": "5202"}, True, LEFT_TO_RIGHT),
        ("auto", {"VTE_VERSION": "many"}, True, LEFT_TO_RIGHT),
        ("auto", {**VTE, "TMUX": "/tmp/tmux"}, True, LEFT_TO_RIGHT),
        ("auto", {"KONSOLE_VERSION": "230800"}, True, RIGHT_TO_LEFT),
        ("auto", {"TERM_PROGRAM": "Apple_Terminal"}, True, RIGHT_TO_LEFT),
        ("auto", {"TERM": "xterm"}, True, LEFT_TO_RIGHT),
        ("auto", VTE, False, LEFT_TO_RIGHT),
        ("rtl", {"TERM": "xterm"}, True, RIGHT_TO_LEFT),
        ("rtl", VTE, True, SELECT_RIGHT_TO_LEFT),
        ("rtl", VTE, False, RIGHT_TO_LEFT),
        ("ltr", VTE, True, LEFT_TO_RIGHT),
    ],
)
def test_directions(choice: Choice, environment: dict[str, str], terminal: bool, expected: Direction) -> None:
    assert choose_direction(choice, environment, is_terminal=terminal) == expected


def test_right_to_left_lines() -> None:
    text = shown(nested_reading(), direction=SELECT_RIGHT_TO_LEFT, terminal=True, width=40)
    assert text.startswith("\x1b[2 k")
    assert text.endswith("\x1b[0 k")
    body = text.removeprefix("\x1b[2 k").removesuffix("\x1b[0 k")
    assert all(line.startswith(RLM) for line in body.splitlines() if line)


def test_lines_are_broken_at_words_on_a_terminal() -> None:
    text = shown(nested_reading(), terminal=True, width=40)
    assert len(text.splitlines()) > 16
    assert max(len(line) for line in shown(nested_reading()).splitlines()) > 100


@pytest.mark.parametrize("terminal", [False, True])
def test_escapes_in_an_article_never_reach_the_terminal(terminal: bool) -> None:
    evil = "\x1b]0;title\x07\x1b[2J\x9b31m\r\x08\u202e[bold red]\U000e0041"
    reading = reading_of(f"قال {evil} إن الأمر انتهى", speaker=evil, outlet=evil)
    reading.notes = [evil]
    reading.byline = evil
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, color_system=None, markup=False)
    print_reading(reading, console)
    print_explanation(reading, console)
    text = out.getvalue()
    assert "[bold red]" in text
    for bad in ("\x1b]", "\x1b[2J", "\x9b", "\x07", "\x08", "\r", "\u202e", "\U000e0041"):
        assert bad not in text


@given(st.text())
def test_printable_keeps_offsets(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any((ord(c) < 0x20 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in shown)


@given(st.text())
def test_json_means_the_same(text: str) -> None:
    encoded = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(printable_json(encoded)) == {"text": text}
    assert not any(0x7F <= ord(c) < 0xA0 for c in printable_json(encoded))
