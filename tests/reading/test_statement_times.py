"""When a statement was made: the time of its cue's clause, else the article's day."""

from __future__ import annotations

import pytest

from rawi.reading.reader import Reader
from rawi.schema import Article, Reading, StatementTime


def _read(body: str, date: str | None = "2019-04-15") -> Reading:
    return Reader(rules_only=True).read(Article(body=body, date=date))


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("أعلن وزير النقل أمس أن الجسر جاهز.", "2019-04-14"),
        ("أعلن وزير النقل، الأحد، أن الجسر جاهز.", "2019-04-14"),
        ("وفي 12 مارس أعلن وزير النقل أن الجسر جاهز.", "2019-03-12"),
        ("قال وزير النقل سامر حداد في مؤتمر صحفي عقده مساء السبت إن الجسر جاهز.", "2019-04-13TEV"),
    ],
)
def test_the_time_beside_the_cue(body: str, value: str) -> None:
    reading = _read(body)
    time = reading.statements[0].time
    assert time is not None
    assert (time.value, time.origin) == (value, "clause")
    assert time.time is not None
    assert reading.times[time.time].value == value


@pytest.mark.parametrize(
    "body",
    [
        "أعلن وزير النقل أن الجسر سيفتح غدا.",
        "قال وزير النقل إن العمل بدأ منذ عام 2011.",
        "قالت الكاتبة التي فازت العام الماضي إن الرواية جاهزة.",
        "أعلن وزير النقل أن الجسر سيفتح غدا، مضيفا أن العمل انتهى.",
    ],
)
def test_a_time_of_something_else_leaves_the_day_of_the_article(body: str) -> None:
    for statement in _read(body).statements:
        assert statement.time == StatementTime(value="2019-04-15", origin="article")


def test_without_any_day_there_is_no_time() -> None:
    assert _read("أعلن وزير النقل أن الجسر جاهز.", None).statements[0].time is None


def test_a_day_of_the_article_that_is_none_does_no_harm() -> None:
    assert _read("أعلن وزير النقل أن الجسر جاهز.", "2019-13-45").statements[0].time is None
