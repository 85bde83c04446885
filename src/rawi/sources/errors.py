"""What could not be read, and what to do about it."""

from __future__ import annotations

import msgspec


class SourceError(msgspec.Struct, frozen=True):
    """One file, or one record of a file, that could not be read. It is handed out, not raised: the rest
    goes on."""

    file: str
    """Path as it was given; `-` for standard input."""
    line: int | None
    """Line of the record, counted from 1; None where the fault is the whole file's."""
    reason: str
    """What is wrong."""
    remedy: str
    """What the user can do."""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.reason}; {self.remedy}"
