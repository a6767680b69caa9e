"""The exit codes that the README promises, each with what leads to it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from kallelse import __version__, project
from kallelse.errors import ExitCode
from kallelse.gathering import Stage
from tests.shell import Shell

SECRET = "Anna Andersson 19900101-1234"


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_the_numbers_never_change() -> None:
    assert {one.name: one.value for one in ExitCode} == {
        "DONE": 0,
        "INPUT": 1,
        "USAGE": 2,
        "ENVIRONMENT": 3,
        "BUG": 70,
        "INTERRUPTED": 130,
        "TERMINATED": 143,
    }


def test_0_when_done(kallelse: Shell, small: Path) -> None:
    ended = kallelse("-C", small, "build", "2024-03-01")
    assert (ended.code, ended.err) == (0, "")


def test_1_when_the_files_have_errors(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    agenda.write_text(agenda.read_text("utf-8") + "colour: red\ncolor: red\n", "utf-8")
    before = _files(small)
    ended = kallelse("-C", small, "build", "2024-03-01")
    assert (ended.code, ended.out) == (1, "")
    assert _files(small) == before
    told = ended.err.splitlines()
    places = [line for line in told if line.startswith("agendas/2024-03-01.yaml:")]
    assert len(places) == 2
    assert places == sorted(places)
    assert all(line.endswith(" [key-unknown]") for line in places)
    assert all(": error: " in line for line in places)
    assert told[-2:] == ["kallelse: 2 errors in the files", "Mend them and run the command again."]


def test_1_when_strict_and_there_are_warnings(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    long = "  - title: Mycket lång överläggning\n    duration: 900\n"
    agenda.write_text(agenda.read_text("utf-8").replace("items:\n", f"items:\n{long}"), "utf-8")
    before = _files(small)
    strict = kallelse("-C", small, "build", "--strict", "2024-03-01")
    assert (strict.code, strict.out) == (1, "")
    assert ": warning: " in strict.err
    assert "1 warning, and --strict stops at warnings" in strict.err
    assert _files(small) == before
    lenient = kallelse("-C", small, "build", "2024-03-01")
    assert lenient.code == 0
    assert ": warning: " in lenient.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("bild 2024-03-01", "Did you mean 'build'?"),
        ("build --fource 2024-03-01", "No such option: --fource"),
        ("show", "Missing argument 'MEETING"),
        ("build", "which meeting is to be built?\nName meetings, or"),
        ("build --all 2024-03-01", "which meeting is to be built?\nName meetings, or"),
        ("build 2024-03-01 --audience everyone", "'everyone' is not"),
        ("list --format yaml", "'yaml' is not one of 'text', 'json'"),
        ("build 2024-03-10", "no such meeting: 2024-03-10\nDid you mean 2024-03-01?"),
        ("show 2024-03-10", "no such meeting: 2024-03-10\nDid you mean 2024-03-01?"),
        ("new 2024-02-30", "not a date: 2024-02-30\nWrite year, month and day"),
        ("new 2024–04–26", "There is an en dash (U+2013) in it: type the hyphen anew."),
        ("new 20240426", "not a date: 20240426\n"),
        ("new 2024-03-01", "the meeting is there already: agendas/2024-03-01.yaml\n"),
        ("new 2024-04-26 --body annan", "no such body: annan\nmembers.yaml has "),
        ("init .", "the folder is not empty: "),
        ("init members.yaml", "not a folder: "),
        ("-C agendas/nowhere list", "no such folder: agendas/nowhere\n"),
    ],
)
def test_2_when_it_was_asked_wrongly(
    kallelse: Shell, small: Path, arguments: str, told: str
) -> None:
    before = _files(small)
    ended = kallelse(*arguments.split(), here=small)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert _files(small) == before


def test_2_outside_of_a_project(kallelse: Shell, tmp_path: Path) -> None:
    ended = kallelse("list", here=tmp_path)
    assert ended.code == 2
    assert ended.err.startswith("kallelse: no project in ")
    assert "kallelse init DIR" in ended.err


def test_3_when_the_output_cannot_be_written(kallelse: Shell, small: Path) -> None:
    (small / "build").write_text("a file where the folder should be")
    ended = kallelse("-C", small, "build", "2024-03-01")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("kallelse: cannot write ")
    assert len(ended.err.splitlines()) == 2


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (OSError(28, "No space left on device", "x.pdf"), "No space left on device: x.pdf"),
        (PermissionError(13, "Permission denied"), "Permission denied\n"),
        (OSError("odd"), "the system refuses\n"),
        (MemoryError(), "the memory is not enough\n"),
    ],
)
def test_3_when_the_computer_refuses(
    kallelse: Shell, monkeypatch: pytest.MonkeyPatch, trouble: BaseException, told: str
) -> None:
    def refuse(start: Path) -> None:
        raise trouble

    monkeypatch.setattr(project, "find", refuse)
    ended = kallelse("list")
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith(f"kallelse: {told}")


def test_3_and_silence_when_the_reader_has_gone(
    kallelse: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(start: Path) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    monkeypatch.setattr(project, "find", gone)
    ended = kallelse("list")
    assert (ended.code, ended.out, ended.err) == (3, "", "")


def test_70_when_it_is_our_fault(
    kallelse: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(start: Path) -> None:
        try:
            {"": 0}[SECRET]
        except KeyError:
            raise ValueError(SECRET) from None

    monkeypatch.setattr(project, "find", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = kallelse("-C", f"/home/{SECRET}", "build", SECRET)
    assert (ended.code, ended.out) == (70, "")
    (saved,) = tmp_path.glob("kallelse-bug-*.txt")
    assert str(saved) in ended.err
    told = saved.read_text("utf-8")
    assert f"kallelse {__version__}" in told
    assert "command: build" in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "kallelse.cli, line " in told
    for text in (ended.err, told):
        assert not any(word in text for word in SECRET.split())
        assert "Traceback" not in text


def test_70_tells_the_report_where_it_cannot_be_saved(
    kallelse: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(start: Path) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(project, "find", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    ended = kallelse("list")
    assert ended.code == 70
    assert "kallelse.cli, line " in ended.err
    assert SECRET not in ended.err


@pytest.mark.parametrize("stage", list(Stage))
def test_130_when_interrupted_and_nothing_is_half_written(
    kallelse: Shell, monkeypatch: pytest.MonkeyPatch, small: Path, stage: Stage
) -> None:
    def interrupt(meeting: str, now: Stage) -> None:
        if now is stage:
            raise KeyboardInterrupt

    monkeypatch.setattr("kallelse.report.progress", interrupt)
    before = _files(small)
    ended = kallelse("-C", small, "build", "2024-03-01")
    assert (ended.code, ended.out) == (130, "")
    assert _files(small) == before
