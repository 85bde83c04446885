"""Mentions of places: names of the gazetteer in a document, with the evidence beside each that it is a place.

A name of a place is a mention if its evidence adds up to `ENOUGH`. A big town, a country, a name of several
words has it by itself; a name that is also an ordinary word or a person's needs a word of its type
(مدينة الباب), its country or another place beside it, or a preposition in an article about its country.

No mentions: names of persons; the place in the name of an organization (جامعة القاهرة, بنك الرياض), which
only says what country the article may be about; names of outlets (صحيفة الرياض).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rawi.entities.geonames import Gazetteer, GeoPlace, Head, load_gazetteer
from rawi.entities.place_words import ARAB, Standing, country_of_demonym, load_beside, standing
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.schema import Span
from rawi.text.letters import MARKS

ENOUGH = 2.5
"""Evidence from which on a name is a mention."""
OF_NAME = {
    Standing.HOMOGRAPH: 0.0,
    Standing.CONTEXT: 0.5,
    Standing.WORD: 0.9,
    Standing.TOWN: 2.0,
    Standing.PLACE: 3.0,
}
OF_TYPE_WORD = 2.5
OF_FACILITY = 1.9
OF_DATELINE = 3.0
OF_DIRECTION = 1.3
OF_PREPOSITION = 1.0
OF_FROM = 0.6
OF_DEMONYM = 2.5
OF_NESTING = 2.0
OF_NEIGHBOUR = 1.8
OF_COUNTRY = 0.7
OF_LOCATED = 2.0
SHORTEST_AFTER_CLITIC = 5
"""Letters of a foreign name without article that a clitic may stand before: باراك is no Arak."""
_MARKED_LETTER = f"[^\\W\\d_][{MARKS}]*"
_OPEN = frozenset({"(", "«", '"', "“"})


@dataclass(slots=True, eq=False)
class Mention:
    """A name in the text that may be one of a place; positions are token indexes."""

    start: int
    end: int
    name: str
    """Folded, without clitics."""
    clitics: str
    standing: Standing
    places: tuple[GeoPlace, ...]
    evidence: float = 0.0
    types: frozenset[str] = frozenset()
    """Classes of the words before it in place_words.tsv."""
    institution: bool = False
    """The name, or part of the name, of something else."""
    club: bool = False
    """Named like a sports club, as which it may stand for one elsewhere in the article."""
    located: str | None = None
    """Country of an adjective or a country's name right beside it."""
    dateline: bool = False
    chosen: GeoPlace | None = None
    certainty: float = 0.0
    """How much likelier the chosen place is than the others, in [0, 1]."""
    scores: dict[int, float] = field(default_factory=dict)


def find_names(doc: Document, located: list[Range] | None = None) -> list[Mention]:
    """Every name of the gazetteer in the text that may be a mention, with the evidence beside it.

    Args:
        doc: the document; `doc.persons`, where the networks have read it, are no places.
        located: ranges of tokens that something else takes for places: further evidence.
    """
    gazetteer = load_gazetteer()
    barred = _barred(doc)
    persons = {k: person for person in doc.persons or () for k in range(*person)}
    found: list[Mention] = []
    k = 0
    while k < len(doc.norms):
        heads = gazetteer.heads(doc.norms[k])
        mention = _name_at(doc, gazetteer, k, heads) if heads else None
        if mention is None or barred.intersection(range(mention.start, mention.end)):
            k += 1
            continue
        if not _is_adjective(doc, mention):
            _weigh(doc, mention)
            mention.institution |= _is_person(mention, persons)
            found.append(mention)
        k = mention.end
    if located:
        _add_located(found, located)
    _drop_clubs(found)
    return found


def _is_adjective(doc: Document, mention: Mention) -> bool:
    """Whether a name is an adjective (القوات السعودية) or an adverb (وزيرا)."""
    k = mention.start
    if mention.end - k > 1:
        return False
    if doc.is_adverb(k):
        return True
    origin = country_of_demonym(mention.name[2:]) if mention.name.startswith("ال") else None
    return bool(origin) and not mention.clitics and k > 0 and doc.words[k - 1].definite


def _drop_clubs(mentions: list[Mention]) -> None:
    """A name that the article gives a club is the club's wherever nothing says that the town is meant."""
    clubs = {mention.name for mention in mentions if mention.club}
    for mention in mentions:
        if mention.name in clubs and not mention.types and not mention.clitics.endswith("ب"):
            mention.institution = True


def _is_person(mention: Mention, persons: dict[int, Range]) -> bool:
    """Whether a name is a person's; the networks may be wrong where the words beside it say place."""
    person = next((persons[k] for k in range(mention.start, mention.end) if k in persons), None)
    if person is None:
        return False
    whole = person == (mention.start, mention.end) and mention.standing == Standing.PLACE
    return not whole or mention.evidence <= OF_NAME[Standing.PLACE]


def _barred(doc: Document) -> set[int]:
    """Tokens of names of outlets and organizations."""
    barred: set[int] = set()
    for start, (end, name) in doc.names.items():
        if name.table != "states":
            barred.update(range(start, end))
    return barred


def _name_at(doc: Document, gazetteer: Gazetteer, k: int, heads: tuple[Head, ...]) -> Mention | None:
    """The longest name that begins at token `k`; of several the one with the least clitics."""
    best: Mention | None = None
    for head in heads:
        for length in range(min(head.longest, len(doc.norms) - k), 0, -1):
            if best is not None and length <= best.end - best.start:
                break
            name = " ".join([head.word, *doc.norms[k + 1 : k + length]]) if length > 1 else head.word
            if not gazetteer.has(name):
                continue
            worth = standing(name)
            if worth and (not head.clitics or _stands_after_clitic(doc, gazetteer, k, head, name, worth)):
                places = gazetteer.places(name)
                best = Mention(k, k + length, name, head.clitics, worth, places)
                break
    return best


def _stands_after_clitic(
    doc: Document, gazetteer: Gazetteer, k: int, head: Head, name: str, worth: Standing
) -> bool:
    """Whether what a name leaves of a word may be clitics: not of a known word, nor before a short name."""
    if head.word.startswith("ال") or head.clitics == "و":
        return True
    word = doc.words[k]
    if worth < Standing.TOWN or (not word.preposition and not word.conjunction and (word.flags or word.cues)):
        return False
    if " " in name or len(name) >= SHORTEST_AFTER_CLITIC:
        return True
    return any(place.country in ARAB or place.kind != "city" for place in gazetteer.places(name))


def _weigh(doc: Document, mention: Mention) -> None:
    """Adds the evidence of the words before and after a name."""
    mention.evidence = OF_NAME[mention.standing]
    before = mention.start - 1
    if not mention.clitics:
        before = _before(doc, mention, before)
        _look_before(doc, mention, before)
    elif mention.clitics.endswith("ب"):
        mention.evidence += OF_PREPOSITION
    _look_after(doc, mention)


def _before(doc: Document, mention: Mention, k: int) -> int:
    """The token before a name, or before the mark that opens around it."""
    return k - 1 if doc.norm(k) in _OPEN and k else k


def _look_before(doc: Document, mention: Mention, k: int) -> None:
    beside = load_beside()
    word = doc.words[k] if k >= 0 else None
    if word is None:
        return
    classes = beside.of(word.base) | beside.of(word.norm)
    if word.preposition and not classes:
        classes = beside.of(word.norm.removeprefix(word.conjunction)[1:])
    if word.definite and (code := country_of_demonym(word.base)) and k and beside.of(doc.words[k - 1].base):
        mention.evidence += OF_TYPE_WORD  # المدينة السورية حلب
        mention.located = code
        classes = beside.of(doc.words[k - 1].base) | classes
    elif word.definite and not classes & {"name", "club"}:
        classes -= {"city", "region", "country", "facility"}  # المدينة دمشق is no phrase
    mention.types = classes
    mention.club = "club" in classes
    if classes & {"name", "club"} and not classes & {"city", "region"}:
        mention.institution = True
    elif classes & {"city", "region", "country"}:
        mention.evidence += OF_TYPE_WORD
    elif "facility" in classes:
        mention.evidence += OF_FACILITY
    elif "direction" in classes:
        mention.evidence += OF_DIRECTION
    elif "in" in classes:
        mention.evidence += OF_PREPOSITION
    elif "from" in classes:
        mention.evidence += OF_FROM
    elif _is_surname(doc, mention, k):
        mention.evidence -= OF_NAME[Standing.PLACE]


def _is_surname(doc: Document, mention: Mention, k: int) -> bool:
    """Whether a given name, a particle of names or an office stands right before it: الرئيس صالح."""
    if mention.end - mention.start > 1:
        return False
    word = doc.words[k]
    if word.flags & (lx.GIVEN | lx.PARTICLE) and not word.flags & lx.ORDINARY:
        return not any(place.kind == "country" for place in mention.places)
    title = lx.HONORIFIC | lx.OFFICE | lx.RANK | lx.PROFESSION
    return mention.standing < Standing.TOWN and word.definite and bool(word.flags & title)


def _look_after(doc: Document, mention: Mention) -> None:
    """An adjective of origin after a name: العين الإماراتية."""
    for k in (mention.end, mention.end + 1):
        if k >= len(doc.words) or not doc.norms[k][0].isalpha():
            return
        word = doc.words[k]
        code = country_of_demonym(word.base) if word.definite and word.flags & lx.DEMONYM else None
        if code:
            if any(place.country == code for place in mention.places):
                mention.evidence += OF_DEMONYM
                mention.located = code
            return


def _add_located(mentions: list[Mention], located: list[Range]) -> None:
    inside = {k for start, end in located for k in range(start, end)}
    for mention in mentions:
        if mention.start in inside:
            mention.evidence += OF_LOCATED


def span_of(doc: Document, mention: Mention) -> Span:
    """The characters of a mention without its clitics; a word with لل stays whole."""
    span = doc.span((mention.start, mention.end))
    cut = len(mention.clitics)
    if not cut or doc.norms[mention.start].removeprefix("و").removeprefix("ف").startswith("لل"):
        cut = len(mention.clitics) - 1 if cut > 1 else 0
    if not cut:
        return span
    letters = re.match(f"\u0640*(?:{_MARKED_LETTER}){{{cut}}}", doc.text[span.start : span.end])
    return Span(span.start + letters.end(), span.end) if letters else span


def name_of(doc: Document, mention: Mention) -> str:
    """A mention as it is written, with the alef that لل hides."""
    text = span_of(doc, mention).of(doc.text)
    return "ال" + text[2:] if text.startswith("لل") and mention.clitics.endswith("ل") else text
