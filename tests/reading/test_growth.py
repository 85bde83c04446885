"""No step is quadratic: four times the text takes about four times as long, also on hostile input."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from articles import PARAGRAPHS
from rawi.reading.reader import Reader
from rawi.schema import Article

READER = Reader()
BARE = str.maketrans("", "", "«»“”\"'‘()،؛:.!؟…–-")
WORDS = " ".join(PARAGRAPHS).translate(BARE).split()


def _words(count: int) -> str:
    return " ".join((WORDS * (count // len(WORDS) + 1))[:count])


def _times(piece: str, share: int = 1) -> Callable[[int], str]:
    return lambda count: piece * (count // share)


INPUTS: dict[str, Callable[[int], str]] = {
    "ordinary paragraphs": lambda count: "\n".join(PARAGRAPHS * (count // 1000 + 1)),
    "words without a stop": _words,
    "opening marks": _times("«", 1),
    "straight marks": _times('"'),
    "double parentheses": _times("(("),
    "mixed marks": _times('«“"‘((\'»")) '),
    "line ends": _times("\n"),
    "قال": _times("قال "),
    "مشيرا إلى": _times("مشيرا إلى ", 2),
    "نقلا عن": _times("نقلا عن ", 2),
    "ونقلت وكالة": _times("ونقلت وكالة ", 2),
    "statements in statements": _times("قال الوزير سامي الحلبي إن ", 5),
    "quotations left open": _times("وقال: «نعم ", 2),
    "names": _times("سامي الحلبي ", 2),
    "participles": _times("، مضيفا أن ذلك صحيح", 4),
    "one letter": _times("ق"),
}
SMALL = 2000
"""Words; the large text has four times as many."""


def _seconds(text: str) -> float:
    article = Article(title="عنوان", body=text)
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        READER.read(article)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", INPUTS)
def test_cost_grows_with_length(name: str) -> None:
    small, large = _seconds(INPUTS[name](SMALL)), _seconds(INPUTS[name](4 * SMALL))
    assert large < 9 * small + 0.1, (
        f"{small:.3f} s, four times the length {large:.3f} s; quadratic is 16 times"
    )
