"""Web pages: headline, byline, time of publication, outlet and body; the body by trafilatura, cleaned."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from rawi.schema import Article, PublicationTime

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

MAX_PAGE = 8_000_000
"""Characters; no newspaper prints longer pages, and a tree of one takes about a hundred times that in
memory."""


class PageError(ValueError):
    """A page in which no article was found; the message says why."""


def html_article(
    page: str,
    *,
    id: str = "",
    url: str = "",
    seen: datetime | None = None,
    outside: tuple[PublicationTime, ...] = (),
) -> Article:
    """The article of a web page.

    Args:
        page: its markup.
        id: of the article.
        url: where the page was found; what it calls its canonical address goes before it.
        seen: when it was fetched or archived: nothing on it was published later.
        outside: what others say of its time of publication: the feed that led to it, the server.

    Raises:
        PageError: the page is too large, or holds no text that could be an article.
    """
    if len(page) > MAX_PAGE:
        raise PageError(f"a web page of {len(page):,} characters (at most {MAX_PAGE:,} are read)")
    # here, because they take as long to load as all the rest
    from rawi.sources.page_cleaning import clean_body, remove_asides
    from rawi.sources.page_metadata import PageMetadata
    from rawi.sources.publication import certain_day, choose_time

    tree = _tree(page)
    try:
        said = PageMetadata(tree, url)
        times = said.times()
        remove_asides(tree)
    except RecursionError as error:
        raise PageError("the page is nested too deeply") from error
    found = _extract(tree, url)
    body = clean_body(found.text or "", said.title, byline=said.byline) if found else ""
    if not body:
        raise PageError("no article was found in this web page")
    published = choose_time([*times, *outside], seen=seen)
    return Article(
        title=said.title,
        body=body,
        id=id,
        outlet=said.outlet,
        url=said.url,
        date=certain_day(published),
        byline=said.byline,
        published=published,
    )


def fragment_text(markup: str) -> str:
    """The text of a piece of HTML that holds an article and nothing else, a paragraph a line."""
    from rawi.sources.page_cleaning import clean_body
    from rawi.sources.page_metadata import visible_lines

    lines = (line.text for line in visible_lines(_tree(f"<html><head></head><body>{markup}</body></html>")))
    return clean_body("\n".join(lines), "")


def _tree(page: str) -> HtmlElement:
    from lxml.etree import LxmlError
    from trafilatura.utils import load_html

    # lxml refuses a text with an encoding declaration, and stops at NUL
    page = re.sub(r"<\?xml[^>]*\?>", "", page[:500]) + page[500:]
    page = page.replace("\0", "\ufffd")
    try:
        tree = load_html(page)
    except (LxmlError, ValueError, RecursionError) as error:
        raise PageError(f"the page could not be taken apart ({type(error).__name__}: {error})") from error
    if tree is None:
        raise PageError("no article was found in this web page")
    return tree


def _extract(tree: HtmlElement, url: str) -> Document | None:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            tree, url=url or None, include_comments=False, include_tables=False, with_metadata=False
        )
    except Exception as error:  # a parser given arbitrary bytes may raise anything
        raise PageError(f"the page could not be taken apart ({type(error).__name__}: {error})") from error
    return found if not isinstance(found, dict) else None
