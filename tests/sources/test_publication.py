"""The time of publication: read in every habit, chosen in the stated order, never made up."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rawi.schema import PublicationTime
from rawi.sources import Record, SourceError, read_records
from rawi.sources.language import is_arabic
from rawi.sources.publication import choose_time, day_in_url, read_time


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("2022-11-08T09:30:00+0300", "2022-11-08T09:30:00+03:00"),
        ("2022-11-08T09:30Z", "2022-11-08T09:30:00+00:00"),
        ("2022-11-08 00:00:00", "2022-11-08"),
        ("20221108", "2022-11-08"),
        ("2022/1/5", "2022-01-05"),
        ("Tue, 08 Nov 2022 09:30:00 GMT", "2022-11-08T09:30:00+00:00"),
        ("November 8, 2022", "2022-11-08"),
        ("1667900000", "2022-11-08T09:33:20+00:00"),
        ("نشر في: 12 آذار/مارس 2024 - 18:30", "2024-03-12"),
        ("الثلاثاء ٥ كانون الثاني ٢٠٢١", "2021-01-05"),
        ("14 أوت 2019", "2019-08-14"),
        ("١٢ غشت ٢٠١٧", "2017-08-12"),
        ("الأربعاء 15 رجب 1443هـ", "2022-02-16"),
        ("03/04/2020 10:15 ص", "2020-04-03"),
        ("2015", None),
        ("مارس 2015", None),
        ("1970-01-01T00:00:00Z", None),
        ("2022-13-45", None),
        ("أمس", None),
        ("", None),
        ("9" * 10_000, None),
    ],
)
def test_times(said: str, value: str | None) -> None:
    assert read_time(said) == value


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2023/05/14/title", "2023-05-14"),
        ("https://x.example/news-2023-5-4-title", "2023-05-04"),
        ("https://x.example/20230514/1", "2023-05-14"),
        ("https://x.example/2023/05/title", None),
        ("https://x.example/id/20239914", None),
        ("https://x.example/1234567", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    assert day_in_url(url) == day


def time_of(value: str, source: str, confidence: float = 0.9) -> PublicationTime:
    return PublicationTime(value=value, source=source, confidence=confidence)  # type: ignore[arg-type]


def test_the_order_counts_and_a_contradiction_costs_confidence() -> None:
    url, meta = time_of("2020-01-10", "url", 0.8), time_of("2020-03-03", "meta", 0.95)
    chosen = choose_time([url, meta])
    assert chosen is not None
    assert (chosen.value, chosen.source) == ("2020-03-03", "meta")
    assert chosen.confidence < 0.7
    agreed = choose_time([time_of("2020-03-03", "url", 0.8), meta])
    assert agreed is not None
    assert agreed.confidence > 0.95


def test_placeholders_and_the_day_of_the_visit_do_not_count() -> None:
    seen = datetime(2024, 5, 6, 12, tzinfo=UTC)
    old = time_of("2019-02-03", "page-text", 0.7)
    for doubtful in (time_of("2019-01-01T00:00:00Z", "json-ld"), time_of("2024-05-06T12:00:00Z", "json-ld")):
        chosen = choose_time([doubtful, old], seen=seen)
        assert chosen is not None
        assert chosen.value == "2019-02-03"
    assert choose_time([time_of("2031-02-03", "meta")], seen=seen) is None
    assert choose_time([]) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (
            "قال الوزير إن العمل في الطريق يبدأ بعد العيد، وإن الشركة التي فازت بالعقد من المدينة نفسها. "
            * 2,
            True,
        ),
        (
            "أطلقت شركة گوگل مع پيپسي حملة في القاهرة، وقال مديرها إن الهدف أن يعرف الشباب عن العمل. " * 2,
            True,
        ),
        (
            "وزیر گفت که این کار را برای مردم شهر انجام می دهیم و از همه کمک می خواهیم تا پایان سال. " * 2,
            False,
        ),
        ("وزیر اعظم نے کہا ہے کہ اس سال ملک میں بجلی کی قیمت کم ہو گی اور لوگوں کو فائدہ ہو گا۔ " * 2, False),
        ("د ولسمشر ویاند وویل چې په دې کال کې به سړک جوړ شي او خلک به له دې څخه ګټه واخلي. " * 2, False),
        ("سەرۆک وەزیران گوتی کە ئەم ساڵ ڕێگاکە تەواو دەبێت و خەڵک لە سوودەکانی بەهرەمەند دەبن. " * 2, False),
        ("The minister said that nothing would change before the end of the year. " * 3, False),
        ("", False),
    ],
)
def test_languages(text: str, answer: bool) -> None:
    assert is_arabic(text) is answer


def test_a_pdf_in_logical_order() -> None:
    path = Path(__file__).parent / "pages" / "hall.pdf"
    (record,) = read_records(path)
    assert isinstance(record, Record)
    article = record.article
    assert article.title == "افتتاح قاعة للمطالعة في الحي القديم"
    assert "إن القاعة تضم 4500 كتاب، وأضاف: «ستفتح أبوابها يوم 12 آذار 2024 حتى" in article.body
    assert "(وهي من سبعة أعضاء) أن شركة Qalam قدمت" in article.body
    assert "جريدة الحي" not in article.body
    assert gzip.decompress(record.compressed_original()) == path.read_bytes()


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_damaged_pdf(tmp_path: Path, share: float) -> None:
    data = (Path(__file__).parent / "pages" / "hall.pdf").read_bytes()
    (tmp_path / "x.pdf").write_bytes(data[: int(len(data) * share)])
    (item,) = read_records(tmp_path / "x.pdf")
    assert isinstance(item, SourceError)
