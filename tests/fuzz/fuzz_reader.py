"""Fuzz target: any bytes, read as an article, give a well-formed reading, twice the same.

By hand, on Linux, with atheris installed (`pip install atheris`):

    python tests/fuzz/fuzz_reader.py -max_total_time=600 [folder with inputs to start from]

A failure leaves its input in a `crash-…` file; give that file's name to run it again. Without atheris the
same check runs on pseudo-random inputs until it is stopped.
"""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from invariants import check_reading

from articles import ARTICLES
from rawi.reading.reader import Reader
from rawi.schema import Article

READER = Reader()


def read_bytes(data: bytes) -> None:
    """Reads the bytes as headline, a newline and body; raises where the reading is not well formed."""
    title, _, body = data.decode("utf-8", errors="replace").partition("\n")
    article = Article(title=title, body=body)
    reading = READER.read(article)
    check_reading(reading, article)
    assert READER.read(article) == reading


def _random_input(draw: random.Random) -> bytes:
    """A sample article with pieces cut, doubled, moved and overwritten."""
    text = list(draw.choice(ARTICLES).text)
    for _ in range(draw.randrange(1, 20)):
        at, length = draw.randrange(len(text)), draw.randrange(1, 40)
        piece = text[at : at + length]
        action = draw.randrange(4)
        if action == 0 and len(text) > 2 * length:
            del text[at : at + length]
        elif action == 1:
            to = draw.randrange(len(text))
            text[to:to] = piece
        elif action == 2:
            text[at] = chr(draw.choice([draw.randrange(0x20, 0x3000), draw.randrange(0x600, 0x700)]))
        else:
            text.insert(at, draw.choice('«»“”"‘’()\n:،.-–\u200f\u064b\u0640'))
    return "".join(text).encode()


def main() -> None:
    """Runs atheris where it is installed, else pseudo-random inputs."""
    try:
        import atheris
    except ImportError:
        for seed in itertools.count():
            data = _random_input(random.Random(seed))
            try:
                read_bytes(data)
            except Exception:
                Path(f"crash-{seed}").write_bytes(data)
                print(f"seed {seed}: the input is in crash-{seed}", file=sys.stderr)
                raise
            if seed % 1000 == 0:
                print(f"{seed} inputs", file=sys.stderr)
    else:
        atheris.Setup(sys.argv, read_bytes)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
