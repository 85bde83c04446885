"""Vectors: a word has one, whatever was looked up before; that they are floret's own, training tests."""

from __future__ import annotations

import numpy as np

from rawi.learning.files import MODEL_FOLDER
from rawi.learning.vectors import Vectors


def test_a_vector_does_not_hang_on_what_was_looked_up_before() -> None:
    one, other = Vectors(MODEL_FOLDER / "vectors"), Vectors(MODEL_FOLDER / "vectors")
    for word in ("وزير", "وزيره", "الوزير", "w" * 10_000, "12", "😀"):
        other.vector(word[::-1])
        assert np.array_equal(one.vector(word), other.vector(word))
        assert one.vector(word).shape == (100,)


def test_digits_are_alike_and_related_words_are_near() -> None:
    vectors = Vectors(MODEL_FOLDER / "vectors")
    assert np.array_equal(vectors.vector("2015"), vectors.vector("1987"))

    def near(one: str, other: str) -> float:
        a, b = vectors.vector(one), vectors.vector(other)
        return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))

    assert near("الوزير", "وزير") > near("الوزير", "امطار")
