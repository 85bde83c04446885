"""The name of what read an article changes with what a reading hangs on."""

from __future__ import annotations

import shutil
from pathlib import Path

from rawi.archive.provenance import reader_name
from rawi.learning.files import MODEL_FOLDER
from rawi.reading.reader import Reader


def test_readers_that_may_read_otherwise_have_other_names(tmp_path: Path) -> None:
    model = tmp_path / "ours"
    shutil.copytree(MODEL_FOLDER, model)
    weights = model / "confidence.json"
    weights.write_text(weights.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    readers = [
        Reader(),
        Reader(rules_only=True),
        Reader(min_confidence=0.5),
        Reader(model=model),
    ]
    names = [reader_name(reader) for reader in readers]
    assert len(set(names)) == len(names), names
    assert reader_name(Reader()) == names[0]
    assert names[1].startswith("rules ")
