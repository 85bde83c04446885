"""Reading with a model of one's own, and folders that hold none."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path

import pytest

from articles import ARTICLES
from rawi import Article, Reader
from rawi.learning.files import MODEL_FOLDER, RULES_FOLDER, ModelMissing, require_model, require_networks
from rawi.learning.model import load_model

ARTICLE = Article(body="قالت الوزارة إن الطريق مفتوح.")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the shipped model that believes nothing."""
    folder = shutil.copytree(MODEL_FOLDER, tmp_path / "ours")
    (folder / "confidence.json").write_text('{"intercept": -40, "weights": {}}', encoding="utf-8")
    return folder


def test_the_model_of_a_folder_is_what_reads(model: Path) -> None:
    config = json.loads((model / "model.json").read_text(encoding="utf-8"))
    config["networks"] = config["networks"][:1]
    (model / "model.json").write_text(json.dumps(config), encoding="utf-8")
    reading = Reader(model=model).read(ARTICLE)
    assert [s.confidence for s in reading.statements] == [0.0]
    assert len(load_model(model.resolve()).networks) == 1
    assert Reader().read(ARTICLE).statements[0].confidence > 0.5
    assert load_model(model.resolve()) is load_model(model.resolve())


def test_other_processes_read_with_it_too(model: Path) -> None:
    reader = Reader(model=str(model), min_confidence=0.0)
    assert list(reader.read_many(ARTICLES[:3], processes=2)) == [reader.read(a) for a in ARTICLES[:3]]
    copy = pickle.loads(pickle.dumps(Reader(model=model, min_confidence=0.3)))
    assert (copy.model, copy.min_confidence, copy.rules_only) == (model.resolve(), 0.3, False)
    assert pickle.loads(pickle.dumps(Reader(rules_only=True))).rules_only


def test_a_reader_leaves_out_what_is_unsure(model: Path) -> None:
    assert Reader(model=model, min_confidence=0.1).read(ARTICLE).statements == []
    with pytest.raises(ValueError, match="between 0 and 1"):
        Reader(min_confidence=1.5)


def test_rules_alone_take_no_model(model: Path) -> None:
    with pytest.raises(ValueError, match="takes no model"):
        Reader(rules_only=True, model=model)


def test_what_is_missing_is_named_with_the_remedy(model: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"none/model\.json is missing: .*rawi train -o DIR"):
        Reader(model=tmp_path / "none")
    (model / "confidence.json").unlink()
    with pytest.raises(ModelMissing, match=r"confidence\.json is missing; `rawi calibrate .*ours` writes it"):
        require_model(model)
    require_networks(model)
    (model / "c1" / "crf.npz").unlink()
    with pytest.raises(ModelMissing, match=r"crf\.npz is missing"):
        Reader(model=model)
    (model / "model.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelMissing, match=r"model\.json is not a model's"):
        Reader(model=model)


@pytest.mark.parametrize("file", ["c1/article.int8.onnx", "mode.npz", "c1/vocabulary.json"])
def test_a_broken_file_is_no_traceback_of_a_library(model: Path, file: str) -> None:
    (model / file).write_bytes(b"broken")
    with pytest.raises(ModelMissing, match="cannot be read"):
        Reader(model=model).read(ARTICLE)


def test_broken_weights_of_the_confidence_are_named(model: Path) -> None:
    (model / "confidence.json").write_text('{"weights": 3}', encoding="utf-8")
    with pytest.raises(ModelMissing, match=r"confidence\.json cannot be read .*rawi calibrate"):
        Reader(model=model).read(ARTICLE)


@pytest.mark.parametrize("folder", [MODEL_FOLDER, RULES_FOLDER], ids=["networks", "rules"])
def test_the_shipped_confidences_are_true(folder: Path) -> None:
    """Held out, the expected calibration error is five points at most, and the surest are as good as said."""
    held_out = json.loads((folder / "confidence.json").read_text(encoding="utf-8"))["held_out"]
    assert held_out["expected_error"] <= 0.05
    surest = held_out["bins"][-1]
    assert surest["right"] >= surest["confidence"] - 0.08
    assert surest["statements"] > 0.01 * held_out["statements"]
