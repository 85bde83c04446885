"""Headline or first sentence."""

from __future__ import annotations

import pytest

from rawi.sources.plain import plain_article

BODY = "افتتحت وزيرة الثقافة هدى سالم، صباح اليوم، معرض الكتاب في دورته العشرين بحضور مئات الزوار والناشرين."


@pytest.mark.parametrize(
    "headline",
    [
        "افتتاح معرض الكتاب في دورته العشرين",
        "سالم: القراءة حق للجميع",
        "«القراءة حق للجميع».. شعار معرض الكتاب",
        "هل يعود القراء إلى المعارض؟",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n  \n"])
def test_a_headline_is_found(headline: str, gap: str) -> None:
    article = plain_article(headline + gap + BODY + "\n")
    assert article.title == headline
    assert article.body == BODY


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\nوقالت سالم إن الدخول مجاني.",
        f"قالت الوزيرة إن الدخول مجاني.\n\n{BODY}",
        "وقالت الوزيرة:\n«الدخول مجاني طوال أيام المعرض، وللأطفال برامج خاصة بهم في كل يوم».",
        "سطر واحد بلا نقطة",
        "",
    ],
)
def test_a_first_sentence_is_no_headline(text: str) -> None:
    article = plain_article(text)
    assert article.title == ""
    assert article.body == text


def test_a_long_first_paragraph_without_a_stop_is_no_headline() -> None:
    text = BODY.rstrip(".") * 2 + "\n" + BODY * 4
    assert plain_article(text).title == ""


def test_a_short_closing_line_makes_no_headline_of_the_article() -> None:
    assert plain_article(f"{BODY.rstrip('.')}\nالمصدر: وكالات").title == ""
