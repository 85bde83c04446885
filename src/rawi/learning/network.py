"""The networks: one reads the article and finds cues and names, one finds the parts around each cue.

The article network (two bidirectional recurrent layers) gives each token the chances of
being no cue, of beginning one, of going on with one. The window network reads the tokens around a cue and
scores the tags of its parts; the best sequence of tags is found by Viterbi's algorithm. All runs on one
thread and on one article at a time, so that a reading depends on nothing but the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BEFORE, AFTER = 40, 110
"""Tokens of a window before the first token of the cue, and from it on."""
WINDOWS = 32
"""Windows that are read at once: bounds the memory of a text that is nothing but cues."""


class Inputs(NamedTuple):
    """Tokens as the article network takes them; the first axis is the token."""

    vectors: Floats
    features: Floats
    affixes: Ints
    words: Ints


class Article(NamedTuple):
    """What the article network says; the first axis is the token."""

    cues: Floats
    """Chances of no cue, of a cue's first token, of a further one."""
    base: Floats
    state: Floats
    names: Floats


class Network:
    """The two networks of one training, and the scores of tag after tag."""

    def __init__(self, folder: Path) -> None:
        self._article = _session(folder / "article.int8.onnx")
        self._windows = _session(folder / "windows.int8.onnx")
        with np.load(folder / "crf.npz") as crf:
            self.transitions: Floats = crf["trans"]
            self.start: Floats = crf["start"]
            self.end: Floats = crf["end"]

    def read(self, inputs: Inputs) -> Article:
        """Reads consecutive tokens."""
        feeds = {
            "vec": inputs.vectors[None],
            "feats": inputs.features[None],
            "aff": inputs.affixes[None],
            "word": inputs.words[None],
            "lengths": np.array([len(inputs.words)], np.int32),
        }
        cues, base, state, names = self._article.run(["cue", "base", "state", "names"], feeds)
        return Article(cues[0], base[0], state[0], names[0])

    def tag_scores(
        self, article: Article, chances: Floats, cues: Sequence[tuple[int, int]]
    ) -> tuple[Floats, NDArray[np.int32]]:
        """The scores of each tag in the windows of some cues [place in window, cue, tag], their lengths.

        `chances`: of the cues, the mean over the networks.
        """
        count = len(article.cues)
        first = np.array([start for start, _ in cues])
        last = np.array([end for _, end in cues])
        low = np.maximum(first - BEFORE, 0)
        lengths = (np.minimum(first + AFTER, count) - low).astype(np.int32)
        places = np.minimum(low + np.arange(lengths.max())[:, None], count - 1)
        distances = places - first
        feeds = {
            "base": article.base,
            "idx": places,
            "rel": _distance_class(distances),
            "flag": ((places >= first) & (places < last)).astype(np.int64),
            "prob": (1 - chances[:, 0])[places][..., None].astype(np.float32),
            "state": article.state[first],
            "lengths": lengths,
        }
        return self._windows.run(["tags"], feeds)[0], lengths


def _session(path: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


_DISTANCE_BOUNDS = np.array([6, 9, 14, 21, 33, 61])


def _distance_class(distances: Ints) -> Ints:
    """Distance from the cue: exact up to five tokens, then six classes; 12 and more after the cue."""
    far = np.abs(distances)
    near = np.where(far <= 5, far, 5 + np.searchsorted(_DISTANCE_BOUNDS, far, side="right"))
    return (near + np.where(distances < 0, 0, 12)).astype(np.int64)


def best_tags(
    scores: Floats, lengths: NDArray[np.int32], transitions: Floats, start: Floats, end: Floats
) -> NDArray[np.int8]:
    """The best sequence of tags of each window [window, place], by Viterbi's algorithm.

    Args:
        scores: of each tag at each place [place, window, tag].
        lengths: of the windows.
        transitions: score of each tag [from, to] after each tag.
        start: score of each tag at the beginning.
        end: score of each tag at the end.
    """
    places, windows, tags = scores.shape
    best = start + scores[0]
    came_from = np.zeros((places, windows, tags), np.int8)
    stay = np.arange(tags, dtype=np.int8)
    to_from = transitions.T
    for t in range(1, places):
        paths = best[:, None, :] + to_from
        previous = paths.argmax(2)
        reached = paths.max(2) + scores[t]
        live = (t < lengths)[:, None]
        best = np.where(live, reached, best)
        came_from[t] = np.where(live, previous, stay)
    tag = (best + end).argmax(1)
    sequence = np.zeros((places, windows), np.int8)
    sequence[-1] = tag
    each = np.arange(windows)
    for t in range(places - 1, 0, -1):
        tag = came_from[t, each, tag]
        sequence[t - 1] = tag
    return sequence.T
