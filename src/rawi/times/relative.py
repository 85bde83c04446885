"""What is told from the article's day: `اليوم الاثنين`, `أمس الأول`, `مطلع العام المقبل`, `حاليا`."""

from __future__ import annotations

from datetime import date

from rawi.times.calendars import days_later, month_value, months_later, week_value
from rawi.times.dates import find_day, find_holiday, find_month, find_quarter, find_season, weekday_at
from rawi.times.vocabulary import Unit
from rawi.times.words import Found, Words
from rawi.times.years import find_century, find_decade, find_year

_TERMS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}


def find_deictic(w: Words, i: int) -> Found | None:
    """`اليوم`, `يوم أمس`, `غدا الثلاثاء`, `اليوم (السبت)`, `اليوم الخميس 8 ديسمبر 2016`."""
    heading = w.has("day_word", i)
    k = heading[0] if heading else i
    day = w.has("day", k, plain=bool(heading))
    if day is None or (not heading and _is_name(w, i, day[0])):
        return None
    end, shift = day
    found = days_later(w.anchor, int(shift)) if w.anchor else None
    value = found.isoformat() if found else None
    if w.stem(k) == "اليوم" and (same := w.has("same", end, plain=True)):
        return Found(i, same[0], "DATE", w.day or value)
    end, named = _named_again(w, end, found)
    return Found(i, end, "DATE", named or value)


def _is_name(w: Words, i: int, end: int) -> bool:
    """Whether it is a name: listed, or alone between marks of quotation («اليوم»)."""
    if w.is_other(i, end):
        return weekday_at(w, end) is None  # نداء تونس اليوم الأحد
    return w.before(i) in _QUOTES and w.norms[end] in _QUOTES


_QUOTES = {"«", "»", '"', "“", "”", "'", "‘", "’"}


def _named_again(w: Words, end: int, day: date | None) -> tuple[int, str | None]:
    """The end with the name or the date of the day that say again which day it is, and its value by these.

    Where the name of the day is another one, it is right, and the article's day is a day or two off.
    """
    if w.norms[end] == "(" and (weekday := weekday_at(w, end + 1)) and w.norms[weekday[0]] == ")":
        return weekday[0] + 1, _nearest(day, weekday[1])
    k = end + 1 if w.norms[end] == "الموافق" else end
    if w.words[k].cut:
        return end, None
    weekday = weekday_at(w, k)
    if (dated := find_day(w, k)) and (weekday is None or dated.end > weekday[0]):
        return (dated.end, dated.value) if weekday or w.words[k].number is not None else (end, None)
    return (weekday[0], _nearest(day, weekday[1])) if weekday else (end, None)


def _nearest(day: date | None, weekday: int) -> str | None:
    """The day of that name that is nearest to `day`."""
    found = days_later(day, (weekday - day.isoweekday() + 3) % 7 - 3) if day else None
    return found.isoformat() if found else None


def find_unit(w: Words, i: int) -> Found | None:
    """A unit placed beside now: `الأسبوع الماضي`, `هذا العام`, `الشهر نفسه`, `اليوم التالي`."""
    if this := w.has("this", i):
        return _this_unit(w, i, this[0])
    unit = w.tables.units.get(w.stem(i))
    if unit is None or not unit.definite or unit.number != "singular" or w.is_other(i, i + 1):
        return None
    if shift := w.has("shift", i + 1, plain=True):
        found = _shifted(w, i, shift[0], unit, int(shift[1]))
        again = w.has("shift", shift[0], plain=True)
        return found._replace(end=again[0]) if found and again and again[1] == shift[1] else found
    if same := w.has("same", i + 1, plain=True):
        return _same_unit(w, i, same[0], unit, 0)
    if following := w.has("next", i + 1, plain=True):
        return _same_unit(w, i, following[0], unit, 1)
    return None


def _this_unit(w: Words, start: int, k: int) -> Found | None:
    unit = w.tables.units.get(w.norms[k])
    if unit and unit.definite and unit.number == "singular" and not unit.of_day:
        found = _shifted(w, start, k + 1, unit, 0)
        number = w.words[k + 1].number if unit.code == "Y" else None
        if found and number and 1900 <= number <= 2100:
            return found._replace(end=k + 2, value=f"{number:04}")  # هذا العام 2015
        return found
    if part := w.has("daypart", k, plain=True) or w.has("night", k, plain=True):
        if not w.norms[k].startswith("ال"):
            return None
        name = "NI" if w.has("night", k) else part[1]
        return Found(start, part[0], "TIME", f"{w.anchor.isoformat()}T{name}" if w.anchor else None)
    if w.has("term", k):
        return Found(start, k + 1, "DATE", "PRESENT_REF")
    return None


def _shifted(w: Words, start: int, end: int, unit: Unit, shift: int) -> Found | None:
    """The unit so many before or after the article's."""
    if unit.of_day:
        if unit.code != "H":
            return None
        return Found(start, end, "TIME", None)
    if unit.code == "D" and w.norms[end - 1] in _LAST_WORDS:
        return None  # في اليوم الأخير من المعرض
    if w.anchor is None:
        return Found(start, end, "DATE", None)
    return Found(start, end, "DATE", _unit_value(w, unit, shift))


_LAST_WORDS = {"الاخير", "السابق"}


def _unit_value(w: Words, unit: Unit, shift: int) -> str | None:
    anchor = w.anchor
    if anchor is None:
        return None
    if unit.code in "DW":
        day = days_later(anchor, shift * (7 if unit.code == "W" else 1))
        return (week_value(day) if unit.code == "W" else day.isoformat()) if day else None
    if unit.code == "M":
        first = months_later(anchor, shift)
        return month_value(first) if first else None
    digits = {1: 4, 10: 3, 100: 2}[unit.size]
    number = anchor.year // unit.size + shift
    return f"{number:0{digits}}" if 0 < number < 10**digits else None


def _same_unit(w: Words, start: int, end: int, unit: Unit, later: int) -> Found | None:
    """`العام نفسه`, `العام التالي`: counted from the date that was spoken of last."""
    if unit.of_day or unit.size > 1:
        return None
    value = None
    if w.last and unit.code == "Y":
        value = f"{int(w.last[:4]) + later:04}"
    elif w.day and unit.code == "D" and not later:
        value = w.day
    elif w.last and unit.code == "M" and not later and len(w.last) >= 7 and w.last[5:7].isdigit():
        value = w.last[:7]
    return Found(start, end, "DATE", value)


def find_term(w: Words, i: int) -> Found | None:
    """`الموسم الماضي`: how long a season of sport is and when it begins, the words do not say."""
    term = w.has("term", i)
    shift = w.has("shift", term[0], plain=True) if term else None
    if shift is None:
        return None
    return Found(i, shift[0], "DATE", _TERMS[max(-1, min(1, int(shift[1])))])


def find_weekend(w: Words, i: int) -> Found | None:
    """`عطلة نهاية الأسبوع الماضي`, `نهاية الأسبوع`."""
    weekend = w.has("weekend", i)
    if weekend is None:
        return None
    end, shift = weekend[0], 0
    if following := w.has("shift", end, plain=True):
        end, shift = following[0], int(following[1])
    day = days_later(w.anchor, 7 * shift) if w.anchor else None
    return Found(i, end, "DATE", f"{week_value(day)}-WE" if day else "XXXX-WXX-WE")


def find_part(w: Words, i: int) -> Found | None:
    """Beginning, middle or end of a time: `مطلع العام المقبل`, `منتصف أبريل`, `أواخر التسعينات`."""
    part = w.has("part", i)
    if part is None:
        return None
    k, mod = part
    whole = _span_at(w, k)
    if whole is None or whole.type != "DATE" or w.words[k].cut:
        return None
    return whole._replace(start=i, mod=mod)


def _span_at(w: Words, k: int) -> Found | None:
    """A time long enough to have a beginning, a middle and an end."""
    for reader in (
        find_month,
        find_year,
        find_quarter,
        find_season,
        find_century,
        find_decade,
        find_unit,
        find_term,
    ):
        if (found := reader(w, k)) is not None:
            return found
    if (holiday := find_holiday(w, k)) is not None:
        return holiday
    unit = w.tables.units.get(w.stem(k))
    if unit and unit.definite and unit.number == "singular" and unit.code in "YMW" and not unit.of_day:
        return _shifted(w, k, k + 1, unit, 0)  # نهاية العام
    return None


def find_reference(w: Words, i: int) -> Found | None:
    """`الآن`, `مؤخرا`, `الفترة المقبلة`, `في الماضي`: now, before now, after now."""
    if found := w.has("reference", i):
        return Found(i, found[0], "DATE", found[1])
    if w.before(i).lstrip("و") == "في" and (found := w.has("after_in", i, plain=True)):
        return Found(i, found[0], "DATE", found[1])
    return None
