"""Times of day: `الساعة الثامنة والنصف مساء`, `14:30 بتوقيت غرينتش`, `صباح الأحد`, `الليلة الماضية`."""

from __future__ import annotations

import re
from typing import NamedTuple

from rawi.times.calendars import days_later
from rawi.times.dates import find_day, find_holiday, weekday_at
from rawi.times.numerals import cardinal_at, ordinal_at
from rawi.times.relative import find_deictic
from rawi.times.words import Found, Words

_CLOCK = re.compile(r"(\d{1,2})[:.,](\d{2})")


class _Hour(NamedTuple):
    end: int
    hour: int
    minute: int
    written: bool
    """With its minutes in digits: 14:30."""


def find_clock(w: Words, i: int) -> Found | None:
    """An hour with what tells that it is one: الساعة before it, a part of the day or a zone behind it."""
    heading = w.has("hour_word", i)
    k = heading[0] if heading else i
    hour = _hour_at(w, k, headed=bool(heading))
    if hour is None:
        return None
    end = hour.end
    part: str | None = None
    day: Found | None = None
    if found := _part_behind(w, end):
        end, part, day = found
    zone = _zone_at(w, end)
    if zone:
        end = zone[0]
    if not (heading or part or (zone and (hour.written or ordinal_at(w, k)))):
        return None
    if day is None and (day := _day_at(w, end)):
        end = day.end
        zone = zone or _zone_at(w, end)
        end = zone[0] if zone and zone[0] > end else end
    return Found(i, end, "TIME", _clock_value(w, hour, part, day, zone[1] if zone else ""))


def _hour_at(w: Words, i: int, *, headed: bool) -> _Hour | None:
    """`14:30`, `8`, `الثامنة والنصف`, `الثالثة إلا ربعا`, `العاشرة وخمس دقائق`."""
    stem = w.stem(i)
    if match := _CLOCK.fullmatch(stem):
        hour, minute = int(match[1]), int(match[2])
        fits = hour <= 24 and minute < 60 and (":" in stem or headed or _zone_at(w, i + 1) is not None)
        return _Hour(i + 1, hour, minute, True) if fits else None
    number = w.words[i].number
    if number is not None:
        if not (0 <= number <= 24 and len(stem) <= 2):
            return None
        if w.norms[i + 1] == ":" and (w.words[i + 2].number or 60) < 60:
            return _Hour(i + 3, number, w.words[i + 2].number or 0, True)
        found = (i + 1, number)
    else:
        ordinal = ordinal_at(w, i)
        if ordinal is None or not 1 <= ordinal[1] <= 12 or not stem.endswith(("ه", "ي")):
            return None
        found = ordinal
    end, minute = _minutes_at(w, found[0])
    hour = found[1]
    return _Hour(end, hour - 1 if minute < 0 else hour, minute % 60, False)


def _minutes_at(w: Words, i: int) -> tuple[int, int]:
    """Minutes after the hour, below 0 before it, and the word behind them."""
    k = i
    sign = 1
    if w.norms[i] == "الا":
        k, sign = i + 1, -1
    elif not w.joined(i):
        return i, 0
    if fraction := w.has("joined_fraction", k):
        return fraction[0], sign * int(60 * w.tables.fractions[w.stem(k)])
    number = cardinal_at(w, k)
    if number is None or not 0 < number[1] < 60:
        return i, 0
    unit = w.tables.units.get(w.norms[number[0]])
    if unit is None or (unit.code, unit.of_day) != ("M", True):
        return i, 0
    return number[0] + 1, sign * number[1]


def _part_behind(w: Words, i: int) -> tuple[int, str, Found | None] | None:
    """`مساء`, `من صباح الأحد`, `بعد ظهر اليوم` behind an hour."""
    k = i + 1 if w.norms[i] == "من" else i
    if w.words[k].cut:
        return None
    if placed := find_part_of_day(w, k):
        part = (placed.value or "TEV").rpartition("T")[2] if placed.value else "EV"
        bare = w.has("daypart", k) or w.has("night", k)
        name = bare[1] if bare and bare[1] != "0" else "NI" if bare else part
        day = placed.value.partition("T")[0] if placed.value else None
        return placed.end, name, Found(k, placed.end, "DATE", day)
    adverb = w.has("daypart_adverb", k) if k == i else None
    return (adverb[0], adverb[1], None) if adverb else None


def _zone_at(w: Words, i: int) -> tuple[int, str] | None:
    """A zone (`بتوقيت غرينتش`, `(ت غ)`, `بالتوقيت المحلي`): the word behind it, its offset or nothing."""
    k = i
    closing = ""
    if w.norms[k] == "(":
        k, closing = k + 1, ")"
    elif w.norms[k] == "،":
        k += 1
    norm = w.norms[k]
    found: tuple[int, str] | None = None
    if norm in _LOCAL and w.norms[k + 1] == "المحلي":
        found = k + 2, ""
    elif norm in {"ت.غ", "ت.غ.", "تغ"}:
        found = k + 1, "Z"
    elif norm in _ZONE and w.norms[k + 1][0].isalpha():
        found = w.tables.zones.at(w.norms[k + 1], w.norms, k + 1) or (k + 2, "")
    elif norm in {"غرينتش", "جرينتش"}:
        found = k + 1, "Z"
    elif closing and (named := w.tables.zones.at(norm, w.norms, k)):
        found = named
    if found is None or (closing and w.norms[found[0]] != closing):
        return None
    return found[0] + bool(closing), found[1]


_LOCAL = {"بالتوقيت", "التوقيت", "توقيت", "بتوقيت"}
_ZONE = {"بتوقيت", "توقيت", "ت", "بالتوقيت", "التوقيت"}


def _day_at(w: Words, i: int) -> Found | None:
    """A day right behind a time: `مساء الأحد`, `الساعة 8 من يوم الخميس`, `صباح اليوم`."""
    k = i + 1 if w.norms[i] == "من" else i
    if w.words[k].cut or not w.words[k].stem:
        return None
    found = find_deictic(w, k) or find_day(w, k)
    if found and found.type == "DATE" and (found.value is None or len(found.value) >= 9):
        return found
    return None


_AFTERNOON = {"AF", "EV", "MI"}


def _clock_value(w: Words, hour: _Hour, part: str | None, day: Found | None, zone: str) -> str:
    """`2019-04-15T14:30Z`; the day is that beside it, else the last of the sentence, else the article's."""
    number = hour.hour
    if part in _AFTERNOON and number < 12 and not (part == "MI" and number >= 10):
        number += 12
    elif part == "NI":
        number = 24 if number == 12 else number + 12 if 6 <= number < 12 else number
    elif part == "MO" and number == 12:
        number = 0
    return f"{_day_value(w, day)}T{number:02}:{hour.minute:02}{zone}"


def _day_value(w: Words, day: Found | None) -> str:
    if day is not None and day.value:
        return day.value
    return w.day or (w.anchor.isoformat() if w.anchor else "XXXX-XX-XX")


def find_part_of_day(w: Words, i: int) -> Found | None:
    """A part of a day: `مساء أمس`, `فجر يوم الجمعة`, `منتصف ليل الأحد`, `ليل السبت - الأحد`."""
    if night := w.has("night", i):
        return _night(w, i, night[0])
    if middle := w.has("midpoint", i):
        day = _day_at(w, middle[0])
        end = day.end if day else middle[0]
        return Found(i, end, "TIME", f"{_day_value(w, day)}{middle[1]}")
    part = w.has("daypart", i)
    if part is None or w.is_other(i, part[0]):
        return None
    end, name = part
    if shift := w.has("shift", end, plain=True):
        if name != "NI" and not w.norms[i].startswith("ال"):
            return None
        day_shifted = days_later(w.anchor, int(shift[1])) if w.anchor else None
        return Found(i, shift[0], "TIME", f"{day_shifted}T{name}" if day_shifted else None)
    day = _day_at(w, end) or find_holiday(w, end)
    if day is None or (w.words[end].cut and w.norms[end] != "من"):
        return None
    end = day.end
    if w.norms[end] in {"-", "–", "/"} and (other := weekday_at(w, end + 1)):
        end = other[0]  # ليل السبت - الأحد
    clock = find_clock(w, end) if w.has("hour_word", end, plain=True) else None
    if clock and clock.value and day.value:
        hour = int(clock.value.partition("T")[2][:2])
        number = hour + 12 if name in _AFTERNOON and hour < 12 else hour
        return Found(i, clock.end, "TIME", f"{day.value}T{number:02}{clock.value.partition('T')[2][2:]}")
    return Found(i, end, "TIME", f"{day.value}T{name}" if day.value else None)


def find_first_hours(w: Words, i: int) -> Found | None:
    """`الساعات الأولى من فجر الأحد`."""
    if w.stem(i) != "الساعات" or w.norms[i + 1 : i + 3] != ["الاولي", "من"]:
        return None
    found = find_part_of_day(w, i + 3) or find_deictic(w, i + 3) or find_day(w, i + 3)
    if found is None or found.type == "SET":
        return None
    value = found.value if found.type == "TIME" or not found.value else f"{found.value}TMO"
    return Found(i, found.end, "TIME", value, "START")


def _night(w: Words, start: int, end: int) -> Found | None:
    """`الليلة`, `الليلة الماضية`."""
    shift = 0
    if w.is_other(start, end):
        return None
    if following := w.has("shift", end, plain=True):
        end, shift = following[0], int(following[1])
    elif w.stem(end) in w.tables.numbers["ordinal"]:
        return None
    day = days_later(w.anchor, shift) if w.anchor else None
    return Found(start, end, "TIME", f"{day.isoformat()}TNI" if day else None)


def find_adverb(w: Words, i: int) -> Found | None:
    """`صباحا`, `ليلا` by themselves: of the last day of the sentence, else of the article's."""
    adverb = w.has("daypart_adverb", i, plain=True)
    if adverb is None or w.stem(i) in w.tables.classes["daypart"] or w.norms[i] in {"قبل", "بعد"}:
        return None
    return Found(i, adverb[0], "TIME", f"{_day_value(w, None)}T{adverb[1]}")


def find_day_with_clock(w: Words, i: int) -> Found | None:
    """A day with its time behind it: `الأحد الساعة الثامنة مساء`, `غدا صباحا`, `الجمعة مساء`."""
    day = find_deictic(w, i) or find_day(w, i)
    if day is None or day.type != "DATE":
        return None
    if w.has("hour_word", day.end, plain=True) and (clock := find_clock(w, day.end)):
        moment = (clock.value or "").partition("T")[2]
        return Found(i, clock.end, "TIME", f"{day.value}T{moment}" if day.value else None)
    adverb = w.has("daypart_adverb", day.end, plain=True)
    if adverb and w.norms[day.end] not in {"قبل", "بعد"}:
        return Found(i, adverb[0], "TIME", f"{day.value}T{adverb[1]}" if day.value else None)
    return None
