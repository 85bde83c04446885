"""Persons: which names, short names and offices of an article mean the same one.

Full names come first; a surname or given name alone goes to the nearest earlier bearer, in a headline to the
first later one. An office alone goes to the person for whom the article gives that office.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from rawi.entities.gazetteer import Entry, load_gazetteer
from rawi.entities.keys import same_parts
from rawi.entities.mentions import FoundName, parts_of
from rawi.entities.offices import Office, is_same_office
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.word_sets import word_set
from rawi.schema import MentionForm
from rawi.text.quotations import FAMILY

MOST_BEARERS = 20
"""Persons of one surname among whom a name is looked for; no article that was meant to be read has more."""
_BETWEEN = 4
"""Tokens of honorifics and marks between an office and its holder."""
PARAGRAPHS_BACK = 3
"""Paragraphs, its own with them, in which he was named who الوزير is."""
_SHORTEST_AFTER_BIN = 4
"""Letters of what follows بن; بن علي is not علي."""
_KNOWN_AS = word_set("known_as")
_AFTER_GIVEN = word_set("after_given")
_BEFORE_ALIAS = word_set("before_alias")
SHORTEST_SURNAME = 4
"""Letters of a surname that is looked for where neither networks nor titles point to it."""


@dataclass(slots=True, eq=False)
class Person:
    """A person of the article."""

    parts: tuple[str, ...]
    """Of the fullest name."""
    best: FoundName
    """Where it stands."""
    gender: str = ""
    entry: Entry | None = None
    mentions: list[tuple[Range, MentionForm, int]] = field(default_factory=list)
    """Tokens, form, letters of clitics."""
    extents: list[Range] = field(default_factory=list)
    """Names with the titles before them."""
    offices: list[Office] = field(default_factory=list)
    last: int = -1
    """Token of the latest mention so far."""


class Persons:
    """The persons of one article."""

    def __init__(self, doc: Document, names: list[FoundName], taken: set[int]) -> None:
        self.doc = doc
        self.persons: list[Person] = []
        self._keys: dict[str, list[Person]] = {}
        self._ends: dict[str, list[Person]] = {}
        """By the first and by the last part of a name."""
        self._entries: dict[str, Person] = {}
        self._cast: dict[Range, Person] = {}
        found = list(_without_clitics(doc, [name for name in names if name.kind == "person"]))
        parts = {name.span: self._parts(name) for name in found}
        for name in found:
            if len(parts[name.span]) > 1:
                self._cast[name.span] = self._full(name, parts[name.span])
        self._name_aliases(found, parts)
        surnames = {person.best.words(doc)[-1]: person.parts[-1] for person in self.persons}
        for name, surname in _unseen(doc, surnames, taken):
            found.append(name)
            parts[name.span] = (surnames[surname],)
        for name in sorted(found):
            if parts[name.span]:
                self._mention(name, parts[name.span])
        self.by_end = {name.span[1]: self._cast[name.span] for name in found if name.span in self._cast}
        self.by_start = {name.span[0]: self._cast[name.span] for name in found if name.span in self._cast}

    def ends_by_start(self) -> dict[int, int]:
        """Token at which each name begins → the token after it."""
        return {span[0]: span[1] for span in self._cast}

    def _parts(self, name: FoundName) -> tuple[str, ...]:
        return tuple(map(_without_bin, parts_of(" ".join(name.words(self.doc)))))

    def _full(self, name: FoundName, parts: tuple[str, ...]) -> Person:
        """The person of a name of two parts or more."""
        gender = self._gender(name)
        person = self._known(parts, gender, name)
        if person is None:
            person = Person(parts, name)
            self.persons.append(person)
            self._index(person)
        elif len(parts) > len(person.parts):
            person.parts, person.best = parts, name
            self._index(person)
        person.gender = person.gender or gender
        if person.entry is not None:
            self._entries[person.entry.name] = person
        person.last = name.span[0]
        return person

    def _name_aliases(self, found: list[FoundName], parts: dict[Range, tuple[str, ...]]) -> None:
        """A single name right after a full one in marks is another name of the same: فلان (أبو فلان)."""
        doc = self.doc
        ends = {span[1]: person for span, person in self._cast.items()}
        for name in found:
            if len(parts[name.span]) != 1 or not doc.has(name.span[0] - 1, lx.PUNCTUATION | lx.PREPOSITION):
                continue
            k = name.span[0]
            while k > name.span[0] - _BETWEEN and k not in ends and _leads_to_alias(doc, k - 1):
                k -= 1
            kunya = doc.has(name.span[0], lx.PARTICLE) or k < name.span[0] - 2
            if k in ends and kunya and doc.norms[name.span[0] - 1] not in {"،", ","}:
                self._ends.setdefault(parts[name.span][0], []).append(ends[k])

    def _known(self, parts: tuple[str, ...], gender: str, name: FoundName) -> Person | None:
        for person in reversed(self._keys.get(" ".join(sorted(parts)), ())):
            if _agree(person, gender):
                return person
        fitting: list[Person] = []
        for part in {parts[0], parts[-1]}:
            for person in self._ends.get(part, ())[-MOST_BEARERS:]:
                one = same_parts(parts, person.parts) or same_parts(person.parts, parts)
                if one and _agree(person, gender) and person not in fitting:
                    fitting.append(person)
        if fitting:
            return max(fitting, key=attrgetter("last"))
        entry = load_gazetteer().find(" ".join(name.words(self.doc)), "person")
        return self._entries.get(entry.name) if entry is not None else None

    def _index(self, person: Person) -> None:
        self._keys.setdefault(" ".join(sorted(person.parts)), []).append(person)
        for part in {person.parts[0], person.parts[-1]}:
            bearers = self._ends.setdefault(part, [])
            if person not in bearers[-MOST_BEARERS:]:
                bearers.append(person)
        if person.entry is None:
            name = " ".join(person.best.words(self.doc))
            person.entry = load_gazetteer().find(name, "person")
        if person.entry is not None:
            self._entries.setdefault(person.entry.name, person)

    def _mention(self, name: FoundName, parts: tuple[str, ...]) -> None:
        """Puts a name, in the order of the text, to its person."""
        person = self._cast.get(name.span)
        form: MentionForm = "full"
        if person is None:
            person = self._bearer(name, parts[0])
            short = parts[0] in person.parts and len(person.parts) > 1
            form = "short" if short else "full" if parts == person.parts else "alias"
            self._cast[name.span] = person
        elif not set(parts) & set(person.parts):
            form = "alias"
        person.last = name.span[0]
        person.mentions.append((name.span, form, name.cut))

    def _bearer(self, name: FoundName, part: str) -> Person:
        """Whom a surname, given name or other single name means."""
        gender = self._title_gender(name)
        fitting = [p for p in self._ends.get(part, ())[-MOST_BEARERS:] if _agree(p, gender)]
        fitting = [p for p in fitting if p.parts[-1] == part] or fitting
        earlier = [p for p in fitting if p.mentions]
        if fitting:
            return max(earlier, key=attrgetter("last")) if earlier else fitting[0]
        entry = load_gazetteer().find(" ".join(name.words(self.doc)), "person")
        if entry is not None and entry.name in self._entries:
            return self._entries[entry.name]
        person = Person((part,), name, gender)
        self.persons.append(person)
        self._index(person)
        return person

    def _gender(self, name: FoundName) -> str:
        """As title or given name tell it; empty where they do not."""
        word = self.doc.words[name.span[0]]
        if word.flags & lx.GIVEN:
            compound = self.doc.norm(name.span[0] + 1) in _AFTER_GIVEN  # نور الدين
            return "f" if word.flags & lx.FEMININE and not compound else "m"
        return self._title_gender(name)

    def _title_gender(self, name: FoundName) -> str:
        return "f" if _is_feminine(self.doc, name.span[0] - 1) else ""

    def bind(self, offices: list[Office]) -> list[Office]:
        """Gives persons the offices beside their names; the offices that stand beside none, in order."""
        held: dict[int, Person] = {}
        """Token at which an office begins that belongs to the name after it."""
        for office in reversed(offices):
            person = self._holder_after(office, held)
            if person is not None:
                held[office.span[0]] = person
        alone: list[Office] = []
        for office in offices:
            after = held.get(office.span[0])
            person = after or self._holder_before(office)
            if person is None:
                alone.append(office)
                continue
            if all(office.sense != known.sense for known in person.offices):
                person.offices.append(office)
            if after is not None:
                start = bisect_right(person.mentions, office.span[0], key=_start)
                if start < len(person.mentions):
                    person.extents.append((office.span[0], person.mentions[start][0][1]))
            if not person.gender and _is_feminine(self.doc, office.span[0]):
                person.gender = "f"
        return alone

    def _holder_after(self, office: Office, held: dict[int, Person]) -> Person | None:
        """وزير الخارجية الروسي، سيرغي لافروف; نائب الرئيس وزير الدفاع فلان."""
        doc = self.doc
        k = office.span[1]
        comma = False
        for _ in range(_BETWEEN):
            if k in self.by_start:
                full = len(self.by_start[k].parts) > 1 and not doc.words[k].conjunction
                return self.by_start[k] if full or not comma else None
            if k in held and not comma and not doc.words[k].conjunction:
                return held[k]
            if k >= len(doc):
                return None
            if doc.norms[k] in {"،", ",", ":"}:
                if comma or doc.norms[k] == ":":
                    return None
                comma = True
            elif not (doc.has(k, lx.HONORIFIC) or doc.norms[k] in {".", "/", "(", "-"} | FAMILY.keys()):
                return None
            k += 1
        return None

    def _holder_before(self, office: Office) -> Person | None:
        """سيرغي لافروف، وزير الخارجية الروسي; عادل حداد (وزير المالية)."""
        doc = self.doc
        k = office.span[0]
        if doc.words[k].conjunction or doc.words[k].preposition:
            return None
        if k in self.by_end:
            said = office.span[1] - k > 1 and not office.bare  # سامر حداد مهندس says it anew
            return self.by_end[k] if said else None
        marked = doc.norm(k - 1) in {"،", ",", "("} | FAMILY.keys()
        person = self.by_end.get(k - 1) if marked else None
        return person if person is not None and not office.bare else None

    def take(self, offices: Iterable[Office]) -> Iterator[Office]:
        """Gives an office that stands alone to the person who holds it; those that nobody holds."""
        heads: dict[str, list[Person]] = {}
        for person in self.persons:
            for head in dict.fromkeys(office.head for office in person.offices):
                heads.setdefault(head, []).append(person)
        moments = sorted((span[0], n) for n, p in enumerate(self.persons) for span, _, _ in p.mentions)
        paragraphs = [0, *(k + 1 for k, norm in enumerate(self.doc.norms) if norm == "\n")]
        last: dict[int, int] = {}
        at = 0
        for office in offices:
            while at < len(moments) and moments[at][0] < office.span[0]:
                last[id(self.persons[moments[at][1]])] = moments[at][0]
                at += 1
            here = bisect_right(paragraphs, office.span[0]) - 1
            since = paragraphs[max(0, here + 1 - PARAGRAPHS_BACK)]
            holder = self._holder(office, heads.get(office.head, [])[:MOST_BEARERS], last, since)
            if holder is None:
                yield office
            else:
                holder.mentions.append((office.span, "office", _cut(self.doc, office.span[0])))

    def _holder(
        self, office: Office, holders: Iterable[Person], last: dict[int, int], since: int
    ) -> Person | None:
        """Who of the holders of such offices is meant: the one named last, else the first one named later.

        Args:
            last: id of a person → token of the latest mention.
            since: token after which he must have been named whom the office's noun alone can mean.
        """
        if not office.refers:
            return None
        fitting = [
            person
            for person in holders
            if any(
                is_same_office(office, held, person.entry.country if person.entry else None)
                for held in person.offices
            )
        ]
        earlier = [person for person in fitting if id(person) in last]
        if office.bare:
            recent = [p for p in earlier if last[id(p)] >= since or len(fitting) == 1]
            return max(recent, key=lambda p: last[id(p)], default=None)
        if len({held.countries for p in fitting for held in p.offices if held.head == office.head}) > 1:
            fitting = [] if not office.countries else fitting
            earlier = [person for person in earlier if person in fitting]
        if earlier:
            return max(earlier, key=lambda p: last[id(p)])
        return fitting[0] if fitting else None


def _leads_to_alias(doc: Document, k: int) -> bool:
    """Whether token `k` may stand between a name and another name of the same person."""
    marks = {"(", "،", ","} | FAMILY.keys()
    return doc.norm(k) in marks or doc.norm(k) in _BEFORE_ALIAS or doc.words[k].base in _KNOWN_AS


def _is_feminine(doc: Document, k: int) -> bool:
    """Whether token `k` is a woman's title; folded, مدربه is written like مدربة."""
    return (
        doc.has(k, lx.FEMININE) and doc.has(k, lx.TITLE) and not doc.text.endswith("ه", 0, doc.tokens[k].end)
    )


def _without_clitics(doc: Document, names: list[FoundName]) -> Iterator[FoundName]:
    """The names, those with a clitic cut that the article has without it as well (لهيلين، هيلين)."""
    firsts = {doc.norms[name.span[0]] for name in names}
    for name in names:
        first = doc.norms[name.span[0]]
        clitic = not name.cut and first[0] in "ولبف" and len(first) > SHORTEST_SURNAME and first[1:] in firsts
        yield name._replace(cut=1) if clitic else name


def _without_bin(part: str) -> str:
    """A part of a name without بن, which the press leaves out at will: خالد بن عويقل، خالد عويقل."""
    return part[2:] if part.startswith("بن") and len(part) > _SHORTEST_AFTER_BIN + 1 else part


def _agree(person: Person, gender: str) -> bool:
    return not (gender and person.gender and gender != person.gender)


def _start(mention: tuple[Range, MentionForm, int]) -> int:
    return mention[0][0]


def _cut(doc: Document, k: int) -> int:
    word = doc.words[k]
    return 0 if word.norm.startswith("لل") else len(word.conjunction) + len(word.preposition)


def _unseen(doc: Document, surnames: dict[str, str], taken: set[int]) -> Iterator[tuple[FoundName, str]]:
    """Surnames of known persons that stand alone where no name was found yet, as names and as words."""
    for k, norm in enumerate(doc.norms):
        if k in taken or not norm[0].isalpha():
            continue
        for cut in (0, 1) if norm[0] in "وفبلك" else (0,):
            if norm[cut:] in surnames and _is_surname(doc, k, norm[cut:]):
                yield FoundName((k, k + 1), "person", None, cut), norm[cut:]
                break


def _is_surname(doc: Document, k: int, form: str) -> bool:
    word = doc.words[k] if doc.norms[k] == form else doc.lexicon.word(form)
    if len(form) < SHORTEST_SURNAME or word.cues or word.flags & ~lx.GIVEN:
        return False
    after = doc.words[k + 1] if k + 1 < len(doc) else None
    return not (after is not None and after.flags & lx.GIVEN and not after.definite)
