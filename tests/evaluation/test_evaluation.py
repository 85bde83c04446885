"""The measures on cases worked out by hand, gold files that are wrong, and the command."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from perturb import perturbed, synthetic_gold
from rawi.cli.evaluate import evaluate
from rawi.evaluation import GoldError, find_faults, load_gold, load_predictions, same_speaker, score, score_by

TITLE = "تصريح"
BODY = "قال الوزير سامي الحلبي إن المحادثات انتهت. وأضاف: «نجحنا»."
TEXT = f"{TITLE}\n{BODY}"


def _span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def _statement(cue: str, content: str, **more: Any) -> dict[str, Any]:
    return {"cue": _span(cue), "content": [_span(content)], "speaker": "سامي الحلبي", **more}


SAID = _statement("قال", "إن المحادثات انتهت", source=_span("الوزير سامي الحلبي"), mode="indirect")
ADDED = _statement("وأضاف", "نجحنا", source=None, mode="direct")
GOLD = {"id": "a1", "outlet": "x", "title": TITLE, "text": TEXT, "statements": [SAID, ADDED]}


def _file(folder: Path, *records: Any, name: str = "gold.jsonl") -> str:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    path = _file(tmp_path, GOLD)
    table = score(load_gold(path), load_predictions(path))
    assert {row.f1 for row in table.rows.values() if row.gold} == {1.0}
    assert table.mode_accuracy == 1
    assert (table["cue"].gold, table["source"].gold, table["via"].gold) == (2, 1, 0)


def test_marks_and_stops_at_the_ends_of_spans_do_not_count(tmp_path: Path) -> None:
    wider = {**ADDED, "cue": _span("وأضاف:"), "content": [_span("«نجحنا».")]}
    predicted = _file(tmp_path, {"id": "a1", "statements": [SAID, wider]}, name="p.jsonl")
    table = score(load_gold(_file(tmp_path, GOLD)), load_predictions(predicted))
    assert table["all"].f1 == 1


def test_each_fault_is_named(tmp_path: Path) -> None:
    other = {**SAID, "speaker": "منى زهير"}
    invented = _statement("تصريح", "تصريح")
    predicted = _file(tmp_path, {"id": "a1", "statements": [other, invented]}, name="p.jsonl")
    gold, found = load_gold(_file(tmp_path, GOLD)), load_predictions(predicted)
    assert [f.fault for f in find_faults(gold, found)] == ["wrong", "missed", "spurious"]
    table = score(gold, found)
    assert (table["cue"].correct, table["speaker"].correct, table["who said what"].correct) == (1, 0, 0)


def test_articles_without_a_prediction_count_as_empty(tmp_path: Path) -> None:
    table = score(load_gold(_file(tmp_path, GOLD)), [])
    assert (table.unread, table["cue"].recall, table["cue"].precision) == (1, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("سامي الحلبي", "السيد سامي الحلبي", True),
        ("الحلبي", "الدكتور سامي الحَلَبي", True),
        ("مصلون", "المصلين", True),
        ("وكالة الأفق", "الأفق", True),
        ("سامي الحلبي", "منى الزهير", False),
        ("وزير", "وزير الدولة للشؤون الخارجية والتعاون", False),
        ("", "", True),
        ("", "سامي", False),
    ],
)
def test_one_speaker_under_two_names(one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ("{", "line 2: no JSON"),
        ([], "expected an object with a string `id`"),
        ({"id": "a2", "statements": []}, "`text` is missing"),
        ({**GOLD, "id": "a2", "title": "آخر"}, "`text` does not begin with `title`"),
        ({**GOLD, "id": "a2", "statements": [{**SAID, "cue": None}]}, "`statements[0].cue` is missing"),
        ({**GOLD, "id": "a2", "statements": [{**SAID, "cue": [5, 999]}]}, "`statements[0].cue` is [5, 999]"),
        ({**GOLD, "id": "a2", "statements": [{**SAID, "cue": [5]}]}, "`statements[0].cue` is no span"),
        ({**GOLD, "id": "a2", "statements": [{**SAID, "parent": 3}]}, "`statements[0].parent` is 3"),
        (GOLD, "id 'a1' is that of line 1 too"),
    ],
)
def test_a_faulty_gold_file_is_refused_with_file_and_line(tmp_path: Path, record: Any, message: str) -> None:
    path = _file(tmp_path, GOLD, record)
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(caught.value).startswith(f"{path}, line 2: ")
    assert message in str(caught.value)


def test_an_empty_gold_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no article in it"):
        load_gold(_file(tmp_path))


def test_intervals_hold_the_figure_and_repeat(tmp_path: Path) -> None:
    draw = random.Random(3)
    records = synthetic_gold(draw, articles=20)
    gold = load_gold(_file(tmp_path, *records))
    found = load_predictions(_file(tmp_path, *perturbed(records, draw, 0.3), name="p.jsonl"))
    table = score(gold, found, resamples=200)
    for row in table.rows.values():
        assert row.interval is not None
        assert row.interval[0] <= row.f1 <= row.interval[1]
    assert score(gold, found, resamples=200).to_dict() == table.to_dict()


def test_parts_add_up(tmp_path: Path) -> None:
    draw = random.Random(4)
    records = synthetic_gold(draw, articles=15)
    gold = load_gold(_file(tmp_path, *records))
    found = load_predictions(_file(tmp_path, *perturbed(records, draw, 0.3), name="p.jsonl"))
    parts = score_by("outlet", gold, found)
    assert len(parts) == 3
    assert (
        sum(p["content overlap"].correct for p in parts.values())
        == score(gold, found)["content overlap"].correct
    )


def test_the_command_reads_and_measures(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        evaluate, [_file(tmp_path, GOLD), "--json", "--by", "outlet", "--errors", "3"]
    )
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert figures["articles"] == 1
    assert set(figures["by"]["outlet"]) == {"x"}
    assert figures["measures"]["who said what"]["gold"] == 2


def test_the_command_names_a_faulty_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(evaluate, [_file(tmp_path, GOLD, "{")])
    assert result.exit_code == 1
    assert "line 2: no JSON" in result.output
