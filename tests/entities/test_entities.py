"""What is true of the entities of any article; what points to them; how they are shown."""

from __future__ import annotations

import time

import pytest
from cast import Case, entity, named
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_reading

from articles import PARAGRAPHS
from rawi.entities.finder import add_latin_names, find_entities
from rawi.export.html import reading_to_html
from rawi.export.outline import entity_words, speaker_words
from rawi.learning.names import KINDS, LearnedName
from rawi.reading.document import Document
from rawi.reading.lexicon import load_lexicon
from rawi.reading.reader import Reader
from rawi.schema import Article, Reading

READER = Reader(rules_only=True)
KNOWN = settings(derandomize=True, deadline=None, max_examples=100)
WORDS = [
    "سامر", "حداد", "وحداد", "لحداد", "الحداد", "للحداد", "الوزير", "وزير", "النقل", "الروسي", "روسيا",
    "موسكو", "،", "(", ")", "«", "»", "أبو", "ليث", "بن", "رئيس", "الوزراء", "نائب", "باسم", "المتحدث",
    "منظمة", "المنظمة", "الصحة", "العالمية", "WHO", "المعروفة", "رويترز", "وكالة", "قال", "إن", "و",
    "ل", "\n", "في", "الأكراد", "12",
]  # fmt: skip
newslike = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ranges = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6), st.sampled_from(KINDS)), max_size=12)


@KNOWN
@given(body=newslike, found=ranges)
def test_whatever_the_networks_find_the_entities_are_well_formed(
    body: str, found: list[tuple[int, int, str]]
) -> None:
    def put(doc: Document) -> None:
        doc.learned_names = []
        for start, length, kind in sorted(found):
            free = not doc.learned_names or start >= doc.learned_names[-1].span[1]
            name = doc.norms[start : start + length]
            if free and len(name) == length and name[0][0].isalnum() and "\n" not in name:
                doc.learned_names.append(LearnedName((start, start + length), kind))  # type: ignore[arg-type]

    reader = Reader(rules_only=True)
    reader.steps = [("names", put), *reader.steps]
    article = Article(title="عنوان", body=body)
    reading = reader.read(article)
    check_reading(reading, article)
    assert reader.read(article) == reading


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_paragraphs_by_rules(paragraph: str) -> None:
    article = Article(body=paragraph)
    check_reading(READER.read(article), article)


HOSTILE = {
    "one name": "سامي الحلبي ",
    "surnames": "وقال الحلبي إن الوزير سامي الحلبي ",
    "offices": "الوزير الروسي ",
    "bare offices": "الرئيس ",
    "bodies": "وزارة الصحة العامة (غوث) ",
    "opening parentheses": "منظمة الصحة العالمية (",
    "known as": "حزب الكرامة المعروف باسم ",
    "paragraphs": "قال الرئيس سامي الحلبي\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_cost_grows_with_length(name: str) -> None:
    def seconds(times: int) -> float:
        doc = Document(Article(body=HOSTILE[name] * times), load_lexicon())
        start = time.process_time()
        find_entities(doc)
        return time.process_time() - start

    seconds(10)
    small, large = (min(seconds(times) for _ in range(3)) for times in (1000, 4000))
    assert large < 12 * small + 0.1  # the fastest of three: others run beside the tests


def test_many_different_names_cost_no_more() -> None:
    letters = "بتجحدرزسشفقكلمن"

    def seconds(count: int) -> float:
        words = [
            f"{letters[n % 15]}ا{letters[n // 15 % 15]}ي{letters[n // 225 % 15]}وم" for n in range(count)
        ]
        doc = Document(Article(body=" ، ".join(f"سامر {word}" for word in words)), load_lexicon())
        doc.learned_names = [LearnedName((1 + 3 * n, 3 + 3 * n), "PER") for n in range(count)]
        start = time.process_time()
        find_entities(doc)
        return time.process_time() - start

    seconds(10)
    assert seconds(3200) < 12 * seconds(800) + 0.1


CASE = Case(
    "قال وزير النقل سامر حداد لرويترز إن الجسر جاهز. وأضاف الوزير أن الافتتاح غدا. ونفت وزارة المالية ذلك، "
    "وقال مصدر أمني إن الطريق مغلق.",
    {},
    learned={"PER": "سامر حداد", "ORG": "وزارة المالية"},
)


def _speakers(reading: Reading) -> list[str | None]:
    return [e.name if (e := s.speaker_entity) is not None else None for s in reading.statements]


def test_speakers_and_addressees_point_to_entities() -> None:
    reading = CASE.read()
    assert _speakers(reading) == ["سامر حداد", "سامر حداد", "وزارة المالية", None]
    (addressee,) = [s.addressee_entity for s in reading.statements if s.addressee is not None]
    assert addressee is not None
    assert (reading.entities[addressee].name, reading.entities[addressee].kind) == ("رويترز", "media")


def test_transmitters_point_to_entities() -> None:
    reading = READER.read(Article(body="ونقلت وكالة رويترز عن مصدر أمني قوله إن الطريق مغلق."))
    (via,) = reading.statements[0].via
    assert via.entity is not None
    assert reading.entities[via.entity].name == "رويترز"


def test_a_speaker_of_an_office_points_to_the_office() -> None:
    reading = READER.read(Article(body="أكد رئيس البلدية أن الطريق مفتوح. وأضاف أن الجسر آمن."))
    assert _speakers(reading) == ["رئيس البلدية", "رئيس البلدية"]


def test_spellings_have_one_key() -> None:
    one = READER.read(Article(body="قال دميتري بيسكوف إن الموعد قريب."))
    other = READER.read(Article(body="وأكد المتحدث ديمتري بسكوف ذلك."))
    assert one.entities[0].key == other.entities[-1].key != ""


def test_entities_in_words() -> None:
    reading = CASE.read()
    found = entity(reading, "سامر حداد")
    assert entity_words(found) == "سامر حداد (person) · 2 mentions · وزير النقل"
    assert entity_words(found, latin=True) == entity_words(found)
    add_latin_names(reading)
    assert found.latin is not None
    name = f"سامر حداد ({found.latin.text}, person)"
    assert entity_words(found, latin=True) == f"{name} · 2 mentions · وزير النقل"
    assert speaker_words(reading.statements[0], latin=True) == name


def test_names_in_the_page() -> None:
    reading = CASE.read()
    title = f'title="{entity_words(reading.entities[0], latin=True)}"'
    assert title not in reading_to_html(reading)
    shown = reading_to_html(reading, entities=True)
    assert shown.count(title) == 2
    assert f"{len(reading.entities)} entities" in shown


def test_names_in_the_page_are_escaped() -> None:
    reading = CASE.read()
    reading.entities[0].name = '"><script>'
    assert "<script>" not in reading_to_html(reading, entities=True)


def test_without_letters_there_are_none() -> None:
    assert named(READER.read(Article(body="12 34 … ؟"))) == {}


@pytest.mark.parametrize(
    "body",
    [
        "عاد عدد من الوزراء لـ عدن أمس.",
        "وأكد المدير ل. نبيل أن الطريق مفتوحة.",
        "زار الوفد مدينة",
        "حضر للفيل ثم للفيل، وقال سامر للفيل إن العرض بدأ.",
    ],
)
def test_odd_ends_and_single_letters_are_read(body: str) -> None:
    article = Article(title="", body=body)
    check_reading(Reader(rules_only=True).read(article), article)
