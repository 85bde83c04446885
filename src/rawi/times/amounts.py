"""Amounts of time (DURATION), what lies so long before or after today, and what comes back (SET)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from rawi.times.calendars import days_later, month_value, months_later, week_value
from rawi.times.dates import month_at
from rawi.times.numerals import cardinal_at, definite_cardinal_at
from rawi.times.vocabulary import Unit
from rawi.times.words import Found, Words


class Amount(NamedTuple):
    """An amount of time: so many of each unit."""

    end: int
    parts: tuple[tuple[Fraction | None, Unit], ...]
    """Number and unit; None for a number that is not told (عدة أيام)."""
    mod: str | None = None

    def value(self) -> str:
        """As in ISO 8601, `P1Y6M`; an X for a number that is not told."""
        days: dict[str, str] = {}
        hours: dict[str, str] = {}
        for number, unit in self.parts:
            _add(hours if unit.of_day else days, number, unit)
        written = "".join(f"{days[u]}{u}" for u in "YMWD" if u in days)
        clock = "".join(f"{hours[u]}{u}" for u in "HMS" if u in hours)
        return f"P{written}" + (f"T{clock}" if clock else "")


_SMALLER = {("Y", False): ("M", 12, False), ("M", False): ("D", 30, False), ("D", False): ("H", 24, True)}
_SMALLER |= {("H", True): ("M", 60, True), ("M", True): ("S", 60, True)}


def _add(written: dict[str, str], number: Fraction | None, unit: Unit) -> None:
    if number is None:
        written[unit.code] = "X"
        return
    number *= unit.size
    whole = int(number)
    if number.denominator == 1:
        written[unit.code] = str(whole)
    elif (smaller := _SMALLER.get((unit.code, unit.of_day))) and unit.code != "D":
        if whole:
            written[unit.code] = str(whole)
        written[smaller[0]] = str(int((number - whole) * smaller[1]))
    else:
        written[unit.code] = f"{float(number):g}"


def amount_at(w: Words, i: int, *, alone: bool = False) -> Amount | None:
    """An amount of time: `ثلاث سنوات`, `عامين ونصف العام`, `أكثر من شهر`, `نصف ساعة`, `عدة أيام`.

    Args:
        alone: a unit without a number is an amount too (خلال أسبوع، منذ سنوات).
    """
    k, mod = i, None
    if about := w.has("amount", k):
        k, mod = about
        if again := w.has("amount", k, plain=True):
            k = again[0]
        alone = True
    counted = _counted(w, k) or _fraction(w, k) or (_bare(w, k) if alone else None)
    if counted is None:
        return None
    end, number, unit = counted
    parts: list[tuple[Fraction | None, Unit]] = [(number, unit)]
    if w.joined(end):
        if (fraction := w.has("joined_fraction", end)) and number is not None:
            parts = [(number + Fraction(w.tables.fractions[w.stem(end)]), unit)]
            end = fraction[0]
            repeated = w.tables.units.get(w.norms[end])
            if repeated and (repeated.code, repeated.of_day) == (unit.code, unit.of_day):
                end += 1
        else:
            while (
                len(parts) < 3
                and w.joined(end)
                and (more := _counted(w, end))
                and _smaller(more[2], parts[-1][1])
            ):
                parts.append((more[1], more[2]))
                end = more[0]
    if w.norms[end : end + 2] == ["علي", "الاقل"]:
        end, mod = end + 2, mod or "EQUAL_OR_MORE"
    elif w.norms[end] == "تقريبا":
        end, mod = end + 1, mod or "APPROX"
    return Amount(end, tuple(parts), mod)


def _smaller(unit: Unit, than: Unit) -> bool:
    ranks = {
        ("S", True): 0,
        ("M", True): 1,
        ("H", True): 2,
        ("D", False): 3,
        ("W", False): 4,
        ("M", False): 5,
    }
    rank, other = ranks.get((unit.code, unit.of_day), 6), ranks.get((than.code, than.of_day), 6)
    return rank < other or (rank == other and unit.size < than.size)


def _counted(w: Words, i: int) -> tuple[int, Fraction | None, Unit] | None:
    """`ثلاثة أيام`, `20 عاما`, `بضع ساعات`, `يومين`, `الأيام الثلاثة`, `عام كامل`."""
    unit = w.tables.units.get(w.stem(i))
    if unit is not None:
        return _unit_first(w, i, unit)
    if vague := w.has("vague", i):
        unit = w.tables.units.get(w.norms[vague[0]])
        return (vague[0] + 1, None, unit) if unit and unit.number == "plural" else None
    number = cardinal_at(w, i)
    if number is None:
        return None
    end, value = number
    unit = w.tables.units.get(w.norms[end])
    if unit is None or value == 0 or (unit.definite and value < 3) or unit.number == "dual":
        return None
    if value < 3 and w.words[i].number is None:
        return None  # أحد أشهر الكتاب: two words that count one or two do not stand before their unit
    if w.stem(end) == "عام" and w.words[i].number is not None and 2 < value < 11:
        return None  # 5 عام
    return end + 1, Fraction(value), unit


def _unit_first(w: Words, i: int, unit: Unit) -> tuple[int, Fraction | None, Unit] | None:
    end = i + 1
    if unit.number == "dual":
        if w.norms[i][-1] not in "نا" or (w.norms[i][-1] == "ا" and w.norms[i][-2] != "ن"):
            return None  # عامي ٢٠١١ و٢٠١٢
        if w.norms[end] in {"اثنين", "اثنتين"}:
            end += 1
        whole = w.has("whole", end, plain=True) if w.norms[end].startswith("كامل") else None
        return whole[0] if whole else end, Fraction(2), unit
    if unit.definite:
        if unit.number != "plural":
            return None
        number = definite_cardinal_at(w, end)
        return (number[0], Fraction(number[1]), unit) if number and number[1] > 2 else None
    if unit.number == "plural":
        if vague := w.has("vague_after", end, plain=True):
            return vague[0], None, unit
        return None
    if (whole := w.has("whole", end, plain=True)) and w.norms[end] != "تقريبا":
        return whole[0], Fraction(1), unit
    if w.stem(i) in _ONE_BY_ITSELF or _goes_on(w, end, unit):
        return end, Fraction(1), unit
    return None


_ONE_BY_ITSELF = {"اسبوعا", "شهرا"}
"""Accusatives that are an amount by themselves; يوما is also ever, عاما also general."""


def _goes_on(w: Words, i: int, unit: Unit) -> bool:
    """Whether a part or a smaller unit is added to the one before `i`: ساعة ونصف، سنة وسبعة أشهر."""
    if not w.joined(i):
        return False
    if w.has("joined_fraction", i):
        return True
    number = cardinal_at(w, i)
    other = w.tables.units.get(w.norms[number[0]]) if number else w.tables.units.get(w.stem(i))
    return other is not None and _smaller(other, unit) and (number is not None or other.number == "dual")


def _fraction(w: Words, i: int) -> tuple[int, Fraction | None, Unit] | None:
    """`نصف ساعة`, `ربع قرن`, `ثلاثة أرباع الساعة`."""
    fraction = w.has("fraction", i)
    if fraction is None:
        return None
    unit = w.tables.units.get(w.norms[fraction[0]])
    if unit is None or unit.number not in {"singular", "plural"}:
        return None
    part = Fraction(fraction[1])
    return fraction[0] + 1, part, unit


def _bare(w: Words, i: int) -> tuple[int, Fraction | None, Unit] | None:
    """A unit alone: `خلال ساعة`, `منذ سنوات`."""
    unit = w.tables.units.get(w.stem(i))
    if unit is None or unit.definite or unit.number not in {"singular", "plural"}:
        return None
    after = w.norms[i + 1]
    if w.before(i) == "بعد" and i > 1 and w.words[i - 2].stem in w.tables.units:
        return None  # عاما بعد عام
    if w.words[i + 1].number is not None and not w.words[i + 1].cut:
        return None  # عام 2011
    if (
        w.has("weekday", i + 1, plain=True)
        or w.has("day", i + 1, plain=True)
        or w.has("bare_weekday", i + 1, plain=True)
    ):
        return None
    if month_at(w, i + 1) and not w.words[i + 1].cut:
        return None
    if unit.number == "singular":
        if _is_definite(after) and w.has("shift", i + 1) is None:
            return None  # عام الفيل, ليلة القدر
        return i + 1, Fraction(1), unit
    if _is_definite(after):
        return None  # سنوات الحرب
    return i + 1, None, unit


def _is_definite(norm: str) -> bool:
    return norm.startswith("ال") and len(norm) > 3  # not إلى, إلا


def find_duration(w: Words, i: int) -> Found | None:
    """An amount of time as such, with what places it beside today: `الأيام الثلاثة المقبلة`."""
    if period := _definite_period(w, i):
        return period
    alone = w.stem_before(i) in w.tables.classes["duration_before"] or w.norms[i][: w.words[i].cut] == "ل"
    if w.norms[i][: w.words[i].cut] == "ل" and w.stem(i) in {"عام", "يوم", "ساعه", "ليله"}:
        alone = False
    amount = amount_at(w, i, alone=alone)
    if amount is None:
        return None
    end = amount.end
    if shift := w.has("shift", end, plain=True) or w.has("indefinite_shift", end, plain=True):
        end = shift[0]
    return Found(i, end, "DURATION", amount.value(), amount.mod)


def _definite_period(w: Words, i: int) -> Found | None:
    """`الأيام الماضية`, `الأعوام القليلة المقبلة`, `الشهرين الماضيين`, `الأشهر الأولى من 2015`."""
    unit = w.tables.units.get(w.stem(i))
    if unit is None or not unit.definite or unit.number not in {"plural", "dual"}:
        return None
    end = i + 1
    number = Fraction(2) if unit.number == "dual" else None
    counted = _unit_first(w, i, unit) if unit.number == "plural" else None
    if counted:
        end, number, _ = counted
        if (first := w.has("vague_after_definite", end, plain=True)) and w.norms[first[0]] == "من":
            end = first[0]  # الأشهر السبعة الأولى من العام
    elif (vague := w.has("vague_after_definite", end, plain=True)) and (
        w.stem(end) != "الاولي" or w.norms[vague[0]] == "من"
    ):
        end = vague[0]
    k = end
    shift = w.has("shift", k, plain=True)
    if shift:
        end = shift[0]
        if vague := w.has("vague_after_definite", end, plain=True):
            end = vague[0]  # السنوات الماضية القليلة
    elif not counted and (end == i + 1 or unit.of_day):
        return None  # اليومين الأول والثاني, الساعات الأولى
    amount = Amount(end, ((number, unit),))
    return Found(i, end, "DURATION", amount.value())


def find_counted_back(w: Words, i: int) -> Found | None:
    """`قبل ثلاثة أيام`, `قبل نحو شهرين`, `بعد أسبوع` of what is to come: a DATE, counted from the article's.

    Followed by من or على it is the distance of two events, an amount (قبل يومين من الاقتراع).
    """
    before, after = w.has("before", i), w.has("after", i)
    amount = amount_at(w, i + 1, alone=True) if before or after else None
    if amount is None or w.words[i + 1].cut:
        return None
    end = amount.end
    if passed := w.has("indefinite_shift", end, plain=True):
        end = passed[0]
    if w.norms[end : end + 2] == ["من", "الان"]:
        end += 2
    elif (
        w.norms[end] in {"من", "علي"}
        or (w.norms[end] == "فقط" and w.norms[end + 1] in {"من", "علي"})
        or (after and not w.is_future(i))
    ):
        return None
    sign = -1 if before else 1
    mod = amount.mod
    if before:
        mod = {"MORE_THAN": "BEFORE", "LESS_THAN": "AFTER"}.get(mod or "", mod)
    elif mod == "MORE_THAN":
        mod = "AFTER"
    type_, value = _counted_from(w.anchor, amount, sign)
    return Found(i, end, type_, value, mod)


def _counted_from(anchor: date | None, amount: Amount, sign: int) -> tuple[str, str | None]:
    """Type and value of the day, week, month or year so far from `anchor`, as fine as its unit."""
    number, unit = amount.parts[0]
    type_ = "TIME" if unit.of_day else "DATE"
    if number is None:
        return type_, "PAST_REF" if sign < 0 else "FUTURE_REF"
    if anchor is None:
        return type_, None
    if unit.of_day:
        hours = int(number) if unit.code == "H" else 0
        day = days_later(anchor, sign * (hours // 24))
        return type_, f"{day.isoformat()}TXX:XX" if day else None
    if unit.code in "DW":
        day = days_later(anchor, sign * int(number * (7 if unit.code == "W" else 1)))
        return type_, (week_value(day) if unit.code == "W" else day.isoformat()) if day else None
    months = sum((n or 0) * u.size * (12 if u.code == "Y" else 1) for n, u in amount.parts if u.code in "YM")
    if unit.code == "Y" and months % 12 == 0:
        year = anchor.year + sign * int(months) // 12
        return type_, f"{year:04}" if year > 0 else None
    first = months_later(anchor, sign * int(months))
    return type_, month_value(first) if first else None


def find_set(w: Words, i: int) -> Found | None:
    """What comes back: `كل يوم جمعة`, `كل ثلاثة أشهر`, `سنويا`, `مرتين في الأسبوع`, `صباح كل أحد`."""
    if frequency := w.has("frequency", i):
        return Found(i, frequency[0], "SET", frequency[1])
    part = w.has("daypart", i)
    k = part[0] if part else i
    every = w.has("every", k)
    if every is None:
        return _plural_weekday(w, i) or _times_per(w, i)
    k = every[0]
    if heading := w.has("day_word", k):
        if named := w.has("weekday", heading[0], plain=True) or w.has("bare_weekday", heading[0], plain=True):
            return _recurring(i, named[0], f"XXXX-WXX-{named[1]}", part)
    elif ((named := w.has("bare_weekday", k, plain=True)) and named[0] != k + 1) or (
        named and w.norms[k] != "احد"
    ):
        return _recurring(i, named[0], f"XXXX-WXX-{named[1]}", part)
    amount = amount_at(w, k, alone=True)
    if amount is None or w.words[k].cut or amount.parts[0][1].definite:
        return None
    if part:
        daily = amount.value() == "P1D"
        return Found(i, amount.end, "SET", f"XXXX-XX-XXT{part[1]}") if daily else None
    return Found(i, amount.end, "SET", amount.value(), amount.mod)


def _recurring(start: int, end: int, value: str, part: tuple[int, str] | None) -> Found:
    return Found(start, end, "SET", value + (f"T{part[1]}" if part else ""))


def _plural_weekday(w: Words, i: int) -> Found | None:
    """`أيام الجمعة`."""
    unit = w.tables.units.get(w.stem(i))
    if unit is None or unit.code != "D" or unit.number != "plural" or unit.definite:
        return None
    named = w.has("weekday", i + 1, plain=True)
    return Found(i, named[0], "SET", f"XXXX-WXX-{named[1]}") if named else None


def _times_per(w: Words, i: int) -> Found | None:
    """`مرتين في الأسبوع`, `ثلاث مرات يوميا`."""
    number = cardinal_at(w, i)
    k = number[0] if number else i
    times = w.has("times", k)
    if times is None or (number and w.words[k].cut):
        return None
    k = times[0]
    if frequency := w.has("frequency", k, plain=True):
        return Found(i, frequency[0], "SET", frequency[1])
    if not w.has("per", k, plain=True):
        return None
    amount_of = w.tables.units.get(w.norms[k + 1])
    if amount_of and w.norms[k] == "في" and amount_of.definite and amount_of.number == "singular":
        return Found(i, k + 2, "SET", Amount(k + 2, ((Fraction(1), amount_of),)).value())
    if w.norms[k] == "كل" and (amount := amount_at(w, k + 1, alone=True)):
        return Found(i, amount.end, "SET", amount.value())
    return None
