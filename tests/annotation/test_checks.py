"""What `rawi gold check` finds wrong: each fault with its place and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rawi.annotation import Annotation, AnnotationFault, Loaded, load_annotation, write_folder
from rawi.annotation.brat import ann_text
from rawi.schema import Article

ARTICLE = Article(
    id="bridge",
    title="جسر الوادي مغلق",
    outlet="الرافد",
    body="أعلن مدير الطرق نادر سلوم أن الجسر «مغلق للصيانة».\n"
    "وأكد سلوم أن العمل يبدأ غدا، مضيفا: «سننهي العمل سريعا».\n"
    "ونقلت وكالة الضفة عن مهندس قوله إن المدير أبلغ البلدية أن الكلفة كبيرة.",
)
SOUND: list[dict[str, Any]] = [
    {
        "cue": "1:أعلن",
        "source": "1:مدير الطرق نادر سلوم",
        "speaker": "نادر سلوم",
        "kind": "person",
        "content": ["1:أن الجسر … للصيانة"],
        "mode": "mixed",
    },
    {
        "cue": "2:وأكد",
        "source": "2:سلوم",
        "speaker": "نادر سلوم",
        "kind": "person",
        "content": ["2:أن العمل يبدأ غدا"],
        "mode": "indirect",
    },
    {
        "cue": "2:مضيفا",
        "source": None,
        "speaker": "نادر سلوم",
        "kind": "person",
        "content": ["2:سننهي العمل سريعا"],
        "mode": "direct",
    },
    {
        "cue": "3:ونقلت",
        "source": "3:مهندس",
        "speaker": "مهندس",
        "kind": "anonymous",
        "content": ["3:إن المدير … كبيرة"],
        "mode": "indirect",
        "via": [{"span": "3:وكالة الضفة", "name": "الضفة", "kind": "media"}],
    },
    {
        "cue": "3:أبلغ",
        "source": "3:المدير",
        "speaker": "نادر سلوم",
        "kind": "person",
        "content": ["3:أن الكلفة كبيرة"],
        "mode": "indirect",
        "parent": 3,
        "addressee": "3:البلدية",
    },
]


def check(folder: Path, statements: object, *, id: str = "bridge", extra: str = "") -> Loaded:
    """Writes an annotation as an annotator would, and checks it."""
    write_folder(folder, [Annotation(ARTICLE)])
    file = folder / "bridge.units.txt"
    shown = file.read_text(encoding="utf-8").split("\n{")[0]
    line = json.dumps({"id": id, "credits": [], "statements": statements}, ensure_ascii=False)
    file.write_text(f"{shown}\n{line}\n{extra}", encoding="utf-8")
    return load_annotation(folder)


def changed(number: int, **parts: Any) -> list[dict[str, Any]]:
    return [{**s, **parts} if i == number else s for i, s in enumerate(SOUND)]


def test_a_sound_annotation_has_no_fault(tmp_path: Path) -> None:
    loaded = check(tmp_path, SOUND)
    assert loaded.faults == []
    assert len(loaded.sound) == 1
    assert loaded.sound[0].statements[4].parent == 3


@pytest.mark.parametrize(
    ("number", "parts", "where", "reason", "severity"),
    [
        (0, {"cue": "1:أعلنت"}, "statements[0].cue", "does not stand in unit 1", "error"),
        (0, {"cue": None}, "statements[0].cue", "missing", "error"),
        (0, {"cue": [3, 9]}, "statements[0].cue", "unit:words", "error"),
        (0, {"content": []}, "statements[0].content", "no content", "error"),
        (0, {"content": "1:أن الجسر"}, "statements[0].content", "list of spans", "error"),
        (0, {"speaker": None}, "statements[0].speaker", "missing", "error"),
        (0, {"speaker": 7}, "statements[0].speaker", "no string", "error"),
        (0, {"kind": "man"}, "statements[0].kind", "expected person, role", "error"),
        (0, {"kind": None}, "statements[0].kind", "missing", "error"),
        (0, {"mode": "quoted"}, "statements[0].mode", "expected direct", "error"),
        (0, {"act": "sing"}, "statements[0].act", "expected assert", "error"),
        (3, {"via": [{"span": "3:وكالة الضفة", "name": "الضفة"}]}, "statements[3].via[0].kind", "", "error"),
        (3, {"via": ["الضفة"]}, "statements[3].via[0]", "object", "error"),
        (4, {"parent": 9}, "statements[4].parent", "no statement 9; expected 0 to 4", "error"),
        (4, {"parent": 4}, "statements[4].parent", "circle", "error"),
        (4, {"parent": 1}, "statements[4].parent", "content of statements[1]", "error"),
        (4, {"parent": "3"}, "statements[4].parent", "index", "error"),
        (1, {"speaker": "نادر سلّوم"}, "statements[1].speaker", "one spelling", "error"),
        (1, {"content": ["2:وأكد سلوم … غدا"]}, "statements[1].content[0]", "cue stands in it", "error"),
        (1, {"speaker": "سلوم"}, "statements[1].speaker", "fullest name", "warning"),
        (1, {"kind": "role"}, "statements[1].kind", "is role here and person", "warning"),
        (1, {"content": ["2:العمل يبدأ غدا"]}, "statements[1].content[0]", "begin at it", "warning"),
        (1, {"content": ["2:أن العمل … غدا،"]}, "statements[1].content[0]", "ends with", "warning"),
        (2, {"content": ["2:«سننهي العمل سريعا»"]}, "statements[2].content[0]", "outer", "warning"),
        (2, {"mode": "indirect"}, "statements[2].mode", "all of the content", "warning"),
        (1, {"mode": "direct"}, "statements[1].mode", "none of the content", "warning"),
        (1, {"mode": "mixed"}, "statements[1].mode", "none of the content", "warning"),
        (1, {"source": "2:سل"}, "statements[1].source", "whole words", "warning"),
        (1, {"cue": "2:مضيفا"}, "statements[2].cue", "same cue", "warning"),
    ],
)
def test_each_fault_is_found(
    tmp_path: Path, number: int, parts: dict[str, Any], where: str, reason: str, severity: str
) -> None:
    loaded = check(tmp_path, changed(number, **parts))
    found = [f for f in loaded.faults if f.where == where and reason in f.reason]
    assert found, [str(f) for f in loaded.faults]
    fault = found[0]
    assert fault.severity == severity
    assert fault.remedy
    assert fault.article == "bridge"
    assert fault.line == 8
    assert (loaded.sound == []) is (severity == "error")


def test_a_fault_names_file_line_unit_and_remedy(tmp_path: Path) -> None:
    (fault,) = check(tmp_path, changed(1, cue="2:واكد")).faults
    file = tmp_path / "bridge.units.txt"
    place = f"{file}:8: error: bridge, unit 2, statements[1].cue"
    assert str(fault) == f"{place}: ‘واكد’ does not stand in unit 2; nearest is 2:وأكد"


def test_circles_of_parents_are_found(tmp_path: Path) -> None:
    statements = [{**s, "parent": (i + 1) % 5} for i, s in enumerate(SOUND)]
    faults = [f for f in check(tmp_path, statements).faults if "circle" in f.reason]
    assert len(faults) == 5


def test_broken_files_are_explained(tmp_path: Path) -> None:
    assert "that of no article" in _only(check(tmp_path / "a", SOUND, id="other")).reason
    assert "neither a unit" in _only(check(tmp_path / "b", SOUND, extra="ملاحظة\n")).reason
    file = tmp_path / "b" / "bridge.units.txt"
    file.write_text(file.read_text(encoding="utf-8").replace('"credits": [],', '"credits": []'), "utf-8")
    fault = load_annotation(file).faults[0]
    assert "no JSON" in fault.reason
    assert fault.line == 8
    file.write_text("# nothing\n", encoding="utf-8")
    assert "no annotation" in _only(load_annotation(file)).reason
    file.write_bytes(b"\xff\xfe\xff")
    assert "UTF-8" in _only(load_annotation(file)).reason


def test_a_changed_unit_is_named(tmp_path: Path) -> None:
    check(tmp_path, SOUND)
    file = tmp_path / "bridge.units.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("[2] وأكد", "[2] و أكد"), encoding="utf-8")
    fault = _only(load_annotation(tmp_path))
    assert (fault.severity, fault.unit, fault.line) == ("warning", 2, 5)


def test_an_article_annotated_twice_is_named(tmp_path: Path) -> None:
    check(tmp_path, SOUND)
    file = tmp_path / "bridge.units.txt"
    (tmp_path / "copy.units.txt").write_bytes(file.read_bytes())
    loaded = load_annotation(tmp_path)
    assert "twice" in _only(loaded).reason
    assert loaded.sound == []


def test_faults_of_brat_files_name_event_and_line(tmp_path: Path) -> None:
    sound = check(tmp_path / "units", SOUND).sound[0]
    folder = tmp_path / "brat"
    write_folder(folder, [sound], "brat")
    assert load_annotation(folder).faults == []
    file = folder / "bridge.ann"
    text = ann_text(sound)
    file.write_text(text.replace("Mode E2 indirect", "Mode E2 sung"), encoding="utf-8")
    fault = _only(load_annotation(folder))
    assert (fault.where, fault.unit) == ("E2.mode", 2)
    assert fault.line == text.split("\n").index(next(li for li in text.split("\n") if li[:3] == "E2\t")) + 1
    file.write_text(text + "T99\tCue 5000 5003\tقال\n", encoding="utf-8")
    assert "within 0" in _only(load_annotation(folder)).reason
    file.write_text(text.replace("Source:T2", "Source:T77"), encoding="utf-8")
    assert "T77" in _only(load_annotation(folder)).reason
    file.write_text(text, encoding="utf-8")
    (folder / "bridge.txt").write_text("نص آخر", encoding="utf-8")
    assert "not as the article came in" in _only(load_annotation(folder)).reason


def _only(loaded: Loaded) -> AnnotationFault:
    assert len(loaded.faults) == 1, [str(fault) for fault in loaded.faults]
    return loaded.faults[0]
