"""Web pages, tidy and not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rawi.schema import Article
from rawi.sources import SourceError, read_articles
from rawi.sources.html import PageError, html_article

PARAGRAPHS = [
    "أعلنت هيئة النقل البحري، اليوم، استئناف الرحلات بين الميناءين بعد توقف دام أسبوعين بسبب سوء الأحوال.",
    "وقال المدير العام للهيئة القبطان عصام الجابري إن أول عبارة ستنطلق عند السادسة صباحا بأربعمئة مسافر.",
    "وأضاف الجابري: «راجعنا إجراءات السلامة كلها، ولن نسمح بأي تجاوز في عدد الركاب مهما كانت الظروف».",
    "ونقلت الهيئة عن مركز الأرصاد توقعه أن يبقى البحر هادئا، داعية المسافرين إلى متابعة النشرات.",
]
PAGE = f"""<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>استئناف الرحلات البحرية بين الميناءين | جريدة الساحل</title>
<meta property="og:site_name" content="جريدة الساحل">
<meta property="og:title" content="استئناف الرحلات البحرية بين الميناءين">
<meta name="author" content="مها الكيلاني">
<meta property="article:published_time" content="2022-11-08T09:30:00+03:00">
<link rel="canonical" href="https://sahel.example/news/9081">
</head><body>
<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/sport">رياضة</a></li></ul></nav>
<article><h1>استئناف الرحلات البحرية بين الميناءين</h1>
<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>
<p>اقرأ أيضاً: <a href="/n/1">أسعار التذاكر ترتفع</a></p>
<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>
<p>مواضيع ذات صلة</p><p>عبارة تجنح قرب الشاطئ في ليلة عاصفة</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>"""


def test_a_page() -> None:
    article = html_article(PAGE)
    assert article.title == "استئناف الرحلات البحرية بين الميناءين"
    assert article.outlet == "جريدة الساحل"
    assert article.byline == "مها الكيلاني"
    assert article.date == "2022-11-08"
    assert article.url == "https://sahel.example/news/9081"
    assert article.body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16"])
def test_a_page_in_a_file(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page"
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1256"') if encoding == "cp1256" else PAGE
    path.write_bytes(page.encode(encoding))
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    assert article.body.split("\n") == PARAGRAPHS


def test_a_sentence_that_begins_like_boilerplate_stays_whole_when_it_is_long() -> None:
    sentence = (
        "تابعونا على المنصة، قال المذيع قبل أن يبدأ الحوار، " + "ثم عرض تقريرا طويلا عن تاريخ المدينة " * 6
    )
    article = html_article(PAGE.replace(PARAGRAPHS[3], sentence))
    assert "قال المذيع قبل أن يبدأ" in article.body


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><script>1</script></body></html>",
        "<div>" * 20_000,
        "<p><p><p><b><i></p></div>",
    ],
)
def test_pages_without_an_article(page: str) -> None:
    with pytest.raises(PageError):
        html_article(page)


@pytest.mark.parametrize(
    "soup",
    [
        "<p>" + "<b><i>قال المدير إن العمل مستمر </p></b>" * 3000,
        "<table>" * 500 + "<p>" + PARAGRAPHS[1] + "</p>",
        "<p>" + PARAGRAPHS[1] + "\0\x01\x1b[31m</p><p>" + PARAGRAPHS[2],
        "<html><p>&#x110000; &bogus; &#0; " + PARAGRAPHS[0] + "<!--",
        '<?xml version="1.0" encoding="utf-8"?>\n<html><body><p>' + PARAGRAPHS[0] + "</p></body></html>",
    ],
)
def test_soup_ends_soon_and_never_raises(tmp_path: Path, soup: str) -> None:
    path = tmp_path / "soup.html"
    path.write_text(soup, encoding="utf-8")
    start = time.monotonic()
    (item,) = read_articles(path)
    assert time.monotonic() - start < 20
    assert isinstance(item, Article | SourceError)


def test_too_large_a_page_is_refused() -> None:
    with pytest.raises(PageError, match="at most"):
        html_article("<p>" + "ن" * 9_000_000)
