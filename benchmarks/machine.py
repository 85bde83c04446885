"""What the figures were measured on, and with what they were measured."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import rawi
from rawi.schema import Article
from rawi.sources import read_articles

DEMO = Path(rawi.__file__).parent / "demo"


def describe_machine() -> str:
    """Processor, cores, system, Python, Rawi and day, on one line."""
    processor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [
            line.partition(":")[2].strip()
            for line in cpuinfo.read_text().splitlines()
            if "model name" in line
        ]
        processor = names[0] if names else processor
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{processor}, {cores} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, Rawi {rawi.__version__}, {date.today().isoformat()}"
    )


def demo_articles() -> list[Article]:
    """The bundled demo articles."""
    return [a for a in read_articles([str(p) for p in demo_files()]) if isinstance(a, Article)]


def demo_files() -> list[Path]:
    """The files of the bundled demo articles."""
    return sorted([*DEMO.glob("*.txt"), *DEMO.glob("*.json")])


def endless_words() -> Iterator[str]:
    """The words of the demo articles' bodies over and over; an end of line is a word by itself."""
    words = [w for a in demo_articles() for w in (*a.body.replace("\n", " \n ").split(" "), "\n") if w]
    while True:
        yield from words
