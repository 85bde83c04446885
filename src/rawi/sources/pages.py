"""A page as a server or an archive gave it, and the record that comes of it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from rawi.schema import PublicationTime
from rawi.sources.encoding import decode
from rawi.sources.html import html_article
from rawi.sources.record import Record

HEADER_CONFIDENCE = 0.2
"""Servers give the time of the last change, and many the time of the visit."""


class Page(msgspec.Struct, kw_only=True):
    """What came over the wire, now or when an archive was made."""

    data: bytes
    url: str = ""
    charset: str | None = None
    """What the server says."""
    modified: str = ""
    """The header `Last-Modified`."""
    seen: datetime | None = None
    """When it was fetched."""
    told: PublicationTime | None = None
    """The time of publication, as the feed says that led to the page."""


def page_text(page: Page) -> str:
    """The markup of a page.

    Raises:
        UndecodableError: its bytes are no text.
    """
    return decode(page.data, page.charset)[0]


def page_record(page: Page, text: str, *, file: str, id: str, offset: int | None = None) -> Record:
    """The article of a page whose markup is `text`.

    Raises:
        PageError: there is none on it.
    """
    outside = [page.told] if page.told else []
    if page.modified:
        from rawi.sources.publication import read_time

        if value := read_time(page.modified):
            outside.append(PublicationTime(value=value, source="header", confidence=HEADER_CONFIDENCE))
    article = html_article(text, id=id, url=page.url, seen=page.seen, outside=tuple(outside))
    kind = f"text/html; charset={page.charset}" if page.charset else "text/html"
    return Record(article=article, original=page.data, media_type=kind, file=file, offset=offset)
