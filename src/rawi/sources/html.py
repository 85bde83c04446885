"""Web pages: headline, byline, day, outlet and body, by trafilatura."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rawi.schema import Article

if TYPE_CHECKING:
    from trafilatura.settings import Document

MAX_PAGE = 8_000_000
"""Characters; no newspaper prints longer pages, and a tree of one takes about a hundred times that in
memory."""

_DIACRITICS = re.compile("[\u064b-\u0652\u0640]")
_FOLDED = str.maketrans("أإآىة", "اااي" + "ه")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SITE_NAME = re.compile(r"\s+[|–—-]\s+")


class PageError(ValueError):
    """A page in which no article was found; the message says why."""


def html_article(page: str, *, id: str = "", url: str = "") -> Article:
    """The article of a web page.

    Raises:
        PageError: the page is too large, or holds no text that could be an article.
    """
    if len(page) > MAX_PAGE:
        raise PageError(f"a web page of {len(page):,} characters (at most {MAX_PAGE:,} are read)")
    found = _extract(page, url)
    if found is None or not (found.text or "").strip():
        raise PageError("no article was found in this web page")
    title = " ".join((found.title or "").split())
    site = (found.sitename or "").strip() or (urlsplit(found.url or "").hostname or "").removeprefix("www.")
    return Article(
        title=_without_site_name(title, site),
        body=_without_boilerplate(found.text or "", title),
        id=id,
        outlet=site,
        url=found.url or url,
        date=found.date if found.date and _DAY.fullmatch(found.date) else None,
        byline=(found.author or "").strip(),
    )


def _extract(page: str, url: str) -> Document | None:
    import trafilatura  # here, because it takes as long to load as all the rest

    # lxml refuses a text with an encoding declaration, and stops at NUL
    page = re.sub(r"<\?xml[^>]*\?>", "", page[:500]) + page[500:]
    page = page.replace("\0", "\ufffd")
    try:
        found = trafilatura.bare_extraction(
            page,
            url=url or None,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # a parser given arbitrary bytes may raise anything
        raise PageError(f"the page could not be taken apart ({type(error).__name__}: {error})") from error
    return found if not isinstance(found, dict) else None


def _without_site_name(title: str, site: str) -> str:
    """`title` without the outlet's name behind a dash or a bar."""
    parts = _SITE_NAME.split(title)
    if site and len(parts) > 1 and _fold(parts[-1]) == _fold(site):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-")
    return title


def _without_boilerplate(body: str, title: str) -> str:
    lines: list[str] = []
    for line in body.split("\n"):
        reach = _boilerplate_reach(line)
        if reach == "rest":
            break
        if reach is None and not (not lines and line.strip() == title):
            lines.append(line)
    return "\n".join(lines).strip()


def _boilerplate_reach(line: str) -> str | None:
    folded = _fold(line.lstrip(' -–•*#«"“|[('))
    for opening, reach in _boilerplate():
        # a sentence may begin with the same words: no other line of the kind is longer
        if folded.startswith(opening) and len(folded) < 200:
            return reach
    return None


def _fold(text: str) -> str:
    return _DIACRITICS.sub("", text).translate(_FOLDED).strip().casefold()


@cache
def _boilerplate() -> list[tuple[str, str]]:
    """Openings and reaches of boilerplate.tsv."""
    table = files("rawi.sources").joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return [(row[0], row[1]) for row in rows[1:]]
