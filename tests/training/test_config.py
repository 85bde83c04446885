"""The configuration of a training; what it says needs none of the extra `train`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from rawi.cli import rawi as cli
from rawi.learning.files import MODEL_FOLDER
from rawi.training import errors
from rawi.training.config import load_config
from rawi.training.digests import differences, digest, digests
from rawi.training.errors import TrainingError


def test_the_shipped_configuration() -> None:
    config = load_config()
    assert [network.name for network in config.shipped] == ["c1", "s1"]
    model = json.loads((MODEL_FOLDER / "model.json").read_text(encoding="utf-8"))
    assert (config.name, {network.name for network in config.shipped}) == (
        model["name"],
        {*model["networks"]},
    )
    assert {len(value) for value in (config.digests | config.corpus_digests).values()} == {64}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('name = "x"\n[[networks]]\nname = "a"\nepochz = 3\n', "epochz"),
        ('name = "x"\n[network]\nepochs = 0\n[[networks]]\nname = "a"\n', r"epochs|networks"),
        ('name = "x"\n', "networks"),
        ('name = "x"\nnetworks = 3\n', "networks"),
        ('name = "x"\n[[networks]]\nname = "../a"\n', "name"),
        ('name = "x"\n[[networks]]\nname = "a"\n[[networks]]\nname = "a"\n', "same name"),
        ('name = "x"\n[[networks]]\nname = "a"\nship = false\n', "ship"),
        ('name = "x"\n[[networks]]\nname = "a"\nnames = false\n', "must learn names"),
        ('name = "x"\n[[networks]]\nname = "a"\npseudo = true\n', "teachers"),
        (
            'name = "x"\n[[networks]]\nname = "a"\npseudo = true\n[[networks]]\nname = "b"\n'
            '[pseudo]\nteachers = ["b"]\n',
            "before 'a'",
        ),
        ("name = [", "no TOML"),
    ],
)  # fmt: skip
def test_faults_name_the_key(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=message) as found:
        load_config(path)
    assert "mine.toml" in str(found.value)


def test_networks_take_from_the_shared_table(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        'name = "x"\n[network]\nepochs = 4\nhidden = 9\n[[networks]]\nname = "a"\nhidden = 7\n',
        encoding="utf-8",
    )
    (network,) = load_config(path).networks
    assert (network.epochs, network.hidden) == (4, 7)


def test_digests_are_compared(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest(file) == right
    assert differences({"a.txt": right}, {"a.txt": right}) == []
    assert digests([file, tmp_path / "." / "a.txt"]) == {"a.txt": right, "a.txt#2": right}
    lines = differences({"a.txt": right, "b.txt": right}, {"a.txt": "0", "c.txt": "1"})
    assert [line.split()[0] for line in lines] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize("command", ["train", "pretrain"])
def test_without_the_extra_the_commands_say_how_to_get_it(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "NEEDED", ("a_module_that_is_not_there",))
    file = tmp_path / "a.jsonl"
    file.touch()
    inputs = {
        "train": ["--gold", str(file), "--dev", str(file), "--pretrained", str(tmp_path)],
        "pretrain": ["--corpus", str(file)],
    }[command]
    result = CliRunner().invoke(cli, [command, *inputs, "-o", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "a_module_that_is_not_there" in result.output
    assert "pip install 'rawi[train]'" in result.output
