"""The gazetteer: people, organizations, outlets and states that matter in the Arabic press.

Its data are four tables of `rawi/lexicons`, whose headers say what each column means: `people.tsv`,
`actors.tsv`, `outlets.tsv`, `states.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from rawi.entities.keys import entity_key, name_parts
from rawi.reading.lexicon import read_table
from rawi.text.letters import fold

EntryKind = Literal["person", "organization", "media", "place"]
Table = Literal["people", "actors", "outlets", "states"]


class Office(NamedTuple):
    """An office that a person held or holds."""

    title: str
    """In English: `president of Egypt`."""
    start: str | None
    """ISO 8601 day, month or year; None where it is not known."""
    end: str | None
    """The same; None where it is not known or the office is still held."""


class Entry(NamedTuple):
    """A line of one of the four tables."""

    name: str
    """As the Arabic press mostly writes it, without titles."""
    variants: tuple[str, ...]
    """Other spellings and names."""
    english: str
    kind: EntryKind
    country: str | None
    """ISO 3166-1 alpha-2 code (XK for Kosovo); None for bodies of many states."""
    table: Table
    gender: Literal["m", "f"] | None = None
    """A person's own; of an organization, that of the grammar of agreement."""
    offices: tuple[Office, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its variants."""
        return (self.name, *self.variants)


class Gazetteer:
    """All entries, by name and by key. Immutable after it is made, but for indexes made when first asked."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = (*_people(), *_organizations(), *_outlets(), *_states())
        self._by_name: dict[str, Entry] = {}
        for entry in self.entries:
            for name in entry.names:
                self._by_name.setdefault(fold(name), entry)
        self._by_key: dict[EntryKind | None, dict[str, Entry]] = {}
        self._by_part: dict[str, list[Entry]] | None = None

    def find(self, name: str, kind: EntryKind | None = None) -> Entry | None:
        """The entry that `name` stands for, whatever its spelling; titles and clitics do no harm.

        A surname alone finds nobody unless the table lists it: ask `bearers`. A name of two tables is the
        person's, then the organization's, the outlet's, the state's.

        Args:
            kind: take entries of this kind only.
        """
        entry = self._by_name.get(fold(name))
        if entry is None or (kind and entry.kind != kind):
            entry = self._keys(kind).get(entity_key(name))
        return entry if entry is None or kind in (None, entry.kind) else None

    def bearers(self, part: str) -> tuple[Entry, ...]:
        """The people of whose names `part`, a surname or given name, is one part, in the table's order."""
        if self._by_part is None:
            self._by_part = {}
            for entry in self.entries:
                if entry.kind == "person":
                    for one in dict.fromkeys(name_parts(entry.name)):
                        self._by_part.setdefault(one, []).append(entry)
        parts = name_parts(part)
        return tuple(self._by_part.get(parts[0], ())) if len(parts) == 1 else ()

    def _keys(self, kind: EntryKind | None) -> dict[str, Entry]:
        """The entries of a kind, or all, by the keys of their names."""
        if kind not in self._by_key:
            keys: dict[str, Entry] = {}
            for entry in self.entries:
                if kind in (None, entry.kind):
                    for name in entry.names:
                        keys.setdefault(entity_key(name), entry)
            self._by_key[kind] = keys
        return self._by_key[kind]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer; loaded at the first call."""
    return Gazetteer()


def find(name: str, kind: EntryKind | None = None) -> Entry | None:
    """`Gazetteer.find` of the shipped gazetteer."""
    return load_gazetteer().find(name, kind)


def _people() -> Iterator[Entry]:
    for name, variants, english, gender, country, offices, *_ in read_table("people"):
        yield Entry(
            name,
            _several(variants),
            english,
            "person",
            country or None,
            "people",
            cast(Literal["m", "f"], gender),
            tuple(_office(office) for office in _several(offices)),
        )


def _organizations() -> Iterator[Entry]:
    for name, variants, _kind, gender, english, country, *_ in read_table("actors"):
        grammar = cast(Literal["m", "f"], gender)
        yield Entry(name, _several(variants), english, "organization", country or None, "actors", grammar)


def _outlets() -> Iterator[Entry]:
    for name, variants, kind, english, country, *_ in read_table("outlets"):
        if kind != "generic":
            yield Entry(name, _several(variants), english, "media", country or None, "outlets")


def _states() -> Iterator[Entry]:
    for name, variants, _capital, _demonym, country, english, *_ in read_table("states"):
        yield Entry(name, _several(variants), english, "place", country, "states")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(value for value in cell.split("|") if value)


def _office(text: str) -> Office:
    title, _, dates = text.rpartition(" ")
    if "/" not in dates:
        return Office(text, None, None)
    start, _, end = dates.partition("/")
    return Office(title, start or None, end or None)
