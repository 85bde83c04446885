"""From an address to articles: pages are read, feeds and sitemaps are followed."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.schema import PublicationTime
from rawi.sources.detect import detect_format
from rawi.sources.encoding import SAMPLE, UndecodableError, decode
from rawi.sources.errors import SourceError
from rawi.sources.feed import Entry, FeedError, entry_record, json_entries, xml_entries
from rawi.sources.fetch import Answer, Fetcher, FetchError
from rawi.sources.html import PageError
from rawi.sources.packing import Allowance, Stream
from rawi.sources.pages import Page, page_record, page_text
from rawi.sources.record import Item, Record
from rawi.sources.sitemap import MAX_SITEMAP, SitemapError, sitemap_addresses

MAX_SITEMAPS = 50
"""Sitemaps of an index that wait to be fetched."""


def fetch_start(fetcher: Fetcher, url: str) -> Answer | SourceError:
    """The answer to the address that the user gave."""
    try:
        return fetcher.get(url)
    except FetchError as error:
        return SourceError(url, None, str(error), error.remedy, error.code)


def followed(fetcher: Fetcher, answer: Answer) -> Iterator[Item] | None:
    """The articles that a page, feed or sitemap leads to; None where the answer is some other file."""
    data = _unpacked(answer)
    try:
        head = decode(data[:SAMPLE], answer.charset)[0]
    except UndecodableError:
        return None
    format = detect_format(head)
    if format == "html":
        return iter([_page_item(answer, None)])
    if format in {"feed", "json-feed"}:
        return _feed_items(fetcher, answer.url, data, is_json=format == "json-feed")
    if format == "sitemap":
        return _sitemap_items(fetcher, answer.url, data)
    return None


def _feed_items(fetcher: Fetcher, url: str, data: bytes, *, is_json: bool) -> Iterator[Item]:
    """The page of each entry; what the feed itself has of it where the page cannot be read."""
    try:
        entries = json_entries(data, url) if is_json else xml_entries(data, url)
    except FeedError as error:
        yield SourceError(url, None, str(error), "check the address", "invalid")
        return
    if not entries:
        yield SourceError(url, None, "the feed has no entries", "look at it", "no-article")
    for entry in entries[: fetcher.limits.max_pages]:
        item = _follow(fetcher, entry.url, entry.published) if entry.url else entry_record(entry, url)
        if isinstance(item, Record):
            _complete(item, entry)
            yield item
        else:
            held = entry_record(entry, url)
            yield held if isinstance(held, Record) else item


def _complete(record: Record, entry: Entry) -> None:
    """Fills in what the page does not tell."""
    article = record.article
    article.title = article.title or entry.title
    article.byline = article.byline or entry.byline


def _sitemap_items(fetcher: Fetcher, url: str, data: bytes) -> Iterator[Item]:
    """The pages that a sitemap names, and those of the sitemaps that it names."""
    waiting: list[str] = []
    pages = 0
    while True:
        try:
            for address in sitemap_addresses(data):
                if address.is_sitemap:
                    waiting += [address.url] if len(waiting) < MAX_SITEMAPS else []
                    continue
                if pages >= fetcher.limits.max_pages:
                    return
                pages += 1
                yield _follow(fetcher, address.url, address.published)
        except SitemapError as error:
            yield SourceError(url, None, f"the sitemap is {error}", "what came before was read", "invalid")
        data = b""
        while waiting and not data:
            url = waiting.pop(0)
            answer = fetch_start(fetcher, url)
            if isinstance(answer, SourceError):
                yield answer
            else:
                data = _unpacked(answer)
        if not data:
            break
    if not pages:
        yield SourceError(url, None, "the sitemap names no pages", "look at it", "no-article")


def _follow(fetcher: Fetcher, url: str, told: PublicationTime | None) -> Item:
    answer = fetch_start(fetcher, url)
    return answer if isinstance(answer, SourceError) else _page_item(answer, told)


def _page_item(answer: Answer, told: PublicationTime | None) -> Item:
    """The article of a fetched page."""
    page = Page(
        data=answer.data,
        url=answer.url,
        charset=answer.charset,
        modified=answer.headers.get("last-modified", ""),
        seen=answer.seen,
        told=told,
    )
    try:
        return page_record(page, page_text(page), file=answer.url, id=answer.url)
    except UndecodableError as error:
        return SourceError(answer.url, None, str(error), "look at it", "encoding")
    except PageError as error:
        return SourceError(answer.url, None, str(error), "save the article's text as .txt", "no-article")


def _unpacked(answer: Answer) -> bytes:
    """Sitemaps and feeds come as gzipped files, too."""
    allowance = Allowance()
    allowance.packed = len(answer.data)
    return Stream(answer.url, iter([answer.data]), allowance).all(MAX_SITEMAP) or b""
