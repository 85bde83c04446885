"""Packed files: whole, cut off, nested, locked, and bombs."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
import zstandard

from rawi.schema import Article
from rawi.sources import SourceError, packing, read_articles

TEXT = "عودة المياه\n\nأعلنت المؤسسة عودة المياه إلى الأحياء الشرقية بعد انقطاع دام أسبوعا.\n".encode()
LINES = b"".join(
    json.dumps({"id": str(n), "body": f"خبر رقم {n * 7919 % 1000}"}).encode() + b"\n" for n in range(20_000)
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def items_of(path: Path, data: bytes) -> list[Article | SourceError]:
    path.write_bytes(data)
    return list(read_articles(path))


@pytest.mark.parametrize(
    "pack",
    [
        zstandard.compress,
        lambda data: zstandard.compress(gzip.compress(data)),
        lambda data: zipped({"deep/news.txt": data}),
        lambda data: zipped({"inner.zip": zipped({"news.txt.gz": gzip.compress(data)})}),
        lambda data: gzip.compress(zipped({"news.txt": data})),
        lambda data: zipped({"news.txt": data}, zipfile.ZIP_LZMA),
    ],
)
def test_packed_in_many_ways(tmp_path: Path, pack: object) -> None:
    (article,) = items_of(tmp_path / "x", pack(TEXT))  # type: ignore[operator]
    assert isinstance(article, Article)
    assert article.title == "عودة المياه"


def test_members_of_a_zip_each_by_what_they_are(tmp_path: Path) -> None:
    members = {
        "a.txt": TEXT,
        "b.jsonl": LINES[:500],
        "__MACOSX/._a.txt": b"x",
        "c.png": b"\x89PNG....",
        "d/": b"",
    }
    items = items_of(tmp_path / "all.zip", zipped(members))
    errors = [item for item in items if isinstance(item, SourceError)]
    assert len(items) - len(errors) > 5
    assert [error.code for error in errors] == ["invalid", "unsupported"]
    assert errors[1].file.endswith("all.zip/c.png")


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_zstd_that_is_cut_off(tmp_path: Path, share: float) -> None:
    data = zstandard.compress(LINES)
    *items, last = items_of(tmp_path / "cut.zst", data[: int(len(data) * share)])
    assert isinstance(last, SourceError)
    assert (last.code, "too early" in last.reason) == ("damaged", True)
    ids = [item.id for item in items if isinstance(item, Article)]
    assert ids == [str(n) for n in range(len(ids))]


def test_zip_with_a_damaged_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(TEXT) + 30] ^= 0xFF
    items = items_of(tmp_path / "x.zip", bytes(data))
    assert [item.code for item in items if isinstance(item, SourceError)] == ["damaged"]
    assert any(isinstance(item, Article) and item.id == "b" for item in items)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"a.txt": TEXT})[:-30], "damaged"),
        (b"PK\x03\x04rubbish", "damaged"),
        (zipped({}), "empty"),
        (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<y/>"}), "unsupported"),
        (zstandard.compress(b""), "empty"),
        (zipped({"a.txt": b""}), "empty"),
        (b"\x28\xb5\x2f\xfd\xff\xff\xff\xff", "damaged"),
    ],
)
def test_what_cannot_be_unpacked(tmp_path: Path, data: bytes, code: str) -> None:
    (error,) = items_of(tmp_path / "x", data)
    assert isinstance(error, SourceError)
    assert error.code == code
    assert error.remedy


def test_locked_zip(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    data[6] |= 1  # the member's header and the directory say that it is encrypted
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (error,) = items_of(tmp_path / "x.zip", bytes(data))
    assert isinstance(error, SourceError)
    assert error.code == "unsupported"


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress, lambda data: zipped({"bomb.txt": data})])
def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object) -> None:
    monkeypatch.setattr(packing, "BOMB_FROM", 1 << 20)
    items = items_of(tmp_path / "bomb", pack(b"x " * (32 << 20)))  # type: ignore[operator]
    assert "bomb" in [item.code for item in items if isinstance(item, SourceError)]


def test_a_bomb_of_many_layers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "BOMB_FROM", 1 << 20)
    inner = zipped({f"{n}.txt": b"x " * (2 << 20) for n in range(4)})
    items = items_of(tmp_path / "bomb.zip", zipped({f"{n}.zip": inner for n in range(20)}))
    assert "bomb" in [item.code for item in items if isinstance(item, SourceError)]


def test_layers_without_end(tmp_path: Path) -> None:
    data = TEXT
    for _ in range(10):
        data = gzip.compress(data)
    assert all(isinstance(item, SourceError) for item in items_of(tmp_path / "onion", data))
