"""The frame of a cue: what stands between a reporting word and what is said.

A reporting verb takes what is said in one of a few ways (its complement patterns in cue_verbs.tsv): a
clause with أن, direct speech, a noun phrase, or a phrase with its own preposition. `find_opener` finds the
word with which the content begins; what stands between the verb and that word names the source, the
addressee, the medium, the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.lexicon import CueForm
from rawi.reading.nounphrases import (
    CLAUSE,
    closing_parenthesis,
    is_verb,
    noun_phrase_end,
    second_phrase,
)
from rawi.reading.people import name_run
from rawi.reading.subjects import source_before
from rawi.reading.word_sets import word_set

LONGEST_FRAME = 70
"""Tokens after a verb within which its content must begin."""

_PREPOSITIONS = {"الي": "إلى", "عن": "عن", "علي": "على", "من": "من", "في": "في", "حول": "حول", "بين": "بين"}
_WITH_WHAT = {"بما": "ب", "لما": "ل", "عما": "عن", "مما": "من"}
"""Prepositions written together with ما."""
_CLITICS = {"ب": "ب", "ل": "ل"}
_BEFORE_OTHER_CLAUSE = word_set("before_other_clause")
"""After these أن opens a clause of its own, not what is said."""


class Opener(NamedTuple):
    """Where what is said begins."""

    pattern: str
    """The complement pattern that was found: `أن`, `:`, `np`, or a preposition."""
    at: int
    """Token of the opening word; what stands before it belongs to the frame."""
    content: int
    """First token of the content."""
    reliability: int
    """How often the verb with this pattern reports, in per cent."""
    object: str = ""
    """The pattern takes a direct object before the opening word: `addressee` (`@…`) or `content` (`np+…`)."""


def find_opener(doc: Document, cue: int, form: CueForm, end: int) -> Opener | None:
    """Finds where the content of the cue at token `cue` begins, before token `end`."""
    patterns = form.verb.complements
    objects = {p[1:]: "addressee" for p in patterns if p.startswith("@")}
    objects |= {p[3:]: "content" for p in patterns if p.startswith("np+")}
    plain = {
        p.removeprefix("@").removeprefix("np+"): share
        for p, share in patterns.items()
        if not p.startswith(("via+", "source+"))
    }
    quoted = plain.get(":", max(form.verb.reliability - 10, 0))
    end = min(end, cue + LONGEST_FRAME)
    pending = 0  # cue verbs met in relative clauses: the next أن is theirs
    in_relative = False
    noun_phrase: Opener | None = None
    k = cue + 1
    if (
        form.verb.lemma == "قال"
        and doc.has(k, lx.PRONOUN | lx.VERB | lx.AUXILIARY)
        and not doc.has(k, lx.DEMONSTRATIVE)
    ):
        return Opener(":", k, k, 60)  # وقال أنا…: verbatim, without any mark
    while k < end:
        norm = doc.norms[k]
        word = doc.words[k]
        if word.flags & lx.PUNCTUATION:
            if norm in {":", "؛"}:
                if norm == ":" and not _is_ratio(doc, k):
                    return Opener(":", k, _skip_open_quotes(doc, k + 1), quoted)
                break
            if norm in {"(", "{"}:
                close = closing_parenthesis(doc, k, end)
                k = k + 1 if close is None else close + 1
                continue
            quotation = doc.quotation_at.get(k)
            if quotation is not None:
                if _is_content(doc, cue, k, end):
                    if noun_phrase is None:
                        clause = doc.has(k + 1, lx.COMPLEMENTIZER)
                        return Opener(":", k, k + 1, max(quoted, plain.get("أن", 0)) if clause else quoted)
                    break
                k = min(quotation.end, end) + 1 if quotation.closed else k + 1
                continue
            if norm == "،":
                pending = 0
                in_relative = False
            k += 1
            continue
        if word.flags & lx.RELATIVE:
            in_relative = True
        elif in_relative and _takes_next_clause(doc, k):
            pending += 1
        elif word.flags & lx.COMPLEMENTIZER and norm[0] not in "ف":
            other = doc.norm(k - 1) in _BEFORE_OTHER_CLAUSE or doc.norm(k - 1) in _PREPOSITIONS
            if k - 1 > cue and other and not _licensed(doc, k - 1, plain):
                pass
            elif pending:
                pending -= 1
                in_relative = False
            elif "أن" in plain or _licensed(doc, k - 1, plain) or (norm.startswith("ب") and "ب" in plain):
                fused = norm.startswith("ب") and plain.get("ب", -1) > plain.get("أن", -1)
                pattern = "ب" if fused else "أن"
                if pattern not in plain:
                    pattern = _PREPOSITIONS[doc.norms[k - 1]]
                return Opener("أن", k, k, plain[pattern], objects.get(pattern, ""))
        elif noun_phrase is None:
            pattern = _prepositional(doc, k, plain, form.verb.act, k == cue + 1)
            if pattern and not (objects.get(pattern) == "content" and k == cue + 1 and not form.form.pronoun):
                start = k if pattern in {"ب", "ل"} or doc.norms[k] in _WITH_WHAT else k + 1
                at_clause = pattern not in {"ب", "ل"} and doc.has(k + 1, lx.COMPLEMENTIZER)
                found = Opener(pattern, k, start, plain[pattern], objects.get(pattern, ""))
                if at_clause or "أن" not in plain or not _clause_follows(doc, k + 1, end):
                    return found
            elif "np" in plain and _opens_noun_content(doc, cue, k):
                noun_phrase = Opener("np", k, k, plain["np"], objects.get("np", ""))
                if "أن" not in plain or not _clause_follows(doc, k + 1, end):
                    return noun_phrase
        if (
            k > cue + 1
            and word.conjunction
            and any(c.form.tense == "perfect" and c.verb.reliability >= 60 for c in word.cues)
        ):
            break
        k += 1
    if noun_phrase is None and "np" in plain:
        noun_phrase = _any_noun_content(doc, cue, form, end, plain["np"], objects.get("np", ""))
    return noun_phrase


def _any_noun_content(
    doc: Document, cue: int, form: CueForm, end: int, reliability: int, role: str
) -> Opener | None:
    """Content that is an ordinary noun phrase: after the source, or right after a cue that has its source
    already.
    """
    k = cue + 1
    while k < end and doc.has(k, lx.PRONOUN_PHRASE):
        k += 1
    if k >= end or doc.has(k, lx.PREPOSITION | lx.RELATIVE | lx.SUBORDINATOR) or doc.words[k].preposition:
        return None
    if form.form.tense == "participle" or role == "addressee":
        return None if doc.has(k, lx.PUNCTUATION) else Opener("np", k, k, reliability, role)
    if source_before(doc, cue) is not None or doc.norms[cue].endswith(("وا", "ون", "ان")):
        return Opener("np", k, k, reliability, role)
    stop = noun_phrase_end(doc, k, end)
    after = stop
    while after < end and (doc.has(after, lx.TIME) or doc.norms[after] in {"،", ","}):
        after += 1
    if (
        stop < after < end
        and doc.has(after - 1, lx.TIME)
        and not doc.has(after, lx.PREPOSITION | lx.PUNCTUATION)
        and not doc.words[after].preposition
    ):
        return Opener("np", after, after, reliability, role)
    cut = second_phrase(doc, (k, stop))
    if cut is not None:
        return Opener("np", cut, cut, reliability, role)
    nominal = (
        stop < end
        and not doc.has(stop, lx.PUNCTUATION | lx.PREPOSITION | CLAUSE | lx.TIME)
        and not is_verb(doc, stop)
    )
    if nominal and stop > k and not doc.words[stop].preposition and not doc.words[stop].conjunction:
        return Opener("np", stop, stop, reliability, role)
    return None


def _takes_next_clause(doc: Document, k: int) -> bool:
    """Whether the word at token `k` is a cue verb with its own أن close behind it."""
    if not any(
        c.form.tense in {"perfect", "imperfect"} and "أن" in c.verb.complements for c in doc.words[k].cues
    ):
        return False
    return any(doc.has(m, lx.COMPLEMENTIZER) for m in range(k + 1, k + 5))


def _is_ratio(doc: Document, k: int) -> bool:
    return doc.has(k - 1, lx.NUMBER) and doc.has(k + 1, lx.NUMBER)


def _skip_open_quotes(doc: Document, k: int) -> int:
    while k < len(doc) and (k in doc.quotation_at or doc.norms[k] in {"-", ".."}):
        k += 1
    return k


def _licensed(doc: Document, k: int, plain: Mapping[str, int]) -> bool:
    """Whether token `k` is a preposition that the verb takes."""
    return _PREPOSITIONS.get(doc.norm(k), "") in plain


def _is_content(doc: Document, cue: int, k: int, end: int) -> bool:
    """Whether the quotation that opens at `k` is what is said rather than a name in quotation marks."""
    quotation = doc.quotation_at[k]
    length = quotation.end - quotation.start - 1
    before = doc.words[k - 1]
    if before.norm == "ل" or (before.flags & (lx.MEDIA | lx.ORGANIZATION) and length <= 5):
        return False
    if length <= 9 and name_run(doc, k + 1, quotation.end, k + 1) == (k + 1, quotation.end):
        return False
    name = doc.has(k + 1, lx.ORGANIZATION | lx.MEDIA) and not doc.has(quotation.end + 1, lx.PUNCTUATION)
    if length <= 4 and name:
        return False
    if length <= 4:
        for m in range(quotation.end + 1, min(end, quotation.end + 25)):
            if doc.norms[m] == ":" or doc.has(m, lx.COMPLEMENTIZER):
                return False
        after = doc.norm(quotation.end + 1)
        return length >= 3 or (k == cue + 1 and after in {".", "\n", "،", "؛"})
    return True


def _prepositional(doc: Document, k: int, plain: Mapping[str, int], act: str, adjacent: bool) -> str:
    """The preposition pattern that begins at token `k`, or an empty string."""
    word = doc.words[k]
    fused = _WITH_WHAT.get(word.norm, "")
    if fused in plain:
        return fused
    pattern = _PREPOSITIONS.get(word.norm)
    if pattern is not None and pattern in plain and not word.conjunction:
        return pattern
    if word.norm == "ب" and "ب" in plain:
        return "ب"
    if word.conjunction or (doc.has(k - 1, lx.TITLE) and not doc.words[k - 1].definite):
        return ""
    if word.preposition == "ل" and act != "demand" and not adjacent:
        return ""
    if (
        word.preposition == "ل"
        and "إلى" in plain
        and not word.flags & (lx.MASDAR | lx.MODAL)
        and "الي" in doc.norms[k : k + 12]
    ):
        return ""  # دعت الإدارة العامة للحرس إلى
    if word.preposition in _CLITICS and word.preposition in plain:
        if word.flags & (lx.MASDAR | lx.MODAL | lx.EVENT) or word.definite or adjacent:
            return word.preposition
        if plain[word.preposition] >= 60 and not word.flags & (lx.GIVEN | lx.MEDIUM):
            return word.preposition
    if (
        word.norm[0] == "ب"
        and plain.get("ب", 0) >= 60
        and act != "assert"
        and not word.flags
        and not word.definite
        and len(word.norm) > 3
    ):
        return "ب"
    return ""


def _clause_follows(doc: Document, k: int, end: int) -> bool:
    """Whether أن opens the content later in the same clause, so that what stands before it is no content."""
    for m in range(k, min(end, k + 25)):
        norm = doc.norms[m]
        if norm in {"،", ".", "؛"}:
            return m + 1 < end and doc.has(m + 1, lx.COMPLEMENTIZER) and not doc.words[m + 1].conjunction
        if doc.has(m, lx.COMPLEMENTIZER):
            if norm[0] in "وف":
                return False
            if doc.norm(m - 1) in _BEFORE_OTHER_CLAUSE or doc.has(m - 1, lx.PREPOSITION):
                return False
            return doc.words[m - 1].definite or not doc.has(m - 1, lx.MASDAR | lx.MODAL)
        if doc.words[m].cues and doc.words[m].flags & 0 == 0 and _finite(doc, m):
            return False
    return False


def _finite(doc: Document, k: int) -> bool:
    return any(
        c.form.tense in {"perfect", "imperfect"} and c.verb.reliability >= 60 for c in doc.words[k].cues
    )


def _opens_noun_content(doc: Document, cue: int, k: int) -> bool:
    """Whether a noun that can be said (a verbal noun) opens the content at token `k`."""
    word = doc.words[k]
    if word.preposition or word.conjunction:
        return False
    verbal = bool(word.flags & (lx.MASDAR | lx.MODAL | lx.EVENT)) or (
        looks_like_masdar(word.base) and not word.flags
    )
    if k == cue + 1:
        named = word.flags & (lx.ORGANIZATION | lx.DOCUMENT)
        return (verbal and not named) or bool(word.flags & lx.DEMONSTRATIVE)
    if doc.is_adverb(k) and not word.flags & (lx.TIME | lx.UNIT) and not word.cues:
        return True  # an indefinite accusative: أظهرت البيانات نمواً
    before = doc.words[k - 1]
    if not verbal or word.flags & (lx.TITLE | lx.ORGANIZATION | lx.GIVEN):
        return False
    if word.flags & lx.DOCUMENT and not before.definite and not before.flags & lx.PUNCTUATION:
        return False  # نتائج استطلاع للرأي
    if before.flags & lx.PREPOSITION and not before.flags & lx.PRONOUN_PHRASE:
        return False
    if before.flags & lx.TIME and not before.flags & (lx.TITLE | lx.ORGANIZATION):
        return True
    if word.definite and word.norm.startswith(
        "ال"
    ):  # وزارة التعليم, رئيس لجنة التحقيق: a genitive, unless an adjective or a name closed the phrase
        surname = not before.flags and doc.has(k - 2, lx.GIVEN | lx.PARTICLE)
        return surname or (before.definite and not before.flags & (lx.TITLE | lx.ORGANIZATION))
    if before.norm.endswith(("ون", "ين")):
        return True  # these end no first part of a genitive: محللون | وجود
    # an indefinite noun after a complete genitive (وزير الصحة | إطلاق), not after a head (وزير | إعلام)
    return before.definite or not before.flags & (
        lx.TITLE | lx.ORGANIZATION | lx.MASDAR | lx.UNNAMED | lx.GROUP
    )


def looks_like_masdar(base: str) -> bool:
    """Whether a folded noun has the shape of a verbal noun of a derived form (افتعال، استفعال، تفعيل، …)."""
    n = len(base)
    if n == 6 and base.startswith("است"):
        return False
    return (
        (
            n >= 6
            and base[:2] in {"اس", "ان"}
            and base[-2] == "ا"
            and base[:3] in {"است", "انف", "انس", "انط", "انت"}
        )
        or (n == 6 and base[0] == "ا" and base[2] == "ت" and base[4] == "ا")
        or (n == 5 and base[0] == "ت" and base[3] == "ي")
    )


__all__ = ["LONGEST_FRAME", "Opener", "Range", "find_opener", "looks_like_masdar"]
