"""`rawi annotate`: bad records, resuming, kill -9."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from word_reader import WordReader

from rawi.cli import rawi
from rawi.export.jsonl import OutputError, annotate
from rawi.schema import Reading
from rawi.sources import SourceError

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}


def write_input(path: Path, count: int, **bodies: str) -> Path:
    lines = [
        json.dumps({"id": str(n), "title": "", "body": bodies.get(f"a{n}", f"قال شاهد رقم {n}")})
        for n in range(count)
    ]
    path.write_text(
        "\n".join(bodies.get(f"raw{n}", line) for n, line in enumerate(lines)) + "\n", encoding="utf-8"
    )
    return path


def ids(path: Path) -> list[str]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    assert data.endswith(b"\n") or not data
    return [Reading.from_json(line).id for line in data.splitlines()]


@pytest.fixture(params=["out.jsonl", "out.jsonl.gz"])
def out(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return tmp_path / str(request.param)


def test_bad_records_are_named_and_counted(tmp_path: Path, out: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 30, raw4="{broken", a9="fail", raw20="[]", a25="fail")
    errors: list[SourceError] = []
    progress = annotate(WordReader(), source, str(out), processes=2, on_error=errors.append)
    assert ids(out) == [str(n) for n in range(30) if n not in {4, 9, 20, 25}]
    assert sorted(e.line or 0 for e in errors) == [5, 10, 21, 26]
    assert all(e.file == str(source) for e in errors)
    assert (progress.written, progress.failed) == (26, 4)


def test_resuming_goes_on_where_it_stopped(tmp_path: Path, out: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 60, raw4="{broken", a9="fail", a50="fail")
    whole = tmp_path / f"whole-{out.name}"
    annotate(WordReader(), source, str(whole), processes=1)
    lines = gzip.decompress(whole.read_bytes()) if out.suffix == ".gz" else whole.read_bytes()
    for share in (0, 0.2, 0.5, 0.999, 1):
        cut = lines[: int(len(lines) * share)]
        if out.suffix == ".gz":  # whole members, and one that is half-written
            end = cut.rfind(b"\n", 0, len(cut) // 2) + 1
            out.write_bytes(gzip.compress(cut[:end]) + gzip.compress(cut[end:])[:-5])
        else:
            out.write_bytes(cut)
        done = annotate(WordReader(), source, str(out), processes=2, resume=True)
        assert ids(out) == ids(whole)
        assert done.failed == 3
        assert done.already + done.written == 57
    assert (
        annotate(WordReader(), source, str(out), resume=True).written
        == (29 if out.suffix == ".gz" else 0) * 0
    )


def test_resuming_what_is_not_there_begins(tmp_path: Path, out: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 5)
    assert annotate(WordReader(), source, str(out), resume=True, processes=1).written == 5


def test_equal_articles_are_told_apart_by_their_place(tmp_path: Path, out: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"body": "قال نعم"}\n' * 10 + '{"body": "fail"}\n' + '{"body": "قال نعم"}\n' * 5)
    annotate(WordReader(), source, str(out), processes=1)
    assert annotate(WordReader(), source, str(out), processes=1, resume=True).already == 15
    assert len(ids(out)) == 15


def test_an_output_of_other_input_is_refused(tmp_path: Path, out: Path) -> None:
    annotate(WordReader(), write_input(tmp_path / "a.jsonl", 5), str(out), processes=1)
    before = out.read_bytes()
    other = write_input(tmp_path / "b.jsonl", 5, a2="قال غير ذلك")
    with pytest.raises(OutputError, match="line 3"):
        annotate(WordReader(), other, str(out), processes=1, resume=True)
    assert out.read_bytes() == before


def test_an_output_is_not_overwritten_unasked(tmp_path: Path, out: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 3)
    out.write_text("important")
    with pytest.raises(OutputError, match="--resume"):
        annotate(WordReader(), source, str(out))
    assert out.read_text() == "important"
    annotate(WordReader(), source, str(out), force=True, processes=1)
    assert len(ids(out)) == 3


def test_input_and_output_are_not_the_same(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 3)
    with pytest.raises(OutputError, match="input"):
        annotate(WordReader(), source, str(source), force=True)
    assert source.read_text(encoding="utf-8").count("\n") == 3


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 3)
    with pytest.raises(OutputError, match="cannot be written"):
        annotate(WordReader(), source, str(tmp_path / "none" / "out.jsonl"))


def start(source: Path, out: Path, *, resume: bool = False) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from rawi.export.jsonl import annotate; from word_reader import WordReader; "
        f"annotate(WordReader(0.002), {str(source)!r}, {str(out)!r}, processes=2, resume={resume})"
    )
    return subprocess.Popen([sys.executable, "-c", code], env=ENVIRONMENT)


def wait_until(condition: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "this took too long"
        time.sleep(0.02)


def test_kill_9_loses_no_line_and_leaves_no_process(tmp_path: Path, out: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 1500, a100="fail", raw300="{")
    kills = 0
    process = start(source, out)
    while kills < 3:
        size = out.stat().st_size if out.exists() else 0

        def grown(size: int = size, process: subprocess.Popen[bytes] = process) -> bool:
            return process.poll() is not None or (out.exists() and out.stat().st_size > size)

        wait_until(grown)
        if process.poll() is not None:
            break
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.send_signal(signal.SIGKILL)
        process.wait()
        psutil.wait_procs(children, timeout=5)
        assert not [c for c in children if c.is_running() and c.status() != psutil.STATUS_ZOMBIE]
        kills += 1
        process = start(source, out, resume=True)
    assert process.wait(30) == 0
    assert kills >= 2
    assert ids(out) == [str(n) for n in range(1500) if n not in {100, 300}]


def test_two_processes_do_not_write_one_file(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 1500)
    out = tmp_path / "out.jsonl"
    first = start(source, out)
    wait_until(lambda: out.exists() and out.stat().st_size > 0)
    second = start(source, out, resume=True)
    assert second.wait(20) == 1
    assert first.wait(20) == 0
    assert len(ids(out)) == 1500


@pytest.fixture
def word_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("rawi.reading.reader.Reader", WordReader)
    yield


@pytest.mark.usefixtures("word_reader")
def test_the_command(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in\x1b[31m.jsonl", 20, raw3="nothing", a5="fail")
    out = tmp_path / "out.jsonl"
    arguments = ["annotate", str(source), "-o", str(out), "--processes", "1"]
    result = CliRunner().invoke(rawi, arguments)
    assert result.exit_code == 1
    assert ".jsonl:4: not valid JSON" in result.stderr
    assert ".jsonl:6: article 5 could not be read (ValueError" in result.stderr
    assert "18 read, 2 could not be read" in result.stderr
    assert "\x1b" not in result.stderr
    again = CliRunner().invoke(rawi, arguments)
    assert again.exit_code == 1
    assert "--resume" in again.stderr
    resumed = CliRunner().invoke(rawi, [*arguments, "--resume"])
    assert "0 read, 18 there before" in resumed.stderr
    assert CliRunner().invoke(rawi, [*arguments, "--resume", "--force"]).exit_code == 2
    assert len(ids(out)) == 18


@pytest.mark.usefixtures("word_reader")
def test_to_standard_output(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 3)
    result = CliRunner().invoke(rawi, ["annotate", str(source), "-o", "-", "--processes", "1"])
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["0", "1", "2"]


def test_interrupt_keeps_what_was_read(tmp_path: Path) -> None:
    source = write_input(tmp_path / "in.jsonl", 400, **{f"a{n}": "wait" for n in range(50, 400)})
    out = tmp_path / "out.jsonl"
    code = (  # what is started in the background is told to ignore the signal
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "import rawi.reading.reader as r; from word_reader import WordReader; r.Reader = WordReader; "
        "from rawi.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "annotate", str(source), "-o", str(out), "--processes", "2"]
    process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    wait_until(lambda: out.exists() and out.stat().st_size > 0)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "--resume" in stderr
    assert "Traceback" not in stderr
    found = ids(out)
    assert found == [str(n) for n in range(len(found))]
    assert len(found) >= 40
