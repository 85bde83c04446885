"""All gold articles through both forms of annotation and back: exactly equal, and without an error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rawi.annotation import Annotation, load_annotation, offset_record
from rawi.annotation.brat import ann_text, parse_ann
from rawi.annotation.faults import Report
from rawi.annotation.units import parse_units, units_text


@pytest.mark.parametrize("name", ["train.jsonl", "dev.jsonl"])
def test_gold_comes_back(shared: Path, name: str) -> None:
    file = shared / "gold" / name
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
    loaded = load_annotation(file)
    assert not loaded.errors
    assert len(loaded.annotations) == len(records)
    for record, annotation in zip(records, loaded.annotations, strict=True):
        assert offset_record(annotation) == record
        empty = Annotation(annotation.article, corpus=annotation.corpus)
        report = Report(name)
        found = list(parse_units(units_text(annotation), {record["id"]: empty}, report))
        assert [offset_record(a) for a in found] == [record]
        assert offset_record(parse_ann(ann_text(annotation), empty, report)) == record
        assert not report.faults


def test_warnings_are_few(shared: Path) -> None:
    loaded = load_annotation(shared / "gold" / "train.jsonl")
    statements = sum(len(a.statements) for a in loaded.annotations)
    assert len(loaded.faults) < 0.05 * statements
