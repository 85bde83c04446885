"""Numbers: in digits, and in words with their grammar (ثلاث عشرة، ألفين وخمسة عشر، الحادي والعشرون)."""

from __future__ import annotations

from rawi.times.words import Words

Number = tuple[int, int]
"""The word after it, and its value."""


def cardinal_at(w: Words, i: int) -> Number | None:
    """A number in digits or words."""
    word = w.words[i]
    if word.number is not None:
        return i + 1, word.number
    first = _term_at(w, i)
    if first is None:
        return None
    end, total = first
    last = total
    while w.joined(end):
        following = _term_at(w, end)
        if following is None or not _goes_on(last, following[1]):
            break
        end, last = following
        total += last
    return end, total


def _term_at(w: Words, i: int) -> Number | None:
    """A number word, with the word for ten behind it that makes it a teen."""
    value = w.tables.cardinals.get(w.stem(i))
    if value is None:
        return None
    is_ten = w.tables.numbers["ten"]
    if value < 10 and w.stem(i + 1) in is_ten and not w.words[i + 1].cut:
        return i + 2, value + 10
    return i + 1, value


def _goes_on(last: int, value: int) -> bool:
    """Whether `value` can be added to a number that ends with `last`: units before tens, else downwards."""
    if last < 10:
        return 20 <= value < 100
    return last >= 100 and value < last


def definite_cardinal_at(w: Words, i: int) -> Number | None:
    """A number behind what it counts: `الثلاثة`, `العشرين`, `الخمسة عشر`, `الـ24`."""
    word, norm = w.words[i], w.norms[i]
    if word.number is not None:
        return i + 1, word.number
    value = w.tables.cardinals.get(norm[2:]) if norm.startswith("ال") else None
    if value is None:
        return None
    if value < 10 and w.stem(i + 1) in w.tables.numbers["ten"]:
        return i + 2, value + 10
    return i + 1, value


def ordinal_at(w: Words, i: int) -> Number | None:
    """An ordinal with the article, up to 99: الثاني عشر، الخامس والعشرين، الثلاثين."""
    numbers, stem = w.tables.numbers, w.stem(i)
    if (tens := numbers["ordinal_tens"].get(stem)) is not None:
        return i + 1, tens
    eleven = numbers["ordinal_eleven"].get(stem)
    value = eleven or numbers["ordinal"].get(stem)
    if value is None:
        return None
    if w.stem(i + 1) in numbers["ten"] and not w.words[i + 1].cut and w.stem(i + 1)[:2] != "ال":
        return i + 2, value + 10
    if w.joined(i + 1) and (tens := numbers["ordinal_tens"].get(w.stem(i + 1))) is not None:
        return i + 2, value + tens
    return None if eleven else (i + 1, value)


def year_at(w: Words, i: int) -> Number | None:
    """A year: four digits from 1000 to 2200, or from a thousand on in words."""
    number = w.words[i].number
    if number is not None:
        return (i + 1, number) if 1000 <= number <= 2200 and len(w.stem(i)) == 4 else None
    found = cardinal_at(w, i)
    return found if found and 1000 <= found[1] <= 2200 else None
