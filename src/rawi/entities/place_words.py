"""What the lexicons say of the names of places and of the words beside them.

Tables: place_words.tsv, place_homographs.tsv, states.tsv (demonyms), outlets.tsv (seats).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from rawi.entities.geonames import GeoPlace, load_gazetteer
from rawi.reading import lexicon as lx
from rawi.reading.lexicon import load_lexicon, read_table
from rawi.text.letters import fold

BIG = 500_000
"""People of a city whose name is evidence enough."""
MIDDLE = 100_000
"""People of a town whose name needs a little more."""
KNOWN = 5_000
"""The same in the Arab world, of which the Arabic press writes."""
SHORTEST = 4
"""Letters of a name that is no other word, most likely."""
# fmt: off
ARAB = frozenset({
    "SA", "AE", "QA", "KW", "BH", "OM", "YE", "IQ", "SY", "LB", "JO", "PS", "EG", "LY", "TN", "DZ", "MA",
    "MR", "SD", "SO", "DJ", "EH", "KM",
})
"""States of the Arab League and Western Sahara."""
# fmt: on

_FUNCTION = (
    lx.COMPLEMENTIZER | lx.PREPOSITION | lx.RELATIVE | lx.SUBORDINATOR | lx.NEGATION | lx.AUXILIARY
    | lx.DEMONSTRATIVE | lx.PRONOUN | lx.PRONOUN_PHRASE | lx.TIME | lx.UNIT | lx.NUMBER | lx.PUNCTUATION
)  # fmt: skip
_GRAMMAR = lx.STATE | lx.DEMONYM | lx.FEMININE | lx.PLURAL


class Standing(IntEnum):
    """How much a name says by itself that a place is meant."""

    NEVER = 0
    HOMOGRAPH = 1
    """Mostly another word or a person's name."""
    CONTEXT = 2
    """A place in articles about its country: المملكة."""
    WORD = 3
    """A small town, a short name, or a word that the lexicons know as something else too."""
    TOWN = 4
    """A town that is not known everywhere."""
    PLACE = 5


class Beside(NamedTuple):
    """place_words.tsv by word: its classes."""

    classes: dict[str, frozenset[str]]

    def of(self, word: str) -> frozenset[str]:
        """Classes of a folded word without article and clitics."""
        return self.classes.get(word, _NONE)


_NONE: frozenset[str] = frozenset()


@cache
def load_beside() -> Beside:
    """The words that stand beside names of places."""
    classes: dict[str, frozenset[str]] = {}
    for word, name, forms, *_ in read_table("place_words"):
        for form in (word, *forms.split("|")):
            if form:
                classes[fold(form)] = classes.get(fold(form), _NONE) | {name}
    return Beside(classes)


@cache
def _homographs() -> dict[str, str]:
    return {
        fold(row[0]): row[1] for row in read_table("place_homographs") if row[1] not in {"wrong", "spelled"}
    }


@cache
def spelled() -> dict[str, dict[str, int]]:
    """Names whose vowel marks tell which place is meant: folded, then as written, with the id of GeoNames."""
    found: dict[str, dict[str, int]] = {}
    for form, kind, id, *_ in read_table("place_homographs"):
        if kind == "spelled":
            found.setdefault(fold(form), {})[form] = int(id)
    return found


def is_function_word(name: str) -> bool:
    """Whether the folded `name` is a word of grammar, which no article uses as a name: من, إلى, كان."""
    listed = _homographs().get(name)
    if listed is not None or " " in name:
        return listed == "never"
    return bool(load_lexicon().word(name).flags & _FUNCTION)


@cache
def standing(name: str) -> Standing:
    """How much the folded `name` of a place says by itself."""
    listed = _homographs().get(name)
    if listed is not None:
        return Standing[listed.upper()]
    if is_function_word(name):
        return Standing.NEVER
    if " " in name:
        return Standing.PLACE
    word = load_lexicon().word(name)
    if word.flags & lx.STATE:
        return Standing.PLACE
    if word.flags & ~_GRAMMAR or word.cues:
        return Standing.HOMOGRAPH
    places = load_gazetteer().places(name)
    # a region that is called as a town of its country is as well known as that
    towns = {place.country for place in places if place.kind == "city"}
    return max(_standing_of(name, p) for p in places if p.kind != "region" or p.country not in towns)


def _standing_of(name: str, place: GeoPlace) -> Standing:
    """The same for one of the places that bear the name."""
    if place.kind != "city":
        return Standing.PLACE
    if len(name) < SHORTEST:
        return Standing.WORD
    if place.population >= BIG:
        return Standing.PLACE
    known = KNOWN if place.country in ARAB else MIDDLE
    return Standing.TOWN if place.population >= known else Standing.WORD


@cache
def _demonyms() -> dict[str, str]:
    return {fold(d): row[4] for row in read_table("states") for d in row[3].split("|") if " " not in d}


def country_of_demonym(base: str) -> str | None:
    """ISO 3166-1 code of a folded adjective of origin without article, in any gender and number."""
    demonyms = _demonyms()
    for ending in ("", "ه", "ين", "ون", "ات", "تين", "ان"):
        if base.endswith(ending) and (code := demonyms.get(base.removesuffix(ending))):
            return code
    return None


@cache
def country_of_outlet(outlet: str) -> str | None:
    """ISO 3166-1 code of the seat of an outlet, by any of its names; None where it is not known."""
    return _outlets().get(_key(outlet))


@cache
def _outlets() -> dict[str, str | None]:
    """Names of outlets → country; None for a name that outlets of several countries have."""
    found: dict[str, str | None] = {}
    for name, variants, _, english, country, *_ in read_table("outlets"):
        for form in {_key(form) for form in (name, *variants.split("|"), english) if form}:
            found[form] = country if found.get(form, country) == country else None
    return found


def _key(name: str) -> str:
    """A name of an outlet without what differs between its spellings: `Al-Riyadh`, `alriyadh`."""
    return re.sub(r"\W|_", "", fold(name).removeprefix("the "))
