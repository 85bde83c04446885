"""Speakers: who each statement is ascribed to, one name for one speaker through the article.

Step `find_speakers` of the reader. It goes through the statements in order and keeps the speakers met so
far. A source that names a person is matched with the fullest form of that name; a common noun (الوزير،
المصدر، البنك) with the latest speaker, person or organization that bears it; an implied subject with the
latest speaker that agrees with the verb in gender and number, recency first (after Lappin and Leass, 1994).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.nounphrases import noun_phrase_end, outlet_in, unlisted_outlet
from rawi.reading.people import Person, find_persons, person_in
from rawi.reading.word_sets import word_set
from rawi.schema import Kind, Speaker

FARTHEST = 100
"""Statements back to which an implied subject is looked for."""
_SAME = word_set("same")
_HIMSELF = word_set("himself")
_ANYONE = word_set("anyone")
_NOT_TO_BE_NAMED = word_set("not_to_be_named")


_ISSUED = word_set("issued")
_ALIKE = {word: {"بيان", "بلاغ", "تصريح"} for word in ("بيان", "بلاغ")}


@dataclass(slots=True, eq=False)
class Bearer:
    """Somebody who speaks in the article."""

    name: str
    kind: Kind
    named: bool
    words: frozenset[str]
    """Bases of the words of the name."""
    heads: set[str] = field(default_factory=set)
    """Bases of the nouns by which the article calls this speaker (وزير، متحدث، بنك)."""
    gender: str = ""
    number: str = "s"
    last: int = -1
    """Token of the latest statement."""


def find_speakers(doc: Document) -> None:
    """Gives each draft its speaker."""
    cast = _Cast(doc)
    waiting: list[Draft] = []
    for draft in sorted(doc.drafts, key=lambda d: d.cue[0]):
        bearer = cast.implied(draft) if draft.source is None else cast.by_source(draft, draft.source)
        if bearer is None:
            waiting.append(draft)
            continue
        cast.note(bearer, draft)
        draft.speaker = Speaker(name=bearer.name, kind=bearer.kind, named=bearer.named)
    _match_headline(doc, cast)
    for draft in waiting:  # a headline's implied subject is named below
        later = cast.next_after(draft)
        if later is not None:
            draft.speaker = Speaker(name=later.name, kind=later.kind, named=later.named)
            draft.because("speaker", "named later", later.name)
        else:
            draft.speaker = Speaker(name=None, candidates=[b.name for b in cast.recent()[:3]])
            draft.because("speaker", "unknown")


def _match_headline(doc: Document, cast: _Cast) -> None:
    """A headline says in short what the body says in full: its speaker is the body's (وزير البلديات → his
    name).
    """
    first = islice((pair for pair in cast.spoken if pair[0].cue[0] >= doc.headline_end), 6)
    body = [(d, b, _content_bases(doc, d)) for d, b in first]
    for draft, bearer in cast.spoken:
        if draft.cue[0] >= doc.headline_end or bearer.kind == "person" or draft.source is None:
            continue
        mine = _content_bases(doc, draft)
        heads = {*_bases(doc, draft.source)}
        for other, full, theirs in body:
            alike = other.source is not None and heads & {*_bases(doc, other.source), *full.heads}
            if full is not bearer and alike and len(mine & theirs) >= 0.4 * len(mine):
                draft.speaker = Speaker(name=full.name, kind=full.kind, named=full.named)
                draft.because("speaker", "headline matches the body", full.name)
                break


def _content_bases(doc: Document, draft: Draft) -> set[str]:
    return {doc.words[k].base for a, b in draft.content for k in range(a, b) if len(doc.words[k].base) > 3}


class _Cast:
    """The speakers of one article, as far as they have been met."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.bearers: list[Bearer] = []
        self.spoken: list[tuple[Draft, Bearer]] = []
        self.persons: list[Person] = find_persons(doc)

    def recent(self) -> list[Bearer]:
        return sorted(self.bearers, key=lambda b: -b.last)

    def note(self, bearer: Bearer, draft: Draft) -> None:
        bearer.last = draft.cue[0]
        form = draft.form.form if draft.form else None
        if (
            form
            and draft.source
            and form.tense in {"perfect", "imperfect"}
            and not bearer.gender
            and form.person == 3
        ):
            bearer.gender = form.gender
        self.spoken.append((draft, bearer))

    def by_source(self, draft: Draft, source: Range) -> Bearer | None:
        doc = self.doc
        words = _bases(doc, source)
        if doc.norms[source[0]] in _HIMSELF and source[1] - source[0] == 1:
            bearer = next((b for b in self.recent() if b.kind in {"person", "role"}), None)
            if bearer is not None:
                draft.because("speaker", "back-reference", doc.characters(source))
                return bearer
        person = person_in(doc, source)
        if person is not None:
            return self._person(draft, source, _bases(doc, person), doc.characters(person))
        short = self._short_form(source)
        if short is not None:
            return self._person(draft, source, short.words, short.name)
        rule, bearer = "same words", self._same_words(words)
        if bearer is None:
            rule, bearer = "back-reference", self._back_reference(source)
        if bearer is None:
            rule, bearer = "office of a person", self._office(draft, source, words)
        if bearer is not None:
            draft.because("speaker", rule, bearer.name)
            return bearer
        if doc.has(self._head(source), lx.DOCUMENT):
            bearer = self._issuer(draft, source)
            if bearer is not None:
                return bearer
        mention = self._fuller_mention(source)
        phrase = mention or source
        kind = kind_of(doc, phrase)
        outlet = (outlet_in(doc, phrase) or unlisted_outlet(doc, phrase)) if kind == "media" else None
        name = clean_name(doc, outlet or phrase)
        bearer = Bearer(
            name,
            kind,
            kind in {"organization", "media", "person"},
            frozenset(_bases(doc, phrase)) | frozenset(words),
            heads=_heads(doc, source),
            number=_number(doc, source),
        )
        self.bearers.append(bearer)
        draft.because("speaker", "fuller mention" if mention else "its own words", name)
        return bearer

    def _person(self, draft: Draft, source: Range, words: tuple[str, ...], name: str) -> Bearer:
        """The bearer of a person's name, in the fullest form that the article gives."""
        full = self._fullest(words)
        if full is not None:
            words, name = full.words, full.name
        wanted = frozenset(words)
        for bearer in self.bearers:
            if bearer.kind == "person" and (wanted <= bearer.words or bearer.words <= wanted):
                break
        else:
            bearer = Bearer(name, "person", True, wanted)
            self.bearers.append(bearer)
        bearer.heads |= _heads(self.doc, source)
        if full is not None:
            word = self.doc.lexicon.word
            bearer.heads |= {w for w in full.context if word(w).flags & (lx.TITLE | lx.UNNAMED)}
        draft.because("speaker", "name", name)
        return bearer

    def _fullest(self, words: tuple[str, ...]) -> Person | None:
        """The longest name of the article that holds all of these words."""
        wanted = set(words)
        best: Person | None = None
        for person in self.persons:
            if wanted <= set(person.words) and (best is None or len(person.words) > len(best.words)):
                best = person
        return best

    def _short_form(self, source: Range) -> Person | None:
        """The person whose surname or given name stands in the source, with or without a title (الوزير
        الجبير).
        """
        doc = self.doc
        candidates = [
            doc.words[k].base
            for k in range(*source)
            if not doc.words[k].flags & (lx.PUNCTUATION | lx.HONORIFIC | lx.RANK)
        ]
        if not candidates or len(candidates) > 4:
            return None
        tail = candidates[-2:] if len(candidates) > 1 else candidates
        for words in (tail, tail[-1:]):
            titled = len(candidates) - len(words)
            if titled and not doc.has(source[0], lx.TITLE | lx.UNNAMED):
                continue
            for person in self.persons:
                if set(words) <= set(person.words) and words[-1] != person.words[0]:
                    return person
        if len(candidates) == 1 and doc.has(source[0], lx.GIVEN) and not doc.has(source[0], lx.ORDINARY):
            return next((p for p in self.persons if p.words[0] == candidates[0]), None)
        return None

    def _same_words(self, words: tuple[str, ...]) -> Bearer | None:
        wanted = frozenset(words)
        for bearer in reversed(self.bearers):
            if wanted == bearer.words:
                return bearer
            if (
                len(words) > 1
                and len(bearer.words) > 1
                and wanted < bearer.words
                and words[0] in bearer.heads
            ):
                return bearer
        return None

    def _back_reference(self, source: Range) -> Bearer | None:
        """المصدر نفسه، الوزير، هذه الدراسة: the latest speaker called by the same noun."""
        doc = self.doc
        k = source[0]
        marked = False
        while k < source[1] - 1 and (doc.words[k].flags & lx.DEMONSTRATIVE or doc.norms[k] in _SAME):
            k += 1
            marked = True
        head = doc.words[k]
        marked |= any(doc.norms[m] in _SAME for m in range(k + 1, source[1]))
        if not (head.definite or marked or head.norm.startswith("لل")):
            return None
        rest = {doc.words[m].base for m in range(k + 1, source[1]) if doc.norms[m] not in _SAME} - {"،"}
        people = {"person", "role", "anonymous", "group"}
        impersonal = head.flags & (lx.ORGANIZATION | lx.MEDIA | lx.DOCUMENT) and not head.flags & (
            lx.TITLE | lx.UNNAMED
        )
        for bearer in self.recent():
            if impersonal and bearer.kind in people:
                continue
            if head.base in bearer.heads and (not rest or rest & (bearer.heads | bearer.words)):
                return bearer
        if head.base == "مصدر" and not rest:
            return next((b for b in self.recent() if b.kind != "person" or marked), None)
        if head.base in _ANYONE and not rest:
            for bearer in self.recent():
                if bearer.kind in {"person", "role", "anonymous"} and bearer.number == "s":
                    return bearer
        return None

    def _office(self, draft: Draft, source: Range, words: tuple[str, ...]) -> Bearer | None:
        """The person of whom the article says that he holds this office (الرئيس الأميركي → باراك أوباما)."""
        doc = self.doc
        if not doc.has(source[0], lx.OFFICE | lx.PROFESSION | lx.RANK | lx.HONORIFIC | lx.UNNAMED):
            return None
        if not (doc.words[source[0]].definite or len(words) > 1):
            return None
        wanted = {
            w
            for k, w in zip(range(*source), (doc.words[k].base for k in range(*source)), strict=True)
            if not doc.has(k, lx.PREPOSITION | lx.PUNCTUATION)
        }
        best: tuple[float, Person] | None = None
        for person in self.persons:
            if words[0] not in person.context:
                continue
            shared = len(wanted & person.context) / len(wanted)
            if shared >= 0.6 and (best is None or shared > best[0]):
                best = (shared, person)
        return self._person(draft, source, best[1].words, best[1].name) if best else None

    def _head(self, source: Range) -> int:
        k = source[0]
        while k < source[1] - 1 and self.doc.words[k].flags & (lx.DEMONSTRATIVE | lx.PUNCTUATION):
            k += 1
        return k

    def _issuer(self, draft: Draft, source: Range) -> Bearer | None:
        """Who issued a document that speaks: بيان لوزارة الدفاع، دراسة أجرتها شركة؛ البيان after أعلنت … في
        بيان.
        """
        doc = self.doc
        head = self._head(source)
        named = self._named_issuer(head, source[1])
        if named is not None:
            bearer = self.by_source(draft, named)
            if bearer is not None and bearer.kind != "document":
                bearer.heads.add(doc.words[head].base)
                draft.because("speaker", "issuer", doc.characters(named))
                return bearer
        if doc.words[head].definite and source[1] - head == 1:
            for other, bearer in reversed(self.spoken):
                if other.medium is not None and doc.words[other.medium[0]].base in _ALIKE.get(
                    doc.words[head].base, {doc.words[head].base}
                ):
                    draft.because("speaker", "issuer", bearer.name)
                    return bearer
        return None

    def _named_issuer(self, head: int, end: int) -> Range | None:
        doc = self.doc
        limit = min(len(doc), end + 6)
        for k in range(head + 1, limit):
            word = doc.words[k]
            if word.flags & (lx.COMPLEMENTIZER | lx.RELATIVE) or doc.norms[k] in {"،", ".", ":", "\n"}:
                return None
            start = 0
            if word.base in {"صادر", "صادره"} and doc.norm(k + 1) == "عن":
                start = k + 2
            elif doc.norms[k] in _ISSUED:
                start = k + 1
            elif k < end and (word.flags & (lx.ORGANIZATION | lx.MEDIA) or k in doc.names):
                start = k
            if start and start < len(doc):
                stop = noun_phrase_end(doc, start, min(len(doc), max(end, start + 8)))
                return (start, stop) if stop > start else None
        return None

    def _fuller_mention(self, source: Range) -> Range | None:
        """The first longer phrase of the article with the same definite head: المرصد → المرصد السوري لحقوق
        الإنسان.
        """
        doc = self.doc
        head = doc.words[source[0]]
        if not head.definite or source[1] - source[0] > 1:
            return None
        common = lx.GROUP | lx.DOCUMENT | lx.UNNAMED
        if not head.flags & (lx.ORGANIZATION | lx.MEDIA | common):
            return None
        for k in range(len(doc)):
            word = doc.words[k]
            if (
                word.base != head.base
                or source[0] <= k < source[1]
                or word.flags & lx.PLURAL != head.flags & lx.PLURAL
            ):
                continue
            if head.flags & common and word.definite:
                continue
            end = noun_phrase_end(doc, k, min(len(doc), k + 7))
            if end - k > 1 and not any(doc.norms[m] in {"علي", "الي", "عن", "من"} for m in range(k, end)):
                return (k, end)
        return None

    def implied(self, draft: Draft) -> Bearer | None:
        """The speaker of an implied subject."""
        form = draft.form.form if draft.form else None
        for other, bearer in islice(reversed(self.spoken), FARTHEST):
            if other.parent is not None and other.parent is not draft.parent:
                continue
            if draft.parent is not None and other is draft.parent:
                continue
            if form is None or _agrees(bearer, form.gender, form.number):
                draft.because("speaker", "implied", bearer.name)
                return bearer
        return None

    def next_after(self, draft: Draft) -> Bearer | None:
        """The first speaker after a statement who agrees with its verb."""
        form = draft.form.form if draft.form else None
        for other, bearer in self.spoken:
            if other.cue > draft.cue and (form is None or _agrees(bearer, form.gender, form.number)):
                return bearer
        return None


def _bases(doc: Document, phrase: Range) -> tuple[str, ...]:
    return tuple(doc.words[k].base for k in range(*phrase) if not doc.words[k].flags & lx.PUNCTUATION)


_VOWELS = "".join(map(chr, range(0x64B, 0x653))) + "\u0640"


def clean_name(doc: Document, phrase: Range) -> str:
    """The characters of a phrase without a clitic ل and without marks around it."""
    name = doc.characters(phrase)
    word = doc.words[phrase[0]]
    if word.preposition == "ل" and name.startswith("ل"):
        rest = name[1:].lstrip(_VOWELS)
        name = "ال" + rest[1:] if rest.startswith("ل") else rest
    return name.strip("«»\"“”()'،, ")


def _agrees(bearer: Bearer, gender: str, number: str) -> bool:
    if number in {"p", "d"} and bearer.number == "s" and bearer.kind in {"person", "role"}:
        return False
    if number == "s" and bearer.number in {"p", "d"} and bearer.kind == "group":
        return False
    return not (gender and bearer.gender and number == "s" and gender != bearer.gender)


def _heads(doc: Document, source: Range) -> set[str]:
    """The common nouns by which a source is called: its head, and the titles in it."""
    heads = {doc.words[source[0]].base}
    if doc.has(source[0], lx.DEMONSTRATIVE) and source[1] - source[0] > 1:
        heads.add(doc.words[source[0] + 1].base)
    heads.update(doc.words[k].base for k in range(*source) if doc.has(k, lx.TITLE | lx.UNNAMED))
    return heads


def _number(doc: Document, source: Range) -> str:
    return "p" if doc.has(source[0], lx.PLURAL | lx.GROUP) else "s"


def _first(doc: Document, phrase: Range, flags: Iterable[tuple[int, Kind]]) -> Kind | None:
    for k in range(*phrase):
        word = doc.words[k]
        if word.flags & (lx.PUNCTUATION | lx.DEMONSTRATIVE):
            continue
        if k in doc.names:
            return doc.names[k][1].kind
        return next((kind for flag, kind in flags if word.flags & flag), None)
    return None


def _is_any_official(doc: Document, phrase: Range) -> bool:
    """Whether a phrase names some holder of an office: مسؤول كبير في الوزارة, but not مدير الشركة."""
    head = doc.words[phrase[0]]
    if head.definite or not (head.flags & lx.UNNAMED and head.flags & lx.OFFICE) or head.flags & lx.ROLE:
        return False
    if phrase[0] + 1 >= phrase[1]:
        return True
    after = doc.words[phrase[0] + 1]
    return not after.definite and (after.flags == lx.DEMONYM or not after.flags & ~lx.PREPOSITION)


def kind_of(doc: Document, phrase: Range) -> Kind:
    kinds: tuple[tuple[int, Kind], ...] = (
        (lx.ROLE, "role"),
        (lx.GROUP, "group"),
        (lx.OFFICE, "role"),
        (lx.UNNAMED, "anonymous"),
        (lx.MEDIA, "media"),
        (lx.DOCUMENT, "document"),
        (lx.ORGANIZATION | lx.STATE, "organization"),
        (lx.TITLE, "role"),
    )
    head = doc.words[phrase[0]]
    if head.base in _NOT_TO_BE_NAMED or _is_any_official(doc, phrase):
        return "anonymous"
    known = _first(doc, phrase, kinds)
    if known is not None:
        return known
    ordinary = ~(lx.FEMININE | lx.PUNCTUATION | lx.GIVEN | lx.PARTICLE)
    unknown = all(not word.flags & ordinary for word in doc.words[slice(*phrase)])
    return "person" if unknown and phrase[1] - phrase[0] <= 4 else "organization"
