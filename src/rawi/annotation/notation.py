"""The unit notation: an article in numbered lines, and spans written with the article's own words.

    3:وأضاف                     the words in unit 3
    3#2:قال                     their second occurrence there
    3:مصالح البلاد … كل يوم       from the first words to the last words
    3:لقد بدأنا … 5:حتى النهاية     from unit 3 to unit 5
    @812-840                    characters of the text, for the rare span that words cannot tell

Occurrences that stand as whole words come before those inside longer words, so `3:قال` means the verb also
where وقال stands before it, and `3:وكالة` finds the word in لوكالة where it stands nowhere by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher

from rawi.schema import Span
from rawi.text.letters import MARKS, fold

SHORT = 7
"""Words up to which a span is written out."""
_ENDS = (3, 4, 5, 6, 8, 11, 15, 20, 30, 50, 80)
"""Words at each end of a longer span: as few as tell it."""

_HEAD = re.compile(r"\s*(\d+)\s*(?:#\s*(\d+)\s*)?:(.*)", re.DOTALL)
_OFFSETS = re.compile(r"\s*@(\d+)-(\d+)\s*")
_BETWEEN = re.compile(r" (?:…|\.\.\.) ")
_LETTER = re.compile(rf"[\w{MARKS}]")
_WORD = re.compile(r"\S+")


class SpanError(ValueError):
    """Words that are not found."""

    def __init__(self, unit: int | None, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}; {remedy}")
        self.unit = unit
        self.reason = reason
        self.remedy = remedy


class Units:
    """A text in its units: the headline, and each line of the body."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def unit_at(self, offset: int) -> int:
        """The unit in which a character stands; a line break belongs to the unit before it."""
        return bisect_right(self.starts, offset) - 1

    def find(self, notation: str) -> Span:
        """The span that `notation` means.

        Raises:
            SpanError: it means none; says what was expected and what to do.
        """
        if offsets := _OFFSETS.fullmatch(notation):
            start, end = int(offsets[1]), int(offsets[2])
            if start < end <= len(self.text):
                return Span(start, end)
            raise SpanError(None, f"{notation} is not within 0 and {len(self.text)}", "write unit:words")
        head = _HEAD.fullmatch(notation)
        if not head:
            raise SpanError(None, f"‘{notation}’ is no span; expected unit:words", "write it like 3:قال")
        unit, nth, words = int(head[1]), int(head[2] or 1), head[3]
        self._check_unit(unit)
        words = words.strip()
        found = self._literal(unit, nth, words) or self._from_to(unit, nth, words)
        if found is None:
            raise self._not_found(unit, nth, words)
        return found

    def write(self, span: Span) -> str:
        """The shortest notation that means `span`; `find` gives exactly `span` for it."""
        for notation in self._ways(span):
            try:
                if self.find(notation) == span:
                    return notation
            except SpanError:
                continue
        return f"@{span.start}-{span.end}"

    def _ways(self, span: Span) -> Iterator[str]:
        first, last = self.unit_at(span.start), self.unit_at(max(span.end - 1, span.start))
        words = [m.span() for m in _WORD.finditer(self.text, span.start, span.end)]
        if first == last:
            if len(words) > SHORT:
                for count in _ENDS:
                    if 2 * count < len(words):
                        end_words = self.text[words[-count][0] : span.end]
                        yield f"{self._named(first, span.start, words[count - 1][1])} … {end_words}"
            yield self._named(first, span.start, span.end)
            return
        of_first = [(a, b) for a, b in words if b <= self.starts[first] + len(self.lines[first])]
        of_last = [(a, b) for a, b in words if a >= self.starts[last]]
        if of_first and of_last:
            for count in (*_ENDS, len(words)):
                begin = self._named(first, span.start, of_first[:count][-1][1])
                yield f"{begin} … {self._named(last, of_last[-count:][0][0], span.end)}"

    def _named(self, unit: int, start: int, end: int) -> str:
        words = self.text[start:end]
        places = self._occurrences(unit, words)
        place = start - self.starts[unit]
        nth = places.index(place) + 1 if place in places else 1
        return f"{unit}:{words}" if nth == 1 else f"{unit}#{nth}:{words}"

    def _occurrences(self, unit: int, words: str) -> list[int]:
        """Places of `words` in the unit: those that stand by themselves first."""
        line = self.lines[unit]
        whole: list[int] = []
        inner: list[int] = []
        at = line.find(words) if words else -1
        while at >= 0:
            end = at + len(words)
            by_itself = not (_joined(line, at) or _joined(line, end))
            (whole if by_itself else inner).append(at)
            at = line.find(words, at + 1)
        return whole + inner

    def _literal(self, unit: int, nth: int, words: str) -> Span | None:
        places = self._occurrences(unit, words)
        if not 1 <= nth <= len(places):
            return None
        start = self.starts[unit] + places[nth - 1]
        return Span(start, start + len(words))

    def _from_to(self, unit: int, nth: int, words: str) -> Span | None:
        for between in _BETWEEN.finditer(words):
            begin = self._literal(unit, nth, words[: between.start()])
            if begin is None:
                continue
            rest = words[between.end() :]
            head = _HEAD.fullmatch(rest)
            if head and unit < int(head[1]) < len(self.lines):
                end = self._literal(int(head[1]), int(head[2] or 1), head[3])
            else:
                end = self._next(unit, rest, begin.end)
            if end:
                return Span(begin.start, end.end)
        return None

    def _next(self, unit: int, words: str, after: int) -> Span | None:
        """The first occurrence of `words` in the unit from offset `after` on."""
        start = self.starts[unit]
        places = [p for p in self._occurrences(unit, words) if start + p >= after]
        return Span(start + places[0], start + places[0] + len(words)) if places else None

    def _check_unit(self, unit: int) -> None:
        if unit >= len(self.lines):
            last = len(self.lines) - 1
            raise SpanError(None, f"there is no unit {unit}; the last one is {last}", "mend the number")

    def _not_found(self, unit: int, nth: int, words: str) -> SpanError:
        if between := _BETWEEN.search(words):
            begin, end = words[: between.start()], words[between.end() :]
            if self._literal(unit, nth, begin) is None:
                return self._not_found(unit, nth, begin)
            head = _HEAD.fullmatch(end)
            last, last_nth, end = (int(head[1]), int(head[2] or 1), head[3]) if head else (unit, 1, end)
            if head:
                self._check_unit(last)
            if head and last <= unit:
                return SpanError(
                    unit, f"a span from unit {unit} cannot end in unit {last}", "mend the number"
                )
            if self._literal(last, last_nth, end) is not None:
                reason = f"‘{end}’ stands before ‘{begin}’ in unit {unit}; expected after it"
                return SpanError(unit, reason, f"write more words, or {unit}#2:…")
            return self._not_found(last, last_nth, end)
        places = len(self._occurrences(unit, words))
        if places:
            times = "once" if places == 1 else f"{places} times"
            return SpanError(unit, f"‘{words}’ stands only {times} in unit {unit}", f"mend #{nth}")
        reason = f"‘{words}’ does not stand in unit {unit}"
        for other in range(len(self.lines)):
            if self._occurrences(other, words):
                return SpanError(unit, reason, f"it stands in unit {other}: write {other}:{words}")
        return SpanError(unit, reason, self._nearest(unit, words))

    def _nearest(self, unit: int, words: str) -> str:
        """The advice to copy what resembles `words` most."""
        wanted, count = fold(words), max(len(words.split()), 1)
        best, alike, where = "", 0.7, unit
        for other in sorted(range(len(self.lines)), key=lambda u: (abs(u - unit), u))[:40]:
            spots = [m.span() for m in _WORD.finditer(self.lines[other])]
            for i in range(max(len(spots) - count + 1, 0)):
                window = self.lines[other][spots[i][0] : spots[i + count - 1][1]]
                matcher = SequenceMatcher(None, wanted, fold(window), autojunk=False)
                if matcher.real_quick_ratio() > alike and matcher.ratio() > alike:
                    best, alike, where = window, matcher.ratio(), other
        return f"nearest is {where}:{best}" if best else "copy the words exactly from the unit"


def _joined(line: str, at: int) -> bool:
    """Whether a word goes through the place between two characters."""
    return 0 < at < len(line) and bool(_LETTER.match(line[at - 1]) and _LETTER.match(line[at]))
