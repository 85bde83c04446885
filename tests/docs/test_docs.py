"""The documentation is true: its examples run, its options exist, its tables name what is there."""

from __future__ import annotations

import doctest
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest

import rawi
from rawi.cli import rawi as cli

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEXICONS = sorted(p.name for p in files("rawi.lexicons").iterdir() if p.name.endswith(".tsv"))


def _blocks(page: Path, language: str) -> list[str]:
    return [code for kind, code in BLOCK.findall(page.read_text(encoding="utf-8")) if kind == language]


def _sessions() -> list[Any]:
    return [p for p in PAGES if any(">>>" in code for code in _blocks(p, "python"))]


@pytest.mark.parametrize("page", _sessions(), ids=lambda p: p.name)
def test_sessions_print_what_the_page_says(page: Path) -> None:
    session = "\n".join(code for code in _blocks(page, "python") if ">>>" in code)
    example = doctest.DocTestParser().get_doctest(session, {}, page.name, str(page), 0)
    output: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(example, out=output.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(output)


def test_the_programs_of_the_readme_print_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    programs = re.findall(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert programs
    for code, expected in programs:
        exec(compile(code, "README.md", "exec"), {})
        assert capsys.readouterr().out == expected


def _commands() -> dict[str, click.Command]:
    """All commands by what is written after `rawi`; those of a group after its name."""
    context = click.Context(cli)
    found: dict[str, click.Command] = {}
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found[name] = command
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": inner for sub, inner in command.commands.items()}
    return found


COMMANDS = _commands()


def _calls() -> set[tuple[str, str]]:
    """Words after `rawi` that name the command, and the line, of each call on a page."""
    lines = [line for page in PAGES for code in _blocks(page, "console") for line in code.splitlines()]
    calls = set()
    for line in lines:
        for call in re.findall(r"(?:^|[\s/])rawi ([^|#]*)", line):
            words = call.split()
            if words and not words[0].startswith("-"):
                group = isinstance(COMMANDS.get(words[0]), click.Group)
                calls.add((" ".join(words[: 2 if group else 1]), line))
    return calls


@pytest.mark.parametrize(("name", "line"), sorted(_calls()), ids=lambda v: v)
def test_commands_and_options_exist(name: str, line: str) -> None:
    assert name in COMMANDS, f"there is no command {name}"
    parameters = COMMANDS[name].get_params(click.Context(cli))
    known = {option for parameter in parameters for option in parameter.opts}
    used = re.findall(r"\s(--?[a-z][\w-]*)", line.partition(f"rawi {name}")[2].partition("#")[0])
    assert set(used) <= known, f"{set(used) - known} in: {line}"


def test_every_option_is_documented() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name, command in COMMANDS.items():
        section = page.partition(f"## rawi {name}\n")[2].partition("\n## ")[0]
        assert section, f"command-line.md does not describe rawi {name}"
        for parameter in command.get_params(click.Context(cli)):
            if isinstance(parameter, click.Option) and "--help" not in parameter.opts:
                assert any(f"`{option}" in section for option in parameter.opts), f"{name}: {parameter.opts}"


def test_every_field_of_a_reading_is_documented() -> None:
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    for kind, schema in rawi.json_schema()["$defs"].items():
        section = page.partition(f"## {kind}\n")[2].partition("\n## ")[0]
        missing = [field for field in schema["properties"] if f"`{field}`" not in section]
        assert not missing, f"format.md, {kind}: {missing}"
    assert all(f"| `{act}` |" in page for act in rawi.schema.ACTS)


def test_the_example_of_the_format_is_a_reading() -> None:
    page = ROOT / "docs" / "format.md"
    body, title = re.findall(
        r"^`([^`]+)` under the headline `([^`]+)`", page.read_text(encoding="utf-8"), re.M
    )[0]
    statement = rawi.read(body, title=title).to_dict()["statements"][0]
    shown = json.loads(_blocks(page, "json")[0])
    assert shown == {k: v for k, v in statement.items() if k not in {"why", "confidence"}}


@pytest.mark.parametrize("name", LEXICONS)
def test_every_lexicon_and_its_columns_are_documented(name: str) -> None:
    header = [
        line
        for line in files("rawi.lexicons").joinpath(name).read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    columns = header[-1].removeprefix("#").strip().split("\t")
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    section = re.split(r"\n(?=`\w+\.tsv`:|### )", page.partition(f"\n`{name}`:")[2])[0]
    assert section, f"lexicons.md does not describe {name}"
    missing = [column for column in columns if f"`{column}`" not in section]
    assert not missing, f"lexicons.md, {name}: {missing}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        other = (page.parent / file) if file else page
        assert other.exists(), f"{page.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
            assert anchor in anchors, f"{page.name}: {target}"
