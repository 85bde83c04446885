"""Conjugation: from the principal parts of a reporting verb to all its written forms.

Arabic verbs are listed in the lexicon with their principal parts, as in any dictionary: perfect (قال),
imperfect (يقول), active participle in the accusative in which the press uses it (قائلا), verbal nouns (قول).
`verb_forms` makes of these every form that news Arabic writes, in folded spelling (`rawi.text.letters.fold`).
Only the third person and the two first persons are made: a news article addresses nobody.

A doubled last radical shows only in its shadda, so the lexicon writes it (ردّ, أصرّ); other vowel signs are
ignored. Conjunctions and prepositions (و ف ل ب ك) are not attached; the reader cuts them off first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from rawi.text.letters import fold

Tense = Literal["perfect", "imperfect", "participle", "noun"]
Gender = Literal["m", "f", ""]
Number = Literal["s", "d", "p", ""]


class Form(NamedTuple):
    """One written form of a verb, its participle or its verbal noun."""

    form: str
    """Folded spelling, with the pronoun and, where there is one, the article or the future prefix."""
    tense: Tense
    person: int
    """1 or 3; participles and nouns are 3."""
    gender: Gender
    number: Number
    """Empty for a verbal noun whose ending does not tell (a broken plural looks like a singular)."""
    pronoun: str
    """Object or possessive pronoun attached, folded; empty if none."""


class _Stem(NamedTuple):
    """A conjugated form before pronouns and the future prefix."""

    bare: str
    joined: str
    """As spelled before a pronoun: قالو for قالوا, نفا for نفى."""
    person: int
    gender: Gender
    number: Number
    subjunctive: bool = False


_SHADDA = "\u0651"
_OBJECT_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا", "ني")
"""Not ك: a reader is hardly ever addressed, and هنأك would be found in every هناك."""
_RARE_SUBJECT_PRONOUNS = ("ه", "ها", "هم")
"""Objects that duals and feminine plurals are given: the others are not seen in print."""
_POSSESSIVES = ("ه", "ها", "هم", "هما")


def verb_forms(
    perfect: str, imperfect: str, participle: str, verbal_nouns: str, *, attributive: bool = False
) -> Iterator[Form]:
    """All written forms of a verb.

    Args:
        perfect: third person masculine singular (قال، نفى، دعا، أصرّ).
        imperfect: third person masculine singular (يقول، ينفي، يدعو، يصرّ).
        participle: active participle, indefinite accusative (قائلا، نافيا، داعيا), or `-`.
        verbal_nouns: singular and plural nouns joined by `|` (دعوة|دعوات), or `-`.
        attributive: also participles as adjectives or nouns: with the article, and the masculine singular
            without the accusative ending. They hardly ever report; many are another word (المتحدث، مصدر).

    Yields:
        Each form once for each of its readings; of readings spelled alike the likelier comes first (أعلنت is
        third person feminine before it is first person).
    """
    seen: set[Form] = set()
    for form in _all_forms(perfect, imperfect, participle, verbal_nouns, attributive=attributive):
        if form not in seen:
            seen.add(form)
            yield form


def verb_stems(perfect: str, imperfect: str, participle: str, verbal_nouns: str) -> set[str]:
    """What the forms of a verb are without pronouns and future prefix, as spelled with and without them.

    A few dozen for each verb, where the forms are hundreds: enough to tell by `stems_in` of which verbs a
    word may be a form, before these are conjugated.
    """
    return {form.form for form in _all_forms(perfect, imperfect, participle, verbal_nouns, stems=True)}


def stems_in(word: str) -> Iterator[str]:
    """The stems (`verb_stems`) that a folded word may be a form of: سيوكدونه سيوكدون يوكدونه يوكدون."""
    for rest in (word, word[1:]) if word.startswith("س") else (word,):
        yield rest
        for pronoun in _OBJECT_PRONOUNS:
            if rest.endswith(pronoun):
                yield rest[: -len(pronoun)]


def _all_forms(
    perfect: str,
    imperfect: str,
    participle: str,
    verbal_nouns: str,
    *,
    attributive: bool = False,
    stems: bool = False,
) -> Iterator[Form]:
    """`stems`: without future prefix, and an empty pronoun in the place of each."""
    if perfect != "-":
        for stem in _perfect_stems(perfect):
            yield from _with_objects(stem, "perfect", stems=stems)
    if imperfect != "-":
        hollow = perfect != "-" and _is_hollow(_letters(perfect))
        for stem in _imperfect_stems(imperfect, hollow=hollow):
            yield from _with_objects(stem, "imperfect", stems=stems)
    if participle != "-":
        yield from _participle_forms(participle, attributive=attributive, stems=stems)
    if verbal_nouns != "-":
        for noun in verbal_nouns.split("|"):
            yield from _noun_forms(noun.strip(), stems=stems)


def _letters(word: str) -> str:
    """The word without vowel signs; hamza carriers and final ى, which tell the verb's class, are kept."""
    return "".join(c for c in word if not "\u064b" <= c <= "\u0652")


def _is_doubled(word: str) -> bool:
    return word.rstrip("\u064e\u064f\u0650\u0652").endswith(_SHADDA)


def _is_hollow(letters: str) -> bool:
    """Whether the perfect has a long ا before its last radical, lost before consonants (قال، قلت)."""
    return len(letters) >= 3 and letters[-2] == "ا" and letters[-1] not in "اىيء"


def _perfect_stems(perfect: str) -> Iterator[_Stem]:
    letters = _letters(perfect)
    if letters[-1] in "اى":
        yield from _weak_perfect(fold(letters[:-1]), fold(letters[-1]))
    elif letters[-1] == "ي":
        yield from _perfect_in_ya(fold(letters))
    else:
        yield from _strong_perfect(letters, doubled=_is_doubled(perfect))


def _weak_perfect(root: str, ending: str) -> Iterator[_Stem]:
    """نفى نفت نفيا نفوا; دعا دعت دعوا."""
    glide = "و" if ending == "ا" else "ي"
    joined = root if root.endswith("ا") else root + "ا"  # رآه: hamza and alef become one letter
    yield _Stem(root + ending, joined, 3, "m", "s")
    yield _stem(root + "ت", 3, "f", "s")
    yield _Stem(root + "وا", root + "و", 3, "m", "p")
    yield _stem(root + glide + "ا", 3, "m", "d")
    yield _stem(root + "تا", 3, "f", "d")
    yield _stem(root + glide + "ن", 3, "f", "p")
    yield _stem(root + glide + "ت", 1, "", "s")
    yield _stem(root + glide + "نا", 1, "", "p")


def _perfect_in_ya(stem: str) -> Iterator[_Stem]:
    """خشي خشيت خشوا."""
    yield _stem(stem, 3, "m", "s")
    yield _stem(stem + "ت", 3, "f", "s")
    yield _Stem(stem[:-1] + "وا", stem[:-1] + "و", 3, "m", "p")
    yield _stem(stem + "ا", 3, "m", "d")
    yield _stem(stem + "تا", 3, "f", "d")
    yield _stem(stem + "ن", 3, "f", "p")
    yield _stem(stem + "ت", 1, "", "s")
    yield _stem(stem + "نا", 1, "", "p")


def _strong_perfect(letters: str, *, doubled: bool) -> Iterator[_Stem]:
    stem, last = fold(letters), letters[-1]
    yield _stem(stem, 3, "m", "s")
    yield _stem(stem + "ت", 3, "f", "s")
    yield _Stem(stem + "وا", stem + "و", 3, "m", "p")
    if last in "أء":  # هنأوا or هنؤوا, جاءوا or جاؤوا
        yield _Stem(stem[:-1] + "ووا", stem[:-1] + "وو", 3, "m", "p")
    yield _stem(stem if last == "أ" else stem + "ا", 3, "m", "d")
    yield _stem(stem + "تا", 3, "f", "d")
    if last == "ء":
        return  # جئت، أسأت: the first persons are irregular and rare
    short = stem
    if doubled:
        short = stem + stem[-1]
    elif _is_hollow(letters):
        short = stem[:-2] + stem[-1]
    yield _stem(short if last == "ن" else short + "ن", 3, "f", "p")
    yield _stem(short if last == "ت" else short + "ت", 1, "", "s")
    yield _stem(short + "ا" if last == "ن" else short + "نا", 1, "", "p")


def _stem(form: str, person: int, gender: Gender, number: Number, *, subjunctive: bool = False) -> _Stem:
    return _Stem(form, form, person, gender, number, subjunctive)


def _imperfect_stems(imperfect: str, *, hollow: bool) -> Iterator[_Stem]:
    letters = _letters(imperfect)[1:]
    last = letters[-1]
    root = fold(letters[:-1]) if last in "ىيو" else fold(letters)
    singular = fold(letters)
    joined = root + "ا" if last == "ى" else singular
    duals, plurals, feminine = _imperfect_endings(root, last, hollow=hollow, doubled=_is_doubled(imperfect))

    for prefix, person, gender, number in _SINGULAR_PREFIXES:
        # آمل from يأمل: two hamzas become one letter
        cut = 1 if prefix == "ا" and letters[0] == "أ" else 0
        yield _Stem(prefix + singular[cut:], prefix + joined[cut:], person, gender, number)
    for plural in plurals:
        yield _stem("ي" + plural + "ون", 3, "m", "p")
        yield _Stem("ي" + plural + "وا", "ي" + plural + "و", 3, "m", "p", True)
    for prefix, gender in _DUAL_PREFIXES:
        yield _stem(prefix + duals + "ان", 3, gender, "d")
        yield _stem(prefix + duals + "ا", 3, gender, "d", subjunctive=True)
    yield _stem("ي" + feminine, 3, "f", "p")


_SINGULAR_PREFIXES: tuple[tuple[str, int, Gender, Number], ...] = (
    ("ي", 3, "m", "s"),
    ("ت", 3, "f", "s"),
    ("ا", 1, "", "s"),
    ("ن", 1, "", "p"),
)
_DUAL_PREFIXES: tuple[tuple[str, Gender], ...] = (("ي", "m"), ("ت", "f"))


def _imperfect_endings(root: str, last: str, *, hollow: bool, doubled: bool) -> tuple[str, list[str], str]:
    """Without prefix: the stem of the dual, the stems of the plural, and the whole feminine plural."""
    match last:
        case "ى" | "ي":  # يريان يرون يرين, ينفيان ينفون ينفين
            return root + "ي", [root], root + "ين"
        case "و":  # يدعوان يدعون يدعون
            return root + "و", [root], root + "ون"
        case "أ":  # يتنبآن, يتنبأون or يتنبؤون
            return root[:-1], [root, root[:-1] + "و"], root + "ن"
        case "ء":  # يسيئان يسيئون
            return root[:-1] + "ي", [root[:-1] + "ي"], root[:-1] + "ين"
    short = root
    if doubled:
        short = root + root[-1]
    elif hollow:
        short = root[:-2] + root[-1]
    return root, [root], short if last == "ن" else short + "ن"


def _with_objects(stem: _Stem, tense: Literal["perfect", "imperfect"], *, stems: bool) -> Iterator[Form]:
    """The form alone and with object pronouns, and with the future prefix before an indicative imperfect."""
    prefixes = ("", "س") if tense == "imperfect" and not stem.subjunctive and not stems else ("",)
    pronouns: tuple[str, ...] = _OBJECT_PRONOUNS
    if stems:
        pronouns = ("",)
    elif stem.number == "d" or (stem.gender == "f" and stem.number == "p"):
        pronouns = _RARE_SUBJECT_PRONOUNS
    elif stem.person == 1:
        pronouns = tuple(p for p in pronouns if p not in {"نا", "ني"})
    for prefix in prefixes:
        yield Form(prefix + stem.bare, tense, stem.person, stem.gender, stem.number, "")
        for pronoun in pronouns:
            yield Form(prefix + stem.joined + pronoun, tense, stem.person, stem.gender, stem.number, pronoun)


def _participle_forms(participle: str, *, attributive: bool, stems: bool) -> Iterator[Form]:
    """مشيرا مشيرة مشيرين مشيرتين, نافيا نافية نافين; if attributive also مشير ناف المشير النافي المشيرة."""
    letters = _letters(participle)
    accusative = fold(letters)
    stem = accusative if letters.endswith("ء") else accusative[:-1]  # مستاء writes no alef
    weak = letters.endswith("يا")
    plural = stem[:-1] if weak else stem
    yield Form(accusative, "participle", 3, "m", "s", "")
    declined: tuple[tuple[str, Gender, Number], ...] = (
        (stem + "ه", "f", "s"),
        (plural + "ين", "m", "p"),
        (plural + "ون", "m", "p"),
        (stem + "ات", "f", "p"),
        (stem + "ين", "m", "d"),
        (stem + "ان", "m", "d"),
        (stem + "تين", "f", "d"),
        (stem + "تان", "f", "d"),
    )
    for form, gender, number in declined:
        yield Form(form, "participle", 3, gender, number, "")
    for pronoun in ("",) if stems else _RARE_SUBJECT_PRONOUNS:  # محذرهم
        yield Form(stem + pronoun, "participle", 3, "m", "s", pronoun)
    if attributive:
        yield Form(plural, "participle", 3, "m", "s", "")
        for form, gender, number in ((stem, "m", "s"), *declined):
            yield Form("ال" + form, "participle", 3, gender, number, "")


def _noun_forms(noun: str, *, stems: bool) -> Iterator[Form]:
    """إعلان الإعلان إعلانا إعلانه; دعوة الدعوة دعوته; نداء نداؤه ندائه; شكوى شكواه."""
    letters = _letters(noun)
    form, last = fold(letters), letters[-1]
    plural = letters.endswith("ات") and len(letters) > 4
    gender: Gender = "f" if last in "ةى" or plural else "m"
    number: Number = "p" if plural else "s" if last == "ة" else ""
    yield Form(form, "noun", 3, gender, number, "")
    yield Form("ال" + form, "noun", 3, gender, number, "")
    if last not in "ةىاء" and not plural:
        yield Form(form + "ا", "noun", 3, gender, number, "")
    joined = [form]
    if last == "ة":
        joined = [form[:-1] + "ت"]
    elif last == "ى":
        joined = [form[:-1] + "ا"]
    elif last == "ء":
        joined = [form, form[:-1] + "و", form[:-1] + "ي"]
    for stem in joined:
        for pronoun in ("",) if stems else _POSSESSIVES:
            yield Form(stem + pronoun, "noun", 3, gender, number, pronoun)
