"""Offices in an article: where a phrase like وزير الخارجية الروسي stands, and which of them can be the same.

A phrase begins with a title (titles.tsv) and runs over what belongs to it. Beside a name it is that person's
office; alone it stands for a person whose office is the same, or for an office that nobody in the article is
named for.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import cache
from typing import NamedTuple

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import read_table
from rawi.reading.nounphrases import CLAUSE, is_verb
from rawi.reading.word_sets import word_set
from rawi.text.letters import fold
from rawi.text.quotations import FAMILY

LONGEST = 14
"""Tokens of an office or the name of a body."""
_OFFICES = lx.OFFICE | lx.RANK | lx.PROFESSION | lx.ROLE
_NEXT_HEAD = lx.GROUP | lx.UNNAMED | lx.MEDIA | lx.DOCUMENT | lx.OCCASION
_ADJECTIVES = word_set("office_adjectives")
_HEADS_OF_STATE = word_set("heads_of_state")
_STATES_HEADED = word_set("states_headed")
_GOVERNMENTS = word_set("governments")
_SELDOM = word_set("seldom_offices")
_ATTACHED = frozenset({"باسم", "في", "لدي"})
_IN_ITS_NAME = frozenset({"باسمه", "باسمها", "باسمهم"})
_EMPTY = _ADJECTIVES | _IN_ITS_NAME


class Office(NamedTuple):
    """A phrase that names an office, and what it says of which office it is."""

    span: Range
    head: str
    """Base of its first noun: وزير, نائب."""
    definite: bool
    """The head has the article: الرئيس, الوزير الروسي."""
    refers: bool
    """It means a certain office, so that it can stand without a name: not وزير سابق."""
    countries: frozenset[str]
    """ISO 3166 codes of the states that it names."""
    rest: frozenset[str]
    """Bases of its other words that tell it from other offices."""
    senior: bool
    """An office by itself, not only a rank or a profession; where the networks have read, they say so too."""

    @property
    def bare(self) -> bool:
        """Nothing but a noun with the article: الوزير."""
        return self.definite and not self.countries and not self.rest

    @property
    def sense(self) -> tuple[str, bool, frozenset[str], frozenset[str]]:
        """The same for two phrases that name the same office."""
        return self.head, self.definite and not self.rest, self.countries, self.rest


def find_offices(doc: Document, names: Mapping[int, int], bodies: Container[int]) -> list[Office]:
    """The phrases of offices in their order; none stands in another.

    Args:
        names: token at which a person's name begins → the token after it; no phrase goes into one.
        bodies: tokens of other names; no phrase begins in one (مستشفى الملك فهد).
    """
    learned = {name.span[0]: name.span[1] for name in doc.learned_names or () if name.kind == "OCC"}
    found: list[Office] = []
    k = 0
    while k < len(doc):
        if k in names:
            k = max(names[k], k + 1)
            continue
        end = 0
        if k not in bodies and _is_head(doc, k):
            end = phrase_end(doc, k, names)
        if k in learned:
            end = max(end, _until_name(learned[k], k, names))
        if end:
            office = office_of(doc, (k, end))
            if learned:  # the networks were taught offices
                office = office._replace(senior=any(m in learned for m in range(k, end)))
            found.append(office)
        k = max(end, k + 1)
    return found


def _until_name(end: int, start: int, names: Mapping[int, int]) -> int:
    return next((k for k in range(start + 1, end) if k in names), end)


def _is_head(doc: Document, k: int) -> bool:
    word = doc.words[k]
    if not word.flags & _OFFICES or word.flags & (lx.PLURAL | lx.MASDAR) or word.base in _SELDOM:
        return False
    if word.flags & lx.ORGANIZATION and not word.flags & lx.RANK:
        return False  # محافظة, إمارة: a place or a body
    return word.preposition != "ك"


def phrase_end(doc: Document, k: int, names: Mapping[int, int]) -> int:
    """The token after the phrase of an office or body whose head stands at token `k`."""
    head = doc.words[k]
    limit = min(len(doc), k + LONGEST)
    closed = head.definite
    m = k + 1
    while m < limit and m not in names:
        step = _step(doc, k, m, closed, head.definite)
        if step is None:
            break
        m, closed = step
    while m > k + 1 and (doc.words[m - 1].flags & (lx.PREPOSITION | lx.PUNCTUATION)) and not _is_mark(doc, m):
        m -= 1
    return m


def _is_mark(doc: Document, end: int) -> bool:
    return end - 1 in doc.quotation_start


def _step(doc: Document, k: int, m: int, closed: bool, definite: bool) -> tuple[int, bool] | None:
    """How far the phrase that begins at `k` goes on at token `m`, and whether it is closed then.

    An indefinite head takes genitives until one is definite (وزير | خارجية | روسيا); a closed phrase goes on
    with adjectives (الروسي، السابق) and what prepositions tie to it (باسم الحكومة، للشؤون الدينية).
    """
    word = doc.words[m]
    known = doc.names.get(m)
    if word.flags & lx.PUNCTUATION:
        quotation = doc.quotation_at.get(m)
        short = quotation is not None and quotation.closed and quotation.end - m <= 6
        return (quotation.end + 1, True) if quotation and short and not closed else None
    if word.norm in _IN_ITS_NAME and m == k + 1:
        return m + 1, True
    if (word.flags & (CLAUSE | lx.TIME) and not word.flags & (lx.TITLE | lx.GIVEN)) or is_verb(doc, m):
        return None
    if word.conjunction:
        listed = not definite and closed and word.definite and not word.preposition
        other = lx.TITLE | lx.DEMONYM | lx.ORGANIZATION | _NEXT_HEAD | lx.GIVEN
        return (m + 1, True) if listed and not word.flags & other else None
    if word.flags & lx.PREPOSITION:
        tied = word.base in _ATTACHED and _can_be_tied(doc, m + 1)
        return (m + 1, False) if tied and m + 1 < len(doc) else None
    if known is not None and (not closed or doc.has(m - 1, lx.PREPOSITION)):
        return known[0], True
    if word.preposition:
        tied = word.preposition in "لب" and closed and (word.definite or bool(word.flags & lx.ORGANIZATION))
        no = lx.MEDIA | lx.GROUP | lx.TIME | lx.MEDIUM | (lx.MASDAR if word.preposition == "ب" else 0)
        no = 0 if word.flags & lx.ORGANIZATION else no
        return (m + 1, word.definite) if tied and not word.flags & no else None
    if not closed:
        return _genitive(doc, m)
    if doc.has(k, lx.ORGANIZATION) and word.flags & (lx.GIVEN | lx.PARTICLE) and m > k + 1:
        named = doc.has(m - 1, lx.TITLE | lx.GIVEN | lx.PARTICLE)
        return (m + 1, True) if named else None  # مركز الملك سلمان
    return (m + 1, True) if _is_adjective(doc, m, definite) else None


def _can_be_tied(doc: Document, m: int) -> bool:
    return m in doc.names or doc.has(m, lx.ORGANIZATION | lx.STATE | lx.TITLE)


def _genitive(doc: Document, m: int) -> tuple[int, bool] | None:
    word = doc.words[m]
    if word.flags & (lx.HONORIFIC | lx.RANK) and word.definite:
        return None
    if doc.is_adverb(m) or word.flags & lx.NUMBER:
        return None
    return m + 1, word.definite or bool(word.flags & lx.STATE)


def _is_adjective(doc: Document, m: int, definite: bool) -> bool:
    """Whether a definite word after a closed phrase belongs to it."""
    word = doc.words[m]
    if not word.definite or word.norm[:2] != "ال" or doc.is_adverb(m):
        return False
    if word.base in _ADJECTIVES or _demonym_code(word.base):
        return True
    if word.flags & (lx.TITLE | lx.ORGANIZATION | _NEXT_HEAD | lx.MASDAR | lx.EVENT | lx.MODAL | lx.GROUP):
        return False
    return word.base.endswith(("ي", "يه", "يين")) or not definite


def office_of(doc: Document, span: Range) -> Office:
    """What the phrase says of which office it is."""
    head = doc.words[span[0]]
    countries: set[str] = set()
    rest: set[str] = set()
    k = span[0] + 1
    while k < span[1]:
        word = doc.words[k]
        known = doc.names.get(k)
        code = _demonym_code(word.base)
        if known is not None and known[1].table == "states" and known[0] <= span[1]:
            countries.add(_state_codes()[fold(known[1].name)])
            k = known[0]
            continue
        if code:
            countries.add(code)
        elif not word.flags & (lx.PREPOSITION | lx.PUNCTUATION) and word.base not in _EMPTY:
            rest.add(word.base)
        k += 1
    if rest & _GOVERNMENTS and head.base in _HEADS_OF_STATE:
        rest = rest - _GOVERNMENTS | {"وزراء"}
    last = doc.words[span[1] - 1]
    closed = head.definite or last.definite or bool(last.flags & lx.STATE) or doc.norms[span[1] - 1] in FAMILY
    refers = closed or bool(countries and any(doc.names.get(m) for m in range(*span)))
    refers &= head.definite or not doc.has(span[0] + 1, lx.PREPOSITION) or bool(head.flags & lx.ROLE)
    return Office(
        span,
        head.base,
        head.definite,
        refers and not head.flags & (lx.PLURAL | lx.HONORIFIC),
        frozenset(countries),
        frozenset(rest),
        bool(head.flags & (lx.OFFICE | lx.ROLE)) or not head.flags & lx.TITLE,
    )


def is_same_office(alone: Office, held: Office, country: str | None) -> bool:
    """Whether a phrase without a name can mean the office that a person holds.

    All that it says must be known of the person, and nothing may differ.

    Args:
        country: of the person, where the gazetteer knows it.
    """
    if alone.head != held.head:
        return False
    if alone.countries and not alone.countries & (held.countries or {country}):
        return False
    if alone.definite and alone.countries and alone.head in _HEADS_OF_STATE:
        return not (held.rest - _STATES_HEADED) and alone.rest <= held.rest
    if alone.rest <= held.rest:
        return alone.definite or bool(alone.rest) or not held.rest
    return not held.rest and alone.rest <= _STATES_HEADED


@cache
def _codes() -> tuple[dict[str, str], dict[str, str]]:
    states: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for state, _variants, _capital, demonym, code, *_ in read_table("states"):
        states[fold(state)] = code
        for form in map(fold, demonym.split("|")):
            stem = form.removesuffix("ه")
            for ending in ("", "ه", "ين", "ون", "ان"):
                demonyms.setdefault(stem + ending, code)
    return states, demonyms


def _state_codes() -> dict[str, str]:
    return _codes()[0]


def _demonym_code(base: str) -> str | None:
    return _codes()[1].get(base)


def is_demonym(base: str) -> bool:
    """Whether a word without the article is an adjective of a state: روسي، الفرنسية، فلسطينيين."""
    return base in _codes()[1]
