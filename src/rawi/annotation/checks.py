"""What an annotation must satisfy, and what deserves a second look.

Errors are what no measure or training could make sense of: kinds that do not exist, a parent that is not
around its statement. Warnings are what the guidelines say but a careful annotator may have reason to do
otherwise.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from typing import get_args

from rawi.annotation.faults import Report, Severity
from rawi.annotation.form import AnnotatedStatement, Annotation
from rawi.annotation.notation import Units
from rawi.evaluation.words import Words
from rawi.reading.lexicon import read_table
from rawi.schema import Act, Kind, Mode, Span
from rawi.text.letters import MARKS, fold
from rawi.text.quotations import FAMILY, find_quotations
from rawi.text.tokens import tokenize

KINDS: tuple[str, ...] = get_args(Kind)
MODES: tuple[str, ...] = get_args(Mode)
ACTS: tuple[str, ...] = get_args(Act)

CLITICS = frozenset({"و", "ف", "ب", "ل", "ك", "ول", "وب", "فل", "لل", "بال", "ال", "وال", "س"})
"""What may stand before a span in one written word (folded)."""

_QUOTES = "".join(sorted({mark for mark in FAMILY if len(mark) == 1}))
_LETTER = re.compile(rf"[\w{MARKS}]")
_WORD_END = re.compile(rf"[\w{MARKS}]*$")
_STOPS = ".،؛,;"


@cache
def _complementizers() -> frozenset[str]:
    """Words, folded, with which a clause of content begins."""
    rows = read_table("function_words")
    return frozenset(fold(row[0]) for row in rows if "complementizer" in row[1].split("|"))


def check_annotation(annotation: Annotation, report: Report) -> None:
    """Checks an annotation whose spans were found; what is wrong goes to `report`."""
    check = _Check(annotation, report)
    for i, statement in enumerate(annotation.statements):
        check.values(statement)
        check.parent(i, statement)
        check.spans(statement)
        check.content(statement)
        check.mode(statement)
    check.cues()
    check.speakers()
    for i, credit in enumerate(annotation.credits):
        if not credit.name:
            report.add(f"credits[{i}].name", "it is missing; expected who is credited", "write the name")
    if not annotation.statements:
        report.add(
            "statements", "no statement is marked", "right where nobody is quoted; else mark them",
            severity="warning",
        )  # fmt: skip


class _Check:
    def __init__(self, annotation: Annotation, report: Report) -> None:
        self.annotation = annotation
        self.text = annotation.text
        self.report = report
        self.units = Units(self.text)
        self.words = Words(self.text)
        tokens = tokenize(self.text)
        found = find_quotations(self.text, tokens)
        self.quotations = [Span(tokens[q.start].end, tokens[q.end].start) for q in found if q.closed]
        self.left_open = [tokens[q.start].end for q in found if not q.closed]

    def add(
        self,
        statement: AnnotatedStatement,
        part: str,
        reason: str,
        remedy: str,
        severity: Severity = "error",
        *,
        at: Span | None = None,
    ) -> None:
        span = at or statement.cue
        unit = self.units.unit_at(span.start) if span else None
        where = f"{statement.label}.{part}"
        self.report.add(where, reason, remedy, line=statement.line, unit=unit, severity=severity)

    def values(self, statement: AnnotatedStatement) -> None:
        """Speaker, kind, mode and act are there and legal; transmitters have a name and a kind."""
        if not statement.speaker or not statement.speaker.strip():
            self.add(statement, "speaker", "it is missing; expected who says it", "write the fullest name")
        legal = (
            ("kind", statement.kind, KINDS),
            ("mode", statement.mode, MODES),
            ("act", statement.act, ACTS),
        )
        for part, value, values in legal:
            if value not in values and not (part == "act" and value is None):
                found = "it is missing" if not value else f"‘{value}’ is none"
                self.add(statement, part, f"{found}; expected {', '.join(values)}", "write one of these")
        for i, via in enumerate(statement.via):
            if not via.name:
                self.add(statement, f"via[{i}].name", "it is missing", "write who passed it on")
            if via.kind not in KINDS:
                reason = f"‘{via.kind or ''}’ is none; expected {', '.join(KINDS)}"
                self.add(statement, f"via[{i}].kind", reason, "write one of these")

    def parent(self, index: int, statement: AnnotatedStatement) -> None:
        """The parent exists, holds the statement, and no statement is around itself."""
        if statement.parent is None:
            return
        statements = self.annotation.statements
        if not 0 <= statement.parent < len(statements):
            reason = f"there is no statement {statement.parent}; expected 0 to {len(statements) - 1}"
            self.add(statement, "parent", reason, "write the index of the statement around this one")
            return
        around, seen = statement.parent, {index}
        while True:
            if around in seen:
                reason = "the parents run in a circle"
                self.add(statement, "parent", reason, "null for the outermost statement")
                return
            seen.add(around)
            above = statements[around].parent
            if above is None or not 0 <= above < len(statements):
                break
            around = above
        parent = statements[statement.parent]
        cue = statement.cue
        if cue and parent.content and not any(_inside(cue, part) for part in parent.content):
            reason = f"its cue does not stand in the content of {parent.label}"
            self.add(statement, "parent", reason, "lengthen that content, or null here")

    def spans(self, statement: AnnotatedStatement) -> None:
        """No span begins or ends at a space or within a word."""
        parts = [("cue", statement.cue), ("source", statement.source), ("addressee", statement.addressee)]
        parts += [("medium", statement.medium)]
        parts += [(f"content[{i}]", part) for i, part in enumerate(statement.content)]
        parts += [(f"via[{i}].span", via.span) for i, via in enumerate(statement.via)]
        for part, span in parts:
            if span is None:
                continue
            words = span.of(self.text)
            if words != words.strip():
                self.add(statement, part, f"‘{words[:40]}’ has a space at its end", "leave it out", at=span)
            if self._cuts_word(span.end) or (
                self._cuts_word(span.start) and not self._after_clitic(span.start)
            ):
                reason = f"‘{words[:40]}’ begins or ends within a word; expected whole words"
                self.add(statement, part, reason, "lengthen it to the word", "warning", at=span)

    def _cuts_word(self, at: int) -> bool:
        return 0 < at < len(self.text) and bool(
            _LETTER.match(self.text[at - 1]) and _LETTER.match(self.text[at])
        )

    def _after_clitic(self, at: int) -> bool:
        before = _WORD_END.search(self.text[max(at - 12, 0) : at])
        return before is not None and fold(before.group()) in CLITICS

    def content(self, statement: AnnotatedStatement) -> None:
        """The content begins at its complementizer, leaves out marks and stops, and is apart from the cue."""
        for i, span in enumerate(statement.content):
            part, words = f"content[{i}]", span.of(self.text)
            if statement.cue and _overlap(span, statement.cue):
                self.add(statement, part, "the cue stands in it", "split the content around the cue", at=span)
            if i and span.start < statement.content[i - 1].end:
                self.add(
                    statement, part, "it begins before the part before it ends", "put them in order", at=span
                )
            before = self.text[max(span.start - 12, 0) : span.start].split()
            if not i and before and fold(before[-1]) in _complementizers():
                reason = f"‘{before[-1]}’ stands before it; expected content to begin at it"
                self.add(statement, part, reason, "begin one word earlier", "warning", at=span)
            if words[-1:] and words[-1] in _STOPS and not words.endswith(".."):
                reason = f"it ends with ‘{words[-1]}’"
                self.add(statement, part, reason, "leave the final stop out", "warning", at=span)
            if len(words) > 2 and words[0] in _QUOTES and words[-1] in _QUOTES and self._one_quotation(span):
                reason = "its outer quotation marks are in it"
                self.add(statement, part, reason, "leave them out", "warning", at=span)

    def _one_quotation(self, span: Span) -> bool:
        return any(q.start == span.start + 1 and q.end == span.end - 1 for q in self.quotations)

    def mode(self, statement: AnnotatedStatement) -> None:
        """The mode fits the quotation marks."""
        if not statement.content or statement.mode not in MODES:
            return
        content = self.words.under(*statement.content)
        quoted = self.words.under(
            *(q for q in self.quotations if any(_overlap(q, c) for c in statement.content))
        )
        share = len(content & quoted) / (len(content) or 1)
        first = statement.content[0]
        before = self.text[: first.start].rstrip(f" {_QUOTES}(")
        verbatim = (
            before.endswith(":")
            or (statement.cue and self.text[statement.cue.start] == ":")
            or any(first.start - 2 <= at <= statement.content[-1].end for at in self.left_open)
        )
        found = "all" if share == 1 else "none" if not share else "a part"
        expected = {
            "direct": share == 1 or bool(verbatim),
            "indirect": share < 1,
            "mixed": share > 0 or bool(verbatim),
        }
        if not expected[statement.mode]:
            reason = f"it is {statement.mode}, but {found} of the content stands in quotation marks"
            should = {"direct": "mixed" if share else "indirect", "indirect": "direct", "mixed": "indirect"}
            remedy = f"{should[statement.mode]}, unless a mark is missing in the article"
            self.add(statement, "mode", reason, remedy, "warning", at=first)

    def cues(self) -> None:
        """No two statements have one cue."""
        first: dict[Span, AnnotatedStatement] = {}
        for statement in self.annotation.statements:
            if statement.cue is None:
                continue
            other = first.setdefault(statement.cue, statement)
            if other is not statement:
                reason = f"{other.label} has the same cue"
                self.add(
                    statement, "cue", reason, "#2 marks a second occurrence; else join the two", "warning"
                )

    def speakers(self) -> None:
        """One speaker is spelled one way, in words that the article has, and is of one kind."""
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        statements = [s for s in self.annotation.statements if s.speaker]
        for s in statements:
            assert s.speaker is not None
            spellings[" ".join(fold(s.speaker).split())][s.speaker] += 1
            kinds[s.speaker][s.kind or ""] += 1
        names = {name for counts in spellings.values() for name in counts}
        for s in statements:
            assert s.speaker is not None
            usual = spellings[" ".join(fold(s.speaker).split())].most_common(1)[0][0]
            if usual != s.speaker:
                reason = f"‘{s.speaker}’ is ‘{usual}’ elsewhere; expected one spelling throughout"
                self.add(s, "speaker", reason, "write both in one way")
                continue
            if fuller := self._fuller(s, names):
                reason = f"the article has ‘{fuller}’ too; expected the fullest name throughout"
                self.add(s, "speaker", reason, "write the fullest, if it is the same person", "warning")
            kind = kinds[s.speaker].most_common(1)[0][0]
            if s.kind != kind:
                reason = f"‘{s.speaker}’ is {s.kind} here and {kind} elsewhere"
                self.add(s, "kind", reason, "one speaker has one kind", "warning")

    def _fuller(self, statement: AnnotatedStatement, names: set[str]) -> str | None:
        """A longer name among the speakers that ends or begins with this person's."""
        if statement.kind != "person" or statement.speaker is None:
            return None
        own = fold(statement.speaker).split()
        for name in sorted(names):
            words = fold(name).split()
            both = any(word.startswith("و") for word in words[len(own) :])
            if len(words) > len(own) and not both and own in (words[: len(own)], words[-len(own) :]):
                return name
        return None


def _inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
