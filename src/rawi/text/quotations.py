"""Quotation marks, paired as well as the text allows.

Marks are evidence, never trusted: the Arabic press mixes « », “ ”, " ", ‘ ’, (( )), { } and ( ), types closing
marks where opening ones belong, glues them to words and forgets one of a pair. A mark's shape says only which
family it belongs to; whether it opens or closes is told by what stands beside it and by what is open.
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

_POINTS_TO_OPEN = frozenset("«“„‘‚{‹《") | {"(("}
_POINTS_TO_CLOSE = frozenset("»”’}›》") | {"))"}
_ENDS = frozenset({"\n", ".", "،", ",", "؛", ";", ":", "؟", "?", "!", ")", "-", "–", "—", ".."})


class Quotation(NamedTuple):
    """Tokens `start` (the opening mark) to `end` (the closing mark) of a quotation.

    `closed` is False where the closing mark is missing; `end` is then the end of the paragraph (its `\\n` token
    or the number of tokens).
    """

    start: int
    end: int
    closed: bool


def find_quotations(text: str, tokens: Sequence[Token]) -> list[Quotation]:
    """Pairs the quotation marks of each paragraph, in the order of the opening marks; inner ones included.

    Linear in the number of tokens: at most two quotations are open at a time (an outer and an inner one).
    """
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
        if family in opened and not _opens(text, tokens, i, nested=True):
            while True:
                at, inner = open_marks.pop()
                if inner == family:
                    found.append(Quotation(at, i, True))
                    break
        elif family not in opened and len(open_marks) < 2 and _opens(text, tokens, i, nested=False):
            open_marks.append((i, family))
        elif family in opened and len(open_marks) < 2:
            open_marks.append((i, family))
    found += [Quotation(at, len(tokens), False) for at, _ in open_marks]
    found.sort()
    return found


def _inside_word(text: str, token: Token) -> bool:
    return (
        0 < token.start
        and token.end < len(text)
        and text[token.start - 1].isalpha()
        and text[token.end].isalpha()
    )


def _opens(text: str, tokens: Sequence[Token], i: int, *, nested: bool) -> bool:
    """Whether the mark at token `i` opens a quotation; `nested`: one of its family is open already."""
    token = tokens[i]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None or after.norm == "\n":
        return False
    glued_before = before is not None and before.end == token.start and before.norm not in _ENDS
    glued_after = after.start == token.end and after.norm not in _ENDS
    if not nested:  # nothing to close: it opens, unless it clearly ends something
        return glued_after or not glued_before or token.norm in _POINTS_TO_OPEN
    if token.norm in _POINTS_TO_CLOSE:
        return False
    follows_opener = before is not None and before.norm in {":", "ان"}
    if token.norm in _POINTS_TO_OPEN:
        return not (glued_before and not glued_after)
    return glued_after and not glued_before and follows_opener
