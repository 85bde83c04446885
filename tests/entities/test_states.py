"""states.tsv beside ISO 3166 and CLDR."""

from __future__ import annotations

import pycountry
from babel import Locale

from rawi.entities.gazetteer import find
from rawi.reading.lexicon import read_table
from rawi.text.letters import fold

ROWS = list(read_table("states"))
ARABIC = Locale("ar").territories
NOT_THE_PRESS_S = {"HK", "MM", "TL", "CD", "CG"}
"""Where CLDR's name has an addition that no running text has: ميانمار (بورما)."""


def test_every_code_is_of_iso_3166() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    assert [row[4] for row in ROWS if row[4] not in known] == []
    assert len({row[4] for row in ROWS}) == len(ROWS)


def test_every_member_state_is_there() -> None:
    territories = {
        country.alpha_2
        for country in pycountry.countries
        if country.alpha_2 in ARABIC
        and getattr(country, "official_name", "").startswith(("Republic", "Kingdom"))
    }
    assert territories - {row[4] for row in ROWS} == set()


def test_the_arabic_name_of_cldr_is_found() -> None:
    lost = {
        row[4]: ARABIC[row[4]]
        for row in ROWS
        if row[4] not in NOT_THE_PRESS_S
        and fold(ARABIC[row[4]]) not in {fold(name) for name in f"{row[0]}|{row[1]}".split("|")}
    }
    assert lost == {}


def test_english_names_are_found_by_the_arabic_ones() -> None:
    kosovo = find("كوسوفو", "place")
    assert kosovo is not None
    assert (kosovo.english, kosovo.country) == ("Kosovo", "XK")
