"""Hits as tables and lines of JSON: whole, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import pytest

from rawi.archive.hits import Results, Snippet, StatementHit
from rawi.export.tables import BOM, safe_cell, write_hits
from rawi.schema import Span


def hit(content: str = "إن الموازنة جاهزة", speaker: str = "سامي الحلبي") -> StatementHit:
    return StatementHit(
        statement=1, version=1, article="a", outlet="الرافد", url="", title="عنوان", day="2024-03-02",
        speaker=speaker, speaker_latin=None, kind="person", act="assert", negated=False, mode="indirect",
        cue="قال", source=None, content=content, content_spans=[Span(3, 20)], via=["رويترز", "مصدر"],
        addressee=None, confidence=0.5, copy=False, score=1.0, snippet=Snippet(Span(3, 20), content),
    )  # fmt: skip


def written(form: str, *hits: StatementHit) -> str:
    out = io.StringIO()
    assert write_hits(hits, out, form, articles=False) == len(hits)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_table_opens_in_excel() -> None:
    text = written("csv", hit(content='سطر\nو"علامة"، وفاصلة'))
    assert text.startswith(BOM)
    (row,) = csv.DictReader(io.StringIO(text.removeprefix(BOM)))
    assert (row["content"], row["via"]) == ('سطر\nو"علامة"، وفاصلة', "رويترز ← مصدر")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert f"'{start}cmd" in written("csv", hit(speaker=f"{start}cmd"))


def test_numbers_stay_numbers() -> None:
    assert safe_cell(-0.5) == -0.5


def test_lines_of_json_have_everything() -> None:
    first, second = written("jsonl", hit(), hit(content="\x9b2J")).splitlines()
    assert json.loads(first)["content_spans"] == [{"start": 3, "end": 20}]
    assert json.loads(second)["content"] == "\x9b2J" and "\x9b" not in second


def test_a_page_as_a_data_frame() -> None:
    pytest.importorskip("pandas")
    frame = Results(total=1, offset=0, hits=[hit()]).to_pandas()
    assert list(frame["speaker"]) == ["سامي الحلبي"]
