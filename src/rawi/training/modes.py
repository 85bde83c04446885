"""Training of the small network that tells direct, indirect and mixed, on annotated statements."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from rawi.learning.modes import MODES, mode_features
from rawi.training.articles import TrainingArticle
from rawi.training.config import ModesConfig
from rawi.training.errors import TrainingError


def train_modes(
    config: ModesConfig, train: Iterable[TrainingArticle], dev: Iterable[TrainingArticle], path: Path
) -> float | None:
    """Trains the network, writes its weights, and gives the share of statements whose mode it tells rightly.

    Of the development articles' statements with their annotated spans; None where they have none.

    Raises:
        TrainingError: no annotated statement has a content and a mode.
    """
    rows, modes = _examples(train)
    if not len(rows):
        raise TrainingError("the gold has no statement with a content and a mode")
    torch.manual_seed(config.seed)
    network: Any = nn.Sequential(
        nn.Linear(rows.shape[1], config.hidden),
        nn.ReLU(),
        nn.Dropout(config.dropout),
        nn.Linear(config.hidden, len(MODES)),
    )
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
    )
    for _ in range(config.epochs):
        for batch in torch.randperm(len(rows)).split(config.batch):
            loss = nn.functional.cross_entropy(network(rows[batch]), modes[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.eval()
    first, last = network[0], network[3]
    arrays = {"w0": first.weight, "b0": first.bias, "w1": last.weight, "b1": last.bias}
    np.savez(path, **{name: values.detach().numpy() for name, values in arrays.items()})
    dev_rows, dev_modes = _examples(dev)
    if not len(dev_rows):
        return None
    with torch.no_grad():
        return round(float((network(dev_rows).argmax(1) == dev_modes).float().mean()), 4)


def _examples(articles: Iterable[TrainingArticle]) -> tuple[Any, Any]:
    """Features and mode of each statement that has words and a mode."""
    rows, modes = [], []
    for article in articles:
        for cue in article.cues:
            content = sorted(span for part, span in cue.parts if part == "content")
            row = mode_features(article.doc, article.context, cue.range, content)
            mode = article.record["statements"][cue.statement].get("mode")
            if row and mode in MODES:
                rows.append(row)
                modes.append(MODES.index(mode))
    return torch.tensor(np.array(rows, np.float32)), torch.tensor(modes)
