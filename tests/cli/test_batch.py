"""Many articles on several processes: order, faults, dead workers, bounded memory."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator

import pytest
from word_reader import WordReader

from rawi.reading.batch import WINDOW, ReadingFailure, read_encoded, read_many
from rawi.schema import Article, Reading


def articles(count: int, **bodies: str) -> list[Article]:
    return [Article(id=str(n), body=bodies.get(f"a{n}", f"قال كلمة رقم {n}")) for n in range(count)]


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_order_is_kept(processes: int, count: int) -> None:
    found = list(read_many(WordReader(), articles(count, a3="wait a little", a40="wait"), processes))
    assert [r.id for r in found] == [str(n) for n in range(count)]
    assert all(isinstance(r, Reading) and r.statements[0].cue_text for r in found)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_fault_stands_in_its_place(processes: int) -> None:
    found = list(read_many(WordReader(), articles(100, a7="fail", a99="fail"), processes))
    assert [n for n, r in enumerate(found) if isinstance(r, ReadingFailure)] == [7, 99]
    failure = found[7]
    assert isinstance(failure, ReadingFailure)
    assert (failure.index, failure.id) == (7, "7")
    assert failure.reason == "ValueError: the body says so in two lines"


def test_a_worker_that_dies_is_replaced() -> None:
    found = list(read_many(WordReader(), articles(300, a0="die", a50="die", a51="die", a299="die"), 2))
    assert [n for n, r in enumerate(found) if isinstance(r, ReadingFailure)] == [0, 50, 51, 299]
    assert "exit code 9" in found[50].reason  # type: ignore[union-attr]


def test_input_is_taken_as_it_is_needed() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(body="قال " + "كلمة " * 30_000)  # each one fills a batch

    results = read_encoded(WordReader(), endless(), 2)
    for _ in range(20):
        next(results)
    assert taken <= 20 + 2 * (WINDOW + 2)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_of_the_input_is_raised_and_workers_end() -> None:
    def broken() -> Iterator[Article]:
        yield from articles(10)
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(read_many(WordReader(), broken(), 2))
    assert not multiprocessing.active_children()


def test_with_threads_running_processes_are_spawned() -> None:
    ready = threading.Event()
    thread = threading.Thread(target=ready.wait)
    thread.start()
    try:
        found = list(read_many(WordReader(), articles(50, a5="fail"), 2))
    finally:
        ready.set()
        thread.join()
    assert [r.id for r in found] == [str(n) for n in range(50)]


def test_readings_are_the_same_on_any_number_of_processes() -> None:
    one = list(read_encoded(WordReader(), articles(80), 1))
    assert list(read_encoded(WordReader(), articles(80), 2)) == one
