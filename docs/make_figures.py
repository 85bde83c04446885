"""Writes the table of figures into README.md.

    python docs/make_figures.py GOLD.jsonl

The table is what `rawi evaluate GOLD.jsonl` prints; it replaces the block after the mark `<!-- figures`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rawi.evaluation import load_gold, read_gold, score

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"(<!-- figures[^\n]*-->\n```text\n).*?(\n```)", re.DOTALL)


def main(path: str) -> None:
    """Measures, and puts the table in its place."""
    gold = load_gold(path)
    table = str(score(gold, read_gold(gold)))
    text, times = BLOCK.subn(lambda m: m[1] + table + m[2], README.read_text(encoding="utf-8"))
    if times != 1:
        sys.exit("README.md has no place for the figures")
    README.write_text(text, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python docs/make_figures.py GOLD.jsonl")
    main(sys.argv[1])
