"""How many fields of web pages come out right, beside trafilatura alone.

    python benchmarks/pages.py

The pages are those of tests/sources/pages, made after the habits of ten kinds of Arabic outlets.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import trafilatura
from machine import describe_machine

from rawi.schema import Article
from rawi.sources import read_articles

PAGES = Path(__file__).parents[1] / "tests" / "sources" / "pages"
FIELDS = ("title", "byline", "outlet", "date", "body")


def with_rawi(path: Path) -> dict[str, Any]:
    """The fields as Rawi reads them."""
    (article,) = read_articles(path)
    return {name: getattr(article, name) for name in FIELDS} if isinstance(article, Article) else {}


def with_trafilatura(path: Path) -> dict[str, Any]:
    """The fields as trafilatura alone gives them."""
    found = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return {}
    return {
        "title": found.title or "",
        "byline": found.author or "",
        "outlet": found.sitename or "",
        "date": found.date,
        "body": found.text or "",
    }


def is_right(field: str, value: Any, expected: dict[str, Any]) -> bool:
    """Whether a field is as expected; a body has the right paragraphs and no others."""
    if field != "body":
        return bool(value == expected[field])
    lines = (value or "").split("\n")
    return len(lines) == len(expected["body"]) and all(map(str.startswith, lines, expected["body"]))


def main() -> None:
    """Reads, compares and prints."""
    expected = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    print(describe_machine(), "\n")
    print(f"{'':14s}" + "".join(f"{field:>8s}" for field in FIELDS) + f"{'ms/page':>10s}")
    for name, read in (("rawi", with_rawi), ("trafilatura", with_trafilatura)):
        read(PAGES / next(iter(expected)))  # what is loaded once does not count
        start = time.perf_counter()
        found = {page: read(PAGES / page) for page in expected}
        spent = (time.perf_counter() - start) / len(expected) * 1000
        right = [sum(is_right(f, found[p].get(f), expected[p]) for p in expected) for f in FIELDS]
        print(f"{name:14s}" + "".join(f"{count:>5d}/{len(expected)}" for count in right) + f"{spent:10.1f}")


if __name__ == "__main__":
    main()
