"""How articles come in: one file a format."""

from rawi.sources.errors import SourceError
from rawi.sources.open import Position, read_articles

__all__ = ["Position", "SourceError", "read_articles"]
