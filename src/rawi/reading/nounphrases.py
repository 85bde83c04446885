"""Noun phrases that can be a source: where one begins and ends, without a parser.

An Arabic noun phrase runs from its head through its genitives (وزير خارجية روسيا), adjectives, attached
prepositional phrases (الناطق باسم الحكومة، مصدر في الشرطة) and appositions (، سمير فؤاد). It ends before
what says when, where and on which occasion somebody spoke, before a relative clause, and before the next
clause.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.reading.word_sets import word_set
from rawi.text.quotations import FAMILY

CLAUSE = lx.VERB | lx.COMPLEMENTIZER | lx.RELATIVE | lx.SUBORDINATOR | lx.AUXILIARY | lx.NEGATION | lx.PRONOUN
_ATTACHING = word_set("attaching")
"""Prepositions that can tie a phrase to the noun before it."""

CIRCUMSTANCES = word_set("circumstances")
"""After a preposition these say when or how somebody spoke, so the phrase is no part of the source."""

_PUNCTUATION_ENDS = frozenset({":", "؛", ";", ".", "\n", "..", "…", "؟", "?", "!", "-", "–", "—", "ـ"})


LONGEST_PHRASE = 50
"""Tokens; no noun phrase that was meant to be read is longer."""

_BODIES = lx.ORGANIZATION | lx.OCCASION


def skip_mark(doc: Document, k: int, end: int) -> int:
    """The first token at or after `k` that is no comma and no quotation mark, but for those around a name."""
    while k < end and (doc.norms[k] in {"،", ","} or doc.norms[k] in FAMILY):
        quotation = doc.quotation_at.get(k)
        if quotation is not None and quotation.closed and quotation.end < min(end, k + 8):
            break
        k += 1
    return k


def closing_parenthesis(doc: Document, k: int, end: int) -> int | None:
    """Token of the `)` that closes the `(` at `k`, if it stands before `end` and within ten tokens."""
    for m in range(k + 1, min(end, k + 11)):
        if doc.norms[m] == ")":
            return m
    return None


def opens_circumstance(doc: Document, k: int, end: int) -> bool:
    """Whether a phrase of time, place or occasion of speaking begins at token `k`."""
    word = doc.words[k]
    if word.norm in {"ل", "بما", "لما", "عما", "مما"} or _day_before(doc, k):
        return True
    if word.norm in {"منه", "منها", "منهم"} and doc.has(k - 1, lx.UNNAMED | lx.GROUP | lx.NUMBER):
        return False  # مقربون منه
    if (
        word.flags & lx.TIME
        and not word.flags & (lx.GIVEN | lx.TITLE | lx.MEDIA)
        and doc.norm(k - 1) != "الله"
    ):
        return not (
            doc.norms[k].startswith("ال") and doc.has(k - 1, lx.MEDIA) and not doc.words[k - 1].definite
        )
    if word.flags & lx.UNIT and k + 1 < end and doc.has(k + 1, lx.UNIT | lx.TIME | lx.NUMBER):
        return True
    if doc.has(k - 1, lx.PREPOSITION) and not doc.has(k - 1, lx.PRONOUN_PHRASE):
        return False  # من داخل الوزارة
    if word.flags & lx.PREPOSITION:
        if word.base == "باسم":
            return False
        if word.base not in _ATTACHING:
            return True
        after = doc.words[k + 1] if k + 1 < end else None
        if after is not None and after.norm == "لسان":
            return True
        if after is not None and after.base == "اجل" and (doc.has(k - 1, _BODIES) or doc.has(k - 2, _BODIES)):
            return False  # المؤتمر من أجل الوطن
        possessive = after is not None and after.definite and not after.norm.startswith("ال")
        if possessive and word.base == "في" and after and after.flags & (lx.MASDAR | lx.MODAL | lx.MEDIUM):
            return True  # في حكمه
        return (
            after is None
            or after.base in CIRCUMSTANCES
            or (
                bool(after.flags & (lx.TIME | (lx.CHANNEL if word.base == "علي" else lx.MEDIUM)))
                and not after.flags & (lx.ORGANIZATION | lx.MEDIA)
            )
            or (after.norm in {"«", '"'} and word.base != "في")
        )
    if word.norm[0] == "ل" and opens_addressee(doc, k, end):
        return not _belongs_to_office(doc, k)
    in_medium = word.preposition == "ب" and bool(word.flags & lx.MEDIUM)
    return in_medium or (bool(word.preposition) and word.base in CIRCUMSTANCES)


def _day_before(doc: Document, k: int) -> bool:
    """Whether أول من أمس begins at token `k`."""
    return doc.norms[k] in {"اول", "مطلع"} and (doc.norm(k + 2) == "امس" or doc.has(k + 1, lx.TIME))


def _belongs_to_office(doc: Document, k: int) -> bool:
    """Whether `ل` at token `k` ties its noun to an office before it: المدير التنفيذي للموقع."""
    if doc.words[k].norm == "ل":
        return False
    if doc.norm(k - 1) in {"التابع", "التابعه", "المكلف", "المكلفه", "الخاص", "الخاصه"}:
        return True
    for m in (k - 2, k - 3):
        if doc.words[m].base in _TAKES_L:
            between = doc.words[m + 1 : k]
            return all(not w.flags & ~lx.ORDINARY and w.definite == doc.words[m].definite for w in between)
    return False


_TAKES_L = word_set("takes_l")


def opens_addressee(doc: Document, k: int, end: int) -> bool:
    """Whether token `k` is `ل` with whom a source speaks to: an outlet, an agency, reporters."""
    word = doc.words[k]
    if word.norm == "ل":
        return True
    if word.norm[0] != "ل" or word.conjunction:
        return False
    if k in doc.names and doc.names[k][1].kind == "media":
        return True
    if word.preposition != "ل":
        return not word.flags and len(word.norm) > 6 and word.norm.endswith(("يه", "يها", "يهم"))  # لمستشاريه
    if word.definite and not word.norm.startswith("لل") and word.flags:
        return True  # لعملائها
    if word.flags & lx.MEDIA or word.base in _AUDIENCE:
        return True
    before = doc.words[k - 1]
    adjective = before.definite and not before.flags and not before.conjunction
    return bool(word.flags & lx.GROUP) and word.definite and not adjective


_AUDIENCE = word_set("audience")


def source_phrase(doc: Document, start: int, end: int) -> tuple[Range | None, int]:
    """The noun phrase at `start` that names a source, and the token after it.

    Words of time and pronoun phrases before it are stepped over. (None, token) where none is found before
    `end`.
    """
    k = start
    while k < end:
        word = doc.words[k]
        if doc.norms[k] in {"،", ","} or (doc.norms[k] in FAMILY and doc.quotation_at.get(k) is None):
            k += 1
        elif doc.norms[k] == "(":
            close = closing_parenthesis(doc, k, end)
            if close is None or not doc.has(k + 1, lx.TIME):
                break
            k = close + 1
        elif (
            word.flags & lx.TIME and not word.flags & (lx.TITLE | lx.ORGANIZATION | lx.GIVEN)
        ) or word.flags & lx.PRONOUN_PHRASE:
            k += 1
        elif (
            doc.norms[k] == "ذلك" and doc.has(k + 1, lx.TITLE | lx.UNNAMED) and not doc.words[k + 1].definite
        ):
            k += 1  # أوضح ذلك مدير الشركة
        else:
            break
    if k >= end or not _can_head(doc, k, end):
        return None, k
    stop = noun_phrase_end(doc, k, end)
    return ((k, stop), stop) if stop > k else (None, k)


def _can_head(doc: Document, k: int, end: int) -> bool:
    word = doc.words[k]
    if word.flags & lx.PUNCTUATION:
        return doc.norms[k] == "(" or k in doc.quotation_at
    if word.flags & (CLAUSE | lx.PREPOSITION) or (word.preposition and not word.flags & lx.GIVEN):
        return False
    if any(c.form.tense == "participle" for c in word.cues) and (doc.is_adverb(k) or word.norm.endswith("ا")):
        return False
    if any(c.form.tense == "noun" and c.form.pronoun for c in word.cues):
        return False  # وتابع بقوله
    return not opens_circumstance(doc, k, end)


def noun_phrase_end(doc: Document, start: int, end: int) -> int:
    """The token after the noun phrase that begins at `start`, at most `end`; marks at its end left out."""
    end = min(end, start + LONGEST_PHRASE)
    k = start
    while k < end:
        word = doc.words[k]
        if (
            k in doc.names
            and doc.names[k][0] - k > 1
            and doc.names[k][0] <= end
            and not (k > start and opens_addressee(doc, k, end))
        ):
            k = doc.names[k][0]
            continue
        if word.flags & lx.PUNCTUATION:
            step = _over_punctuation(doc, k, start, end)
            if step is None:
                break
            k = step
            continue
        if word.flags & CLAUSE and not word.flags & lx.GIVEN:
            break
        if k > start:
            if opens_circumstance(doc, k, end) or is_verb(doc, k):
                break
            if doc.is_adverb(k) or _opens_another(doc, k, start) or doc.norm(k + 1) == "عدم":
                break
            if (
                word.flags & lx.MEDIUM
                and word.definite
                and not word.preposition
                and word.norm[:2] != "ال"
                and not doc.text.endswith("ة", 0, doc.tokens[k].end)  # دراسة حديثة
            ):
                break  # تابع فلان حديثه
        k += 1
    if k > start + 3 and doc.norms[k - 1] == ")" and doc.norms[k - 3] == "(":
        k -= 3  # (سويسري)
    while k > start and doc.words[k - 1].flags & lx.PUNCTUATION and not _closes(doc, k - 1, start):
        k -= 1
    while k > start + 1 and doc.words[k - 1].flags & lx.PREPOSITION:
        k -= 1
    return k


def _opens_another(doc: Document, k: int, start: int) -> bool:
    """Whether what begins at token `k` cannot belong to a phrase that ends with a name before it."""
    before = doc.words[k - 1]
    named = bool(before.flags & lx.GIVEN) or (not before.flags and (k - 1 == start or not before.definite))
    if doc.has(k, lx.DEMONSTRATIVE):
        return before.definite or named
    if named and doc.norms[k].startswith("لل") and not before.preposition:
        return True
    if before.flags & lx.STATE and not before.flags & lx.DEMONYM and doc.norms[k].startswith("ال"):
        return k - 1 == start and not doc.words[k].flags & (lx.DEMONYM | lx.TITLE)
    # الدوسري | الانتباه: a surname with the article closes the name
    word = doc.words[k]
    surname = before.definite and not before.flags and doc.norms[k - 1].startswith("ال")
    alone = k - 1 == start and doc.norms[k - 1].endswith("ي") and not word.norm.endswith(("ي", "يه"))
    return (
        surname
        and (alone or doc.has(k - 2, lx.GIVEN))
        and doc.norms[k].startswith("ال")
        and not word.flags & ~(lx.MASDAR | lx.MODAL | lx.EVENT)
    )


def _closes(doc: Document, k: int, start: int) -> bool:
    """Whether the mark at token `k` closes what was opened in the phrase that begins at `start`."""
    if doc.norms[k] == ")":
        return True
    return doc.norms[k] in FAMILY and start <= doc.quotation_start.get(k, -1)


def _over_punctuation(doc: Document, k: int, start: int, end: int) -> int | None:
    """The token from which the phrase goes on after the mark at `k`, or None where it ends there."""
    norm = doc.norms[k]
    if norm == "." and k > start and len(doc.norms[k - 1]) == 1:
        return k + 1
    if (
        norm == "-"
        and k > start
        and doc.tokens[k].start == doc.tokens[k - 1].end
        and doc.tokens[k].end == doc.tokens[k + 1].start
    ):
        return k + 1
    if norm in _PUNCTUATION_ENDS:
        return None
    if norm == "(":
        close = closing_parenthesis(doc, k, end)
        return None if close is None or doc.has(k + 1, lx.TIME) or close - k > 7 else close + 1
    if k in doc.quotation_at:
        q = doc.quotation_at[k]
        return q.end + 1 if q.closed and q.end < end and q.end - q.start <= 8 else None
    if norm in {"،", ","}:
        return k + 1 if k > start and _is_apposition(doc, k + 1, end) else None
    return k + 1 if norm in FAMILY or norm == ")" else None


def _is_apposition(doc: Document, k: int, end: int) -> bool:
    """Whether what follows a comma at `k - 1` goes on with the same noun phrase."""
    if k >= end:
        return False
    word = doc.words[k]
    if word.flags & lx.PUNCTUATION:
        return k in doc.quotation_at
    if word.flags & (CLAUSE | lx.PREPOSITION | lx.PRONOUN | lx.DEMONSTRATIVE | lx.TIME | lx.PRONOUN_PHRASE):
        return False
    if opens_circumstance(doc, k, end) or is_verb(doc, k):
        return False
    said = lx.MASDAR | lx.MODAL | lx.EVENT
    if word.flags & said and not word.flags & ~(said | lx.FEMININE | lx.PLURAL):
        return False
    if word.flags & lx.NUMBER and doc.norm(k + 1) in {"عاما", "سنه", "عام"}:
        return False
    participial = not word.flags or word.base in {"مسوول", "مسووله", "مكلف", "مكلفه"}
    if (
        word.definite
        and participial
        and (doc.has(k + 1, lx.PREPOSITION) or (k + 1 < end and doc.words[k + 1].preposition))
    ):
        return False  # ، البالغة من العمر
    if any(c.form.tense == "participle" and c.form.form == word.base for c in word.cues):
        return False
    return not word.conjunction or bool(word.flags & (lx.TITLE | lx.GIVEN | lx.ORGANIZATION))


def is_verb(doc: Document, k: int) -> bool:
    """Whether token `k` is most likely a finite verb: a cue verb that is no noun as well."""
    word = doc.words[k]
    nominal = (
        lx.TITLE | lx.GIVEN | lx.ORGANIZATION | lx.UNNAMED | lx.GROUP | lx.MASDAR | lx.DOCUMENT | lx.OCCASION
    )
    if any(c.form.tense == "noun" and c.form.pronoun for c in word.cues):
        return True  # قوله، تأكيدها: no finite verb, but a clause begins all the same
    if not word.flags and word.norm.endswith(("ته", "تها", "وا")) and len(word.norm) > 4:
        return True
    if word.flags & nominal or not word.cues:
        return False
    return any(
        c.form.tense == "imperfect" or (c.verb.reliability >= 60 and c.form.tense == "perfect")
        for c in word.cues
    )


def is_object(doc: Document, m: int) -> bool:
    """Whether a definite word after a name is likelier an object than one more surname: سامر حداد | القرار.

    Surnames with the article end in ي more often than not, hardly ever in ة, and close the phrase.
    """
    word = doc.words[m]
    if not word.definite and not word.flags and word.norm.endswith("ا") and len(word.norm) > 4:
        return True  # رنا شحادة | إقبالا
    if not word.definite or doc.norms[m].endswith("ي") or doc.has(m - 1, lx.PARTICLE):
        return False
    closes = lx.PUNCTUATION | lx.COMPLEMENTIZER | lx.PREPOSITION | lx.RELATIVE | lx.TIME | lx.TITLE
    return doc.norms[m].endswith("ه") or not (m + 1 >= len(doc) or doc.has(m + 1, closes))


def second_phrase(doc: Document, phrase: Range) -> int | None:
    """Where a second noun phrase begins inside a run of two (subject, object), or None."""
    for k in range(phrase[0] + 1, phrase[1]):
        word = doc.words[k]
        before = doc.words[k - 1]
        if word.conjunction or word.preposition or before.flags & (lx.PREPOSITION | lx.PARTICLE):
            continue
        sayable = lx.MEDIUM | lx.MASDAR | lx.EVENT | lx.MODAL
        if (
            before.norm == "،"
            and word.definite
            and word.flags & sayable
            and not word.flags & (_HEADS | lx.GIVEN)
        ):
            return k  # الحكومة، | اللقاء
        if before.norm == "،" and word.definite and word.norm.endswith("ين"):
            return k  # مدير التعليم، | المتقدمين
        if before.norm == "،" and k - 1 > phrase[0] and word.flags & (_HEADS | lx.STATE):
            if word.flags & lx.TITLE and not word.definite:
                continue  # عمر المهنا، رئيس اللجنة: an apposition
            return k
        if before.norm in FAMILY and k - 1 > phrase[0] and word.definite and word.flags & (_HEADS | lx.STATE):
            return k  # "الزهراني" | الصحف
        named = bool(before.flags & lx.GIVEN) or (
            not before.flags
            and k - 2 >= phrase[0]
            and (bool(doc.words[k - 2].flags & lx.GIVEN) or _all_unknown(doc, phrase[0], k))
        )
        if not (before.definite or named or before.flags & lx.STATE):
            continue
        if named and word.flags & lx.TITLE and not word.definite:
            continue  # دوري غولد، مدير عام الوزارة: an apposition
        if word.definite and before.definite and word.norm.endswith("يه") and before.norm.endswith("ه"):
            continue  # المحللة المالية
        if before.flags & lx.ORGANIZATION and word.definite and doc.words[k + 1 : k + 2]:
            after = doc.words[k + 1]
            if word.flags & lx.TITLE and (after.preposition or after.flags & lx.PREPOSITION):
                continue  # الشركة المنتجة لهذا الجهاز
        titles = word.flags & before.flags & lx.TITLE and word.definite and before.definite
        prince = word.flags & lx.TITLE and word.definite and doc.has(k + 1, lx.GIVEN)
        if word.flags & (_HEADS & ~lx.HONORIFIC) and not (
            titles or (prince and doc.has(phrase[0], lx.TITLE))
        ):
            return k
        known = k in doc.names and doc.names[k][1].kind != "media"
        if (known or word.flags & lx.STATE) and not before.flags & (lx.TITLE | lx.ORGANIZATION):
            return k
        accusative = not word.flags and not word.definite and word.norm.endswith("ا") and not named
        if accusative and len(word.norm) > 3:
            return k  # متخصصون في القطاع | نموا
        said = word.definite and bool(word.flags & lx.MEDIUM)
        if named and k - 2 > phrase[0] and (said or is_object(doc, k)):
            return k  # الهاشمي الحامدي | الخطاب
    return None


def _all_unknown(doc: Document, start: int, end: int) -> bool:
    """Whether tokens `start` to `end` look like a foreign name: indefinite words that no lexicon knows."""
    return all(not w.flags and not w.definite and not w.preposition for w in doc.words[start:end])


_HEADS = lx.TITLE | lx.ORGANIZATION | lx.MEDIA | lx.GROUP | lx.UNNAMED | lx.DOCUMENT


def outlet_in(doc: Document, phrase: Range) -> Range | None:
    """The name of an outlet in a phrase, without its generic noun (وكالة رويترز → رويترز)."""
    for k in range(*phrase):
        if k in doc.names and doc.names[k][1].kind == "media" and doc.names[k][0] <= phrase[1]:
            end = doc.names[k][0]
            rest = doc.lexicon.find_names(doc.norms[k + 1 : end]).get(0)
            generic = doc.has(k, lx.MEDIA | lx.ORGANIZATION) and rest is not None and k + 1 + rest[0] == end
            return (k + 1, end) if generic else (k, end)
        if k in doc.quotation_at and doc.has(phrase[0], lx.MEDIA) and doc.quotation_at[k].end < phrase[1]:
            return (k + 1, doc.quotation_at[k].end)
    return None


def unlisted_outlet(doc: Document, phrase: Range) -> Range | None:
    """The name of an outlet that stands in no gazetteer, after its generic noun: صحيفة الميناء."""
    head, end = doc.words[phrase[0]], phrase[1]
    if end - phrase[0] != 2 or not head.flags & lx.MEDIA or head.definite or head.flags & lx.PLURAL:
        return None
    name = doc.words[end - 1]
    nisba = name.norm.endswith(("ي", "يه")) or name.flags & lx.DEMONYM
    return (end - 1, end) if name.definite and name.norm.startswith("ال") and not nisba else None
