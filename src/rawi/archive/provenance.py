"""What read an article: a name that changes with everything that a reading hangs on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from rawi.learning.files import model_config
from rawi.reading.reader import Reader

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("text", "reading", "learning", "entities", "times", "lexicons")
_SUFFIXES = {".py", ".tsv", ".json", ".npz", ".npy", ".onnx"}


def reader_name(reader: Reader) -> str:
    """Name of the model (`rules` where there is none), version of Rawi, and a digest of model, lexicons, code
    and the least confidence: `news-1 0.1.0 3f2a90c1`. Two readers of one name read the same in every text."""
    from rawi import __version__

    name = "rules" if reader.rules_only else model_config(reader.model).name
    folders = [*(_PACKAGE / room for room in _ROOMS), reader.model]
    digest = hashlib.blake2b(f"{reader.min_confidence}".encode(), digest_size=4)
    for path in _files(folders):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return f"{name} {__version__} {digest.hexdigest()}"


def _files(folders: list[Path]) -> Iterator[Path]:
    yield _PACKAGE / "schema.py"
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)
