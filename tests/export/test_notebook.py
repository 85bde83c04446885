"""A reading as HTML: nothing of an article gets out of its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import nested_reading, reading_of

from rawi.export.html import MAX_SHOWN, reading_to_html, reading_to_page
from rawi.schema import Reading, Span, Speaker, Statement

ALLOWED = {"div", "span", "sup", "b", "i", "bdi"}


class Checker(HTMLParser):
    """Collects text, elements and styles, and checks that every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.styles: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.styles += [value or "" for name, value in attrs if name == "style"]
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_reading() -> None:
    reading = nested_reading()
    html = reading_to_html(reading)
    page = Checker(html)
    assert page.tags <= ALLOWED
    assert page.names <= {"style", "dir", "lang"}
    assert 'dir="rtl"' in html
    assert "النهار ← رويترز ← مصدر أمني ← سامر الخوري" in page.text
    assert "مصدر أمني (anonymous)" in page.text
    assert reading._repr_html_() == html


def test_modes_differ_without_colour() -> None:
    styles = " ".join(Checker(reading_to_html(nested_reading())).styles)
    assert "underline dotted" in styles
    assert "underline solid" in styles


def test_a_statement_inside_another_one_shows_both() -> None:
    html = reading_to_html(nested_reading())
    assert "box-shadow" in html


def test_labels_stand_on_the_right_side_of_arabic_words() -> None:
    """A browser tells the direction of each `bdi` by its first letter: a label must not lend it to Arabic."""
    text = "\nأبلغ الوزير المجلس في بيان أن الأمر انتهى"
    at = {word: Span(text.index(word), text.index(word) + len(word)) for word in text.split()}
    said = Statement(
        cue=at["أبلغ"],
        source=at["الوزير"],
        content=[Span(text.index("أن"), len(text))],
        mode="indirect",
        speaker=Speaker("الوزير", "role"),
        addressee=at["المجلس"],
        medium=at["بيان"],
    )
    html = reading_to_html(Reading(text=text, statements=[said]))
    assert "<i><bdi>to</bdi>: <bdi>المجلس</bdi></i>" in html
    assert "<i><bdi>in</bdi>: <bdi>بيان</bdi></i>" in html


def test_notes_run_in_their_own_direction() -> None:
    html = reading_to_html(Reading(text="\n", notes=["the text is empty"]))
    assert re.search(r'<div dir="auto"[^>]*>the text is empty</div>', html)


def test_hostile_text_stays_text() -> None:
    evil = '</span></div><script>alert(1)</script><img src=x onerror="x">&amp;\x1b[31m\u202e\0'
    reading = reading_of(f"قال {evil} إن الأمر انتهى", speaker=evil, outlet=evil)
    reading.title, reading.byline, reading.notes = "", evil, [evil]
    for html in (reading_to_html(reading), reading_to_page(reading)):
        assert "<script" not in html
        assert "<img" not in html
        assert not set(html) & set("\x1b\u202e\0")
    assert "<script>alert(1)</script>" in Checker(reading_to_html(reading)).text


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_any_text_and_spans(text: str, edges: list[tuple[int, int]]) -> None:
    spans = [Span(*sorted((min(a, len(text)), min(b, len(text))))) for a, b in edges]
    statements = [
        Statement(cue=s, source=s, content=[s, spans[0]], mode="mixed", speaker=Speaker(None)) for s in spans
    ]
    page = Checker(reading_to_html(Reading(text=text, statements=statements)))
    assert page.tags <= ALLOWED


def test_a_page_is_a_document() -> None:
    page = reading_to_page(nested_reading())
    assert page.startswith("<!doctype html>")
    assert "<title>تفتيش عند المعبر</title>" in page


def test_very_long_texts_are_cut() -> None:
    html = reading_to_html(Reading(text="س" * (MAX_SHOWN + 5000)))
    assert "5,000 more characters" in html
    assert len(html) < MAX_SHOWN + 5000


@pytest.mark.parametrize("text", ["", "\n", "\n\n"])
def test_empty_readings(text: str) -> None:
    Checker(reading_to_html(Reading(text=text, notes=["the text is empty"])))
