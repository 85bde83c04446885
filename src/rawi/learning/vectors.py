"""Word vectors of floret: a word's vector is the mean of those of its character n-grams, hashed to buckets.

Any word has a vector, misspelt and unseen ones too, and the table stays small. After Bojanowski et al.,
*Enriching word vectors with subword information* (TACL, 2017); the hash is MurmurHash3, as in
github.com/explosion/floret: the first two of its four 32-bit words are two buckets.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mmh3
import numpy as np
from numpy.typing import NDArray

from rawi.learning.features import vector_form

NGRAMS = (3, 4, 5)
"""Lengths of the n-grams, the marks of the word's beginning and end counted."""
REMEMBERED = 100_000
"""N-grams whose buckets are remembered."""
LONGEST = 64
"""Letters of a word that count; what is longer is no word."""

_SEED = 2166136261


class Vectors:
    """The buckets, memory-mapped: processes on one machine share them."""

    def __init__(self, folder: Path) -> None:
        self._buckets = np.asarray(np.load(folder / "buckets.int8.npy", mmap_mode="r"))
        self._scales: NDArray[np.float32] = np.load(folder / "scales.npy")
        self._places: dict[str, tuple[int, int]] = {}

    def vector(self, norm: str) -> NDArray[np.float32]:
        """The vector of a folded word form."""
        buckets = [place for gram in _ngrams(vector_form(norm)[:LONGEST]) for place in self._place(gram)]
        scaled = self._buckets[buckets].astype(np.float32) * self._scales[buckets][:, None]
        mean: NDArray[np.float32] = scaled.mean(0)
        return mean

    def _place(self, gram: str) -> tuple[int, int]:
        places = self._places.get(gram)
        if places is None:
            if len(self._places) >= REMEMBERED:
                self._places.clear()
            word, _ = mmh3.hash64(gram.encode("utf-8", "replace"), _SEED, signed=False)
            count = len(self._buckets)
            places = self._places[gram] = (word & 0xFFFFFFFF) % count, (word >> 32) % count
        return places


def _ngrams(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    yield marked
    for start in range(len(marked)):
        for length in NGRAMS:
            if start + length <= len(marked):
                yield marked[start : start + length]
