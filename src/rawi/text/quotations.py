"""Quotation marks, paired as well as the text allows.

Marks are evidence, never trusted: the Arabic press mixes « », “ ”, " ", ‘ ’, (( )), { } and ( ), types
closing marks where opening ones belong, glues them to words and forgets one of a pair. A mark's shape says
only which family it belongs to; whether it opens or closes is told by what stands beside it, by what it is
glued to throughout the text, and by what is open.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rawi.text.tokens import Token

FAMILY = {
    "«": "g", "»": "g", "“": "c", "”": "c", "„": "c", '"': "s", "＂": "s", "‘": "'", "’": "'", "‚": "'",
    "((": "p", "))": "p", "{": "b", "}": "b", "‹": "g", "›": "g", "《": "g", "》": "g",
}  # fmt: skip
"""Family of each mark; marks of one family may close one another, whichever way they point."""

_STRAIGHT = frozenset('"＂')
_CLITICS = frozenset({"ف", "ب", "ل", "ك", "و"})
_ENDS = frozenset({"\n", ".", "،", ",", "؛", ";", ":", "؟", "?", "!", ")", "-", "–", "—", ".."})


class Quotation(NamedTuple):
    """Tokens `start` (the opening mark) to `end` (the closing mark) of a quotation.

    `closed` is False where the closing mark is missing; `end` is then the end of the paragraph (its `\\n`
    token or the number of tokens).
    """

    start: int
    end: int
    closed: bool


def find_quotations(text: str, tokens: Sequence[Token]) -> list[Quotation]:
    """Pairs the quotation marks of each paragraph, in the order of the opening marks; inner ones included.

    Linear in the number of tokens: at most two quotations are open at a time (an outer and an inner one).
    """
    sides = _sides(tokens)
    found: list[Quotation] = []
    open_marks: list[tuple[int, str]] = []
    for i, token in enumerate(tokens):
        if token.norm == "\n":
            found += [Quotation(at, i, False) for at, _ in open_marks]
            open_marks.clear()
            continue
        family = FAMILY.get(token.norm)
        if family is None or (family == "'" and _inside_word(text, token)):
            continue
        opened = [f for _, f in open_marks]
        side = sides.get(token.norm, 0)
        if family in opened and not _opens(tokens, i, side, nested=True):
            while True:
                at, inner = open_marks.pop()
                if inner == family:
                    found.append(Quotation(at, i, True))
                    break
        elif len(open_marks) < 2 and (family in opened or _opens(tokens, i, side, nested=False)):
            open_marks.append((i, family))
    found += [Quotation(at, len(tokens), False) for at, _ in open_marks]
    found.sort()
    return found


def _sides(tokens: Sequence[Token]) -> dict[str, int]:
    """Mark → above 0 where it opens quotations in this text, below 0 where it closes them.

    Told by whether words are glued to the mark before it or after it. Its shape tells nothing: one newsroom
    writes “…”, the next ”…“, the third „…“.
    """
    sides: dict[str, int] = {}
    for i, token in enumerate(tokens):
        if token.norm in FAMILY and token.norm not in _STRAIGHT:
            sides[token.norm] = sides.get(token.norm, 0) + _glued_after(tokens, i) - _glued_before(tokens, i)
    return sides


def _inside_word(text: str, token: Token) -> bool:
    return (
        token.start > 0
        and token.end < len(text)
        and text[token.start - 1].isalpha()
        and text[token.end].isalpha()
    )


def _glued_before(tokens: Sequence[Token], i: int) -> bool:
    """Whether the mark at token `i` is written together with a word before it."""
    return i > 0 and tokens[i - 1].end == tokens[i].start and tokens[i - 1].norm not in _ENDS


def _glued_after(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end and tokens[i + 1].norm not in _ENDS


def _opens(tokens: Sequence[Token], i: int, side: int, *, nested: bool) -> bool:
    """Whether the mark at token `i` opens a quotation; `nested`: one of its family is open already."""
    if i + 1 == len(tokens) or tokens[i + 1].norm == "\n":
        return False
    before = tokens[i - 1].norm if i else ""
    if before in _CLITICS and tokens[i - 1].end == tokens[i].start:
        return True  # فـ”قوة علاقات“
    glued_before, glued_after = _glued_before(tokens, i), _glued_after(tokens, i)
    if not nested:  # nothing to close: it opens, unless it clearly ends something
        return glued_after or not glued_before or side > 0
    if side < 0:
        return False
    if side > 0:
        return glued_after or not glued_before
    return glued_after and not glued_before and before in {":", "ان"}
