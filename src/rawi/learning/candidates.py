"""Who may speak: the persons, bodies, documents and unnamed sources that an article mentions.

Each is one `Candidate` with all its mentions, whatever it is called by; a person is gathered from full name,
surname and given name. Who of them speaks in a statement is for `rawi.learning.speakers` to tell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.nounphrases import noun_phrase_end, outlet_in
from rawi.reading.people import name_runs, person_in
from rawi.reading.speakers import clean_name, kind_of
from rawi.schema import Kind, Speaker
from rawi.text.tokens import tokenize

Bases = frozenset[str]

LONGEST_BODY = 8
"""Tokens of a noun phrase that names a body."""
MOST_MENTIONS = 400
"""Mentions of persons and of bodies that are looked at; an article that was meant to be read has fewer."""
MOST_CONTEXTS = 12
"""Mentions of a person whose words beside are kept."""
MOST_CALLED = 40
"""Candidates of one article that one word may call."""
_BESIDE = 8
"""Tokens before and after a mention that may say who it is."""
_BODIES = lx.ORGANIZATION | lx.MEDIA | lx.DOCUMENT | lx.GROUP | lx.UNNAMED
_ENDS_CONTEXT = lx.COMPLEMENTIZER | lx.RELATIVE | lx.SUBORDINATOR | lx.AUXILIARY | lx.VERB
_STAYS_OPEN = lx.PUNCTUATION | lx.PREPOSITION | lx.STATE | lx.DEMONYM
"""What may follow a definite word in a phrase."""
_IS_CALLED = lx.TITLE | lx.UNNAMED | lx.GROUP | lx.DOCUMENT | lx.ORGANIZATION | lx.MEDIA


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody or something that may speak."""

    name: str
    kind: Kind
    named: bool
    words: Bases
    """Bases of the words of the name."""
    mentions: list[int] = field(default_factory=list)
    """First tokens, in their order."""
    contexts: list[Bases] = field(default_factory=list)
    """Of mentions of a person: bases of the words beside it that say who it is."""
    heads: set[str] = field(default_factory=set)
    """Bases of the nouns by which the article calls it."""
    feminine: float = 0.0
    """Evidence of its gender: above zero for feminine, below for masculine."""
    plural: float = 0.0
    cues: list[int] = field(default_factory=list)
    """Tokens of the statements that it has been given so far."""
    sources: list[Bases] = field(default_factory=list)
    """Words of the sources of these."""

    @property
    def person(self) -> bool:
        """Whether it is a person with a name."""
        return self.kind == "person"

    def speaker(self) -> Speaker:
        """As the speaker of a statement."""
        return Speaker(name=self.name, kind=self.kind, named=self.named)


class Cast:
    """All candidates of an article, after the rules have read it."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.candidates: list[Candidate] = []
        self._by_words: dict[Bases, Candidate] = {}
        self._persons: dict[int, Candidate] = {}
        """Token at which a person's name begins → the person."""
        self._name_words: set[str] = set()
        """Bases of the words of persons' names."""
        self._gather_persons()
        self._gather_bodies()
        self.own: dict[int, list[Candidate]] = {id(draft): self._named_by(draft) for draft in doc.drafts}
        """Draft → what its source names by itself."""
        self.by_rule: dict[int, Candidate] = {
            id(draft): self._of_speaker(draft.speaker)
            for draft in doc.drafts
            if draft.speaker is not None and draft.speaker.name
        }
        """Draft → the speaker that the rules give it."""
        for candidate in self.candidates:
            candidate.mentions = sorted(set(candidate.mentions))
        self._mentions = sorted((at, k) for k, c in enumerate(self.candidates) for at in c.mentions)
        self._called: dict[str, dict[Candidate, None]] = {}
        """Base of a word → the candidates that it may call."""
        for candidate in self.candidates:
            self.call(candidate, candidate.words.union(candidate.heads, *candidate.contexts))

    def before(self, at: int, count: int) -> list[Candidate]:
        """The candidates that are mentioned last before token `at`, the nearest first."""
        found: list[Candidate] = []
        k = bisect_left(self._mentions, (at,)) - 1
        while k >= 0 and len(found) < count and self._mentions[k][0] > at - 120:
            candidate = self.candidates[self._mentions[k][1]]
            if candidate not in found:
                found.append(candidate)
            k -= 1
        return found

    def after(self, at: int, end: int, count: int) -> list[Candidate]:
        """The candidates that are mentioned from token `at` on before `end`."""
        found: list[Candidate] = []
        k = bisect_left(self._mentions, (at,))
        while k < len(self._mentions) and self._mentions[k][0] < end and len(found) < count:
            candidate = self.candidates[self._mentions[k][1]]
            if candidate not in found:
                found.append(candidate)
            k += 1
        return found

    def call(self, candidate: Candidate, words: Iterable[str]) -> None:
        """Notes that these words may call a candidate."""
        for base in words:
            called = self._called.setdefault(base, {})
            if len(called) < MOST_CALLED:
                called[candidate] = None

    def called(self, words: Bases) -> dict[Candidate, None]:
        """The candidates that one of these words may call, in an order that is the same in every run."""
        found: dict[Candidate, None] = {}
        for base in sorted(words):
            found.update(self._called.get(base, {}))
        return found

    def _add(self, candidate: Candidate) -> Candidate:
        """The candidate, or the one with the same words that is there."""
        known = self._by_words.setdefault(candidate.words, candidate)
        if known is candidate:
            self.candidates.append(candidate)
        return known

    def _gather_persons(self) -> None:
        """Persons by their names, longest first: a shorter one is a mention of a longer one that holds it."""
        doc = self.doc
        runs = list(name_runs(doc) if doc.persons is None else doc.persons)[:MOST_MENTIONS]
        self._name_words = {base for run in runs for base in bases(doc, run)}
        words = {run: _without_clitic(bases(doc, run), self._name_words) for run in runs}
        starts = [run[0] for run in runs]
        for run in sorted(runs, key=lambda run: (-len(words[run]), run[0])):
            if not words[run]:
                continue
            person = self._bearer(words[run], run[0])
            if person is None:
                name = _plain_name(doc, run, cut=words[run] != bases(doc, run))
                person = self._add(Candidate(name, "person", True, frozenset(words[run])))
            self._persons[run[0]] = person
            context = frozenset(_beside(doc, run, starts))
            person.mentions.append(run[0])
            if context and len(person.contexts) < MOST_CONTEXTS:
                person.contexts.append(context)
            called = {base for base in context if doc.lexicon.word(base).flags & _IS_CALLED}
            person.heads |= called
            if any(base.endswith("ه") for base in called if doc.lexicon.word(base).flags & lx.TITLE):
                person.feminine += 0.5

    def _bearer(self, words: list[str], at: int) -> Candidate | None:
        """The person whose longer name holds these words; of several the last one mentioned before."""
        wanted = set(words)
        best: tuple[int, Candidate] | None = None
        if not wanted or not wanted <= self._name_words:
            return None
        for person in dict.fromkeys(self._persons.values()):
            if wanted <= person.words:
                behind = [at - mention for mention in person.mentions if mention <= at]
                distance = min(behind, default=10**6 + person.mentions[0])
                if best is None or distance < best[0]:
                    best = distance, person
        return best[1] if best else None

    def _gather_bodies(self) -> None:
        doc = self.doc
        count = 0
        k = 0
        while k < len(doc) and count < MOST_MENTIONS:
            named = doc.names.get(k)
            if named is None and not (
                doc.words[k].flags & _BODIES and not doc.words[k].flags & lx.GIVEN and k not in self._persons
            ):
                k += 1
                continue
            end = _body_end(doc, k)
            if named is None and end - k < 2:
                k += 1
                continue
            body = self._phrase((k, end))
            body.mentions.append(k)
            count += 1
            k += 1 if named is None else named[0] - k

    def _phrase(self, phrase: Range) -> Candidate:
        """The candidate that a noun phrase without a person's name stands for."""
        doc = self.doc
        kind = kind_of(doc, phrase)
        outlet = outlet_in(doc, phrase) if kind == "media" else None
        named = kind in {"organization", "media", "person"}
        named_by = outlet or phrase
        candidate = Candidate(_plain_name(doc, named_by), kind, named, frozenset(bases(doc, named_by)))
        head = doc.words[phrase[0]]
        candidate.heads |= {doc.words[k].base for k in range(*phrase) if doc.has(k, _IS_CALLED)} | {head.base}
        if head.flags & (lx.FEMININE | lx.STATE) or head.norm.endswith("ه"):
            candidate.feminine = 0.5
        else:
            candidate.feminine = -0.25
        candidate.plural = float(bool(head.flags & (lx.PLURAL | lx.GROUP)))
        return self._add(candidate)

    def _named_by(self, draft: Draft) -> list[Candidate]:
        """What a source names by itself: the person whose name stands in it, and the phrase as it is."""
        source = draft.source
        if source is None:
            return []
        found: list[Candidate] = []
        person = person_in(self.doc, source)
        if person is not None:
            at = next((k for k in range(*person) if k in self._persons), None)
            known = self._persons[at] if at is not None else self._bearer(bases(self.doc, person), person[0])
            if known is None:
                name = _plain_name(self.doc, person)
                known = self._add(Candidate(name, "person", True, frozenset(bases(self.doc, person))))
                known.mentions.append(person[0])
            found.append(known)
            if set(bases(self.doc, source)) <= known.words:
                return found
        elif known := self._bearer(_without_clitic(bases(self.doc, source), self._name_words), source[0]):
            known.mentions.append(source[0])
            return [known]
        phrase = self._phrase(source)
        phrase.mentions.append(source[0])
        if phrase not in found:
            found.append(phrase)
        return found

    def _of_speaker(self, speaker: Speaker) -> Candidate:
        """The candidate that the rules' speaker is."""
        name = speaker.name or ""
        found = [self.doc.lexicon.word(token.norm) for token in tokenize(name)]
        words = [word.base for word in found if not word.flags & lx.PUNCTUATION]
        words = _without_clitic(words, self._name_words)
        wanted = frozenset(words)
        known = self._by_words.get(wanted)
        if known is None and speaker.kind == "person":
            known = self._bearer(words, 0)
        if known is None:
            known = self._add(Candidate(name, speaker.kind or "organization", speaker.named, wanted))
        return known


def bases(doc: Document, phrase: Range) -> list[str]:
    """Bases of the words of a phrase, without marks."""
    return [doc.words[k].base for k in range(*phrase) if not doc.words[k].flags & lx.PUNCTUATION]


def _without_clitic(words: list[str], known: set[str]) -> list[str]:
    """The words of a name; of the first one a clitic is cut where the rest is known from other names."""
    if words and len(words[0]) > 3 and words[0][0] in "ولبف" and words[0][1:] in known:
        return [words[0][1:], *words[1:]]
    return words


def _plain_name(doc: Document, phrase: Range, *, cut: bool = False) -> str:
    """The characters of a phrase without marks around it and without clitics before it.

    `cut`: the first letter is a clitic, though the lexicons do not say so.
    """
    word = doc.words[phrase[0]]
    name = clean_name(doc, phrase)
    if word.conjunction and name.startswith(word.conjunction):
        name = name[1:]
    if word.preposition and name.startswith(word.preposition):
        name = "ال" + name[2:] if name.startswith("لل") else name[1:]
    return name[1:] if cut else name


def _body_end(doc: Document, start: int) -> int:
    """The token after a body's name: its noun phrase without appositions."""
    named = doc.names.get(start)
    if named is not None:
        return named[0]
    end = noun_phrase_end(doc, start, min(len(doc), start + LONGEST_BODY))
    closed = False
    for k in range(start, end):
        word = doc.words[k]
        if doc.norms[k] in {"،", ","} or (k > start + 3 and word.flags & lx.PREPOSITION):
            return k
        if closed and not (word.definite or word.preposition or word.flags & _STAYS_OPEN):
            return k  # الوزارة | عدد المنشآت
        closed = closed and not word.flags & lx.PREPOSITION
        closed = closed or word.definite or bool(word.flags & lx.STATE)
    return max(end, start + 1)


def _beside(doc: Document, name: Range, starts: list[int]) -> Iterator[str]:
    """Bases of the words before and after a name that may say who bears it, up to the next name."""
    k = bisect_left(starts, name[0])
    floor = max(name[0] - _BESIDE, starts[k - 1] + 1 if k else 0)
    ceiling = min(name[1] + _BESIDE, starts[k + 1] if k + 1 < len(starts) else len(doc))
    for k in range(name[0] - 1, floor - 1, -1):
        word = doc.words[k]
        if word.flags & _ENDS_CONTEXT or (word.cues and not word.flags & lx.TITLE):
            break
        if doc.norms[k] in {".", "\n", ":"}:
            break
        if not word.flags & (lx.PUNCTUATION | lx.PREPOSITION):
            yield word.base
    for k in range(name[1], ceiling):
        word = doc.words[k]
        if k <= name[1] + 1 and doc.norms[k] in {"،", "("}:
            continue
        if word.flags & (_ENDS_CONTEXT | lx.PUNCTUATION) or (word.cues and not word.flags & lx.TITLE):
            break
        if k <= name[1] + 1 and not word.flags & (lx.TITLE | lx.UNNAMED):
            break
        if not word.flags & lx.PREPOSITION:
            yield word.base
