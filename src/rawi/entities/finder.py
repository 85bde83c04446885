"""The entities of an article: the step `find_entities` of the reader.

Runs after speakers and transmitters are told, and points them, and addressees, to their entities.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from rawi.entities.bodies import Body, find_bodies
from rawi.entities.gazetteer import Entry, load_gazetteer
from rawi.entities.keys import entity_key
from rawi.entities.mentions import GENERIC_BODIES, FoundName, find_names
from rawi.entities.offices import Office, find_offices
from rawi.entities.persons import Person, Persons
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.schema import Entity, Kind, LatinName, Mention, Place, Reading, Span
from rawi.text.letters import MARKS, fold
from rawi.text.quotations import FAMILY

_OF_KIND: dict[Kind, tuple[str, ...]] = {
    "person": ("person",),
    "role": ("person", "office"),
    "anonymous": ("person",),
    "organization": ("organization", "place", "media"),
    "media": ("media", "organization"),
    "document": (),
    "group": ("group", "organization"),
}
"""Kinds of entities that a speaker of a kind may be."""


def find_entities(doc: Document) -> None:
    """Adds the article's entities to the document, and points its drafts to them."""
    names = find_names(doc)
    taken = {k for name in names for k in range(*name.span)}
    persons = Persons(doc, names, taken)
    bodies = {k for name in names if name.kind != "person" for k in range(*name.span)}
    alone = persons.bind(find_offices(doc, persons.ends_by_start(), bodies))
    unheld = list(persons.take(alone))
    found = [
        *((_person(doc, person), person.extents) for person in persons.persons if person.mentions),
        *((_body(doc, body), _with_nouns(doc, body)) for body in find_bodies(doc, names)),
        *((_office(doc, offices), []) for offices in _same_offices(unheld)),
    ]
    tied = _tie_places(doc.places, [entity for entity, _ in found])
    known = {id(entity) for entity, _ in found}
    found += [(entity, []) for entity in tied if entity is not None and id(entity) not in known]
    found.sort(key=lambda entry: (entry[0].mentions[0].span, entry[0].kind))
    doc.entities = [entity for entity, _ in found]
    numbers = {id(entity): number for number, entity in enumerate(doc.entities)}
    for place, entity in zip(doc.places, tied, strict=True):
        place.entity = numbers[id(entity)] if entity is not None else None
    _point(doc, [extents for _, extents in found])


def _tie_places(places: list[Place], entities: list[Entity]) -> list[Entity | None]:
    """The entity of each place on the map; a new one where no name has been taken for it.

    None for the place of a byline that the text does not name.
    """
    named = {m.span.start: entity for entity in entities if entity.kind == "place" for m in entity.mentions}
    tied: list[Entity | None] = []
    for place in places:
        entity = next((named[span.start] for span in place.mentions if span.start in named), None)
        if entity is None and place.mentions:
            mentions = [Mention(span, "full") for span in place.mentions]
            latin = LatinName(place.latin, "gazetteer") if place.latin else None
            key = entity_key(place.name)
            entity = Entity(name=place.name, kind="place", key=key, latin=latin, mentions=mentions)
        tied.append(entity)
    return tied


def _person(doc: Document, person: Person) -> Entity:
    mentions = [
        Mention(FoundName(span, "person", None, cut).in_text(doc), form)
        for span, form, cut in sorted(person.mentions)
    ]
    name = _written(doc, person.best)
    gender = person.entry.gender if person.entry is not None else person.gender
    return Entity(
        name=name,
        kind="person",
        key=entity_key(name),
        latin=_usual_latin(person.entry),
        mentions=mentions,
        offices=[_written(doc, _as_name(doc, office)) for office in person.offices],
        gender="f" if gender == "f" else "m" if gender == "m" else None,
    )


def _body(doc: Document, body: Body) -> Entity:
    name = _written(doc, body.best())
    mentions = [Mention(found.in_text(doc), form) for found, form in body.mentions()]
    known = next((found.known for found, _ in body.names if found.known is not None), None)
    entry = load_gazetteer().find(known.name) if known is not None else None
    latin = _usual_latin(entry)
    return Entity(name=name, kind=body.kind, key=entity_key(name), latin=latin, mentions=mentions)


def _with_nouns(doc: Document, body: Body) -> list[Range]:
    """Its names with the generic noun before them: صحيفة «الميناء»."""
    found = []
    for name, _ in body.names:
        k = name.span[0] - 1
        while k >= 0 and doc.norms[k] in FAMILY:
            k -= 1
        word = doc.words[k] if k >= 0 else None
        if word is not None and not word.definite and (word.flags & lx.MEDIA or word.base in GENERIC_BODIES):
            found.append((k, name.span[1]))
    return found


def _usual_latin(entry: Entry | None) -> LatinName | None:
    return LatinName(entry.english, "gazetteer") if entry is not None and entry.english else None


def add_latin_names(reading: Reading) -> None:
    """Gives the entities of a reading the Latin names that the reader leaves out, see `rawi.entities.latin`.

    The reader takes them from the gazetteer only: to spell a name takes longer than to read an article.
    """
    from rawi.entities.latin import latin_name  # the models of spelling: only where they are asked for

    for entity in reading.entities:
        if entity.latin is None and entity.kind not in ("group", "office"):
            entity.latin = latin_name(entity.name, entity.kind)


def _office(doc: Document, offices: list[Office]) -> Entity:
    fullest = max(offices, key=lambda office: (len(office.rest) + len(office.countries), -office.span[0]))
    name = _written(doc, _as_name(doc, fullest))
    mentions = [
        Mention(_as_name(doc, office).in_text(doc), "full" if office.sense == fullest.sense else "short")
        for office in offices
    ]
    return Entity(name=name, kind="office", key=entity_key(name), mentions=mentions)


def _same_offices(offices: list[Office]) -> list[list[Office]]:
    """Offices that nobody in the article is named for, the same ones together; الوزير is the one before."""
    by_sense: dict[object, list[Office]] = {}
    by_head: dict[str, list[Office]] = {}
    for office in offices:
        if not office.refers or not office.senior:
            continue
        same = by_head.get(office.head) if office.bare else None
        if same is None:
            same = by_sense.setdefault(office.sense, [])
        same.append(office)
        by_head[office.head] = same
    return list(by_sense.values())


def _as_name(doc: Document, office: Office) -> FoundName:
    word = doc.words[office.span[0]]
    cut = 0 if word.norm.startswith("لل") else len(word.conjunction) + len(word.preposition)
    return FoundName(office.span, "office", None, cut)


def _written(doc: Document, name: FoundName) -> str:
    """A name as it is written, on one line, without clitics, tatweel and vowel marks."""
    text = name.in_text(doc).of(doc.text)
    if not name.cut and doc.norms[name.span[0]].startswith("لل"):
        text = "ال" + text[2:]
    return " ".join(_SIGNS.sub("", text).split())


_SIGNS = re.compile(f"[{MARKS}]")


def _point(doc: Document, extents: list[list[Range]]) -> None:
    """Says which entity each speaker, transmitter and addressee is."""
    places = _Places(doc, extents)
    by_source: dict[str, int] = {}
    for draft in sorted(doc.drafts, key=lambda draft: draft.source is None):
        speaker = draft.speaker
        if speaker is not None and speaker.name is not None:
            source = doc.span_of_name(draft.source) if draft.source else None
            speaker.entity = places.of(speaker.name, speaker.kind, source)
            if speaker.entity is None:  # implied, after a source whose words are no name
                speaker.entity = by_source.get(speaker.name)
            else:
                by_source.setdefault(speaker.name, speaker.entity)
        for via in draft.via:
            via.entity = places.of(via.name, via.kind, via.span)
        if draft.addressee is not None:
            span = doc.span_of_name(draft.addressee)
            draft.addressee_entity = places.at(span, None)


class _Places:
    """Where the entities of an article stand, and by what names they go."""

    def __init__(self, doc: Document, extents: list[list[Range]]) -> None:
        self.entities = doc.entities
        self._by_name: dict[str, list[int]] = {}
        spans: set[tuple[int, int, int]] = set()
        for index, entity in enumerate(doc.entities):
            for name in dict.fromkeys([entity.name, *(m.span.of(doc.text) for m in entity.mentions)]):
                self._by_name.setdefault(fold(name), []).append(index)
            spans.update((m.span.start, m.span.end, index) for m in entity.mentions)
            for extent in extents[index]:
                span = doc.span_of_name(extent)
                spans.add((span.start, span.end, index))
        self._spans = sorted(spans)

    def of(self, name: str, kind: Kind | None, span: Span | None) -> int | None:
        """The entity of a speaker or transmitter, by its name, else by what stands in its span."""
        kinds = _OF_KIND[kind] if kind else ()
        named = [i for i in self._by_name.get(fold(name), ()) if self.entities[i].kind in kinds]
        here = self.at(span, kinds) if span is not None else None
        if here in named or not named:
            return here
        return named[0]

    def at(self, span: Span, kinds: tuple[str, ...] | None) -> int | None:
        """The entity whose longest mention begins where a phrase begins, or which fills it."""
        first = bisect_left(self._spans, (span.start - _MARKS, 0, 0))
        best: tuple[int, int] | None = None
        for start, end, index in self._spans[first : first + _MOST_BESIDE]:
            if start > span.start + _MARKS:
                break
            fits = kinds is None or self.entities[index].kind in kinds
            if fits and end > span.start and (best is None or end - start > best[0]):
                best = (end - start, index)
        return best[1] if best is not None else None


_MARKS = 2
"""Characters of marks and clitics by which the beginnings of a phrase and a name may differ."""
_MOST_BESIDE = 12
