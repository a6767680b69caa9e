"""Several meetings at once: what one process does is not the others' loss, and all of them end."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from kallelse.build import Built
from kallelse.capacity import builds_at_once
from kallelse.diagnostics import Diagnostic, InputError, Position
from kallelse.errors import ExitCode, KallelseError
from kallelse.files import atomic_write
from kallelse.many import Ended, ended

PATIENCE = 120  # seconds, for a computer that is busy; nothing waits so long where all is well


def make(meeting: str) -> Built:
    """Stand in for a build: what happens depends on the meeting's name."""
    match meeting:
        case "wrong":
            raise InputError([Diagnostic(Position("a.yaml", 2, 3), "yaml-empty", "tom", "fyll")])
        case "trouble":
            raise KallelseError("the disk is full", "Free some space.")
        case "bug":
            raise ZeroDivisionError("Anna Andersson")
        case "memory":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            os._exit(11)
        case _:
            return Built(Path(meeting), Path(str(os.getpid())))
    raise AssertionError(meeting)


def hang(folder: Path, meeting: str) -> Built:
    """Stand in for a build that is writing when it is stopped."""
    with atomic_write(folder / f"{meeting}.pdf") as stream:
        stream.write(b"half")
        stream.flush()
        (folder / f"{meeting}.begun").write_text(str(os.getpid()))
        time.sleep(PATIENCE)
    raise AssertionError("nobody stopped it")


def told(one: Ended) -> str:
    if one.built is not None:
        return one.built.pdf.name
    return one.bug[0] if one.bug else type(one.error).__name__


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_is_told_in_its_place_and_the_others_go_on(jobs: int) -> None:
    meetings = ["a", "wrong", "b", "bug", "trouble", "c"]
    found = list(ended(make, meetings, jobs))
    assert [one.meeting for one in found] == meetings
    assert [told(one) for one in found] == [
        "a", "InputError", "b", "ZeroDivisionError", "KallelseError", "c",
    ]  # fmt: skip
    wrong, trouble = found[1].error, found[4].error
    assert isinstance(wrong, InputError)
    assert wrong.diagnostics[0].position == Position("a.yaml", 2, 3)
    assert (wrong.exit_code, wrong.remedy) == (1, "Mend them and run the command again.")
    assert trouble is not None
    assert (trouble.message, trouble.remedy) == ("the disk is full", "Free some space.")
    assert trouble.exit_code is ExitCode.ENVIRONMENT
    assert found[3].bug is not None
    assert "builtins.ZeroDivisionError" in found[3].bug[1]
    assert not any("Anna" in line for line in found[3].bug[1])


def test_they_are_built_in_processes_of_their_own_and_few() -> None:
    found = list(ended(make, ["a", "b", "c", "d"], 2))
    processes = {one.built.manifest.name for one in found if one.built}
    assert len(processes) <= 2
    assert str(os.getpid()) not in processes


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_a_process_that_dies_costs_its_own_meeting() -> None:
    found = list(ended(make, ["a", "crash", "b", "memory", "c", "d"], 2))
    assert [told(one) for one in found] == [
        "a", "process ended with 11", "b", "KallelseError", "c", "d",
    ]  # fmt: skip
    assert found[3].error is not None
    assert found[3].error.message == "the memory is not enough"


@pytest.mark.skipif(os.name == "nt", reason="no signals there")
def test_ctrl_c_ends_all_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    def interrupt() -> None:
        until = time.monotonic() + PATIENCE
        while len(list(tmp_path.glob("*.begun"))) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    meetings = ["a", "b", "c"]
    asked = ended(functools.partial(hang, tmp_path), meetings, 2)
    with pytest.raises(KeyboardInterrupt), closing(asked):
        list(asked)
    begun = sorted(tmp_path.iterdir())
    assert [path.name for path in begun] == ["a.begun", "b.begun"]
    for path in begun:
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.read_text()), 0)


def test_whoever_stops_asking_ends_the_processes() -> None:
    asked = ended(make, ["a", "b", "c"], 2)
    first = next(asked)
    asked.close()
    assert first.built is not None
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.built.manifest.name), 0)


@pytest.mark.parametrize(
    ("meminfo", "most", "used", "expected"),
    [
        ("MemAvailable:   8000000 kB\n", "", "", 4),
        ("MemAvailable:   1500000 kB\n", "", "", 2),
        ("MemAvailable:   100000 kB\n", "", "", 1),
        ("MemAvailable:   8000000 kB\n", "max\n", "5\n", 4),
        ("MemAvailable:   8000000 kB\n", "2000000000\n", "500000000\n", 2),
        ("", "", "", 4),
    ],
)
def test_as_many_at_once_as_processors_and_memory_allow(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    meminfo: str,
    most: str,
    used: str,
    expected: int,
) -> None:
    for name, text in (("meminfo", meminfo), ("memory.max", most), ("memory.current", used)):
        (tmp_path / name).write_text(text)
    monkeypatch.setattr("kallelse.capacity._MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr("kallelse.capacity._CONTAINER", tmp_path)
    monkeypatch.setattr("kallelse.capacity._processors", lambda: 4)
    assert builds_at_once(9) == expected
    assert builds_at_once(1) == 1
