"""Plain text, with or without a headline in its first line."""

from __future__ import annotations

from rawi.schema import Article

MAX_HEADLINE = 160
"""Characters; the longest headline in the newspapers seen has 140."""
_FINAL_STOPS = (".", "…", "؛", "،", ",", ":")


def plain_article(text: str, *, id: str = "") -> Article:
    """The article that a text file holds.

    Line ends become `\\n`, blank lines around the text go. The first line is the headline where it is one by
    what it is (see `headline_length`).
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\ufeff \t\n\f\v")
    end = headline_length(text)
    if end == 0:
        return Article(body=text, id=id)
    return Article(title=text[:end].strip(), body=text[end:].strip(" \t\n"), id=id)


def headline_length(text: str) -> int:
    """Length of the headline that `text` begins with, 0 where it begins with its first sentence.

    A headline is one short line without a stop at its end, and something longer follows: a blank line and
    text, or a line that is longer than it. A dateline (`باريس - أ.ف.ب`) that opens the text line is part of
    the body.
    """
    first, _, rest = text.partition("\n")
    headline, body = first.strip(), rest.strip()
    if not headline or not body or len(headline) > MAX_HEADLINE or headline.endswith(_FINAL_STOPS):
        return 0
    next_line = body.split("\n", 1)[0].strip()
    blank_follows = rest.lstrip(" \t").startswith("\n")
    if blank_follows and len(body) > len(headline):
        return len(first)
    return len(first) if len(next_line) > len(headline) else 0
