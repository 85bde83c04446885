"""Files in the unit notation: the article in numbered units, then its annotation as one line of JSON.

    # id: x1
    [0] the headline
    [1] the first line of the body

    {"id": "x1", "credits": [], "statements": [{"cue": "1:قال", …}]}

Lines that begin with `#` are comments. The JSON may also go over several lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rawi.annotation.faults import Report
from rawi.annotation.form import Annotation, MarksReader, marks_record
from rawi.annotation.notation import SpanError, Units
from rawi.schema import Span

ENDING = ".units.txt"

_SHOWN = re.compile(r"\[(\d+)\]\s?(.*)")
_JSON_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def units_text(annotation: Annotation) -> str:
    """The file of one article."""
    article, units = annotation.article, Units(annotation.text)
    head = [f"# id: {_comment(article.id)}"]
    about = (("outlet", article.outlet), ("date", article.date or ""), ("byline", article.byline))
    head += [f"# {name}: {_comment(value)}" for name, value in about if value]
    shown = [f"[{number}] {line}" for number, line in enumerate(units.lines)]
    return "\n".join([*head, *shown, "", units_line(annotation, units), ""])


def units_line(annotation: Annotation, units: Units | None = None) -> str:
    """The annotation of one article as one line of JSON, its spans in the unit notation."""
    units = units or Units(annotation.text)
    record = {"id": annotation.article.id, **marks_record(annotation, units.write)}
    return json.dumps(record, ensure_ascii=False)


def parse_units(text: str, articles: Mapping[str, Annotation], report: Report) -> Iterator[Annotation]:
    """The annotations of a file; what is wrong goes to `report`.

    Args:
        text: of the file.
        articles: the articles that may be annotated, by their id, as they came in.
        report: of the file.
    """
    shown: dict[int, tuple[int, str]] = {}
    at, number = 0, 1
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].removeprefix("\ufeff").rstrip("\r")
        report.article, report.line = "", None
        if line.lstrip().startswith("{"):
            record, length = _decode(text[at:], number, report)
            if record is not None:
                lines = [number + n for n in _statement_lines(text[at : at + length])]
                annotation = _annotation(record, articles, report, number, lines)
                if annotation:
                    _compare_shown(shown, annotation.text, report)
                    yield annotation
            shown = {}
            number += text.count("\n", at, at + length)
            at += length
            rest = text[at:].partition("\n")[0]
            if rest.strip() and not rest.strip().startswith("{"):
                report.add("", f"‘{rest.strip()[:40]}’ after the JSON", "remove it", line=number)
                at += len(rest)
            continue
        if found := _SHOWN.fullmatch(line):
            shown[int(found[1])] = number, found[2]
        elif line.strip() and not line.startswith("#"):
            report.add(
                "",
                f"‘{line.strip()[:40]}’ is neither a unit ([3] …) nor the annotation ({{…}})",
                "remove it, or begin it with #",
                line=number,
            )
        at, number = end + 1, number + 1


def _decode(text: str, line: int, report: Report) -> tuple[Any, int]:
    """The JSON at the beginning of `text` and how many characters it takes."""
    blank = len(text) - len(text.lstrip())
    try:
        record, end = json.JSONDecoder().raw_decode(text, blank)
    except (json.JSONDecodeError, RecursionError) as error:
        where = line
        reason = "nested too deeply"
        if isinstance(error, json.JSONDecodeError):
            where = line + error.lineno - 1
            around = text[max(error.pos - 20, 0) : error.pos + 20].replace("\n", " ")
            reason = f"no JSON: {error.msg}, column {error.colno}, at ‘{around}’"
        report.add("", reason, "mend it; a comma or a quotation mark is the usual cause", line=where)
        following = re.compile(r"^(?:\[\d+\]|#)", re.MULTILINE).search(text, blank)
        return None, following.start() if following else len(text)
    return record, end


def _statement_lines(text: str) -> list[int]:
    """Lines, from 0, on which the statements of a JSON object begin."""
    lines: list[int] = []
    open_brackets: list[str] = []
    key = ""
    for token in _JSON_TOKEN.finditer(text):
        mark = token.group()
        if mark[0] == '"':
            if len(open_brackets) == 1:
                key = mark
        elif mark in "]}":
            open_brackets.pop()
        else:
            if key == '"statements"' and open_brackets == ["{", "["] and mark == "{":
                lines.append(text.count("\n", 0, token.start()))
            open_brackets.append(mark)
    return lines


def _annotation(
    record: Any, articles: Mapping[str, Annotation], report: Report, line: int, lines: list[int]
) -> Annotation | None:
    id = record.get("id") if isinstance(record, dict) else None
    article = articles.get(id) if isinstance(id, str) else None
    if article is None:
        report.add(
            "",
            f"the id {id!r} is that of no article; expected one of those in articles.jsonl",
            "write the id that stands above the article",
            line=line,
        )
        return None
    report.article, report.line = article.article.id, line
    units = Units(article.text)

    def find(value: Any) -> Span:
        if not isinstance(value, str):
            raise SpanError(None, f'{value!r} is no span; expected "unit:words"', 'write it like "3:قال"')
        return units.find(value)

    reader = MarksReader(find, report, line, lines)
    return Annotation(article.article, reader.credits(record), reader.statements(record), article.corpus)


def _compare_shown(shown: Mapping[int, tuple[int, str]], text: str, report: Report) -> None:
    """Reports units that are not as the article came in."""
    lines = text.split("\n")
    for unit, (number, line) in shown.items():
        if unit >= len(lines) or line.strip() != lines[unit].strip():
            report.add(
                "",
                "the unit is not as the article came in; spans are looked up in the article as it came in",
                "put the unit back (rawi gold new writes it)",
                line=number,
                unit=unit,
                severity="warning",
            )


def _comment(text: str) -> str:
    return " ".join(text.split())
