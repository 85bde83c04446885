"""How names sound, roughly: one code for a name in Arabic letters and in Latin ones.

Of each part of a name the consonants are left, those together that one language writes for the other's
(ب p b; ق ك ج غ g k q j kh gh), and neither vowels nor h. It finds candidates; `can_be_spelled` and
`spelled_alike` then say whether a Latin name is meant. After Soundex (Russell 1918), for two scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rawi.entities.keys import name_parts
from rawi.reading.lexicon import read_table
from rawi.text.letters import fold

SOUND = "~"
"""Stands before the codes of sounds, so that they are not taken for parts of names."""
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    "al el ad as ash at an ar ul bin ben ibn abu abou aboul abd abdal abdel abdul de la the of".split()  # noqa: SIM905
)
_SERVANT = re.compile("^(?:abd[aeu]l)(?!lah$)(?=...)|^(?:عبد)?ال(?!له$)(?=...)|^ابوال(?=..)")
"""Particles and the article where they are written together with the name: Abdelaziz, عبدالعزيز, السيسي."""
_SOFT = str.maketrans("ذظث", "ززس")
"""As Egypt and the Levant speak them: حافظ is Hafez."""
_LONGEST = 20
"""Letters of a word that are compared."""
_LONG = 4
"""Letters of a part that may be spelled with one letter more, less or another."""


class _Sounds(NamedTuple):
    """The table letter_sounds.tsv."""

    sound_of: dict[str, str]
    spellings: dict[str, str]
    chunk: re.Pattern[str]
    """The longest letters that the table has."""


@cache
def _sounds() -> _Sounds:
    rows = [(letters, sound, spellings) for letters, sound, spellings in read_table("letter_sounds")]
    longest_first = sorted((letters for letters, _, _ in rows), key=len, reverse=True)
    return _Sounds(
        {letters: sound for letters, sound, _ in rows},
        {letters: spellings for letters, _, spellings in rows},
        re.compile("|".join(longest_first)),
    )


def name_codes(name: str) -> set[str]:
    """What a name is found by: its parts in their normal forms, and how each sounds."""
    words = [*_words(name)]
    words += [word.translate(_SOFT) for word in words]
    return {*name_parts(name), *(SOUND + code for word in words if (code := sound(word)))}


@lru_cache(maxsize=50_000)
def sound(part: str) -> str:
    """The sounds of one part of a name.

    >>> sound("بيسكوف"), sound("Peskov")
    ('BSKF', 'BSKF')
    """
    table = _sounds()
    return "".join(
        table.sound_of[chunk] for chunk in table.chunk.findall(_TWICE.sub(r"\1", plain_latin(part)))
    )


def plain_latin(name: str) -> str:
    """A name in small Latin letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def latin_parts(name: str) -> list[str]:
    """The parts of a Latin name, without articles and particles."""
    words = _WORD.findall(plain_latin(name.replace("'", "").replace("’", "")))
    found = [_SERVANT.sub("", word) for word in words]
    return [part for part in found if part not in _PARTICLES] or found


def spelled_alike(typed: str, latin: str) -> bool:
    """Whether each part of a typed Latin name is a part of another, within a letter where it is long."""
    others = latin_parts(latin)
    return all(any(_within_a_letter(part, other) for other in others) for part in latin_parts(typed))


def _within_a_letter(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    k = next((k for k in range(len(short)) if short[k] != long[k]), len(short))
    return short[k + 1 :] == long[k + 1 :] if len(short) == len(long) else short[k:] == long[k + 1 :]


def sounds_of_latin(name: str) -> Iterator[str]:
    """The codes of the sounds of a typed Latin name, by which an index is asked."""
    return (SOUND + code for part in latin_parts(name) if (code := sound(part)))


def can_be_spelled(arabic: str, typed: str) -> bool:
    """Whether each part of a typed Latin name can be how a part of an Arabic name is spelled.

    >>> can_be_spelled("دميتري بيسكوف", "Peskov"), can_be_spelled("أيمن", "Amman")
    (True, False)
    """
    patterns = [_spellings(word) for word in _words(arabic)]
    return all(any(pattern.fullmatch(part) for pattern in patterns) for part in latin_parts(typed))


@lru_cache(maxsize=50_000)
def _spellings(word: str) -> re.Pattern[str]:
    """What matches the Latin spellings of a folded word: those of its letters, short vowels between them."""
    table = _sounds()
    letters = table.chunk.findall(_TWICE.sub(r"\1", word[:_LONGEST]))
    parts = [f"(?:{table.spellings[letter] or re.escape(letter)})+h?" for letter in letters]
    if letters and letters[-1] in "يو" and len(letters) > 2:  # عيسى Isa, عمرو Amr
        parts[-1] = f"(?:{parts[-1]}|a)?"
    return re.compile("(?:h?[aeiou]{0,2})".join(["", *parts, ""]))


def _words(name: str) -> list[str]:
    """The folded words of an Arabic name, without articles and particles; عبد الله is one."""
    return [_SERVANT.sub("", word) for word in _WORD.findall(fold(name).replace("عبد الله", "عبدالله"))]
