"""What a network is told of a token besides its vector: lexicon, clitics, spelling, quotation marks, place.

The order of the features is a part of every trained model. The flags of the lexicon are therefore listed by
name: they may be renumbered or added to without harm to a model. To change a list here is to make the models
trained before unreadable; `tests/learning/test_features.py` holds the order fast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rawi.reading import lexicon as lx
from rawi.reading.lexicon import CueForm, Lexicon
from rawi.text.letters import MARKS as VOWELS
from rawi.text.quotations import Quotation
from rawi.text.tokens import Token

# fmt: off
FLAGS = (
    "COMPLEMENTIZER", "PREPOSITION", "RELATIVE", "SUBORDINATOR", "NEGATION", "AUXILIARY",
    "DEMONSTRATIVE", "PRONOUN", "PRONOUN_PHRASE", "TIME", "HONORIFIC", "OFFICE", "RANK", "PROFESSION",
    "RELATION", "ORGANIZATION", "MEDIA", "UNNAMED", "GROUP", "DOCUMENT", "OCCASION", "CHANNEL",
    "MASDAR", "MODAL", "GIVEN", "PARTICLE", "STATE", "DEMONYM", "PUNCTUATION", "NUMBER", "PLURAL",
    "FEMININE", "ROLE", "UNIT", "ORDINARY", "EVENT",
)
TENSES = (
    "perfect", "imperfect", "participle", "noun",
)
ACTS = (
    "assert", "deny", "ask", "demand", "propose", "promise", "threaten", "warn", "welcome", "praise",
    "condemn", "accuse", "describe", "estimate",
)
PATTERNS = (
    "أن", ":", "np", "إلى", "على", "عن", "ب", "من", "ل", "في", "np+ب", "@أن", "@ب", "@إلى", "via+عن",
    "via+من", "@:", "@np", "بين",
)
NUMBERS = (
    "s", "d", "p",
)
GENDERS = (
    "m", "f",
)
MARKS = (
    ".", "،", ",", ":", "؛", "؟", "!", "-", "(", ")", '"', "«", "»", "“", "”", "/", "\n", "..", "…",
    "((", "))",
)
# fmt: on
TABLES = ("outlets", "actors", "states")
CONTEXT = 21 + 2 * len(TABLES)
"""Number of the features of a token's place."""
FORM = 25 + sum(map(len, (FLAGS, TENSES, ACTS, PATTERNS, NUMBERS, GENDERS, MARKS)))
"""Number of the features of a word form."""

LONG_QUOTATION = 6
"""Tokens from which on a quotation is likely to be speech rather than a name."""

_FLAG_BITS = [getattr(lx, name) for name in FLAGS]
_DIGIT = re.compile(r"\d")
_VOWELS = re.compile(f"[{VOWELS}]")
_POSSESSIVES = ("ه", "ها", "هم", "هما", "نا")


def form_features(surface: str, norm: str, lexicon: Lexicon) -> NDArray[np.float32]:
    """What holds of a word form wherever it stands."""
    word = lexicon.word(norm)
    row: list[float] = [bool(word.flags & flag) for flag in _FLAG_BITS]
    row += _cue_features(word.cues) if word.cues else _NO_CUE
    row += [word.conjunction == "و", word.conjunction == "ف", word.definite]
    row += [word.preposition == preposition for preposition in "بلك"]
    row += [norm == mark for mark in MARKS]
    plain = _VOWELS.sub("", surface)
    bare = plain.lstrip("وف") if len(plain) > 3 else plain
    row += [
        bare.startswith("إ"),
        bare.startswith("أ"),
        bare.startswith("ا"),
        plain.endswith("ة"),
        plain.endswith("ى"),
        "\u064b" in surface,
        norm[0].isdigit(),
        norm.isascii() and norm[0].isalpha(),
        len(norm) == 1,
        norm.endswith(_POSSESSIVES),
        min(len(norm), 12) / 12,
        norm.startswith(("وال", "فال")),
        norm.startswith("ي"),
        norm.startswith("ت"),
        norm.endswith("وا"),
        norm.endswith("ت"),
    ]
    return np.array(row, np.float32)


def _cue_features(cues: Sequence[CueForm]) -> list[float]:
    """What holds of one of the cue verbs of which a word may be a form."""
    forms = [cue.form for cue in cues]
    tenses = {form.tense for form in forms}
    acts = {cue.verb.act for cue in cues}
    patterns = {pattern for cue in cues for pattern in cue.verb.complements}
    numbers, genders = {form.number for form in forms}, {form.gender for form in forms}
    row: list[float] = [bool(cues)]
    row += [tense in tenses for tense in TENSES]
    row += [act in acts for act in ACTS]
    row += [pattern in patterns for pattern in PATTERNS]
    row += [number in numbers for number in NUMBERS]
    row += [gender in genders for gender in GENDERS]
    row += [any(form.pronoun for form in forms), any(form.person == 1 for form in forms)]
    return row


_NO_CUE = _cue_features(())


def context_features(
    tokens: Sequence[Token],
    norms: Sequence[str],
    quotations: Sequence[Quotation],
    headline_end: int,
    lexicon: Lexicon,
) -> NDArray[np.float32]:
    """What holds of each token's place: marks around it, paragraph, headline, names of the gazetteers."""
    rows = np.zeros((len(tokens), CONTEXT), np.float32)
    _mark_quotations(rows, quotations)
    _mark_place(rows, tokens, norms, headline_end)
    for k, (end, name) in lexicon.find_names(norms).items():
        if name.table not in TABLES:
            continue  # a gazetteer that came after the model
        column = 21 + 2 * TABLES.index(name.table)
        rows[k, column] = 1
        rows[k + 1 : end, column + 1] = 1
    return rows


def _mark_quotations(rows: NDArray[np.float32], quotations: Sequence[Quotation]) -> None:
    reached = 0
    for quotation in quotations:
        start, end = quotation.start, min(quotation.end, len(rows) - 1)
        if not quotation.closed:
            rows[start, 8] = 1
            rows[start + 1 : quotation.end, 9] = 1
        elif start >= reached:
            rows[start, 0] = rows[end, 1] = 1
            rows[start + 1 : end, 2] = 1
            rows[start + 1 : start + 2, 3] = 1
            if end - start - 1 >= LONG_QUOTATION:
                rows[start : end + 1, 4] = 1
            reached = end
        else:  # a quotation in a quotation
            rows[start, 5] = rows[end, 6] = 1
            rows[start + 1 : end, 7] = 1


def _mark_place(
    rows: NDArray[np.float32], tokens: Sequence[Token], norms: Sequence[str], headline_end: int
) -> None:
    bracketed = False
    paragraph = first = 0
    for i, norm in enumerate(norms):
        if norm == "\n":
            bracketed = False
            paragraph += 1
            first = i + 1
        elif norm == "(":
            bracketed = True
        elif norm == ")":
            bracketed = False
        rows[i, 10] = bracketed
        rows[i, 11] = i < headline_end
        rows[i, 12] = paragraph == 1
        if 0 <= i - first < 3:
            rows[i, 13 + i - first] = 1
        rows[i, 16] = min(paragraph, 20) / 20
        if i:
            rows[i, 17] = norms[i - 1] in {".", "؟", "!", "?", "\n"}
            rows[i, 18] = norms[i - 1] in {"،", ",", "؛"}
            rows[i, 19] = tokens[i - 1].end == tokens[i].start
        if i + 1 < len(norms):
            rows[i, 20] = tokens[i].end == tokens[i + 1].start


def affixes(norm: str) -> list[str]:
    """Beginnings and endings of one to three letters, as the vocabulary of a model writes them."""
    return [f"{k}{norm[:k]}" for k in (1, 2, 3)] + [f"-{k}{norm[-k:]}" for k in (1, 2, 3)]


def vector_form(norm: str) -> str:
    """The spelling under which a token has its vector: digits as 0, no spaces."""
    return _DIGIT.sub("0", norm).replace(" ", "").replace("\u00a0", "")
