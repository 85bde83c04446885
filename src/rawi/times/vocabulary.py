"""The words of time, read from the tables of this folder; their headers say what each column means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from rawi.text.letters import fold

T = TypeVar("T")


class Month(NamedTuple):
    """A line of months.tsv."""

    hijri: bool
    number: int
    sure: bool


class Unit(NamedTuple):
    """A form of a unit of time."""

    code: str
    """As in ISO 8601: `Y`, `M`, `W`, `D`, `H`, `M`, `S`."""
    size: int
    """How many of them it is: 10 for a decade."""
    of_day: bool
    """Part of a day: its amounts are written behind a T."""
    number: str
    """`singular`, `accusative`, `dual` or `plural`."""
    definite: bool


class Holiday(NamedTuple):
    """A line of holidays.tsv."""

    hijri: bool
    month: int
    day: int
    night: bool


class Phrases(Generic[T]):
    """Words and phrases with what they mean; the longest one that stands at a place is found."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = defaultdict(list)
        for phrase, value in rows:
            first, *rest = fold(phrase).split()
            self._by_first[first].append((tuple(rest), value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_first.default_factory = None

    def firsts(self) -> Iterator[str]:
        """The first words of all phrases."""
        return iter(self._by_first)

    def __contains__(self, stem: str) -> bool:
        return stem in self._by_first

    def at(self, first: str, norms: Sequence[str], i: int) -> tuple[int, T] | None:
        """Word after the phrase whose first word, without clitics, is `first`, and what it means."""
        for rest, value in self._by_first.get(first, ()):
            end = i + 1 + len(rest)
            if not rest or tuple(norms[i + 1 : end]) == rest:
                return end, value
        return None


class Friends(NamedTuple):
    """A line of false_friends.tsv, folded."""

    before: frozenset[str]
    after: frozenset[str]


_FOLDER = Path(__file__).parent


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a table, comments and empty lines left out."""
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


class Vocabulary:
    """All tables. Immutable after it is made."""

    def __init__(self) -> None:
        self.months = Phrases(
            (name, Month(calendar == "hijri", int(number), sure == "sure"))
            for name, calendar, number, sure, *_ in read_table("months")
        )
        self.holidays = Phrases(
            (name, Holiday(calendar == "hijri", int(month), int(day), part == "night"))
            for name, calendar, month, day, part in read_table("holidays")
        )
        self.zones = Phrases(
            (form, offset) for forms, offset, *_ in read_table("zones") for form in forms.split("|")
        )
        self.units: dict[str, Unit] = dict(_unit_forms())
        self.numbers = {
            name: _numbers(lambda c, name=name: c == name)  # type: ignore[misc]
            for name in ("ordinal", "ordinal_eleven", "ordinal_tens", "counted", "ten")
        }
        self.cardinals = _numbers(lambda c: c in _CARDINALS)
        self.classes = _word_classes()
        self.fractions = {
            word: Fraction(value)
            for name in ("fraction", "joined_fraction")
            for word, value in self.words(name).items()
        }
        self.friends = {
            word: Friends(frozenset(map(fold, before.split())), frozenset(map(fold, after.split())))
            for word, (before, after) in _friends()
        }

    def words(self, name: str) -> dict[str, str]:
        """The single words of a class of words.tsv and their values."""
        return _single_words().get(name, {})

    def kinds(self, stem: str) -> frozenset[str]:
        """What a word may be: classes of words.tsv, and `unit`, `month`, `ordinal`, `cardinal`, `digits` …"""
        if stem[:1].isdigit():
            return frozenset({"digits"})
        found = {name for name, phrases in self.classes.items() if stem in phrases}
        for name, words in (("unit", self.units), ("month", self.months), ("holiday", self.holidays)):
            if stem in words:
                found.add(name)
        found |= {name.partition("_")[0] for name, numbers in self.numbers.items() if stem in numbers}
        if stem in self.cardinals:
            found.add("cardinal")
        return frozenset(found)

    def known(self) -> frozenset[str]:
        """Every word that can stand first in a phrase, in folded spelling."""
        found = {*self.units, *self.cardinals, *self.months.firsts(), *self.holidays.firsts()}
        for numbers in self.numbers.values():
            found |= set(numbers)
        for phrases in self.classes.values():
            found |= set(phrases.firsts())
        return frozenset(found)


_CARDINALS = {"one", "ten", "tens", "hundred", "thousand"}


def _numbers(wanted: Callable[[str], bool]) -> dict[str, int]:
    return {
        fold(form): int(value)
        for forms, name, value in read_table("numbers")
        if wanted(name)
        for form in forms.split("|")
    }


def _unit_forms() -> Iterator[tuple[str, Unit]]:
    for code, singular, accusative, dual, plural, part in read_table("units"):
        size, letter = int(code[:-1] or 1), code[-1]
        forms = {"singular": singular, "accusative": accusative, "dual": dual, "plural": plural}
        for number, cell in forms.items():
            for form in filter(None, cell.split("|")):
                unit = Unit(letter, size, bool(part), number, False)
                yield fold(form), unit
                if number != "accusative":
                    yield fold(f"ال{form}"), unit._replace(definite=True)
                if form.endswith("ين") and number == "dual":
                    yield fold(form[:-1]), unit  # عامي ٢٠١١ و٢٠١٢


@cache
def _single_words() -> dict[str, dict[str, str]]:
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for word, name, value, *_ in read_table("words"):
        if " " not in word:
            words[name][fold(word)] = value
    return dict(words)


def _word_classes() -> dict[str, Phrases[str]]:
    rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, name, value, *_ in read_table("words"):
        rows[name].append((word, value))
    return {name: Phrases(entries) for name, entries in rows.items()}


def _friends() -> Iterator[tuple[str, tuple[str, str]]]:
    joined: dict[str, tuple[str, str]] = {}
    for word, before, after, *_ in read_table("false_friends"):
        known = joined.get(fold(word), ("", ""))
        joined[fold(word)] = (f"{known[0]} {before}", f"{known[1]} {after}")
    return iter(joined.items())


@cache
def vocabulary() -> Vocabulary:
    """The tables, read once."""
    return Vocabulary()
