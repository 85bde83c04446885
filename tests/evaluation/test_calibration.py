"""How true confidences are, and `who said what` by sorts of statements, on cases worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from rawi.cli import rawi
from rawi.evaluation import (
    GoldError,
    calibration,
    load_gold,
    load_predictions,
    precision_by,
    recall_by,
    reliability,
    score_by,
)

TITLE = "الميناء"
TEXT = f"{TITLE}\nقال المدير سامي الحلبي إن الميناء جاهز. وأضاف أن السفن تصل غدا. ونفت النقابة وجود إضراب."


def _span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def _said(cue: str, content: str, speaker: str, **more: Any) -> dict[str, Any]:
    return {"cue": _span(cue), "content": [_span(content)], "speaker": speaker, **more}


READY = _said("قال", "إن الميناء جاهز", "سامي الحلبي", kind="person", mode="indirect")
SHIPS = _said("وأضاف", "أن السفن تصل غدا", "سامي الحلبي", kind="person", mode="indirect")
STRIKE = _said("ونفت", "وجود إضراب", "النقابة", kind="organization", mode="indirect")
GOLD = {"id": "port", "outlet": "الرافد", "title": TITLE, "text": TEXT, "statements": [READY, SHIPS, STRIKE]}


def _file(path: Path, *records: Any) -> str:
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    return str(path)


@pytest.fixture
def gold(tmp_path: Path) -> str:
    return _file(tmp_path / "gold.jsonl", GOLD)


@pytest.fixture
def found(tmp_path: Path) -> str:
    """Two right and one wrong statement, with confidences."""
    statements = [
        {**READY, "confidence": 0.9, "act": "assert"},
        {**SHIPS, "confidence": 0.6, "act": "assert", "parent": 0},
        {**STRIKE, "speaker": "البلدية", "confidence": 0.2, "act": "deny", "parent": 1},
    ]
    return _file(tmp_path / "found.jsonl", {"id": "port", "statements": statements})


def test_the_expected_error_is_the_mean_distance_of_the_bins() -> None:
    judged = [(0.95, True)] * 3 + [(0.95, False)] + [(0.3, False), (0.35, True)]
    diagram = reliability(judged)
    assert [part.statements for part in diagram.bins] == [0, 0, 0, 2, 0, 0, 0, 0, 0, 4]
    assert diagram.expected_error == pytest.approx((4 * (0.95 - 0.75) + 2 * (0.5 - 0.325)) / 6)


def test_confidences_at_the_edges_have_a_bin() -> None:
    diagram = reliability([(0.0, False), (0.7, True), (1.0, True)])
    assert [part.statements for part in diagram.bins] == [1, 0, 0, 0, 0, 0, 0, 1, 0, 1]
    assert reliability([]).expected_error == 0


def test_the_diagram_is_a_picture_with_a_dot_for_each_bin() -> None:
    picture = ElementTree.fromstring(reliability([(0.2, False), (0.9, True)]).to_svg())
    assert len(picture.findall("{*}circle")) == 2
    assert len(ElementTree.fromstring(reliability([]).to_svg()).findall("{*}circle")) == 0


def test_right_is_what_who_said_what_counts(gold: str, found: str) -> None:
    diagram = calibration(load_gold(gold), load_predictions(found))
    assert diagram.expected_error == pytest.approx((0.1 + 0.4 + 0.2) / 3)
    assert diagram.statements == 3
    silent = load_predictions(gold)
    assert calibration(load_gold(gold), silent).statements == 0


def test_the_command_prints_the_calibration(gold: str, found: str) -> None:
    run = CliRunner().invoke
    shown = run(rawi, ["evaluate", gold, "--predictions", found, "--calibration"])
    assert "expected calibration error 23.3" in shown.stdout
    result = run(rawi, ["evaluate", gold, "--predictions", found, "--calibration", "--json"])
    assert json.loads(result.stdout)["calibration"]["statements"] == 3


def test_unsure_predictions_are_left_out(gold: str, found: str) -> None:
    arguments = ["evaluate", gold, "--predictions", found, "--json", "--min-confidence", "0.5"]
    measures = json.loads(CliRunner().invoke(rawi, arguments).stdout)["measures"]
    assert measures["who said what"]["precision"] == 1
    assert measures["who said what"]["predicted"] == 2
    marks = load_predictions(found)[0]
    assert [s.parent for s in marks.without_unsure(0.7).statements] == [None]
    assert len(load_predictions(gold)[0].without_unsure(1).statements) == 3


def test_a_confidence_that_is_none_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path / "wrong.jsonl", {"id": "port", "statements": [{**READY, "confidence": 7}]})
    with pytest.raises(GoldError, match=r"`statements\[0\].confidence` is 7"):
        load_predictions(path)


def test_shares_by_sort(gold: str, found: str) -> None:
    articles, marks = load_gold(gold), load_predictions(found)
    kinds = recall_by("kind", articles, marks, resamples=10)
    assert {kind: (s.right, s.statements) for kind, s in kinds.items()} == {
        "person": (2, 2),
        "organization": (0, 1),
    }
    assert kinds["person"].interval == (1, 1)
    assert recall_by("act", articles, marks) == {}
    assert {act: s.share for act, s in precision_by("act", articles, marks).items()} == {
        "assert": 1,
        "deny": 0,
    }
    assert recall_by("kind", articles, [])["person"].right == 0


def test_tables_of_outlets_have_intervals(gold: str, found: str) -> None:
    (table,) = score_by("outlet", load_gold(gold), load_predictions(found), resamples=10).values()
    assert table["who said what"].interval == pytest.approx((2 / 3, 2 / 3))
