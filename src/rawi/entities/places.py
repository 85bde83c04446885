"""Places: which places an article names, which of the same name is meant, and where the article comes from.

Step `find_places` of the reader. Names are found in `place_mentions`; here each is given the likeliest of the
places that bear it: by how big they are, the words beside it, the countries that the article speaks of (their
names, their adjectives, the outlet's seat, the dateline), and the places named beside it. What is settled
helps to settle the rest.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise

from rawi.entities.datelines import find_dateline, place_of_byline
from rawi.entities.geonames import GeoPlace
from rawi.entities.place_mentions import (
    ENOUGH,
    OF_COUNTRY,
    OF_NEIGHBOUR,
    OF_NESTING,
    Mention,
    find_names,
    name_of,
    span_of,
)
from rawi.entities.place_words import (
    ARAB,
    Standing,
    country_of_demonym,
    country_of_outlet,
    load_beside,
    spelled,
)
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.schema import Place

COUNTRY, LAND, REGION = 9.0, 8.5, 6.5
"""How likely a country, a land or water, a region is meant by its name; a town: log10 of its people."""
IN_ARAB_WORLD = 1.0
SAME_AS_TOWN = -4.0
"""Of a region whose town has the same name."""
SETTLED_BESIDE = 4.0
"""Of a country or region right beside the name that the place lies in."""
OF_SHARE = 4.0
"""Of the article's only country."""
OF_SENTENCE = 1.0
"""Of another place of the country in the same sentence."""
OF_OUTLET, OF_NAMED, OF_ADJECTIVE, OF_INSTITUTION, OF_CAME_FROM = 1.0, 1.0, 0.5, 0.5, 1.5
OF_BYLINE = 0.9
"""How sure the place of a byline is."""
LEAST_SHARE = 0.15
"""Of a country that the article is also about."""
MOST_SHARE = 0.4
"""Of the country that it is mostly about."""
LONGEST_GAP = 4
"""Tokens between a place and the one that it lies in: باريس في ولاية تكساس."""
_JOINED = frozenset({"،", ",", "(", ")", "-", "–", "/"})

Weights = dict[str, float]


def find_places(doc: Document, located: list[Range] | None = None) -> None:
    """Adds the places of the article and its dateline to the document.

    Args:
        doc: the document.
        located: ranges of tokens that something else takes for places: further evidence.
    """
    mentions = find_names(doc, located)
    find_dateline(doc, mentions)
    byline = place_of_byline(doc.article.byline)
    came_from = byline[0] if byline else None
    sentences = _by_sentence(doc, mentions)
    _nest(doc, mentions)
    weights = _weights(doc, mentions, came_from)
    _settle(doc, mentions, sentences, weights)
    weights = _weights(doc, mentions, came_from)  # with what is settled now
    _join_neighbours(doc, mentions)
    for mention in mentions:
        _add_country(mention, weights)
    accepted = [m for m in mentions if m.evidence >= ENOUGH and not m.institution]
    _settle(doc, accepted, _by_sentence(doc, accepted), weights)
    doc.places, doc.dateline = _places(doc, accepted, byline)


def _by_sentence(doc: Document, mentions: list[Mention]) -> dict[int, list[Mention]]:
    sentences: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        sentences[doc.sentence_start[mention.start]].append(mention)
    return sentences


def _nest(doc: Document, mentions: list[Mention]) -> None:
    """Ties a name to the country or region named right after it: طرابلس شمالي لبنان; باريس، تكساس."""
    for mention, after in pairwise(mentions):
        if not 0 < after.start - mention.end + (1 if after.clitics else 0) <= LONGEST_GAP:
            continue
        if not all(_joins(doc, k) for k in range(mention.end, after.start)):
            continue
        for place in mention.places:
            if any(_lies_in(place, around) for around in after.places):
                mention.scores[place.number] = SETTLED_BESIDE
        if mention.scores and after.standing > Standing.HOMOGRAPH:
            mention.evidence += OF_NESTING


def _joins(doc: Document, k: int) -> bool:
    if doc.norms[k] in _JOINED:
        return True
    word = doc.words[k]
    classes = load_beside().of(word.base) | load_beside().of(word.norm)
    return bool(classes - {"name", "club", "from"}) or word.base in {"ريف", "الواقعه"}


def _lies_in(place: GeoPlace, around: GeoPlace) -> bool:
    if place.kind not in {"city", "region"} or around.number == place.number or not place.country:
        return False
    if around.kind == "country":
        return place.country == around.country
    return around.kind == "region" and bool(around.division) and place.division == around.division


def _weights(doc: Document, mentions: list[Mention], byline: GeoPlace | None) -> Weights:
    """How much the article is about each country; the shares of all are at most 1 together."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    weights: Weights = defaultdict(float)
    if seat := country_of_outlet(doc.article.outlet):
        weights[seat] += OF_OUTLET
    if byline is not None and byline.country:
        weights[byline.country] += OF_OUTLET
    for mention in mentions:
        country = _country(mention)
        if country is None:
            continue
        if mention.dateline:
            weights[country] += OF_CAME_FROM
        seen[country, "institution" if mention.institution else "named"] += 1
    for word in doc.words:
        if word.flags & lx.DEMONYM and (code := country_of_demonym(word.base)):
            seen[code, "adjective"] += 1
    worth = {"named": OF_NAMED, "institution": OF_INSTITUTION, "adjective": OF_ADJECTIVE}
    for (country, how), times in seen.items():
        weights[country] += worth[how] * (1 + math.log(times))
    total = sum(weights.values()) + 0.5
    return {country: weight / total for country, weight in weights.items()}


def _country(mention: Mention) -> str | None:
    """The country that a name stands for beyond doubt: at first that of all places of the name."""
    if mention.evidence < ENOUGH and mention.standing < Standing.PLACE:
        return None
    if mention.chosen is not None:
        return mention.chosen.country if mention.certainty > 0.8 else None
    first = mention.places[0].country
    return first if all(place.country == first for place in mention.places) else None


def _settle(
    doc: Document, mentions: list[Mention], sentences: dict[int, list[Mention]], weights: Weights
) -> None:
    """Chooses for each name the likeliest place, first by itself, then by what the same name is elsewhere."""
    named = {start: _names_by_country(inside) for start, inside in sentences.items()}
    ties: dict[str, dict[int, float]] = defaultdict(dict)
    for mention in mentions:
        by_country = named[doc.sentence_start[mention.start]]
        near = {country for country, names in by_country.items() if names - {mention.name}}
        _choose(mention, {p.number: _score(doc, mention, p, weights, near) for p in mention.places})
        for number, tie in mention.scores.items():
            ties[mention.name][number] = max(ties[mention.name].get(number, 0.0), tie)
    for mention in mentions:
        if len(mention.places) > 1 and not mention.scores and mention.name in ties:
            tied = ties[mention.name]
            scores = {
                p.number: _score(doc, mention, p, weights, set()) + tied.get(p.number, 0.0)
                for p in mention.places
            }
            _choose(mention, scores)


def _names_by_country(mentions: list[Mention]) -> dict[str, set[str]]:
    """Countries that names of a sentence stand for beyond doubt, each with two of these names at most."""
    found: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        country = _country(mention)
        if country is not None and len(found[country]) < 2:
            found[country].add(mention.name)
    return found


def _choose(mention: Mention, scores: dict[int, float]) -> None:
    best = max(mention.places, key=lambda place: (scores[place.number], -place.number))
    mention.chosen = best
    rivals = (place for place in mention.places if not _same_town(place, best))
    mention.certainty = 1 / (1 + sum(math.exp(scores[p.number] - scores[best.number]) for p in rivals))


def _same_town(place: GeoPlace, other: GeoPlace) -> bool:
    """Whether two are one, or a town and its province: no doubt about where it is."""
    return place.number == other.number or (place.geonames is not None and place.geonames == other.geonames)


def _score(doc: Document, mention: Mention, place: GeoPlace, weights: Weights, near: set[str]) -> float:
    score = _prior(mention, place)
    if place.country in ARAB:
        score += IN_ARAB_WORLD
    if place.country:
        score += OF_SHARE * weights.get(place.country, 0.0)
        score += OF_SENTENCE if place.country in near else 0.0
        score += SETTLED_BESIDE if mention.located == place.country else 0.0
    score += mention.scores.get(place.number, 0.0)
    score += _of_type(mention, place)
    if mention.name in spelled() and (marked := _spelled(doc, mention)):
        score += SETTLED_BESIDE if place.geonames == marked else 0.0
    return score


def _prior(mention: Mention, place: GeoPlace) -> float:
    match place.kind:
        case "country":
            return COUNTRY
        case "region":
            towns = any(p.kind == "city" and p.country == place.country for p in mention.places)
            return REGION + (SAME_AS_TOWN if towns else 0.0)
        case "city":
            return math.log10(place.population + 1000)
        case _:
            return LAND


def _of_type(mention: Mention, place: GeoPlace) -> float:
    """What the word before a name says of its kind: محافظة, مدينة, دولة."""
    score = 0.0
    if "city" in mention.types:
        score += {"city": 2.0, "region": -2.0, "country": -4.0}.get(place.kind, 0.0)
    if "region" in mention.types:
        score += {"region": 5.0, "country": -2.0, "area": 2.0}.get(place.kind, 0.0)
    if "country" in mention.types:
        score += {"country": 3.0}.get(place.kind, 0.0)
    if mention.dateline:
        score += {"city": 3.0, "country": -2.0, "region": -2.0}.get(place.kind, 0.0)
    return score


def _spelled(doc: Document, mention: Mention) -> int | None:
    text = span_of(doc, mention).of(doc.text)
    return next((id for form, id in spelled()[mention.name].items() if form in text), None)


def _join_neighbours(doc: Document, mentions: list[Mention]) -> None:
    """A name joined to a place of the same country is one too: منبج والباب."""
    for first, second in (*pairwise(mentions), *((b, a) for a, b in reversed(list(pairwise(mentions))))):
        if second.evidence >= ENOUGH or first.evidence < ENOUGH or first.institution:
            continue
        left, right = (first, second) if first.start < second.start else (second, first)
        between = [doc.norms[k] for k in range(left.end, right.start)]
        if between in (["،"], [","], ["و"]) or (not between and right.clitics == "و"):
            country = first.chosen.country if first.chosen else None
            if country and any(place.country == country for place in second.places):
                second.evidence += OF_NEIGHBOUR


def _add_country(mention: Mention, weights: Weights) -> None:
    """The evidence that the article is about the country of a name that is no place by itself."""
    if mention.standing == Standing.PLACE:
        return
    share = max((weights.get(place.country or "", 0.0) for place in mention.places), default=0.0)
    if mention.standing == Standing.CONTEXT:
        mention.evidence += ENOUGH if share >= MOST_SHARE else 0.0
    elif share >= LEAST_SHARE:
        mention.evidence += OF_COUNTRY


def _places(
    doc: Document, mentions: list[Mention], byline: tuple[GeoPlace, str] | None
) -> tuple[list[Place], int | None]:
    """One entry for each place, by its first mention; and which is that of the dateline."""
    groups: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.chosen is not None:
            groups[mention.chosen.number].append(mention)
    places = [_place(doc, group) for group in groups.values()]
    order = list(groups)
    for mention in mentions:
        if mention.dateline and mention.chosen is not None:
            return places, order.index(mention.chosen.number)
    if byline is None:
        return places, None
    place, name = byline
    if place.number not in groups:
        order.append(place.number)
        places.append(_named_place(place, name, OF_BYLINE))
    return places, order.index(place.number)


def _place(doc: Document, mentions: list[Mention]) -> Place:
    chosen = mentions[0].chosen
    assert chosen is not None
    names = [name_of(doc, mention) for mention in mentions]
    sure = max(mention.certainty * _sureness(mention.evidence) for mention in mentions)
    place = _named_place(chosen, max(names, key=len), round(sure, 3))
    place.mentions = [span_of(doc, mention) for mention in mentions]
    return place


def _sureness(evidence: float) -> float:
    """How sure it is that a place is named at all."""
    return min(0.98, 0.7 + 0.1 * (evidence - ENOUGH) + (0.2 if evidence >= 3 else 0.0))


def _named_place(place: GeoPlace, name: str, confidence: float) -> Place:
    return Place(
        name=name,
        mentions=[],
        kind=place.kind,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        latin=place.name,
        confidence=confidence,
    )
