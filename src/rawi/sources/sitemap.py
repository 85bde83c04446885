"""Sitemaps and their indexes: the addresses that they name, streamed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import NamedTuple

from rawi.schema import PublicationTime

MAX_SITEMAP = 64 * 1024 * 1024
"""Bytes; the protocol allows 50 MB (sitemaps.org)."""
_NEWS = "publication_date"
"""Of the extension for news (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap)."""


class Address(NamedTuple):
    """One address of a sitemap."""

    url: str
    is_sitemap: bool
    """It leads to another sitemap, not to a page."""
    published: PublicationTime | None
    """Only sitemaps for news say it; the day of the last change is not that of publication."""


class SitemapError(ValueError):
    """A sitemap that cannot be read any further; the message says why."""


def sitemap_addresses(data: bytes) -> Iterator[Address]:
    """The addresses that a sitemap names, in its order.

    Entities are not resolved, and nothing outside the document is read.

    Raises:
        SitemapError: it is no well-formed XML; the addresses before the fault have been given out.
    """
    from lxml import etree

    url, published = "", ""
    elements = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=False,
    )
    try:
        for _, element in elements:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name == "loc" and not url:
                url = (element.text or "").strip()
            elif name == _NEWS:
                published = (element.text or "").strip()
            elif name in {"url", "sitemap"}:
                if url:
                    yield Address(url, name == "sitemap", _time(published))
                url, published = "", ""
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        raise SitemapError(f"not well-formed ({error})") from None


def _time(said: str) -> PublicationTime | None:
    from rawi.sources.publication import read_time

    value = read_time(said) if said else None
    return PublicationTime(value=value, source="feed", confidence=0.9) if value else None
