"""Where the shipped model lies, and whether a folder holds a model; loads nothing."""

from __future__ import annotations

from pathlib import Path

import msgspec

MODEL_FOLDER = Path(__file__).parents[1] / "models" / "news"
RULES_FOLDER = Path(__file__).parents[1] / "models" / "rules"
"""What reading by rules alone needs: how sure it is."""
CONFIDENCE_FILE = "confidence.json"
SPEAKERS_FILE = "speakers.npz"
NETWORK_FILES = ("article.int8.onnx", "windows.int8.onnx", "crf.npz", "vocabulary.json")
"""In the folder of each network."""
SHARED_FILES = ("mode.npz", "vectors/buckets.int8.npy", "vectors/scales.npy")


class ModelMissing(Exception):
    """A folder holds no model, or not all of one; the message names the file and says what to do."""


class ModelConfig(msgspec.Struct, frozen=True):
    """What stands in `model.json`."""

    name: str
    networks: list[str]
    """Names of their folders."""


def model_config(folder: Path) -> ModelConfig:
    """What a model's `model.json` says.

    Raises:
        ModelMissing: there is none in the folder, or it is of another form.
    """
    path = folder / "model.json"
    if not path.is_file():
        raise ModelMissing(f"{path} is missing: {_remedy(folder)}")
    try:
        return msgspec.json.decode(path.read_bytes(), type=ModelConfig)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelMissing(f"{path} is not a model's ({error}): {_remedy(folder)}") from None


def require_networks(folder: Path = MODEL_FOLDER) -> None:
    """Makes sure that a folder holds all files of the networks.

    Raises:
        ModelMissing: it does not.
    """
    networks = model_config(folder).networks
    for name in (*SHARED_FILES, *(f"{network}/{file}" for network in networks for file in NETWORK_FILES)):
        if not (folder / name).is_file():
            raise ModelMissing(f"{folder / name} is missing: {_remedy(folder)}")


def require_model(folder: Path = MODEL_FOLDER) -> None:
    """Makes sure that a folder holds a whole model: the networks, the ranking of speakers, how sure they are.

    Raises:
        ModelMissing: it does not.
    """
    require_networks(folder)
    if not (folder / SPEAKERS_FILE).is_file():
        raise ModelMissing(f"{folder / SPEAKERS_FILE} is missing; `rawi train --only speakers` writes it")
    if not (folder / CONFIDENCE_FILE).is_file():
        raise ModelMissing(
            f"{folder / CONFIDENCE_FILE} is missing;"
            f" `rawi calibrate --gold dev.jsonl --model {folder}` writes it"
        )


def unreadable(folder: Path, error: Exception) -> ModelMissing:
    """The error for a model with a file that is broken."""
    return ModelMissing(f"{folder}: a file of the model cannot be read ({error}): {_remedy(folder)}")


def _remedy(folder: Path) -> str:
    if folder == MODEL_FOLDER:
        return (
            "install rawi again from its wheel, give a model of your own (--model DIR, Reader(model=...);"
            " `rawi train` makes one), or read by the rules alone (--rules-only, Reader(rules_only=True))"
        )
    return "give the folder of a model; `rawi train -o DIR` writes one"
