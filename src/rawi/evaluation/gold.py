"""Files of articles with gold annotation, and of predictions to compare with it."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawi.evaluation.marks import MarkedStatement, Marks, parse_marks
from rawi.schema import Article, Span


class GoldError(ValueError):
    """A file is no gold or predictions; the message names file, line, fault and what was expected."""


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article as annotated by hand."""

    id: str
    text: str
    """Headline, a newline, body: what the offsets of `marks` count in."""
    marks: Marks
    title: str = ""
    outlet: str = ""
    corpus: str = ""
    url: str = ""
    date: str | None = None
    byline: str = ""

    @property
    def article(self) -> Article:
        """The article without its annotation, for the reader."""
        return Article(
            id=self.id,
            title=self.title,
            body=self.text[len(self.title) + 1 :],
            outlet=self.outlet,
            url=self.url,
            date=self.date,
            byline=self.byline,
        )


def load_gold(path: str | os.PathLike[str]) -> list[GoldArticle]:
    """The articles of a gold file: JSON lines, plain or `.gz`, one annotated article a line.

    Raises:
        GoldError: a line is not such an article, or an id comes twice.
        OSError: the file cannot be opened.
    """
    articles: list[GoldArticle] = []
    lines_of: dict[str, int] = {}
    for number, record in _records(path):
        try:
            article = _gold_article(record)
        except ValueError as error:
            raise GoldError(f"{os.fspath(path)}, line {number}: {error}") from None
        if article.id in lines_of:
            first = lines_of[article.id]
            raise GoldError(
                f"{os.fspath(path)}, line {number}: id {article.id!r} is that of line {first} too"
            )
        lines_of[article.id] = number
        articles.append(article)
    if not articles:
        raise GoldError(f"{os.fspath(path)}: no article in it; expected one JSON object a line")
    return articles


def load_predictions(path: str | os.PathLike[str]) -> list[Marks]:
    """What a tool found: JSON lines with `id`, `statements` and `credits`, as readings or as gold.

    Raises:
        GoldError: a line has not this form.
        OSError: the file cannot be opened.
    """
    marks = []
    for number, record in _records(path):
        try:
            marks.append(parse_marks(record))
        except ValueError as error:
            raise GoldError(f"{os.fspath(path)}, line {number}: {error}") from None
    return marks


def _records(path: str | os.PathLike[str]) -> Iterator[tuple[int, Any]]:
    """Line number and record of each line that is not blank."""
    opener = gzip.open if os.fspath(path).endswith(".gz") else open
    with opener(Path(path), "rt", encoding="utf-8-sig") as lines:
        number = 0
        try:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, json.loads(line)
        except json.JSONDecodeError as error:
            raise GoldError(f"{os.fspath(path)}, line {number}: no JSON ({error})") from None
        except UnicodeDecodeError as error:
            raise GoldError(f"{os.fspath(path)}, after line {number}: no UTF-8 ({error.reason})") from None


def _gold_article(record: Any) -> GoldArticle:
    marks = parse_marks(record)
    text = record.get("text")
    if not isinstance(text, str):
        raise ValueError("`text` is missing; expected the headline, a newline and the body")
    fields = {k: record.get(k) or "" for k in ("title", "outlet", "corpus", "url", "byline")}
    for name, value in fields.items():
        if not isinstance(value, str):
            raise ValueError(f"`{name}` is no string: {value!r}")
    if "title" not in record:
        fields["title"] = text.partition("\n")[0]
    if not text.startswith(fields["title"] + "\n"):
        raise ValueError("`text` does not begin with `title` and a newline")
    for i, statement in enumerate(marks.statements):
        _check_statement(statement, f"statements[{i}]", len(text))
    return GoldArticle(id=marks.id, text=text, marks=marks, date=record.get("date") or None, **fields)


def _check_statement(statement: MarkedStatement, where: str, length: int) -> None:
    if statement.cue is None:
        raise ValueError(f"`{where}.cue` is missing")
    parts: list[tuple[str, Span | None]] = [
        ("cue", statement.cue),
        ("source", statement.source),
        ("addressee", statement.addressee),
        ("medium", statement.medium),
        *((f"content[{i}]", span) for i, span in enumerate(statement.content)),
    ]
    for name, span in parts:
        if span is not None and not 0 <= span.start < span.end <= length:
            raise ValueError(
                f"`{where}.{name}` is [{span.start}, {span.end}]; expected start < end within 0 and {length}"
            )
