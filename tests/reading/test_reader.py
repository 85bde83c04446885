"""The reader as a whole: what it says of texts that it cannot read, many articles, sentences."""

from __future__ import annotations

import json
import pickle

import pytest

import rawi
from rawi.reading.lexicon import read_table
from rawi.reading.reader import LEARNED_STEPS, STEPS, Reader
from rawi.schema import Article

READER = Reader()
SAID = "قال المدير سامي الحلبي إن الطريق مفتوح."


@pytest.mark.parametrize("text", ["", " \n\t\u00a0 \n"])
def test_an_empty_text_is_said_to_be_empty(text: str) -> None:
    reading = rawi.read(text)
    assert reading.notes == ["the text is empty"]
    assert not reading.statements and not reading.sentences


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("The minister said that the road is open. قال", "the text is not Arabic: 9% of its letters are"),
        ("Министр сказал, что дорога открыта.", "the text is not Arabic: 0% of its letters are"),
        ("12 : 30 … «»", "the text has no letters"),
    ],
)
def test_a_text_that_is_not_arabic_is_not_searched(text: str, note: str) -> None:
    reading = rawi.read(text)
    assert [n.startswith(note) for n in reading.notes] == [True]
    assert not reading.statements
    assert [s.of(reading.text) for s in reading.sentences][-1] in text


def test_an_arabic_article_has_no_notes_though_it_begins_in_another_language() -> None:
    reading = rawi.read("BBC NEWS / LONDON — LIVE\n" * 30 + f"{SAID}\n" * 40)
    assert not reading.notes
    assert len(reading.statements) == 40


def test_surrogates_are_replaced_so_that_the_reading_can_be_written() -> None:
    article = Article(title="خبر \ud83d", body=f"\udc00 {SAID}", id="\ud800", outlet="ص\udfff", date="\ud900")
    reading = READER.read(article)
    assert len(reading.text) == len(article.text)
    assert reading.text == f"خبر \ufffd\n\ufffd {SAID}"
    assert json.loads(reading.to_json())["outlet"] == "ص\ufffd"
    assert reading.statements[0].content_text == "إن الطريق مفتوح"


def test_sentences_hold_no_ends_of_lines() -> None:
    reading = rawi.read(f"\n\n {SAID} \n\n  وأضاف: «لا خوف.\nلا شك» !\n\n", title="عنوان")
    assert [s.of(reading.text) for s in reading.sentences] == ["عنوان", SAID, "وأضاف: «لا خوف.", "لا شك» !"]


def test_read_loads_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    rawi.read(SAID)
    monkeypatch.setattr(Reader, "__init__", lambda self, **_: pytest.fail("another reader"))
    assert (
        rawi.read(SAID, title="عنوان", outlet="الرافد", date="2020-01-01", byline="دمشق").outlet == "الرافد"
    )


@pytest.mark.parametrize("processes", [1, 2, None])
def test_many_articles_come_in_their_order(processes: int | None) -> None:
    articles = [Article(id=str(k), body=SAID if k % 3 else "") for k in range(50)]
    readings = list(READER.read_many(iter(articles), processes=processes))
    assert readings == [READER.read(article) for article in articles]


def test_a_reader_is_sent_to_another_process_without_its_lexicons() -> None:
    for reader in (READER, Reader(rules_only=True)):
        sent = pickle.dumps(reader)
        assert len(sent) < 200
        received = pickle.loads(sent)
        assert received.rules_only == reader.rules_only
        assert received.read(Article(body=SAID)) == reader.read(Article(body=SAID))


def test_steps_have_names_of_their_own() -> None:
    assert READER.steps is LEARNED_STEPS and Reader(rules_only=True).steps is STEPS
    names = [name for name, _ in LEARNED_STEPS]
    assert len(set(names)) == len(names)


def test_statements_in_statements_nest_only_so_deep() -> None:
    reading = rawi.read("قال الوزير سامي الحلبي إن " * 100 + "الطريق مفتوح.")
    assert max(len(s.chain()) for s in reading.statements) < 20


@pytest.mark.parametrize(
    "opener", ["أن", "بأن", "إلى أن", "على أن", "من أن", "عن", "بالقرار", "للقرار", ": «نعم لذلك الآن»"]
)
def test_every_verb_of_the_lexicon_with_every_opener(opener: str) -> None:
    for perfect, imperfect, *_ in read_table("cue_verbs"):
        for verb in (perfect, imperfect):
            if verb == "-":
                continue
            reading = READER.read(
                Article(body=f"و{verb} وزير النقل سامر حداد في الجامعة {opener} القرار جاهز.")
            )
            assert all(statement.cue_text for statement in reading.statements)
