"""Folders of files to annotate, and every form of annotation as it is read back.

A folder holds `articles.jsonl`, the articles as they came in (what all spans count in), and for each of them
a file to annotate: `NAME.units.txt`, or `NAME.txt` and `NAME.ann` for brat.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import msgspec

from rawi.annotation import brat, units
from rawi.annotation.checks import check_annotation
from rawi.annotation.faults import AnnotationFault, Report
from rawi.annotation.form import (
    Annotation,
    MarksReader,
    article_record,
    offset_record,
    read_article,
    read_offsets,
)

Format = Literal["units", "brat"]
ARTICLES = "articles.jsonl"
MAX_NAME = 80
"""Characters of a file's name; what is longer is cut and told apart by a digest."""

_UNSAFE = re.compile(r"[^\w.\-]+")


class FolderError(ValueError):
    """A folder or file that cannot be used; the message says why and what to do."""


@dataclass(slots=True)
class Written:
    """What was written into a folder."""

    files: list[Path] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Ids of articles that were there before; their files are left as they are."""


@dataclass(slots=True)
class Loaded:
    """Annotation that was read back, and what is wrong with it."""

    annotations: list[Annotation] = field(default_factory=list)
    faults: list[AnnotationFault] = field(default_factory=list)

    @property
    def errors(self) -> list[AnnotationFault]:
        """The faults that keep an article out of what is written."""
        return [fault for fault in self.faults if fault.severity == "error"]

    @property
    def sound(self) -> list[Annotation]:
        """The annotations without an error."""
        faulty = {fault.article for fault in self.errors}
        return [a for a in self.annotations if a.article.id not in faulty]


@dataclass(frozen=True, slots=True)
class _Articles:
    """The articles of a folder, by their id and by the name of their file."""

    by_id: dict[str, Annotation]
    by_file: dict[str, Annotation]

    @classmethod
    def of(cls, folder: Path) -> _Articles:
        articles = load_articles(folder / ARTICLES)
        return cls(articles, {file_name(id): article for id, article in articles.items()})


def write_folder(
    folder: str | os.PathLike[str], annotations: Iterable[Annotation], format: Format = "units"
) -> Written:
    """Writes files to annotate.

    An article that the folder holds already is left as it is; articles without an id, or with one that is
    taken by another text, get one.

    Raises:
        FolderError: the folder cannot be written, or its articles.jsonl not be read.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        known = load_articles(path / ARTICLES) if (path / ARTICLES).exists() else {}
        written, new = Written(), []
        for annotation in _with_ids(annotations, known, written.kept):
            known[annotation.article.id] = annotation
            new.append(annotation)
            written.files += _write_article(path, annotation, format)
        if format == "brat":
            for name, text in brat.configuration().items():
                if not (path / name).exists():
                    _write(path / name, text)
        lines = [f"{json.dumps(article_record(a), ensure_ascii=False)}\n" for a in known.values()]
        if new:
            _write(path / ARTICLES, "".join(lines))
    except OSError as error:
        raise FolderError(f"{path}: {error.strerror or error}; choose another folder") from None
    return written


def write_offsets(file: str | os.PathLike[str], annotations: Iterable[Annotation]) -> None:
    """Writes the offset form, one article a line: what `rawi evaluate` and training take.

    Raises:
        FolderError: the file cannot be written.
    """
    try:
        lines = (f"{json.dumps(offset_record(a), ensure_ascii=False)}\n" for a in annotations)
        _write(Path(file), "".join(lines))
    except OSError as error:
        raise FolderError(f"{os.fspath(file)}: {error.strerror or error}; choose another file") from None


def load_annotation(what: str | os.PathLike[str]) -> Loaded:
    """Reads and checks annotation: a folder, one of its files, or a file in the offset form.

    Raises:
        FolderError: there is no such file, or no annotation in it.
    """
    path = Path(what)
    loaded = Loaded()
    try:
        if path.is_dir():
            files = [*sorted(path.glob(f"*{units.ENDING}")), *sorted(path.glob(f"*{brat.MARKS_ENDING}"))]
            if not files:
                raise FolderError(
                    f"{path}: no {units.ENDING} or {brat.MARKS_ENDING} file in it; rawi gold new writes them"
                )
            articles = _Articles.of(path)
            for file in files:
                _load_file(file, articles, loaded)
        elif path.name.endswith((units.ENDING, brat.MARKS_ENDING)):
            _load_file(path, _Articles.of(path.parent), loaded)
        else:
            _load_offsets(path, loaded)
    except OSError as error:
        raise FolderError(f"{path}: {error.strerror or error}; check the name") from None
    _check_ids(loaded)
    return loaded


def load_articles(file: Path) -> dict[str, Annotation]:
    """The articles of a folder by their id, nothing marked on them.

    Raises:
        FolderError: the file is not there, or damaged.
    """
    if not file.is_file():
        raise FolderError(f"{file}: it is missing; it holds the articles, rawi gold new writes it")
    articles: dict[str, Annotation] = {}
    for number, line in enumerate(_read(file).split("\n"), 1):
        if line.strip():
            try:
                article, corpus = read_article(json.loads(line))
            except ValueError as error:
                raise FolderError(f"{file}:{number}: {error}; mend or remove the line") from None
            articles[article.id] = Annotation(article, corpus=corpus)
    return articles


def file_name(id: str) -> str:
    """The name of an article's files, without their endings: its id, where that can be a file's name."""
    name = _UNSAFE.sub("_", id).strip(".")[:MAX_NAME]
    return name if name == id else f"{name}-{hashlib.sha256(id.encode()).hexdigest()[:8]}"


def _with_ids(
    annotations: Iterable[Annotation], known: dict[str, Annotation], kept: list[str]
) -> Iterator[Annotation]:
    for annotation in annotations:
        article = annotation.article
        wanted = article.id or f"article-{hashlib.sha256(article.text.encode()).hexdigest()[:8]}"
        id, n = wanted, 1
        while id in known and known[id].text != article.text:
            n += 1
            id = f"{wanted}-{n}"
        if id in known:
            kept.append(id)
        else:
            yield replace(annotation, article=msgspec.structs.replace(article, id=id))


def _write_article(folder: Path, annotation: Annotation, format: Format) -> list[Path]:
    name = file_name(annotation.article.id)
    if format == "units":
        texts = {units.ENDING: units.units_text(annotation)}
    else:
        texts = {brat.TEXT_ENDING: annotation.text, brat.MARKS_ENDING: brat.ann_text(annotation)}
    files = []
    for ending, text in texts.items():
        file = folder / f"{name}{ending}"
        if file.exists():
            raise FolderError(f"{file}: it is there already, for another article; choose another folder")
        _write(file, text)
        files.append(file)
    return files


def _load_file(file: Path, articles: _Articles, loaded: Loaded) -> None:
    report = Report(str(file))
    text = _text(file, report)
    if text is None:
        pass
    elif file.name.endswith(units.ENDING):
        found = _take(units.parse_units(text, articles.by_id, report), report, loaded)
        if not found and not report.faults:
            report.add("", "there is no annotation in it", 'add the line {"id": …, "statements": […]}')
    else:
        name = file.name.removesuffix(brat.MARKS_ENDING)
        article = articles.by_file.get(name)
        if article is None:
            report.add("", f"no article of {ARTICLES} has this file", "give it the name it had")
        else:
            shown = file.with_name(f"{name}{brat.TEXT_ENDING}")
            if shown.is_file() and _read(shown) != article.text:
                report.article = article.article.id
                reason = f"{shown.name} is not as the article came in, so brat's offsets are wrong"
                report.add("", reason, "put the text back and mark it anew")
            _take([brat.parse_ann(text, article, report)], report, loaded)
    loaded.faults += report.faults


def _load_offsets(file: Path, loaded: Loaded) -> None:
    report = Report(str(file))
    text = _text(file, report) or ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        report.article, report.line = "", number
        try:
            record: Any = json.loads(line)
            article, corpus = read_article(record)
        except ValueError as error:
            report.add("", f"no annotated article: {error}", "mend or remove the line")
            continue
        report.article = article.id
        length = len(article.text)
        reader = MarksReader(lambda value, length=length: read_offsets(value, length), report, number)  # type: ignore[misc]
        marks = reader.credits(record), reader.statements(record)
        _take([Annotation(article, *marks, corpus)], report, loaded)
    if not loaded.annotations and not report.faults:
        report.add("", "there is no annotation in it", "expected one annotated article a line")
    loaded.faults += report.faults


def _take(found: Iterable[Annotation], report: Report, loaded: Loaded) -> int:
    """Checks and keeps annotations; how many they are."""
    before = len(loaded.annotations)
    for annotation in found:
        report.article = annotation.article.id
        check_annotation(annotation, report)
        loaded.annotations.append(annotation)
    return len(loaded.annotations) - before


def _check_ids(loaded: Loaded) -> None:
    seen: set[str] = set()
    for annotation in loaded.annotations:
        id = annotation.article.id
        if id in seen:
            reason, remedy = "it is annotated twice", "remove one of the two"
            loaded.faults.append(AnnotationFault("", None, id, None, "", reason, remedy))
        seen.add(id)


def _text(file: Path, report: Report) -> str | None:
    try:
        return _read(file)
    except UnicodeDecodeError as error:
        report.add("", f"no UTF-8 at byte {error.start}", "save it as UTF-8")
    return None


def _read(file: Path) -> str:
    """The text of a file, its ends of lines as they are."""
    data = file.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")


def _write(file: Path, text: str) -> None:
    """Writes a file as a whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(text.encode("utf-8"))
    part.replace(file)
