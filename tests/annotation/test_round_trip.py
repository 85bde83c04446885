"""Offsets → units → offsets and offsets → brat → offsets: exactly equal."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from articles import ARTICLES, make_article
from perturb import synthetic_gold
from rawi.annotation import Annotation, annotation_of, load_annotation, offset_record, write_folder
from rawi.annotation.brat import ann_text, parse_ann
from rawi.annotation.faults import Report
from rawi.annotation.folder import Format
from rawi.annotation.form import MarksReader, read_article, read_offsets
from rawi.annotation.units import parse_units, units_line, units_text
from rawi.reading.reader import Reader
from rawi.schema import Article

READER = Reader()


def through_units(annotation: Annotation) -> Annotation:
    report = Report("x.units.txt")
    known = {annotation.article.id: Annotation(annotation.article, corpus=annotation.corpus)}
    found = list(parse_units(units_text(annotation), known, report))
    assert not report.faults
    assert len(found) == 1
    return found[0]


def through_brat(annotation: Annotation) -> Annotation:
    report = Report("x.ann")
    known = Annotation(annotation.article, corpus=annotation.corpus)
    found = parse_ann(ann_text(annotation), known, report)
    assert not report.faults
    return found


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.id)
def test_readings_come_back(article: Article) -> None:
    annotation = annotation_of(READER.read(article))
    assert annotation.article == article
    assert through_units(annotation) == annotation
    assert through_brat(annotation) == annotation
    assert offset_record(through_units(annotation)) == offset_record(annotation)


def test_made_articles_come_back() -> None:
    draw = random.Random(11)
    for _ in range(15):
        annotation = annotation_of(READER.read(make_article(draw, 25)))
        assert through_units(annotation) == annotation
        assert through_brat(annotation) == annotation


def test_marks_at_random_places_come_back() -> None:
    for record in synthetic_gold(random.Random(5), 40):
        for statement in record["statements"]:
            statement["speaker"] = statement["speaker"]["name"]
        article, corpus = read_article(record)
        report = Report("")
        length = len(article.text)
        reader = MarksReader(lambda value, length=length: read_offsets(value, length), report)  # type: ignore[misc]
        annotation = Annotation(article, reader.credits(record), reader.statements(record), corpus)
        assert not report.faults
        assert through_units(annotation) == annotation
        assert through_brat(annotation) == annotation


@pytest.mark.parametrize("format", ["units", "brat"])
def test_folders_come_back(tmp_path: Path, format: Format) -> None:
    annotations = [annotation_of(READER.read(article)) for article in ARTICLES]
    write_folder(tmp_path, annotations, format)
    found = load_annotation(tmp_path).annotations
    by_id = {a.article.id: a for a in found}
    assert [by_id[a.article.id] for a in annotations] == annotations


def test_a_content_over_two_lines_is_in_fragments() -> None:
    article = Article(id="x", title="عنوان", body="قال: نعم\nثم لا")
    start = article.text.index("نعم")
    record = {"cue": [6, 9], "content": [[start, len(article.text)]], "speaker": "س", "kind": "person"}
    reader = MarksReader(lambda value: read_offsets(value, 99), Report(""))
    annotation = Annotation(article, [], reader.statements({"statements": [record]}))
    assert f"Content {start} {start + 3};{start + 4} {start + 9}\tنعم ثم لا" in ann_text(annotation)
    assert through_brat(annotation) == annotation


def test_the_annotation_is_one_line_of_json() -> None:
    annotation = annotation_of(READER.read(ARTICLES[0]))
    line = units_line(annotation)
    assert "\n" not in line
    assert json.loads(line)["id"] == ARTICLES[0].id
    assert units_text(annotation).splitlines()[-1] == line


def test_json_over_several_lines_is_read_too() -> None:
    annotation = annotation_of(READER.read(ARTICLES[0]))
    pretty = json.dumps(json.loads(units_line(annotation)), ensure_ascii=False, indent=1)
    report = Report("x")
    found = list(parse_units(pretty, {annotation.article.id: Annotation(annotation.article)}, report))
    assert found == [annotation]
    assert not report.faults
    lines = pretty.split("\n")
    for statement in found[0].statements:
        assert statement.line is not None
        assert lines[statement.line - 1].strip() == "{"
