"""The places that Rawi knows by their Arabic names: GeoNames, CLDR and the lexicons, joined by the build.

The files of `rawi/entities/geonames` are made by `rawi.entities.build_geonames`. They are lines of text that
are split when they are asked for: loading takes some ten milliseconds, and a place that no article names is
never made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from rawi.schema import PlaceKind

_FOLDER = Path(__file__).parent / "geonames"


class Gazetteer:
    """Names of places, and the places that a name may mean. Immutable, but for a cache of words."""

    def __init__(self) -> None:
        lines = (_FOLDER / "names.tsv").read_text("utf-8").splitlines()
        self._names: dict[str, str] = dict(line.split("\t") for line in lines)
        self._places = (_FOLDER / "places.tsv").read_text("utf-8").splitlines()
        self._longest = dict.fromkeys(self._names, 1)
        """First word of a name → words of the longest name that begins with it."""
        for name in self._names:
            if " " in name:
                words = name.split(" ")
                if len(words) > self._longest.get(words[0], 0):
                    self._longest[words[0]] = len(words)
        self._heads: dict[str, tuple[Head, ...]] = {}

    def heads(self, norm: str) -> tuple[Head, ...]:
        """The ways in which the folded word `norm` may begin a name, the least clitics first."""
        heads = self._heads.get(norm)
        if heads is None:
            if len(self._heads) >= 100_000:
                self._heads.clear()
            known = self._longest
            heads = tuple(
                Head(word, clitics, known[word])
                for clitics, word in _without_clitics(norm)
                if word in known and (not clitics or _may_follow(clitics, word))
            )
            self._heads[norm] = heads
        return heads

    def has(self, name: str) -> bool:
        """Whether the folded `name` is a name of a place."""
        return name in self._names

    def places(self, name: str) -> tuple[GeoPlace, ...]:
        """The places that the folded `name` may mean."""
        return tuple(self._place(int(index)) for index in self._names[name].split(" "))

    def ids(self, name: str) -> list[int]:
        """The ids in GeoNames of the places that have this name, folded in Arabic letters or Latin."""
        if name in self._names:
            return [place.geonames for place in self.places(name) if place.geonames is not None]
        latin = name.casefold()
        found = (line.split("\t", 2) for line in self._places if latin in line.casefold())
        return [int(id) for id, its_name, _ in found if id and its_name.casefold() == latin]

    def _place(self, index: int) -> GeoPlace:
        id, name, country, kind, latitude, longitude, population, division = self._places[index].split("\t")
        return GeoPlace(
            index,
            int(id) if id else None,
            name,
            country or None,
            cast(PlaceKind, kind),
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(population),
            division,
        )


class Head(NamedTuple):
    """A word that may begin a name of a place."""

    word: str
    """Without clitics."""
    clitics: str
    """Those that stand before it: وب, ل."""
    longest: int
    """Words of the longest name that begins with it."""


class GeoPlace(NamedTuple):
    """A place of the gazetteer."""

    number: int
    """Line of the file of places."""
    geonames: int | None
    name: str
    """Latin."""
    country: str | None
    """ISO 3166-1 alpha-2; None where it lies in several."""
    kind: PlaceKind
    latitude: float | None
    longitude: float | None
    population: int
    division: str
    """Country and first-level division of GeoNames, `US.TX`; empty where not known."""


def _without_clitics(norm: str) -> list[tuple[str, str]]:
    """Clitics and the rest, the least clitics first; of للقاهره the rest is القاهره."""
    found = [("", norm)]
    if norm[0] in "وف" and len(norm) > 3:
        found += [(norm[0] + clitics, rest) for clitics, rest in _without_preposition(norm[1:])]
        found.insert(1, (norm[0], norm[1:]))
    return found + _without_preposition(norm)


def _without_preposition(norm: str) -> list[tuple[str, str]]:
    if norm.startswith("لل") and len(norm) > 4:
        return [("ل", "ال" + norm[2:])]
    return [(norm[0], norm[1:])] if norm[0] in "بلك" and len(norm) > 3 else []


def _may_follow(clitics: str, word: str) -> bool:
    """ف and ك stand before an article, where they cannot be the word's own (فرانس, كبيرا)."""
    return word.startswith("ال") or not ({"ف", "ك"} & set(clitics))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer; loaded at the first call."""
    return Gazetteer()
