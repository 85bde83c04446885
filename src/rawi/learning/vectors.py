"""Word vectors of floret: a word's vector is the mean of those of its character n-grams, hashed to buckets.

Any word has a vector, misspelt and unseen ones too, and the table stays small. After Bojanowski et al.,
*Enriching word vectors with subword information* (TACL, 2017); the hash as in github.com/explosion/floret.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
_MASK = (1 << 64) - 1


class Vectors:
    """The buckets, memory-mapped: processes on one machine share them."""

    def __init__(self, folder: Path) -> None:
        self._buckets = np.load(folder / "buckets.int8.npy", mmap_mode="r")
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
            first, second = murmur3(gram.encode("utf-8", "replace"))
            count = len(self._buckets)
            places = self._places[gram] = first % count, second % count
        return places


def _ngrams(word: str) -> Iterator[str]:
    marked = f"<{word}>"
    yield marked
    for start in range(len(marked)):
        for length in NGRAMS:
            if start + length <= len(marked):
                yield marked[start : start + length]


def murmur3(data: bytes, seed: int = _SEED) -> tuple[int, int]:
    """The first two of the four 32-bit words of MurmurHash3_x64_128."""
    c1, c2 = 0x87C37B91114253D5, 0x4CF5AD432745937F
    h1 = h2 = seed
    whole = len(data) // 16 * 16
    for at in range(0, whole, 16):
        k1 = int.from_bytes(data[at : at + 8], "little")
        k2 = int.from_bytes(data[at + 8 : at + 16], "little")
        h1 ^= _rotate(k1 * c1 & _MASK, 31) * c2 & _MASK
        h1 = ((_rotate(h1, 27) + h2) * 5 + 0x52DCE729) & _MASK
        h2 ^= _rotate(k2 * c2 & _MASK, 33) * c1 & _MASK
        h2 = ((_rotate(h2, 31) + h1) * 5 + 0x38495AB5) & _MASK
    tail = data[whole:]
    if len(tail) > 8:
        h2 ^= _rotate(int.from_bytes(tail[8:], "little") * c2 & _MASK, 33) * c1 & _MASK
    if tail:
        h1 ^= _rotate(int.from_bytes(tail[:8], "little") * c1 & _MASK, 31) * c2 & _MASK
    h1 ^= len(data)
    h2 ^= len(data)
    h1 = (h1 + h2) & _MASK
    h2 = (h2 + h1) & _MASK
    h1, h2 = _mix(h1), _mix(h2)
    h1 = (h1 + h2) & _MASK
    return h1 & 0xFFFFFFFF, h1 >> 32


def _rotate(x: int, bits: int) -> int:
    x &= _MASK
    return ((x << bits) | (x >> (64 - bits))) & _MASK


def _mix(k: int) -> int:
    k ^= k >> 33
    k = k * 0xFF51AFD7ED558CCD & _MASK
    k ^= k >> 33
    k = k * 0xC4CEB9FE1A85EC53 & _MASK
    return k ^ (k >> 33)
