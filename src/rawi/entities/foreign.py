"""Foreign names in Arabic letters back in Latin ones: بيسكوف is Peskov.

A noisy channel (Knight and Graehl, "Machine Transliteration", Computational Linguistics 24, 1998): the
Latin spelling that is likeliest as a name and likeliest to be written so in Arabic letters.
`docs/make_foreign_spelling.py` trains the model and says on what.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from rawi.text.letters import fold

ORDER = 5
"""Letters of the longest sequence that the model has counted, the one foretold included."""
BEAM = 12
LONGEST_NAME = 24
"""Arabic letters of a part that is worth the search; longer ones are no names."""
NAME_WEIGHT = 0.8
"""Weight of how likely the letters are as a name, beside how likely they are written so."""
KNOWN = 2.5
"""What it counts for, in natural logarithms, that the whole spelling is a name that the model has seen."""
_MODEL = Path(__file__).parents[1] / "models" / "foreign_names.json"


class _Model(msgspec.Struct):
    channel: dict[str, dict[str, float]]
    """Arabic letters → Latin letters → logarithm of how likely these are written so."""
    letters: dict[str, int]
    """How often sequences of letters occur; with `<` before them, how often something follows them."""
    names: list[str]


@cache
def _model() -> _Model:
    return msgspec.json.decode(_MODEL.read_bytes(), type=_Model)


@cache
def _names() -> frozenset[str]:
    return frozenset(_model().names)


def spelled(arabic: str) -> str:
    """The letters of a part as the model knows them: folded, but آ kept apart from ا, and ة from ه."""
    return fold(arabic.replace("آ", "\x00").replace("ة", "\x01")).replace("\x00", "آ").replace("\x01", "ة")


@lru_cache(maxsize=5_000)
def latin_spelling(part: str) -> str | None:
    """The usual Latin spelling of one part of a foreign name, with a capital; None where none is found.

    >>> latin_spelling("بيسكوف")
    'Peskov'
    """
    letters = spelled(part)
    if not 1 < len(letters) <= LONGEST_NAME:
        return None
    channel = _model().channel
    beams: list[dict[str, float]] = [{} for _ in range(len(letters) + 1)]
    beams[0][""] = 0.0
    for k in range(len(letters) + 1):
        hypotheses = _with_silent_letters(_best(beams[k]), channel[""])
        beams[k] = hypotheses
        for length in (1, 2):
            if k + length > len(letters):
                continue
            target = beams[k + length]
            for latin, cost in channel.get(letters[k : k + length], {}).items():
                for spelling, score in hypotheses.items():
                    new = spelling + latin
                    total = score + cost + NAME_WEIGHT * _likelihood(spelling, latin)
                    if total > target.get(new, -math.inf):
                        target[new] = total
    ends = {
        spelling: score + NAME_WEIGHT * _likelihood(spelling, "$") + (KNOWN if spelling in _names() else 0.0)
        for spelling, score in beams[-1].items()
    }
    return max(sorted(ends), key=ends.__getitem__).capitalize() if ends else None


def _best(hypotheses: dict[str, float]) -> dict[str, float]:
    return dict(sorted(hypotheses.items(), key=lambda h: (-h[1], h[0]))[:BEAM])


def _with_silent_letters(hypotheses: dict[str, float], silent: dict[str, float]) -> dict[str, float]:
    """With the spellings that write one more Latin chunk for no Arabic letter, mostly a short vowel."""
    more = dict(hypotheses)
    for spelling, score in hypotheses.items():
        for latin, cost in silent.items():
            new = spelling + latin
            total = score + cost + NAME_WEIGHT * _likelihood(spelling, latin)
            if total > more.get(new, -math.inf):
                more[new] = total
    return _best(more)


@lru_cache(maxsize=200_000)
def _next_letter(context: str, letter: str) -> float:
    """Logarithm of how likely `letter` follows, by sequences of falling length (Witten and Bell 1991)."""
    letters = _model().letters
    probability = 1 / 30
    for start in range(len(context), -1, -1):
        history = context[start:]
        seen = letters.get("<" + history, 0)
        if not seen:
            break
        kinds = 1 + seen**0.5
        probability = (letters.get(history + letter, 0) + kinds * probability) / (seen + kinds)
    return math.log(probability)


def _likelihood(spelling: str, more: str) -> float:
    context = ("^" * (ORDER - 1) + spelling)[-(ORDER - 1) :]
    total = 0.0
    for letter in more:
        total += _next_letter(context, letter)
        context = (context + letter)[1:]
    return total
