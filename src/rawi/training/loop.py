"""The training of one network, epoch by epoch, with a checkpoint after each."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from rawi.training.articles import Forms, TrainingArticle
from rawi.training.batches import Vocabulary, batch_loss, make_batch, make_vocabulary, names_loss
from rawi.training.checkpoints import Checkpoint, generator_state, load_checkpoint, set_generator_state
from rawi.training.config import NetworkConfig
from rawi.training.errors import TrainingError
from rawi.training.network import StatementNetwork
from rawi.training.predict import figures, predict

Say = Callable[[str], None]
"""Takes a line of progress."""

SAY_EVERY = 20.0
"""Seconds between lines within an epoch."""
PSEUDO_IN_VOCABULARY = 1000
"""Articles read by networks whose words the vocabulary counts."""
NAMES_EVERY = 2
"""One batch of names for so many batches of statements."""
NAMES_SHARE = 2.0
"""Weight of such a batch, over that of names in articles with statements."""
GRADIENT = 5.0
"""Norm to which gradients are cut."""
SHUFFLE = 120
"""Articles of about the same length share a batch; their order is shaken by so many tokens."""


@dataclass(slots=True)
class Material:
    """What a network learns from and is measured on."""

    forms: Forms
    train: list[TrainingArticle]
    dev: list[TrainingArticle]
    names: list[TrainingArticle]
    """Labelled with names alone."""
    pseudo: list[TrainingArticle]
    """Read by other networks."""


def train_network(
    config: NetworkConfig, material: Material, path: Path, say: Say, start: Checkpoint | None = None
) -> Checkpoint:
    """Trains a network; goes on from the checkpoint at `path` where there is one.

    Args:
        config: of this network.
        material: what it learns from.
        path: where checkpoints are written.
        say: takes lines of progress.
        start: a network, trained elsewhere, whose weights and vocabulary this one begins with.

    Raises:
        TrainingError: the checkpoint is of another configuration, or `start` of other sizes.
    """
    state = load_checkpoint(path) if path.exists() else None
    if state and state.config != config:
        raise TrainingError(f"{path}: made with other settings of {config.name!r}; train into another folder")
    run = _Run(config, material, state, start)
    while not run.state.finished:
        run.epoch(say)
        run.state.save(path)
    return run.state


class _Run:
    def __init__(
        self,
        config: NetworkConfig,
        material: Material,
        state: Checkpoint | None,
        start: Checkpoint | None,
    ) -> None:
        self.config, self.material = config, material
        if not config.pseudo:
            material = Material(material.forms, material.train, material.dev, material.names, [])
            self.material = material
        torch.manual_seed(config.seed)
        self.random = random.Random(config.seed)
        known = state or start
        vocabulary = known.vocabulary if known else self._vocabulary()
        self.network: StatementNetwork = vocabulary.network(config, material.forms)
        self.optimizer: Any = _optimizer(self.network)
        if start and not state:
            _load_start(self.network, start)
        self.state = state or Checkpoint(config, vocabulary, {}, _parameters(self.network))
        if state:
            self.network.load_state_dict(state.weights)
            self.optimizer.load_state_dict(state.optimizer)
            set_generator_state(self.random, state.shuffling)
            torch.set_rng_state(state.dropping)
        pseudo = min(config.pseudo_per_epoch, len(material.pseudo))
        self.batches = math.ceil(len(material.train) / config.batch) + math.ceil(pseudo / config.batch)

    def _vocabulary(self) -> Vocabulary:
        articles = self.material.train + self.material.pseudo[:PSEUDO_IN_VOCABULARY]
        return make_vocabulary(articles, self.config)

    def epoch(self, say: Say) -> None:
        """One pass over the articles, measured where it is time to."""
        state, config = self.state, self.config
        began = said = time.monotonic()
        label = f"{config.name}: epoch {state.epoch + 1} of {config.epochs}"
        self.network.train()
        cues = parts = statements = 0.0
        for done, articles in enumerate(self._shuffled(), 1):
            loss = self._step(articles)
            if not articles[0].pseudo:
                cues, parts = cues + loss.cues, parts + loss.parts
                statements += loss.statements
            if time.monotonic() - said >= SAY_EVERY:
                said = time.monotonic()
                left = (said - began) / done * (self.batches * (config.epochs - state.epoch) - done)
                say(f"{label}, {done / self.batches:.0%}, {_clock(left)} left")
        state.epoch += 1
        line = f"{label} done, loss of cues {cues / statements:.3f}, of parts {parts / statements:.3f}"
        self._record()
        if self.material.dev and (
            state.epoch % config.evaluate_every == 0 or state.epoch >= config.epochs - 1
        ):
            measured = self._measure()
            state.figures[str(state.epoch)] = measured
            line += "; F1 on the development articles: "
            line += ", ".join(f"{name} {value:.1f}" for name, value in measured.items())
        state.seconds = round(state.seconds + time.monotonic() - began, 1)
        say(line)

    def _shuffled(self) -> list[list[TrainingArticle]]:
        """Batches in random order, each of articles of about one length, by hand or by networks."""
        pseudo = self.material.pseudo
        drawn = self.random.sample(pseudo, min(self.config.pseudo_per_epoch, len(pseudo)))
        batches = []
        for articles in (self.material.train, drawn):
            order = sorted(articles, key=lambda article: len(article) + self.random.random() * SHUFFLE)
            batches += [order[i : i + self.config.batch] for i in range(0, len(order), self.config.batch)]
        self.random.shuffle(batches)
        return batches

    def _step(self, articles: Sequence[TrainingArticle]) -> Any:
        config, state = self.config, self.state
        turn = 0.5 + 0.5 * math.cos(math.pi * state.step / (self.batches * config.epochs))
        for group in self.optimizer.param_groups:
            group["lr"] = config.learning_rate * min(1, (state.step + 1) / config.warm_up) * turn
        loss = batch_loss(self.network, articles)
        total = loss.total * config.pseudo_weight if articles[0].pseudo else loss.total
        if config.names and self.material.names and state.step % NAMES_EVERY == 0:
            named = self.random.sample(self.material.names, min(config.batch, len(self.material.names)))
            batch = make_batch(named)
            share = NAMES_SHARE * config.names_weight
            total = total + share * names_loss(self.network, self.network.encode(batch), batch, named)
        self.optimizer.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), GRADIENT)
        self.optimizer.step()
        state.step += 1
        decay = min(config.average, (state.step + 1) / (state.step + 10))
        with torch.no_grad():
            for name, values in self.network.named_parameters():
                state.average[name].mul_(decay).add_(values, alpha=1 - decay)
        return loss

    def _record(self) -> None:
        """Takes the state of the training into the checkpoint."""
        state = self.state
        state.weights = {name: values.detach().clone() for name, values in self.network.state_dict().items()}
        state.optimizer = self.optimizer.state_dict()
        state.shuffling = generator_state(self.random)
        state.dropping = torch.get_rng_state()

    def _measure(self) -> dict[str, float]:
        """Figures of the averaged weights."""
        self.network.load_state_dict({**self.state.weights, **self.state.average})
        found = {p.article.id: p.found for p in predict([self.network], self.material.dev)}
        self.network.load_state_dict(self.state.weights)
        return figures(self.material.dev, found)


def _load_start(network: StatementNetwork, start: Checkpoint) -> None:
    try:
        network.load_state_dict({**start.weights, **start.average})
    except RuntimeError as error:
        reason = " ".join(str(error).split()[:30])
        raise TrainingError(
            f"{network.config.name!r} has other sizes in the model to start from; give it the same"
            f" ({reason} …)"
        ) from None


def _optimizer(network: StatementNetwork) -> Any:
    """AdamW; the scores of tag sequences, biases and scales do not decay."""
    decaying = [p for n, p in network.named_parameters() if p.dim() > 1 and "sequences" not in n]
    others = [p for n, p in network.named_parameters() if not (p.dim() > 1 and "sequences" not in n)]
    config = network.config
    groups = [
        {"params": decaying, "weight_decay": config.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.learning_rate, betas=(0.9, 0.99))


def _parameters(network: StatementNetwork) -> dict[str, Any]:
    return {name: values.detach().clone() for name, values in network.named_parameters()}


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
