"""JSON documents: the objects of an array, or one object, cut out one by one so that memory does not grow.

Only brackets and strings are looked at; each object is parsed alone, so that one that is broken does not
stop the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+', re.DOTALL)
"""What is left of a string, up to its end."""


class Element(NamedTuple):
    """One value of the document, as it stands there."""

    line: int
    """Where it begins, counted from 1."""
    data: bytes | None
    """None where it is larger than the limit."""


def json_elements(chunks: Iterable[bytes], limit: int) -> Iterator[Element]:
    """The objects of a JSON document in UTF-8: those of its outermost array, or the document itself.

    Args:
        chunks: the document.
        limit: bytes of one element that are kept.
    """
    return _Cutter(limit).cut(chunks)


class _Cutter:
    """Where the scan stands: how deep in brackets, in a string or not."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.line = 1
        self.depth = 0
        self.floor = 0
        """Depth of the brackets around an element: 1 in an array."""
        self.begun: list[bytes] = []
        self.size = 0
        self.first_line = 1
        self.open = False
        self.in_string = False
        self.skip = 0
        """Bytes at the start of the next chunk that a backslash has taken."""

    def cut(self, chunks: Iterable[bytes]) -> Iterator[Element]:
        started = False
        for chunk in chunks:
            if not started and (text := chunk.lstrip(b"\xef\xbb\xbf \t\r\n\0")):
                started = True
                self.floor = 1 if text.startswith(b"[") else 0
            yield from self._take(chunk)
        if self.open:
            yield self._element()

    def _take(self, chunk: bytes) -> Iterator[Element]:
        start = at = counted = 0
        if self.skip:
            at, self.skip = 1, 0
        while at < len(chunk):
            if self.in_string:
                at = self._end_of_string(chunk, at)
                continue
            found = _OUTSIDE.search(chunk, at)
            if found is None:
                break
            at, sign = found.end(), found[0]
            if sign == b'"':
                self.in_string = True
            elif sign in b"{[":
                if not self.open and self.depth >= self.floor:
                    self.line += chunk.count(b"\n", counted, found.start())
                    start = counted = found.start()
                    self.open, self.first_line = True, self.line
                self.depth += 1
            else:
                self.depth = max(self.depth - 1, 0)
                if self.open and self.depth == self.floor:
                    self._keep(chunk[start:at])
                    yield self._element()
        self.line += chunk.count(b"\n", counted)
        if self.open:
            self._keep(chunk[start:])

    def _end_of_string(self, chunk: bytes, at: int) -> int:
        """Where to go on: behind the string's end, or at the end of the chunk."""
        found = _INSIDE.match(chunk, at)
        end = found.end() if found else at
        if end == len(chunk):
            return end
        if chunk[end : end + 1] == b'"':
            self.in_string = False
        else:
            self.skip = 1  # a backslash, the chunk's last byte
        return end + 1

    def _keep(self, part: bytes) -> None:
        self.size += len(part)
        if self.size > self.limit:
            self.begun = []
        else:
            self.begun.append(part)

    def _element(self) -> Element:
        data = None if self.size > self.limit else b"".join(self.begun)
        self.begun, self.size, self.open = [], 0, False
        return Element(self.first_line, data)
