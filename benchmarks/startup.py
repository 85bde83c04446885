"""How long `rawi read` takes on one article, from the shell's prompt to the next.

    python benchmarks/startup.py [FILE] [--times 15]

Without a file it reads a bundled demo article.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

from machine import demo_files, describe_machine


def seconds_of(command: list[str], times: int) -> list[float]:
    """Wall time of a command, after one run that does not count."""
    spent = []
    for _ in range(times + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        spent.append(time.perf_counter() - start)
    return spent[1:]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", nargs="?", default=str(demo_files()[0]))
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    rawi = [sys.executable, "-m", "rawi.cli"]
    commands = {
        "python, nothing else": [sys.executable, "-c", "pass"],
        "rawi --version": [*rawi, "--version"],
        "rawi read FILE": [*rawi, "read", options.file],
        "rawi read --json FILE": [*rawi, "read", "--json", options.file],
    }
    print(describe_machine(), "\n")
    print(f"{'':24s} {'median s':>9s} {'fastest':>8s} {'slowest':>8s}")
    for name, command in commands.items():
        spent = seconds_of(command, options.times)
        print(f"{name:24s} {statistics.median(spent):9.3f} {min(spent):8.3f} {max(spent):8.3f}")


if __name__ == "__main__":
    main()
