"""How fast articles are added to an archive, how large it is, how much memory that takes, and what kills do.

    python benchmarks/archive.py ARTICLES... [--articles 5000] [--processes 2] [--rules-only]
                                 [--kills 20] [--archive postgresql://…]

Bars: at least 0.8 of the speed of `rawi annotate`, at most 4 times the text, at most 1 GB, and after any
number of kills the same archive. Speeds are also told by processor time: that hangs less on what else runs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
from machine import describe_machine
from speed import load_articles, watch_memory
from sqlalchemy import func, select, text

from rawi import Archive
from rawi.archive import tables as t


@dataclass
class Run:
    """What one command took."""

    seconds: float
    processor_seconds: float
    memory: int
    """Peak of the proportional (Linux) or resident set size, summed over all its processes."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", help="articles in any form that `rawi add` takes")
    parser.add_argument("--articles", type=int, default=5000, help="draw N of them (default 5000)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rules-only", action="store_true", help="without the networks")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument(
        "--archive", help="URL of an empty PostgreSQL database; else SQLite in a temporary file"
    )
    options = parser.parse_args()
    more = ["--processes", str(options.processes), "--quiet", *["--rules-only"] * options.rules_only]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        articles = [a for file in options.files for a in load_articles(file, sys.maxsize)]
        articles = random.Random(0).sample(articles, min(options.articles, len(articles)))
        size = sum(len(article.text.encode()) for article in articles)
        source.write_bytes(b"".join(msgspec.json.encode(a) + b"\n" for a in articles))
        print(f"{describe_machine()}\n{len(articles)} articles, {size / 2**20:.1f} MB of text\n")
        annotate = measure(["annotate", str(source), "-o", f"{folder}/out.jsonl", *more])
        show("rawi annotate", annotate, len(articles))
        place = options.archive or f"{folder}/rawi.db"
        add = measure(["add", str(source), "--archive", place, *more])
        show("rawi add", add, len(articles))
        print(
            f"speed of rawi add: {annotate.seconds / add.seconds:.2f} of rawi annotate, "
            f"{annotate.processor_seconds / add.processor_seconds:.2f} by processor time"
        )
        print(
            f"adding the same again: {measure(['add', str(source), '--archive', place, *more]).seconds:.1f} s"
        )
        describe(place, size)
        if options.kills and not options.archive:
            kill(source, place, f"{folder}/killed.db", options.kills, add.seconds, more)


def measure(arguments: list[str]) -> Run:
    """Runs a command as a user would."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "rawi.cli", *arguments], stderr=subprocess.PIPE) as process:
        resident, proportional = watch_memory(process)
        message = process.stderr.read().decode() if process.stderr else ""
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode not in (0, 1):  # 1: an article could not be read
        sys.exit(f"rawi {arguments[0]} ended with status {process.returncode}: {message}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(seconds, spent, proportional or resident)


def show(name: str, run: Run, articles: int) -> None:
    """One line of what a command took."""
    print(
        f"{name:14s} {run.seconds:7.1f} s, {articles / run.seconds:5.0f} articles/s, "
        f"{1000 * run.processor_seconds / articles:6.2f} ms of processor time an article, "
        f"{run.memory / 2**20:.0f} MB at most"
    )


def describe(place: str, size: int) -> None:
    """Size of the archive, and what is in it."""
    with Archive(place) as archive:
        with archive.engine.connect() as connection:
            counts = {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (t.versions, t.statements, t.mentions, t.entities, t.links)
            }
            copies = connection.execute(
                select(func.count()).where(t.versions.c.copy_of.is_not(None))
            ).scalar_one()
            if archive.engine.dialect.name == "postgresql":
                bytes_ = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
            else:
                bytes_ = Path(place).stat().st_size
        start = time.perf_counter()
        faults = len(list(archive.check()))
    print(f"archive: {bytes_ / 2**20:.1f} MB, {bytes_ / size:.2f} times the text")
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()) + f", {copies:,} near-copies")
    print(f"rawi archive check: {faults} faults, {time.perf_counter() - start:.1f} s")


def kill(source: Path, whole: str, place: str, kills: int, seconds: float, more: list[str]) -> None:
    """Kills one ingest at random moments, and compares what it made with one that was left alone."""
    command = [sys.executable, "-m", "rawi.cli", "add", str(source), "--archive", place, *more]
    generator = random.Random(1)
    for _ in range(kills):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        # so that on average all kills together leave half of the work to the last run
        time.sleep(1 + generator.uniform(0, seconds / kills))
        process.kill()
        process.wait()
    with Archive(place) as archive:
        there = len(archive)
    measure(command[3:])
    same = contents(place) == contents(whole)
    print(
        f"{kills} kills: {there} articles before the last run, then "
        f"{'the same archive as without' if same else 'ANOTHER ARCHIVE than without'}"
    )


def contents(place: str) -> dict[str, str]:
    """A digest of each table, but for the times at which articles were added."""
    found = {}
    with Archive(place) as archive, archive.engine.connect() as connection:
        for table in t.metadata.sorted_tables:
            digest = hashlib.blake2b()
            columns = [column for column in table.columns if column.name != "added"]
            query = select(*columns).order_by(*table.primary_key).execution_options(yield_per=1000)
            for row in connection.execute(query):
                digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
            found[table.name] = digest.hexdigest()
    return found


if __name__ == "__main__":
    os.environ.pop("RAWI_ARCHIVE", None)
    main()
