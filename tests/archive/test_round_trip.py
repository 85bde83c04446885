"""A reading that is written comes back as it was: whatever the schema allows, on both databases."""

from __future__ import annotations

import random
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from sqlalchemy import select

from rawi.archive import tables as t
from rawi.archive.database import open_database, write_transaction
from rawi.archive.entities import fullest
from rawi.archive.identity import digest_of
from rawi.archive.loading import load_readings
from rawi.archive.writing import Addition, rewrite, write
from rawi.schema import Entity, PublicationTime, Reading

WORDS = ["الوزير", "قال", "سدّ", "«نهر»", "", "a\tb", "'; --", "😀", "مدينة\u200fعين"]
ENTITIES = 4
KEPT = ("text", "title", "outlet", "url", "date", "byline")
"""What stays as it is when an article is read again."""


def addition(reading: Reading, **more: Any) -> Addition:
    return Addition(reading=reading, identity=f"id {reading.id}", digest=digest_of(reading.text), **more)


def put(place: str, readings: list[Reading]) -> tuple[Any, list[int]]:
    """Writes readings into a new archive; gives it and the ids of their versions."""
    engine = open_database(place)
    with write_transaction(engine) as connection:
        written = write(connection, [addition(reading) for reading in readings], "test")
    return engine, [version_id for _, version_id in written]


def test_what_the_reader_reads_comes_back(place: str, readings: list[Reading]) -> None:
    engine, ids = put(place, readings)
    with engine.connect() as connection:
        assert list(load_readings(connection, ids).values()) == readings
    engine.dispose()


def test_every_field_that_a_reading_may_have_comes_back(place: str) -> None:
    """Values are made from the types, so that a field of the schema that has no column fails here."""
    generator = random.Random(5)
    made = [_reading(generator, number) for number in range(30)]
    engine, ids = put(place, made)
    with engine.connect() as connection:
        for before, after in zip(made, load_readings(connection, ids).values(), strict=True):
            assert before.to_dict() == after.to_dict()
    engine.dispose()


def test_readings_are_replaced_and_come_back(place: str) -> None:
    generator = random.Random(6)
    old = [_reading(generator, number) for number in range(6)]
    engine, ids = put(place, old)
    new = [
        msgspec.structs.replace(
            _reading(generator, number),
            **{name: getattr(before, name) for name in KEPT},
        )
        for number, before in enumerate(old)
    ]
    with write_transaction(engine) as connection:
        rewrite(connection, dict(zip(ids[1:], new[1:], strict=True)), "other")
    with engine.connect() as connection:
        found = load_readings(connection, ids)
        readers = connection.execute(select(t.versions.c.reader).order_by(t.versions.c.id)).scalars().all()
    assert [r.to_dict() for r in found.values()] == [r.to_dict() for r in [old[0], *new[1:]]]
    assert readers == ["test"] + ["other"] * 5
    engine.dispose()


def test_the_time_of_publication_is_kept_with_its_source(place: str, readings: list[Reading]) -> None:
    engine = open_database(place)
    time = PublicationTime("2019-03-12T09:30:00+03:00", "json-ld", 0.95)
    with write_transaction(engine) as connection:
        write(connection, [addition(readings[0], published=time)], "test")
        columns = ("published", "published_source", "published_confidence")
        row = connection.execute(select(*(t.versions.c[name] for name in columns))).one()
    assert PublicationTime(*row) == time
    engine.dispose()


def test_an_entity_is_one_across_articles_with_its_fullest_name(place: str) -> None:
    generator = random.Random(7)
    articles = [_reading(generator, number) for number in range(3)]
    names = ["بوتن", "فلاديمير بوتين", "بوتين"]
    for article, name in zip(articles, names, strict=True):
        entity = article.entities[0]
        entity.key, entity.kind, entity.name = "بوتن", "person", name
    engine, _ = put(place, articles)
    with engine.connect() as connection:
        found = connection.execute(
            select(t.entities.c.name).where(t.entities.c.key == "بوتن", t.entities.c.kind == "person")
        ).scalars()
        assert list(found) == ["فلاديمير بوتين"]
    engine.dispose()


def test_the_fullest_name_does_not_hang_on_the_order() -> None:
    names = ["علي حسن", "علي حسن خليل", "علي حسان خليل", "خليل"]
    assert {fullest(*random.Random(seed).sample(names, 4)) for seed in range(9)} == {"علي حسان خليل"}


def _reading(generator: random.Random, number: int) -> Reading:
    """A reading with all its fields filled at random; nothing in it need make sense."""
    reading: Reading = _value(Reading, generator)
    title, body = " ".join(generator.choices(WORDS, k=3)), " ".join(generator.choices(WORDS, k=40))
    reading.text, reading.title, reading.id = f"{title}\n{body}", title, f"{number}"
    reading.entities = [_value(Entity, generator) for _ in range(ENTITIES)]
    return reading


def _value(kind: Any, generator: random.Random, name: str = "") -> Any:
    """A value of a type of the schema, for a field of this name."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _value(generator.choice(arguments), generator, name)
    if origin is list:
        return [_value(arguments[0], generator, name) for _ in range(generator.randrange(4))]
    if origin is Literal:
        return generator.choice(arguments)
    if kind is types.NoneType:
        return None
    if kind is int:
        return 0 if name == "parent" else generator.randrange(ENTITIES if "entity" in name else 90)
    if kind in (bool, float, str):
        return {bool: generator.random() < 0.5, float: generator.random(), str: generator.choice(WORDS)}[kind]
    hints = get_type_hints(kind)
    return kind(**{field: _value(hints[field], generator, field) for field in kind.__struct_fields__})
