"""The demo's tour: every search that it shows finds something, and all that it proposes can be typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rawi.cli import rawi
from rawi.demo.__main__ import NEXT, TOUR, demo


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    archive = str(tmp_path_factory.mktemp("demo") / "demo.db")
    result = CliRunner().invoke(demo, ["--archive", archive, "--rules-only"])
    assert result.exit_code == 0, result.output
    assert all(caption in result.output for caption, _ in TOUR)
    return archive


@pytest.mark.parametrize(
    "call", [call for _, call in TOUR] + [c for c in NEXT if c[0] in ("search", "who")], ids=str
)
def test_every_call_finds_something(call: tuple[str, ...], place: str) -> None:
    result = CliRunner().invoke(rawi, [*call, "--archive", place])
    assert result.exit_code == 0, result.output
    assert len(result.output.splitlines()) > 3, result.output


def test_it_can_be_shown_again(place: str) -> None:
    assert CliRunner().invoke(demo, ["--archive", place, "--rules-only"]).exit_code == 0


def test_denials_can_be_exported(place: str, tmp_path: Path) -> None:
    (export,) = (call for call in NEXT if call[0] == "export")
    out = tmp_path / "denials.csv"
    result = CliRunner().invoke(rawi, [*export[:-1], str(out), "--archive", place])
    assert result.exit_code == 0, result.output
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
