"""What is kept compressed, with Zstandard: texts, the pages they came from, and the evidence of statements.

A page is compressed with the text that was taken from it as its dictionary: only what surrounds the text, and
markup within it, takes room. So it can be unpacked only beside its text, which the archive never drops.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import zstandard
from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from rawi.schema import Evidence, Statement

_LEVEL = 3


class PackedText(TypeDecorator[str]):
    """A long text: SQLite gets it compressed, PostgreSQL as it is and compresses it itself."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return LargeBinary() if dialect.name == "sqlite" else Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return zstandard.compress(value.encode(), _LEVEL)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return zstandard.decompress(value).decode()


class Original(msgspec.Struct, frozen=True):
    """The page behind a reading."""

    page: bytes
    """As `pack_page` made it."""
    media_type: str
    """With its charset where it is not UTF-8: `text/html; charset=windows-1256`."""
    found_in: str
    """File and line, or URL."""


def pack_page(page: bytes, text: str) -> bytes:
    """A page, compressed beside the text that was taken from it."""
    return zstandard.ZstdCompressor(_LEVEL, dict_data=_dictionary(text)).compress(page)


def unpack_page(packed: bytes, text: str) -> bytes:
    """The page that `pack_page` was given, with the same text."""
    return zstandard.ZstdDecompressor(dict_data=_dictionary(text)).decompress(packed)


def _dictionary(text: str) -> zstandard.ZstdCompressionDict:
    # a dictionary of fewer than 8 bytes is refused
    return zstandard.ZstdCompressionDict(text.encode().ljust(8), dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def pack_evidence(statements: Iterable[Statement]) -> bytes:
    """Part, rule and detail of all evidence of some statements."""
    why = [[(e.part, e.rule, e.detail) for e in statement.why] for statement in statements]
    return zstandard.compress(msgspec.json.encode(why), _LEVEL)


def unpack_evidence(packed: bytes) -> list[list[Evidence]]:
    """The evidence of each statement."""
    why = msgspec.json.decode(zstandard.decompress(packed), type=list[list[tuple[str, str, str]]])
    return [[Evidence(*evidence) for evidence in of_statement] for of_statement in why]
