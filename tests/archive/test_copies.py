"""Near-copies: what is a reprint, a cut or a rewrite in the demo corpus, in any order of adding."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from sqlalchemy import select

from archives import CORPUS
from rawi import Archive, Article, Reader, Reading
from rawi.archive import tables as t
from rawi.archive.database import write_transaction
from rawi.archive.identity import digest_of
from rawi.archive.shingles import bands, shingles
from rawi.archive.writing import Addition, write
from rawi.sources import read_articles
from rawi.sources.errors import SourceError

MANIFEST = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["articles"]
COPIES = {entry["id"]: entry["of"] for entry in MANIFEST if entry["type"] in ("reprint", "cut")}
NEWS = "أعلنت هيئة السدود في بيان أن منسوب البحيرة انخفض مترين منذ مطلع الشهر وأن الري لن يتأثر"
BODY = f"{NEWS}. وقال مديرها رامي الصوفي إن فرق الصيانة تعمل ليلا ونهارا، مضيفا أن البوابات الست سليمة."


@pytest.fixture(scope="module")
def corpus(reader: Reader) -> list[Reading]:
    articles = read_articles(sorted(map(str, CORPUS.glob("*.jsonl"))))
    return [reader.read(article) for article in articles if not isinstance(article, SourceError)]


def copies(archive: Archive, readings: list[Reading], batch: int) -> dict[str, str]:
    """Adds readings in batches; gives the id of the original of each copy."""
    additions = [
        Addition(reading=r, identity=f"{r.outlet} {r.id}", digest=digest_of(r.text)) for r in readings
    ]
    for start in range(0, len(additions), batch):
        with write_transaction(archive.engine) as connection:
            write(connection, additions[start : start + batch], "test")
    assert list(archive.check()) == []
    copy, original = t.versions.alias(), t.versions.alias()
    query = select(copy.c.external_id, original.c.external_id).join_from(
        copy, original, copy.c.copy_of == original.c.id
    )
    with archive.engine.connect() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def test_the_copies_of_the_demo_corpus_are_found(place: str, corpus: list[Reading]) -> None:
    with Archive(place) as archive:
        assert copies(archive, corpus, batch=64) == COPIES


@pytest.mark.parametrize("seed", range(3))
def test_they_are_found_in_any_order(tmp_path: Path, corpus: list[Reading], seed: int) -> None:
    generator = random.Random(seed)
    with Archive(tmp_path / "rawi.db") as archive:
        assert (
            copies(archive, generator.sample(corpus, len(corpus)), batch=generator.randrange(1, 9)) == COPIES
        )


def test_a_credited_agency_is_the_original_though_it_came_later(tmp_path: Path, reader: Reader) -> None:
    paper = _reading(reader, "paper", "الرافد", "2024-05-06", f"{BODY} (وكالة رويترز)")
    agency = _reading(reader, "agency", "رويترز", "2024-05-07", BODY)
    with Archive(tmp_path / "rawi.db") as archive:
        assert copies(archive, [paper, agency], batch=1) == {"paper": "agency"}


def test_else_the_earlier_one_is_the_original(tmp_path: Path, reader: Reader) -> None:
    late = _reading(reader, "late", "الرافد", "2024-05-07", BODY)
    early = _reading(reader, "early", "المرفأ", "2024-05-06", BODY)
    with Archive(tmp_path / "rawi.db") as archive:
        assert copies(archive, [late, early], batch=1) == {"late": "early"}


def test_versions_of_one_article_are_no_copies_of_each_other(tmp_path: Path, reader: Reader) -> None:
    first = _reading(reader, "1", "الرافد", "2024-05-06", BODY)
    second = _reading(reader, "1", "الرافد", "2024-05-06", f"{BODY} وأكد ذلك وزير الري.")
    with Archive(tmp_path / "rawi.db") as archive:
        assert copies(archive, [first, second], batch=2) == {}


def test_spelling_and_marks_do_not_count() -> None:
    other = BODY.replace("أ", "ا").replace("،", " ,").replace("هيئة", "هيئه").replace("بيان", "بيـَـان")
    assert shingles(other) == shingles(BODY) != set()
    assert shingles("في 25 من الشهر") == shingles("في ٢٥ من الشهر")


def test_a_short_text_has_no_bands() -> None:
    assert bands(shingles("صورة: رويترز")) == []
    assert len(set(bands(shingles(BODY)))) == 24


def _reading(reader: Reader, id: str, outlet: str, date: str, body: str) -> Reading:
    return reader.read(Article(id=id, outlet=outlet, date=date, title=f"منسوب البحيرة {id}", body=body))
