"""Cues: the words that ascribe something to somebody, each with its frame.

Step `find_cues` of the reader. For every word that the lexicon knows as a form of a cue verb it looks for
what is said and for who says it; a word for which nothing that is said can be found is no cue.
"""

from __future__ import annotations

from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Draft, Range
from rawi.reading.frames import Opener, find_opener
from rawi.reading.lexicon import CueForm
from rawi.reading.nounphrases import (
    CLAUSE,
    noun_phrase_end,
    opens_circumstance,
    second_phrase,
    source_phrase,
)
from rawi.reading.people import can_speak, person_in
from rawi.reading.phrases import qualified_clause
from rawi.reading.roles import fill_frame, give_object, medium_before, over_phrase, share_out
from rawi.reading.subjects import source_before
from rawi.reading.word_sets import word_set
from rawi.text.letters import fold
from rawi.text.quotations import FAMILY

LEAST_WITH_SPEAKER = 30
"""The same where a named person follows the verb as its subject."""
LEAST_RELIABILITY = 45
"""A verb with a complement that is less reliable than this (in per cent) is no cue."""

_SAID_BY_NOT_DENYING = frozenset({"استبعد", "نفي", "انكر", "اخفي"})
"""Negated, these say something all the same (لم يستبعد أن); other negated sayings are none."""
_BEFORE_VERBAL_NOUN = frozenset({"تم", "يتم", "عدم"})
_AUTHOR_PASSIVES = word_set("author_passives")
"""With no source these are the author's own: يُذكر أن، يُعتقد أن."""


def find_cues(doc: Document) -> None:
    """Adds a draft to the document for each verb, participle and verbal noun that reports."""
    joined = -1
    for i, word in enumerate(doc.words):
        if not word.cues or i == joined:
            continue
        for form in sorted(word.cues, key=lambda c: -c.verb.reliability):
            draft = _read(doc, i, form)
            if draft is not None:
                draft.because("cue", f"cue {form.form.tense}", f"{form.verb.lemma} + {draft.opener}")
                doc.drafts.append(draft)
                joined = i + 1 if draft.joined else -1
                break


def _read(doc: Document, i: int, form: CueForm) -> Draft | None:
    if form.form.tense == "noun":
        return _read_noun(doc, i, form)
    if form.form.tense == "participle":
        return _read_participle(doc, i, form)
    return _read_verb(doc, i, form)


def _read_verb(doc: Document, i: int, form: CueForm) -> Draft | None:
    second = _joined_verb(doc, i, form)
    if second is not None:
        draft = _read_verb(doc, i + 1, second)
        if draft is not None and draft.source is not None:
            draft.cue, draft.form, draft.joined = (i, i + 1), form, True
            return draft
    negated = _is_negated(doc, i)
    if negated and fold(form.verb.lemma) not in _SAID_BY_NOT_DENYING:
        return None
    if _is_supposed(doc, i) or form.form.person == 1 or not _is_spelled_as_verb(doc, i, form):
        return None
    if doc.has(i - 1, lx.PREPOSITION) and not doc.has(i - 1, lx.PRONOUN_PHRASE):
        return None  # a verbal noun of the same spelling: بعد كشف
    if doc.norm(i - 1) in _BEFORE_VERBAL_NOUN:
        return None
    if form.form.tense == "imperfect" and doc.norm(i - 1) == "ان":
        return None  # يجب أن يعلن: not said yet
    end = frame_end(doc, i)
    for pattern in form.verb.complements:
        kind, _, preposition = pattern.partition("+")
        if kind == "source":
            draft = _read_document_verb(doc, i, form, end, _SOURCE_PREPOSITIONS[preposition])
            if draft is not None:
                return draft
        if kind == "via":
            draft = _read_transmission(doc, i, form, end, _SOURCE_PREPOSITIONS[preposition])
            if draft is not None:
                return draft
    opener = find_opener(doc, i, form, end)
    if _reports_what_precedes(doc, i):
        resumes = doc.norm(i - 1).lstrip("و") == "كما" and doc.norm(i - 2) in {".", "\n", "،"}
        if not (resumes and opener is not None and opener.pattern != "np"):
            return _read_verb_after(doc, i, form, end)
    if opener is None:
        return (
            _read_verb_after(doc, i, form, end)
            if doc.norm(i - 1) in FAMILY or doc.norm(i - 2) in FAMILY or _closes_sentence(doc, i, form)
            else None
        )
    if opener.reliability < LEAST_WITH_SPEAKER or _is_preposition(doc, i, opener):
        return None
    governing = _governing_participle(doc, i + 1, opener.at)
    if governing is not None and source_phrase(doc, i + 1, governing)[1] >= governing - 1:
        doc.subjects[governing] = source_phrase(doc, i + 1, governing)[0] or source_before(doc, i)
        return None
    draft = Draft(cue=(i, i + 1), form=form, opener=opener.pattern, reliability=opener.reliability / 100)
    draft.negated = negated
    before = source_before(doc, i)
    if before is not None and (doc.has(before[0] - 1, lx.AUXILIARY) or doc.norm(before[0] - 1) == "اما"):
        draft.source = before  # كانت الوزارة أعلنت أمس …: what follows the verb is its object
    fill_frame(doc, draft, opener.at)
    if opener.pattern in {"أن", ":"} and draft.source is not None and _is_stray(doc, i, draft.source):
        draft.source = None
    if opener.object and draft.source is not None:
        share_out(doc, draft, opener, before)
    if draft.source is None:
        draft.source = before
    if draft.medium is None:
        draft.medium = medium_before(doc, i)
    if draft.source is None and doc.norms[i].lstrip("وف") in _AUTHOR_PASSIVES:
        return None
    if opener.reliability < LEAST_RELIABILITY and (
        draft.source is None or draft.source[0] != i + 1 or person_in(doc, draft.source) is None
    ):
        return None
    if draft.source is not None and not can_speak(
        doc, draft.source, strict=form.form.tense == "imperfect" and opener.pattern not in {"أن", ":"}
    ):
        return None
    if not draft.content:
        draft.content = [(opener.content, opener.content)]
        first = None if doc.words[i].conjunction else _quotation_before(doc, i)
        resumed = doc.norm(opener.content - 1) in FAMILY and doc.norm(opener.content - 2) != ":"
        if first is not None and resumed and "." not in doc.norms[first[1] : i]:
            draft.content.insert(0, first)  # «…»، قال فلان، «…»
    return draft


def _joined_verb(doc: Document, i: int, form: CueForm) -> CueForm | None:
    """The cue verb that و ties to the one at token `i` for one content: دان واستنكر."""
    if i + 1 >= len(doc) or doc.words[i + 1].conjunction != "و":
        return None
    same = (c for c in doc.words[i + 1].cues if c.form.tense == form.form.tense != "noun")
    agreeing = (form.form.gender, form.form.number)
    return next((c for c in same if (c.form.gender, c.form.number) == agreeing), None)


def _is_stray(doc: Document, i: int, source: Range) -> bool:
    """Whether a phrase that cannot speak follows other phrases of the frame of the verb at token `i`.

    It is a remnant of those, and the subject of the verb is implied.
    """
    k = source[0] - 1
    apart = k == i or doc.has(k, lx.TIME | lx.PUNCTUATION)
    return not apart and not can_speak(doc, source, strict=True)


_AS_SAYS = word_set("as_says")
_ACCORDING_TO_WHAT = word_set("according_to_what")


def _reports_what_precedes(doc: Document, i: int) -> bool:
    """Whether a verb closes what it reports: …، كما أفاد المصدر؛ …، بحسب ما أعلنت الوزارة."""
    if doc.norm(i - 1) in _AS_SAYS:
        return True
    return doc.norm(i - 1) in {"ما", "لما"} and doc.norm(i - 2) in _ACCORDING_TO_WHAT


def _read_verb_after(doc: Document, i: int, form: CueForm, end: int) -> Draft | None:
    """A verb whose content stands before it, or around it: «…»، قال فلان؛ …، حسبما ذكر فلان."""
    if form.verb.reliability < 60 or form.form.tense not in {"perfect", "imperfect"}:
        return None
    opening = i - 1 if doc.norm(i - 1) in _AS_SAYS else i - 2 if _reports_what_precedes(doc, i) else i
    draft = Draft(cue=(i, i + 1), form=form, opener="before", reliability=form.verb.reliability / 100)
    limit = end
    if opening < i and opening - doc.sentence_start[opening] <= 1 and "،" in doc.norms[i:end]:
        limit = doc.norms.index("،", i, end)  # حسبما أفاد شهود، اندلع الحريق
    stop = fill_frame(doc, draft, limit, until_source=True)
    source = draft.source
    if source is None:
        return None
    if opening == i:
        content = _quotation_before(doc, i)
        if content is None and stop >= end - 1 and _closes_sentence(doc, i, form):
            content = (doc.sentence_start[i], i - 1)
        draft.content = [content] if content else []
    else:
        if doc.has(stop, lx.COMPLEMENTIZER):  # كما أكد فلان أن: an ordinary frame
            return None
        draft.content = qualified_clause(doc, opening, stop, end)
    return draft if draft.content else None


def _closes_sentence(doc: Document, i: int, form: CueForm) -> bool:
    """Whether a verb may report the words before its comma: …، يقول فلان."""
    verb = form.verb.lemma == "قال" and form.form.tense == "imperfect"
    return verb and doc.norm(i - 1) in {"،", ","} and i - doc.sentence_start[i] > 3


def _quotation_before(doc: Document, i: int) -> Range | None:
    k = i - 1
    while k >= 0 and doc.norms[k] in {"،", ",", ".", "-"}:
        k -= 1
    start = doc.quotation_start.get(k)
    if start is None or not doc.quotation_at[start].closed or k - start <= 3:
        return None
    return (start + 1, k)


_SOURCE_PREPOSITIONS = {"عن": "عن", "من": "من", "إلى": "الي", "في": "في"}


def _read_transmission(doc: Document, i: int, form: CueForm, end: int, preposition: str) -> Draft | None:
    """نقلت أ عن ب قوله إن، علمت أ من ب أن: the source is ب, and أ passes it on."""
    k = i + 1
    while k < min(end, i + 25) and doc.norms[k] != preposition:
        if doc.has(k, CLAUSE) or doc.norms[k] in {":", "؛"}:
            return None
        k += 1
    if k >= min(end, i + 25):
        return None
    opener = find_opener(doc, k, form, end)
    if opener is None:
        return None
    stop = opener.at
    if doc.words[stop - 1].cues and any(
        c.form.tense == "noun" and c.form.pronoun for c in doc.words[stop - 1].cues
    ):
        stop -= 1  # قوله، تأكيدها
    elif doc.norm(stop - 1) == "القول":
        stop -= 1
    source, _ = source_phrase(doc, k + 1, stop)
    if source is None:
        return None
    draft = Draft(
        cue=(i, i + 1), form=form, opener=opener.pattern, source=source, reliability=opener.reliability / 100
    )
    draft.content = [(opener.content, opener.content)]
    draft.transmitter, _ = source_phrase(doc, i + 1, k)
    if draft.transmitter is None:
        draft.transmitter = source_before(doc, i)
        draft.transmitter_implied = draft.transmitter is None
    draft.because("via", "transmission verb", f"{form.verb.lemma} {preposition}")
    return draft


def _read_document_verb(doc: Document, i: int, form: CueForm, end: int, preposition: str) -> Draft | None:
    """جاء في البيان أن، جاء على لسان المتحدث: the source follows a preposition."""
    k = i + 1
    if doc.norm(k) == "علي" and doc.norm(k + 1) == "لسان":
        k += 1
    elif doc.norm(k) != preposition:
        return None
    draft = Draft(cue=(i, i + 1), form=form, opener="before", reliability=form.verb.reliability / 100)
    if _reports_what_precedes(doc, i):
        source, stop = _noun_phrase(doc, k + 1, end)
        opening = i - 1 if doc.norm(i - 1) in _AS_SAYS else i - 2
        draft.content = qualified_clause(doc, opening, stop, end)
    else:
        opener = find_opener(doc, k, form, end)
        if opener is None:
            return None
        source, _ = _noun_phrase(doc, k + 1, opener.at)
        draft.opener = opener.pattern
        draft.content = [(opener.content, opener.content)]
    draft.source = source
    return draft if source and draft.content else None


def _noun_phrase(doc: Document, start: int, end: int) -> tuple[Range | None, int]:
    stop = noun_phrase_end(doc, start, end)
    return ((start, stop), stop) if stop > start else (None, start)


def _read_participle(doc: Document, i: int, form: CueForm) -> Draft | None:
    word = doc.words[i]
    if not word.norm.endswith(("ا", "ه", "ين", "ات")):
        return None
    after_mark = doc.has(i - 1, lx.PUNCTUATION) or bool(word.conjunction)
    nominal = word.flags & (lx.TITLE | lx.UNNAMED | lx.MASDAR | lx.ORGANIZATION | lx.GROUP | lx.DOCUMENT)
    if not after_mark and (nominal or (not word.norm.endswith("ا") and form.verb.reliability < 75)):
        return None
    opener = find_opener(doc, i, form, frame_end(doc, i))
    if opener is None or opener.at - i > 25:
        return None
    if doc.words[i].definite or doc.words[i].preposition or opener.reliability < LEAST_RELIABILITY:
        return None
    draft = Draft(cue=(i, i + 1), form=form, opener=opener.pattern, reliability=opener.reliability / 100)
    fill_frame(doc, draft, opener.at)
    draft.content = [(opener.content, opener.content)]
    if opener.object and draft.source is not None and not form.form.pronoun:
        give_object(draft, opener, draft.source)  # داعيا الأطراف إلى
    draft.source = doc.subjects.get(i) or _subject_of_sentence(doc, i)
    return draft


_NOMINAL_ACTS = frozenset({"demand", "accuse", "estimate", "promise", "threaten", "deny", "condemn", "warn"})
"""Acts whose verbal nouns report by themselves (دعوة، اتهام، توقعات)."""


def _read_noun(doc: Document, i: int, form: CueForm) -> Draft | None:
    """A verbal noun that reports: دعوة الوزير إلى، إعلانه أن; only with a holder and what is said."""
    word = doc.words[i]
    if (form.verb.act not in _NOMINAL_ACTS and form.verb.lemma != "أعلن") or word.flags & (
        lx.ORGANIZATION | lx.OCCASION
    ):
        return None  # قوله and تصريحاته belong to the verb or are a medium
    if (
        doc.has(i - 1, lx.ORGANIZATION | lx.OFFICE | lx.MEDIA)
        or doc.norm(i - 1) in {"تم", "يتم", "عدم"}
        or doc.is_adverb(i)
    ):
        return None
    end = frame_end(doc, i)
    opener = find_opener(doc, i, form, min(end, i + 16))
    if opener is None or opener.pattern == ":" or opener.reliability < LEAST_RELIABILITY - 10:
        return None
    draft = Draft(cue=(i, i + 1), form=form, opener=opener.pattern, reliability=opener.reliability / 100)
    draft.content = [(opener.content, opener.content)]
    if form.form.pronoun:
        return draft if opener.at <= i + 2 and opener.pattern not in {"np", "ب"} else None
    if word.definite or opener.at == i + 1:
        return None
    source, stop = source_phrase(doc, i + 1, opener.at)
    if source is None or source[0] != i + 1 or not can_speak(doc, source, strict=True):
        return None
    if stop < opener.at - 1 and not opens_circumstance(doc, stop, opener.at):
        return None
    draft.source = source
    return draft


def frame_end(doc: Document, i: int) -> int:
    """Where the frame of a cue at token `i` must end: its sentence's end, or that of the quotation around
    it.
    """
    return doc.quoted_until[i] or doc.sentence_end[i]


def _governing_participle(doc: Document, start: int, end: int) -> int | None:
    """A participle between a verb and what is said, which then governs it: وتابع فلان موضحا أن."""
    for k in range(start, end):
        word = doc.words[k]
        if word.flags & lx.PUNCTUATION and doc.norms[k] not in FAMILY:
            return None
        if (
            any(c.form.tense == "participle" for c in word.cues)
            and not word.definite
            and not word.flags & lx.TITLE
        ):
            return k if word.norm.endswith(("ا", "ه", "ين")) else None
        if k + 1 == end and word.norm in {"يقول", "تقول"}:
            return k
    return None


_BEFORE_VERB = word_set("before_verb")


def _is_preposition(doc: Document, i: int, opener: Opener) -> bool:
    """Whether a form that is a preposition as well (بين، عبر) is one here."""
    if not doc.has(i, lx.PREPOSITION):
        return False
    token = doc.tokens[i]
    if doc.text.find("\u0651", token.start, token.end) >= 0:
        return False
    if doc.has(i + 1, lx.COMPLEMENTIZER) or doc.norm(i + 1) == "عن":
        return False
    opens_clause = i == 0 or doc.norms[i - 1] in {".", "\n", "،"}
    if opener.pattern == "عن" and opens_clause:
        return False
    if opener.pattern in {"أن", "عن", ":"} and doc.norm(i - 1) in _BEFORE_VERB:
        return False
    return not ((opens_clause and doc.words[i].conjunction == "و") or doc.norm(i - 1) == "و")


def _subject_of_sentence(doc: Document, i: int) -> Range | None:
    """The subject of a sentence whose verb reports nothing, for its participle: شن فلان هجوما …، قائلا."""
    start = doc.sentence_start[i]
    if doc.has_cue_since(start):
        return None
    skipped = lx.PUNCTUATION | lx.AUXILIARY | lx.TIME | lx.SUBORDINATOR
    while start < i and doc.words[start].flags & (skipped | lx.PREPOSITION):
        start = over_phrase(doc, start, i) if doc.has(start, lx.PREPOSITION) else start + 1
    if start >= i:
        return None
    word = doc.words[start]
    opens = (
        word.flags & lx.VERB
        or (not word.flags & ~lx.GIVEN and not word.definite)
        or any(c.form.tense == "perfect" for c in word.cues)
    )
    if not opens:
        return None
    source, _ = source_phrase(doc, start + 1, i)
    if source is not None:
        source = (source[0], second_phrase(doc, source) or source[1])
    return source if source and can_speak(doc, source, strict=True) else None


def _is_spelled_as_verb(doc: Document, i: int, form: CueForm) -> bool:
    """False where ة or tanween, which folding hides, show a noun."""
    token = doc.tokens[i]
    written = doc.text[token.start : token.end]
    return "\u064b" not in written and not (form.form.pronoun == "ه" and written.endswith("ة"))


def _is_negated(doc: Document, i: int) -> bool:
    return doc.has(i - 1, lx.NEGATION) and doc.norm(i - 1).lstrip("وف") in {"لم", "لن", "لا"}


def _is_supposed(doc: Document, i: int) -> bool:
    """Whether the verb at token `i` stands in a condition: إذا أعلن, لو قال."""
    return doc.norm(i - 1).lstrip("وف") in {"اذا", "لو", "متي"}
