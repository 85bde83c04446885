"""How names sound, roughly: one code for a name in Arabic letters and in Latin ones.

Of each part of a name the consonants are left, those together that one language writes for the other's
(ب p b; ق ك ج غ g k q j kh gh), and neither vowels nor h. It finds candidates; `spelled_alike` then says whether
a Latin name is meant. After Soundex (Russell 1918), for two scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from rawi.entities.keys import name_parts
from rawi.text.letters import fold

SOUND = "~"
"""Stands before the codes of sounds, so that they are not taken for parts of names."""
_ARABIC = {
    **dict.fromkeys("بپ", "B"), **dict.fromkeys("تطثة", "T"), **dict.fromkeys("جغقكخگ", "K"),
    **dict.fromkeys("دضذظ", "D"), "ر": "R", **dict.fromkeys("سصز", "S"), **dict.fromkeys("شچژ", "X"),
    **dict.fromkeys("فڤ", "F"), "ل": "L", "م": "M", "ن": "N",
}  # fmt: skip
_LATIN = (
    ("tsch", "X"), ("sch", "X"), ("tch", "X"), ("sh", "X"), ("ch", "X"), ("zh", "X"), ("kh", "K"), ("gh", "K"),
    ("ph", "F"), ("th", "T"), ("dh", "D"), ("ts", "TS"), ("x", "KS"), ("ce", "S"), ("ci", "S"), ("cy", "S"),
    *zip("bpdtgjkqcfvlmnrzs", "BBDTKKKKKFFLMNRSS", strict=True),
)  # fmt: skip
_LATIN_LETTERS = re.compile("[a-z]")
_CHUNK = re.compile("|".join(latin for latin, _ in _LATIN))
_SOUND_OF = dict(_LATIN)
_TWICE = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset(
    "al el ad as ash at an ar ul bin ben ibn abu abou aboul abd abdal abdel abdul de la the of".split()
)
_SERVANT = re.compile("^(?:abd[aeu]l)(?!lah$)(?=...)|^(?:عبد)?ال(?=...)|^ابوال(?=..)")
"""Particles and the article where they are written together with the name: Abdelaziz, عبدالعزيز, السيسي."""
_LONG = 4
"""Letters of a part that may be spelled with one letter more, less or another."""


def name_codes(name: str) -> set[str]:
    """What a name is found by: its parts in their normal forms, and how each sounds."""
    words = [_SERVANT.sub("", word) for word in _WORD.findall(fold(name))]
    return {*name_parts(name), *(SOUND + code for word in words if (code := sound(word)))}


@lru_cache(maxsize=50_000)
def sound(part: str) -> str:
    """The sounds of one part of a name.

    >>> sound("بيسكوف"), sound("Peskov")
    ('BSKF', 'BSKF')
    """
    latin = plain_latin(part)
    if _LATIN_LETTERS.search(latin):
        found = "".join(_SOUND_OF[chunk] for chunk in _CHUNK.findall(_TWICE.sub(r"\1", latin)))
    else:
        found = "".join(_ARABIC.get(letter, "") for letter in part.replace("تش", "ش"))
    return found


def plain_latin(name: str) -> str:
    """A name in small Latin letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))


def latin_parts(name: str) -> list[str]:
    """The parts of a Latin name, without articles and particles."""
    words = _WORD.findall(plain_latin(name.replace("'", "").replace("’", "")))
    found = [_SERVANT.sub("", word) for word in words]
    return [part for part in found if part not in _PARTICLES] or found


def spelled_alike(typed: str, latin: str) -> bool:
    """Whether each part of a typed Latin name is a part of another, within a letter where it is long enough."""
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
