"""Latin names, as the English press writes them.

A whole name is looked up in the gazetteer. Otherwise it is spelled part by part: parts that the tables know
(`latin_names.tsv`, and the surnames and given names of the gazetteer's people), then by what they are: Arabic
parts by the library arabic-name-romanizer, foreign ones by `rawi.entities.foreign`. The result says by which
way its least sure part was made.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rawi.entities.foreign import latin_spelling
from rawi.entities.gazetteer import EntryKind, load_gazetteer
from rawi.entities.keys import is_foreign, name_parts
from rawi.reading.lexicon import read_table
from rawi.schema import LatinName, LatinWay
from rawi.text.letters import fold

_WAYS: tuple[LatinWay, ...] = ("gazetteer", "table of names", "romanizer", "foreign spelling")
"""The surest first."""
_STYLE_OF_COUNTRY = {
    **dict.fromkeys(("TN", "DZ", "MA", "MR", "EH"), "maghreb"),
    "EG": "egypt",
    "TR": "turkish",
    "IR": "persian",
}
_COUNTRY_OF_STYLE = {"maghreb": "TN", "egypt": "EG", "turkish": "TR", "persian": "IR"}
_DEFAULT_COUNTRY = "SA"
"""Whose spellings the library prefers where the style says nothing; of all countries this one does best on
the people of the gazetteer spelled without it."""
_ARTICLE = re.compile(r"\b([AaEe]l)[- ]")
_WORD = re.compile(r"[^\s\-–]+")
_LONGEST_UNIT = 2
"""Words of the longest pair that the table has: عبد الرحمن, نور الدين."""
_PARTICLES = {
    "ابو": ("Abu ", "Abu "),
    "ابي": ("Abi ", "Abi "),
    "بن": ("bin ", "Ben "),
    "ابن": ("Ibn ", "Ibn "),
    "بنت": ("bint ", "Bent "),
    "ام": ("Umm ", "Oum "),
    "ولد": ("Ould ", "Ould "),
    "ال": ("Al ", "Al "),
    "عبد": ("Abdul ", "Abdel"),
}
"""Particle → how it is written before the part that follows, and how in the Maghreb."""


class _Part(NamedTuple):
    """A line of latin_names.tsv."""

    latin: str
    origin: str
    styles: dict[str, str]

    def spelling(self, style: str) -> str:
        return self.styles.get(style, self.latin)


class _Spelled(NamedTuple):
    text: str
    by: LatinWay


@lru_cache(maxsize=20_000)
def latin_name(name: str, kind: EntryKind | None = None, country: str | None = None) -> LatinName | None:
    """The name in Latin letters; None for a name without Arabic letters or one that no way can spell.

    >>> latin_name("دميتري بيسكوف")
    LatinName(text='Dmitry Peskov', by='gazetteer')

    Args:
        kind: of what the name is; a name that is no person's is taken from the gazetteer only.
        country: ISO 3166 code of the bearer's country where it is known: Mohamed in Egypt is Mohammed in
            the Gulf.
    """
    entry = load_gazetteer().find(name, kind)
    if entry is not None and entry.english:
        return LatinName(entry.english, "gazetteer")
    words = _WORD.findall(name)
    if kind not in (None, "person") or not words or not all(re.search("[\u0621-\u06d3]", w) for w in words):
        return None
    units = _units(words)
    known = [_table().get(fold(unit)) for unit in units]
    style = _STYLE_OF_COUNTRY.get(country or "") or _style(known)
    foreign = [
        part.origin == "foreign" if part else _looks_foreign(unit)
        for unit, part in zip(units, known, strict=True)
    ]
    spelled = [
        _spell(unit, style, _beside(foreign, known, k), k == len(units) - 1) for k, unit in enumerate(units)
    ]
    if None in spelled:
        return None
    parts = [part for part in spelled if part]
    text, by = " ".join(part.text for part in parts), max((part.by for part in parts), key=_WAYS.index)
    if by == "romanizer" and len(words) > 1:
        text = _attested(name, _COUNTRY_OF_STYLE.get(style, _DEFAULT_COUNTRY)) or text
    return LatinName(text[:1].upper() + text[1:], by)


def _units(words: Sequence[str]) -> list[str]:
    """The parts of a name as they are looked up: pairs that the table has, particles with what follows."""
    units: list[str] = []
    k = 0
    while k < len(words):
        pair = " ".join(words[k : k + _LONGEST_UNIT])
        if len(words) - k > 1 and (fold(pair) in _table() or fold(words[k]) in _PARTICLES):
            units.append(pair)
            k += 2
        else:
            units.append(words[k])
            k += 1
    return units


def _style(known: Sequence[_Part | None]) -> str:
    """The style that a part of the name sets (لعمامرة is Algerian), or none."""
    origins = Counter(part.origin for part in known if part and part.origin not in ("arabic", "foreign"))
    return origins.most_common(1)[0][0] if origins else ""


def _beside(foreign: Sequence[bool], known: Sequence[_Part | None], k: int) -> bool:
    """Whether part `k` is foreign: what the table says of it, else of its neighbours, else its own looks."""
    if known[k]:
        return foreign[k]
    others = [foreign[n] for n, part in enumerate(known) if part]
    return all(others) if others and foreign[k] else foreign[k]


def _looks_foreign(unit: str) -> bool:
    return " " not in unit and is_foreign(fold(unit))


def _spell(unit: str, style: str, foreign: bool, last: bool) -> _Spelled | None:
    for way in (_by_table, _by_particle, _by_article, _by_people):
        found = way(unit, style, foreign, last)
        if found:
            return found
    if foreign:
        latin = latin_spelling(unit)
        return _Spelled(latin, "foreign spelling") if latin else None
    return _Spelled(_romanized(unit, style, last), "romanizer")


def _by_table(unit: str, style: str, foreign: bool, last: bool) -> _Spelled | None:
    part = _table().get(fold(unit)) or (_foreign_table().get(_key(unit)) if foreign else None)
    return _Spelled(part.spelling(style), "table of names") if part else None


def _by_particle(unit: str, style: str, foreign: bool, last: bool) -> _Spelled | None:
    particle, _, rest = unit.partition(" ")
    if not rest or fold(particle) not in _PARTICLES:
        joined = next((p for p in ("عبد", "ابو") if fold(unit).startswith(p + "ال") and len(unit) > 6), None)
        if not joined:
            return None
        particle, rest = unit[: len(joined)], unit[len(joined) :]
    whole = _table().get(fold(f"{particle} {rest}"))
    if whole:
        return _Spelled(whole.spelling(style), "table of names")
    written = _PARTICLES[fold(particle)][style == "maghreb"]
    part = _spell(rest, style, False, last)
    if part is None:
        return None
    text = part.text.removeprefix("al-")
    if text != part.text and fold(particle) in ("ابو", "ام", "بن", "ابن", "بنت"):
        text = part.text
    return _Spelled(written + (text.lower() if written[-1] != " " else text), part.by)


def _by_article(unit: str, style: str, foreign: bool, last: bool) -> _Spelled | None:
    if not fold(unit).startswith("ال") or len(unit) < 5 or foreign:
        return None
    bare = unit[2:]
    part = _table().get(fold(bare))
    spelled = _Spelled(part.spelling(style), "table of names") if part else None
    spelled = spelled or _by_people(bare, style, False, last)
    if spelled is None:
        spelled = _Spelled(_romanized(bare, style, last), "romanizer")
    article = (
        {"maghreb": "", "egypt": "el-"}.get(style, "al-") if last else ""
    )  # الصادق المهدي: Sadiq al-Mahdi
    return _Spelled(article + spelled.text, spelled.by)


def _by_people(unit: str, style: str, foreign: bool, last: bool) -> _Spelled | None:
    latin = _people_parts().get((fold(unit), last))
    return _Spelled(latin, "table of names") if latin else None


def _romanized(unit: str, style: str, last: bool) -> str:
    from arabic_name_romanizer import transliterate

    country = _COUNTRY_OF_STYLE.get(style, _DEFAULT_COUNTRY)
    return str(transliterate(unit, country=country, role="surname" if last else "given"))


def _attested(name: str, country: str) -> str | None:
    """The spelling that the library's dictionary has of the whole name, if any, its articles al- and el-."""
    from arabic_name_romanizer import transliterate

    best = transliterate(name, country=country, top_k=2)[0]
    if best.source != "dictionary" or best.units:
        return None
    return _ARTICLE.sub(lambda article: article[1].lower() + "-", best.text)


@cache
def _table() -> dict[str, _Part]:
    table: dict[str, _Part] = {}
    for name, latin, origin, styles in read_table("latin_names"):
        written = dict(style.split("=", 1) for style in styles.split("|") if style)
        table[fold(name)] = _Part(latin, origin, written)
    return table


@cache
def _foreign_table() -> dict[str, _Part]:
    """Foreign parts by their keys, so that all spellings of one are found."""
    table: dict[str, _Part] = {}
    for name, part in _table().items():
        if part.origin == "foreign" and " " not in name:
            table.setdefault(_key(name), part)
    return table


def _key(part: str) -> str:
    parts = name_parts(part)
    return parts[0] if parts else ""


@cache
def _people_parts() -> dict[tuple[str, bool], str]:
    """(First or last word of the gazetteer's names, whether it is the last) → its most frequent spelling."""
    seen: dict[tuple[str, bool], Counter[str]] = {}
    for entry in load_gazetteer().entries:
        words, latin = _WORD.findall(entry.name), _WORD.findall(entry.english.replace("al-", "al\u2011"))
        if entry.kind != "person" or len(words) != len(latin):
            continue
        for at, is_last in ((0, False), (-1, True)):
            if fold(words[at]) not in _PARTICLES and fold(words[at - 1]) not in _PARTICLES:
                seen.setdefault((fold(words[at]), is_last), Counter())[latin[at].replace("\u2011", "-")] += 1
    return {part: spellings.most_common(1)[0][0] for part, spellings in seen.items()}
