"""The measure of names: exact spans against a corpus in columns, of nested names the outermost."""

from __future__ import annotations

from pathlib import Path

import pytest

from rawi.evaluation import GoldError
from rawi.evaluation.recognition import COARSE, FINE, FindNames, load_name_corpus, score_names
from rawi.schema import Article, Span

COARSE_CORPUS = """زار O
هاني B-PERS
الراعي I-PERS
الواحة B-LOC
. O

وفد O
من O
شركة B-ORG
النخيل I-ORG
"""

NESTED_CORPUS = """سكرتير B-OCC
اتحاد I-OCC B-ORG
الصيادين I-OCC I-ORG
$#$ O
مطار B-FAC
الواحة I-FAC B-GPE
"""


def _finds(*names: tuple[str, str]) -> FindNames:
    """A reader that finds the given words with the given kinds wherever they stand."""

    def find(article: Article) -> list[tuple[Span, str]]:
        found = [(article.text.find(words), words, kind) for words, kind in names]
        return [(Span(at, at + len(words)), kind) for at, words, kind in found if at >= 0]

    return find


def _corpus(folder: Path, text: str) -> Path:
    path = folder / "names.conll"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_name_is_right_if_all_its_words_and_its_kind_are(tmp_path: Path) -> None:
    corpus = load_name_corpus(_corpus(tmp_path, COARSE_CORPUS))
    assert corpus.kinds is COARSE
    rows = score_names(corpus, _finds(("هاني", "PER"), ("الواحة", "GPE"), ("شركة النخيل", "ORG")))
    assert (rows["PER"].correct, rows["PER"].predicted, rows["PER"].gold) == (0, 1, 1)
    assert rows["LOC"].f1 == 1  # GPE and LOC are one class there
    assert (rows["all"].correct, rows["all"].predicted, rows["all"].gold) == (2, 3, 3)


def test_kinds_that_the_corpus_does_not_annotate_are_left_out(tmp_path: Path) -> None:
    corpus = load_name_corpus(_corpus(tmp_path, COARSE_CORPUS))
    assert score_names(corpus, _finds(("وفد", "OCC")))["all"].predicted == 0


def test_of_nested_names_the_outermost_counts(tmp_path: Path) -> None:
    corpus = load_name_corpus(_corpus(tmp_path, NESTED_CORPUS))
    assert corpus.kinds is FINE
    rows = score_names(corpus, _finds(("سكرتير اتحاد الصيادين", "OCC"), ("الواحة", "GPE")))
    assert rows["OCC"].f1 == 1 and rows["ORG"].gold == 0
    assert rows["GPE"].f1 == 1  # a facility is no class of the measure


def test_a_file_without_names_is_an_error_that_says_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="a word and its class"):
        load_name_corpus(_corpus(tmp_path, "قال O\nالمدير O\n"))
    windows = tmp_path / "windows.conll"
    windows.write_bytes("هاني B-PERS\n".encode("windows-1256"))
    with pytest.raises(GoldError, match="no UTF-8"):
        load_name_corpus(windows)
