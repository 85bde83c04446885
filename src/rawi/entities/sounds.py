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
    [
        "al",
        "el",
        "ad",
        "as",
        "ash",
        "at",
        "an",
        "ar",
        "ul",
        "bin",
        "ben",
        "ibn",
        "abu",
        "abou",
        "aboul",
        "abd",
        "abdal",
        "abdel",
        "abdul",
        "de",
        "la",
        "the",
        "of",
    ]
)
_SERVANT = re.compile("^(?:abd[aeu]l)(?!lah$)(?=...)|^(?:عبد)?ال(?!له$)(?=...)|^ابوال(?=..)")
"""Particles and the article where they are written together with the name: Abdelaziz, عبدالعزيز, السيسي."""
_SPELLED = {
    "ا": "[aeiou]{0,2}", "ء": "", "ع": "[aeiou]{0,2}", "ب": "b|p", "ت": "t|ts", "ث": "th|t|s", "ج": "dj|j|gu|g",
    "ح": "h", "خ": "kh|ch|h", "د": "d", "ذ": "dh|th|z|d", "ر": "r", "ز": "z|s", "س": "s|c|z", "ش": "sch|sh|ch|s",
    "ص": "s|z", "ض": "dh|d", "ط": "t", "ظ": "dh|th|z|d", "غ": "gh|g|j", "ف": "f|v|ph|w", "ق": "q|k|g|c",
    "ك": "k|ck|ch|c|q|g", "ل": "l", "م": "m", "ن": "n", "ه": "h?", "و": "w|v|ou|oo|au|ow|u|o",
    "ي": "y|ie|ee|ei|ai|ay|i|e|j", "\x00": "x|ks", "\x01": "ch|tch|tsch|c",
}  # fmt: skip
"""Folded Arabic letter → how the Latin press spells it; of كس and تش, too."""
_SOFT = str.maketrans("ذظث", "ززس")
"""As Egypt and the Levant speak them: حافظ is Hafez."""
_LONGEST = 20
"""Letters of a word that are compared."""
_LONG = 4
"""Letters of a part that may be spelled with one letter more, less or another."""


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


def can_be_spelled(arabic: str, typed: str) -> bool:
    """Whether each part of a typed Latin name can be how a part of an Arabic name is spelled.

    >>> can_be_spelled("دميتري بيسكوف", "Peskov"), can_be_spelled("أيمن", "Amman")
    (True, False)
    """
    patterns = [_spellings(word) for word in _words(arabic)]
    return all(any(pattern.fullmatch(part) for pattern in patterns) for part in latin_parts(typed))


@lru_cache(maxsize=50_000)
def _spellings(word: str) -> re.Pattern[str]:
    """What matches the Latin spellings of a folded Arabic word: its letters, with short vowels between them."""
    letters = word[:_LONGEST].replace("كس", "\x00").replace("تش", "\x01").replace("يي", "ي")
    parts = [f"(?:{_SPELLED.get(letter, re.escape(letter))})+h?" for letter in letters]
    if letters[-1:] in ("ي", "و") and len(letters) > 2:  # عيسى Isa, عمرو Amr
        parts[-1] = f"(?:{parts[-1]}|a)?"
    return re.compile("(?:h?[aeiou]{0,2})".join(["", *parts, ""]))


def _words(name: str) -> list[str]:
    """The folded words of an Arabic name, without articles and particles; عبد الله is one."""
    return [_SERVANT.sub("", word) for word in _WORD.findall(fold(name).replace("عبد الله", "عبدالله"))]
