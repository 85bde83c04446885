"""Vectors: the hash is floret's, a word has one vector whatever was looked up before."""

from __future__ import annotations

import numpy as np
import pytest

from rawi.learning.files import MODEL_FOLDER
from rawi.learning.vectors import Vectors, murmur3


@pytest.mark.parametrize(
    ("data", "seed", "words"),
    [
        (b"", 0, (0x00000000, 0x00000000)),
        (b"hello", 0, (0x41BD9B02, 0xCBD8A7B3)),
        (b"The quick brown fox jumps over the lazy dog", 0, (0xBC071B6C, 0xE34BBC7B)),
    ],
)
def test_the_hash_is_murmurhash3(data: bytes, seed: int, words: tuple[int, int]) -> None:
    found = murmur3(data, seed)
    assert found == words, [hex(word) for word in found]


def test_the_hash_of_every_length_is_its_own() -> None:
    found = {murmur3(("س" * k).encode()) for k in range(40)}
    assert len(found) == 40


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
