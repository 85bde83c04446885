"""What near-copies are found and measured by: runs of words, and the bands of their MinHash signatures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from rensa import RMinHash

from rawi.text.letters import MARKS, fold

LEAST = 20
"""Shingles that a text must have to be compared: what is shorter is a headline, a table, a caption."""
BANDS = 24
ROWS = 2
"""Two texts whose shingles overlap by J (Jaccard) share a band with a chance of 1 - (1 - J²)^24: 0.97 at
0.37, as of a text and its half."""
_SEED = 7
_WORD = re.compile(rf"[\w{MARKS}]+")
_BAND_BYTES = 5


def words(text: str) -> list[str]:
    """The words in the spelling in which they are compared: vowel marks, hamza, ta marbuta, final ya, the
    shapes of digits, and punctuation do not count."""
    return [_folded(word) for word in _WORD.findall(text)]


@lru_cache(50_000)
def _folded(word: str) -> str:
    return fold(word).translate(_DIGITS)


def shingles(text: str) -> set[str]:
    """All runs of three words. Of a text that is reprinted with small edits more than 0.8 of them stay, of
    news that is told in other words hardly 0.1 are the same."""
    found = words(text)
    return set(map(" ".join, zip(found, found[1:], found[2:], strict=False)))


def bands(of: Iterable[str]) -> list[int]:
    """Numbers below 2**40: two sets of shingles that share one are likely to overlap much.

    A set of fewer than `LEAST` has none.
    """
    runs = list(of)
    if len(runs) < LEAST:
        return []
    signature = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    signature.update(runs)
    values = signature.digest()
    return [_band(number, values[number * ROWS : (number + 1) * ROWS]) for number in range(BANDS)]


def _band(number: int, values: Sequence[int]) -> int:
    data = b"".join(value.to_bytes(8, "little") for value in (number, *values))
    return int.from_bytes(blake2b(data, digest_size=_BAND_BYTES).digest(), "little")


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
