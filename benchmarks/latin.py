"""How often Latin names are as the English press writes them, on 300 names of news figures.

    python benchmarks/latin.py [--misses]

Half of the names stand in the gazetteer. "exactly": one of the usual spellings, case apart; "one letter": at
most one letter added, left out or changed, hyphens, apostrophes and case apart.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from machine import describe_machine

from rawi.entities.latin import latin_name

LIST = Path(__file__).parents[1] / "tests" / "entities" / "latin_names.tsv"


class Result(NamedTuple):
    """One name of the list and what was made of it."""

    name: str
    usual: tuple[str, ...]
    inside: bool
    text: str
    by: str

    @property
    def exact(self) -> bool:
        """As one of the usual spellings, case apart."""
        return self.text.lower() in [spelling.lower() for spelling in self.usual]

    @property
    def near(self) -> bool:
        """Within one letter of one of them."""
        return min(distance(bare(self.text), bare(spelling)) for spelling in self.usual) <= 1


def bare(text: str) -> str:
    """Small letters without hyphens and apostrophes."""
    return text.lower().replace("-", " ").replace("'", "")


def distance(one: str, other: str) -> int:
    """Letters to add, leave out or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def results(spell: Callable[[str], tuple[str, str]]) -> Iterator[Result]:
    """What `spell` makes of each name of the list."""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, usual, gazetteer = line.split("\t")
            yield Result(name, tuple(usual.split("|")), gazetteer == "in", *spell(name))


def by_rawi(name: str) -> tuple[str, str]:
    """Rawi's spelling and its way."""
    latin = latin_name(name, "person")
    return (latin.text, latin.by) if latin else ("", "none")


def by_library(name: str) -> tuple[str, str]:
    """What arabic-name-romanizer alone gives."""
    from arabic_name_romanizer import transliterate

    return str(transliterate(name)), "arabic-name-romanizer"


def print_shares(title: str, found: list[Result]) -> None:
    """One line: how many, exactly, within one letter."""
    if found:
        exact = sum(r.exact for r in found) / len(found)
        near = sum(r.exact or r.near for r in found) / len(found)
        print(f"{title:34s} {len(found):5d} {exact:9.1%} {near:11.1%}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--misses", action="store_true", help="print the names that are not exact")
    options = parser.parse_args()
    print(describe_machine(), "\n")
    start = time.perf_counter()
    found = list(results(by_rawi))
    spent = time.perf_counter() - start
    print(f"{'':34s} {'names':>5s} {'exactly':>9s} {'one letter':>11s}")
    print_shares("all", found)
    print_shares("in the gazetteer", [r for r in found if r.inside])
    print_shares("outside the gazetteer", [r for r in found if not r.inside])
    for way in sorted({r.by for r in found}):
        print_shares(f"  by {way}", [r for r in found if r.by == way])
    library = list(results(by_library))
    print_shares("arabic-name-romanizer alone", library)
    print_shares("  outside the gazetteer", [r for r in library if not r.inside])
    print(f"\n{spent / len(found) * 1e3:.2f} ms a name, loading included")
    for r in found if options.misses else ():
        if not r.exact:
            print("near" if r.near else "far ", r.by, r.name, r.text, "|".join(r.usual), sep="\t")


if __name__ == "__main__":
    main()
