"""Adding articles: what is there is skipped, what changed becomes a version, what is killed goes on."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archives import CORPUS, RIVER, archive_contents, record, write_lines
from rawi import Archive, Article, Reader, Reading
from rawi.archive import ingest
from rawi.archive.database import ArchiveError
from rawi.archive.identity import canonical_url, identity_of
from rawi.learning.files import RULES_FOLDER
from rawi.sources import SourceError


@pytest.fixture
def archive(place: str) -> Any:
    with Archive(place) as opened:
        yield opened


def test_articles_are_added_with_readings_and_originals(
    archive: Archive, tmp_path: Path, reader: Reader
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(1, date="2024-05-06"), record(2)])
    done = archive.add(path, reader=reader, processes=1)
    assert (done.new, done.versions, done.already, done.failed) == (2, 0, 0, 0)
    reading = archive.article("http://www.rafid.example/news/1/?utm_source=feed")
    expected = reader.read(Article(**record(1), date="2024-05-06"))  # type: ignore[arg-type]
    assert reading == expected
    assert done.statements == 2 * len(expected.statements) > 0
    page, media_type, found_in = archive.original(archive.versions(1)[0].id) or (b"", "", "")
    assert json.loads(page) == record(1, date="2024-05-06")
    assert (media_type, found_in) == ("application/json", f"{path}:1")
    assert list(archive.check()) == []


def test_adding_again_changes_nothing(archive: Archive, tmp_path: Path, reader: Reader) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(n) for n in range(5)])
    archive.add(path, reader=reader, processes=1)
    before = archive_contents(archive.engine)
    done = archive.add([path, path], reader=_Fails(), processes=1)  # type: ignore[arg-type]
    assert (done.written, done.already, done.failed) == (0, 10, 0)
    assert archive_contents(archive.engine) == before


def test_one_article_twice_in_one_input_is_one(archive: Archive, tmp_path: Path, reader: Reader) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(1), record(1), record(1, RIVER + " انتهى."), record(1)])
    done = archive.add(path, reader=reader, processes=1)
    assert (done.new, done.versions, done.already) == (1, 1, 2)
    assert [v.current for v in archive.versions("1")] == [False, True]


def test_a_changed_article_gets_a_version_and_the_old_one_stays(
    archive: Archive, tmp_path: Path, reader: Reader
) -> None:
    archive.add(write_lines(tmp_path / "a.jsonl", [record(1), record(2)]), reader=reader, processes=1)
    changed = record(1, RIVER.replace("آمن", "متضرر"))
    done = archive.add(write_lines(tmp_path / "b.jsonl", [changed]), reader=reader, processes=1)
    assert (done.new, done.versions) == (0, 1)
    old, new = archive.versions("https://rafid.example/news/1")
    assert (old.number, old.current, new.number, new.current) == (1, False, 2, True)
    assert archive.reading(old.id).text.endswith(RIVER)
    assert "متضرر" in archive.article(1).text
    (change,) = archive.changes(1).statements
    assert change.old is not None and change.new is not None
    assert "آمن" in change.old.content_text and "متضرر" in change.new.content_text
    assert [v.number for v in archive.articles()] == [2, 1]
    assert list(archive.check()) == []


def test_what_fails_is_named_and_the_rest_goes_on(archive: Archive, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(1), {"title": "لا نص"}, record(2, "قنبلة"), record(3)])
    faults: list[SourceError] = []
    done = archive.add(path, reader=_Fails("قنبلة"), processes=1, on_error=faults.append)  # type: ignore[arg-type]
    assert (done.new, dict(done.failures)) == (2, {"columns": 1, "reader": 1})
    assert [(f.line, f.code) for f in sorted(faults, key=lambda f: f.line or 0)] == [
        (2, "columns"),
        (3, "reader"),
    ]
    assert len(archive) == 2


def test_what_no_database_takes_is_replaced(archive: Archive, tmp_path: Path, reader: Reader) -> None:
    archive.add(
        write_lines(tmp_path / "a.jsonl", [record(1, RIVER + "\0", byline="ك\0تب")]),
        reader=reader,
        processes=1,
    )
    reading = archive.article(1)
    assert reading.text.endswith(".\ufffd")
    assert reading.byline == "ك\ufffdتب"


def test_reading_again_replaces_only_what_another_reader_read(
    archive: Archive, tmp_path: Path, reader: Reader
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(n) for n in range(3)])
    archive.add(path, reader=reader, processes=1)
    whole = archive_contents(archive.engine)
    with archive.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE versions SET reader = 'old' WHERE number = 1 AND id < 3")
        connection.exec_driver_sql("DELETE FROM statements WHERE version_id = 1")
    done = archive.reread(reader=reader, processes=1)
    assert (done.total, done.done, done.failed) == (2, 2, 0)
    assert len(archive_contents(archive.engine)["statements"]) == len(whole["statements"])
    assert archive.reread(reader=reader, processes=1).total == 0
    archive.reindex()  # statements were taken away behind its back
    assert list(archive.check()) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x", "https://www.a.example/x/#top", True),
        ("http://a.example/%D8%A8", "http://a.example/ب", True),
        ("http://a.example/?p=1", "http://a.example/?p=2", False),
        ("http://a.example/x", "http://b.example/x", False),
    ],
)
def test_addresses_of_one_page_are_the_same(one: str, other: str, same: bool) -> None:
    assert (canonical_url(one) == canonical_url(other)) is same


def test_what_an_article_is_known_by() -> None:
    article = Article(body="نص", id="7", outlet="الرافد", url="https://rafid.example/7")
    assert identity_of(article) == "url rafid.example/7"
    article.url = "https://rafid.example/"  # of the outlet, not of the article
    assert identity_of(article) == "id الرافد 7"
    article.outlet = ""  # an id alone may be the name of a file
    assert identity_of(article).startswith("text ")


class _Fails:
    """A reader that fails at a text, or at any; otherwise it finds nothing."""

    rules_only, model, min_confidence = True, RULES_FOLDER, 0.0

    def __init__(self, at: str = "") -> None:
        self.at = at

    def read(self, article: Article) -> Reading:
        if self.at in article.body:
            raise RuntimeError("cannot read this")
        return Reading(text=article.text, title=article.title, id=article.id)


_ADD = """
import sys
from rawi import Archive, Reader
from rawi.archive import ingest
from rawi.archive.database import ArchiveError

ingest.BATCH_ARTICLES = 4
place, *what = sys.argv[1:]
reader = Reader(rules_only=True)
Archive(place).add(what, reader=reader, processes=2, on_progress=lambda _: print(".", flush=True))
"""


def test_a_killed_run_goes_on_and_the_archive_is_the_same(place: str, tmp_path: Path, reader: Reader) -> None:
    generator = random.Random(11)
    inputs = [str(CORPUS / f"{name}.jsonl") for name in ("nawras", "sariya", "riwaq")]
    for kills in range(4):
        command = [sys.executable, "-c", _ADD, place, *inputs]
        run = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert run.stdout is not None
        for _ in range(kills + generator.randrange(1, 4)):
            run.stdout.readline()
        run.send_signal(signal.SIGKILL)
        run.wait()
    with Archive(place) as killed, Archive(tmp_path / "whole.db") as whole:
        assert len(killed) > 0
        assert list(killed.check()) == []
        killed.add(inputs, reader=reader, processes=1)
        whole.add(inputs, reader=reader, processes=1)
        found, expected = archive_contents(killed.engine), archive_contents(whole.engine)
        assert found["articles"] == expected["articles"]
        assert found == expected


def test_two_runs_may_add_at_once(place: str, tmp_path: Path, reader: Reader) -> None:
    Archive(place).close()
    names = (("nawras", "sariya"), ("sariya", "riwaq"))
    inputs = [[str(CORPUS / f"{name}.jsonl") for name in some] for some in names]
    runs = [
        subprocess.Popen([sys.executable, "-c", _ADD, place, *some], stdout=subprocess.DEVNULL)
        for some in inputs
    ]
    assert [run.wait() for run in runs] == [0, 0]
    with Archive(place) as both, Archive(tmp_path / "one.db") as one:
        one.add([*inputs[0], inputs[1][1]], reader=reader, processes=1)
        assert list(both.check()) == []
        assert sorted(v.url for v in both.articles()) == sorted(v.url for v in one.articles())


def test_a_full_disk_is_named(tmp_path: Path, reader: Reader) -> None:
    with Archive(tmp_path / "rawi.db") as archive:
        with archive.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        path = write_lines(tmp_path / "a.jsonl", [record(n) for n in range(30)])
        with pytest.raises(ArchiveError, match="full"):
            archive.add(path, reader=reader, processes=1)
        assert len(archive) == 0


def test_a_batch_is_written_whole_or_not_at_all(
    archive: Archive, tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [record(n) for n in range(4)])

    def fail(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rawi.archive.writing.mark_copies", fail)
    with pytest.raises(KeyboardInterrupt):
        archive.add(path, reader=reader, processes=1)
    assert not any(archive_contents(archive.engine).values())
    assert ingest.BATCH_ARTICLES > 4
