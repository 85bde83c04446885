"""Names in an article, before it is told which of them mean the same person, body, outlet, place or people.

They come from the networks where these have read, and from the tables: gazetteer names, titles before a
person's name, the generic noun of a body (منظمة، حزب). Of names that share words the longest counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from rawi.entities.gazetteer import load_gazetteer
from rawi.entities.keys import name_parts
from rawi.entities.offices import is_demonym, phrase_end
from rawi.reading import lexicon as lx
from rawi.reading.document import MARKED, Document, Range
from rawi.reading.lexicon import Name, read_table
from rawi.reading.people import name_run, person_in
from rawi.reading.word_sets import word_set
from rawi.schema import EntityKind, Span
from rawi.text.letters import MARKS, fold
from rawi.text.quotations import FAMILY
from rawi.text.tokens import tokenize

_LEARNED: dict[str, EntityKind] = {
    "PER": "person",
    "ORG": "organization",
    "LOC": "place",
    "GPE": "place",
    "NORP": "group",
}
_TABLES: dict[str, EntityKind] = {"outlets": "media", "actors": "organization", "states": "place"}
_CLITIC = re.compile(f"[وفبلك][{MARKS}]*")
_LANDS = word_set("lands")
_NO_PERSONS = word_set("no_persons")
GENERIC_BODIES = word_set("generic_bodies")
"""Nouns that say nothing more of a body than its name: حركة حماس is حماس, بعثة الصندوق is not الصندوق."""
_ADJECTIVES = word_set("office_adjectives")

parts_of = lru_cache(maxsize=20_000)(name_parts)
"""`name_parts`, remembered."""


class FoundName(NamedTuple):
    """A name where it stands; positions are token indexes."""

    span: Range
    kind: EntityKind
    known: Name | None = None
    """The gazetteer's name, where it is no more and no less than that, but for a generic noun before it."""
    cut: int = 0
    """Letters of clitics before it: و، ب، ل."""

    def in_text(self, doc: Document) -> Span:
        """Its characters, without clitics."""
        start, end = doc.tokens[self.span[0]].start, doc.tokens[self.span[1] - 1].end
        for _ in range(self.cut):
            clitic = _CLITIC.match(doc.text, start)
            start = clitic.end() if clitic else start
        return Span(start, end)

    def words(self, doc: Document) -> tuple[str, ...]:
        """Its folded words, without clitics and marks; للسيسي becomes السيسي."""
        first = doc.norms[self.span[0]][self.cut :]
        if not self.cut and first.startswith("لل") and len(first) > 4:
            first = "ال" + first[2:]
        return (first, *(n for n in doc.norms[self.span[0] + 1 : self.span[1]] if n[0].isalnum()))


def find_names(doc: Document) -> list[FoundName]:
    """The names of an article in the order of the text; no two share a token."""
    found = [*_gazetteer_names(doc), *_people_of_gazetteer(doc)]
    if doc.learned_names is None:
        found += _persons_by_rule(doc)
        found += _bodies_by_rule(doc)
    else:
        found += _learned(doc)
    found += _speakers(doc)
    found += _peoples(doc)
    return _longest(found)


def _longest(found: list[FoundName]) -> list[FoundName]:
    """Of names that share tokens the longest; of equally long ones the one found first."""
    taken: set[int] = set()
    kept: list[FoundName] = []
    for name in sorted(found, key=lambda f: (f.span[0] - f.span[1], f.span[0])):
        tokens = range(*name.span)
        if name.span[1] - name.span[0] <= MOST_TOKENS and taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(name)
    return sorted(kept)


MOST_TOKENS = 25
"""Of a name; what is longer was not meant as one."""


def _gazetteer_names(doc: Document) -> Iterator[FoundName]:
    for start, (end, name) in doc.names.items():
        if _is_outlet_by_chance(doc, start, name) or (end - start == 1 and _is_another_word(doc, start)):
            continue
        if end - start > 1 and doc.has(start, lx.MEDIA | lx.ORGANIZATION) and name.table == "outlets":
            inner = doc.lexicon.find_names(doc.norms[start + 1 : end]).get(0)
            if inner is not None and inner[0] == end - start - 1 and inner[1].name == name.name:
                start += 1  # وكالة | رويترز
        yield FoundName((start, end), _TABLES[name.table], name, _clitics(doc, start, name))
    for k, word in enumerate(doc.words):
        if word.flags & lx.STATE:
            cut = _learned_cut(doc, k, "place")
            state = _states().get(word.norm[cut:])
            if state is not None and not (_is_state_adjective(doc, k) and not cut):
                yield FoundName((k, k + 1), "place", Name(state, "organization", "states"), cut)


def _is_state_adjective(doc: Document, k: int) -> bool:
    """Whether the name of a state at token `k` is likelier an adjective: المدارس السعودية، دعم مالي."""
    base = doc.words[k].base.removeprefix("ال")
    if not is_demonym(base):
        return False
    if doc.norms[k].startswith("ال"):
        return k > 0 and doc.norms[k - 1].startswith("ال") and doc.words[k - 1].definite
    feminine = doc.text.endswith("ة", 0, doc.tokens[k].end)
    return feminine or not (k and doc.has(k - 1, lx.PREPOSITION | lx.PUNCTUATION))


def _people_of_gazetteer(doc: Document) -> Iterator[FoundName]:
    people = _people()
    reached = 0
    for k, norm in enumerate(doc.norms):
        if k < reached:
            continue
        for cut in (0, 1) if norm[0] in "وفبلك" else (0,):
            for rest in people.get(norm[cut:], ()):
                end = k + 1 + len(rest)
                if tuple(doc.norms[k + 1 : end]) == rest and k >= reached:
                    start = _without_titles(doc, k, end)
                    yield FoundName((start, end), "person", None, 0 if start > k else cut)
                    reached = end


def _is_another_word(doc: Document, k: int) -> bool:
    """Whether a gazetteer name of one word is likelier a verb or a given name."""
    word = doc.words[k]
    verb = word.flags & lx.VERB or any(cue.form.tense in {"perfect", "imperfect"} for cue in word.cues)
    given = word.flags & lx.GIVEN and not word.flags & lx.STATE
    other = word.flags & (lx.MASDAR | lx.EVENT | lx.MODAL | lx.SUBORDINATOR | lx.PREPOSITION | lx.NEGATION)
    return bool(verb or given or other) and doc.norm(k - 1) not in MARKED and not doc.has(k - 1, lx.MEDIA)


def _is_outlet_by_chance(doc: Document, k: int, name: Name) -> bool:
    """Whether the name of an outlet is none here: وكالات in a credit line, الشرق الأوسط the region."""
    if name.table != "outlets":
        return False
    if name.name in _outlets("generic"):
        return True
    marked = doc.norm(k - 1) in FAMILY or doc.has(k - 1, lx.MEDIA) or doc.has(k, lx.MEDIA)
    return not marked and (name.name in _outlets("ordinary") or doc.has(k, lx.STATE | lx.TIME))


@cache
def _outlets(which: Literal["generic", "ordinary"]) -> frozenset[str]:
    """Words of credit lines that name no one outlet, or outlets whose name also means something else."""
    if which == "generic":
        return frozenset(row[0] for row in read_table("outlets") if row[2] == "generic")
    return frozenset(row[0] for row in read_table("outlets") if any("also" in cell for cell in row[5:]))


@cache
def _states() -> dict[str, str]:
    """Folded one-word names of states → the state's name in the table; of capitals → the capital's."""
    names: dict[str, str] = {}
    for state, variants, capital, *_ in read_table("states"):
        for form in (state, *variants.split("|")):
            names.setdefault(fold(form), state)
        for form in capital.split("|"):
            names.setdefault(fold(form), form)
    return {form: name for form, name in names.items() if form and " " not in form}


@cache
def _people() -> dict[str, list[tuple[str, ...]]]:
    """First folded word of each name of the gazetteer's people → the words after it, the longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for entry in load_gazetteer().entries:
        if entry.kind == "person":
            for name in entry.names:
                words = tuple(token.norm for token in tokenize(name))
                if len(words) > 1:
                    index.setdefault(words[0], []).append(words[1:])
    for rests in index.values():
        rests.sort(key=lambda rest: -len(rest))
    return index


def _clitics(doc: Document, k: int, name: Name) -> int:
    """How many letters before a gazetteer name at token `k` are clitics."""
    norm = doc.norms[k]
    if norm[0] not in "وفبلك" or norm.startswith("لل"):
        return 0
    heads = doc.lexicon.find_names([norm[1:], *doc.norms[k + 1 : k + 6]]).get(0)
    whole = doc.lexicon.find_names([norm, *doc.norms[k + 1 : k + 6]]).get(0)
    return int(heads is not None and whole is not None and heads[1].name == whole[1].name == name.name)


def _learned(doc: Document) -> Iterator[FoundName]:
    for learned in doc.learned_names or ():
        kind = _LEARNED.get(learned.kind)
        if kind is None:
            continue
        start, end = _trimmed(doc, learned.span)
        if end <= start or not any(char.isalpha() for char in doc.norms[start]):
            continue
        if kind == "group" and _is_adjective(doc, start, end):
            continue
        if kind == "person":
            start = _without_titles(doc, _with_given_names(doc, start), end)
            if end - start == 1 and doc.words[start].definite and doc.has(start, _TITLES):
                continue  # القاضي
            if all(doc.words[k].base in _NO_PERSONS for k in range(start, end)):
                continue
        yield _whole(doc, (start, end), kind)


def _whole(doc: Document, span: Range, kind: EntityKind) -> FoundName:
    """A name that the networks find, as what the gazetteer knows it for, and with its clitics told."""
    start, end = span
    word = doc.words[start]
    cut = _learned_cut(doc, start, kind)
    if kind == "person":
        return FoundName(span, kind, None, cut)
    known = doc.lexicon.find_names([doc.norms[start][cut:], *doc.norms[start + 1 : end]]).get(0)
    if known is not None and known[0] == end - start:
        return FoundName(span, _TABLES[known[1].table], known[1], cut)
    if end - start > 1 and (word.flags & lx.MEDIA or word.base in GENERIC_BODIES) and not word.definite:
        inner = _quoted(doc, span)
        rest = doc.lexicon.find_names(doc.norms[slice(*inner)]).get(0)
        if rest is not None and rest[0] == inner[1] - inner[0] and rest[1].table != "states":
            if rest[1].table == "outlets":
                return FoundName(inner, "media", rest[1])
            return FoundName(span, "organization", rest[1], cut)
    if kind == "organization" and word.flags & lx.MEDIA and not word.definite and end - start > 1:
        return FoundName(_quoted(doc, span), "media")
    land = kind == "organization" and word.base in _LANDS
    return FoundName(span, "place" if land else kind, None, cut)


_AFTER_AND = frozenset("بتجحخدرزشصضطعغفقكم")
"""After و at the beginning of an unknown name these tell that it means and: foreign W has a vowel."""


def _learned_cut(doc: Document, k: int, kind: EntityKind) -> int:
    """How many letters of the word at token `k` are clitics before a name."""
    word = doc.words[k]
    whole = kind == "person" and word.flags & lx.GIVEN and word.base == word.norm
    if doc.norms[k].startswith("لل") or whole:
        return 0
    if word.flags or word.definite:
        return len(word.conjunction) + len(word.preposition)
    return int(len(word.norm) > 4 and word.norm[0] == "و" and word.norm[1] in _AFTER_AND)


def _quoted(doc: Document, span: Range) -> Range:
    """صحيفة «الميناء» without the noun and the marks."""
    start, end = span[0] + 1, span[1]
    while start < end and doc.norms[start] in FAMILY:
        start += 1
    while end > start and doc.norms[end - 1] in FAMILY:
        end -= 1
    return (start, end) if start < end else span


def _trimmed(doc: Document, span: Range) -> Range:
    start, end = span
    while start < end and not doc.norms[start][0].isalnum():
        start += 1
    return start, end


_TITLES = lx.HONORIFIC | lx.RANK | lx.OFFICE | lx.PROFESSION


def _with_given_names(doc: Document, start: int) -> int:
    """Where a name begins with the given names right before it, which the networks leave out at times."""
    while start > 0 and doc.has(start - 1, lx.GIVEN | lx.PARTICLE):
        word = doc.words[start - 1]
        if word.flags & (lx.ORDINARY | lx.TIME | lx.TITLE) or word.conjunction or word.preposition:
            break
        start -= 1
    return start


def _without_titles(doc: Document, start: int, end: int) -> int:
    while end - start > 1 and doc.has(start, _TITLES) and not doc.has(start, lx.GIVEN | lx.PARTICLE):
        start += 1
    return start


def _is_adjective(doc: Document, start: int, end: int) -> bool:
    """Whether the name of a people is only an adjective: المسؤول الفلسطيني، القوات الروسية."""
    base = doc.words[start].base
    one = end - start == 1 and (is_demonym(base) or base.endswith(("ي", "يه")))
    return (one and not base.endswith(("ين", "ون"))) or _follows_noun(doc, start)


def _follows_noun(doc: Document, k: int) -> bool:
    """Whether the word before token `k` is a noun that the one at `k` can qualify."""
    before, word = doc.words[k - 1] if k else None, doc.words[k]
    if before is None or word.conjunction or word.preposition or before.flags & lx.PUNCTUATION:
        return False
    return before.definite and word.definite and before.base.endswith(("ين", "ون", "ات", "اء", "ان"))


def _persons_by_rule(doc: Document) -> Iterator[FoundName]:
    k = 0
    while k < len(doc):
        run = name_run(doc, k, min(len(doc), k + 10), max(0, k - 6)) if _can_begin(doc, k) else None
        if run is None:
            k += 1
            continue
        k = run[1]
        run = _after_adjectives(doc, run)
        if _is_likely(doc, run):
            yield FoundName(run, "person")


def _after_adjectives(doc: Document, run: Range) -> Range:
    """A person's name without what belongs to the title before it: الوزير الأول | عادل حداد."""
    start, end = run
    while start < end - 1 and doc.norms[start][2:] in _ADJECTIVES:
        start += 1
    return start, end


def _can_begin(doc: Document, k: int) -> bool:
    """Whether a person's name may begin at token `k`: nothing else that the tables know begins there."""
    return k not in doc.names and doc.norms[k][0].isalpha()


def _is_likely(doc: Document, run: Range) -> bool:
    """Whether a run of words that may be a person's name is likely one wherever it stands in a text."""
    first, last = doc.words[run[0]], doc.words[run[1] - 1]
    given = bool(first.flags & lx.GIVEN)
    if run[1] - run[0] == 1:
        return given and not first.flags & lx.ORDINARY
    if any(doc.words[k].flags & lx.TIME and not doc.words[k].flags & lx.GIVEN for k in range(*run)):
        return False  # ذي الحجة
    if doc.norms[run[1] - 1].startswith("لل") or (first.definite and not given) or len(last.norm) == 1:
        return False
    if (
        not given
        and len(first.norm) > 1
        and first.norm[0] in "بلك"
        and (doc.lexicon.word(first.norm[1:]).flags or first.norm[1:] in _LANDS)
    ):
        return False  # رئيس اللجنة | بحي الروضة
    if first.flags & lx.TITLE and last.definite and not last.flags & lx.GIVEN:
        return False  # أمير البلاد
    written = doc.text[doc.tokens[run[1] - 1].end - 1]
    return written != "ه" or bool(last.flags & (lx.GIVEN | lx.PARTICLE)) or last.base.endswith("الله")


def _speakers(doc: Document) -> Iterator[FoundName]:
    """Persons, bodies and outlets that speak or pass on: what names them beside a cue is surely a name."""
    for draft in doc.drafts:
        speaker, source = draft.speaker, draft.source
        if source is not None and speaker is not None and speaker.named:
            if speaker.kind == "person" and doc.learned_names is None:
                run = person_in(doc, source)
                if run is not None and speaker.name and _names_speaker(doc, run, speaker.name):
                    run = _after_adjectives(doc, run)
                    yield FoundName(run, "person", None, _learned_cut(doc, run[0], "person"))
            elif speaker.kind in ("media", "organization") and speaker.name:
                yield from _spelled(doc, source, speaker.name, speaker.kind)
        if draft.transmitter is not None and draft.via and draft.via[0].kind == "media":
            yield from _spelled(doc, draft.transmitter, draft.via[0].name, "media")


def _names_speaker(doc: Document, run: Range, name: str) -> bool:
    """Whether a name in a source is that of the speaker, in full or in part."""
    words = fold(name).split()
    return all(doc.norms[k] in words or doc.words[k].base in words for k in range(*run))


def _spelled(
    doc: Document, phrase: Range, name: str, kind: Literal["media", "organization"]
) -> Iterator[FoundName]:
    """The words of the name of an outlet or a body in a phrase."""
    words = tuple(token.norm for token in tokenize(name))
    if not all(word[0].isalnum() for word in words):
        return
    for k in range(phrase[0], phrase[1] - len(words) + 1):
        if tuple(doc.norms[k : k + len(words)]) == words:
            if not (len(words) == 1 and doc.has(k, lx.MEDIA)):
                yield FoundName((k, k + len(words)), kind)
            return


def _bodies_by_rule(doc: Document) -> Iterator[FoundName]:
    """Bodies and outlets named with their generic noun: منظمة الصحة العالمية، المرصد السوري لحقوق الإنسان."""
    k = 0
    while k < len(doc):
        word = doc.words[k]
        plural = word.flags & (lx.PLURAL | lx.RANK | lx.UNIT)
        if not word.flags & (lx.ORGANIZATION | lx.MEDIA) or plural:
            k += 1
            continue
        end = phrase_end(doc, k, {})
        last = doc.words[end - 1]
        closed = last.definite or last.flags & lx.STATE or end - 1 in doc.quotation_start
        place = doc.has(k + 1, lx.PREPOSITION) or (not word.definite and _has_preposition(doc, k + 1, end))
        if end - k > 1 and closed and not place and not (word.definite and _only_describes(doc, k, end)):
            yield _whole(doc, (k, end), "organization")
        k = max(end, k + 1)


def _has_preposition(doc: Document, start: int, end: int) -> bool:
    """Whether a phrase goes on after an indefinite noun with a preposition: مركز جديد في المنطقة."""
    return (
        start < end
        and not doc.words[start].definite
        and any(doc.has(m, lx.PREPOSITION) for m in range(start, end))
    )


def _only_describes(doc: Document, k: int, end: int) -> bool:
    """Whether what follows a head with the article tells no name: الشركة الجديدة."""
    adjective = doc.words[k + 1].base
    return end - k == 2 and not is_demonym(adjective) and not adjective.endswith(("ي", "يه"))


def _peoples(doc: Document) -> Iterator[FoundName]:
    """Peoples and creeds: الفلسطينيون، الأكراد."""
    peoples = _people_names()
    for k, word in enumerate(doc.words):
        if not word.definite or not word.norm.endswith(word.base):
            continue  # سريانه is not السريان
        base = word.base
        plural = base.endswith(("ين", "ون")) and is_demonym(base)
        if (plural or base in peoples) and not _follows_noun(doc, k):
            cut = len(word.conjunction) + (len(word.preposition) if not word.norm.startswith("لل") else 0)
            yield FoundName((k, k + 1), "group", None, cut)


def people_of(base: str) -> str:
    """One word for all forms of a people: فلسطيني for فلسطينيين and فلسطينيون, أكراد for كرد."""
    return _people_names().get(base) or (base[:-2] if base.endswith(("ين", "ون")) else base)


@cache
def _people_names() -> dict[str, str]:
    """Folded form of each people and creed of peoples.tsv → its folded name."""
    names: dict[str, str] = {}
    for name, forms, *_ in read_table("peoples"):
        for form in map(fold, (name, *filter(None, forms.split("|")))):
            names[form] = fold(name)
            if form.endswith("ون"):
                names[form[:-2] + "ين"] = fold(name)
    return names
