"""Names that are found, against corpora of annotated names: exact spans, in per cent.

    python benchmarks/names.py anercorp-test.conll wojood-sample-test.txt

Twice: those of the networks alone, and those of the reading, in which gazetteers and the other mentions of an
entity have a say. One word and its classes a line; of nested names the outermost one of the measured kinds
counts. Where a corpus has one class for all places (ANERcorp), LOC and GPE count as that, and peoples and
offices, which it does not annotate, are left out. The reading does not tell GPE from LOC: its places count as
GPE, and it has no MISC.
"""

from __future__ import annotations

import sys

from machine import describe_machine

from rawi.evaluation.recognition import FindNames, load_name_corpus, score_names
from rawi.reading.reader import Reader
from rawi.schema import Article, Span

KINDS = {
    "person": "PER",
    "organization": "ORG",
    "media": "ORG",
    "place": "GPE",
    "group": "NORP",
    "office": "OCC",
}


def main(paths: list[str]) -> None:
    """Prints two tables for each corpus."""
    reader = Reader()

    def by_networks(article: Article) -> list[tuple[Span, str]]:
        doc = reader.document(article)
        return [(doc.span(name.span), name.kind) for name in doc.learned_names or ()]

    def in_reading(article: Article) -> list[tuple[Span, str]]:
        return [
            (mention.span, "OCC" if mention.form == "office" else KINDS[entity.kind])
            for entity in reader.read(article).entities
            for mention in entity.mentions
        ]

    print(describe_machine())
    for path in paths:
        _print(f"{path}, networks alone", path, by_networks)
        _print(f"{path}, as in the reading", path, in_reading)


def _print(title: str, path: str, find_names: FindNames) -> None:
    print(f"\n{title}\n{'':6}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>7}")
    for kind, row in score_names(load_name_corpus(path), find_names).items():
        figures = f"{100 * row.precision:10.1f}{100 * row.recall:8.1f}{100 * row.f1:7.1f}{row.gold:7}"
        print(f"{kind:6}{figures}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/names.py CORPUS...")
    main(sys.argv[1:])
