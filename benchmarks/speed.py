"""How fast `rawi annotate` is, how much memory it takes, and where the time goes.

    python benchmarks/speed.py [ARTICLES.jsonl.gz] [--articles 5000] [--processes 2] [--rules-only]

Without a file it reads the bundled demo articles over and over.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import msgspec
import psutil
from machine import demo_articles, describe_machine

from rawi.reading.document import Document
from rawi.reading.reader import Reader
from rawi.schema import Article
from rawi.sources import read_articles

PROFILED = 500
"""Articles for the profile by step."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", help="articles in any form that `rawi annotate` takes")
    parser.add_argument("--articles", type=int, default=5000, help="draw N of them (default 5000)")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--rules-only", action="store_true", help="without the networks")
    options = parser.parse_args()
    articles = load_articles(options.file, options.articles)
    words = sum(len(a.text.split()) for a in articles) / len(articles)
    print(describe_machine())
    print(f"{len(articles)} articles of {words:.0f} words on average ({options.file or 'demo articles'})\n")
    measure_annotate(articles, options.processes, options.rules_only)
    profile_steps(articles[:PROFILED], options.rules_only)


def load_articles(file: str | None, limit: int) -> list[Article]:
    """`limit` articles drawn from `file`, or the demo articles as often as it takes."""
    if not file:
        return list(itertools.islice(itertools.cycle(demo_articles()), limit))
    articles = [a for a in read_articles(file) if isinstance(a, Article)]
    if not articles:
        sys.exit(f"{file}: no article in it")
    return random.Random(0).sample(articles, min(limit, len(articles)))


def measure_annotate(articles: list[Article], processes: int, rules_only: bool) -> None:
    """Runs the command as a user would, and watches the memory of all its processes."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_bytes(b"".join(msgspec.json.encode(a) + b"\n" for a in articles))
        command = [sys.executable, "-m", "rawi.cli", "annotate", str(source), "-o", str(out), "--quiet"]
        command += ["--rules-only"] if rules_only else []
        start = time.perf_counter()
        with subprocess.Popen([*command, "--processes", str(processes)]) as process:
            resident, proportional = watch_memory(process)
        seconds = time.perf_counter() - start
        if process.returncode:
            sys.exit(f"rawi annotate ended with status {process.returncode}")
        with out.open("rb") as lines:
            read = sum(1 for _ in lines)
    print(
        f"rawi annotate --processes {processes}: {read} articles in {seconds:.1f} s, "
        f"{read / seconds:.0f} articles/s"
    )
    shared = f", {proportional / 2**20:.0f} MB with shared pages counted once" if proportional else ""
    print(f"peak resident memory of all its processes: {resident / 2**20:.0f} MB{shared}\n")


def watch_memory(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Peaks of resident and (Linux) proportional set size, summed over the process and its children."""
    resident = proportional = 0
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        now_resident = now_proportional = 0
        try:
            for p in [parent, *parent.children(recursive=True)]:
                memory = p.memory_full_info()
                now_resident += memory.rss
                now_proportional += getattr(memory, "pss", 0)
        except psutil.NoSuchProcess:
            continue
        resident, proportional = max(resident, now_resident), max(proportional, now_proportional)
        time.sleep(0.1)
    return resident, proportional


def profile_steps(articles: list[Article], rules_only: bool) -> None:
    """Time of each step of the reader in one process, per article."""
    reader = Reader(rules_only=rules_only)
    for article in articles:  # words seen once are kept; in a long run nearly all have been
        reader.read(article)
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, since: float) -> float:
        now = time.perf_counter()
        spent[name] += now - since
        return now

    for article in articles:
        at = time.perf_counter()
        document = Document(article, reader.lexicon)
        at = timed("tokens, words, quotations", at)
        for name, step in reader.steps:
            step(document)
            at = timed(name, at)
        start = time.perf_counter()
        reader.read(article)
        timed("whole reading", start)
    whole = spent.pop("whole reading")
    spent["putting it together"] = max(whole - sum(spent.values()), 0.0)
    print(f"{'step':28s} {'ms/article':>10s} {'share':>6s}")
    for name, seconds in spent.items():
        print(f"{name:28s} {1000 * seconds / len(articles):10.3f} {seconds / whole:6.1%}")
    print(
        f"{'whole reading':28s} {1000 * whole / len(articles):10.3f} "
        f"{len(articles) / whole:6.0f} articles/s, one process"
    )


if __name__ == "__main__":
    main()
