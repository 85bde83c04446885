"""Latin names: the ways, and a floor on 300 names of news figures."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from rawi.entities.foreign import latin_spelling
from rawi.entities.gazetteer import load_gazetteer
from rawi.entities.latin import latin_name
from rawi.reading.lexicon import read_table
from rawi.schema import LatinName

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    sys.path.insert(0, str(BENCHMARKS))
    spec = importlib.util.spec_from_file_location("latin_benchmark", BENCHMARKS / "latin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["latin_benchmark"] = module
    spec.loader.exec_module(module)
    return module


def test_news_figures_are_spelled_as_the_english_press_does(benchmark: ModuleType) -> None:
    found = list(benchmark.results(benchmark.by_rawi))
    assert len(found) == 300
    assert sum(r.inside for r in found) == 150
    assert sum(r.exact for r in found) / 300 >= 0.78
    assert sum(r.exact or r.near for r in found) / 300 >= 0.87
    outside = [r for r in found if not r.inside]
    assert sum(r.exact for r in outside) / len(outside) >= 0.58


def test_the_list_says_truly_who_stands_in_the_gazetteer(benchmark: ModuleType) -> None:
    for result in benchmark.results(benchmark.by_rawi):
        assert (load_gazetteer().find(result.name, "person") is not None) is result.inside, result.name


@pytest.mark.parametrize(
    ("name", "text", "by"),
    [
        ("دميتري بيسكوف", "Dmitry Peskov", "gazetteer"),
        ("جون ميتشل", "John Mitchell", "table of names"),
        ("سمير حداد", "Samir Haddad", "table of names"),
        ("أحمد الجبوري", "Ahmed al-Jabouri", "table of names"),
        ("عبد الكريم بن سالم", "Abdelkrim Ben Salem", "table of names"),
        ("منى أبو شريف", "Mona Abu Sharif", "table of names"),
    ],
)
def test_a_name_says_how_it_was_made(name: str, text: str, by: str) -> None:
    assert latin_name(name, "person") == LatinName(text, by)


def test_unknown_arabic_parts_go_to_the_library_and_foreign_ones_to_the_channel() -> None:
    arabic, foreign = latin_name("سمير القرضابي", "person"), latin_name("إيغور بتروشينكوف", "person")
    assert arabic is not None
    assert foreign is not None
    assert (arabic.by, foreign.by) == ("romanizer", "foreign spelling")
    assert arabic.text.startswith("Samir al-")
    assert foreign.text.startswith("Igor P")


def test_a_country_sets_the_style() -> None:
    assert [latin_name("محمد منصور", "person", country) for country in ("EG", "SA", "TR")] == [
        LatinName(f"{given} Mansour", "table of names") for given in ("Mohamed", "Mohammed", "Mehmet")
    ]


def test_what_is_no_person_comes_from_the_gazetteer_only() -> None:
    assert latin_name("الكرملين", "organization") == LatinName("Kremlin", "gazetteer")
    assert latin_name("لجنة أهالي الحي", "organization") is None


def test_no_arabic_letters_no_name() -> None:
    assert latin_name("") is None
    assert latin_name("Reuters 24") is None
    assert latin_name("١٢٣", "person") is None


def test_long_input_is_not_searched() -> None:
    assert latin_spelling("ب" * 100_000) is None


def test_the_parts_are_many_and_each_is_there_once() -> None:
    rows = list(read_table("latin_names"))
    assert len(rows) >= 1500
    assert {row[2] for row in rows} == {"arabic", "maghreb", "turkish", "persian", "foreign"}
    assert len({row[0] for row in rows}) == len(rows)
