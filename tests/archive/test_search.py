"""Search on both databases: the same hits in the same order, with filters, snippets and what was expanded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from rawi import Archive
from rawi.archive.database import write_transaction
from rawi.archive.identity import digest_of, identity_of
from rawi.archive.index import out_of_step
from rawi.archive.query import QueryError
from rawi.archive.writing import Addition, rewrite, write
from rawi.reading.reader import Reader
from rawi.schema import Article, Reading

ARTICLES = (
    Article(
        id="budget",
        outlet="الرافد",
        date="2024-03-02",
        title="الموازنة أمام البرلمان",
        body="قال وزير المالية سامي الحلبي إن الموازنة الجديدة ترفع ضريبة الدخل، وأضاف أن عجز الموازنة"
        " لن يتجاوز 2.5 في المئة.\nونفى الحلبي أن تكون الحكومة قد اتفقت مع البنك على رفع الضرائب.",
    ),
    Article(
        id="school",
        outlet="جريدة المرفأ",
        date="2024-03-05",
        title="مدارس الساحل تغلق أبوابها",
        body="أعلنت وزارة التربية أن المدرسة الثانوية في مدينة طرابلس ستغلق يومين.\nوقال مصدر في الوزارة طلب"
        " عدم ذكر اسمه إن المدارس لم تتسلم موازنتها بعد.",
    ),
    Article(
        id="kremlin",
        outlet="الرافد",
        date="2024-04-01",
        title="الكرملين يعلق",
        body="قال المتحدث باسم الكرملين دميتري بيسكوف إن المفاوضات في القاهرة مستمرة، مضيفا أن موازنة الدفاع"
        " لن تتغير.\nوذكرت وكالة رويترز نقلا عن بيسكوف أن موسكو لن تعلق على الموازنة.",
    ),
)
MORE = tuple(
    Article(
        id=f"more{n}",
        outlet="الرافد" if n % 2 else "جريدة المرفأ",
        date=f"2024-05-{n + 1:02}",
        title="أخبار",
        body=f"قال المدير {name} إن {'الموازنة ' * (n % 3 + 1)}تكفي {'المدرسة ' * (n % 4)}"
        f"حتى {'نهاية ' * n}العام.",
    )
    for n, name in enumerate(("كريم", "نبيل", "رامي", "سعيد", "جابر", "حازم", "وائل", "ماهر"))
)


def fill(place: str, reader: Reader, articles: tuple[Article, ...] = ARTICLES) -> Archive:
    archive = Archive(place)
    additions = [Addition(reader.read(a), identity_of(a), digest_of(a.text)) for a in articles]
    with write_transaction(archive.engine) as connection:
        write(connection, additions, "rules")
    return archive


@pytest.fixture
def archive(place: str, reader: Reader) -> Archive:
    return fill(place, reader)


def contents(archive: Archive, words: str = "", **filters: object) -> list[str]:
    return [hit.content for hit in archive.search(words, **filters).hits]  # type: ignore


def articles_of(archive: Archive, words: str = "", **filters: object) -> set[str]:
    return {hit.article for hit in archive.search(words, **filters).hits}  # type: ignore


def test_words_are_found_in_all_forms_and_spellings(archive: Archive) -> None:
    assert articles_of(archive, "الموازنة") == {"budget", "school", "kremlin"}
    assert articles_of(archive, "موازنه") == {"budget", "school", "kremlin"}
    assert articles_of(archive, "مُوازَنة") == {"budget", "school", "kremlin"}


def test_each_expansion_can_be_switched_off_and_is_told(archive: Archive) -> None:
    found = archive.search("الموازنه")
    assert {e.by for e in found.expansions} == {"stem", "spelling"}
    assert "موازنة" in next(e.found for e in found.expansions if e.by == "stem")
    assert articles_of(archive, "الموازنه", stemming=False) == {"budget", "kremlin"}
    assert articles_of(archive, "الموازنه", spelling=False) == set()
    assert articles_of(archive, "الموازنة", spelling=False) == {"budget", "kremlin"}
    assert archive.search("الموازنة", spelling=False).expansions == []


def test_phrases_and_operators(archive: Archive) -> None:
    assert contents(archive, '"ضريبة الدخل"') == ["إن الموازنة الجديدة ترفع ضريبة الدخل"]
    assert contents(archive, '"الدخل ضريبة"') == []
    assert articles_of(archive, "موازنة NOT (ضريبة OR عجز OR الدفاع)") == {"school", "kremlin"}
    assert len(contents(archive, '"2.5" OR "بيسكوف"')) == 1


def test_filters(archive: Archive) -> None:
    assert articles_of(archive, speaker="الحلبي") == {"budget"}
    assert all("الضرائب" in content for content in contents(archive, speaker="سامي الحلبي", act="deny"))
    assert articles_of(archive, "موازنة", outlet="المرفأ") == {"school"}
    assert articles_of(archive, anonymous=True) == {"school"}
    assert articles_of(archive, kind=["organization"]) >= {"school"}
    assert articles_of(archive, since="2024-04") == {"kremlin"}
    assert articles_of(archive, until="2024-03-02") == {"budget"}
    assert articles_of(archive, since="2024-03-03", until="2024-03") == {"school"}
    assert articles_of(archive, via="رويترز") == {"kremlin"}
    assert articles_of(archive, place="Cairo") == articles_of(archive, place="القاهرة") == {"kremlin"}
    assert articles_of(archive, min_confidence=1.0) <= articles_of(archive)


def test_latin_letters_find_arabic_names(archive: Archive) -> None:
    for name in ("Peskov", "Dmitry Peskov", "Peskof", "peskov"):
        found = archive.search(speaker=name)
        assert {hit.speaker for hit in found.hits if hasattr(hit, "speaker")} == {"دميتري بيسكوف"}, name
        assert [e.by for e in found.expansions] == ["latin name"]
    assert {hit.speaker for hit in archive.search(speaker="Sami Halabi").hits} == {"سامي الحلبي"}  # type: ignore
    assert archive.search(speaker="Peskov", latin=False).total == 0
    assert archive.search("Cairo").total == 1


def test_snippets_mark_the_hits_in_the_text(archive: Archive) -> None:
    for articles in (False, True):
        for hit in archive.search("الموازنة", articles=articles).hits:
            text = archive.reading(hit.version).text
            assert hit.snippet.text == hit.snippet.span.of(text)
            assert hit.snippet.marks
            assert all("موازن" in mark.of(text) for mark in hit.snippet.marks)


def test_articles_are_found_by_all_their_words(archive: Archive) -> None:
    assert [hit.id for hit in archive.search("مدارس الساحل", articles=True).hits] == ["school"]  # type: ignore
    assert archive.search("مدارس الساحل").total == 0
    assert [hit.id for hit in archive.search(articles=True, act="deny").hits] == ["budget"]  # type: ignore


def test_counts_and_pages(archive: Archive) -> None:
    whole = archive.search("موازنة")
    pages = [archive.search("موازنة", limit=2, offset=n).hits for n in (0, 2, 4)]
    assert [hit for page in pages for hit in page] == list(whole.hits)
    assert archive.search("موازنة", limit=2, offset=50).total == whole.total
    counts = {c.value: c.statements for c in archive.count("outlet", "موازنة")}
    assert sum(counts.values()) == whole.total
    assert [c.value for c in archive.count("day")] == sorted(c.value or "" for c in archive.count("day"))
    assert list(archive.every("موازنة")) == list(whole.hits)


def test_near_copies_are_left_out_of_counts(archive: Archive) -> None:
    from sqlalchemy import update

    from rawi.archive import tables as t

    with write_transaction(archive.engine) as connection:
        ids = connection.execute(t.versions.select().order_by(t.versions.c.id)).scalars().all()
        connection.execute(update(t.versions).where(t.versions.c.id == ids[1]).values(copy_of=ids[0]))
    assert {c.value for c in archive.count("outlet")} == {"الرافد"}
    assert articles_of(archive, copies=False) == {"budget", "kremlin"}
    assert articles_of(archive) == {"budget", "kremlin", "school"}


@pytest.mark.parametrize(
    "words",
    ["الموازنة", "المدرسة", "موازنة مدرسة", "مدرسة OR العام", '"حتى نهاية"', "موازنة NOT مدرسة",
     "(مدرسة AND نهاية) OR الضرائب OR القاهرة", "نهاية OR نهاية العام"],
)  # fmt: skip
@pytest.mark.parametrize("articles", [False, True])
def test_both_databases_give_the_same_hits_in_the_same_order(
    words: str, articles: bool, tmp_path: Path, new_database: Callable[[], str], reader: Reader
) -> None:
    sqlite = fill(str(tmp_path / "rawi.db"), reader, ARTICLES + MORE)
    postgresql = fill(new_database(), reader, ARTICLES + MORE)
    one, other = (a.search(words, limit=50, articles=articles) for a in (sqlite, postgresql))
    assert one.total > 2
    assert [hit.version for hit in one.hits] == [hit.version for hit in other.hits]
    assert [hit.snippet for hit in one.hits] == [hit.snippet for hit in other.hits]
    assert [h.score for h in one.hits] == pytest.approx([h.score for h in other.hits], abs=1e-5)


def test_a_new_version_takes_the_place_of_the_old_one(archive: Archive, reader: Reader) -> None:
    changed = Article(**{**{f: getattr(ARTICLES[0], f) for f in ("id", "outlet", "date", "title")},
                         "body": "قال وزير المالية سامي الحلبي إن الرواتب ستصرف غدا."})  # fmt: skip
    addition = Addition(reader.read(changed), identity_of(changed), digest_of(changed.text))
    with write_transaction(archive.engine) as connection:
        write(connection, [addition], "rules")
    assert articles_of(archive, "ضريبة") == set()
    assert articles_of(archive, "رواتب") == {"budget"}
    with archive.engine.connect() as connection:
        assert list(out_of_step(connection)) == []


def test_the_index_follows_a_new_reading_and_can_be_made_again(archive: Archive) -> None:
    before = archive.search("موازنة")
    (version,) = {hit.version for hit in before.hits if hit.article == "budget"}  # type: ignore
    reading = archive.reading(version)
    reading.statements = []
    with write_transaction(archive.engine) as connection:
        rewrite(connection, {version: reading}, "other rules")
    assert articles_of(archive, "موازنة") == {"school", "kremlin"}
    scores = [hit.score for hit in archive.search("موازنة").hits]
    archive.reindex()
    assert [hit.score for hit in archive.search("موازنة").hits] == scores
    assert list(archive.check()) == []


def test_a_text_of_endless_words_is_indexed_as_far_as_it_goes(place: str) -> None:
    letters = "بتثجحخدذرزسشصضطظعغفق"
    text = "رأس\n" + " ".join("".join(letters[n // 20**k % 20] for k in range(4)) * 9 for n in range(20_000))
    archive = Archive(place)
    reading = Reading(text=text, title="رأس", id="long")
    with write_transaction(archive.engine) as connection:
        write(connection, [Addition(reading, "id long", digest_of(text))], "rules")
    assert archive.search("رأس", articles=True).total == 1
    assert list(archive.check()) == []


def test_what_cannot_be_understood_is_said(archive: Archive) -> None:
    with pytest.raises(QueryError, match="جريدة المرفأ"):
        archive.search(outlet="الضفة")
    with pytest.raises(QueryError, match="not a date"):
        archive.search(since="آذار")
    with pytest.raises(QueryError, match="no name"):
        archive.search(speaker="؟")


@pytest.mark.parametrize(
    "words", ["stem : x", "exact:x*", "'; DROP TABLE articles; --", "x' | 'y", "a^2 {b}", "\\"]
)
def test_syntax_of_the_databases_is_only_words(archive: Archive, words: str) -> None:
    with suppress(QueryError):
        assert archive.search(words).total == 0
    assert len(archive) == 3


def test_the_speakers_page(archive: Archive) -> None:
    page = archive.speaker("Peskov")
    assert page is not None
    assert (page.name, page.kind, page.by) == ("دميتري بيسكوف", "person", "latin name")
    assert page.statements == sum(day.statements for day in page.days) == sum(a.statements for a in page.acts)
    assert [outlet.value for outlet in page.outlets] == ["الرافد"]
    assert "رويترز" in " ".join(via.value or "" for via in page.via)
    assert page.latest[0].day == "2024-04-01"
    assert archive.speaker("غيث الصباغ") is None


def test_two_of_one_name_are_told_apart(place: str, reader: Reader) -> None:
    other = Article(
        outlet="الرافد",
        id="other",
        date="2024-03-09",
        title="رياضة",
        body="قال المدرب هاني الحلبي إن الفريق جاهز.",
    )
    page = fill(place, reader, (*ARTICLES, other)).speaker("الحلبي")
    assert page is not None
    assert page.name == "سامي الحلبي"
    assert [(other.name, other.statements) for other in page.others] == [("هاني الحلبي", 1)]


def test_statistics(archive: Archive) -> None:
    stats = archive.stats()
    assert (stats.articles, stats.versions, stats.first, stats.last) == (3, 3, "2024-03-02", "2024-04-01")
    assert stats.statements == stats.statements_without_copies == archive.search().total
    assert [(o.outlet, o.articles) for o in stats.outlets] == [("الرافد", 2), ("جريدة المرفأ", 1)]
    assert stats.unnamed.count == archive.search(anonymous=True).total
    assert 0 <= stats.direct.share <= 1


def test_an_empty_archive_answers(place: str) -> None:
    archive = Archive(place)
    assert archive.search("موازنة").total == archive.search().total == 0
    assert archive.speaker("الحلبي") is None
    assert archive.stats().articles == 0
    assert archive.count("speaker") == []
