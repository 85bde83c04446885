"""Places: on marked articles, datelines, offsets, tables."""

from __future__ import annotations

from pathlib import Path

import pycountry
import pytest

from rawi.entities.geonames import load_gazetteer
from rawi.entities.place_words import country_of_demonym, country_of_outlet
from rawi.evaluation.places import marked_articles, measure_places
from rawi.reading.lexicon import read_table
from rawi.reading.reader import Reader
from rawi.schema import Article, Reading
from rawi.text.letters import fold

HERE = Path(__file__).parent
READER = Reader(rules_only=True)


def read(body: str, **rest: str) -> Reading:
    return READER.read(Article(body=body, **rest))


def test_the_marked_articles() -> None:
    articles = [a for name in ("places", "places_blind") for a in marked_articles(HERE / f"{name}.txt")]
    figures = measure_places(articles, READER.read)
    assert figures.mentions >= 210
    assert figures.negatives >= 60
    assert figures.country >= 0.95 * figures.mentions, figures.faults
    assert figures.place >= 0.95 * figures.known, figures.faults
    assert figures.wrong <= 2, figures.faults


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("فلاديفوستوك – رويترز: غرق مركب صيد.", "فلاديفوستوك"),
        ("(أ ف ب) – باريس: أضرب العمال.", "باريس"),
        ("الرياض: محمد العلي\nدشن الوزير المصنع.", "الرياض"),
        ("تونس (وات) - تم إيقاف شخصين.", "تونس"),
        ("واس - جدة\nوصلت الباخرة.", "جدة"),
        ("باريس، 12 مايو (رويترز) - أعلن المتحف إغلاق أبوابه.", "باريس"),
        ("قال الوزير إن باريس - عاصمة الضوء - جميلة.", None),
        ("وصل الوفد إلى دبي: هكذا بدأت الرحلة.", None),
    ],
)
def test_datelines(head: str, name: str | None) -> None:
    reading = read(head)
    found = None if reading.dateline is None else reading.places[reading.dateline].name
    assert found == name


def test_the_byline_gives_a_dateline_without_mentions() -> None:
    reading = read("قال الوزير إن الطريق مفتوح.", byline="سمير عون - بيروت")
    assert reading.dateline is not None
    place = reading.places[reading.dateline]
    assert (place.name, place.country, place.mentions) == ("بيروت", "LB", [])


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("سافر بالقطار وبالرياض استقر.", "الرياض", "الرياض"),
        ("أرسل المساعدات لدمشق أمس.", "دمشق", "دمشق"),
        ("وبيروت مدينة ساحلية.", "بيروت", "بيروت"),
        ("أهدى للقاهرة تمثالا.", "للقاهرة", "القاهرة"),
        ("عاد إلى عُمان أمس.", "عُمان", "عُمان"),
    ],
)
def test_clitics_are_no_part_of_a_mention(text: str, span: str, name: str) -> None:
    (place,) = read(text).places
    assert [m.of("\n" + text) for m in place.mentions] == [span]
    assert place.name == name


def test_the_same_place_is_one_with_its_fullest_name() -> None:
    reading = read("وصل الوزير إلى عمان، وقال إن سلطنة عمان بلد مضياف، ثم غادر مسقط.")
    oman = next(place for place in reading.places if place.country == "OM" and place.kind == "country")
    assert oman.name == "سلطنة عمان"
    assert len(oman.mentions) == 2


@pytest.mark.parametrize(
    ("text", "latin", "country"),
    [
        ("قال مسؤول ليبي إن طرابلس هادئة.", "Tripoli", "LY"),
        ("قال مسؤول لبناني إن طرابلس هادئة.", "Tripoli", "LB"),
        ("زار مدينة باريس، تكساس.", "Paris", "US"),
        ("زار مدينة باريس.", "Paris", "FR"),
    ],
)
def test_the_article_decides_between_namesakes(text: str, latin: str, country: str) -> None:
    place = read(text).places[0]
    assert (place.latin, place.country) == (latin, country)


def test_persons_of_the_networks_are_no_places() -> None:
    from rawi.entities.places import find_places
    from rawi.reading.document import Document

    doc = Document(Article(body="أعلن باريس الحاج موقفه."), READER.lexicon)
    doc.persons = [(doc.norms.index("باريس"), doc.norms.index("باريس") + 2)]
    find_places(doc)
    assert doc.places == []


def test_regions_have_codes_of_the_standard() -> None:
    for name, _, kind, english, code, *_ in read_table("regions"):
        known = (
            pycountry.subdivisions.get(code=code)
            if kind == "region"
            else not code or pycountry.countries.get(alpha_2=code)
        )
        assert known, f"{name}: {code}"
        assert english


def test_the_index_has_the_names_of_the_tables() -> None:
    gazetteer = load_gazetteer()
    for id, latin, country, names, *_ in read_table("place_names"):
        for name in names.split("|"):
            if gazetteer.has(fold(name)):
                places = gazetteer.places(fold(name))
                assert (int(id), latin, country) in {(p.geonames, p.name, p.country) for p in places}


def test_demonyms_and_outlets() -> None:
    assert country_of_demonym(fold("سورية")) == "SY"
    assert country_of_demonym(fold("مصريين")) == "EG"
    assert country_of_demonym(fold("طويلة")) is None
    assert country_of_outlet("سانا") == "SY"
    assert country_of_outlet("لا أحد") is None


def test_a_place_is_an_entity_with_all_its_mentions() -> None:
    text = "وصل الوفد إلى مدينة حلب أمس. وقال محافظ حلب إن المطار جاهز."
    reading = Reader(rules_only=True).read(Article(title="", body=text))
    (place,) = [place for place in reading.places if place.latin == "Aleppo"]
    assert place.entity is not None
    entity = reading.entities[place.entity]
    assert entity.kind == "place" and entity.name == place.name
    assert {mention.span for mention in entity.mentions} >= {*place.mentions}


def test_a_place_of_the_byline_alone_is_no_entity() -> None:
    article = Article(title="", body="افتتح المعرض أمس.", byline="دبي - رويترز")
    (place,) = Reader(rules_only=True).read(article).places
    assert place.entity is None and not place.mentions
