"""Datelines: the place that the head of an article says it is reported from.

"فلاديفوستوك – رويترز", "(أ ف ب) – باريس", "الرياض: محمد العلي", "تونس (وات)", at the head of the body or in
the byline.
"""

from __future__ import annotations

from rawi.entities.geonames import GeoPlace, load_gazetteer
from rawi.entities.place_mentions import OF_DATELINE, Mention
from rawi.entities.place_words import Standing, standing
from rawi.reading import lexicon as lx
from rawi.reading.document import Document
from rawi.text.tokens import Token, tokenize

LONGEST = 16
"""Tokens before the mark that ends a dateline, with a date and an agency."""
MOST_PARTS = 6
"""Of a byline that are looked at."""
SHORT_LINE = 12
"""Tokens of a first line that is a byline, not a paragraph."""
_DASHES = frozenset({"-", "–", "—", "/"})
_ENDS = frozenset({":", "(", "«", "\n", *_DASHES})
_FILLS = frozenset({"(", ")", "«", "»", '"', "،", ",", ".", ":", *_DASHES})


def find_dateline(doc: Document, mentions: list[Mention]) -> None:
    """Marks the mention that is the place of the dateline, if there is one."""
    by_start = {mention.start: mention for mention in mentions}
    for start in _heads_of_lines(doc):
        for k in range(start, min(start + LONGEST, len(doc.norms))):
            mention = by_start.get(k)
            if mention is not None:
                if not mention.clitics and _is_dateline(doc, mention, start):
                    mention.dateline = True
                    mention.evidence += OF_DATELINE
                    mention.institution = False
                    return
                break
            if not _may_precede(doc, k):
                break


def _heads_of_lines(doc: Document) -> list[int]:
    """The first tokens of the body's first line, and of its second where the first is short."""
    heads: list[int] = []
    k = doc.headline_end
    while k < len(doc.norms) and len(heads) < 2:
        while k < len(doc.norms) and doc.norms[k] == "\n":
            k += 1
        if k < len(doc.norms):
            heads.append(k)
        end = k
        while end < len(doc.norms) and doc.norms[end] != "\n" and end - k <= SHORT_LINE:
            end += 1
        if end - k > SHORT_LINE:
            break
        k = end
    return heads


def _may_precede(doc: Document, k: int) -> bool:
    """An agency, a date or a mark, before the place: (أ ف ب) – باريس."""
    if doc.norms[k] in _FILLS or doc.words[k].flags & (lx.NUMBER | lx.TIME):
        return True
    return any(start <= k < end and name.kind == "media" for start, (end, name) in _names_near(doc, k))


def _names_near(doc: Document, k: int) -> list[tuple[int, tuple[int, lx.Name]]]:
    return [(start, doc.names[start]) for start in range(max(0, k - 5), k + 1) if start in doc.names]


def _is_dateline(doc: Document, mention: Mention, line: int) -> bool:
    """Whether what follows a place at the head of a line ends a dateline."""
    k = mention.end
    after = doc.norm(k)
    name = doc.names.get(k)
    if name is not None and name[1].kind == "media":
        return True  # الرياض واس
    if after in {"،", ","}:  # باريس، 12 مايو (أ ف ب) -
        return _ends_soon(doc, k + 1)
    if after not in _ENDS:
        return False
    if after == ":" or mention.start > line:
        return True
    return after != "\n" and (mention.standing >= Standing.WORD)


def _ends_soon(doc: Document, k: int) -> bool:
    """Whether only words of a date, agencies and marks follow up to a dash or a colon."""
    for m in range(k, min(k + LONGEST, len(doc.norms))):
        if doc.norms[m] in {":", "-", "–", "—"}:
            return True
        if not _may_precede(doc, m):
            return False
    return False


def place_of_byline(byline: str) -> tuple[GeoPlace, str] | None:
    """The place that a byline names between its marks, and its name there: «سمير عون - بيروت».

    None where there is none.
    """
    parts: list[list[Token]] = [[]]
    for token in tokenize(byline):
        if token.norm in _FILLS or token.norm == "\n":
            parts.append([])
        elif parts[-1] or token.norm not in {"من", "في"}:
            parts[-1].append(token)
    for part in parts[:MOST_PARTS]:
        place = _place_named(" ".join(token.norm for token in part)) if part else None
        if place is not None:
            return place, byline[part[0].start : part[-1].end]
    return None


def _place_named(name: str) -> GeoPlace | None:
    """The biggest town of a name that is one by itself, else the country or region."""
    gazetteer = load_gazetteer()
    if not gazetteer.has(name) or standing(name) <= Standing.HOMOGRAPH:
        return None
    places = gazetteer.places(name)
    return max(places, key=lambda place: (place.kind == "city", place.population))
