"""Features: their order is a part of every model, so it stands still; each is what it is called."""

from __future__ import annotations

import hashlib
import json

import numpy as np
from numpy.typing import NDArray

from rawi.learning import features as ft
from rawi.reading import lexicon as lx
from rawi.reading.document import Document
from rawi.reading.lexicon import load_lexicon
from rawi.schema import Article


def test_the_order_of_the_features_is_that_of_the_shipped_model() -> None:
    order = [ft.FLAGS, ft.TENSES, ft.ACTS, ft.PATTERNS, ft.NUMBERS, ft.GENDERS, ft.MARKS, ft.TABLES]
    digest = hashlib.sha256(json.dumps(order).encode()).hexdigest()[:16]
    assert digest == "70851899411fb80f", "another order needs another model"
    assert (ft.FORM, ft.CONTEXT) == (124, 27)


def test_every_flag_is_one_of_the_lexicon() -> None:
    bits = [getattr(lx, name) for name in ft.FLAGS]
    assert len(set(bits)) == len(bits)
    assert all(bit.bit_count() == 1 for bit in bits)


def test_a_flag_is_found_by_its_name() -> None:
    for norm, flag in {"الي": "PREPOSITION", "وزير": "OFFICE", "بيان": "DOCUMENT", "12": "NUMBER"}.items():
        assert _form(norm, norm)[ft.FLAGS.index(flag)] == 1, norm
        assert load_lexicon().word(norm).flags & getattr(lx, flag)


def test_vowel_marks_change_no_feature_of_a_form() -> None:
    assert np.array_equal(_form("إدارة", "اداره"), _form("إِدَارَة", "اداره"))
    assert not np.array_equal(_form("إدارة", "اداره"), _form("اداره", "اداره"))


def test_forms_and_places_have_as_many_features_as_they_say() -> None:
    assert _form("وقال", "وقال").shape == (ft.FORM,)
    assert _context("", "").shape == (1, ft.CONTEXT)  # the end of the headline's line


def test_places_in_quotations_brackets_and_the_headline() -> None:
    rows = _context("الجسر", "قال «نعم هذا الجسر مفتوح منذ أمس» (اليوم) ثم مضى.")
    quoted, long, bracketed, headline = rows[:, 2], rows[:, 4], rows[:, 10], rows[:, 11]
    assert headline.sum() == 1 and headline[0] == 1
    assert quoted.sum() == 6
    assert long.sum() == 8
    assert bracketed.sum() == 2


def _form(surface: str, norm: str) -> NDArray[np.float32]:
    return ft.form_features(surface, norm, load_lexicon())


def _context(title: str, body: str) -> NDArray[np.float32]:
    lexicon = load_lexicon()
    doc = Document(Article(title=title, body=body), lexicon)
    return ft.context_features(doc.tokens, doc.norms, doc.quotations, doc.headline_end, lexicon)
