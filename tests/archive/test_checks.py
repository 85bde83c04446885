"""`archive check` finds what was broken, and names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archives import RIVER, record, write_lines
from rawi import Archive, Reader

BREAKS = {
    "a span behind the end": ("UPDATE statements SET cue_end = 9999", "cue 0-9999|cue .*-9999 is outside"),
    "a mention before the text": ("UPDATE mentions SET start = -1", "mention -1-"),
    "another text": ("UPDATE versions SET digest = 'x' WHERE id = 1", "not the one of its digest"),
    "a text that is gone": ("DELETE FROM texts WHERE version_id = 2", "version 2: its text cannot be had"),
    "a headline of another length": ("UPDATE texts SET title_length = 3", "headline"),
    "two current versions": ("UPDATE versions SET current = true", "only current one"),
    "an old version that is current": ("UPDATE versions SET current = (number = 1)", "only current one"),
    "an article without versions": ("INSERT INTO articles (id, identity) VALUES (99, 'id x')", "article 99"),
    "a copy of itself": ("UPDATE versions SET copy_of = id, copy_share = 1", "copy of its own"),
    "a chain with a link too few": ("DELETE FROM links WHERE number = 0", "chain of statement"),
    "a parent that is not there": ("UPDATE statements SET parent = 70 WHERE number = 0", "not there"),
    "another entity": (
        "UPDATE statements SET speaker_entity_number = NULL WHERE speaker_entity_number IS NOT NULL",
        "points to another entity",
    ),
    "a dateline that is not there": ("UPDATE versions SET dateline = 50", "dateline"),
    "a torn original": ("UPDATE originals SET page = CAST('x' AS BLOB)", "original"),
    "bands that are gone": ("DELETE FROM copy_bands", "bands"),
}


@pytest.fixture
def archive(place: str, tmp_path: Path, reader: Reader) -> Archive:
    opened = Archive(place)
    long = " ".join([RIVER] + [f"وقال الوزير للصحافيين إن القرية رقم {n} آمنة." for n in range(9)])
    records = [record(1, long), record(2, long + " انتهى."), record(1, long + " وأكد ذلك لاحقا.")]
    opened.add(write_lines(tmp_path / "a.jsonl", records), reader=reader, processes=1)
    assert list(opened.check()) == []
    return opened


@pytest.mark.parametrize(("sql", "reason"), BREAKS.values(), ids=BREAKS.keys())
def test_what_is_broken_is_found(archive: Archive, sql: str, reason: str) -> None:
    if archive.engine.dialect.name == "postgresql":
        sql = sql.replace("AS BLOB", "AS BYTEA")
    with archive.engine.begin() as connection:
        connection.exec_driver_sql(sql)
    faults = [str(fault) for fault in archive.check()]
    assert faults
    assert any(re.search(reason, fault) for fault in faults), faults
    archive.close()


def test_a_torn_text_is_found(tmp_path: Path, reader: Reader) -> None:
    with Archive(tmp_path / "rawi.db") as archive:
        path = write_lines(tmp_path / "a.jsonl", [record(n) for n in range(5)])
        archive.add(path, reader=reader, processes=1)
        with archive.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE texts SET text = CAST('x' AS BLOB) WHERE version_id = 4")
        assert [str(fault) for fault in archive.check()] == ["version 4: its text cannot be had"]


def test_a_reference_to_nothing_is_found(tmp_path: Path, reader: Reader) -> None:
    path = tmp_path / "rawi.db"
    with Archive(path) as archive:
        archive.add(write_lines(tmp_path / "a.jsonl", [record(1)]), reader=reader, processes=1)
        with archive.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("DELETE FROM outlets")
        assert any("not in outlets" in str(fault) for fault in archive.check())
