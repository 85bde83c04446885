"""Packed files: gzip and zstd unpacked as they are read, members of zip archives, and a limit for bombs."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from rawi.sources.encoding import SAMPLE
from rawi.sources.errors import Code, SourceError

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
MAX_NESTING = 4
"""Layers of packing: a zip of zips of gzipped files has three."""
MAX_RATIO = 250
"""Unpacked bytes for each packed one. News packs to a fifth, repetitive JSON lines to a fiftieth."""
BOMB_FROM = 1 << 30
"""Unpacked bytes below which no file is a bomb, however well it packs."""
MAX_SPOOL = 1 << 32
"""Bytes of a zip archive that has to be kept on disk, because it comes through a pipe or is packed itself."""
_ZSTD_WINDOW = 1 << 27
"""Bytes of memory that one zstd frame may ask for."""
_ZSTD_PIECE = 512
"""Packed bytes given to zstd at once: each few of them may unpack to 128 KiB."""
_FETCH_AGAIN = "fetch it again; what came before was read"


class PackingError(Exception):
    """Packed data that cannot be unpacked any further; the message says why."""

    def __init__(self, reason: str, code: Code = "damaged", remedy: str = _FETCH_AGAIN) -> None:
        super().__init__(reason)
        self.code = code
        self.remedy = remedy


class Allowance:
    """How much one file of the user may unpack to, all its layers and members together."""

    def __init__(self) -> None:
        self.packed = 0
        self.unpacked = 0

    def spend(self, size: int) -> None:
        """Counts unpacked bytes.

        Raises:
            PackingError: there are more of them than any news packs to.
        """
        self.unpacked += size
        if self.unpacked > max(BOMB_FROM, MAX_RATIO * self.packed):
            reason = f"it unpacks to more than {MAX_RATIO} times its size"
            raise PackingError(reason, "bomb", "unpack it yourself, if you trust it")


Unpack = Callable[[Iterable[bytes], Allowance], Iterator[bytes]]


class Stream:
    """The bytes of one file or member, unpacked while they are taken.

    A fault in the packing ends them early and is kept in `error`; what came before it is given out.
    """

    def __init__(
        self,
        file: str,
        chunks: Iterator[bytes],
        allowance: Allowance,
        *,
        depth: int = 0,
        path: Path | None = None,
    ) -> None:
        self.file = file
        self.path = path
        """Where the same bytes lie on disk; None where they come through a pipe or are packed."""
        self.allowance = allowance
        self.depth = depth
        self.error: SourceError | None = None
        self._chunks = self._guarded(chunks)
        self.head = self._take_head()
        while unpack := self._unpacker():
            self.depth, self.path = self.depth + 1, None
            self._chunks = self._guarded(unpack(chain([self.head], self._chunks), allowance))
            self.head = self._take_head()

    def chunks(self) -> Iterator[bytes]:
        """All bytes, from the first."""
        if self.head:
            yield self.head
        yield from self._chunks

    def all(self, limit: int) -> bytes | None:
        """All bytes at once, None where they are more than `limit`."""
        parts, size = [], 0
        for chunk in self.chunks():
            parts.append(chunk)
            size += len(chunk)
            if size > limit:
                return None
        return b"".join(parts)

    def _unpacker(self) -> Unpack | None:
        if self.depth >= MAX_NESTING:
            return None
        return unpack_gzip if self.head.startswith(GZIP) else unpack_zstd if self.head[:4] == ZSTD else None

    def _take_head(self) -> bytes:
        parts, size = [], 0
        for chunk in self._chunks:
            parts.append(chunk)
            size += len(chunk)
            if size >= SAMPLE:
                break
        return b"".join(parts)

    def _guarded(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from chunks
        except PackingError as error:
            self.error = SourceError(self.file, None, str(error), error.remedy, error.code)


def unpack_gzip(chunks: Iterable[bytes], allowance: Allowance) -> Iterator[bytes]:
    """Bytes of all members.

    Raises:
        PackingError: the data is broken or cut off, or a bomb; what was unpacked before has been given out.
    """
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begun = False
    try:
        for packed in chunks:
            while packed:
                if unpacker.eof:
                    packed = packed.lstrip(b"\0")  # padding between members
                    unpacker, begun = zlib.decompressobj(zlib.MAX_WBITS | 16), False
                    continue
                begun = True
                data = unpacker.decompress(packed, CHUNK * 16)
                allowance.spend(len(data))
                yield data
                packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise PackingError(f"the gzip file is damaged ({error})") from None
    if begun and not unpacker.eof:
        raise PackingError("the gzip file ends too early")


def unpack_zstd(chunks: Iterable[bytes], allowance: Allowance) -> Iterator[bytes]:
    """Bytes of all frames (same errors as `unpack_gzip`)."""
    import zstandard

    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    unpacker = decompressor.decompressobj()
    begun = False
    try:
        for chunk in chunks:
            for start in range(0, len(chunk), _ZSTD_PIECE):
                packed = chunk[start : start + _ZSTD_PIECE]
                while packed:
                    if unpacker.eof:
                        unpacker = decompressor.decompressobj()
                    begun = True
                    data = unpacker.decompress(packed)
                    allowance.spend(len(data))
                    yield data
                    packed = unpacker.unused_data
    except zstandard.ZstdError as error:
        raise PackingError(f"the zstd file is damaged ({error})") from None
    if begun and not unpacker.eof:
        raise PackingError("the zstd file ends too early")


def zip_members(stream: Stream) -> Iterator[Stream | SourceError]:
    """The files in a zip archive, in its order, each as a stream; what cannot be unpacked gives an error."""
    with stream.path.open("rb") if stream.path else tempfile.TemporaryFile() as spool:
        try:
            if not stream.path:
                _spool(stream, spool)
            archive = zipfile.ZipFile(spool)
        except PackingError as error:
            yield SourceError(stream.file, None, str(error), error.remedy, error.code)
            return
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            reason = f"the zip archive is damaged ({error})"
            yield SourceError(stream.file, None, reason, "fetch it again", "damaged")
            return
        names = archive.namelist()
        if "[Content_Types].xml" in names or (names and names[0] == "mimetype"):
            reason, remedy = "it is an Office document or an e-book", "save its text as .txt"
            yield SourceError(stream.file, None, reason, remedy, "unsupported")
            return
        members = [member for member in archive.infolist() if _is_article_file(member)]
        if not members:
            yield SourceError(stream.file, None, "the zip archive holds no files", "check it", "empty")
        for member in members:
            chunks = _member_chunks(archive, member, stream.allowance)
            yield Stream(f"{stream.file}/{member.filename}", chunks, stream.allowance, depth=stream.depth + 1)


def _spool(stream: Stream, spool: IO[bytes]) -> None:
    """Writes the archive to disk: its directory stands at its end.

    Raises:
        PackingError: it is larger than MAX_SPOOL.
    """
    for chunk in stream.chunks():
        spool.write(chunk)
        if spool.tell() > MAX_SPOOL:
            reason = f"a zip archive of more than {MAX_SPOOL:,} bytes"
            raise PackingError(reason, "too-large", "unpack it and name the folder")
    spool.seek(0)


def _is_article_file(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.split("/")
    return not member.is_dir() and not any(part.startswith((".", "__MACOSX")) for part in parts)


def _member_chunks(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowance: Allowance
) -> Iterator[bytes]:
    try:
        with archive.open(member) as file:
            while chunk := file.read(CHUNK):
                allowance.spend(len(chunk))
                yield chunk
    except RuntimeError as error:  # encrypted; an unknown method of packing is a RuntimeError, too
        raise PackingError(f"it cannot be unpacked ({error})", "unsupported", "unpack it yourself") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise PackingError(f"the zip archive is damaged ({error})") from None
