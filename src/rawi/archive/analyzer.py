"""The words of search: what is indexed of a text, and what is looked up of a question, on every database.

Each word is indexed in two forms: `exact` is its folded spelling (hamza, ة and ه, ى and ي are one), and
`stem` what is left of that without article, clitics and endings. Where differences of spelling shall count,
texts are compared by `written`: the word as it is, without vowel marks and tatweel.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rawi.text.letters import MARKS
from rawi.text.tokens import tokenize

if TYPE_CHECKING:
    from Stemmer import Stemmer

VERSION = 1
"""Changes with the words that are made of a text: an index of another version has to be made again."""
MOST_WORDS = 16_000
"""Words of one text that are indexed; PostgreSQL numbers no more than 16,383."""
MOST_BYTES = 400_000
"""Bytes of its words that are indexed: hostile texts have long ones, and PostgreSQL takes 1 MB a text."""
LONGEST_WORD = 40
"""Letters after which a word is cut off; what is longer is no word of a language."""

_ARTICLE = re.compile("^(?:[وف]?[بك]?ال(?=..)(?!له$)|[وف]?لل(?=...))")
"""The article with the clitics before it: والوزير، بالوزارة، وللحكومة."""
_CLITIC = re.compile("^[وفبكل](?=.{4})")
"""One clitic letter before a word that keeps four letters or more: لوزير, not ورد."""
_SHORTEST_STEM = 3
_ARABIC = re.compile("^[\u0621-\u064a]+$")
_NOT_WRITTEN = re.compile(f"[{MARKS}\u200c\u200d]")
_NO_LETTERS = re.compile(r"[\s.]+")
_DIGITS = {
    ord(digit): str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)
}
_DIGITS |= {ord("٫"): ".", ord("٬"): ","}


class Word(NamedTuple):
    """A word of a text: its characters are `text[start:end]`."""

    start: int
    end: int
    exact: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order, in all their forms; numbers are words, marks of punctuation are not.

    >>> [word.stem for word in words("والمدرسة، مدرسته")]
    ['مدرس', 'مدرس']
    """
    for start, end, norm in tokenize(text):
        if norm[0].isalnum():
            yield Word(start, end, *_forms(norm))


def written(form: str) -> str:
    """A word without vowel marks and tatweel, otherwise as it is written."""
    return _NOT_WRITTEN.sub("", unicodedata.normalize("NFKC", form)).lower()


def stem(exact: str) -> str:
    """The stem of a folded word: clitics and article off, then Snowball's endings, until nothing changes.

    Snowball's Arabic algorithm takes off one layer only and leaves the article behind و (والوزير); done again
    and again, all forms of a word come to the same end. Words in other letters are their own stems.
    """
    if not _ARABIC.match(exact):
        return exact
    while True:
        bare = _CLITIC.sub("", _ARTICLE.sub("", exact))
        shorter = _stemmer().stemWord(bare)
        if len(shorter) < _SHORTEST_STEM:
            shorter = bare
        if shorter == exact:
            return exact
        exact = shorter


@lru_cache(maxsize=200_000)
def _forms(norm: str) -> tuple[str, str]:
    exact = _exact(norm)
    return exact, stem(exact)


def _exact(norm: str) -> str:
    """Of an abbreviation with stops (أ.ف.ب) the letters, of a number its digits as in 2,5."""
    if _ARABIC.match(norm[0]) and len(norm) > 1:
        norm = _NO_LETTERS.sub("", norm)
    return norm.translate(_DIGITS)[:LONGEST_WORD]


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("arabic", 0)  # its own cache would be a second one
