"""Names that the networks find, against corpora of annotated names: exact spans, in per cent.

    python benchmarks/names.py anercorp-test.conll wojood-sample-test.txt

One word and its classes a line; of nested names the outermost one of the measured kinds counts. Where a corpus
has one class for all places (ANERcorp), LOC and GPE count as that, and peoples and offices, which it does not
annotate, are left out.
"""

from __future__ import annotations

import sys

from machine import describe_machine

from rawi.evaluation.recognition import load_name_corpus, score_names
from rawi.reading.reader import Reader
from rawi.schema import Article, Span


def main(paths: list[str]) -> None:
    """Prints a table for each corpus."""
    reader = Reader()

    def find_names(article: Article) -> list[tuple[Span, str]]:
        doc = reader.document(article)
        return [(doc.span(name.span), name.kind) for name in doc.learned_names or ()]

    print(describe_machine())
    for path in paths:
        print(f"\n{path}\n{'':6}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>7}")
        for kind, row in score_names(load_name_corpus(path), find_names).items():
            figures = f"{100 * row.precision:10.1f}{100 * row.recall:8.1f}{100 * row.f1:7.1f}{row.gold:7}"
            print(f"{kind:6}{figures}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python benchmarks/names.py CORPUS...")
    main(sys.argv[1:])
