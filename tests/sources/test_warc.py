"""Web archives: Arabic pages come out, all else is counted."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from rawi.schema import Article
from rawi.sources import Position, Record, SourceError, read_records

PARAGRAPHS = [
    "أعلنت إدارة المرفأ أن السفن ستعود إلى الأرصفة الغربية في مطلع الشهر، بعد أن انتهت أعمال التعميق.",
    "وقال مدير المرفأ سليم عواد إن الحركة توقفت شهرين، وإن الشركات التي تضررت ستحصل على تعويضات.",
    "وأضاف أن المرحلة الثانية من العمل لن تعطل السفن، لأن الرصيف الشرقي جاهز لاستقبالها منذ الصيف.",
]
ARABIC = "<html><head><title>عودة السفن</title></head><body><article><h1>عودة السفن</h1>" + "".join(
    f"<p>{p}</p>" for p in PARAGRAPHS
)
PERSIAN = (
    "<html><body>"
    + "<p>وزیر گفت که این کار را برای مردم شهر انجام می دهیم و از همه کمک می خواهیم تا پایان سال.</p>" * 5
)
ENGLISH = "<html><body>" + "<p>The harbour will be open again next month, said its director.</p>" * 9


def response(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-06-07T08:09:10Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(hash(url)) % 10**12:012}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [
    response("https://a.example/2021/06/05/harbour", ARABIC.encode()),
    response("https://a.example/fa", PERSIAN.encode()),
    response("https://a.example/en", ENGLISH.encode()),
    response("https://a.example/x.png", b"\x89PNG" * 30, "image/png"),
    response("https://a.example/gone", b"<p>404", status="404 Not Found"),
    response("https://a.example/old", ARABIC.encode("cp1256", "replace"), "text/html"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_pages_and_counts(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / "CC-NEWS"
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in RECORDS))
    position = Position()
    first, second = read_records(path, position=position)
    assert isinstance(first, Record) and isinstance(second, Record)
    assert first.article.body.split("\n") == PARAGRAPHS
    assert (first.article.url, first.article.date) == ("https://a.example/2021/06/05/harbour", "2021-06-05")
    assert first.original == ARABIC.encode()
    assert (first.offset, second.offset) == (0, sum(map(len, RECORDS[:5])))
    assert second.article.body == first.article.body
    assert position.passed_over == {"not Arabic": 2, "not HTML": 1, "not found": 1}


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(r) for r in [RECORDS[0], RECORDS[1], RECORDS[0]])
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(data[:-200])
    items = list(read_records(path))
    assert isinstance(items[0], Record)
    assert isinstance(items[-1], SourceError)
    assert items[-1].code == "damaged"


@pytest.mark.parametrize("data", [b"WARC/1.0\r\n", b"WARC/1.0\r\nrubbish\r\n\r\n" + bytes(range(256)) * 20])
def test_rubbish(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(data)
    assert all(isinstance(item, SourceError) for item in read_records(path))


def test_what_follows_a_broken_record_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(RECORDS[0] + b"rubbish between\r\n\r\n" + RECORDS[1] + RECORDS[0])
    assert sum(isinstance(item, Record) for item in read_records(path)) == 2
    assert all(isinstance(i, Record) and isinstance(i.article, Article) for i in read_records(path))
