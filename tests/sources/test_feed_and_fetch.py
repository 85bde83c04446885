"""Feeds, sitemaps and pages from a server on loopback."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rawi.schema import Article
from rawi.sources import SourceError, read_articles
from rawi.sources.fetch import Fetcher, FetchError, Limits

PARAGRAPH = (
    "قالت مديرة المشروع رنا الخطيب إن العمل في الجسر ينتهي بعد شهرين، وإن الطريق البديلة ستبقى مفتوحة."
)
FAST = Limits(delay=0, timeout=5)


def page(title: str, date: str = "") -> bytes:
    meta = f'<meta property="article:published_time" content="{date}">' if date else ""
    body = "".join(f"<p>{PARAGRAPH} ({n})</p>" for n in range(4))
    return f"<!DOCTYPE html><html><head><title>{title}</title>{meta}</head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()  # noqa: E501


def rss(base: str, *paths: str) -> str:
    items = "".join(
        f"<item><title>عنوان {p}</title><link>{base}{p}</link>"
        "<pubDate>Tue, 08 Nov 2022 09:30:00 +0300</pubDate>"
        f"<description>&lt;p&gt;{PARAGRAPH}&lt;/p&gt;</description></item>"
        for p in paths
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>جريدة الجسر</title>{items}</channel></rss>'
    )


@pytest.fixture
def server() -> Iterator[tuple[str, dict[str, tuple[int, dict[str, str], bytes]]]]:
    """A server's address, and what it answers by path: status, headers, body."""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}", answers
    http.shutdown()
    http.server_close()


HTML = {"Content-Type": "text/html"}
Server = tuple[str, dict[str, tuple[int, dict[str, str], bytes]]]


def read(url: str) -> list[Article | SourceError]:
    return list(read_articles(url, limits=FAST))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_page(server: Server, charset: str) -> None:
    base, answers = server
    data = page("فتح الجسر", "2021-05-06").decode().encode(charset)
    answers["/news/1"] = (200, {"Content-Type": f"text/html; charset={charset}"}, data)
    answers["/old"] = (301, {"Location": "/news/1"}, b"")
    (article,) = read(f"{base}/old")
    assert isinstance(article, Article)
    assert (article.title, article.date, article.url) == ("فتح الجسر", "2021-05-06", f"{base}/news/1")
    assert PARAGRAPH in article.body


def test_the_header_alone_is_no_date(server: Server) -> None:
    base, answers = server
    answers["/n"] = (200, {**HTML, "Last-Modified": "Tue, 08 Nov 2022 09:30:00 GMT"}, page("فتح الجسر"))
    (article,) = read(f"{base}/n")
    assert isinstance(article, Article)
    assert article.date is None
    assert article.published is not None
    assert (article.published.source, article.published.confidence) == ("header", 0.2)


def test_a_feed_is_followed(server: Server) -> None:
    base, answers = server
    answers["/feed"] = (200, {"Content-Type": "application/rss+xml"}, rss(base, "/a", "/b", "/gone").encode())
    answers["/a"] = (200, HTML, page("خبر أول"))
    answers["/b"] = (200, HTML, b"<html><body><script>1</script></body></html>")
    first, second, third = read(f"{base}/feed")
    assert isinstance(first, Article)
    assert (first.title, first.date) == ("خبر أول", "2022-11-08")
    assert first.published is not None
    assert first.published.source == "feed"
    for held, path in ((second, "/b"), (third, "/gone")):  # the feed's own text, where the page has none
        assert isinstance(held, Article)
        assert (held.title, held.body, held.outlet) == (f"عنوان {path}", PARAGRAPH, "جريدة الجسر")


def test_sitemaps_are_followed(server: Server) -> None:
    base, answers = server
    index = f"<sitemapindex><sitemap><loc>{base}/s.xml.gz</loc></sitemap></sitemapindex>"
    pages = f"<urlset><url><loc>{base}/a</loc></url><url><loc>{base}/none</loc></url></urlset>"
    answers["/sitemap.xml"] = (200, {}, index.encode())
    answers["/s.xml.gz"] = (200, {}, gzip.compress(pages.encode()))
    answers["/a"] = (200, HTML, page("خبر أول"))
    article, error = read(f"{base}/sitemap.xml")
    assert isinstance(article, Article)
    assert isinstance(error, SourceError)
    assert (error.code, error.file) == ("missing", f"{base}/none")


def test_other_files_are_read_as_they_are(server: Server) -> None:
    base, answers = server
    answers["/x.jsonl"] = (200, {}, b'{"id": "1", "body": "x"}\n{"id": "2", "body": "y"}')
    assert [a.id for a in read(f"{base}/x.jsonl") if isinstance(a, Article)] == ["1", "2"]


@pytest.mark.parametrize(
    "target", ["http://10.0.0.8/x", "http://169.254.169.254/latest", "file:///etc/passwd", "ftp://x/y"]
)
def test_a_feed_does_not_lead_into_the_network(server: Server, target: str) -> None:
    base, answers = server
    answers["/r"] = (302, {"Location": target}, b"")
    fetcher = Fetcher("https://news.example/", Limits(delay=0, timeout=0.3))
    with pytest.raises(FetchError) as refused:
        fetcher.get(f"{base}/r")
    assert refused.value.code == "refused"  # loopback itself: the user's address is elsewhere
    with pytest.raises(FetchError):
        Fetcher(base, Limits(delay=0, timeout=0.3)).get(f"{base}/r")


def test_limits(server: Server) -> None:
    base, answers = server
    answers["/loop"] = (302, {"Location": "/loop"}, b"")
    answers["/big"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b" " * 10_000_000))
    for path, code in (("/loop", "network"), ("/big", "too-large")):
        with pytest.raises(FetchError) as error:
            Fetcher(base, Limits(delay=0, max_bytes=1_000_000)).get(base + path)
        assert error.value.code == code
    (error_item,) = read("http://127.0.0.1:9/")
    assert isinstance(error_item, SourceError)
    assert error_item.code == "network"


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>الجسر</title><entry><title>خبر</title>
<link href="https://x.example/1"/><published>2020-02-03T04:05:06Z</published><author><name>سلوى</name></author>
<content type="html">
&lt;p&gt;{PARAGRAPH}&lt;/p&gt;&lt;p&gt;ثم تابعت حديثها عن الجسر.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "الجسر",
        "items": [
            {
                "id": "1",
                "url": "https://x.example/1",
                "title": "خبر",
                "date_published": "2020-02-03T04:05:06Z",
                "authors": [{"name": "سلوى"}],
                "content_html": f"<p>{PARAGRAPH}</p><p>ثم تابعت حديثها عن الجسر.</p>",
            }
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize("feed", [ATOM, JSON_FEED])
def test_a_feed_in_a_file_fetches_nothing(tmp_path: Path, feed: str) -> None:
    path = tmp_path / "feed"
    path.write_text(feed, encoding="utf-8")
    (article,) = read_articles(path)
    assert isinstance(article, Article)
    assert (article.title, article.byline, article.outlet, article.date) == (
        "خبر",
        "سلوى",
        "الجسر",
        "2020-02-03",
    )
    assert article.body.split("\n") == [PARAGRAPH, "ثم تابعت حديثها عن الجسر."]


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 1000 + '"><!ENTITY c "' + "&b;" * 1000 + '">]>'


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel></channel></rss>",
        "<urlset><url><loc>https://x.example/</loc></url></urlset>",
        "<feed><entry><title>بلا نص</title></entry></feed>",
        BOMB + rss("", "/a").partition("?>")[2].replace(PARAGRAPH, "&c;"),
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
    ],
)
def test_feeds_without_articles(tmp_path: Path, text: str) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(text, encoding="utf-8")
    (error,) = read_articles(path)
    assert isinstance(error, SourceError)
    assert error.code in {"no-article", "invalid"}
