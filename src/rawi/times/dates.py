"""Calendar dates: days, weekdays, months, seasons, quarters, holidays, with the year that is told."""

from __future__ import annotations

import re
from datetime import date

from rawi.times.calendars import choose, day_of, days_later, hijri_year, month_start, month_value, weekday_of
from rawi.times.numerals import Number, ordinal_at
from rawi.times.vocabulary import Month
from rawi.times.words import Found, Words
from rawi.times.years import Year, resolved_year, year_behind

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_NUMERIC = re.compile(r"(\d{1,4})[./](\d{1,2})(?:[./](\d{1,4}))?")
_RANGE = {"-", "–", "—", "الي", "حتي", "و", "،", "او"}


def month_at(w: Words, i: int) -> tuple[int, Month] | None:
    """A month with its second name: `أبريل (نيسان)`, `نيسان/أبريل`, `يوليو تموز`."""
    found = w.tables.months.at(w.stem(i), w.norms, i) if w.stem(i) else None
    if found is None:
        return None
    end, month = found
    for opening, closing in (("(", ")"), ("/", ""), ("-", ""), ("", "")):
        k = end + bool(opening)
        if opening and w.norms[end] != opening:
            continue
        other = w.tables.months.at(w.stem(k), w.norms, k) if w.stem(k) and not w.words[k].cut else None
        if (
            other
            and other[1][:2] == month[:2]
            and w.stem(k) != w.stem(i)
            and (not closing or w.norms[other[0]] == closing)
        ):
            return other[0] + bool(closing), month._replace(sure=True)
    return end, month


def weekday_at(w: Words, i: int) -> tuple[int, int] | None:
    """A name of a day, with يوم or نهار before it: the word after it, ISO number."""
    if heading := w.has("day_word", i):
        named = w.has("weekday", heading[0], plain=True) or w.has("bare_weekday", heading[0], plain=True)
    else:
        named = w.has("weekday", i)
        if named and w.is_other(i, named[0]):
            return None
    return (named[0], int(named[1])) if named else None


def _day_number(w: Words, i: int) -> Number | None:
    """The number of a day before its month: digits, an ordinal, or `غرة`."""
    number = w.words[i].number
    if number is not None:
        return (i + 1, number) if number <= 99 and len(w.stem(i)) <= 2 else None
    if first := w.has("first_day", i):
        return first[0], 1
    return ordinal_at(w, i)


def find_day(w: Words, i: int) -> Found | None:
    """A day of a month or a week: `الأحد 14 أبريل 2019`, `الثاني من مايو`, `يوم 15 الجاري`."""
    if numeric := find_numeric(w, i):
        return numeric
    named = weekday_at(w, i)
    heading = w.has("day_word", i)
    k = named[0] if named else heading[0] if heading else i
    if named and w.norms[k] in {"،", ",", "الموافق"}:
        k += 1
    if w.norms[k] in {"الموافق", "يوم"}:
        k += 1
    if dated := find_numeric(w, k) or _day_of_month(w, k, explicit=bool(named or heading)):
        return dated._replace(start=i)
    return _weekday(w, i, *named) if named else None


def _weekday(w: Words, start: int, end: int, weekday: int) -> Found:
    shift: int | None = None
    if following := w.has("shift", end, plain=True):
        end, shift = following[0], int(following[1])
    elif (of_week := _week_behind(w, end)) is not None:
        end, weeks = of_week
        if w.anchor:
            day = days_later(w.anchor, weekday - w.anchor.isoweekday() + 7 * weeks)
            return Found(start, end, "DATE", day.isoformat() if day else None)
    if w.anchor is None:
        return Found(start, end, "DATE", f"XXXX-WXX-{weekday}")
    found = weekday_of(w.anchor, weekday, shift, future=w.is_future(start))
    return Found(start, end, "DATE", found.isoformat() if found else None)


def _week_behind(w: Words, i: int) -> tuple[int, int] | None:
    """`من الأسبوع الماضي` behind a weekday."""
    if w.norms[i] != "من" or w.norms[i + 1] != "الاسبوع":
        return None
    shift = w.has("shift", i + 2)
    return (shift[0], int(shift[1])) if shift else None


def _day_of_month(w: Words, i: int, *, explicit: bool, more: int = 3) -> Found | None:
    """A day and its month; the month of a row of at most `more` days (5 و6 و7 مايو) is that of the last."""
    number = _day_number(w, i)
    if number is None:
        return None
    k, day = number
    if w.norms[k] == "من":
        k += 1
    unit = w.tables.units.get(w.stem(k))
    if unit and unit.code == "M" and not unit.of_day and unit.number == "singular" and unit.definite:
        shift = w.has("shift", k + 1)
        return _in_this_month(w, i, shift[0], day, int(shift[1])) if shift else None
    if (this := w.has("this", k)) and w.norms[this[0]] == "الشهر":
        return _in_this_month(w, i, this[0] + 1, day, 0)
    if month_word := w.has("month_word", k):
        k = month_word[0]
    if (month := month_at(w, k)) and not (w.words[k].cut and k > number[0]):
        return _dated(w, i, month[0], day, month[1])
    placed = explicit or w.stem_before(i) in w.tables.classes["time_preposition"]
    if (
        placed
        and k == number[0]
        and w.words[i].number is not None
        and (shift := w.has("shift", k, plain=True))
    ):
        return _in_this_month(w, i, shift[0], day, int(shift[1]))
    return _first_of_range(w, i, number[0], day, more - 1) if more else None


def _in_this_month(w: Words, start: int, end: int, day: int, shift: int) -> Found | None:
    """The day of the article's month, or of the month so many before or behind it."""
    if not 1 <= day <= 31:
        return None
    if w.anchor is None:
        return Found(start, end, "DATE", f"XXXX-XX-{day:02}")
    year, month = divmod(w.anchor.year * 12 + w.anchor.month - 1 + shift, 12)
    found = day_of(year, month + 1, day)
    return Found(start, end, "DATE", found.isoformat() if found else None)


def _first_of_range(w: Words, i: int, k: int, day: int, more: int) -> Found | None:
    """The first number of `5 - 7 يوليو`: its month and year are those of the second."""
    if w.norms[k] not in _RANGE and not w.joined(k):
        return None
    other = k if w.joined(k) else k + 1
    if w.words[other].number is None and w.tables.numbers["ordinal"].get(w.stem(other)) is None:
        return None
    second = find_numeric(w, other) or _day_of_month(w, other, explicit=False, more=more)
    if second is None or second.value is None or not re.fullmatch(r"[\dX]{4}-\d\d-\d\d", second.value):
        return None
    if not 1 <= day <= 31:
        return None
    last = int(second.value[8:])
    if day < last:
        return Found(i, k, "DATE", f"{second.value[:8]}{day:02}")
    return None


def _dated(w: Words, start: int, end: int, day: int, month: Month) -> Found | None:
    """A day of a named month; None where it is the name of a place (ملعب 5 جويلية)."""
    year = year_behind(w, end, hijri=month.hijri)
    if year.end == end and w.before(start) in w.tables.classes["named_after"]:
        return None
    if year.every:
        value = None if month.hijri else f"XXXX-{month.number:02}-{day:02}"
        return Found(start, year.end, "SET", value)
    found = _resolve(w, start, month, day, year)
    if found is None and w.anchor is None and year.number is None and not month.hijri and day <= 31:
        return Found(start, year.end, "DATE", f"XXXX-{month.number:02}-{day:02}")
    return Found(start, year.end, "DATE", found.isoformat() if found else None)


def _resolve(w: Words, start: int, month: Month, day: int, year: Year) -> date | None:
    """The Gregorian day of a day and month with what is said of the year."""
    number = resolved_year(w, year)
    if number is not None:
        if month.hijri and year.number is None:
            number = (hijri_year(w.anchor) or 0) + (year.shift or 0) if w.anchor else 0
        return day_of(number, month.number, day, hijri=month.hijri)
    if w.anchor is None:
        return None
    current = hijri_year(w.anchor) if month.hijri else w.anchor.year
    if current is None:
        return None
    days = [day_of(current + k, month.number, day, hijri=month.hijri) for k in (-1, 0, 1)]
    return choose([d for d in days if d], w.anchor, year.shift, future=w.is_future(start))


def find_month(w: Words, i: int) -> Found | None:
    """A month by itself: `شهر مارس`, `أبريل الماضي`, `تشرين الثاني 2016`, `رمضان المقبل`."""
    heading = w.has("month_word", i)
    k = heading[0] if heading else i
    found = month_at(w, k)
    if found is None or (heading and w.words[k].cut):
        return None
    end, month = found
    year = year_behind(w, end, hijri=month.hijri)
    if not (heading or month.sure or year.end > end) and not _is_month_here(w, k):
        return None
    if not heading and w.is_other(k, end):
        return None
    if year.every:
        return Found(i, year.end, "SET", None if month.hijri else f"XXXX-{month.number:02}")
    if not month.hijri and (number := resolved_year(w, year)) is not None:
        return Found(i, year.end, "DATE", f"{number:04}-{month.number:02}")
    if w.anchor is None and year.number is None:
        return Found(i, year.end, "DATE", None if month.hijri else f"XXXX-{month.number:02}")
    first = _resolve_month(w, i, month, year)
    return Found(i, year.end, "DATE", month_value(first) if first else None)


def _is_month_here(w: Words, i: int) -> bool:
    """Whether an unsure word is a month: after a preposition or a noun of time."""
    before = w.stem_before(i)
    if w.stem(i) == "اب" and w.text[w.offset(i)] != "آ":
        return False
    in_list = before in w.tables.months  # يونيو ويوليو وآب
    clitic = w.norms[i][: w.words[i].cut]
    return before in w.tables.classes["time_preposition"] or in_list or clitic in {"ل", "ب"}


def _resolve_month(w: Words, start: int, month: Month, year: Year) -> date | None:
    """The first day of a month; of a Hijri one the Gregorian day on which it begins."""
    if w.anchor is None or year.number is not None or year.of_year:
        return _resolve(w, start, month, 1, year)
    here = month_start(w.anchor, hijri=month.hijri)
    current = hijri_year(here) if month.hijri else here.year
    if current is None:
        return None
    days = [day_of(current + k, month.number, 1, hijri=month.hijri) for k in (-1, 0, 1)]
    return choose([d for d in days if d], here, year.shift, future=w.is_future(start))


def find_numeric(w: Words, i: int) -> Found | None:
    """`15/4/2019`, `2019-04-15`, `15 / 4 / 2019`, `(15/4)`, `3/11/1436هـ`."""
    end, parts = _numeric_parts(w, i)
    if len(parts) < 2:
        return None
    era = w.words[end - 1].era
    if not era and (named := w.has("era", end, plain=True)):
        end, era = named
    if len(parts) == 2:
        return _day_and_month(w, i, end, parts[0], parts[1])
    year_first = len(parts[0]) == 4
    year, month, day = parts if year_first else (parts[2], parts[1], parts[0])
    if len(year) != 4 or len(day) > 2 or len(month) > 2:
        return None
    hijri = era == "hijri" or (not era and 1300 <= int(year) < 1500)
    found = day_of(int(year), int(month), int(day), hijri=hijri)
    if found is None and int(day) <= 12:  # 4/25/2019
        found = day_of(int(year), int(day), int(month), hijri=hijri)
    return Found(i, end, "DATE", found.isoformat() if found else None)


def _numeric_parts(w: Words, i: int) -> tuple[int, list[str]]:
    """The word after a date in digits and its parts, written in one token or apart."""
    stem = w.stem(i)
    if not stem or not stem[0].isdigit():
        return i, []
    if match := _NUMERIC.fullmatch(stem):
        whole = match[3] is not None or "/" in stem
        return (i + 1, [part for part in match.groups() if part]) if whole else (i, [])
    parts, k = [stem], i
    while len(parts) < 3 and w.norms[k + 1] in {"/", "-"} and w.words[k + 2].number is not None:
        if w.words[k + 2].cut or (len(parts) == 2 and w.norms[k + 1] != w.norms[k - 1]):
            break
        parts.append(w.stem(k + 2))
        k += 2
    if len(parts) == 3 or (len(parts) == 2 and w.norms[k - 1] == "/"):
        return k + 1, parts
    return i, []


def _day_and_month(w: Words, i: int, end: int, first: str, second: str) -> Found | None:
    """`15/4` where it stands as a date: in parentheses, or after a word of time."""
    if (
        len(first) == 4
        and len(second) == 4
        and first.startswith(("19", "20"))
        and int(second) == int(first) + 1
    ):
        return Found(i, end, "DATE", f"{first}/{second}")
    if len(second) == 4 and len(first) <= 2 and 1 <= int(first) <= 12 and second.startswith(("19", "20")):
        return Found(i, end, "DATE", f"{second}-{int(first):02}")
    if len(first) > 2 or len(second) > 2 or not 1 <= int(second) <= 12 or not 1 <= int(first) <= 31:
        return None
    in_parentheses = w.before(i) == "(" and w.norms[end] == ")"
    before = w.stem_before(i)
    if not (in_parentheses or before in _BEFORE_DAY or before in w.tables.classes["weekday"]):
        return None
    return _dated(w, i, end, int(first), Month(False, int(second), True))


_BEFORE_DAY = {"يوم", "بتاريخ", "تاريخ", "الموافق", "موافق", "لغايه"}


def find_season(w: Words, i: int) -> Found | None:
    """`صيف 2019`, `الشتاء الماضي`, `صيف العام المقبل`, `هذا الصيف`, `فصل الخريف`."""
    heading = w.has("season_word", i) or w.has("this", i)
    k = heading[0] if heading else i
    name = w.has("season", k) or w.has("definite_season", k)
    if name is None:
        return None
    end, season = name
    year = year_behind(w, end)
    definite = w.norms[k].lstrip("وفبلك").startswith("ال")
    if year.end == end and not (heading and definite):
        return None
    if year.shift is not None and not year.of_year and not definite:
        return None  # ربيع المقبل
    if year.every:
        return Found(i, year.end, "SET", f"XXXX-{season}")
    number = resolved_year(w, year)
    if number is None and w.anchor:
        number = _season_year(w.anchor, season, year.shift)
    return Found(i, year.end, "DATE", f"{number:04}-{season}" if number is not None else f"XXXX-{season}")


def _season_year(anchor: date, season: str, shift: int | None) -> int:
    begins = date(anchor.year, _SEASON_MONTH[season], 1)
    running = begins <= anchor
    if shift is None or shift == 0:
        return anchor.year
    if shift < 0:
        over = (anchor.month - _SEASON_MONTH[season]) >= 3
        return anchor.year if over else anchor.year - 1
    return anchor.year + 1 if running else anchor.year


def find_quarter(w: Words, i: int) -> Found | None:
    """`الربع الثاني من 2019`, `النصف الأول من العام الجاري`, `الربع الثالث`."""
    kind = w.has("quarter", i)
    number = w.has("quarter_number", kind[0], plain=True) if kind else None
    if kind is None or number is None:
        return None
    end = number[0]
    year = year_behind(w, end + 1 if w.norms[end] == "من" else end)
    if year.end == end or (year.end == end + 1 and w.norms[end] == "من"):
        year = Year(end)
    resolved = resolved_year(w, year)
    part = kind[1] + number[1]
    if resolved is not None:
        return Found(i, year.end, "DATE", f"{resolved:04}-{part}")
    if kind[1] == "H" and year.end == end:
        return None  # of a match or of a list
    if w.anchor is None:
        return Found(i, year.end, "DATE", f"XXXX-{part}")
    quarter = (w.anchor.month - 1) // 3 + 1
    last = year.shift is not None and year.shift < 0
    back = int(number[1]) > quarter or (last and int(number[1]) == quarter)
    return Found(i, year.end, "DATE", f"{w.anchor.year - back:04}-{part}")


def find_holiday(w: Words, i: int) -> Found | None:
    """`عيد الفطر 1440`, `ثاني أيام عيد الأضحى`, `رأس السنة`."""
    k, later = i, 0
    if (counted := w.has_number("counted", i)) and w.norms[i + 1] in {"ايام", "يوم"}:
        k, later = i + 2, max(counted - 1, 0)
    elif (ordinal := w.has_number("ordinal", i)) and w.norms[i + 1 : i + 3] == ["من", "ايام"]:
        k, later = i + 3, ordinal - 1
    found = w.tables.holidays.at(w.stem(k), w.norms, k) if w.stem(k) else None
    if found is None or (k > i and w.words[k].cut):
        return None
    end, holiday = found
    month = Month(holiday.hijri, holiday.month, True)
    if w.norms[end] in {"المبارك", "السعيد"}:
        end += 1
    year = year_behind(w, end, hijri=holiday.hijri)
    if holiday.hijri and year.number is not None and not year.hijri:
        day = _hijri_day_in(year.number, holiday.month, holiday.day)
    elif year.number is not None and holiday.day == 1 == holiday.month and not holiday.hijri:
        day = day_of(year.number, 1, 1)
    else:
        day = _resolve(w, i, month, holiday.day, year)
    if day is None and w.anchor is None and year.number is None and not holiday.hijri:
        value: str | None = f"XXXX-{holiday.month:02}-{holiday.day:02}"
    else:
        moved = days_later(day, later) if day else None
        value = moved.isoformat() if moved else None
    if holiday.night:
        return Found(i, year.end, "TIME", f"{value}TNI" if value else None)
    return Found(i, year.end, "DATE", value)


def _hijri_day_in(year: int, month: int, day: int) -> date | None:
    """The day of the Hijri calendar that falls into a Gregorian year."""
    first = day_of(year, 1, 1)
    current = hijri_year(first) if first else None
    for candidate in (current, current + 1) if current else ():
        found = day_of(candidate, month, day, hijri=True)
        if found and found.year == year:
            return found
    return None
