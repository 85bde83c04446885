"""Names of persons: where one stands in a noun phrase, and all those that an article gives.

A name is a run of words that no lexicon knows as something else, and that starts with a given name or
follows a title (الوزير، العميد، المدرب). Surnames may carry the article (الجبير).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.nounphrases import is_object, opens_addressee
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
_FUNCTIONS = (
    lx.COMPLEMENTIZER
    | lx.PREPOSITION
    | lx.RELATIVE
    | lx.SUBORDINATOR
    | lx.NEGATION
    | lx.AUXILIARY
    | lx.PRONOUN
)
_PEOPLE_TITLES = lx.HONORIFIC | lx.OFFICE | lx.RANK | lx.PROFESSION | lx.ROLE
_LONGEST_NAME = 6
"""Words, particles not counted."""


class Person(NamedTuple):
    """A person whom the article names in two words or more."""

    name: str
    words: tuple[str, ...]
    context: frozenset[str]
    """Bases of the words beside the name that tell who it is: titles, offices, what they are of."""
    at: int
    """Token of the mention."""


def person_in(doc: Document, phrase: Range) -> Range | None:
    """The name of a person in a noun phrase that names a source, without its titles; None where there is
    none. The networks have the word where they have read.
    """
    if doc.persons is not None:
        return _found_person(doc.persons, phrase)
    start, end = phrase
    best: Range | None = None
    k = start
    while k < end and k - start < 3 and _is_unknown(doc, k) and not doc.words[k].definite:
        k += 1
    if start < k < end and (
        doc.norms[k] in {"،", ",", "("} or (doc.has(k, lx.TITLE) and not doc.words[k].definite)
    ):
        return (start, k)  # شومهري، مدير قسم الإغاثة
    k = start
    while k < end:
        run = name_run(doc, k, end, start)
        if run is None:
            k += 1
            continue
        if run[0] == start:
            return run
        if best is None or run[1] - run[0] > best[1] - best[0]:
            best = run
        k = run[1]
    return best


def _found_person(persons: list[Range], phrase: Range) -> Range | None:
    """The most that a phrase holds of one of the names."""
    best: Range | None = None
    k = bisect_right(persons, phrase[0], key=itemgetter(1))
    while k < len(persons) and persons[k][0] < phrase[1]:
        part = max(persons[k][0], phrase[0]), min(persons[k][1], phrase[1])
        if best is None or part[1] - part[0] > best[1] - best[0]:
            best = part
        k += 1
    return best


def name_run(doc: Document, k: int, end: int, floor: int) -> Range | None:
    """The person's name that begins at token `k`, if one does; `floor`: first token of the phrase around
    it.

    It begins with a given name or a particle (ابن، أبو), or with an unknown word right after a title. A
    surname with the article (الجبير) cannot be told from an adjective, so it begins a name only in
    apposition, before another unknown word (، العجمي الوريمي).
    """
    word = doc.words[k]
    if word.conjunction or word.preposition or word.flags & lx.PUNCTUATION:
        return None
    if word.definite and not (
        not word.flags and _stands_apart(doc, k, floor) and k + 1 < end and _is_unknown(doc, k + 1)
    ):
        return None
    given = bool(word.flags & (lx.GIVEN | lx.PARTICLE)) and not word.flags & (lx.TIME | lx.STATE)
    if (
        given
        and word.flags & (lx.ORDINARY | lx.TITLE)
        and not _name_follows(doc, k + 1, end)
        and not _after_title(doc, k, floor)
    ):
        return None
    if not given and (
        word.flags & (_COMMON | lx.VERB)
        or word.cues
        or word.norm.endswith("ه")
        or not _after_title(doc, k, floor)
    ):
        return None
    if (not given and word.norm.startswith(("لل", "بال"))) or (
        word.norm[0] == "ل" and not given and doc.words[k + 1 : k + 2] and doc.words[k + 1].definite
    ):
        return None  # لشؤون الطاقة
    if not given and word.norm[0] == "ب" and k + 1 < end and doc.has(k + 1, lx.GIVEN):
        return None  # المدير الجهوي بقابس | محمد …
    before = k - 1
    while before > floor and doc.has(before, lx.TITLE) and doc.words[before].definite:
        before -= 1
    if (
        before >= floor
        and doc.has(before, lx.ORGANIZATION | lx.MEDIA | lx.CHANNEL)
        and not doc.words[before].definite
    ):
        return None  # جامعة محمد، مركز الملك سلمان
    m = k + 1
    counted = 1
    while m < end and counted < _LONGEST_NAME and _continues_name(doc, m):
        if opens_addressee(doc, m, end) or (counted >= 2 and is_object(doc, m)):
            break
        counted += not doc.has(m, lx.PARTICLE)
        m += 1
        if (
            doc.words[m - 1].definite
            and m - 1 > k
            and not doc.has(m - 2, lx.PARTICLE)
            and not doc.has(m, lx.PARTICLE)
        ):
            break  # a surname with the article closes the name
    while m > k and doc.words[m - 1].flags & lx.PARTICLE:
        m -= 1
    if m - k >= 2 or (m - k == 1 and _after_title(doc, k, floor)):
        return (k, m)
    return None


def _stands_apart(doc: Document, k: int, floor: int) -> bool:
    return k == floor or doc.norms[k - 1] in {"،", ","}


def _is_unknown(doc: Document, k: int) -> bool:
    word = doc.words[k]
    return not word.flags & ~lx.GIVEN and not word.cues and not word.preposition and not word.conjunction


def _name_follows(doc: Document, k: int, end: int) -> bool:
    return k < end and doc.has(k, lx.GIVEN | lx.PARTICLE) and not doc.has(k, lx.TITLE)


def _continues_name(doc: Document, m: int) -> bool:
    word = doc.words[m]
    if word.flags & lx.PUNCTUATION:
        glued = doc.tokens[m].start == doc.tokens[m - 1].end
        return (
            doc.norms[m] == "-"
            and glued
            and m + 1 < len(doc)
            and doc.tokens[m + 1].start == doc.tokens[m].end
        )
    if word.flags & lx.PARTICLE or doc.has(m - 1, lx.PARTICLE):
        return not word.conjunction and not word.flags & _FUNCTIONS
    if word.conjunction or doc.is_adverb(m) or doc.norms[m] in {"ل", "ب"}:
        return False
    if word.flags & lx.GIVEN and not word.flags & lx.TIME:
        return not word.preposition
    if word.flags & _COMMON or word.cues or word.flags & lx.VERB:
        return False
    return not word.preposition


def _after_title(doc: Document, k: int, floor: int) -> bool:
    """Whether a title that can stand before a name, and is complete, ends right before token `k`."""
    m = k - 1
    if m >= floor and (doc.norms[m] in {"،", ",", ".", "/", "("} or doc.norms[m] in FAMILY):
        m -= 1
    if m < floor:
        return False
    word = doc.words[m]
    if word.flags & (lx.HONORIFIC | lx.RANK):
        return True
    if word.flags & _PEOPLE_TITLES and word.definite:
        return True
    # وزير الخارجية الروسي | سيرغي: a definite genitive or adjective closes the title
    if not (word.definite or word.flags & lx.STATE):
        return False
    while m > floor and (
        doc.words[m].definite or doc.words[m].flags & (lx.STATE | lx.PREPOSITION | lx.ORGANIZATION)
    ):
        m -= 1
    return any(doc.words[x].flags & _PEOPLE_TITLES for x in range(max(floor, m - 3), m + 1))


def find_persons(doc: Document) -> list[Person]:
    """The persons whom the article names in two words or more, each at its first mention with a longest
    name.
    """
    found: dict[tuple[str, ...], Person] = {}
    for run in name_runs(doc) if doc.persons is None else doc.persons:
        words = tuple(doc.words[m].base for m in range(*run) if not doc.words[m].flags & lx.PUNCTUATION)
        if len(words) < 2:
            continue
        context = frozenset(_context(doc, run))
        known = found.get(words)
        if known is None:
            found[words] = Person(doc.characters(run), words, context, run[0])
        else:
            found[words] = known._replace(context=known.context | context)
    return list(found.values())


def name_runs(doc: Document) -> Iterator[Range]:
    """The names of persons that the rules see, in their order."""
    k = 0
    while k < len(doc):
        run = name_run(doc, k, min(len(doc), k + 10), max(0, k - 6))
        if run is not None and run[1] - run[0] >= 2:
            yield run
            k = run[1]
        else:
            k += 1


def _context(doc: Document, name: Range) -> Iterator[str]:
    """Bases of the titles before a name, and of an apposition after it."""
    stops = lx.COMPLEMENTIZER | lx.RELATIVE | lx.SUBORDINATOR | lx.AUXILIARY | lx.VERB
    for k in range(name[0] - 1, max(name[0] - 9, -1), -1):
        word = doc.words[k]
        if (
            word.flags & stops
            or (word.cues and not word.flags & lx.TITLE)
            or doc.norms[k] in {".", "\n", ":"}
        ):
            break
        if not word.flags & (lx.PUNCTUATION | lx.PREPOSITION):
            yield word.base
    for k in range(name[1], min(name[1] + 7, len(doc))):
        word = doc.words[k]
        if k <= name[1] + 1 and doc.norms[k] in {"،", "("}:
            continue
        if word.flags & (stops | lx.PUNCTUATION) or (word.cues and not word.flags & lx.TITLE):
            break
        if k <= name[1] + 1 and not word.flags & (lx.TITLE | lx.UNNAMED):
            break
        if not word.flags & lx.PREPOSITION:
            yield word.base


def can_speak(doc: Document, source: Range, *, strict: bool) -> bool:
    """Whether a phrase can name one who speaks; `strict`: an unknown common noun cannot."""
    k = source[0]
    while k < source[1] and (
        doc.words[k].flags & (lx.PUNCTUATION | lx.DEMONSTRATIVE)
        or doc.norms[k] in {"كل", "بعض", "احد", "احدي", "عدد", "من"}
    ):
        k += 1
    if k >= source[1]:
        return False
    if k > source[0] and not doc.has(source[0], lx.PUNCTUATION | lx.DEMONSTRATIVE):
        return True  # عدد من …، أحد …، كل من …
    word = doc.words[k]
    if strict and not word.flags and not person_in(doc, source):
        return not word.norm.endswith("ه") and not word.definite and source[1] - k <= 2
    speaks = (
        lx.TITLE
        | lx.ORGANIZATION
        | lx.MEDIA
        | lx.UNNAMED
        | lx.GROUP
        | lx.DOCUMENT
        | lx.STATE
        | lx.GIVEN
        | lx.PARTICLE
    )
    if word.flags & speaks or k in doc.names or doc.has(k - 1, lx.PUNCTUATION):
        return True
    dumb = lx.MASDAR | lx.MODAL | lx.EVENT | lx.NUMBER | lx.CHANNEL | lx.UNIT
    return not (word.flags & dumb or doc.has(source[0], lx.DEMONSTRATIVE))
