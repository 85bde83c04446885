"""Where the shipped model lies, and whether it is there; loads nothing."""

from __future__ import annotations

from pathlib import Path

MODEL_FOLDER = Path(__file__).parents[1] / "models" / "news"


class ModelMissing(Exception):
    """The files of the model are not there; the message says what to do."""


def require_model(folder: Path = MODEL_FOLDER) -> None:
    """Makes sure that a folder holds a model.

    Raises:
        ModelMissing: it does not.
    """
    if not (folder / "model.json").is_file():
        raise ModelMissing(
            f"no model in {folder}: install rawi again from its wheel, make the model with `rawi train`, "
            "or read by the rules alone (--rules-only, Reader(rules_only=True))"
        )
