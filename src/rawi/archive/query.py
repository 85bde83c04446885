"""What a question means: words, "exact phrases", AND, OR, NOT and parentheses, as a tree.

Words beside each other are joined by AND; NOT is stronger than AND, AND stronger than OR. The tree goes to
a database only as bound parameters (`rawi.archive.index`), and is also asked of a text here, which tells
where it is hit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rawi.archive.analyzer import Word, words, written

MOST_TERMS = 64
"""Words and phrases of one question."""
DEEPEST = 20
"""Parentheses within parentheses."""

_TOKEN = re.compile(
    r"\s*(?:(?P<paren>[()])|[\"«“”„](?P<phrase>[^\"«»“”„]*)(?P<end>[\"»“”])?|(?P<word>[^\s()\"«»“”„]+)|(?P<stray>»))"
)
_OPERATORS = {"AND", "OR", "NOT"}


class QueryError(ValueError):
    """The question cannot be understood; the message says where and what to write."""


class Term(NamedTuple):
    """A word by its stem or its exact form, or a phrase by the exact forms of its words."""

    typed: str
    written: tuple[str, ...]
    exact: tuple[str, ...]
    stem: str | None
    """None where the exact form counts: in phrases, and with stemming switched off."""

    def starts(self, of: Sequence[Word]) -> list[int]:
        """The places among the words of a text at which the term stands."""
        if self.stem is not None:
            return [n for n, word in enumerate(of) if word.stem == self.stem]
        return _runs(self.exact, [word.exact for word in of])

    def starts_as_written(self, of: Sequence[str]) -> list[int]:
        """The same of words that must be written as they were typed, marks of vowels aside."""
        return _runs(self.written, of)


def _runs(forms: tuple[str, ...], of: Sequence[str]) -> list[int]:
    last = len(of) - len(forms)
    return [n for n in range(last + 1) if of[n] == forms[0] and tuple(of[n : n + len(forms)]) == forms]


class All(NamedTuple):
    """Everything in `parts` and nothing in `without`."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


class Any(NamedTuple):
    """At least one of the parts."""

    parts: tuple[Node, ...]


Node = Term | All | Any


def parse(question: str, *, stemming: bool = True) -> Node | None:
    """The tree of a question; None of an empty one.

    >>> parse('"وزير المالية" NOT الموازنة').without[0].stem
    'مواز'

    Args:
        stemming: False where words are searched in their exact forms.

    Raises:
        QueryError: it cannot be understood.
    """
    parser = _Parser(question, stemming)
    if parser.at_end():
        return None
    node = parser.any(0)
    if not parser.at_end():
        raise QueryError("there is a ) without its (; remove it, or put the words in quotation marks")
    return node


def terms(node: Node) -> list[Term]:
    """All terms of a tree, those that must not be there aside."""
    if isinstance(node, Term):
        return [node]
    return [term for part in node.parts for term in terms(part)]


def matches(node: Node, starts: Callable[[Term], list[int]]) -> list[tuple[Term, list[int]]]:
    """The terms that make a text a hit, with the places where they stand; empty if it is none.

    As in FTS5, a term counts only where all that it is a part of is fulfilled: of `(a AND b) OR c` in a text
    with a and c, c alone.

    Args:
        starts: the places of the text's words at which a term stands.
    """
    if isinstance(node, Term):
        places = starts(node)
        return [(node, places)] if places else []
    found = [hit for part in node.parts if (hit := matches(part, starts))]
    if isinstance(node, All) and (
        len(found) < len(node.parts) or any(matches(part, starts) for part in node.without)
    ):
        return []
    return [pair for hit in found for pair in hit]


def without_negations(node: Node) -> Node:
    """The tree without what must not be there: it finds all that the tree finds, and more."""
    if isinstance(node, Term):
        return node
    parts = tuple(map(without_negations, node.parts))
    return All(parts) if isinstance(node, All) else Any(parts)


class _Parser:
    """Reads a question from left to right, with one token in sight."""

    def __init__(self, question: str, stemming: bool) -> None:
        self._stemming = stemming
        self._tokens = _tokens(question)
        self._at = 0
        self._terms = 0

    def at_end(self) -> bool:
        return self._at == len(self._tokens)

    def any(self, depth: int) -> Node:
        """Parts joined by OR."""
        parts = [self._all(depth)]
        while self._takes("OR"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(dict.fromkeys(parts)))

    def _all(self, depth: int) -> Node:
        """Parts joined by AND or by nothing, some of them with NOT before them."""
        parts: list[Node] = []
        without: list[Node] = []
        while True:
            negated = self._takes("NOT")
            (without if negated else parts).append(self._one(depth))
            if not self._takes("AND") and self._next() in ("OR", ")", ""):
                break
        if not parts:
            raise QueryError(
                "NOT says only what shall not be there; write also what to look for: word NOT word"
            )
        return (
            parts[0] if len(parts) == 1 and not without else All(tuple(dict.fromkeys(parts)), tuple(without))
        )

    def _one(self, depth: int) -> Node:
        """A word, a phrase, or what stands in parentheses."""
        if depth > DEEPEST:
            raise QueryError(f"more than {DEEPEST} parentheses within one another; write fewer")
        if self._takes("("):
            node = self.any(depth + 1)
            if not self._takes(")"):
                raise QueryError("there is a ( without its ); close it, or put the words in quotation marks")
            return node
        if self._next() in ("", ")", "AND", "OR", "NOT"):
            before = self._tokens[self._at - 1][0] if self._at else "the beginning"
            raise QueryError(
                f"after {before} a word is missing; words like AND can be put in quotation marks"
            )
        kind, text = self._tokens[self._at]
        self._at += 1
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryError(f"more than {MOST_TERMS} words; ask for fewer at a time")
        return self._term(text, phrase=kind == '"')

    def _term(self, text: str, *, phrase: bool) -> Term:
        found = list(words(text))
        if not found:
            raise QueryError(f"there is no word in {text!r}; write letters or digits")
        exact = tuple(word.exact for word in found)
        by_stem = self._stemming and not phrase and len(found) == 1
        return Term(
            text,
            tuple(written(text[w.start : w.end]) for w in found),
            exact,
            found[0].stem if by_stem else None,
        )

    def _next(self) -> str:
        return self._tokens[self._at][0] if not self.at_end() else ""

    def _takes(self, token: str) -> bool:
        there = self._next() == token
        self._at += there
        return there


def _tokens(question: str) -> list[tuple[str, str]]:
    """Pairs of kind and text; the kind of an operator or parenthesis is itself."""
    tokens: list[tuple[str, str]] = []
    for match in _TOKEN.finditer(question):
        if match["paren"]:
            tokens.append((match["paren"], match["paren"]))
        elif match["word"]:
            word = match["word"]
            tokens.append((word, word) if word in _OPERATORS else ("word", word))
        elif match["phrase"] is not None:
            if match["end"] is None:
                raise QueryError("a quotation mark is not closed; write both, or none")
            tokens.append(('"', match["phrase"]))
        else:
            raise QueryError("a quotation mark is not opened; write both, or none")
    if len(tokens) > 4 * MOST_TERMS:
        raise QueryError(f"more than {MOST_TERMS} words; ask for fewer at a time")
    return tokens
