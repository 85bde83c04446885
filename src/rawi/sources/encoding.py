"""Bytes to text: which encoding an Arabic file is in, decided by what reads as Arabic.

Byte order marks and strict UTF-8 decide at once. Otherwise every candidate (UTF-16 without a mark,
Windows-1256, ISO-8859-6, Mac Arabic, what a page declares) decodes a sample, and the one that looks most
like Arabic is taken: many Arabic letters, frequent words, few characters that no newspaper prints.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

SAMPLE = 65_536
"""Bytes that the choice of an encoding goes by."""

_MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = ("cp1256", "mac_arabic", "utf-8", "utf-16-le", "utf-16-be")
"""ISO-8859-6 has its letters and stops where Mac Arabic has them, which has right-to-left spaces besides."""
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,30})""", re.IGNORECASE)
_ARABIC = re.compile("[\u0620-\u064a]")
_HARMLESS = re.compile(
    "[\u0000-\u007e\u00a0\u00ab\u00bb\u060c\u061b\u061f\u064b-\u0652\u0660-\u066d\u200c-\u200f\u2010-\u2026]"
)
_BROKEN = re.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\ufffd]")
_FREQUENT = re.compile(
    r"(?<!\w)(?:[وفبل]?ال\w\w+|في|من|على|إلى|الى|عن|أن|ان|إن|التي|الذي|قال|بعد|هذا|هذه|مع|كان|بين|لم|لا)(?!\w)"
)
_PRIOR = {"cp1256": 0.15}
"""Most Arabic files that are no Unicode are in Windows-1256; this decides for texts of a few words."""
_MIXED = re.compile("[A-Za-z][\u0620-\u064a]|[\u0620-\u064a][A-Za-z]")
"""Accented Latin letters read in an Arabic encoding stand inside Latin words."""
_BROKEN_SHARE = 0.05
"""Above this share of control and replacement characters no text is read."""
_PLAUSIBLE = 0.4


class UndecodableError(ValueError):
    """The bytes are no text in any encoding that Arabic files come in."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of `data` and the name of the encoding it was in.

    `declared` is what a server says; it counts where the content does not speak against it.

    A character cut off at the end is dropped; single bytes that do not fit become U+FFFD. UTF-8 with an
    error is judged from the place of the error, so that a long preamble in ASCII does not decide.

    Raises:
        UndecodableError: the bytes are no text (a picture, an archive, …); the message says what they look
            like.
    """
    encoding = detect_encoding(data, declared)
    if encoding == "utf-8":
        try:
            return _whole_characters(data).decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            encoding = detect_encoding(data[max(0, error.start - 1024) : error.start + SAMPLE], declared)
    text = _whole_characters(data, encoding).decode(encoding, errors="replace")
    return text, encoding.removesuffix("-sig")


def detect_encoding(data: bytes, declared: str | None = None) -> str:
    """Name of the encoding of `data`, of which only a sample from its beginning is looked at; `declared` as
    for `decode`.

    Raises:
        UndecodableError: the bytes are no text.
    """
    sample = data[:SAMPLE]
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if not _has_zero_high_bytes(sample) and _is_utf8(sample):
        if _broken_share(sample.decode("utf-8", errors="replace")) <= _BROKEN_SHARE:
            return "utf-8"
        raise UndecodableError("it is full of control characters, so it is no text")
    return _most_arabic(sample, _known_encoding(declared or ""))


def decode_chunks(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Chunks in `encoding` as chunks in UTF-8; bytes that do not fit become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", errors="replace")
    yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page's `meta` element or XML declaration names, where Python knows it."""
    found = _DECLARED.search(data[:4096])
    return _known_encoding(found[1].decode("ascii")) if found else None


def _known_encoding(name: str) -> str | None:
    """Python's name of an encoding for text; None where it knows none of this name."""
    try:
        info = codecs.lookup(name)
        "".encode(info.name)  # a codec that is no text encoding (base64, zip) refuses this
    except (LookupError, UnicodeError):
        return None
    return info.name


def _most_arabic(sample: bytes, declared: str | None) -> str:
    named = [name for name in (declared, declared_encoding(sample)) if name]
    candidates = [*named, *_CANDIDATES]
    scored = [(_plausibility(sample, name) + _PRIOR.get(name, 0.0), name) for name in candidates]
    best, encoding = max(scored, key=lambda pair: pair[0])
    if best >= _PLAUSIBLE:
        return encoding
    for other in [*named, "utf-8", "cp1252"]:  # no Arabic, but text all the same
        text = sample.decode(other, errors="replace")
        letters = sum(1 for c in text if c.isalpha() and c < "\u0250")
        if _broken_share(text) <= _BROKEN_SHARE / 5 and letters > len(text) * 0.6:
            return other
    raise UndecodableError("it is no text in UTF-8, UTF-16, Windows-1256, ISO-8859-6 or Mac Arabic")


def _plausibility(sample: bytes, encoding: str) -> float:
    """How much `sample` decoded this way looks like Arabic, at most about 1; below 0 for rubbish."""
    text = _whole_characters(sample, encoding).decode(encoding, errors="replace")
    arabic = len(_ARABIC.findall(text))
    if not arabic:
        return 0.0
    frequent = sum(len(word) for word in _FREQUENT.findall(text))
    if arabic > 200 and not frequent:
        return 0.0
    broken = len(_BROKEN.findall(text))
    strange = len(text) - arabic - len(_HARMLESS.findall(text))
    return (arabic * 0.7 + frequent - strange - 3 * (broken + len(_MIXED.findall(text)))) / (
        arabic + strange + broken
    )


def _broken_share(text: str) -> float:
    return len(_BROKEN.findall(text)) / max(len(text), 1)


def _has_zero_high_bytes(sample: bytes) -> bool:
    """Whether every other byte is mostly 00 or 06, as in UTF-16: Arabic letters there are valid ASCII
    bytes."""
    for parity in (0, 1):
        half = sample[parity::2]
        if len(half) > 3 and half.count(0) + half.count(6) > 0.6 * len(half):
            return True
    return False


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _whole_characters(data: bytes, encoding: str = "utf-8") -> bytes:
    """`data` without a character that is cut off at its end."""
    if encoding.startswith("utf-16"):
        return data[: len(data) // 2 * 2]
    if encoding.startswith("utf-8"):
        for back in range(1, min(4, len(data) + 1)):
            byte = data[-back]
            if byte >= 0xC0:
                needed = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
                return data[:-back] if needed > back else data
            if byte < 0x80:
                break
    return data
