"""The lexicons, loaded once, and what they say of a single word.

The data files of `rawi/lexicons` say in their headers what each column means. `Lexicon.word` answers for a
folded word form: its proclitics, what the lexicons know of it, and the cue verbs that it may be a form of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from rawi.reading.morphology import Form, stems_in, verb_forms, verb_stems
from rawi.schema import Act, Kind
from rawi.text.letters import fold
from rawi.text.tokens import tokenize

COMPLEMENTIZER = 1 << 0
PREPOSITION = 1 << 1
RELATIVE = 1 << 2
SUBORDINATOR = 1 << 3
NEGATION = 1 << 4
AUXILIARY = 1 << 5
DEMONSTRATIVE = 1 << 6
PRONOUN = 1 << 7
PRONOUN_PHRASE = 1 << 8
TIME = 1 << 9
HONORIFIC = 1 << 10
OFFICE = 1 << 11
RANK = 1 << 12
PROFESSION = 1 << 13
RELATION = 1 << 14
ORGANIZATION = 1 << 15
MEDIA = 1 << 16
UNNAMED = 1 << 17
GROUP = 1 << 18
DOCUMENT = 1 << 19
OCCASION = 1 << 20
CHANNEL = 1 << 21
MASDAR = 1 << 22
MODAL = 1 << 23
GIVEN = 1 << 24
PARTICLE = 1 << 25
STATE = 1 << 26
DEMONYM = 1 << 27
PUNCTUATION = 1 << 28
NUMBER = 1 << 29
PLURAL = 1 << 30
FEMININE = 1 << 31
ROLE = 1 << 32
UNIT = 1 << 33
"""A unit of time or what modifies one (عام، الماضي): of time only beside other words of time."""
ORDINARY = 1 << 34
"""A given name that is an ordinary word too."""
EVENT = 1 << 35
"""A verbal noun that reports nothing."""
VERB = 1 << 36
"""A finite verb that reports nothing."""

TITLE = HONORIFIC | OFFICE | RANK | PROFESSION | RELATION
MEDIUM = DOCUMENT | OCCASION | CHANNEL

_FUNCTION_CLASSES = {
    "complementizer": COMPLEMENTIZER,
    "preposition": PREPOSITION,
    "pronoun_phrase": PRONOUN_PHRASE,
    "relative": RELATIVE,
    "subordinator": SUBORDINATOR,
    "negation": NEGATION,
    "auxiliary": AUXILIARY,
    "demonstrative": DEMONSTRATIVE,
    "pronoun": PRONOUN,
    "verb": VERB,
}
_TITLE_CLASSES = {
    "honorific": HONORIFIC,
    "office": OFFICE,
    "rank": RANK,
    "profession": PROFESSION,
    "relation": RELATION,
}
_TIME_CLASSES = {"adverb": TIME, "day": TIME, "month": TIME, "unit": UNIT, "modifier": UNIT}
_VERBAL_NOUN_CLASSES = {"masdar": MASDAR, "modal": MODAL, "noun": EVENT}
_DOCUMENT_CLASSES = {"document": DOCUMENT, "occasion": OCCASION, "channel": CHANNEL}


class CueVerb(NamedTuple):
    """A line of cue_verbs.tsv."""

    lemma: str
    act: Act
    complements: dict[str, int]
    """Complement pattern → how often, in per cent, the verb reports where it stands with it; likeliest
    first."""
    reliability: int
    """The best of these."""


class CueForm(NamedTuple):
    """A cue verb in one of its forms."""

    verb: CueVerb
    form: Form


class CuePhrase(NamedTuple):
    """A line of cue_phrases.tsv: a source without a verb."""

    text: str
    words: tuple[str, ...]
    pattern: str
    """`X`: the source follows; `clause`: a cue verb follows; `pronoun`: it ends with a pronoun."""
    takes_l: bool
    """The source has the preposition ل: وفقا لـ."""
    cue_length: int
    """How many of the words are the cue."""
    reliability: int


class Name(NamedTuple):
    """A name of one or more words that a gazetteer knows."""

    name: str
    kind: Kind
    table: str
    """The data file that it stands in."""
    plain: bool = False
    """Also an ordinary word (الوطن، الفرنسية): a name only in quotation marks or after a generic noun."""


class Word(NamedTuple):
    """What the lexicons say of a word form."""

    norm: str
    conjunction: str
    """`و` or `ف` where it is a clitic of this word, else empty."""
    preposition: str
    """`ب`, `ل` or `ك` where it is a clitic of this word, else empty."""
    definite: bool
    """Has the article."""
    base: str
    """Without conjunction, preposition and article."""
    flags: int
    cues: tuple[CueForm, ...]


_FOLDER = Path(__file__).parents[1] / "lexicons"


def read_table(name: str) -> Iterator[list[str]]:
    """The rows of a lexicon file, comments and empty lines left out."""
    table = (_FOLDER / f"{name}.tsv").read_text("utf-8")
    for line in table.splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


_LONGEST_WORD = 40
"""Letters of a word that is worth remembering; longer ones are no words."""


class Lexicon:
    """All lexicons. Immutable after it is made, but for the cache of words already looked up."""

    def __init__(self) -> None:
        self._cue_verbs = _CueVerbs()
        self._phrases = _load_cue_phrases()
        self._functions = _load_functions()
        self._nouns = _load_nouns()
        self._verbs = _load_verbs()
        self._names = _load_names()
        self._words: dict[str, Word] = {}

    def word(self, norm: str) -> Word:
        """What is known of the folded form `norm`; up to 100,000 forms are remembered."""
        word = self._words.get(norm)
        if word is None:
            if len(self._words) >= 100_000:
                self._words.clear()
            word = self._analyse(norm)
            if len(norm) <= _LONGEST_WORD:
                self._words[norm] = word
        return word

    def noun(self, norm: str) -> Word:
        """What is known of `norm` where it is no function word: علي the name, إمام the office."""
        conjunction, rest = (
            (norm[0], norm[1:]) if norm[0] in "وف" and norm[1:] in self._functions else ("", norm)
        )
        return Word(norm, conjunction, "", False, rest, self._nouns.get(rest, 0), ())

    def find_names(self, norms: Sequence[str]) -> dict[int, tuple[int, Name]]:
        """Gazetteer names in a text: token at which each begins → the token after it, and the name.

        The longest name wins; a clitic before the first word is allowed.
        """
        found: dict[int, tuple[int, Name]] = {}
        k = 0
        while k < len(norms):
            end, name = self._name_at(norms, k)
            if name is not None:
                found[k] = (end, name)
                k = end
            else:
                k += 1
        return found

    def _name_at(self, norms: Sequence[str], k: int) -> tuple[int, Name | None]:
        for first in _name_heads(norms[k]):
            for rest, name in self._names.get(first, ()):
                if tuple(norms[k + 1 : k + 1 + len(rest)]) == rest:
                    return k + 1 + len(rest), name
        return k, None

    def phrases_at(self, norms: Sequence[str], k: int) -> Iterator[CuePhrase]:
        """The source phrases whose words stand at token `k`, the longest first."""
        norm = norms[k]
        first = norm[1:] if norm[0] in "وف" and norm[1:] in self._phrases else norm
        for phrase in self._phrases.get(first, ()):
            if tuple(norms[k + 1 : k + len(phrase.words)]) == phrase.words[1:]:
                yield phrase

    def _analyse(self, norm: str) -> Word:
        if not norm[0].isalnum():
            return Word(norm, "", "", False, norm, PUNCTUATION, ())
        if norm[0].isdigit():
            return Word(norm, "", "", False, norm, NUMBER, ())
        conjunction, rest = self._split_conjunction(norm)
        cues = self._cue_verbs.forms(rest)
        functions = self._functions.get(rest, 0)
        if functions:
            return Word(norm, conjunction, "", False, rest, functions, cues)
        preposition, definite, base, noun_flags = self._split_noun(rest)
        if not cues and preposition:
            article = "ال" if definite else ""
            cues = tuple(c for c in self._cue_verbs.forms(article + base) if c.form.tense == "noun")
        if not noun_flags and not cues and rest in self._verbs:
            noun_flags = VERB
        return Word(norm, conjunction, preposition, definite, base, noun_flags, cues)

    def _split_conjunction(self, norm: str) -> tuple[str, str]:
        """`وقال` → (و, قال), but `وصف` whole: a form that is known as it stands is not cut."""
        if norm[0] not in "وف" or len(norm) < 3 or norm in self._functions:
            return "", norm
        rest = norm[1:]
        whole, cut = self._cue_verbs.forms(norm), self._cue_verbs.forms(rest)
        likelier = (
            cut and whole and cut[0].verb.reliability > whole[0].verb.reliability
        )  # دعا in ودعا, not ودع
        if (whole and not likelier) or norm in self._nouns:
            return "", norm
        if (
            cut
            or rest in self._functions
            or (rest in self._verbs and len(rest) > 3)
            or (self._split_noun(rest)[3] and (norm[0] == "و" or rest.startswith("ال")))  # فنية has no ف
        ):
            return norm[0], rest
        if norm[0] == "و" and len(rest) > 3 and rest.startswith(_LIKELY_STARTS):
            return "و", rest
        return "", norm

    def _split_noun(self, form: str) -> tuple[str, bool, str, int]:
        """Preposition, article, base and flags of a noun form."""
        splits = list(_noun_splits(form))
        for preposition, definite, base in splits:
            flags = self._nouns.get(base, 0)
            if flags:
                return preposition, definite, base, flags & ~GIVEN if definite else flags
        for preposition, definite, base in splits:
            if definite:
                return preposition, True, base, 0
            for stem in _without_possessive(base):
                flags = self._nouns.get(stem, 0) & ~(TITLE | PREPOSITION | TIME | GIVEN)
                if flags:
                    return preposition, True, stem, flags
        return "", False, form, 0


_LIKELY_STARTS = ("ال", "لل", "ب", "ل", "ا", "ي", "ت", "م", "س", "ن")
"""After و at the beginning of a word that is not known, these make it likely that و is a conjunction."""


def _noun_splits(form: str) -> Iterator[tuple[str, bool, str]]:
    """Every way to take preposition and article off a noun form, the least cut first."""
    yield "", False, form
    if form.startswith("ال") and len(form) > 3:
        yield "", True, form[2:]
    if form.startswith("لل") and len(form) > 4:
        yield "ل", True, form[2:]
    elif form[0] in "بلك" and len(form) > 3:
        if form.startswith("ال", 1) and len(form) > 5:
            yield form[0], True, form[3:]
        else:
            yield form[0], False, form[1:]


def _without_possessive(base: str) -> Iterator[str]:
    for ending in ("هما", "هم", "ها", "نا", "ه"):
        if base.endswith(ending) and len(base) - len(ending) >= 3:
            stem = base[: -len(ending)]
            yield stem
            if stem.endswith("ت"):
                yield stem[:-1] + "ه"
            return


def _name_heads(norm: str) -> Iterator[str]:
    yield norm
    if len(norm) > 3:
        if norm[0] in "وفبلك":
            yield norm[1:]
        if norm.startswith("لل"):
            yield "ال" + norm[2:]


class _CueVerbs:
    """The cue verbs by their forms.

    A verb is conjugated when a word is met that may be a form of it: most of the 65,000 forms never are.
    """

    def __init__(self) -> None:
        self._verbs: list[tuple[CueVerb, tuple[str, str, str, str], frozenset[str]]] = []
        """Each verb with its principal parts, and its forms that are another word."""
        self._by_stem: dict[str, list[int]] = {}
        self._conjugated: dict[int, dict[str, tuple[CueForm, ...]]] = {}
        for perfect, imperfect, participle, nouns, act, patterns, homographs, *_ in read_table("cue_verbs"):
            complements = {
                pattern: int(share) for pattern, _, share in (p.partition("=") for p in patterns.split())
            }
            verb = CueVerb(perfect, cast(Act, act), complements, max(complements.values()))
            parts = (perfect, imperfect, participle, nouns)
            for stem in verb_stems(*parts):
                self._by_stem.setdefault(stem, []).append(len(self._verbs))
            self._verbs.append((verb, parts, frozenset(homographs.split("|"))))

    def forms(self, word: str) -> tuple[CueForm, ...]:
        """The forms that `word` may be, of the most reliable verb first."""
        by_stem = self._by_stem
        numbers = {number for stem in stems_in(word) if stem in by_stem for number in by_stem[stem]}
        if not numbers:
            return ()
        found = [form for number in sorted(numbers) for form in self._conjugate(number).get(word, ())]
        found.sort(key=lambda c: (-c.verb.reliability, c.form.tense == "noun"))
        return tuple(found)

    def _conjugate(self, number: int) -> dict[str, tuple[CueForm, ...]]:
        forms = self._conjugated.get(number)
        if forms is None:
            verb, parts, other_words = self._verbs[number]
            forms = {}
            for form in verb_forms(*parts):
                if form.form not in other_words:
                    forms[form.form] = (*forms.get(form.form, ()), CueForm(verb, form))
            self._conjugated[number] = forms
        return forms


def _load_cue_phrases() -> dict[str, list[CuePhrase]]:
    phrases: dict[str, list[CuePhrase]] = {}
    for text, pattern, cue_words, reliability, *_ in read_table("cue_phrases"):
        words = tuple(t.norm for t in tokenize(text.removesuffix("X").strip()))
        takes_l = words[-1] == "ل"
        words = words[:-1] if takes_l else words
        cue_length = len(tokenize(cue_words))
        phrases.setdefault(words[0], []).append(
            CuePhrase(text, words, pattern, takes_l, cue_length, int(reliability))
        )
    return {first: sorted(entries, key=lambda p: -len(p.words)) for first, entries in phrases.items()}


def _flags(classes: str, table: dict[str, int]) -> int:
    flags = 0
    for name in classes.split("|"):
        flags |= table[name]
    return flags


def _load_functions() -> dict[str, int]:
    functions: dict[str, int] = {}
    for word, classes in read_table("function_words"):
        functions[fold(word)] = _flags(classes, _FUNCTION_CLASSES)
    return functions


def _load_verbs() -> frozenset[str]:
    """Forms of the third person of the verbs that report nothing."""
    forms: set[str] = set()
    for imperfect, perfects in read_table("verbs"):
        rest = imperfect[1:]
        plural = rest[:-1] if rest[-1] in "يو" else rest
        for prefix in ("ي", "ت", "سي", "ست"):
            forms.update(
                (prefix + rest, prefix + rest + "ان", prefix + plural + "ون", prefix + plural + "وا")
            )
        for perfect in perfects.split("|") if perfects != "-" else ():
            stem = perfect[:-1] if perfect[-1] == "ي" else perfect
            forms.update((perfect, stem + "ت", stem + "وا", perfect + "ا"))
    return frozenset(forms)


def _load_nouns() -> dict[str, int]:
    nouns: dict[str, int] = {}

    def add(words: Iterable[str] | str, flags: int) -> None:
        for word in words.split("|") if isinstance(words, str) else words:
            form = fold(word.strip())
            if form and form != "-" and " " not in form:
                nouns[form] = nouns.get(form, 0) | flags

    for word, feminine, plural, classes, *_ in read_table("titles"):
        flag = _flags(classes, _TITLE_CLASSES)
        add(word, flag)
        add(feminine, flag | FEMININE)
        add(plural, flag | PLURAL)
    for word, plural, kind, gender, *_ in read_table("organization_heads"):
        flag = (MEDIA if kind == "media" else 0) | ORGANIZATION | (FEMININE if gender == "f" else 0)
        add(word, flag)
        add(plural, flag | PLURAL)
    for word, feminine, dual, plural, kind_singular, kind_plural, *_ in read_table("unnamed_sources"):
        add(word, UNNAMED | (ROLE if kind_singular == "role" else 0))
        add(feminine, UNNAMED | FEMININE | (ROLE if kind_singular == "role" else 0))
        flag = GROUP if kind_plural == "group" else UNNAMED
        add(dual, flag | PLURAL)
        add(plural, flag | PLURAL)
    for word, gender, _number, *_ in read_table("groups"):
        add(word, GROUP | PLURAL | (FEMININE if gender == "f" else 0))
    for word, plural, classes, *_ in read_table("documents"):
        add(word, _flags(classes, _DOCUMENT_CLASSES))
        add(plural, _flags(classes, _DOCUMENT_CLASSES) | PLURAL)
    for word, classes, *_ in read_table("time_words"):
        add(word, _flags(classes, _TIME_CLASSES))
    for word, noun_class, *_ in read_table("verbal_nouns"):
        add(word, _flags(noun_class, _VERBAL_NOUN_CLASSES))
    for name, gender, origin, *note in read_table("given_names"):
        ordinary = ORDINARY if any("also" in n for n in note) else 0
        add(name, PARTICLE if origin == "particle" else GIVEN | ordinary | (FEMININE if gender == "f" else 0))
    for state, variants, capital, demonym, *_ in read_table("states"):
        add(state, STATE)
        add(variants, STATE)
        add(capital, STATE)
        add(demonym, DEMONYM)
    return nouns


def _load_names() -> dict[str, list[tuple[tuple[str, ...], Name]]]:
    names: dict[str, list[tuple[tuple[str, ...], Name]]] = {}
    demonyms = {fold(d) for row in read_table("states") for d in row[3].split("|")}

    def add(forms: str, name: Name) -> None:
        for form in forms.split("|"):
            words = tuple(t.norm for t in tokenize(form.strip()))
            if not words or words == ("-",):
                continue
            alone = len(words) == 1 and not words[0].isascii()
            plain = alone and (name.plain or len(words[0]) < 3 or _demonym(words[0]) in demonyms)
            names.setdefault(words[0], []).append((words[1:], name._replace(plain=plain)))

    def _demonym(word: str) -> str:
        return word.removeprefix("ال").removesuffix("ه")

    for name, variants, _kind, _english, _country, *note in read_table("outlets"):
        plain = any("also" in n for n in note)
        add(f"{name}|{variants}", Name(name, "media", "outlets", plain))
    for name, variants, kind, _gender, _english, _country, *note in read_table("actors"):
        add(
            f"{name}|{variants}", Name(name, cast(Kind, kind), "actors", plain=any("also" in n for n in note))
        )
    for state, variants, capital, *_ in read_table("states"):
        add(f"{state}|{variants}|{capital}", Name(state, "organization", "states"))
    for entries in names.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return names


@cache
def load_lexicon() -> Lexicon:
    """The lexicon; loaded at the first call."""
    return Lexicon()
