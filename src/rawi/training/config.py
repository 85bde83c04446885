"""Everything that decides how a model comes out: sizes, seeds, epochs, and the data that is expected.

The shipped model's configuration is `news.toml` beside this file; `load_config` names in its errors the key
that is wrong. What a network does not say for itself under `[[networks]]` it takes from `[network]`.
"""

from __future__ import annotations

import os
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import msgspec

from rawi.training.errors import TrainingError

Positive = Annotated[int, msgspec.Meta(ge=1)]
Share = Annotated[float, msgspec.Meta(ge=0, lt=1)]
Rate = Annotated[float, msgspec.Meta(gt=0)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file; a key that it does not know is an error."""


class PretrainingConfig(_Table, frozen=True, kw_only=True):
    """Of `rawi pretrain`: floret's vectors."""

    dimensions: Positive = 100
    buckets: Positive = 50_000
    min_count: Positive = 8
    window: Positive = 4
    epochs: Positive = 4
    learning_rate: Rate = 0.05
    negatives: Positive = 5
    threads: Positive = 2
    """More than one makes the vectors differ a little from run to run."""


class NetworkConfig(_Table, frozen=True, kw_only=True):
    """Of one statement network."""

    name: Name
    seed: int = 1
    ship: bool = True
    """False for a network that only reads articles for the self-training of others."""
    epochs: Positive = 16
    batch: Positive = 8
    affix_size: Positive = 12
    word_size: Positive = 24
    input_size: Positive = 128
    hidden: Positive = 128
    """States a direction of the article's layers."""
    layers: Annotated[int, msgspec.Meta(ge=1, le=2)] = 2
    base_size: Positive = 128
    window_hidden: Positive = 128
    """States a direction of the window's layer."""
    input_dropout: Share = 0.1
    dropout: Share = 0.3
    word_dropout: Share = 0.3
    vector_dropout: Share = 0.03
    learning_rate: Rate = 2e-3
    warm_up: Positive = 100
    """Batches until the learning rate is full."""
    weight_decay: Annotated[float, msgspec.Meta(ge=0)] = 1e-3
    average: Share = 0.998
    """Decay of the running average of the weights, which is what is kept in the end."""
    cue_weight: Rate = 1.5
    min_word_count: Positive = 4
    min_affix_count: Positive = 5
    names: bool = True
    """Learn names of persons, bodies and places beside the statements."""
    names_weight: Rate = 2.0
    pseudo: bool = False
    """Learn from the articles that the teachers of `[pseudo]` have read, too."""
    pseudo_per_epoch: Positive = 1200
    pseudo_weight: Rate = 0.7
    evaluate_every: Positive = 3
    """Epochs; the last two are measured on the development articles in any case."""


class PseudoConfig(_Table, frozen=True, kw_only=True):
    """Of the self-training: which unlabelled articles are read by which networks."""

    teachers: list[str] = []
    articles: Positive = 3200
    seed: int = 5
    min_words: int = 70
    max_words: int = 450
    max_tokens: Positive = 600
    outlets: list[str] = []
    """Take articles of these outlets only; empty for all."""
    shares: dict[str, Positive] = {}
    """Outlets that give several times as many articles as the others."""


class ModesConfig(_Table, frozen=True, kw_only=True):
    """Of the small network that tells the mode of a statement."""

    epochs: Positive = 40
    hidden: Positive = 24
    dropout: Share = 0.1
    learning_rate: Rate = 3e-3
    weight_decay: float = 1e-2
    batch: Positive = 128
    seed: int = 0


class SpeakersConfig(_Table, frozen=True, kw_only=True):
    """Of the small network that ranks who may speak."""

    epochs: Positive = 8
    hidden: Positive = 32
    networks: Positive = 4
    """Trained from different seeds; their scores are averaged."""
    dropout: Share = 0.2
    learning_rate: Rate = 2e-3
    weight_decay: Annotated[float, msgspec.Meta(ge=0)] = 1e-2
    batch: Positive = 32
    """Statements."""
    least_deviation: Rate = 0.05
    """Standard deviation that a feature is taken to have at least when it is scaled."""
    seed: int = 0


class TrainingConfig(_Table, frozen=True, kw_only=True):
    """The whole file."""

    name: Name
    threads: Positive = 1
    """Threads of PyTorch; the weights are the same again only with the same number."""
    pretraining: PretrainingConfig = PretrainingConfig()
    networks: Annotated[list[NetworkConfig], msgspec.Meta(min_length=1)]
    pseudo: PseudoConfig = PseudoConfig()
    modes: ModesConfig = ModesConfig()
    speakers: SpeakersConfig = SpeakersConfig()
    digests: dict[str, str] = {}
    """SHA-256 of the files of `rawi train`, by name."""
    corpus_digests: dict[str, str] = {}
    """SHA-256 of the files of `rawi pretrain`, by name."""

    @property
    def shipped(self) -> list[NetworkConfig]:
        """The networks of the model, in the order of the file."""
        return [network for network in self.networks if network.ship]


def load_config(path: str | os.PathLike[str] | None = None) -> TrainingConfig:
    """The configuration of a file; the shipped model's where none is given.

    Raises:
        TrainingError: the file is no configuration; the message names the key.
        OSError: it cannot be opened.
    """
    where = "news.toml" if path is None else os.fspath(path)
    source = files("rawi.training").joinpath("news.toml") if path is None else Path(path)
    try:
        return parse_config(tomllib.loads(source.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrainingError(f"{where}: no TOML: {error}") from None
    except TrainingError as error:
        raise TrainingError(f"{where}: {error}") from None


def parse_config(document: dict[str, Any]) -> TrainingConfig:
    """The configuration of a parsed TOML document.

    Raises:
        TrainingError: a key is unknown, missing or has a wrong value, or names contradict each other.
    """
    shared = document.get("network", {})
    networks = document.get("networks", [])
    if isinstance(shared, dict) and isinstance(networks, list) and all(isinstance(n, dict) for n in networks):
        document = {k: v for k, v in document.items() if k != "network"}
        document["networks"] = [{**shared, **network} for network in networks]
    try:
        config = msgspec.convert(document, TrainingConfig)
    except msgspec.ValidationError as error:
        raise TrainingError(str(error)) from None
    _check_names(config)
    return config


def _check_names(config: TrainingConfig) -> None:
    names = [network.name for network in config.networks]
    if len(set(names)) < len(names):
        raise TrainingError(f"two networks have the same name: {', '.join(names)}")
    if not config.shipped:
        raise TrainingError("every network has ship = false; a model needs one at least")
    nameless = [network.name for network in config.shipped if not network.names]
    if nameless:
        raise TrainingError(
            f"{nameless[0]!r} is shipped, so it must learn names: the reader asks it for them"
        )
    taught = False
    for network in config.networks:
        if network.pseudo and not taught:
            missing = [teacher for teacher in config.pseudo.teachers if teacher not in names]
            if missing or not config.pseudo.teachers:
                raise TrainingError("`pseudo.teachers` must name the networks that read for self-training")
            late = names.index(network.name)
            if any(names.index(teacher) >= late for teacher in config.pseudo.teachers):
                raise TrainingError(
                    f"the teachers must stand before {network.name!r}, which learns from them"
                )
            taught = True
