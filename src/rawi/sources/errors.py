"""What could not be read, and what to do about it."""

from __future__ import annotations

from typing import Literal

import msgspec

Code = Literal[
    "missing",
    "unreadable",
    "empty",
    "damaged",
    "too-large",
    "bomb",
    "unsupported",
    "encoding",
    "invalid",
    "columns",
    "no-article",
    "network",
    "refused",
    "reader",
]

CODES: dict[Code, str] = {
    "missing": "there is no such file, folder or page",
    "unreadable": "the system does not let it be read",
    "empty": "nothing stands in it",
    "damaged": "packed or framed data that is broken or cut off",
    "too-large": "larger than what is read at once",
    "bomb": "unpacks to more than any news does",
    "unsupported": "a known format that holds no plain articles",
    "encoding": "no text in any encoding that Arabic comes in",
    "invalid": "a record that breaks the rules of its format",
    "columns": "the columns or fields that an article needs are not known",
    "no-article": "a sound page, feed or document without an article",
    "network": "the server gave no answer, or none that is good",
    "refused": "an address that is not fetched",
    "reader": "an article at which the reader itself failed",
}
"""What each code means; summaries count by them."""


class SourceError(msgspec.Struct, frozen=True):
    """One file, or one record of a file, that could not be read. It is handed out, not raised: the rest
    goes on."""

    file: str
    """Path as it was given, `packed.zip/member`, or a URL; `-` for standard input."""
    line: int | None
    """Line of the record, counted from 1; None where the fault is the whole file's."""
    reason: str
    """What is wrong."""
    remedy: str
    """What the user can do."""
    code: Code = "unreadable"
    """The kind of fault, for summaries."""
    offset: int | None = None
    """Byte at which the record begins in the unpacked file, where it has no line."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.offset is not None:
            place += f" (byte {self.offset:,})"
        return f"{place}: {self.reason}; {self.remedy}"
