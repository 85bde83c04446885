"""docs/rules.md names every rule of the reader, and only those, each with an example that shows it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import pytest

import rawi
from rawi.reading.morphology import Tense
from rawi.schema import Article, Evidence

ROOT = Path(__file__).parents[2]
READING = ROOT / "src" / "rawi" / "reading"
LEARNING = ROOT / "src" / "rawi" / "learning"
LEARNED = {"learned", "ranked"}
"""Rules that `--rules-only` leaves out."""
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")


class Row(NamedTuple):
    rule: str
    examples: list[str]
    file: str


def _rows() -> list[Row]:
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines()]
    return [
        Row(cells[0].strip("` |"), re.findall(r"`([^`]+)`", cells[2]), cells[3].strip("` |"))
        for cells in rows
        if len(cells) == 4 and cells[0].strip(" |").startswith("`")
    ]


ROWS = _rows()


def _rules_in_code() -> set[tuple[str, str]]:
    """Rule and file of every call of `because`, and of every `Evidence` that is made directly."""
    return {
        (rule, path.name)
        for path in [*READING.glob("*.py"), *LEARNING.glob("*.py")]
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and function.name != "because"
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and (argument := _rule_argument(call)) is not None
        for rule in _values(argument, function)
    }


def _rule_argument(call: ast.Call) -> ast.expr | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in {"because", "Evidence"}:
        return None
    named = [keyword.value for keyword in call.keywords if keyword.arg == "rule"]
    return named[0] if named else call.args[1]


def _values(node: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The strings that an expression may be: constants, a choice of two, a variable, `f"cue {tense}"`."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from _values(one, function)
            yield from _values(other, function)
        case ast.Name(id=name):
            yield from _assigned(name, function)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue(value=value)]):
            assert ast.unparse(value).endswith(".tense"), ast.unparse(node)
            yield from (start + tense for tense in get_args(Tense))
        case _:
            pytest.fail(f"line {node.lineno}: the name of the rule cannot be told: {ast.unparse(node)}")


def _assigned(name: str, function: ast.FunctionDef) -> Iterator[str]:
    found = [
        value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target, value in _pairs(node.targets[0], node.value)
        if isinstance(target, ast.Name) and target.id == name
    ]
    assert found, f"{function.name}: {name} is never set"
    for value in found:
        yield from _values(value, function)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value


def test_every_rule_of_the_code_is_on_the_page_and_the_reverse() -> None:
    described = {(row.rule, row.file) for row in ROWS}
    assert len(described) == len(ROWS) == len({row.rule for row in ROWS}), "a rule is described twice"
    code = _rules_in_code()
    assert {rule for rule, _ in code} == {row.rule for row in ROWS}
    assert described <= code, "a rule is looked for in the wrong file"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.rule)
def test_the_example_shows_the_rule(row: Row) -> None:
    *title, body = row.examples
    reader = rawi.Reader(rules_only=row.rule not in LEARNED)
    reading = reader.read(Article(body=body, title="".join(title)))
    assert row.rule in {evidence.rule for statement in reading.statements for evidence in statement.why}


def test_parts_are_those_of_the_schema() -> None:
    parts = set(re.findall(r"`(\w+)`", _docstring_of("part")))
    used = {
        call.args[0].value
        for path in READING.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _rule_argument(call) is not None
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert used <= parts


def _docstring_of(field: str) -> str:
    """What stands below a field of `Evidence`."""
    tree = ast.parse((ROOT / "src" / "rawi" / "schema.py").read_text(encoding="utf-8"))
    (cls,) = (n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == Evidence.__name__)
    for node, after in zip(cls.body, cls.body[1:], strict=False):
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == field:
            return ast.unparse(after)
    raise AssertionError(field)
