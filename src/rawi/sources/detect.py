"""Formats: what a file is, by its first characters and never by its name."""

from __future__ import annotations

import re
from typing import Literal

from rawi.sources.table import find_dialect

Format = Literal["json", "jsonl", "json-feed", "feed", "sitemap", "html", "table", "plain"]

_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an old Office document", "save its text as .txt"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"BZh", "a bzip2 archive", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "an xz archive", "unpack it with unxz"),
    (b"\x89PNG", "a picture", "give its text"),
    (b"\xff\xd8\xff", "a picture", "give its text"),
    (b"GIF8", "a picture", "give its text"),
    (b"SQLite format 3", "an SQLite database", "export its articles as .jsonl"),
)
_TAG_NAMES = (
    "html|head|body|title|meta|link|script|style|div|p|article|section|main|span|h[1-6]|br|table|ul|a|img"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PAGE = re.compile(
    rf"\s*(?>(?:<\?xml[^>]*>|<!--(?>.*?-->))\s*)*+(?:<!doctype\s+html|<(?:{_TAG_NAMES})[\s>])",
    re.IGNORECASE | re.DOTALL,
)


_FEED = re.compile(
    r"\s*(?>(?:<\?[^>]*>|<!--(?>.*?-->)|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*+<(?:\w+:)?"
    r"(?P<root>rss|feed|RDF|urlset|sitemapindex)[\s>]",
    re.DOTALL,
)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https://jsonfeed\.org/version/')


def foreign_format(head: bytes) -> tuple[str, str] | None:
    """What the bytes are, and a remedy, where they are a well-known format that holds no plain articles."""
    for magic, name, remedy in _FOREIGN:
        if head.startswith(magic):
            return f"it is {name}", remedy
    if head[257:262] == b"ustar":
        return "it is a tar archive", "unpack it with tar and name the folder"
    return None


def detect_format(head: str) -> Format:
    """The format of a text that begins with `head`."""
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("{") and _JSON_FEED.search(start, 0, 2000):
        return "json-feed"
    if re.match(r'\{\s*(?:"|\})', start):
        return "jsonl" if _is_one_object_a_line(start) else "json"
    if re.match(r"\[\s*[\[{\]]", start):
        return "json"
    if found := _FEED.match(start):
        return "feed" if found["root"] in {"rss", "feed", "RDF"} else "sitemap"
    if _PAGE.match(start) or len(_TAG.findall(head[:20_000])) >= 3:
        return "html"
    return "table" if find_dialect(start) else "plain"


def _is_one_object_a_line(start: str) -> bool:
    """Whether records stand one on a line; a broken first record must not turn the file into something
    else."""
    first, _, rest = start.partition("\n")
    second = rest.lstrip()
    if second.startswith("{"):
        return True
    return len(first) > 2 and (not second or first.rstrip().endswith("}"))
