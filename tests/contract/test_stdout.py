"""stdout holds paths or data and nothing else; stderr is for eyes, and in a pipe nearly silent."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kallelse import report
from kallelse.diagnostics import Diagnostic, Position, Severity
from kallelse.errors import ExitCode, KallelseError
from tests.shell import Shell

ODD = Diagnostic(
    Position("a.yaml", 3, 4), "some-rule", "[red]bold[/red] \x1b[31m\nx", "do [b]it[/b]"
)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Make stderr a terminal that knows colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda stream: True)


def test_build_prints_the_paths_of_what_it_made(kallelse: Shell, small: Path) -> None:
    ended = kallelse("build", "2024-03-01", here=small)
    folder = "build/public/2024-03-01"
    assert ended.lines == [f"{folder}/kallelse-2024-03-01.pdf", f"{folder}/pack.json"]
    assert all((small / line).is_file() for line in ended.lines)
    assert ended.err == ""


def test_an_up_to_date_build_prints_the_same(kallelse: Shell, small: Path) -> None:
    first = kallelse("build", "2024-03-01", here=small)
    again = kallelse("build", "2024-03-01", here=small)
    assert (again.code, again.out, again.err) == (0, first.out, "")


def test_paths_outside_of_the_current_folder_are_whole(
    kallelse: Shell, small: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ended = kallelse("-C", small, "build", "2024-03-01", here=elsewhere)
    assert ended.lines[0] == str(small / "build/public/2024-03-01/kallelse-2024-03-01.pdf")


@pytest.mark.parametrize("arguments", ["-v build", "build -v"])
def test_timings_are_for_eyes(kallelse: Shell, small: Path, arguments: str) -> None:
    ended = kallelse(*arguments.split(), "2024-03-01", here=small)
    assert len(ended.lines) == 2
    told = [line.split()[1] for line in ended.err.splitlines()]
    assert told == ["load", "assemble", "typeset", "bind", "in"]


@pytest.mark.usefixtures("terminal")
def test_a_terminal_sees_a_line_per_stage(kallelse: Shell, small: Path) -> None:
    ended = kallelse("build", "2024-03-01", here=small)
    assert len(ended.lines) == 2
    assert ended.err.splitlines() == [
        "2024-03-01: reading the files",
        "2024-03-01: collecting the documents",
        "2024-03-01: laying out the pages",
        "2024-03-01: binding the pack",
    ]
    again = kallelse("build", "2024-03-01", here=small)
    assert again.err.splitlines() == ["2024-03-01: up to date"]


def test_json_is_all_that_json_prints(kallelse: Shell, small: Path) -> None:
    for command in (("list",), ("show", "2024-03-01")):
        ended = kallelse(*command, "--format", "json", here=small)
        assert json.loads(ended.out)
        assert ended.err == ""


def test_text_from_files_steers_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    report.diagnostics([ODD])
    assert capsys.readouterr().err.splitlines() == [
        r"a.yaml:3:4: error: [red]bold[/red] \x1b[31m\nx [some-rule]",
        "    hint: do [b]it[/b]",
    ]


@pytest.mark.usefixtures("terminal")
def test_a_terminal_sees_colours_and_the_same_text(capsys: pytest.CaptureFixture[str]) -> None:
    report.diagnostics([ODD])
    told = capsys.readouterr().err
    assert "\x1b[1;31merror: " in told
    assert r"[red]bold[/red] \x1b[31m\nx" in told


@pytest.mark.usefixtures("terminal")
def test_no_color_is_respected(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    report.diagnostics([ODD])
    told = capsys.readouterr().err
    assert "error: [red]bold[/red]" in told.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "\x1b[1;31m" not in told


def test_warnings_come_in_the_order_of_their_places(capsys: pytest.CaptureFixture[str]) -> None:
    places = [("b.yaml", 1), ("a.yaml", 10), ("a.yaml", 9)]
    report.diagnostics(
        Diagnostic(Position(file, line), "rule", "x", severity=Severity.WARNING)
        for file, line in places
    )
    told = [line.rsplit(": warning", 1)[0] for line in capsys.readouterr().err.splitlines()]
    assert told == ["a.yaml:9:1", "a.yaml:10:1", "b.yaml:1:1"]


class _Refusing(io.StringIO):
    """A stdout on a full disk, or whose reader has gone."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Refusing(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(KallelseError, match="cannot write the output: No space left on device"):
        report.data("x")


def test_a_reader_that_has_gone_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Refusing(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    with pytest.raises(BrokenPipeError):
        report.data("x")


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_stream_that_the_shell_has_closed_stops_nothing(
    kallelse: Shell, small: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    monkeypatch.setattr(sys, closed, None)
    assert kallelse("list", here=small).code == 0
    assert kallelse("build", "2024-01-01", here=small).code == 2


@pytest.mark.skipif(os.name == "nt", reason="there are other pipes there")
def test_what_is_wrong_is_told_though_nobody_reads_what_was_made(small: Path) -> None:
    text = (small / "agendas/2024-03-01.yaml").read_text("utf-8")
    (small / "agendas/2024-03-08.yaml").write_text(text.replace("date: ", "date: den "), "utf-8")
    command = [sys.executable, "-m", "kallelse", "build", "2024-03-01", "2024-03-08"]
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(command, cwd=small, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    assert done.returncode == ExitCode.ENVIRONMENT
    assert b"agendas/2024-03-08.yaml:" in done.stderr
    assert (small / "build/public/2024-03-01/pack.json").exists()
