"""Reading many articles on several processes, in their order, within bounded memory.

Articles go to the workers in batches and come back as encoded readings. No more than a few batches a worker
are under way, so the input is taken only as fast as the readings are. An article that cannot be read gives
a `ReadingFailure` in its place. A worker that is killed is replaced, and its batch is read again one by one
to find the article that it died of. Workers end with the process that started them, however that ends.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import msgspec

from rawi.schema import Article, Reading

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

BATCH_ARTICLES = 32
BATCH_CHARACTERS = 100_000
"""A batch ends with whichever comes first; it takes a worker some tenths of a second."""
WINDOW = 4
"""Batches a worker under way or waiting for one before them."""


class ReadsArticles(Protocol):
    """What can read an article: `rawi.Reader`, or anything like it. Where processes are spawned it is
    pickled."""

    def read(self, article: Article) -> Reading: ...


class ReadingFailure(msgspec.Struct, frozen=True):
    """Stands in the place of the reading of an article that could not be read."""

    index: int
    """Place of the article in what was given, from 0."""
    id: str
    """The article's id."""
    reason: str
    """The exception, or how the worker ended."""


class _Task(msgspec.Struct):
    """Articles that are read together; `first` is the place of the first one."""

    first: int
    articles: list[Article]


_Results = list[bytes | ReadingFailure]


def read_many(
    reader: ReadsArticles, articles: Iterable[Article], processes: int | None = None
) -> Iterator[Reading | ReadingFailure]:
    """Reads many articles, in their order.

    Args:
        reader: reads one article.
        articles: are taken as they are needed.
        processes: number of processes; None for one a core, 1 for this process alone.
    """
    decode = msgspec.json.Decoder(Reading).decode
    for result in read_encoded(reader, articles, processes):
        yield result if isinstance(result, ReadingFailure) else decode(result)


def read_encoded(
    reader: ReadsArticles, articles: Iterable[Article], processes: int | None = None
) -> Iterator[bytes | ReadingFailure]:
    """As `read_many`, but each reading comes as its JSON (`Reading.to_json`): nothing is decoded to be
    written."""
    count = processes or available_cores()
    tasks = _tasks(articles)
    if count == 1:
        for task in tasks:
            for offset, article in enumerate(task.articles):
                yield _read_one(reader, article, task.first + offset)
        return
    with _Workers(reader, count) as workers:
        yield from _in_order(workers, tasks)


def available_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _tasks(articles: Iterable[Article]) -> Iterator[_Task]:
    """Batches; the first ones are small, so that the first readings come soon."""
    task, characters = _Task(0, []), 0
    for index, article in enumerate(articles):
        task.articles.append(article)
        characters += len(article.body)
        if len(task.articles) >= min(BATCH_ARTICLES, 2 + index // 4) or characters >= BATCH_CHARACTERS:
            yield task
            task, characters = _Task(index + 1, []), 0
    if task.articles:
        yield task


def _in_order(workers: _Workers, tasks: Iterator[_Task]) -> Iterator[bytes | ReadingFailure]:
    """Hands out `tasks` and gives the results in the order of the articles."""
    done: dict[int, _Results] = {}
    next_index = 0
    exhausted = False
    while True:
        while not exhausted and workers.idle and len(done) + workers.busy < WINDOW * workers.count:
            task = next(tasks, None)
            if task is None:
                exhausted = True
            else:
                workers.hand_out(task)
        if not workers.busy:
            return
        for first, results in workers.collect():
            done[first] = results
        while next_index in done:
            results = done.pop(next_index)
            next_index += len(results)
            yield from results


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: _Task | None = None


@dataclass
class _Workers:
    """Processes that read; use as a context manager, they end with it."""

    reader: ReadsArticles
    count: int
    context: ForkContext | SpawnContext = field(default_factory=lambda: _context())
    workers: list[_Worker] = field(default_factory=list)
    again: deque[_Task] = field(default_factory=deque)
    """Articles of a batch that a worker died of, to be read one by one."""

    def __enter__(self) -> _Workers:
        self.workers = [self._start() for _ in range(self.count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()

    @property
    def idle(self) -> bool:
        return not self.again and any(worker.task is None for worker in self.workers)

    @property
    def busy(self) -> int:
        return sum(worker.task is not None for worker in self.workers) + len(self.again)

    def hand_out(self, task: _Task) -> None:
        """Gives `task` to a worker that has none."""
        worker = next(worker for worker in self.workers if worker.task is None)
        worker.task = task
        with suppress(OSError):  # a worker that has died is found out by `collect`
            worker.pipe.send_bytes(msgspec.msgpack.encode(task))

    def collect(self) -> Iterator[tuple[int, _Results]]:
        """Waits for workers to finish and gives the place of the first article and the results."""
        from multiprocessing.connection import wait

        while self.again and any(worker.task is None for worker in self.workers):
            self.hand_out(self.again.popleft())
        pipes = {worker.pipe: worker for worker in self.workers if worker.task is not None}
        for pipe in wait(list(pipes)):
            worker = pipes[pipe]  # type: ignore[index]
            task = worker.task
            if task is None:
                continue
            try:
                results = _decode_results(worker.pipe.recv_bytes())
            except (EOFError, OSError):
                if len(task.articles) == 1:
                    yield task.first, [self._died_of(worker, task)]
                self._replace(worker)
                continue
            worker.task = None
            yield task.first, results

    def _died_of(self, worker: _Worker, task: _Task) -> ReadingFailure:
        worker.process.join(5)
        reason = f"the process that read it ended with exit code {worker.process.exitcode}"
        return ReadingFailure(task.first, task.articles[0].id, reason)

    def _replace(self, worker: _Worker) -> None:
        """Starts a new worker for one that has died, and puts its articles aside one by one."""
        task = worker.task
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        self.workers[self.workers.index(worker)] = self._start()
        if task is not None and len(task.articles) > 1:
            self.again.extend(_Task(task.first + k, [a]) for k, a in enumerate(task.articles))

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(self.reader, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)


def _context() -> ForkContext | SpawnContext:
    """Forked workers share the loaded lexicons; but a process with threads must not be forked."""
    import multiprocessing
    import threading

    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _work(reader: ReadsArticles, pipe: Connection) -> None:
    """What a worker does: takes tasks from `pipe` and sends their results, until there is no more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with_parent()
    decode = msgspec.msgpack.Decoder(_Task).decode
    encode = msgspec.msgpack.Encoder().encode
    while True:
        try:
            task = decode(pipe.recv_bytes())
            results = [_read_one(reader, article, task.first + k) for k, article in enumerate(task.articles)]
            pipe.send_bytes(
                encode([r if isinstance(r, bytes) else [r.index, r.id, r.reason] for r in results])
            )
        except (EOFError, OSError):
            return


def _decode_results(data: bytes) -> _Results:
    items = msgspec.msgpack.decode(data, type=list[bytes | tuple[int, str, str]])
    return [item if isinstance(item, bytes) else ReadingFailure(*item) for item in items]


def _end_with_parent() -> None:
    """Ends this process at once when the one that started it is gone, even if that was killed."""
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_one(reader: ReadsArticles, article: Article, index: int) -> bytes | ReadingFailure:
    try:
        return msgspec.json.encode(reader.read(article))
    except Exception as error:  # one article must not stop the others
        return ReadingFailure(index, article.id, f"{type(error).__name__}: {error}".replace("\n", " "))
