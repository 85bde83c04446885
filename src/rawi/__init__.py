"""Rawi reads Arabic news and says who said what, to whom, through whom, when and where."""

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

__version__ = "0.1.0"

__all__ = [
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
