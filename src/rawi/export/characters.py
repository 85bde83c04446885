"""Characters of articles made safe to show.

An article may hold anything: terminal escapes that rewrite the screen, bidirectional overrides that turn a
sentence round, NUL. Every such character is shown as one visible character, so offsets into the text stay
true.
"""

from __future__ import annotations

import re

_C0 = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
"""Control characters → their pictures (ESC → ␛)."""
_VISIBLE: dict[int, int] = {
    **_C0,
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),  # 8-bit controls: U+009B begins an escape as ESC [ does
    **dict.fromkeys(range(0x202A, 0x202F), 0xFFFD),  # bidirectional embeddings and overrides
    **dict.fromkeys(range(0x2066, 0x206A), 0xFFFD),  # bidirectional isolates
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),  # halves of surrogate pairs
    **dict.fromkeys((0x2028, 0x2029), 0x0A),  # line and paragraph separators
    **dict.fromkeys(range(0xE0000, 0xE0080), 0xFFFD),  # tags, invisible
    **dict.fromkeys((0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF), 0xFFFD),
    0x0D: 0x20,
    0x09: 0x20,
}
_RAW_IN_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """`text` with each unsafe character replaced by a visible one; the length stays the same."""
    return text.translate(_VISIBLE)


def printable_line(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal acts on."""
    return " ".join(printable(text).split())


def printable_json(encoded: str) -> str:
    """JSON with the control characters that it may hold as they are written as `\\u…` escapes: the same
    value."""
    return _RAW_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)
