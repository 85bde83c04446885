"""The time of publication: what a page, its address, its feed and its server say, and which of them counts.

Sources are believed in a stated order: structured data, `meta`, `time` elements, the feed, visible text, the
address, the server's headers. What is a placeholder (1 January at midnight), the day of the visit where the
rest of the page says otherwise, in the future, or no whole day, does not count; where nothing is left, the
time is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from rawi.schema import PublicationTime
from rawi.times import find_times

ORDER = ("json-ld", "meta", "time-element", "feed", "page-text", "url", "record", "header")
ENOUGH = 0.5
"""Confidence from which an article has a date: a server's header alone does not give one."""

_ISO = re.compile(
    r"\s*(\d{4}-\d{1,2}-\d{1,2})(?:[T\s]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?\s*$")
_SLASHED = re.compile(r"\s*(\d{4})/(\d{1,2})/(\d{1,2})")
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*$")
_ENGLISH = re.compile(r"(?:\w+,\s*)?([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}),? (\d{4})")
_IN_URL = re.compile(
    r"(?:/|-|_|=)((?:19|20)\d{2})([/-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.?&-]|$)"
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_FIRST_YEAR = 1900
_NEVER = {"1970-01-01", "1900-01-01", "1969-12-31"}
"""What a machine without a clock writes."""


def read_time(text: str) -> str | None:
    """The day, or day and hour, that a text for machines or people names, in ISO 8601; None where it names
    no whole day."""
    text = text.strip()[:200]
    try:
        return _iso(text) or _epoch(text) or _latin(text) or read_arabic_day(text)
    except (ValueError, OverflowError):
        return read_arabic_day(text)


def read_arabic_day(text: str) -> str | None:
    """The first whole day that a text names in any habit of the Arabic press, in ISO 8601."""
    for expression in find_times(text):
        day = expression.value or ""
        if _DAY.match(day) or _MOMENT.match(day):
            return day if _is_possible(day) else None
    return None


def day_in_url(url: str) -> str | None:
    """The day in an address: `/2023/05/14/`, `/2023-05-14-`, `/20230514/`."""
    for found in _IN_URL.finditer(url):
        if found[2] or (len(found[3]) == len(found[4]) == 2):
            try:
                day = date(int(found[1]), int(found[3]), int(found[4])).isoformat()
            except ValueError:
                continue
            if _is_possible(day):
                return day
    return None


def choose_time(
    candidates: Iterable[PublicationTime], *, seen: datetime | None = None
) -> PublicationTime | None:
    """The candidate that counts, its confidence changed by what the others say.

    Args:
        candidates: in any order.
        seen: when the page was fetched or archived, where that is known: nothing is published after it.
    """
    limit = (seen + timedelta(days=1)).date().isoformat() if seen else None
    known = [c for c in candidates if _is_possible(c.value) and not (limit and c.value[:10] > limit)]
    if not known:
        return None
    best = min(known, key=lambda c: (_is_suspicious(c, known, seen), ORDER.index(c.source), -c.confidence))
    confidence = min(best.confidence, 0.3) if _is_placeholder(best) else best.confidence
    doubtful = {best.source, "header"} | {c.source for c in known if _is_placeholder(c)}
    others = {c.source: c for c in reversed(known) if c.source not in doubtful}
    if any(abs((_day(c) - _day(best)).days) > 1 for c in others.values()):
        confidence *= 0.7
    elif others:
        confidence = min(0.99, confidence + 0.02)
    return PublicationTime(value=best.value, source=best.source, confidence=round(confidence, 2))


def certain_day(published: PublicationTime | None) -> str | None:
    """The day of a time that is sure enough to be an article's date."""
    return published.value[:10] if published and published.confidence >= ENOUGH else None


def _is_suspicious(candidate: PublicationTime, known: list[PublicationTime], seen: datetime | None) -> bool:
    """Whether it is a placeholder, or the time of the visit while another source names an earlier day."""
    if _is_placeholder(candidate):
        return True
    if seen is None or abs((_day(candidate) - seen.date()).days) > 0:
        return False
    earlier = [c for c in known if c.source != "header" and (_day(candidate) - _day(c)).days > 1]
    return any(not _is_placeholder(c) for c in earlier)


def _is_placeholder(candidate: PublicationTime) -> bool:
    """Whether it is 1 January, and no hour is told but midnight; visible text means what it says."""
    midnight = candidate.value[10:16] in {"", "T00:00"}
    return candidate.value[4:10] == "-01-01" and midnight and candidate.source not in {"page-text", "url"}


def _day(candidate: PublicationTime) -> date:
    return date.fromisoformat(candidate.value[:10])


def _is_possible(value: str) -> bool:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return False
    latest = datetime.now(UTC).date() + timedelta(days=1)
    return day.year >= _FIRST_YEAR and day <= latest and value[:10] not in _NEVER


def _iso(text: str) -> str | None:
    found = _ISO.match(text)
    if found is None:
        if compact := _COMPACT.match(text):
            clock = f"T{compact[4]}:{compact[5]}" if compact[4] else ""
            return _iso(f"{compact[1]}-{compact[2]}-{compact[3]}{clock}{compact[7] or ''}")
        if slashed := _SLASHED.match(text):
            return _iso("-".join(slashed.groups()))
        return None
    year, month, day = (int(part) for part in found[1].split("-"))
    value = date(year, month, day).isoformat()
    if not _is_possible(value):
        return None
    if not found[2] or (found[2].startswith("00:00") and not found[3]):
        return value
    hour, minute, *second = (int(part) for part in found[2].split(":"))
    zone = found[3] or ""
    zone = (
        "+00:00"
        if zone in {"Z", "UTC", "GMT"}
        else zone
        if ":" in zone or not zone
        else zone[:3] + ":" + zone[3:]
    )
    return datetime.fromisoformat(f"{value}T{hour:02}:{minute:02}:{(second or [0])[0]:02}{zone}").isoformat()


def _epoch(text: str) -> str | None:
    found = _EPOCH.match(text)
    value = datetime.fromtimestamp(int(found[1]), UTC).isoformat() if found else ""
    return value if value and _is_possible(value) else None


def _latin(text: str) -> str | None:
    """`Tue, 08 Nov 2022 09:30:00 GMT`, `8 Nov 2022`, `November 8, 2022`."""
    if found := _ENGLISH.match(text):
        text = f"{found[2]} {found[1]} {found[3]} 00:00"
    if not re.search("[A-Za-z]{3}", text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    value = moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat()
    return value if _is_possible(value) else None
