"""Bodies, outlets, places and peoples: which of an article's names mean the same one.

The same are names of one gazetteer entry, the same words, a name with its generic noun and without (حركة
حماس، حماس), an acronym and its expansion where one stands in parentheses after the other, and a beginning of
a longer name where only one begins so (المرصد، المرصد السوري لحقوق الإنسان).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from rawi.entities.mentions import GENERIC_BODIES, FoundName, people_of
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import read_table
from rawi.reading.word_sets import word_set
from rawi.schema import EntityKind, MentionForm
from rawi.text.letters import fold
from rawi.text.quotations import FAMILY

Words = tuple[str, ...]
_KNOWN_AS = word_set("known_as")
_BEFORE_ALIAS = word_set("before_alias")
_SETTLEMENTS = word_set("settlements")
LONGEST_ALIAS = 6
"""Tokens."""


@dataclass(slots=True, eq=False)
class Body:
    """A body, outlet, place or people of the article."""

    kind: EntityKind
    names: list[tuple[FoundName, Words]] = field(default_factory=list)
    """Each with the words by which it is compared."""
    forms: dict[Words, None] = field(default_factory=dict)
    """Every form of its name, as bases of words, in the order of the text."""
    aliases: set[Words] = field(default_factory=set)
    heads: list[FoundName] = field(default_factory=list)
    """Where its head noun alone stands for it."""

    def best(self) -> FoundName:
        """Its first longest name that is no alias."""
        longest = self._longest()
        return next(name for name, words in self.names if words == longest)

    def mentions(self) -> list[tuple[FoundName, MentionForm]]:
        """Where it is named, in the order of the text, and by what sort of name."""
        longest = self._longest()
        named = [(name, self._form(words, longest)) for name, words in self.names]
        heads: list[tuple[FoundName, MentionForm]] = [(head, "short") for head in self.heads]
        return sorted([*named, *heads])

    def _longest(self) -> Words:
        own = [form for form in self.forms if form not in self.aliases] or list(self.forms)
        return max(own, key=len)

    def _form(self, words: Words, longest: Words) -> MentionForm:
        if words in self.aliases:
            return "acronym" if len(words) == 1 else "alias"
        if len(words) == len(longest):
            return "full"
        return "short" if set(words) <= set(longest) else "alias"


def find_bodies(doc: Document, names: list[FoundName]) -> list[Body]:
    """The bodies, outlets, places and peoples of an article, each with all its names."""
    found = {name.span: name for name in names if name.kind not in ("person", "office")}
    taken = {k for name in names for k in range(*name.span)}
    aliases = dict(_aliases(doc, found))
    for span in _occurrences(doc, {_norms(doc, alias) for alias in aliases}, taken):
        found[span] = FoundName(span, "organization", None, _clitic(doc, span[0]))
    clusters: dict[object, Body] = {}
    of_span: dict[Range, Body] = {}
    for name in sorted(found.values()):
        words = _words(doc, name)
        body = clusters.setdefault(_key(doc, name, words), Body(name.kind))
        body.names.append((name, words))
        body.forms.setdefault(words)
        of_span[name.span] = body
    merged = _Merged(list(clusters.values()))
    for alias, owner in aliases.items():
        at = next((s for s in (alias, _inner(doc, alias)) if s in of_span), None)
        if at is not None:
            forms = [_words(doc, found[span]) for span in (at, owner)]
            of_span[owner].aliases.add(min(forms, key=len))
            merged.join(of_span[owner], of_span[at])
    _join_short_forms(doc, merged)
    bodies = merged.bodies()
    _add_heads(doc, bodies, {k for name in found.values() for k in range(*name.span)} | taken)
    return bodies


class _Merged:
    """Bodies of which some are one."""

    def __init__(self, bodies: list[Body]) -> None:
        self._all = bodies
        self._into: dict[int, Body] = {}

    def of(self, body: Body) -> Body:
        while id(body) in self._into:
            body = self._into[id(body)]
        return body

    def join(self, owner: Body, other: Body) -> None:
        """`other` is the same as `owner`."""
        owner, other = self.of(owner), self.of(other)
        if owner is other:
            return
        self._into[id(other)] = owner
        owner.names += other.names
        owner.forms |= other.forms
        owner.aliases |= other.aliases
        if other.kind == "media":
            owner.kind = "media"

    def bodies(self) -> list[Body]:
        """Each once, its names in the order of the text."""
        kept = [body for body in self._all if id(body) not in self._into]
        for body in kept:
            body.names.sort()
        return kept


def _key(doc: Document, name: FoundName, words: Words) -> object:
    """The same for two names that mean the same by themselves."""
    if name.known is not None:
        capital = name.known.table == "states" and " ".join(words) in _capitals()
        return ("known", " ".join(words) if capital else fold(name.known.name), name.known.table)
    if name.kind == "group":
        return ("group", *map(people_of, words))
    if name.kind == "place":
        return ("place", *_without(words, _SETTLEMENTS))
    return ("body", *words)


@cache
def _capitals() -> frozenset[str]:
    """Folded names of the capitals that are no name of their state; without article, as words are here."""
    rows = list(read_table("states"))
    states = {fold(name) for row in rows for name in (row[0], *row[1].split("|"))}
    capitals = {fold(name) for row in rows for name in row[2].split("|")}
    return frozenset(name.removeprefix("ال") for name in capitals - states)


def _without(words: Words, first: frozenset[str]) -> Words:
    return words[1:] if len(words) > 1 and words[0] in first else words


def _words(doc: Document, name: FoundName) -> Words:
    """The words of a name by which it is compared: folded, without clitics and articles."""
    words = name.words(doc)
    return tuple(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


def _norms(doc: Document, span: Range) -> Words:
    return tuple(doc.norms[k] for k in range(*_inner(doc, span)))


def _inner(doc: Document, span: Range) -> Range:
    """A span without the marks at its ends."""
    start, end = span
    while start < end - 1 and doc.norms[start] in FAMILY:
        start += 1
    while end - 1 > start and doc.norms[end - 1] in FAMILY:
        end -= 1
    return start, end


def _clitic(doc: Document, k: int) -> int:
    word = doc.words[k]
    return 0 if word.norm.startswith("لل") else len(word.conjunction) + len(word.preposition)


def _aliases(doc: Document, found: dict[Range, FoundName]) -> Iterator[tuple[Range, Range]]:
    """Spans of other names, each with the span of the name that it explains: منظمة الصحة العالمية (WHO)."""
    starts = {span[0]: span for span in found}
    for span, name in found.items():
        if name.kind in ("place", "group"):
            continue
        k = span[1]
        if doc.norm(k) in FAMILY:
            k += 1
        alias = _in_parentheses(doc, k, starts) if doc.norm(k) == "(" else _after_known_as(doc, k, starts)
        if alias is not None and alias != span:
            yield alias, span


def _in_parentheses(doc: Document, k: int, starts: dict[int, Range]) -> Range | None:
    close = next((m for m in range(k + 1, min(len(doc), k + LONGEST_ALIAS + 4)) if doc.norms[m] == ")"), None)
    if close is None or close == k + 1:
        return None
    inner = _inner(doc, (k + 1, close))
    if inner[0] in starts and starts[inner[0]][1] == inner[1]:
        return inner
    if doc.words[inner[0]].base in _KNOWN_AS:
        return _after_known_as(doc, inner[0], starts)
    words = doc.words[slice(*inner)]
    if all(word.norm.isascii() and word.norm.isalpha() for word in words) and len(words) <= 3:
        return inner
    one = words[0]
    plain = not one.flags & ~(lx.GIVEN | lx.MEDIUM) and not one.definite and not one.norm[0].isdigit()
    return inner if len(words) == 1 and plain and len(one.norm) > 2 else None


def _after_known_as(doc: Document, k: int, starts: dict[int, Range]) -> Range | None:
    """المعروفة باسم «النجوم»، ويعرف اختصارا بـ"غوث"."""
    if doc.norm(k) in {"،", ","}:
        k += 1
    if k >= len(doc) or (doc.words[k].base not in _KNOWN_AS and doc.norms[k] not in _KNOWN_AS):
        return None
    limit = min(len(doc), k + LONGEST_ALIAS)
    while k < limit and (
        doc.norms[k] in _KNOWN_AS or doc.words[k].base in _KNOWN_AS or doc.norms[k] in _BEFORE_ALIAS
    ):
        k += 1
    if k >= limit:
        return None
    quotation = doc.quotation_at.get(k)
    if quotation is not None:
        return _inner(doc, (k, quotation.end + 1)) if quotation.end - k <= LONGEST_ALIAS else None
    if k in starts:
        return starts[k]
    return (k, k + 1) if doc.norms[k].isascii() and doc.norms[k].isalpha() else None


def _occurrences(doc: Document, aliases: set[Words], taken: set[int]) -> Iterator[Range]:
    """Where an alias stands and no name was found."""
    first: dict[str, list[Words]] = {}
    for alias in sorted(aliases, key=lambda words: (-len(words), words)):
        first.setdefault(alias[0], []).append(alias)
    reached = 0
    for k, norm in enumerate(doc.norms if first else ()):
        if k < reached or k in taken:
            continue
        for form in (norm, norm[_clitic(doc, k) :]):
            length = next((len(a) for a in first.get(form, ()) if _norms_at(doc, k, a)), 0)
            if length:
                reached = k + length
                yield k, reached
                break


def _norms_at(doc: Document, k: int, alias: Words) -> bool:
    return tuple(doc.norms[k + 1 : k + len(alias)]) == alias[1:]


def _join_short_forms(doc: Document, merged: _Merged) -> None:
    """Joins names to the only longer one that begins like them, or has but a generic noun more."""
    longer: dict[tuple[str, Words], list[Body]] = {}
    bodies = [body for body in merged.bodies() if body.kind in ("organization", "media")]
    for body in bodies:
        for form in body.forms:
            for end in range(2, min(len(form), 8)):
                _add(longer, ("begins", form[:end]), body)
            if len(form) > 1 and (form[0] in GENERIC_BODIES or doc.lexicon.word(form[0]).flags & lx.MEDIA):
                _add(longer, ("ends", form[1:]), body)
    for body in bodies:
        for form in list(body.forms):
            for where in ("begins", "ends"):
                full = [other for other in longer.get((where, form), ()) if other is not body]
                full = [other for other in full if where == "ends" or other.kind == body.kind]
                if len(full) == 1:
                    merged.join(full[0], body)


def _add(index: dict[tuple[str, Words], list[Body]], key: tuple[str, Words], body: Body) -> None:
    bodies = index.setdefault(key, [])
    if len(bodies) < 3 and body not in bodies:  # whether there is more than one is all that counts
        bodies.append(body)


def _add_heads(doc: Document, bodies: list[Body], taken: set[int]) -> None:
    """Where a head noun with the article stands alone for the only body of the article that has it."""
    by_head: dict[str, list[Body]] = {}
    for body in bodies:
        if body.kind != "organization":
            continue
        for head in dict.fromkeys(form[0] for form in body.forms if len(form) > 1):
            if doc.lexicon.word(head).flags & lx.ORGANIZATION:
                by_head.setdefault(head, []).append(body)
    for k, word in enumerate(doc.words if by_head else ()):
        if k in taken or not word.definite or not word.flags & lx.ORGANIZATION or word.flags & lx.PLURAL:
            continue
        owners = by_head.get(word.base, ())
        after = doc.words[k + 1] if k + 1 < len(doc) else None
        alone = after is None or not (after.definite and after.norm.startswith("ال")) or bool(after.cues)
        own = word.norm.endswith(("ها", "هم", "نا")) or (word.norm[-1] == "ه" and not _has_article(word.norm))
        if len(owners) == 1 and alone and not own and owners[0].names[0][0].span[0] < k:
            owners[0].heads.append(FoundName((k, k + 1), "organization", None, _clitic(doc, k)))


def _has_article(norm: str) -> bool:
    return "ال" in norm[:4] or "لل" in norm[:3]
