"""`rawi read` and `rawi explain`, as commands and as processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from rawi.cli import rawi
from rawi.schema import Reading

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
COMMAND = [sys.executable, "-m", "rawi.cli"]
TEXT = (
    "العمدة يعلن خطة للمياه\n\n"
    "أعلن عمدة المدينة فارس البيطار أن خطة المياه ستبدأ في الربيع.\n"
    "وقال البيطار: «لن ينقطع الماء عن أي حي بعد اليوم».\n"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_article_and_its_statements(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", str(article), "--outlet", "البلدة"])
    assert result.exit_code == 0, result.output
    assert "العمدة يعلن خطة للمياه" in result.stdout
    assert "البيطار (person) · " in result.stdout
    assert "البلدة ← فارس البيطار" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u200f" not in result.stdout


def test_only_the_statements(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", "--no-text", str(article)])
    assert "بعد اليوم».\n" not in result.stdout
    assert "«لن ينقطع الماء عن أي حي بعد اليوم»" in result.stdout


def test_direction_is_obeyed(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", "--direction", "rtl", str(article)])
    assert all(line.startswith("\u200f") for line in result.stdout.splitlines() if line)


def test_json_is_one_line_an_article(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", "--json", str(article), str(article)])
    readings = [Reading.from_json(line) for line in result.stdout.splitlines()]
    assert len(readings) == 2
    assert readings[0].title == "العمدة يعلن خطة للمياه"


def test_standard_input() -> None:
    result = CliRunner().invoke(rawi, ["read", "--json", "-"], input=TEXT.encode("cp1256"))
    assert json.loads(result.stdout)["text"].startswith("العمدة يعلن خطة للمياه\nأعلن عمدة")


def test_unsure_statements_can_be_left_out(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", "--json", "--min-confidence", "1", str(article)])
    assert all(s["confidence"] == 1 for s in json.loads(result.stdout)["statements"])


def test_what_cannot_be_read_is_named_and_the_rest_is_shown(article: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(rawi, ["read", str(tmp_path / "none"), str(article)])
    assert result.exit_code == 1
    assert "there is no such file; check the name" in result.stderr
    assert "فارس البيطار" in result.stdout


def test_explain(article: Path) -> None:
    result = CliRunner().invoke(rawi, ["explain", str(article)])
    assert result.exit_code == 0, result.output
    assert "- cue «" in result.stdout
    assert CliRunner().invoke(rawi, ["explain", f"{article}x"]).exit_code == 1


def test_escapes_of_an_article_stay_out_of_every_output(tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_text("قال الوزير سامر علي \x1b[31mإن\x9b2J \u202eالأمر انتهى.\n", encoding="utf-8")
    for command in (["read"], ["read", "--json"], ["explain"]):
        result = CliRunner().invoke(rawi, [*command, str(path)])
        assert not set("\x1b\x9b\u202e") & set(result.output), command


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal(article: Path) -> None:
    coloured = on_terminal(["read", str(article)], VTE_VERSION="7600")
    assert coloured.startswith("\x1b[2 k")
    assert "\x1b[0 k" in coloured
    assert "\x1b[1;36m" in coloured
    plain = on_terminal(["read", "--no-color", str(article)])
    assert "36m" not in plain
    assert "36m" not in on_terminal(["read", str(article)], NO_COLOR="1")
    assert "\n  " in on_terminal(["read", "--json", str(article)]).replace("\r", "")


def on_terminal(arguments: list[str], **environment: str) -> str:
    """What the command writes to a terminal of 80 columns."""
    import pty

    inherited = {k: v for k, v in ENVIRONMENT.items() if k not in {"NO_COLOR", "TMUX", "STY", "VTE_VERSION"}}
    settings = {**inherited, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, stdin=theirs, env=settings)
    os.close(theirs)
    output = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
    os.close(ours)
    assert process.wait(10) == 0
    return output.decode()


def test_version_and_help() -> None:
    from rawi import __version__

    assert CliRunner().invoke(rawi, ["--version"]).output == f"rawi {__version__}\n"
    for name in ("read", "explain", "annotate", "evaluate"):
        assert name in CliRunner().invoke(rawi, ["--help"]).output
    assert "FILE..." in CliRunner().invoke(rawi, ["read", "-h"]).output


def test_a_reader_that_goes_away_is_no_fault(article: Path) -> None:
    command = " ".join([*COMMAND, "read", *[str(article)] * 200])
    result = subprocess.run(
        f"{command} | head -1", shell=True, capture_output=True, env=ENVIRONMENT, text=True
    )
    assert result.stderr == ""


def test_start_up_is_quick_and_loads_nothing_that_is_not_needed(article: Path) -> None:
    code = (
        "import sys; import rawi; "
        "heavy = {'trafilatura', 'rich', 'multiprocessing', 'lxml', 'click', 'sqlalchemy'}; "
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=True)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([*COMMAND, "read", str(article)], env=ENVIRONMENT, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.9, times  # 0.7 s on an idle machine; the test allows for a busy one


def test_output_is_utf_8_in_any_locale(article: Path) -> None:
    settings = {**ENVIRONMENT, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    for option in ("--json", "--no-color"):
        result = subprocess.run([*COMMAND, "read", option, str(article)], capture_output=True, env=settings)
        assert "فارس البيطار" in result.stdout.decode()
        assert result.returncode == 0
