"""Checkpoints of one network's training: all that is needed to go on as if it had never stopped.

They hold tensors, numbers and texts only and are loaded with `weights_only`: a checkpoint runs no code.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import torch

from rawi.training.articles import Forms
from rawi.training.batches import Vocabulary
from rawi.training.config import NetworkConfig
from rawi.training.errors import TrainingError
from rawi.training.network import StatementNetwork

FORMAT = 1


@dataclass(slots=True)
class Checkpoint:
    """State of a training at the end of an epoch."""

    config: NetworkConfig
    vocabulary: Vocabulary
    weights: dict[str, Any]
    average: dict[str, Any]
    """The running average of the weights: the network that is kept."""
    optimizer: dict[str, Any] = field(default_factory=dict)
    epoch: int = 0
    """Epochs that are done."""
    step: int = 0
    """Batches that are done."""
    shuffling: list[Any] = field(default_factory=list)
    """State of the generator that orders the articles."""
    dropping: Any = None
    """State of PyTorch's generator."""
    figures: dict[str, dict[str, float]] = field(default_factory=dict)
    """On the development articles, by epoch."""
    seconds: float = 0.0

    @property
    def finished(self) -> bool:
        """Whether all epochs are done."""
        return self.epoch >= self.config.epochs

    def network(self, forms: Forms) -> StatementNetwork:
        """The network as it is kept: with the averaged weights."""
        network = self.vocabulary.network(self.config, forms)
        network.load_state_dict({**self.weights, **self.average})
        network.eval()
        return network

    def save(self, path: Path) -> None:
        """Writes it; a file that was there is replaced only by a whole one."""
        state = {name: getattr(self, name) for name in _FIELDS}
        state |= {"format": FORMAT, "config": msgspec.to_builtins(self.config)}
        state |= {"words": self.vocabulary.words, "affixes": self.vocabulary.affixes}
        unfinished = path.with_name(path.name + ".part")
        torch.save(state, unfinished)
        unfinished.replace(path)


_FIELDS = (
    "weights", "average", "optimizer", "epoch", "step", "shuffling", "dropping", "figures", "seconds",
)  # fmt: skip


def load_checkpoint(path: Path) -> Checkpoint:
    """A checkpoint that was saved.

    Raises:
        TrainingError: the file is none.
    """
    try:
        state = torch.load(path, weights_only=True)
        if state["format"] != FORMAT:
            raise ValueError(f"format {state['format']}, expected {FORMAT}")
        config = msgspec.convert(state["config"], NetworkConfig)
        vocabulary = Vocabulary(state["words"], state["affixes"])
        return Checkpoint(config, vocabulary, **{name: state[name] for name in _FIELDS})
    except OSError:
        raise
    except Exception as error:  # PyTorch raises what its reader of archives raises
        raise TrainingError(
            f"{path}: no checkpoint of this version; remove it to train anew ({error})"
        ) from None


def generator_state(generator: random.Random) -> list[Any]:
    """The state of a generator as lists and numbers."""
    version, words, gauss = generator.getstate()
    return [version, list(words), gauss]


def set_generator_state(generator: random.Random, state: list[Any]) -> None:
    """Undoes `generator_state`."""
    version, words, gauss = state
    generator.setstate((version, tuple(words), gauss))
