"""Direct, indirect or mixed: a small network over what marks, colons and wording say of a content."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import numpy as np

from rawi.learning.network import Floats
from rawi.reading import lexicon as lx
from rawi.reading.document import Document, Range
from rawi.schema import Mode

MODES: tuple[Mode, ...] = get_args(Mode)

_MARKS = frozenset('"«»“”„‘’〝') | {"((", "))", "{", "}"}
_PARENTHESES = frozenset({"(", "(("})
_I = frozenset(("انا", "نحن", "اني", "انني", "لي", "لنا", "عندي", "لدي", "لدينا", "انت", "انتم"))
"""First and second persons: verbatim speech."""
_MY = ("نا", "ني")
_NO_CLAUSE = lx.MASDAR | lx.MODAL | lx.EVENT | lx.PREPOSITION
_QUOTED, _LONG, _NESTED, _OPEN, _BRACKETED, _HEADLINE = 2, 4, 7, 9, 10, 11
"""Columns of `rawi.learning.features.context_features`."""


_LONGEST_SHORT = 6
"""Tokens from an opening mark to the closing one of a short quotation."""
_SHORT_FEATURES = 16
_NAMED = lx.ORGANIZATION | lx.MEDIA | lx.DOCUMENT | lx.OCCASION | lx.OFFICE | lx.RANK | lx.PROFESSION
"""What stands before a name in quotation marks."""
_GLUED = frozenset({"ب", "ل", "ك", "بـ", "لـ", "كـ", "ـ", "وب", "ول"})


class ModeNetwork:
    """One hidden layer; tells the mode of a statement."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as weights:
            self._layers: list[tuple[Floats, Floats]] = [
                (weights["w0"], weights["b0"]),
                (weights["w1"], weights["b1"]),
            ]

    def mode(self, doc: Document, context: Floats, cue: Range, content: list[Range]) -> Mode:
        """The mode of a statement; `context`: the features of the places of the document's tokens."""
        row = mode_features(doc, context, cue, content)
        if not row:
            return "indirect"
        (weights, bias), (last_weights, last_bias) = self._layers
        hidden = np.maximum(weights @ np.array(row, np.float32) + bias, 0)
        return MODES[int((last_weights @ hidden + last_bias).argmax())]


def mode_features(doc: Document, context: Floats, cue: Range, content: list[Range]) -> list[float]:
    """What tells the mode of a statement; empty for a content without words."""
    norms = doc.norms
    words = [i for start, end in content for i in range(start, end) if norms[i][0].isalnum()]
    if not words:
        return []
    quoted = context[words, _QUOTED]
    unclosed = context[words, _OPEN]
    start, end = words[0], words[-1] + 1
    complementizer = doc.has(start, lx.COMPLEMENTIZER)
    said = words[1:] if complementizer else words
    marks = sum(norms[i] in _MARKS for i in range(start, end))
    share = float(quoted.mean())
    return [
        share,
        share == 1,
        share > 0.9,
        share > 0.6,
        bool(quoted.any()),
        float(unclosed.mean()),
        bool(unclosed.any()),
        float(context[words, _NESTED].mean()),
        float(quoted[0]),
        float(quoted[-1]),
        bool(context[words, _LONG].any()),
        min(float(quoted.sum()), 12) / 12,
        float(context[said, _QUOTED].mean()) if said else 0.0,
        complementizer,
        cue[1] <= start and ":" in norms[cue[1] : start],
        norms[cue[0]] == ":",
        float(context[cue[0], _HEADLINE]),
        start < cue[0],
        any(norm in _MARKS for norm in norms[max(0, start - 3) : start]),
        start > 0 and norms[start - 1] == ":",
        end < len(norms) and norms[end] in _MARKS,
        min(len(words), 60) / 60,
        marks > 0,
        min(marks, 4) / 4,
        doc.words[cue[0]].conjunction == "و",
        *_wording(doc, context, cue, (start, end)),
        *_short_quotations(doc, content),
        _has_long_parenthesis(doc, (start, end)),
    ]


def _has_long_parenthesis(doc: Document, said: Range) -> bool:
    """Whether verses stand in it, as they do between parentheses."""
    opened = None
    for k in range(*said):
        if doc.norms[k] == "(":
            opened = k
        elif doc.norms[k] == ")" and opened is not None:
            if k - opened > _LONGEST_SHORT:
                return True
            opened = None
    return False


def _short_quotations(doc: Document, content: list[Range]) -> list[float]:
    """What tells quoted words (بـ«ضربة قاضية») from quoted names (شركة «النور») among short quotations."""
    likeliest = [0.0] * _SHORT_FEATURES
    for start, end in content:
        for at in range(start, end):
            quotation = doc.quotation_at.get(at)
            if quotation is None or not quotation.closed or not 1 < quotation.end - at <= _LONGEST_SHORT:
                continue
            row = _short_quotation(doc, at + 1, quotation.end, at > start)
            likeliest = [max(a, b) for a, b in zip(likeliest, row, strict=True)]
    return likeliest


def _short_quotation(doc: Document, start: int, end: int, inside: bool) -> list[float]:
    """Of the quoted tokens `start` to `end`; `inside`: the content begins before them."""
    before = doc.words[start - 2] if inside else None
    first, last = doc.words[start], doc.words[end - 1]
    named = before is not None and bool(before.flags & _NAMED)
    glued = inside and (doc.norms[start - 2] in _GLUED)
    adjective = before is not None and before.definite and first.definite
    name = any(k in doc.names for k in range(start, end))
    return [
        1.0,
        not named,
        glued,
        adjective,
        name,
        not name and not named,
        first.definite,
        not first.definite and not name and not named,
        bool(first.flags & (lx.MASDAR | lx.VERB)) or bool(first.cues),
        bool(first.flags & lx.GIVEN),
        last.norm.endswith(("ة", "ه", "ية", "يه")),
        end - start == 1,
        end - start == 2,
        end - start > 2,
        any(doc.has(k, lx.PREPOSITION | lx.PRONOUN | lx.NEGATION) for k in range(start, end)),
        inside and not named and not glued and not adjective,
    ]


def _wording(doc: Document, context: Floats, cue: Range, said: Range) -> list[float]:
    """What tells verbatim speech without marks: a clause without a complementizer, first persons."""
    start, end = said
    word = doc.words[start]
    complementizer = bool(word.flags & lx.COMPLEMENTIZER)
    clause = not (complementizer or word.definite or word.preposition or word.flags & _NO_CLAUSE)
    persons = sum(norm.endswith(_MY) or norm in _I for norm in doc.norms[start : min(end, start + 60)])
    verbs = [form.verb for form in doc.words[cue[0]].cues]
    says = any(verb.lemma == "قال" for verb in verbs)
    return [
        clause,
        clause and not any("np" in verb.complements for verb in verbs),
        min(persons, 3) / 3,
        persons > 0 and not complementizer,
        says,
        says and not complementizer,
        start > 0 and doc.norms[start - 1] in _PARENTHESES,
        float(context[start, _BRACKETED]),
        0.0,  # vowel marks once; a reading must not hang on them
        word.norm in _I,
    ]
