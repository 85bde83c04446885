"""JSON and JSON lines, good and broken."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from rawi.schema import Article
from rawi.sources import Position, SourceError, read_articles

RECORD = {
    "id": "a1",
    "outlet": "الشاطئ",
    "url": "https://example.org/a1",
    "date": "2021-03-04",
    "title": "البلدية تنفي إغلاق السوق",
    "byline": "صيدا: رنا فارس",
    "body": "نفى رئيس البلدية وليد حمود إغلاق السوق القديم.\nوقال إن الترميم يبدأ بعد العيد.",
}


def write(path: Path, *records: object) -> str:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    data = ("\n".join(lines) + "\n").encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return str(path)


def articles(items: list[Article | SourceError]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def errors(items: list[Article | SourceError]) -> list[SourceError]:
    return [item for item in items if isinstance(item, SourceError)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "name-says-nothing", "a.txt"])
def test_all_fields_come_through(tmp_path: Path, name: str) -> None:
    (article,) = read_articles(write(tmp_path / name, RECORD))
    assert isinstance(article, Article)
    assert {f: getattr(article, f) for f in RECORD} == RECORD
    assert article.text == f"{RECORD['title']}\n{RECORD['body']}"


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("array", [False, True])
def test_one_json_document(tmp_path: Path, indent: int | None, array: bool) -> None:
    document = [RECORD, {**RECORD, "id": "a2"}] if array else RECORD
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
    found = articles(list(read_articles(path)))
    assert [a.id for a in found] == (["a1", "a2"] if array else ["a1"])


@pytest.mark.parametrize("title", ["عنوان الخبر", ""])
def test_text_of_gold_files_is_headline_and_body(tmp_path: Path, title: str) -> None:
    text = f"{title}\nقال المدير إن العمل مستمر.\nثم غادر."
    (article,) = read_articles(write(tmp_path / "g.jsonl", {"id": "g", "title": title, "text": text}))
    assert isinstance(article, Article)
    assert article.text == text
    assert article.title == title


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad: list[object] = [
        '{"id": "x", "body": ',
        "[1, 2]",
        {"id": "x", "title": "بلا نص"},
        {"body": ["ليس نصا"]},
        "not json at all",
        '{"body": ' + "[" * 100_000,
    ]
    lines: list[object] = [RECORD]
    for record in bad:
        lines += [record, RECORD]
    items = list(read_articles(write(tmp_path / "bad.jsonl", *lines)))
    assert len(articles(items)) == len(bad) + 1
    assert [e.line for e in errors(items)] == [2, 4, 6, 8, 10, 12]
    assert all(e.file.endswith("bad.jsonl") and e.reason and e.remedy for e in errors(items))
    assert "neither `body` nor `text`" in errors(items)[2].reason


@pytest.mark.parametrize("first", ['{"id": "x", "body": ', '{"id": 1}', '{"broken'])
def test_a_bad_first_line_does_not_lose_the_file(tmp_path: Path, first: str) -> None:
    items = list(read_articles(write(tmp_path / "f.jsonl", first, RECORD, RECORD)))
    assert len(articles(items)) == 2
    assert [e.line for e in errors(items)] == [1]


def test_invalid_utf_8_in_one_line(tmp_path: Path) -> None:
    good = json.dumps(RECORD, ensure_ascii=False).encode()
    path = tmp_path / "u.jsonl"
    path.write_bytes(b"\n".join([good, good[:80] + b"\xff\xfe" + good[80:], good]))
    items = list(read_articles(path))
    assert len(articles(items)) == 2
    assert errors(items)[0].line == 2
    assert "UTF-8" in errors(items)[0].reason


def test_half_surrogates_and_control_characters_keep_their_place(tmp_path: Path) -> None:
    line = '{"id": "s", "title": "", "body": "قال\\ud83d المدير\\u0000 إن \t الأمر انتهى"}'
    (article,) = read_articles(write(tmp_path / "s.jsonl", line))
    assert isinstance(article, Article)
    assert article.body == "قال\ufffd المدير\0 إن \t الأمر انتهى"
    article.text.encode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1256", "utf-8-sig"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "e.jsonl"
    lines = "\n".join([json.dumps(RECORD, ensure_ascii=False)] * 3)
    path.write_bytes(lines.encode(encoding))
    found = articles(list(read_articles(path)))
    assert [a.body for a in found] == [RECORD["body"]] * 3


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2020-01-05T10:00:00Z", "2020-01-05"),
        ("2020/1/5", "2020-01-05"),
        ("أمس", None),
        (None, None),
        ("", None),
    ],
)
def test_days(tmp_path: Path, date: str | None, day: str | None) -> None:
    (article,) = read_articles(write(tmp_path / "d.jsonl", {**RECORD, "date": date}))
    assert isinstance(article, Article)
    assert article.date == day


def test_numbers_as_ids(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path / "n.jsonl", {**RECORD, "id": 17}))
    assert isinstance(article, Article)
    assert article.id == "17"


def test_position_follows(tmp_path: Path) -> None:
    path = write(tmp_path / "p.jsonl", RECORD, "", RECORD)
    position = Position()
    lines = [position.line for _ in read_articles(path, position=position)]
    assert lines == [1, 3]
    assert position.file == path
    assert position.read == position.total == Path(path).stat().st_size


def test_broken_json_document(tmp_path: Path) -> None:
    (error,) = read_articles(write(tmp_path / "b.json", "[", '{"id": "a",', '"body": "نص"', "{]"))
    assert isinstance(error, SourceError)
    assert error.line == 4


def test_a_record_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rawi.sources.jsonl.MAX_LINE", 200_000)
    long = {**RECORD, "body": "نص " * 100_000}
    items = list(read_articles(write(tmp_path / "l.jsonl", RECORD, long, RECORD, long)))
    assert [isinstance(i, Article) for i in items] == [True, False, True, False]
    assert [e.line for e in errors(items)] == [2, 4]
    assert "more than 200,000 bytes" in errors(items)[0].reason


def test_records_longer_than_a_chunk(tmp_path: Path) -> None:
    long = {**RECORD, "body": "كلمة " * 100_000}
    found = articles(list(read_articles(write(tmp_path / "c.jsonl", long, RECORD, long))))
    assert [len(a.body) for a in found] == [500_000, len(str(RECORD["body"])), 500_000]
