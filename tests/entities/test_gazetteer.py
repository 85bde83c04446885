"""The gazetteer: its size, its codes and dates, and how names are found."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pycountry
import pytest

from rawi.entities.gazetteer import Entry, Office, find, load_gazetteer
from rawi.entities.keys import entity_key

PEOPLE = [entry for entry in load_gazetteer().entries if entry.kind == "person"]
DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def test_it_covers_the_news() -> None:
    of_kind = Counter(entry.kind for entry in load_gazetteer().entries)
    assert of_kind["person"] >= 430
    assert of_kind["organization"] >= 520
    assert of_kind["media"] >= 150
    assert of_kind["place"] >= 195


def test_countries_are_of_iso_3166() -> None:
    known = {country.alpha_2 for country in pycountry.countries} | {"XK"}
    assert {e.name: e.country for e in load_gazetteer().entries if e.country and e.country not in known} == {}


def test_every_person_and_body_has_an_english_name() -> None:
    missing = [e.name for e in load_gazetteer().entries if e.kind != "media" and not e.english]
    assert missing == []
    assert [e.name for e in PEOPLE if not re.fullmatch(r"[A-Za-z' .\-]+", e.english)] == []


def test_offices_have_a_title_and_real_dates_in_order() -> None:
    for person in PEOPLE:
        for office in person.offices:
            assert re.match(r"[A-Za-z]", office.title), person
            assert not re.search(r"\d{4}", office.title.replace("2018", "")), office
            dates = [date for date in (office.start, office.end) if date]
            assert all(DATE.fullmatch(date) for date in dates), office
            assert dates == sorted(dates), office


def test_no_two_people_share_a_name_or_a_key() -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for person in PEOPLE:
        for name in person.names:
            bearers[entity_key(name)].add(person.name)
    assert {key: names for key, names in bearers.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("عبد الفتاح السيسي", "Abdel Fattah al-Sisi"),
        ("الرئيس عبدالفتاح السيسى", "Abdel Fattah al-Sisi"),
        ("سيرجي لافروف", "Sergei Lavrov"),
        ("لافروف سيرغي", "Sergei Lavrov"),
        ("انكيلا ميركل", "Angela Merkel"),
        ("أبو مازن", "Mahmoud Abbas"),
        ("حركة حماس", "Hamas"),
        ("فرانس برس", "Agence France-Presse"),
        ("المملكة العربية السعودية", "Saudi Arabia"),
    ],
)
def test_names_are_found_in_any_spelling(name: str, english: str) -> None:
    entry = find(name)
    assert entry is not None
    assert entry.english == english


def test_a_surname_alone_finds_nobody_but_has_bearers() -> None:
    assert find("الحريري") is None
    assert {e.english for e in load_gazetteer().bearers("الحريري")} == {"Saad Hariri", "Rafik Hariri"}


def test_a_kind_restricts_what_is_found() -> None:
    assert find("حماس", "organization") is not None
    assert find("حماس", "person") is None


def test_an_entry_says_what_is_known_of_it() -> None:
    entry = find("حيدر العبادي")
    assert isinstance(entry, Entry)
    assert (entry.country, entry.gender, entry.table) == ("IQ", "m", "people")
    assert entry.offices == (Office("prime minister of Iraq", "2014-09-08", "2018-10-25"),)
