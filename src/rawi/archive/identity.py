"""What makes two articles the same one, and two of its texts the same version."""

from __future__ import annotations

import hashlib
from urllib.parse import unquote, urlsplit

from rawi.schema import Article

_DIGEST_BYTES = 16


def identity_of(article: Article) -> str:
    """What an article is known by: its address, else outlet and id, else its text.

    Of an address the scheme, `www.`, the fragment, what was added to trace readers (`utm_source`) and the
    way in which letters are escaped do not count.
    """
    if article.url and (url := canonical_url(article.url)):
        return f"url {url}"
    if article.outlet and article.id:
        return f"id {article.outlet} {article.id}"
    return f"text {digest_of(article.text)}"


def digest_of(text: str) -> str:
    """A digest of a text, as hexadecimal digits: the same for the same characters."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()


def canonical_url(url: str) -> str:
    """The part of an address that names the page, without its scheme; empty where it names no page.

    >>> canonical_url("https://WWW.Example.com:443/news/5/?utm_source=feed#top")
    'example.com/news/5'
    """
    from courlan import normalize_url  # comes with trafilatura; only where articles are added

    try:
        parts = urlsplit(normalize_url(url.strip()))
    except ValueError:
        return url.strip()
    path, query = parts.path.rstrip("/"), f"?{parts.query}" if parts.query else ""
    if not (path or query):
        return ""  # the address of an outlet, which some corpora give to all its articles
    return unquote(f"{parts.netloc.removeprefix('www.')}{path}{query}")
