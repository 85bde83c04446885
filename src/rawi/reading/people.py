"""Names of persons: where one stands in a noun phrase, and all those that an article gives.

A name is a run of words that no lexicon knows as something else, and that starts with a given name or follows a
title (الوزير، العميد، المدرب). Surnames may carry the article (الجبير).
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.text.quotations import FAMILY

_COMMON = (
    lx.TITLE
    | lx.ORGANIZATION
    | lx.MEDIA
    | lx.UNNAMED
    | lx.GROUP
    | lx.DOCUMENT
    | lx.OCCASION
    | lx.CHANNEL
    | lx.MASDAR
    | lx.MODAL
    | lx.STATE
    | lx.DEMONYM
    | lx.COMPLEMENTIZER
    | lx.PREPOSITION
    | lx.RELATIVE
    | lx.SUBORDINATOR
    | lx.NEGATION
    | lx.AUXILIARY
    | lx.DEMONSTRATIVE
    | lx.PRONOUN
    | lx.TIME
    | lx.NUMBER
    | lx.PUNCTUATION
)
_PEOPLE_TITLES = lx.HONORIFIC | lx.OFFICE | lx.RANK | lx.PROFESSION | lx.UNNAMED


def person_in(doc: Document, phrase: Range) -> Range | None:
    """The name of a person in a noun phrase that names a source, without its titles; None where there is none."""
    start, end = phrase
    best: Range | None = None
    k = start
    while k < end:
        run = name_run(doc, k, end, start)
        if run is None:
            k += 1
            continue
        if best is None or run[1] - run[0] > best[1] - best[0]:
            best = run
        k = run[1]
    return best


def name_run(doc: Document, k: int, end: int, floor: int) -> Range | None:
    """The person's name that begins at token `k`, if one does; `floor`: first token of the phrase around it."""
    word = doc.words[k]
    if word.conjunction or word.preposition or word.flags & lx.PUNCTUATION:
        return None
    given = bool(word.flags & lx.GIVEN) and not word.definite
    particle = bool(word.flags & lx.PARTICLE)
    if not (given or particle) and (word.flags & _COMMON or not _after_title(doc, k, floor)):
        return None
    if given and k > floor and doc.has(k - 1, lx.ORGANIZATION | lx.MEDIA) and not doc.words[k - 1].definite:
        return None
    m = k
    while m < end and _continues_name(doc, m, k):
        m += 1
    while m > k and doc.words[m - 1].flags & lx.PARTICLE:
        m -= 1
    if m - k >= 2 or (m - k == 1 and (k > floor and _after_title(doc, k, floor) or given and m == end and k == floor)):
        return (k, m)
    return None


def _continues_name(doc: Document, m: int, start: int) -> bool:
    word = doc.words[m]
    if word.flags & lx.PARTICLE:
        return True
    if word.flags & lx.PUNCTUATION:
        if doc.norms[m] == "-" and m > start:
            return doc.tokens[m].start == doc.tokens[m - 1].end
        return False
    if word.flags & lx.GIVEN:
        return not word.preposition and (not word.conjunction or m == start)
    if word.flags & _COMMON:
        return doc.has(m - 1, lx.PARTICLE) and m > start
    return not word.conjunction and not (word.preposition and word.definite)


def _after_title(doc: Document, k: int, floor: int) -> bool:
    """Whether a title that can stand before a name, and is complete, ends right before token `k`."""
    m = k - 1
    if m < floor:
        return False
    if doc.norms[m] in {"،", ",", "."} or doc.norms[m] in FAMILY or doc.norms[m] in {"/", "("}:
        m -= 1
    if m < floor:
        return False
    word = doc.words[m]
    if word.flags & _PEOPLE_TITLES and (word.definite or word.flags & (lx.HONORIFIC | lx.RANK)):
        return True
    # وزير الخارجية الروسي | سيرغي: a definite genitive or adjective closes the title
    if not (word.definite or word.flags & lx.STATE):
        return False
    while m > floor and (doc.words[m].definite or doc.words[m].flags & (lx.STATE | lx.PREPOSITION | lx.ORGANIZATION)):
        m -= 1
    return any(doc.words[x].flags & _PEOPLE_TITLES for x in range(max(floor, m - 3), m + 1))


def find_persons(doc: Document) -> list[Range]:
    """The names of persons of two words or more, all over the article, in order."""
    found: list[Range] = []
    k = 0
    n = len(doc)
    while k < n:
        run = name_run(doc, k, min(n, k + 8), max(0, k - 6))
        if run is not None and run[1] - run[0] >= 2:
            found.append(run)
            k = run[1]
        else:
            k += 1
    return found


def can_speak(doc: Document, source: Range, *, strict: bool) -> bool:
    """Whether a phrase can name somebody or something that speaks; `strict`: an unknown common noun cannot."""
    k = source[0]
    while k < source[1] and (doc.words[k].flags & (lx.PUNCTUATION | lx.DEMONSTRATIVE) or doc.norms[k] in {"كل", "بعض", "احد", "احدي", "عدد", "من"}):
        k += 1
    if k >= source[1]:
        return False
    if k > source[0] and not doc.has(source[0], lx.PUNCTUATION | lx.DEMONSTRATIVE):
        return True  # عدد من …، أحد …، كل من …
    word = doc.words[k]
    if strict and not word.flags and not person_in(doc, source):
        return not word.norm.endswith("ه") and not word.definite and source[1] - k <= 2
    speaks = lx.TITLE | lx.ORGANIZATION | lx.MEDIA | lx.UNNAMED | lx.GROUP | lx.DOCUMENT | lx.STATE | lx.GIVEN | lx.PARTICLE
    if word.flags & speaks or k in doc.names or doc.has(k - 1, lx.PUNCTUATION):
        return True
    if word.flags & (lx.MASDAR | lx.MODAL | lx.EVENT | lx.NUMBER | lx.CHANNEL | lx.UNIT) or doc.has(source[0], lx.DEMONSTRATIVE):
        return False
    return True
