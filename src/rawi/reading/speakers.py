"""Speakers: who each statement is ascribed to, one name for one speaker through the article.

Step `find_speakers` of the reader. It goes through the statements in order and keeps the speakers met so far. A
source that names a person is matched with the fullest form of that name; a common noun (الوزير، المصدر، البنك) with
the latest speaker or organization that bears it; an implied subject with the latest speaker that agrees with the
verb in gender and number, as in Lappin and Leass (1994), recency first.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.people import find_persons, person_in
from rawi.schema import Kind, Speaker


@dataclass(slots=True, eq=False)
class Bearer:
    """Somebody who speaks in the article."""

    name: str
    kind: Kind
    named: bool
    words: frozenset[str]
    """Folded words of the name."""
    heads: set[str] = field(default_factory=set)
    """Common nouns by which the article calls this speaker (وزير، متحدث، بنك)."""
    gender: str = ""
    number: str = "s"
    last: int = -1
    """Token of the latest statement."""


def find_speakers(doc: Document) -> None:
    """Gives each draft its speaker."""
    cast = _Cast(doc)
    for draft in sorted(doc.drafts, key=lambda d: d.cue[0]):
        if draft.source is not None:
            bearer = cast.by_source(draft)
        else:
            bearer = cast.implied(draft)
        if bearer is None:
            draft.speaker = Speaker(name=None, candidates=[b.name for b in cast.recent()[:3]])
            draft.because("speaker", "unknown")
            continue
        cast.note(bearer, draft)
        draft.speaker = Speaker(name=bearer.name, kind=bearer.kind, named=bearer.named)


class _Cast:
    """The speakers of one article, as far as they have been met."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.bearers: list[Bearer] = []
        self.last_top: list[tuple[Draft, Bearer]] = []
        self.persons: list[tuple[str, tuple[str, ...]]] = []
        seen: set[tuple[str, ...]] = set()
        for phrase in find_persons(doc):
            key = tuple(doc.words[k].norm for k in range(*phrase))
            if key not in seen:
                seen.add(key)
                self.persons.append((doc.characters(phrase), key))

    def recent(self) -> list[Bearer]:
        return sorted(self.bearers, key=lambda b: -b.last)

    def note(self, bearer: Bearer, draft: Draft) -> None:
        bearer.last = draft.cue[0]
        form = draft.form.form if draft.form else None
        if form and draft.source and form.tense in {"perfect", "imperfect"} and not bearer.gender and form.person == 3:
            bearer.gender = form.gender
        self.last_top.append((draft, bearer))

    def by_source(self, draft: Draft) -> Bearer:
        doc, source = self.doc, draft.source
        assert source is not None
        person = person_in(doc, source)
        if person is not None:
            words = tuple(doc.words[k].norm for k in range(*person) if not doc.words[k].flags & lx.PUNCTUATION)
            full = self._fullest(words) or (doc.characters(person), words)
            bearer = self._same_name(full[1])
            if bearer is None:
                bearer = Bearer(full[0], "person", True, frozenset(full[1]), number="s")
                self.bearers.append(bearer)
            bearer.heads |= _heads(doc, source, person)
            draft.because("speaker", "named", full[0])
            return bearer
        words = tuple(doc.words[k].norm for k in range(*source) if not doc.words[k].flags & lx.PUNCTUATION)
        bearer = self._same_name(words)
        if bearer is not None:
            return bearer
        if len(words) <= 3:
            full = self._fullest(words)
            if full is not None:
                bearer = self._same_name(full[1]) or Bearer(full[0], "person", True, frozenset(full[1]))
                if bearer not in self.bearers:
                    self.bearers.append(bearer)
                return bearer
        back = self._back_reference(source)
        if back is not None:
            draft.because("speaker", "back-reference", doc.characters(source))
            return back
        bearer = Bearer(
            doc.characters(source),
            _kind(doc, source),
            False,
            frozenset(words),
            heads=_heads(doc, source, None),
            number=_number(doc, source),
        )
        self.bearers.append(bearer)
        draft.because("speaker", "its own words", bearer.name)
        return bearer

    def _fullest(self, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
        """The longest name of the article that ends with, or contains, these words."""
        wanted = {_bare(w) for w in words}
        best = None
        for name, key in self.persons:
            if wanted <= {_bare(w) for w in key} and (best is None or len(key) > len(best[1])):
                best = (name, key)
        return best

    def _same_name(self, words: tuple[str, ...]) -> Bearer | None:
        wanted = {_bare(w) for w in words}
        for bearer in reversed(self.bearers):
            mine = {_bare(w) for w in bearer.words}
            if wanted == mine or bearer.named and (wanted <= mine or mine <= wanted):
                return bearer
        return None

    def _back_reference(self, source: Range) -> Bearer | None:
        doc = self.doc
        head = doc.words[source[0]]
        k = source[0]
        if head.flags & lx.DEMONSTRATIVE and k + 1 < source[1]:
            k += 1
            head = doc.words[k]
        if not head.definite:
            return None
        for bearer in self.recent():
            if head.base in bearer.heads:
                return bearer
        if head.flags & (lx.OFFICE | lx.RANK | lx.PROFESSION | lx.HONORIFIC | lx.UNNAMED) and source[1] - k == 1:
            for bearer in self.recent():
                if bearer.kind in {"person", "role", "anonymous"} and bearer.number == "s":
                    return bearer
        return None

    def implied(self, draft: Draft) -> Bearer | None:
        form = draft.form.form if draft.form else None
        if not self.last_top:
            return None
        ranked = []
        for other, bearer in reversed(self.last_top):
            if other.parent is not None or self._inside(other, draft):
                continue
            ranked.append(bearer)
        for bearer in ranked:
            if form is None or _agrees(bearer, form.gender, form.number):
                draft.because("speaker", "implied", bearer.name)
                return bearer
        if not ranked:
            return None
        draft.because("speaker", "implied without agreement", ranked[0].name)
        return ranked[0]

    @staticmethod
    def _inside(other: Draft, draft: Draft) -> bool:
        """Whether `other` stands inside a content that is over before `draft`."""
        return False


def _bare(norm: str) -> str:
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm


def _agrees(bearer: Bearer, gender: str, number: str) -> bool:
    if number in {"p", "d"} and bearer.number == "s" and bearer.kind == "person":
        return False
    if number == "s" and bearer.number in {"p", "d"} and bearer.kind == "group":
        return False
    return not (gender and bearer.gender and gender != bearer.gender)


def _heads(doc: Document, source: Range, person: Range | None) -> set[str]:
    """The common nouns at the head of a source's phrase."""
    heads = set()
    for k in range(*source):
        if person and person[0] <= k < person[1]:
            continue
        word = doc.words[k]
        if word.flags & (lx.TITLE | lx.UNNAMED | lx.GROUP | lx.DOCUMENT | lx.ORGANIZATION | lx.MEDIA):
            heads.add(word.base)
            if k == source[0] and not person:
                break
    if not heads:
        heads.add(doc.words[source[0]].base)
    return heads


def _number(doc: Document, source: Range) -> str:
    word = doc.words[source[0]]
    if word.flags & lx.PLURAL or word.flags & lx.GROUP:
        return "p"
    return "s"


def _kind(doc: Document, source: Range) -> Kind:
    word = doc.words[source[0]]
    flags = word.flags
    for k in range(*source):
        if k in doc.names and k == source[0]:
            return doc.names[k][1].kind  # type: ignore[return-value]
    if flags & lx.UNNAMED:
        return "anonymous"
    if flags & lx.GROUP:
        return "group"
    if flags & lx.MEDIA:
        return "media"
    if flags & lx.ORGANIZATION or flags & lx.STATE:
        return "organization"
    if flags & lx.DOCUMENT:
        return "document"
    if flags & lx.TITLE:
        return "role"
    return "organization"
