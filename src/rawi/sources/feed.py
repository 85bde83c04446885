"""Feeds: RSS and Atom by feedparser, JSON Feed by its own rules."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from rawi.schema import Article, PublicationTime
from rawi.sources.errors import SourceError
from rawi.sources.fields import RecordError
from rawi.sources.html import PageError, fragment_text
from rawi.sources.jsonl import parse_json
from rawi.sources.record import Item, Record

MAX_FEED = 32 * 1024 * 1024
"""Bytes of one feed, which is read as a whole."""
FEED_CONFIDENCE = 0.9
_MIN_BODY = 40
"""Characters below which an entry's text is no article."""
_DECLARATION = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)(?:[^\[>\"']|\"[^\"]*\"|'[^']*'|\[(?:[^\]\"']|\"[^\"]*\"|'[^']*')*\])*>", re.S
)


class Entry(msgspec.Struct, kw_only=True):
    """One entry of a feed."""

    title: str = ""
    url: str = ""
    """Of its article; empty where the entry has no link."""
    id: str = ""
    byline: str = ""
    outlet: str = ""
    published: PublicationTime | None = None
    markup: str = ""
    """What the feed itself has of the article: all of it, or a summary."""


class FeedError(ValueError):
    """A feed that cannot be read; the message says why."""


def xml_entries(data: bytes, url: str = "") -> list[Entry]:
    """The entries of an RSS or Atom feed.

    Args:
        data: the feed; a document type declaration, where bombs hide, is left out.
        url: where it was found, for links that are relative.

    Raises:
        FeedError: it is no feed.
    """
    import feedparser

    headers = {"content-location": url} if url else {}
    try:
        feed = feedparser.parse(
            io.BytesIO(_DECLARATION.sub(b"", data)), response_headers=headers, sanitize_html=False
        )
    except Exception as error:  # parsers of markup that is no XML raise anything
        raise FeedError(f"the feed could not be taken apart ({type(error).__name__}: {error})") from error
    if not feed.entries and feed.bozo:
        raise FeedError(f"no feed ({feed.get('bozo_exception', 'not well-formed')})")
    outlet = " ".join(feed.feed.get("title", "").split())
    return [_entry(entry, outlet, url) for entry in feed.entries]


def json_entries(data: bytes, url: str = "") -> list[Entry]:
    """The entries of a JSON Feed (same errors as `xml_entries`)."""
    try:
        feed = parse_json(data)
    except RecordError as error:
        raise FeedError(str(error)) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(feed, dict) or not isinstance(items, list):
        raise FeedError("a JSON feed without items")
    outlet = _string(feed, "title")
    return [_json_entry(item, outlet, url) for item in items if isinstance(item, dict)]


def entry_record(entry: Entry, file: str) -> Item:
    """The article as far as the feed itself holds it."""
    try:
        body = fragment_text(entry.markup) if re.search("[<&]", entry.markup) else entry.markup.strip()
    except PageError as error:
        return SourceError(file, None, f"{entry.url or entry.title}: {error}", "give its page", "invalid")
    if len(body) < _MIN_BODY:
        reason = f"the feed holds no text of {entry.url or entry.title or 'an entry without a link'}"
        return SourceError(
            file, None, reason, "give the feed's URL: its pages are fetched then", "no-article"
        )
    day = entry.published.value[:10] if entry.published else None
    article = Article(
        title=entry.title, body=body, id=entry.id or entry.url, outlet=entry.outlet, url=entry.url, date=day,
        byline=entry.byline, published=entry.published,
    )  # fmt: skip
    return Record(
        article=article, original=entry.markup.encode(errors="replace"), media_type="text/html", file=file
    )


def feed_records(entries: list[Entry], file: str) -> Iterator[Item]:
    """The articles that a feed itself holds; an empty feed gives an error."""
    if not entries:
        yield SourceError(file, None, "the feed has no entries", "look at it", "no-article")
    for entry in entries:
        yield entry_record(entry, file)


def _entry(entry: Any, outlet: str, url: str) -> Entry:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    source = entry.get("source", {})
    return Entry(
        title=" ".join(_plain(entry.get("title", "")).split()),
        url=urljoin(url, entry.get("link", "")),
        id=entry.get("id", ""),
        byline=entry.get("author", "").strip(),
        outlet=" ".join((source.get("title", "") if isinstance(source, dict) else "").split()) or outlet,
        published=_published(entry.get("published") or entry.get("updated") or ""),
        markup=max([*contents, entry.get("summary", "")], key=len),
    )


def _json_entry(item: dict[str, Any], outlet: str, url: str) -> Entry:
    authors = item.get("authors") or [item.get("author")]
    names = [_string(a, "name") for a in authors if isinstance(a, dict)] if isinstance(authors, list) else []
    link = _string(item, "url") or _string(item, "external_url")
    return Entry(
        title=_string(item, "title"),
        url=urljoin(url, link) if link else "",
        id=_string(item, "id"),
        byline="، ".join(name for name in names if name),
        outlet=outlet,
        published=_published(_string(item, "date_published")),
        markup=_string(item, "content_html") or _string(item, "content_text") or _string(item, "summary"),
    )


def _published(said: str) -> PublicationTime | None:
    from rawi.sources.publication import read_time

    value = read_time(said) if said else None
    return PublicationTime(value=value, source="feed", confidence=FEED_CONFIDENCE) if value else None


def _plain(title: str) -> str:
    return re.sub("<[^<>]{1,200}>", "", title)


def _string(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""
