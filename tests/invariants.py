"""What is true of every reading, whatever the article was."""

from __future__ import annotations

from itertools import pairwise

from rawi.schema import ACTS, Article, Entity, Reading, Span, Statement


def check_reading(reading: Reading, article: Article) -> None:
    """Asserts that a reading is well formed and belongs to its article."""
    assert reading.text == article.text
    for span in reading.sentences:
        _check_span(span, reading.text)
    assert reading.sentences == sorted(reading.sentences)
    for credit in reading.credits:
        _check_span(credit.span, reading.text)
        assert credit.name
    cues = [statement.cue for statement in reading.statements]
    assert cues == sorted(cues)
    for index, statement in enumerate(reading.statements):
        _check_statement(statement, reading)
        _check_ancestors(index, reading)
    for place in reading.places:
        assert place.entity is None or reading.entities[place.entity].kind == "place"
    for entity in reading.entities:
        _check_entity(entity, reading.text)
    first = [entity.mentions[0].span for entity in reading.entities]
    assert first == sorted(first)
    _check_pointers(reading)
    restored = Reading.from_json(reading.to_json())
    assert restored == reading
    assert restored.to_dict() == reading.to_dict() == Reading.from_dict(reading.to_dict()).to_dict()


def _check_entity(entity: Entity, text: str) -> None:
    assert entity.name == " ".join(entity.name.split())
    assert entity.name and entity.mentions
    for mention in entity.mentions:
        _check_span(mention.span, text)
    for before, after in pairwise(entity.mentions):
        assert before.span.end <= after.span.start, "two mentions of one entity share characters"
    if entity.kind != "person":
        assert not entity.offices
        assert entity.gender is None
        assert all(mention.form != "office" for mention in entity.mentions)
    assert len(set(entity.offices)) == len(entity.offices)


def _check_pointers(reading: Reading) -> None:
    for statement in reading.statements:
        pointers = [statement.speaker.entity, statement.addressee_entity, *(v.entity for v in statement.via)]
        assert all(index is None or 0 <= index < len(reading.entities) for index in pointers)
        assert statement.speaker.name is not None or statement.speaker.entity is None
        assert statement.addressee is not None or statement.addressee_entity is None


def _check_statement(statement: Statement, reading: Reading) -> None:
    text = reading.text
    for span in (statement.cue, statement.source, statement.addressee, statement.medium):
        if span is not None:
            _check_span(span, text)
    assert statement.content
    for span in statement.content:
        _check_span(span, text)
        assert not _overlap(span, statement.cue), "the cue stands in its own content"
    for before, after in zip(statement.content, statement.content[1:], strict=False):
        assert before.end <= after.start
    if statement.source is not None:
        assert not _overlap(statement.source, statement.cue), "cue and source share characters"
    for via in statement.via:
        _check_span(via.span, text)
        assert via.name
    assert statement.speaker.name != ""
    assert statement.speaker.name is None or not statement.speaker.candidates
    assert statement.act in ACTS
    assert statement.mode in {"direct", "indirect", "mixed"}
    assert 0 <= statement.confidence <= 1
    chain = statement.chain()
    assert chain[-1].role == "speaker"
    assert chain[-1].name == statement.speaker.name
    assert statement.content_text and statement.cue_text


def _check_ancestors(index: int, reading: Reading) -> None:
    seen = {index}
    parent = reading.statements[index].parent
    if parent is not None:
        assert 0 <= parent < len(reading.statements)
        child = reading.statements[index].cue
        assert any(_overlap(child, span) for span in reading.statements[parent].content)
    while parent is not None:
        assert parent not in seen, "a statement is its own ancestor"
        seen.add(parent)
        parent = reading.statements[parent].parent


def _check_span(span: Span, text: str) -> None:
    assert 0 <= span.start < span.end <= len(text)
    assert span.of(text) == span.of(text).strip(), "white space at the end of a span"


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
