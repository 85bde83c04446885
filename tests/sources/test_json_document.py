"""JSON documents are cut into their objects, whatever is in them."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rawi.schema import Article
from rawi.sources import SourceError, read_articles
from rawi.sources.json_document import json_elements

JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=5), JSON, max_size=3), max_size=4)


@given(OBJECTS, st.sampled_from([None, 1]), st.integers(1, 30), st.booleans())
def test_elements_are_the_objects(
    objects: list[dict[str, object]], indent: int | None, size: int, escaped: bool
) -> None:
    data = json.dumps(objects, indent=indent, ensure_ascii=escaped).encode(errors="replace")
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    found = list(json_elements(chunks, 10_000))
    assert [json.loads(e.data or b"") for e in found] == json.loads(data)


def good(n: int) -> str:
    return json.dumps({"id": str(n), "headline": "عنوان", "content": f"نص الخبر رقم {n}"}, ensure_ascii=False)


@pytest.mark.parametrize(
    "bad", ['{"id": "x", "content": "نص بلا نهاية', '{"id": "x", "content": }', '{"id": "x"', '{"id": ["x"}']
)
def test_a_broken_object_does_not_stop_the_rest(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "a.json"
    path.write_text("[\n" + ",\n".join([good(1), bad, good(2), good(3)]) + "\n]", encoding="utf-8")
    items = list(read_articles(path))
    assert [a.id for a in items if isinstance(a, Article)] == ["1", "2", "3"]
    assert [e.line for e in items if isinstance(e, SourceError)] == [3]


def test_a_document_that_ends_too_early(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[" + ", ".join([good(1), good(2), good(3)])[:-20], encoding="utf-8")
    items = list(read_articles(path))
    assert [isinstance(item, Article) for item in items] == [True, True, False]


def test_memory_does_not_grow() -> None:
    def chunks() -> Iterator[bytes]:
        yield b"["
        for _ in range(500):
            yield json.dumps({"body": "نص " * 2000}, ensure_ascii=False).encode() + b","
        yield b"{}]"

    tracemalloc.start()
    count = sum(1 for _ in json_elements(chunks(), 1 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 501
    assert peak < 3_000_000


def test_an_object_that_is_too_large_is_passed_over() -> None:
    data = b'[{"a": "' + b"x" * 5000 + b'"}, {"b": 1}]'
    assert [e.data for e in json_elements([data], 1000)] == [None, b'{"b": 1}']


def test_other_names_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(good(1) + "\n" + json.dumps({"story": "نص آخر", "content": "ملخص"}), encoding="utf-8")
    first, second = read_articles(path)
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.title, first.body, second.body) == ("عنوان", "نص الخبر رقم 1", "ملخص")
    _, second = read_articles(path, columns={"body": "story"})
    assert isinstance(second, Article)
    assert second.body == "نص آخر"
