"""What an annotator marks on an article, and its offset form: the JSON of gold files.

The offset form is one object an article: `id`, `outlet`, `url`, `date`, `title`, `byline`, `text` (headline,
newline, body), `credits` and `statements`, every span as `[start, end]` into `text`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rawi.annotation.faults import Report
from rawi.annotation.notation import SpanError
from rawi.evaluation import GoldArticle, MarkedStatement, Marks
from rawi.schema import Article, Reading, Span

Record = dict[str, Any]
SpanWriter = Callable[[Span], Any]
SpanReader = Callable[[Any], Span]


@dataclass(slots=True)
class AnnotatedVia:
    """A transmitter between the speaker and the article."""

    span: Span | None
    name: str | None
    kind: str | None


@dataclass(slots=True)
class AnnotatedCredit:
    """An agency or outlet that the article credits for its text."""

    span: Span | None
    name: str | None


@dataclass(slots=True)
class AnnotatedStatement:
    """A statement as an annotator wrote it; a part that was not found, or is still to be written, is None."""

    cue: Span | None
    content: list[Span]
    source: Span | None = None
    speaker: str | None = None
    kind: str | None = None
    mode: str | None = None
    via: list[AnnotatedVia] = field(default_factory=list)
    parent: int | None = None
    addressee: Span | None = None
    medium: Span | None = None
    act: str | None = None
    """None where acts are not annotated."""
    label: str = field(default="", compare=False)
    """What the file calls it."""
    line: int | None = field(default=None, compare=False)


@dataclass(slots=True)
class Annotation:
    """An article with what was marked on it."""

    article: Article
    credits: list[AnnotatedCredit] = field(default_factory=list)
    statements: list[AnnotatedStatement] = field(default_factory=list)
    corpus: str = ""

    @property
    def text(self) -> str:
        """Headline, newline, body: what all spans count in."""
        return self.article.text

    def marks(self) -> Marks:
        """What the measures compare."""
        statements = tuple(
            MarkedStatement(
                cue=s.cue,
                content=tuple(s.content),
                speaker=s.speaker or "",
                source=s.source,
                mode=s.mode,
                via=tuple(v.name or "" for v in s.via),
                parent=s.parent,
                addressee=s.addressee,
                medium=s.medium,
            )
            for s in self.statements
        )
        return Marks(self.article.id, statements, tuple(c.name or "" for c in self.credits))

    def gold(self) -> GoldArticle:
        """The annotation as what others are measured against."""
        a = self.article
        return GoldArticle(
            a.id, a.text, self.marks(), a.title, a.outlet, self.corpus, a.url, a.date, a.byline
        )


def annotation_of(reading: Reading) -> Annotation:
    """What the reader found, as if it had been annotated; where the speaker is unknown there is none."""
    article = Article(
        id=reading.id,
        title=reading.title,
        body=reading.text[len(reading.title) + 1 :],
        outlet=reading.outlet,
        url=reading.url,
        date=reading.date,
        byline=reading.byline,
    )
    statements = [
        AnnotatedStatement(
            cue=s.cue,
            content=list(s.content),
            source=s.source,
            speaker=s.speaker.name,
            kind=s.speaker.kind,
            mode=s.mode,
            via=[AnnotatedVia(v.span, v.name, v.kind) for v in s.via],
            parent=s.parent,
            addressee=s.addressee,
            medium=s.medium,
            act=s.act,
        )
        for s in reading.statements
    ]
    return Annotation(article, [AnnotatedCredit(c.span, c.name) for c in reading.credits], statements)


def article_record(annotation: Annotation) -> Record:
    """The article without its marks."""
    a = annotation.article
    record: Record = {"id": a.id}
    if annotation.corpus:
        record["corpus"] = annotation.corpus
    record |= {"outlet": a.outlet, "url": a.url, "date": a.date, "title": a.title, "byline": a.byline}
    return record | {"text": a.text}


def offset_record(annotation: Annotation) -> Record:
    """The offset form: article and marks."""
    return article_record(annotation) | marks_record(annotation, lambda span: [span.start, span.end])


def marks_record(annotation: Annotation, write: SpanWriter) -> Record:
    """Credits and statements as plain dicts, each span as `write` writes it."""

    def span(value: Span | None) -> Any:
        return None if value is None else write(value)

    return {
        "credits": [{"span": span(c.span), "name": c.name} for c in annotation.credits],
        "statements": [
            {
                "cue": span(s.cue),
                "source": span(s.source),
                "speaker": s.speaker,
                "kind": s.kind,
                "content": [span(part) for part in s.content],
                "mode": s.mode,
                "via": [{"span": span(v.span), "name": v.name, "kind": v.kind} for v in s.via],
                "parent": s.parent,
                "addressee": span(s.addressee),
                "medium": span(s.medium),
                **({"act": s.act} if s.act is not None else {}),
            }
            for s in annotation.statements
        ],
    }


def read_article(record: Any) -> tuple[Article, str]:
    """Article and corpus of a record.

    Raises:
        ValueError: `id` or `text` is missing, or `text` does not begin with `title`.
    """
    if not isinstance(record, dict) or not isinstance(record.get("id"), str) or not record["id"]:
        raise ValueError("expected an object with a string `id`")
    fields = {name: record.get(name) or "" for name in ("outlet", "url", "byline", "corpus", "date")}
    text = record.get("text")
    for name, value in {**fields, "text": text}.items():
        if not isinstance(value, str):
            raise ValueError(f"`{name}` is no string")
    assert isinstance(text, str)
    title = record.get("title", text.partition("\n")[0])
    if not isinstance(title, str) or not text.startswith(f"{title}\n"):
        raise ValueError("`text` does not begin with `title` and a newline")
    article = Article(
        id=record["id"],
        title=title,
        body=text[len(title) + 1 :],
        date=fields["date"] or None,
        outlet=fields["outlet"],
        url=fields["url"],
        byline=fields["byline"],
    )
    return article, fields["corpus"]


def read_offsets(value: Any, length: int) -> Span:
    """The span of `[start, end]` or `{"start": …, "end": …}`.

    Raises:
        SpanError: it is none within a text of `length` characters.
    """
    pair = [value.get("start"), value.get("end")] if isinstance(value, dict) else value
    if isinstance(pair, list) and len(pair) == 2 and all(type(x) is int for x in pair):
        start, end = pair
        if 0 <= start < end <= length:
            return Span(start, end)
        raise SpanError(None, f"[{start}, {end}] is not within 0 and {length}, start before end", "mend it")
    raise SpanError(None, f"{value!r} is no span; expected [start, end]", "mend it")


@dataclass(slots=True)
class MarksReader:
    """Reads credits and statements of a record; what is wrong goes to the report and is None in what comes
    out."""

    read: SpanReader
    report: Report
    line: int | None = None
    lines: list[int] = field(default_factory=list)
    """Line of each statement, where they have lines of their own."""
    labels: list[str] = field(default_factory=list)
    """What the file calls each statement, where that is not `statements[0]` and so on."""

    def credits(self, record: Record) -> list[AnnotatedCredit]:
        """The credits of a record."""
        found = []
        for i, credit in enumerate(self._objects(record, "credits", "", self.line)):
            where = f"credits[{i}]"
            span = self._span(credit, "span", where, self.line, needed=True)
            found.append(AnnotatedCredit(span, self._name(credit, "name", where, self.line)))
        return found

    def statements(self, record: Record) -> list[AnnotatedStatement]:
        """The statements of a record, in its order."""
        found = []
        for i, statement in enumerate(self._objects(record, "statements", "", self.line)):
            label = self.labels[i] if i < len(self.labels) else f"statements[{i}]"
            found.append(
                self._statement(statement, label, self.lines[i] if i < len(self.lines) else self.line)
            )
        return found

    def _statement(self, record: Record, label: str, line: int | None) -> AnnotatedStatement:
        via = []
        for i, item in enumerate(self._objects(record, "via", label, line)):
            where = f"{label}.via[{i}]"
            span = self._span(item, "span", where, line, needed=True)
            name = self._name(item, "name", where, line)
            via.append(AnnotatedVia(span, name, self._name(item, "kind", where, line)))
        parent = record.get("parent")
        if parent is not None and type(parent) is not int:
            self.report.add(
                f"{label}.parent",
                f"{parent!r} is neither null nor the index of a statement",
                "write its index, from 0",
                line=line,
            )
            parent = None
        return AnnotatedStatement(
            cue=self._span(record, "cue", label, line, needed=True),
            content=self._content(record, label, line),
            source=self._span(record, "source", label, line),
            speaker=self._name(record, "speaker", label, line),
            kind=self._name(record, "kind", label, line),
            mode=self._name(record, "mode", label, line),
            via=via,
            parent=parent,
            addressee=self._span(record, "addressee", label, line),
            medium=self._span(record, "medium", label, line),
            act=self._name(record, "act", label, line),
            label=label,
            line=line,
        )

    def _content(self, record: Record, label: str, line: int | None) -> list[Span]:
        content = record.get("content")
        parts = content if isinstance(content, list) else [content]
        if not parts or content is None:
            self.report.add(
                f"{label}.content",
                "there is no content; expected a list of one span at least",
                "mark what is said, or remove the statement",
                line=line,
            )
            return []
        if not isinstance(content, list) or (len(content) == 2 and all(type(x) is int for x in content)):
            self.report.add(
                f"{label}.content", "a list of spans was expected", "put [ ] around the span", line=line
            )
            return []
        found = [self._resolve(part, f"{label}.content[{i}]", line) for i, part in enumerate(parts)]
        return [span for span in found if span is not None]

    def _objects(self, record: Record, name: str, label: str, line: int | None) -> list[Record]:
        value = record.get(name)
        where = f"{label}.{name}" if label else name
        if value is None:
            return []
        if not isinstance(value, list):
            self.report.add(where, "a list was expected", "put [ ] around it", line=line)
            return []
        objects = []
        for i, item in enumerate(value):
            if isinstance(item, dict):
                objects.append(item)
            else:
                self.report.add(f"{where}[{i}]", "an object was expected", "write it in { }", line=line)
                objects.append({})
        return objects

    def _span(
        self, record: Record, name: str, label: str, line: int | None, *, needed: bool = False
    ) -> Span | None:
        value = record.get(name)
        where = f"{label}.{name}"
        if value is None or value == "":
            if needed:
                self.report.add(where, "it is missing; expected a span", "mark it", line=line)
            return None
        return self._resolve(value, where, line)

    def _resolve(self, value: Any, where: str, line: int | None) -> Span | None:
        try:
            return self.read(value)
        except SpanError as error:
            self.report.add(where, error.reason, error.remedy, line=line, unit=error.unit)
            return None

    def _name(self, record: Record, name: str, label: str, line: int | None) -> str | None:
        value = record.get(name)
        if value is None or isinstance(value, str):
            return value
        where = f"{label}.{name}"
        self.report.add(where, f"{value!r} is no string", "write it in quotation marks", line=line)
        return None
