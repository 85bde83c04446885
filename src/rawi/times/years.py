"""Years beside a month, a season or a quarter, and years, decades and centuries by themselves."""

from __future__ import annotations

from typing import NamedTuple

from rawi.times.calendars import day_of, hijri_year
from rawi.times.numerals import ordinal_at, year_at
from rawi.times.words import Found, Words

_HIJRI_YEARS = range(1300, 1500)
"""Four digits that are a Hijri year where a Hijri month stands before them."""


class Year(NamedTuple):
    """What the words behind a month say of its year."""

    end: int
    number: int | None = None
    shift: int | None = None
    """-1 the last one, 0 this one, 1 the next one; as many years where `of_year`, else months."""
    of_year: bool = False
    """The shift is of the year (من العام الماضي), not of the month itself (أبريل الماضي)."""
    every: bool = False
    hijri: bool = False


def year_behind(w: Words, i: int, *, hijri: bool = False) -> Year:
    """The year behind a month: `2019`, `عام 2019`, `من العام الماضي`, `الماضي`, `من كل عام`; else none."""
    if shift := w.has("shift", i, plain=True):
        after = _numbered(w, shift[0], hijri) if w.words[shift[0]].number else None
        return after or Year(shift[0], shift=int(shift[1]))
    k = i + 1 if w.norms[i] in _JOINING else i
    if numbered := _numbered(w, k, hijri):
        return numbered
    if k == i or w.norms[i] == "من":
        if of_year := _of_year(w, k):
            return of_year
        if w.norms[i] == "من" and _is_year(w, k) and w.norms[k].startswith("ال"):
            return Year(k + 1, shift=0, of_year=True)  # الربع الأول من العام
    return Year(i)


_JOINING = {"من", "،", ",", "/"}


def _numbered(w: Words, i: int, hijri: bool) -> Year | None:
    """`2019`, `عام 2019م`, `لسنة 1440 هـ`."""
    k = i
    if heading := w.has("year_word", k):
        k = heading[0]
    found = year_at(w, k)
    if found is None:
        return None
    end, number = found
    era = w.words[k].era
    if not era and (named := w.has("era", end, plain=True)):
        end, era = named
    elif not era and w.norms[end] == "(" and (named := w.has("era", end + 1)) and w.norms[named[0]] == ")":
        end, era = named[0] + 1, named[1]
    is_hijri = era == "hijri" or (not era and hijri and number in _HIJRI_YEARS)
    return Year(end, number=number, hijri=is_hijri)


def _of_year(w: Words, i: int) -> Year | None:
    """`العام الماضي`, `هذا العام`, `كل عام`, `العام نفسه`."""
    if (every := w.has("every", i)) and _is_year(w, every[0]):
        return Year(every[0] + 1, every=True)
    if (this := w.has("this", i)) and _is_year(w, this[0]):
        return Year(this[0] + 1, shift=0, of_year=True)
    if not _is_year(w, i):
        return None
    if shift := w.has("shift", i + 1, plain=True):
        return Year(shift[0], shift=int(shift[1]), of_year=True)
    for name in ("same", "next"):
        if (same := w.has(name, i + 1)) and w.last:
            return Year(same[0], number=int(w.last[:4]) + int(same[1]))
    return None


def _is_year(w: Words, i: int) -> bool:
    unit = w.tables.units.get(w.stem(i))
    return unit is not None and unit.code == "Y" and unit.size == 1 and unit.number == "singular"


def resolved_year(w: Words, year: Year) -> int | None:
    """The Gregorian year where the words tell it: its number, or counted from the article's."""
    if year.number is not None:
        return year.number
    if year.of_year and w.anchor and year.shift is not None:
        return w.anchor.year + year.shift
    return None


def year_value(number: int, *, hijri: bool) -> str | None:
    """`2019`; of a Hijri year the Gregorian one in which it begins."""
    if not hijri:
        return f"{number:04}"
    begin = day_of(number, 1, 1, hijri=True)
    return f"{begin.year:04}" if begin else None


def find_year(w: Words, i: int) -> Found | None:
    """`عام 2015`, `العام 1440 هـ`, `عامي 2011 و2012`, and four digits by themselves where they are a year."""
    heading = w.has("year_word", i)
    k = heading[0] if heading else i
    if heading and (same := w.has("shift", k)) and w.words[same[0]].number:
        k = same[0]  # العام الهجري الجديد 1438
    if heading and (era := w.has("era", k)):
        k = era[0]
        if fresh := w.has("shift", k):
            k = fresh[0]
        if year_at(w, k) is None:
            return _era_year(w, i, k, era[1])
    if heading and (year_before := w.words[k].number) and w.norms[k + 1 : k + 3] == ["قبل", "الميلاد"]:
        return Found(i, k + 3, "DATE", f"BC{year_before:04}")
    year = _numbered(w, k, hijri=bool(heading) and w.norms[k - 1][:6] == "الهجري")
    if year is None or year.number is None:
        return None
    digits = w.words[k].number is not None
    if not heading and not (digits and _is_bare_year(w, k, year)):
        return None
    return Found(i, year.end, "DATE", year_value(year.number, hijri=year.hijri))


def _era_year(w: Words, start: int, end: int, era: str) -> Found | None:
    """`العام الهجري الجديد`, `السنة الميلادية الحالية` without a number."""
    shift = w.has("shift", end - 1)
    if shift is None or w.anchor is None or era != "hijri":
        return None
    year = hijri_year(w.anchor)
    if year is None:
        return None
    step = 1 if w.norms[end - 1].startswith("الجديد") else int(shift[1])
    return Found(start, end, "DATE", year_value(year + step, hijri=True))


def _is_bare_year(w: Words, i: int, year: Year) -> bool:
    """Whether four digits alone are a year: behind a word that takes years, or closing a phrase."""
    number = year.number or 0
    if w.words[i].era or (year.end > i + 1):
        return True
    if not 1900 <= number <= 2070 and not (year.hijri and number in _HIJRI_YEARS):
        return False
    clitic = w.norms[i][: w.words[i].cut]
    before, after = w.stem_before(i), w.norms[year.end]
    if before in w.tables.classes["number_before"] or after in w.tables.classes["counted_after"]:
        return False
    if before in w.tables.classes["year_after"]:
        return not _is_counted(w, year.end)
    if clitic in {"و", "ل"} and w.last:
        return not _is_counted(w, year.end)
    if before in {"-", "–", "/"} and w.words[i - 2].number is not None:
        return 1900 <= (w.words[i - 2].number or 0) <= 2070
    if before == "(":
        return after in {")", "-", "–", "/"} or w.joined(year.end)
    return before[-1].isalpha() and not clitic and _closes(w, year.end)


def _is_counted(w: Words, i: int) -> bool:
    """Whether a unit of time or the accusative of a thing counted stands at `i`: في 2000 دقيقة."""
    unit = w.tables.units.get(w.norms[i])
    return unit is not None and not unit.definite


def _closes(w: Words, i: int) -> bool:
    after = w.norms[i]
    return not after[0].isalnum() or w.stem(i) in w.tables.classes["time_preposition"]


def find_century(w: Words, i: int) -> Found | None:
    """`القرن الحادي والعشرين`, `القرن الـ19`, `القرن الماضي`."""
    heading = w.has("century", i)
    if heading is None:
        return None
    k = heading[0]
    number = ordinal_at(w, k) or (
        (k + 1, w.words[k].number or 0) if w.words[k].number and w.norms[k].startswith("ال") else None
    )
    if number is None or not 1 <= number[1] <= 30:
        return None
    end, value = number
    if w.norms[end : end + 2] == ["قبل", "الميلاد"]:
        return Found(i, end + 2, "DATE", f"BC{value - 1:02}")
    if era := w.has("era", end):
        end = era[0]
        if era[1] == "hijri":
            return Found(i, end, "DATE", None)
    return Found(i, end, "DATE", f"{value - 1:02}")


def find_decade(w: Words, i: int) -> Found | None:
    """`التسعينات`, `ثمانينيات القرن الماضي`; not of somebody's age (في الثلاثينات من عمره)."""
    decade = w.has("decade", i)
    if decade is None:
        return None
    end, tens = decade
    k = end + 1 if w.norms[end] == "من" else end
    if w.norms[k] in {"عمره", "عمرها", "العمر", "عمرهم"}:
        return None
    century = find_century(w, k)
    if century is None and w.has("century", k) and (shift := w.has("shift", k + 1)):
        current = (w.anchor.year if w.anchor else 2000) // 100 + int(shift[1])
        century = Found(k, shift[0], "DATE", f"{current:02}")
    if century and century.value:
        return Found(i, century.end, "DATE", f"{century.value}{tens}")
    if not w.norms[i].lstrip("وفبلك").startswith("ا") and k == end:
        return None  # عشرينات without a century is hardly a time
    return Found(i, end, "DATE", f"19{tens}")
