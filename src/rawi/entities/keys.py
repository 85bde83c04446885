"""Keys of names: one string for all spellings of one name, and short forms beside full ones.

A key is made part by part. Every part loses what is not the name's own (titles before it, clitics, the
article); Arabic parts are otherwise only folded, parts of foreign names also lose what Arabic spelling leaves
open: which letter stands for g, p, v, t, and which short vowels are written. Which of the two a part is, says
`is_foreign`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rawi.reading.lexicon import read_table
from rawi.text.letters import fold

_JOIN_AFTER = {"عبد", "بن", "ابن", "بنت", "ابو", "ابي", "ابا", "ام", "بو", "ولد"}
"""Particles written apart from or together with what follows: عبد الله, بنكيران, أبو الغيط."""
_JOIN_BEFORE = {"الله", "الدين", "الاسلام", "الحق"}
"""What is written together with the word before it: نصرالله, نورالدين."""
_JOINED = re.compile("(?P<first>عبد|ابو|.{2,})ال(?P<rest>(?<=عبدال).{3,}|(?<=ابوال).{3,}|له|دين|اسلام)$")
"""عبدالفتاح, أبوالغيط, نصرالله, نورالدين: written together."""
_SAME_PARTICLE = {"ابن": "بن", "ابي": "ابو", "ابا": "ابو", "بو": "ابو"}
_NO_PART = {"ال"}
"""آل before the name of a family, folded."""
_ARABIC_LETTERS = re.compile("[حذصضظعق]")
_SEPARATORS = re.compile(r"[\s\-‐-―ـ.,،'’\"«»“”()]+")
_FOREIGN_LETTERS = str.maketrans("جپڤچژگطقثص", "غبفشزغتكتس")
_VOWELS = re.compile("[اوي]+")
_SHORT = 3
"""A foreign part of so few letters or fewer keeps its vowels and its k: كيم is not جيم, جين not جون."""


@lru_cache(maxsize=20_000)
def entity_key(name: str) -> str:
    """The normal form of a name: the same for all its spellings, whatever the order of its parts.

    >>> entity_key("الرئيس فلاديمير بوتين") == entity_key("فلاديمير بوتن")
    True

    Returns an empty string for a name without letters.
    """
    return " ".join(sorted(name_parts(name)))


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a name in their normal forms, in their order; particles are one with what they join."""
    words = _without_titles([word for word in _SEPARATORS.split(fold(name)) if word])
    parts: list[str] = []
    pending = ""
    for k, word in enumerate(words):
        last = k == len(words) - 1
        if word in _NO_PART and not last:
            continue
        if not last and words[k + 1] in _JOIN_BEFORE and word not in _JOIN_AFTER:
            pending += word
        elif word in _JOIN_BEFORE and pending:
            parts.append(pending + word[2:])
            pending = ""
        elif word in _JOIN_AFTER and not last:
            pending += _SAME_PARTICLE.get(word, word)
        else:
            parts.append(pending + _part(word, bool(pending)))
            pending = ""
    return tuple(part for part in parts if part)


def same_name(short: str, full: str) -> bool:
    """Whether `short` can be a shorter form, or another spelling, of the name `full`.

    A short form leaves out parts but changes none: لافروف and سيرغي لافروف, مرسي and محمد مرسي العياط. One
    part alone must be the first or the last of the full name, as the press shortens names; two full names
    that share a surname are different (حيدر العبادي, أحمد العبادي).
    """
    return same_parts(name_parts(short), name_parts(full))


def same_parts(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """`same_name` of names that are in parts already."""
    if not few or len(few) > len(many):
        return False
    if len(few) == 1:
        return few[0] in (many[0], many[-1])
    if len(few) == len(many):
        return sorted(few) == sorted(many)
    rest = iter(many)
    return (few[-1] == many[-1] and all(part in rest for part in few)) or few == many[: len(few)]


def is_foreign(part: str) -> bool:
    """Whether a folded part of a name is foreign, so that its spelling in Arabic letters varies.

    What the table of given names says goes first; then a letter that foreign names hardly have (ح ع ص …) or
    the article makes a name Arabic, and all others are foreign.
    """
    origin = _origins().get(part)
    if origin:
        return origin == "foreign"
    return not (_ARABIC_LETTERS.search(part) or (part.startswith("ال") and len(part) > 4))


@cache
def _origins() -> dict[str, str]:
    return {fold(name): origin for name, _, origin, *_ in read_table("given_names") if " " not in name}


@cache
def _titles() -> frozenset[str]:
    return frozenset(
        fold(form)
        for masculine, feminine, plural, *_ in read_table("titles")
        for form in f"{masculine}|{feminine}|{plural}".split("|")
        if form
    )


def _without_titles(words: list[str]) -> list[str]:
    """Without the titles before the name (الرئيس، آية الله), as long as a name is left."""
    length = 1
    while length:
        phrases = ((n, " ".join(words[:n])) for n in (3, 2, 1) if n < len(words))
        length = next((n for n, phrase in phrases if _is_title(phrase)), 0)
        words = words[length:]
    return words


def _is_title(phrase: str) -> bool:
    """Whether a folded phrase is a title; أمير and سيد without the article are given names."""
    return phrase not in _origins() and phrase.removeprefix("ال") in _titles()


def _part(word: str, after_particle: bool) -> str:
    """The normal form of one part."""
    joined = _JOINED.match(word)
    if joined:
        return joined["first"] + joined["rest"]
    if is_foreign(word):
        return _foreign(word)
    return word[2:] if word.startswith("ال") and len(word) > (3 if after_particle else 4) else word


def _foreign(word: str) -> str:
    if len(word) <= _SHORT:
        return word.translate(_FOREIGN_LETTERS)
    folded = word.replace("تش", "ش").translate(_FOREIGN_LETTERS).replace("ك", "غ")
    first, inner, last = folded[0], folded[1:-1], "ا" if folded[-1] == "ه" else folded[-1]
    skeleton = ("ف" if first == "و" else first) + _VOWELS.sub("", inner) + last
    return skeleton if len(skeleton) >= _SHORT else folded
