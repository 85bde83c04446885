"""`rawi train`: the whole way from annotated articles to a model, one stage after the other.

Each stage leaves a file in `work/`: a checkpoint of each network, the articles of self-training. A run that
is resumed takes up what is there, and gives the same model as one that was never stopped.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec
import torch

from rawi.evaluation import load_gold
from rawi.learning.model import Model
from rawi.learning.vectors import Vectors
from rawi.training.articles import Forms, load_training_gold, prepare
from rawi.training.checkpoints import Checkpoint, load_checkpoint
from rawi.training.confidence import calibrate
from rawi.training.config import TrainingConfig
from rawi.training.digests import differences, digests
from rawi.training.errors import TrainingError
from rawi.training.export import VECTOR_FILES, export_model
from rawi.training.loop import Material, Say, train_network
from rawi.training.modes import train_modes
from rawi.training.names import label_speakers, load_names
from rawi.training.predict import figures
from rawi.training.pretrain import vector_folder
from rawi.training.pseudo import choose_articles, load_pseudo, write_pseudo
from rawi.training.records import versions
from rawi.training.speakers import train_speakers

RECORD = "training.json"
_WORK = "work"
File = str | os.PathLike[str]


@dataclass(frozen=True)
class Data:
    """The files of a training."""

    gold: File
    dev: File
    pretrained: File
    """Folder of `rawi pretrain`, or of a model, whose vectors are then used."""
    names: Sequence[File] = field(default=())
    """Corpora of names; see `rawi.training.names.load_names`."""
    corpora: Sequence[File] = field(default=())
    """Unlabelled articles for self-training."""
    start: File | None = None
    """Folder of a trained model, with its `work/`, whose networks go on learning."""


def train(
    data: Data, config: TrainingConfig, folder: Path, say: Say, *, resume: bool = False
) -> dict[str, Any]:
    """Trains a model, writes it into a folder, and gives the record that `training.json` there holds.

    Args:
        data: files to learn from.
        config: what decides how the model comes out.
        folder: is made; must be empty unless `resume`.
        say: takes lines of progress.
        resume: go on with what a stopped run has left in the folder.

    Raises:
        TrainingError: data or folder are not what they should be; the message says what to do.
        rawi.evaluation.GoldError: a gold file has a fault.
        OSError: a file cannot be read or written.
    """
    vectors = vector_folder(Path(data.pretrained))
    _check_corpora(data, config)
    found = digests([data.gold, data.dev, *data.names, *data.corpora])
    for line in differences(config.digests, found):
        say(f"warning: {line}")
    start: dict[str, Any] = {
        "config": msgspec.to_builtins(config),
        "data": found,
        "vectors": digests(vectors / name for name in VECTOR_FILES),
    }
    if data.start is not None:
        start["start"] = _check_start(Path(data.start), config, start["vectors"])
    work = _open_folder(folder, start, resume)
    torch.set_num_threads(config.threads)
    networks, material = _train_networks(data, config, vectors, work, say)
    shipped = {network.name: networks[network.name] for network in config.shipped}
    export_model(config.name, shipped, vectors, folder)
    modes = train_modes(config.modes, material.train, material.dev, folder / "mode.npz")
    say("ranking of speakers: the model reads the annotated articles")
    gold, dev = (
        [article.gold for article in part if article.gold] for part in (material.train, material.dev)
    )
    speakers = train_speakers(config.speakers, gold, dev, folder)
    held_out = calibrate(folder.resolve(), [data.dev]).held_out
    say(f"confidence: {held_out.statements} statements, expected error {held_out.expected_error:.3f}")
    record = {
        **start,
        "versions": versions(),
        "articles": {
            "train": len(material.train), "dev": len(material.dev),
            "names": len(material.names), "pseudo": len(material.pseudo),
        },
        "networks": {
            name: {"seconds": checkpoint.seconds, "dev": checkpoint.figures}
            for name, checkpoint in networks.items()
        },
        "dev": _exported_figures(folder, material),
        "dev_modes": modes,
        "dev_speakers": speakers,
        "dev_confidence": held_out.to_dict(),
    }  # fmt: skip
    (folder / RECORD).write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"model written to {folder}")
    return record


Part = Literal["modes", "speakers"]
"""What can be trained anew for a model whose networks stay as they are."""


def train_part(part: Part, gold: File, dev: File, config: TrainingConfig, folder: Path, say: Say) -> None:
    """Trains a part of the model in a folder anew.

    Args:
        part: the small network that tells modes, or the one that ranks speakers.
        gold: annotated articles to learn from.
        dev: annotated articles to measure on.
        config: its `[modes]` or `[speakers]` count.
        folder: holds the model.
        say: takes lines of progress.

    Raises:
        TrainingError: there is no model, or nothing to learn from.
        rawi.evaluation.GoldError: a gold file has a fault.
        OSError: a file cannot be read or written.
    """
    if not (folder / "model.json").exists():
        raise TrainingError(f"{folder}: no model that has {part}")
    if part == "modes":
        forms = Forms(Vectors(folder / "vectors"))
        learn, measure = load_training_gold(gold, forms), load_training_gold(dev, forms)
        right = train_modes(config.modes, learn, measure, folder / "mode.npz")
    else:
        right = train_speakers(config.speakers, load_gold(gold), load_gold(dev), folder)
    say(f"{part} written to {folder}: {right or 0:.1%} of those of {os.fspath(dev)} are right")


def _check_corpora(data: Data, config: TrainingConfig) -> None:
    if any(network.pseudo for network in config.networks) and not data.corpora:
        raise TrainingError(
            "self-training needs unlabelled articles: give --corpora, or a configuration in which no"
            " network has `pseudo = true`"
        )


def _check_start(folder: Path, config: TrainingConfig, vectors: dict[str, str]) -> dict[str, str]:
    """Digests of the checkpoints with which networks begin.

    Raises:
        TrainingError: there are none, or they were trained with other vectors.
    """
    paths = [path for network in config.networks if (path := _checkpoint(folder, network.name)).exists()]
    if not paths or not (folder / RECORD).exists():
        raise TrainingError(
            f"{folder}: no model to start from: it needs {RECORD}, and checkpoints in {_WORK}/ with the names"
            " of the configuration's networks"
        )
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    if record.get("vectors") != vectors:
        raise TrainingError(f"{folder} was trained with other vectors; give --pretrained {folder}, too")
    return digests(paths)


def _checkpoint(folder: Path, network: str) -> Path:
    return folder / _WORK / f"{network}.pt"


def _open_folder(folder: Path, start: dict[str, Any], resume: bool) -> Path:
    """The folder for checkpoints; what is there must belong to the same training.

    Raises:
        TrainingError: it does not.
    """
    work = folder / _WORK
    begun = work / "start.json"
    if folder.exists() and any(folder.iterdir()):
        if not resume:
            raise TrainingError(f"{folder} is not empty; give another folder, or --resume to go on in it")
        if not begun.exists():
            raise TrainingError(f"{folder} holds no training that could be resumed")
        before = json.loads(begun.read_text(encoding="utf-8"))
        for part, value in start.items():
            if before.get(part) != json.loads(json.dumps(value)):
                raise TrainingError(
                    f"{folder} was begun with another {part}; resume with the same, or give another folder"
                )
        return work
    work.mkdir(parents=True, exist_ok=True)
    begun.write_text(json.dumps(start, indent=2), encoding="utf-8")
    return work


def _train_networks(
    data: Data, config: TrainingConfig, vectors: Path, work: Path, say: Say
) -> tuple[dict[str, Checkpoint], Material]:
    """The networks of the configuration, in its order."""
    forms = Forms(Vectors(vectors))
    material = Material(
        forms, load_training_gold(data.gold, forms), load_training_gold(data.dev, forms), [], []
    )
    if any(network.names for network in config.networks):
        material.names = [article for path in data.names for article in load_names(path, forms)]
        for article in material.train:
            label_speakers(article)
    both = {article.id for article in material.train} & {article.id for article in material.dev}
    if both:
        say(f"warning: {len(both)} articles are in both gold files ({min(both)} …): figures will be too high")
    say(f"{len(material.train)} articles to learn from, {len(material.dev)} to measure on")
    networks: dict[str, Checkpoint] = {}
    for network in config.networks:
        if network.pseudo and not material.pseudo:
            material.pseudo = _pseudo_articles(data, config, networks, material, work, say)
        start = None
        if data.start is not None and (path := _checkpoint(Path(data.start), network.name)).exists():
            start = load_checkpoint(path)
        networks[network.name] = train_network(network, material, work / f"{network.name}.pt", say, start)
    return networks, material


def _pseudo_articles(
    data: Data,
    config: TrainingConfig,
    networks: dict[str, Checkpoint],
    material: Material,
    work: Path,
    say: Say,
) -> list[Any]:
    path = work / "pseudo.jsonl"
    if not path.exists():
        chosen = choose_articles(data.corpora, config.pseudo, material.train + material.dev, say)
        articles = [prepare(article, material.forms) for article in chosen]
        short = [article for article in articles if 0 < len(article) < config.pseudo.max_tokens]
        say(f"self-training: {', '.join(config.pseudo.teachers)} read {len(short)} articles")
        teachers = [networks[name].network(material.forms) for name in config.pseudo.teachers]
        write_pseudo(path, teachers, short, say)
    return load_pseudo(path, material.forms)


def _exported_figures(folder: Path, material: Material) -> dict[str, float]:
    """Of the model as it was written, read by the code that reads."""
    model = Model(folder)
    return figures(material.dev, {article.id: model.read(article.doc).statements for article in material.dev})
