"""Rawi reads Arabic news and says who said what, to whom, through whom, when and where."""

from typing import TYPE_CHECKING, Any

from rawi.reading.reader import Reader, read
from rawi.schema import (
    Article,
    Credit,
    Evidence,
    Link,
    Reading,
    Span,
    Speaker,
    Statement,
    StatementTime,
    TimeExpression,
    Via,
    json_schema,
)

if TYPE_CHECKING:
    from rawi.archive.archive import Archive

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "Article",
    "Credit",
    "Evidence",
    "Link",
    "Reader",
    "Reading",
    "Span",
    "Speaker",
    "Statement",
    "StatementTime",
    "TimeExpression",
    "Via",
    "json_schema",
    "read",
]


def __getattr__(name: str) -> Any:
    """`rawi.Archive` is loaded when it is asked for: who only reads needs no database."""
    if name == "Archive":
        from rawi.archive.archive import Archive

        return Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
