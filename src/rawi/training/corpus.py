"""Raw text for the vectors: one paragraph a line, in folded tokens, digits as 0."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from rawi.learning.features import vector_form
from rawi.sources import SourceError, read_articles
from rawi.text.tokens import tokenize
from rawi.training.errors import TrainingError
from rawi.training.loop import Say

SHORTEST = 4
"""Tokens of a paragraph that is worth learning from."""
SAY_EVERY = 50_000
"""Texts between lines of progress."""


def write_corpus(files: Iterable[str | os.PathLike[str]], path: Path, say: Say) -> int:
    """Writes the text of all files for floret and gives the number of tokens.

    A file whose name ends in `.txt` or `.txt.gz` has one text a line; all others are what `rawi read` takes.

    Raises:
        TrainingError: there is no Arabic text in them.
    """
    tokens = 0
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("w", encoding="utf-8") as out:
        for count, text in enumerate(_texts(files, say), 1):
            for line in _lines(text):
                out.write(" ".join(line) + "\n")
                tokens += len(line)
            if count % SAY_EVERY == 0:
                say(f"corpus: {count:,} texts, {tokens:,} tokens")
    if not tokens:
        raise TrainingError(
            "the corpus has no text in it; give files of articles, or of one text a line (.txt)"
        )
    unfinished.replace(path)
    return tokens


def _texts(files: Iterable[str | os.PathLike[str]], say: Say) -> Iterator[str]:
    for file in files:
        if os.fspath(file).endswith((".txt", ".txt.gz")):
            opener = gzip.open if os.fspath(file).endswith(".gz") else open
            try:
                with opener(Path(file), "rt", encoding="utf-8") as lines:
                    yield from lines
            except UnicodeDecodeError as error:
                raise TrainingError(f"{os.fspath(file)}: no UTF-8 ({error.reason}); convert it") from None
            continue
        for article in read_articles(file):
            if isinstance(article, SourceError):
                say(f"warning: {article}")
            else:
                yield article.text


def _lines(text: str) -> Iterator[list[str]]:
    line: list[str] = []
    for token in tokenize(text):
        if token.norm == "\n":
            if len(line) >= SHORTEST:
                yield line
            line = []
        else:
            line.append(vector_form(token.norm))
    if len(line) >= SHORTEST:
        yield line
