"""How fast an archive answers, in one process: search, counts, a speaker's page, statistics.

    python benchmarks/search.py rawi.db
    python benchmarks/search.py postgresql://user@host/name

Questions are drawn from the archive itself (frequent and rare words of its articles, its outlets, acts and
speakers), so that it can be any archive.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import get_args

from machine import describe_machine
from sqlalchemy import func, select

from rawi import Archive
from rawi.archive import tables as t
from rawi.archive.analyzer import words
from rawi.schema import Act

SEED = 5
QUESTIONS = 150


def main(where: str) -> None:
    archive = Archive(where)
    rng = random.Random(SEED)
    frequent, rare = _words_of(archive, rng)
    outlets, acts, speakers, years = _values_of(archive)
    print(describe_machine())
    print(f"{archive.engine.dialect.name}, {len(archive):,} articles, {_statements(archive):,} statements")

    def two_filters() -> None:
        archive.search(rng.choice(frequent + rare), outlet=rng.choice(outlets), act=rng.choice(acts))

    questions: dict[str, Callable[[], object]] = {
        "a rare word": lambda: archive.search(rng.choice(rare)),
        "a frequent word": lambda: archive.search(rng.choice(frequent)),
        "two words": lambda: archive.search(f"{rng.choice(frequent)} {rng.choice(frequent + rare)}"),
        "words with two filters": two_filters,
        "words, outlet, days": lambda: archive.search(
            rng.choice(frequent + rare), outlet=rng.choice(outlets), since=rng.choice(years)
        ),
        "two words or": lambda: archive.search(f"{rng.choice(frequent)} OR {rng.choice(rare)}"),
        "a phrase": lambda: archive.search(f'"{rng.choice(frequent)} {rng.choice(frequent)}"'),
        "a speaker and a word": lambda: archive.search(rng.choice(frequent), speaker=rng.choice(speakers)),
        "a speaker, no words": lambda: archive.search(speaker=rng.choice(speakers)),
        "articles, a word": lambda: archive.search(rng.choice(frequent), articles=True),
        "counts by speaker": lambda: archive.count("speaker", rng.choice(frequent), limit=20),
        "who": lambda: archive.speaker(rng.choice(speakers)),
    }
    print(f"{'milliseconds':<26}{'median':>8}{'p95':>8}{'worst':>8}")
    for name, ask in questions.items():
        _print(name, _times(ask, QUESTIONS))
    _print("statistics", _times(archive.stats, 3))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"peak memory {peak / (1024 if sys.platform == 'darwin' else 1):,.0f} MB")


def _times(ask: Callable[[], object], number: int) -> list[float]:
    times = []
    for _ in range(number):
        start = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)


def _print(name: str, times: list[float]) -> None:
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    print(f"{name:<26}{times[len(times) // 2]:>8.1f}{p95:>8.1f}{times[-1]:>8.1f}")


def _words_of(archive: Archive, rng: random.Random) -> tuple[list[str], list[str]]:
    """Words of 300 articles: the hundred most frequent longer ones, and three hundred that occur once."""
    with archive.engine.connect() as connection:
        last = connection.execute(select(func.max(t.texts.c.version_id))).scalar() or 0
        ids = sorted(rng.sample(range(1, last + 1), min(300, last)))
        texts = (
            connection.execute(select(t.texts.c.text).where(t.texts.c.version_id.in_(ids))).scalars().all()
        )
    seen = Counter(text[w.start : w.end] for text in texts for w in words(text) if len(w.exact) > 4)
    once = sorted(word for word, number in seen.items() if number == 1)
    return [word for word, _ in seen.most_common(100)], rng.sample(once, min(300, len(once)))


def _values_of(archive: Archive) -> tuple[list[str], list[Act], list[str], list[str]]:
    outlets = [c.value for c in archive.count("outlet") if c.value]
    counts = {c.value for c in archive.count("act")}
    acts: list[Act] = [act for act in get_args(Act) if act in counts]
    speakers = [
        c.value for c in archive.count("speaker", limit=200, kind="person") if c.value and " " in c.value
    ]
    years = [c.value for c in archive.count("day") if c.value]
    return outlets, acts, speakers, years


def _statements(archive: Archive) -> int:
    with archive.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(t.statements)).scalar() or 0


if __name__ == "__main__":
    main(*sys.argv[1:])
