"""What a web page says of itself: structured data, `meta` elements, small print around the headline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from rawi.schema import PublicationTime
from rawi.sources.folding import fold
from rawi.sources.publication import day_in_url, read_arabic_day, read_time

_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Report|Posting)$")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "dd", "div", "dl", "dt"),
        *("figcaption", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "time"),
        *("tr", "ul"),
    )
)
_INLINE = frozenset(("a", "b", "em", "font", "i", "label", "small", "span", "strong"))
_HOLDERS = frozenset(("div", "header", "section", "aside", "td", "span", "ul"))
_WORD = re.compile(r"\w")
_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "svg", "select", "option", "textarea")
)
_PUBLISHED_META = (  # the surest first
    *("article:published_time", "og:article:published_time", "og:published_time", "published_time"),
    *("datepublished", "rnews:datepublished", "date_published", "article.published", "parsely-pub-date"),
    *("pubdate", "bt:pubdate", "publishdate", "publish_date", "publication_date", "publicationdate"),
    *("cxenseparse:recs:publishtime", "sailthru.date", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date"),
)
_MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|time|published?|pubdate|timestamp|posted)(?:$|[\s_-])|تاريخ", re.I
)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:author|byline|writer|by-?author|editor)(?:$|[\s_-])|كاتب", re.I)
_UPDATED = re.compile("updat|modif", re.I)
_YEAR = re.compile(r"(?:19|20|14|١٩|٢٠|١٤|۲۰|۱۴)[0-9٠-٩۰-۹]{2}")
_MAX_LABEL = 120
"""Characters of a line of small print."""
_BEFORE, _AFTER = 6, 14
"""Lines around the headline in which the small print stands."""
_MAX_BYLINE = 80
_MAX_OUTLET = 40
_TITLE_PARTS = re.compile(r"\s+[–—-]\s+|\s*(?:[|»]|::)\s*")


class Line(NamedTuple):
    """A line of the page as it is seen."""

    text: str
    element: HtmlElement


class PageMetadata:
    """What a page says of itself; every part is empty where it says nothing."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self.meta = _meta(tree)
        self.data = _structured_data(tree)
        self.lines = list(visible_lines(tree))
        self._tree = tree
        self.url = self._canonical(url)
        self.outlet = self._named_outlet()
        self.title = self._title()
        self.outlet = self.outlet or self._outlet_in_title() or _host(self.url)
        self.byline = self._byline()

    def times(self) -> list[PublicationTime]:
        """What the page says of its time of publication."""
        found = [*self._structured_times(), *self._element_times(), *self._text_times()]
        if day := day_in_url(self.url):
            found.append(PublicationTime(value=day, source="url", confidence=0.8))
        return found

    def _canonical(self, url: str) -> str:
        links = [
            e.get("href") or ""
            for e in self._tree.iter("link")
            if "canonical" in (e.get("rel") or "").split()
        ]
        for named in [*links, self.meta.get("og:url", ""), _text(self.data.get("url"))]:
            full = urljoin(url, named.strip()) if named.strip() else ""
            parts = urlsplit(full) if full.startswith(("http://", "https://")) else None
            if parts and (parts.path.strip("/") or parts.query or not urlsplit(url).path.strip("/")):
                return full
        return url

    def _named_outlet(self) -> str:
        publisher = self.data.get("publisher")
        named = [
            self.meta.get("og:site_name"),
            _text(publisher[0] if isinstance(publisher, list) and publisher else publisher),
            self.meta.get("application-name"),
            self.meta.get("dc.publisher"),
        ]
        return next((" ".join(name.split()) for name in named if name and name.strip()), "")

    def _outlet_in_title(self) -> str:
        """What stands beside the headline in the page's `title`: last, else first."""
        parts = _TITLE_PARTS.split(_page_title(self._tree))
        others = [part for part in parts if part and fold(part) != fold(self.title)]
        if len(parts) < 2 or len(others) == len(parts):
            return ""
        return next((part for part in (others[-1], others[0]) if len(part) <= _MAX_OUTLET), "")

    def _title(self) -> str:
        """The headline: the page's only `h1`, where structured data or `title` say the same; else these."""
        said = [
            _text(self.data.get("headline")),
            self.meta.get("og:title", ""),
            self.meta.get("twitter:title", ""),
        ]
        said = [" ".join(s.split()) for s in [*said, _page_title(self._tree)] if s and s.strip()]
        heads = [" ".join(e.text_content().split()) for e in self._tree.iter("h1")]
        heads = [head for head in heads if head and fold(head) != fold(self.outlet)]
        for head in heads:
            if any(
                fold(head) in fold(s) or (len(s) > 20 and fold(s).rstrip(" .…") in fold(head)) for s in said
            ):
                return head
        best = said[0] if said else heads[0] if heads else ""
        return _without_site_name(best, self.outlet)

    def _byline(self) -> str:
        author = self.data.get("author") or self.data.get("creator")
        names = [_text(a) for a in author] if isinstance(author, list) else [_text(author)]
        named = ["، ".join(name for name in names if self._is_writer(name))]
        named += [
            self.meta.get(key, "")
            for key in ("author", "article:author", "dc.creator", "byl", "parsely-author")
        ]
        named += self._element_bylines()
        return next((clean for name in named if self._is_writer(clean := _clean_byline(name))), "")

    def _is_writer(self, name: str) -> bool:
        folded = fold(name)
        return (
            2 < len(folded) <= _MAX_BYLINE
            and folded not in _labels()["no_author"]
            and folded not in {fold(self.outlet), _host(self.url)}
            and not folded.startswith(("http", "@", "www."))
            and not re.search(r"\d{3}", folded)
        )

    def _element_bylines(self) -> Iterator[str]:
        for element in self._tree.iter():
            if not isinstance(element.tag, str) or element.tag in _UNSEEN:
                continue
            if (
                "author" in (element.get("rel") or "").split()
                or element.get("itemprop") == "author"
                or (_BYLINE_CLASS.search(element.get("class") or ""))
            ):
                text = " ".join(element.text_content().split())
                if text and len(text) <= _MAX_BYLINE:
                    yield text
        for line in self._around_headline():
            label, rest = _split_label(line.text)
            if label == "byline" and (":" in line.text[:14] or fold(line.text).startswith("بقلم")):
                yield rest

    def _structured_times(self) -> Iterator[PublicationTime]:
        for key, confidence in (
            ("datePublished", 0.97),
            ("dateCreated", 0.8),
            ("coverageStartTime", 0.7),
            ("dateModified", 0.5),
        ):
            if value := read_time(_text(self.data.get(key))):
                yield PublicationTime(value=value, source="json-ld", confidence=confidence)
                break
        for key in (*_PUBLISHED_META, *_MODIFIED_META):
            if (said := self.meta.get(key)) and (value := read_time(said)):
                confidence = 0.5 if key in _MODIFIED_META else 0.9 if key in {"date", "dc.date"} else 0.95
                yield PublicationTime(value=value, source="meta", confidence=confidence)
                break

    def _element_times(self) -> Iterator[PublicationTime]:
        elements = [e for e in self._tree.iter("time") if e.get("datetime")]
        marked = [
            e
            for e in self._tree.iter()
            if isinstance(e.tag, str)
            and (e.get("itemprop") == "datePublished" or e.get("pubdate") is not None)
        ]
        for element in marked:
            said = element.get("datetime") or element.get("content") or element.text_content()
            if value := read_time(said):
                yield PublicationTime(value=value, source="time-element", confidence=0.9)
                return
        near = {id(line.element) for line in self._around_headline()}
        for element in elements:
            classes = element.get("class") or ""
            if _UPDATED.search(classes) and "publish" not in classes:
                continue
            if len(elements) == 1 or id(element) in near or any(id(child) in near for child in element):
                if value := read_time(element.get("datetime") or ""):
                    yield PublicationTime(value=value, source="time-element", confidence=0.85)
                return

    def _text_times(self) -> Iterator[PublicationTime]:
        """Days in lines of small print; the best of those that are labelled, marked by class, or stand
        under the headline."""
        best: tuple[float, str] | None = None
        around = self._around_headline()
        behind = {id(line) for line in self._around_headline(before=0)}
        above = around[len(around) - len(behind) - 1 : len(around) - len(behind)]
        for line in [*around, *(line for line in self.lines if _split_label(line.text)[0])]:
            if len(line.text) > _MAX_LABEL or not _YEAR.search(line.text):
                continue
            label = _split_label(line.text)[0]
            classes = " ".join(e.get("class") or "" for e in _near_ancestors(line.element))
            if label == "published":
                confidence = 0.85
            elif label == "updated":
                confidence = 0.55
            elif _DATE_CLASS.search(classes) and not _UPDATED.search(classes):
                confidence = 0.8
            elif id(line) in behind and len(line.text) <= 70:
                confidence = 0.7
            elif line in above and len(line.text) <= 70:
                confidence = 0.6
            else:
                continue
            if best is None or confidence > best[0]:
                day = read_arabic_day(line.text)
                best = (confidence, day) if day else best
        if best:
            yield PublicationTime(value=best[1], source="page-text", confidence=best[0])

    def _around_headline(self, before: int = _BEFORE) -> list[Line]:
        title = fold(self.title)
        at = next((n for n, line in enumerate(self.lines) if title and fold(line.text) == title), None)
        if at is None:
            return self.lines[:_AFTER]
        return self.lines[max(0, at - before) : at + 1 + _AFTER]


def visible_lines(tree: HtmlElement) -> Iterator[Line]:
    """The lines of a page, in order, each with the element that it begins in."""
    parts: list[str] = []
    begun: list[HtmlElement] = []

    def ended() -> Iterator[Line]:
        if text := " ".join("".join(parts).split()):
            yield Line(text, begun[0])
        parts.clear()
        begun.clear()

    apart: dict[HtmlElement, bool] = {}
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        is_block = element.tag in _BLOCKS or _stands_apart(element, apart)
        if leaving:
            if is_block:
                yield from ended()
            parent = element.getparent()
            if element.tail and parent is not None and element is not tree:
                parts.append(element.tail)
                begun.append(parent)
            continue
        stack.append((element, True))
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if is_block:
            yield from ended()
        if element.text:
            parts.append(element.text)
            if element.text.strip():
                begun.append(element)
        stack.extend((child, False) for child in reversed(element))
        begun = begun or [element]
    yield from ended()


def _stands_apart(element: HtmlElement, apart: dict[HtmlElement, bool]) -> bool:
    """Whether an inline element is one of several pieces of small print, not part of a sentence: what holds
    it has no words of its own. `apart` remembers the answer for each parent."""
    parent = element.getparent()
    if element.tag not in _INLINE or parent is None or parent.tag not in _HOLDERS:
        return False
    if parent not in apart:
        own = [parent.text, *(child.tail for child in parent)]
        apart[parent] = len(parent) > 1 and not any(text and _WORD.search(text) for text in own)
    return apart[parent]


def _near_ancestors(element: HtmlElement) -> list[HtmlElement]:
    return [element, *list(element.iterancestors())[:2]]


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The contents of `meta` elements by their names, small letters; the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _structured_data(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD object of the article; empty where there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        source = re.sub(
            r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?://\s*\]\]>|\]\]>|-->)\s*;?\s*$",
            "",
            script.text or "",
        )
        try:
            document = json.loads(source.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _objects(document):
            kinds = found.get("@type")
            if any(
                _ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return found
    return {}


def _objects(document: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(document, list):
        for part in document:
            yield from _objects(part, depth + 1)
    elif isinstance(document, dict):
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _objects(document.get(key), depth + 1)


def _text(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("@id") or value.get("url") or ""
    return value.strip() if isinstance(value, str) else ""


def _clean_byline(name: str) -> str:
    label, rest = _split_label(" ".join(name.split()))
    return (rest if label == "byline" else name).strip(' \t|:–—-،,«»"')


def _split_label(line: str) -> tuple[str, str]:
    """The class of the label that a line begins with, empty where there is none, and what follows it."""
    folded = fold(line.lstrip(" -–•|"))[:40]
    for kind in ("published", "updated", "byline"):
        for words in _labels()[kind]:
            if folded.startswith(words) and not folded[len(words) : len(words) + 1].isalpha():
                cut = re.match(rf"(?:\W*\w+){{{len(words.split())}}}[\s:：/|،-]*", line)
                return kind, line[cut.end() :].strip() if cut else ""
    return "", line


@cache
def _labels() -> dict[str, list[str]]:
    """Labels by class, the longest first."""
    table = files("rawi.sources").joinpath("page_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    labels: dict[str, list[str]] = {"published": [], "updated": [], "byline": [], "no_author": []}
    for kind, words, _ in sorted(rows[1:], key=lambda row: -len(row[1])):
        labels[kind].append(fold(words))
    return labels


def _page_title(tree: HtmlElement) -> str:
    return next((" ".join(e.text_content().split()) for e in tree.iter("title")), "")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _without_site_name(title: str, site: str) -> str:
    """`title` without the outlet's name before or behind a dash or a bar."""
    parts = _TITLE_PARTS.split(title)
    if len(parts) < 2 or not site:
        return title
    if fold(parts[-1]) == fold(site):
        return title[: title.rindex(parts[-1])].rstrip(" |–—-:")
    if fold(parts[0]) == fold(site):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |–—-:")
    return title
