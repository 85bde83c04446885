"""What can go wrong in training, said so that one knows what to do."""

from __future__ import annotations

from importlib.util import find_spec

NEEDED = ("numpy", "torch", "floret", "onnx", "onnxruntime")
"""Modules that the extra `train` brings."""
INSTALL = "pip install 'rawi[train]'"


class TrainingError(ValueError):
    """Training cannot begin or go on; the message says what was found and what to do."""


class MissingExtraError(TrainingError):
    """The extra `train` is not installed."""


def require_extra() -> None:
    """Does nothing where all that training needs is installed.

    Raises:
        MissingExtraError: something is missing; the message names it and the command that installs it.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise MissingExtraError(f"training needs {', '.join(missing)}; install with: {INSTALL}")
