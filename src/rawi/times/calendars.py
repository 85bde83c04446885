"""Days, weeks and months counted from a day; the Hijri calendar; which one of several days is meant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

NEAR = 90
"""Days: a bare day or month that is to come within them is rather meant than the one a year before."""

FAR = 240
"""Days: a bare day or month that words of the future go before is still not meant if it is farther ahead."""


def day_of(year: int, month: int, day: int, *, hijri: bool = False) -> date | None:
    """The Gregorian day; None where the calendar has no such day, or where it is not known."""
    if hijri:
        return _gregorian(year, month, day)
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _gregorian(year: int, month: int, day: int) -> date | None:
    """By the Umm al-Qura calendar, which is known from 1343 to 1500."""
    from hijridate import Hijri  # only where an article has such a date

    try:
        return date.fromisoformat(Hijri(year, month, day).to_gregorian().isoformat())
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=256)
def hijri_of(day: date) -> tuple[int, int, int] | None:
    """Year, month and day of the Hijri calendar; None outside the known calendar."""
    from hijridate import Gregorian

    try:
        return Gregorian.fromdate(day).to_hijri().datetuple()
    except (ValueError, OverflowError):
        return None


def hijri_year(day: date) -> int | None:
    """The Hijri year of a day; None outside the known calendar."""
    found = hijri_of(day)
    return found[0] if found else None


def month_start(day: date, *, hijri: bool) -> date:
    """The first day of the month of `day` in either calendar."""
    found = hijri_of(day) if hijri else None
    return day - timedelta(days=found[2] - 1) if found else day.replace(day=1)


def month_value(day: date) -> str:
    """`2019-04`."""
    return f"{day.year:04}-{day.month:02}"


def week_value(day: date) -> str:
    """`2019-W16`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def days_later(day: date, days: int) -> date | None:
    """The day so many days later; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def months_later(day: date, months: int) -> date | None:
    """The first of the month so many months later; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1) if 1 <= year <= 9999 else None


def weekday_of(anchor: date, weekday: int, shift: int | None, *, future: bool) -> date | None:
    """The day of that name (ISO: 1 is Monday).

    Args:
        anchor: the day to count from.
        shift: -1 the last one before it, 1 the first after it, 0 the one of its week, None where nothing
            says: the last one up to the anchor, or from it on if `future`.
    """
    ahead = (weekday - anchor.isoweekday()) % 7
    if shift == 0:
        return days_later(anchor, weekday - anchor.isoweekday())
    if shift is not None and shift > 0:
        return days_later(anchor, (ahead or 7) + 7 * (shift - 1))
    if shift is not None:
        return days_later(anchor, ahead - 7 + 7 * (shift + 1))
    return days_later(anchor, ahead if future or not ahead else ahead - 7)


def choose(days: Sequence[date], anchor: date, shift: int | None, *, future: bool) -> date | None:
    """Which of the same days of several years is meant; `anchor` and `shift` as in `weekday_of`."""
    past = [day for day in days if day < anchor]
    coming = [day for day in days if day > anchor]
    if shift is not None and shift:
        return (max(past, default=None)) if shift < 0 else min(coming, default=None)
    if shift == 0:
        return min(days, key=lambda day: (day.year != anchor.year, abs(day - anchor)), default=None)
    if anchor in days:
        return anchor
    nearest = min(coming, default=None)
    last = max(past, default=None)
    if nearest is None or last is None:
        return nearest or last
    ahead = (nearest - anchor).days
    return nearest if ahead <= (FAR if future else min(NEAR, (anchor - last).days)) else last
