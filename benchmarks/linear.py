"""How the cost of reading grows with the length of an article, also where the article means harm.

    python benchmarks/linear.py [--limit SECONDS] [--rules-only] [--model DIR]

Prints the processor's time per word and the exponent `b` of time = a · length^b, fitted to the longer half
of the sizes: 1.0 is linear, 2.0 quadratic.
"""

from __future__ import annotations

import argparse
import itertools
import math
import time
from collections.abc import Callable, Sequence

from machine import describe_machine, endless_words

from rawi.reading.reader import Reader
from rawi.schema import Article

WORDS = (10, 30, 100, 300, 1000, 3000, 10_000)
MEGABYTE = 2**20
BARE = str.maketrans("", "", "«»“”\"'()،؛:.!؟…–-")


def ordinary(words: int) -> str:
    """An article of so many words."""
    return " ".join(itertools.islice(endless_words(), words))


def unpunctuated(words: int) -> str:
    """So many words without a stop, a comma, a mark or an end of line."""
    bare = (w.translate(BARE) for w in endless_words())
    return " ".join(itertools.islice((w for w in bare if w.strip()), words))


def repeated(piece: str) -> Callable[[int], str]:
    """Makes texts of a piece that is repeated."""
    return lambda times: piece * times


def characters(piece: str, total: int = MEGABYTE) -> tuple[Callable[[int], str], tuple[int, ...]]:
    """A piece repeated, up to a megabyte of UTF-8."""
    times = total // len(piece.encode())
    return repeated(piece), (times // 8, times // 4, times // 2, times)


TENS = (12_500, 25_000, 50_000, 100_000)
HOSTILE: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "1 MB of «": characters("«"),
    "1 MB of »": characters("»"),
    '1 MB of "': characters('"'),
    "1 MB of “ ” by turns": characters("“”"),
    "1 MB of ((": characters("(("),
    "1 MB of mixed marks": characters('«“"‘((\'»")) '),
    "1 MB of line ends": characters("\n"),
    "1 MB of colons": characters(": "),
    "1 MB of one letter": characters("ق"),
    "1 MB of vowel marks": characters("\u064e"),
    "100,000 words without a stop": (unpunctuated, TENS),
    "100,000 times قال": (repeated("قال "), TENS),
    "100,000 times مشيرا إلى": (repeated("مشيرا إلى "), TENS),
    "100,000 times a statement in a statement": (
        repeated("قال الوزير سامي الحلبي إن "),
        tuple(n // 5 for n in TENS),
    ),
    "100,000 times نقلا عن": (repeated("نقلا عن "), TENS),
    "100,000 times a quotation left open": (repeated("وقال: «نعم "), TENS),
    "100,000 names": (repeated("سامي الحلبي "), tuple(n // 2 for n in TENS)),
}
"""What is repeated, and how often: each size twice the one before."""


def seconds_to_read(reader: Reader, text: str, least: float = 0.1) -> float:
    """Seconds for one reading, the best of as many as fit in `least`."""
    article = Article(title="عنوان", body=text)
    best, spent = math.inf, 0.0
    while spent <= least:
        start = time.process_time()
        reader.read(article)
        elapsed = time.process_time() - start
        best, spent = min(best, elapsed), spent + elapsed
    return best


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Slope of log time over log size (least squares) in the longer half."""
    half = len(sizes) // 2
    xs, ys = [math.log(x) for x in sizes[half:]], [math.log(y) for y in seconds[half:]]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - mean_x) ** 2 for x in xs)
    return (
        sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread else math.nan
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--limit", type=float, default=60, help="seconds for one reading, then the next input"
    )
    parser.add_argument("--rules-only", action="store_true", help="without the networks")
    parser.add_argument("--model", help="folder of the networks; else the shipped ones")
    options = parser.parse_args()
    reader = Reader(rules_only=options.rules_only, model=options.model)
    print(describe_machine())
    print("by rules alone\n" if options.rules_only else "with the networks\n")
    seconds_to_read(reader, ordinary(WORDS[0]))  # loads them
    print(f"{'words':>8s} {'seconds':>9s} {'µs/word':>8s}")
    seconds = [seconds_to_read(reader, ordinary(n)) for n in WORDS]
    for words, spent in zip(WORDS, seconds, strict=True):
        print(f"{words:8d} {spent:9.5f} {1e6 * spent / words:8.2f}")
    print(f"exponent {exponent(WORDS, seconds):.2f}\n")
    print(f"{'hostile input':42s} {'seconds':>9s} {'µs/character':>13s} {'exponent':>9s}")
    for name, (make, sizes) in HOSTILE.items():
        print(f"{name:42s} {hostile_row(reader, make, sizes, options.limit)}", flush=True)


def hostile_row(reader: Reader, make: Callable[[int], str], sizes: Sequence[int], limit: float) -> str:
    """The figures of one hostile input, measured from the smallest size on until it takes too long."""
    seconds: list[float] = []
    for size in sizes:
        try:
            seconds.append(seconds_to_read(reader, make(size), least=0))
        except Exception as error:  # a benchmark shows all faults, it does not end with the first
            return f"FAILED at size {size}: {error!r}"
        if 4 * seconds[-1] > limit:
            break
    done = sizes[: len(seconds)]
    note = "" if len(done) == len(sizes) else f"  given up at 1/{sizes[-1] // done[-1]} of the size"
    per_character = 1e6 * seconds[-1] / len(make(done[-1]))
    return f"{seconds[-1]:9.2f} {per_character:13.3f} {exponent(done, seconds):9.2f}{note}"


if __name__ == "__main__":
    main()
