"""How well places are found and told apart, and how long it takes.

    python benchmarks/places.py [MARKED.txt ...] [--rules-only] [--faults]

Without a file it reads the marked articles of the tests.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from machine import demo_articles, describe_machine

from rawi.entities.places import find_places
from rawi.evaluation.places import marked_articles, measure_places
from rawi.reading.document import Document
from rawi.reading.reader import Reader

LISTS = Path(__file__).parents[1] / "tests" / "entities"
ROUNDS = 200


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rules-only", action="store_true", help="without the networks")
    parser.add_argument("--faults", action="store_true", help="also show each mention that is wrong")
    options = parser.parse_args()
    reader = Reader(rules_only=options.rules_only)
    print(describe_machine())
    for path in options.files or sorted(LISTS.glob("places*.txt")):
        figures = measure_places(marked_articles(path), reader.read)
        print(
            f"{path.name}: {figures.mentions} mentions, found {figures.found / figures.mentions:.1%}, "
            f"right country {figures.country / figures.mentions:.1%}, "
            f"right place {figures.place / max(figures.known, 1):.1%} of {figures.known} in GeoNames; "
            f"{figures.wrong} of {figures.negatives} other words taken for places"
        )
        if options.faults:
            print(*(f"  {fault}" for fault in figures.faults), sep="\n")
    print(f"{1000 * _seconds(reader):.2f} ms per article")


def _seconds(reader: Reader) -> float:
    """Time of the step on a demo article, after the first time."""
    documents = [Document(article, reader.lexicon) for article in demo_articles()]
    for document in documents:
        find_places(document)
    start = time.process_time()
    for _ in range(ROUNDS):
        for document in documents:
            find_places(document)
    return (time.process_time() - start) / ROUNDS / len(documents)


if __name__ == "__main__":
    main()
