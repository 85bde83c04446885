"""The tables: lines have the columns of their header, classes are described and asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rawi.times
from rawi.times.vocabulary import read_table

FOLDER = Path(rawi.times.__file__).parent
PAGE = (Path(__file__).parents[2] / "docs" / "times.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_line_has_the_columns_of_the_header(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = [line for line in lines if line.startswith("#")][-1].removeprefix("#").strip().split("\t")
    rows = [line for line in lines if line.strip() and not line.startswith("#")]
    assert [row for row in rows if row.count("\t") != len(columns) - 1] == []
    assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_is_described(path: Path) -> None:
    assert f"`{path.name}`" in PAGE


def test_every_class_of_words_is_described_and_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    classes = {row[1] for row in read_table("words")}
    assert {name for name in classes if f"`{name}`" not in PAGE} == set()
    assert {name for name in classes if not re.search(rf"[\" ]{name}[\" ]", code)} == set()
