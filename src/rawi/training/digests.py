"""Fingerprints of data files, so that a model can say what it was trained on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

_BLOCK = 1 << 20


def digest(path: str | os.PathLike[str]) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    found = hashlib.sha256()
    with Path(path).open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def digests(paths: Iterable[str | os.PathLike[str]]) -> dict[str, str]:
    """The digests of files under their names without folders: a model's record names no machine's paths.

    The second file of one name is `name#2`.
    """
    found: dict[str, str] = {}
    for path in paths:
        name = Path(path).name
        same = sum(known.partition("#")[0] == name for known in found)
        found[f"{name}#{same + 1}" if same else name] = digest(path)
    return found


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """One line for each file that is expected and is not there or is another one, and for each that is not
    expected."""
    lines = []
    for name, value in expected.items():
        if name not in found:
            lines.append(f"{name} is not given; the configuration expects it")
        elif found[name] != value:
            lines.append(f"{name} is another file than the configuration expects ({found[name][:12]}…,"
                         f" expected {value[:12]}…)")  # fmt: skip
    lines += [f"{name} is not among the files that the configuration expects" for name in found
              if name not in expected]  # fmt: skip
    return lines
