"""Finds expressions of time: at every word that may begin one, the longest that the grammar knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from rawi.schema import Span, TimeExpression
from rawi.text.tokens import Token, tokenize
from rawi.times.amounts import find_counted_back, find_duration, find_set
from rawi.times.clock import find_adverb, find_clock, find_day_with_clock, find_first_hours, find_part_of_day
from rawi.times.dates import find_day, find_holiday, find_month, find_quarter, find_season
from rawi.times.relative import find_deictic, find_part, find_reference, find_term, find_unit, find_weekend
from rawi.times.vocabulary import vocabulary
from rawi.times.words import Found, Words
from rawi.times.years import find_century, find_decade, find_year

Rule = Callable[[Words, int], Found | None]

GRAMMAR: tuple[tuple[Rule, str], ...] = (
    (find_set, "frequency every daypart times unit cardinal digits"),
    (find_counted_back, "before after"),
    (find_holiday, "holiday counted ordinal"),
    (find_part_of_day, "night midpoint daypart"),
    (find_day_with_clock, "day_word day weekday digits ordinal first_day"),
    (find_clock, "hour_word digits ordinal"),
    (find_first_hours, "unit"),
    (find_deictic, "day_word day"),
    (find_day, "day_word weekday digits ordinal first_day"),
    (find_weekend, "weekend"),
    (find_part, "part"),
    (find_month, "month_word month"),
    (find_quarter, "quarter"),
    (find_season, "season_word this season definite_season"),
    (find_unit, "this unit"),
    (find_term, "term"),
    (find_year, "year_word digits"),
    (find_century, "century"),
    (find_decade, "decade"),
    (find_duration, "amount unit fraction vague cardinal digits"),
    (find_reference, "reference after_in"),
    (find_adverb, "daypart_adverb"),
)
"""Rules of the grammar, each with the kinds of words that its expressions begin with (`Vocabulary.kinds`).

Of several that fit at a place the longest expression counts, among these that of the first rule.
"""


def find_times(text: str, *, date: str | None = None) -> list[TimeExpression]:
    """The expressions of time in a text, found and resolved.

    Args:
        text: any text.
        date: the day from which relative ones count, ISO 8601 (`2019-04-15`); where it is None or no date,
            they have a type and an extent, and what can be told of a value (`XXXX-04-15`).

    Returns:
        In their order, without overlap, as TIMEX3 (TimeML 1.2.1) has it: see `TimeExpression`.
    """
    return [expression for _, expression in recognize(text, tokenize(text), anchor_of(date))]


def recognize(
    text: str, tokens: Sequence[Token], anchor: date | None
) -> list[tuple[tuple[int, int], TimeExpression]]:
    """`find_times` of a text that has been cut into its tokens.

    Returns:
        Each expression after its range of tokens: the first, and the one after the last.
    """
    w = Words(text, tokens, anchor)
    return [((found.start, found.end), _expression(w, found)) for found in _search(w)]


def anchor_of(day: str | None) -> date | None:
    """The day of an ISO date, which may have a time behind it; None where there is none in the calendar."""
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _search(w: Words) -> list[Found]:
    results: list[Found] = []
    reached = 0
    for i in range(w.length):
        word = w.words[i]
        if i < reached or not word.stem:
            if w.norms[i] in _ENDS:
                w.day = None
            continue
        if word.number is not None and _counts_something_else(w, i):
            continue
        rules = rules_of(word.stem)
        found = _longest(w, i, rules) if rules else None
        if found is not None:
            reached = found.end
            results.append(found)
            _remember(w, found)
    return results


_ENDS = {"\n", "."}


def _counts_something_else(w: Words, i: int) -> bool:
    """Whether digits stand before a word that has nothing to do with time: no rule needs to be tried."""
    if len(w.words[i].stem) == 4 or w.words[i].era or w.words[i + 1].stem:
        return False
    return w.norms[i + 1][0].isalpha() and w.norms[i + 1] not in _AFTER_DIGITS


_AFTER_DIGITS = {"الا", "ت", "ت.غ", "ت.غ.", "تغ", "بتوقيت", "بالتوقيت", "توقيت", "غرينتش"}


@lru_cache(maxsize=10_000)
def rules_of(stem: str) -> tuple[Rule, ...]:
    """The rules whose expressions may begin with this word."""
    kinds = vocabulary().kinds(stem)
    return tuple(rule for rule, openers in GRAMMAR if not kinds.isdisjoint(openers.split()))


def _longest(w: Words, i: int, rules: tuple[Rule, ...]) -> Found | None:
    best: Found | None = None
    for rule in rules:
        found = rule(w, i)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


def _remember(w: Words, found: Found) -> None:
    """Keeps what later words may point back to."""
    value = found.value
    if value is None or found.type not in {"DATE", "TIME"} or not value[:4].isdigit():
        return
    if len(value) >= 4:
        w.last = value
    if value[4:5] == "-" and value[5:7].isdigit() and value[7:8] == "-":
        w.day = value[:10]


def _expression(w: Words, found: Found) -> TimeExpression:
    span = Span(w.offset(found.start), w.tokens[found.end - 1].end)
    return TimeExpression(span=span, type=found.type, value=found.value, mod=found.mod)  # type: ignore[arg-type]
