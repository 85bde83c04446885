"""`rawi pretrain`: floret's vectors from raw text, a byte a number, as `rawi.learning.vectors` reads them."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import floret
import msgspec
import numpy as np

from rawi.learning.vectors import NGRAMS
from rawi.training.config import TrainingConfig
from rawi.training.corpus import write_corpus
from rawi.training.digests import differences, digests
from rawi.training.errors import TrainingError
from rawi.training.export import VECTOR_FILES
from rawi.training.loop import Say
from rawi.training.records import versions

HASHES = 2
"""Buckets of an n-gram."""
RECORD = "pretraining.json"
_WORK = "work"


def pretrain(
    files: Sequence[str | os.PathLike[str]],
    config: TrainingConfig,
    folder: Path,
    say: Say,
    *,
    resume: bool = False,
) -> None:
    """Trains vectors on the text of files and writes them into a folder, with a record of how.

    Args:
        files: see `rawi.training.corpus`.
        config: its table `[pretraining]`; `[corpus_digests]` is what the files are expected to be.
        folder: is made; must be empty unless `resume`.
        say: takes lines of progress.
        resume: take the corpus's text that an earlier run has prepared in the folder.

    Raises:
        TrainingError: the folder is in use, or the files hold no text.
    """
    work = folder / _WORK
    if folder.exists() and any(folder.iterdir()) and not resume:
        raise TrainingError(f"{folder} is not empty; give another folder, or --resume to go on in it")
    if resume and (folder / RECORD).exists():
        say(f"{folder} is finished already")
        return
    found = digests(files)
    for line in differences(config.corpus_digests, found):
        say(f"warning: {line}")
    work.mkdir(parents=True, exist_ok=True)
    corpus, given = work / "corpus.txt", work / "corpus.json"
    if corpus.exists() and json.loads(given.read_text(encoding="utf-8")) != found:
        raise TrainingError(f"{folder} was begun with other files; give another folder")
    if not corpus.exists():
        given.write_text(json.dumps(found), encoding="utf-8")
        say(f"corpus: {write_corpus(files, corpus, say):,} tokens")
    began = time.monotonic()
    _train(config, corpus, work / "vectors.floret", say)
    _write_vectors(work / "vectors.floret", folder)
    record = {
        "config": msgspec.to_builtins(config.pretraining),
        "data": found,
        "vectors": digests(folder / name for name in VECTOR_FILES),
        "seconds": round(time.monotonic() - began, 1),
        "versions": versions(),
    }
    (folder / RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    for file in work.iterdir():
        file.unlink()
    work.rmdir()
    say(f"vectors written to {folder}")


def vector_folder(folder: Path) -> Path:
    """Where the vectors of a folder lie: of `rawi pretrain`, or of a model.

    Raises:
        TrainingError: there are none.
    """
    for place in (folder, folder / "vectors"):
        if all((place / name).is_file() for name in VECTOR_FILES):
            return place
    raise TrainingError(
        f"{folder}: no vectors in it ({', '.join(VECTOR_FILES)}); make them with rawi pretrain"
    )


def _train(config: TrainingConfig, corpus: Path, target: Path, say: Say) -> None:
    settings = config.pretraining
    say(f"vectors: {settings.epochs} epochs of floret, which cannot be stopped and resumed within")
    model = floret.train_unsupervised(
        str(corpus),
        model="cbow",
        mode="floret",
        hashCount=HASHES,
        bucket=settings.buckets,
        minn=min(NGRAMS),
        maxn=max(NGRAMS),
        minCount=settings.min_count,
        dim=settings.dimensions,
        ws=settings.window,
        epoch=settings.epochs,
        thread=settings.threads,
        lr=settings.learning_rate,
        neg=settings.negatives,
        verbose=0,
    )
    model.save_floret_vectors(str(target))


def _write_vectors(source: Path, folder: Path) -> None:
    """The rows of floret's table as bytes, with one scale a row."""
    with source.open(encoding="utf-8") as lines:
        next(lines)  # sizes and settings
        rows = np.array([np.array(line.split(" ")[1:], np.float32) for line in map(str.rstrip, lines)])
    scales = np.abs(rows).max(1) / 127 + 1e-12
    buckets, scale_file = VECTOR_FILES
    np.save(folder / buckets, np.round(rows / scales[:, None]).astype(np.int8))
    np.save(folder / scale_file, scales.astype(np.float32))
