"""Where the gold files are: `$RAWI_SHARED`, else `shared/` beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with `gold/` and `seed/`; tests that need it are skipped by name where there is none."""
    folder = Path(os.environ.get("RAWI_SHARED") or ROOT.parent / "shared")
    if not (folder / "gold" / "dev.jsonl").is_file():
        pytest.skip(f"no gold files in {folder}: set RAWI_SHARED to the folder that holds gold/ and seed/")
    return folder
