"""Files are known by what stands in them; bad input is normal."""

from __future__ import annotations

import gzip
import io
import json
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rawi.schema import Article
from rawi.sources import SourceError, read_articles
from rawi.sources.detect import detect_format

TEXT = (
    "اتفاق على فتح المعبر\n\n"
    "أعلن المتحدث باسم اللجنة المشتركة أن المعبر سيفتح يوم الخميس.\n"
    "وأضاف أن الشاحنات ستمر من الجانبين على مراحل.\n"
)
LINE = json.dumps({"id": "j", "title": "", "body": "قال العمدة إن الماء عاد."}, ensure_ascii=False)


def one(path: Path | str) -> Article:
    (item,) = read_articles(path)
    assert isinstance(item, Article), item
    return item


def fault(path: Path | str) -> SourceError:
    (item,) = read_articles(path)
    assert isinstance(item, SourceError), item
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_text_whatever_its_name(tmp_path: Path, encoding: str, pack: object) -> None:
    path = tmp_path / "article.jsonl"
    path.write_bytes(pack(TEXT.encode(encoding)))  # type: ignore[operator]
    article = one(path)
    assert article.title == "اتفاق على فتح المعبر"
    assert article.body.endswith("على مراحل.")


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (TEXT, "plain"),
        ("[رويترز] قال مصدر إن الاجتماع أجل", "plain"),
        ("{تنويه} قال مصدر إن الاجتماع أجل", "plain"),
        ("قال إن 3 < 5 وإن <b>هذا</b> مهم", "plain"),
        ("\ufeff" + LINE + "\n" + LINE, "jsonl"),
        ("  \n" + LINE, "jsonl"),
        ('{\n  "id": "a"\n}', "json"),
        ("[\n {}", "json"),
        ("<!DOCTYPE html><html>", "html"),
        ("<!-- نسخة للطباعة -->\n<div class='x'>نص", "html"),
        ('<?xml version="1.0"?><html>', "html"),
        ("خبر <p>أول</p><p>ثان</p>", "html"),
    ],
)
def test_formats(head: str, format: str) -> None:
    assert detect_format(head) == format


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(f"{LINE}\n{LINE}".encode()))))
    assert [a.id for a in read_articles("-") if isinstance(a, Article)] == ["j", "j"]


def test_folders_and_patterns(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert [a.id for a in read_articles(tmp_path) if isinstance(a, Article)] == ["a", "b", "c"]
    assert [a.id for a in read_articles(f"{tmp_path}/*.txt") if isinstance(a, Article)] == ["a", "b"]
    assert len(list(read_articles([tmp_path / "a.txt", f"{tmp_path}/**/c.txt"]))) == 2


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    items = list(read_articles([tmp_path / "none.txt", f"{tmp_path}/*.html", tmp_path / "void"]))
    assert all(isinstance(item, SourceError) for item in items)
    assert len(items) == 3


@pytest.mark.parametrize("data", [b"", b"\n \n\t", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "empty"
    path.write_bytes(data)
    assert "empty" in fault(path).reason


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 30, "no text"),
        (b"\0" * 9000 + b"\x01", "no text"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, word: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(data)
    assert word in fault(path).reason
    assert fault(path).remedy


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_truncated_gzip_gives_what_could_be_read(tmp_path: Path, share: float) -> None:
    lines = [json.dumps({"id": str(n), "body": f"خبر رقم {n * 7919 % 1000}"}) for n in range(20_000)]
    data = gzip.compress("\n".join(lines).encode())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(data[: int(len(data) * share)])
    *items, last = read_articles(path)
    ids = [item.id for item in items if isinstance(item, Article)]
    assert ids == [str(n) for n in range(len(ids))]
    assert len(ids) > 20_000 * share * 0.8
    assert isinstance(last, SourceError)
    assert "too early" in last.reason


def test_damaged_gzip(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(f"{LINE}\n".encode() * 5))
    data[-6] ^= 0xFF
    path = tmp_path / "damaged.gz"
    path.write_bytes(bytes(data))
    items = list(read_articles(path))
    assert "damaged" in str(items[-1])


def test_gzip_of_several_members(tmp_path: Path) -> None:
    path = tmp_path / "members.gz"
    path.write_bytes(b"".join(gzip.compress(f"{LINE}\n".encode()) for _ in range(5)) + b"\0" * 100)
    assert [getattr(a, "id", None) for a in read_articles(path)] == ["j"] * 5


def test_json_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl.gz"
    line = json.dumps({"id": "x", "body": "نص " * 2000}, ensure_ascii=False).encode() + b"\n"
    path.write_bytes(gzip.compress(line * 3000, 1))
    tracemalloc.start()
    count = sum(1 for _ in read_articles(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert peak < 12_000_000


def test_ten_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("عنوان قصير\n\n" + "قال الوزير إن العمل مستمر. " * 220_000, encoding="utf-8")
    assert len(one(path).body) > 5_000_000


def test_other_languages_and_nul(tmp_path: Path) -> None:
    path = tmp_path / "en.txt"
    path.write_text("The minister said no.\0 He left.", encoding="utf-8")
    assert "said no" in one(path).body


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode(errors="replace"))))
def test_arbitrary_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(data)
    for item in read_articles(path):
        if isinstance(item, Article):
            item.text.encode()
        else:
            assert item.reason
            assert item.remedy


def test_truncated_gzip_of_a_text(tmp_path: Path) -> None:
    data = gzip.compress((TEXT + "تفاصيل أخرى عن المعبر " * 500).encode())
    path = tmp_path / "cut.txt.gz"
    path.write_bytes(data[:-12])
    article, error = read_articles(path)
    assert isinstance(article, Article)
    assert isinstance(error, SourceError)
    assert article.id == "cut"


@pytest.mark.parametrize("head", ["<!-- -->" * 8000 + "نص", "<p " * 20_000, "<!--" * 16_000, "{" * 60_000])
def test_formats_are_told_soon(head: str) -> None:
    start = time.monotonic()
    detect_format(head)
    assert time.monotonic() - start < 1


def test_a_text_that_is_larger_than_what_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rawi.sources.read_stream.MAX_FILE", 1_000_000)
    path = tmp_path / "large.txt"
    path.write_text("قال الوزير إن العمل مستمر. " * 50_000, encoding="utf-8")
    assert fault(path).code == "too-large"


def test_faults_have_codes(tmp_path: Path) -> None:
    assert fault(str(tmp_path / "none")).code == "missing"
    for data, code in ((b"", "empty"), (b"\x89PNG....", "unsupported"), (bytes(range(256)) * 30, "encoding")):
        path = tmp_path / "x"
        path.write_bytes(data)
        assert fault(path).code == code
