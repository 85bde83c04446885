"""How articles come in: one file a format."""

from rawi.sources.columns import Columns, ColumnsError, parse_mapping
from rawi.sources.errors import CODES, SourceError
from rawi.sources.open import Position, read_articles, read_records
from rawi.sources.record import Record

__all__ = [
    "CODES",
    "Columns",
    "ColumnsError",
    "Position",
    "Record",
    "SourceError",
    "parse_mapping",
    "read_articles",
    "read_records",
]
