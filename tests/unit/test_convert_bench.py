"""The worker: one for all files of a build, and a new one after one that had to be stopped."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kallelse.convert import Bench
from kallelse.convert.bench import StoppedError
from kallelse.convert.worker import TASKS, answer
from kallelse.errors import KallelseError
from tests import broken_pdfs
from tests.workbench import bound, hand_in, refused, workshop

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and RLIMIT_AS are POSIX's")


@pytest.fixture
def bench() -> Iterator[Bench]:
    with Bench() as opened:
        yield opened


def mail(folder: Path) -> dict[str, Any]:
    (folder / "a.eml").write_text("From: a@b.example\n\nHej\n")
    return {"name": "a.eml", "source": str(folder / "a.eml"), "memory": 600_000_000}


def running(bench: Bench) -> int:
    assert bench._process is not None
    return bench._process.pid


def test_one_worker_answers_all(bench: Bench, tmp_path: Path) -> None:
    bench.ask("mail", 20, **mail(tmp_path))
    first = running(bench)
    bench.ask("mail", 20, **mail(tmp_path))
    assert running(bench) == first


@POSIX
def test_a_worker_that_does_not_answer_is_stopped_and_replaced(
    bench: Bench, tmp_path: Path
) -> None:
    bench.ask("mail", 20, **mail(tmp_path))
    first = running(bench)
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(StoppedError) as stopped:
        bench.ask("mail", 0.2, **mail(tmp_path))
    assert stopped.value.why == "time"
    assert bench.ask("mail", 20, **mail(tmp_path))["sender"] == "a@b.example"
    assert running(bench) != first


@POSIX
def test_a_worker_that_the_system_ends_is_replaced(bench: Bench, tmp_path: Path) -> None:
    bench.ask("mail", 20, **mail(tmp_path))
    os.kill(running(bench), signal.SIGKILL)
    with pytest.raises(StoppedError) as stopped:
        bench.ask("mail", 20, **mail(tmp_path))
    assert stopped.value.why == "memory"
    assert bench.ask("mail", 20, **mail(tmp_path))["sender"] == "a@b.example"


@POSIX
def test_leaving_ends_the_worker(tmp_path: Path) -> None:
    with Bench() as bench:
        bench.ask("mail", 20, **mail(tmp_path))
        process = bench._process
    assert process is not None
    assert process.returncode == -signal.SIGKILL


@POSIX
def test_time_and_memory_end_in_a_diagnostic(tmp_path: Path) -> None:
    with workshop(tmp_path, memory="400 MB", max_stream="2 GB") as shop:
        found = refused(hand_in(shop, tmp_path, broken_pdfs.content_bomb(200_000_000)))
        assert found.rule == "attachment-limit"
        assert bound(hand_in(shop, tmp_path, broken_pdfs.sound())).pages == 2


def test_libraries_of_the_folder_one_stands_in_are_not_loaded(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "sprungen"
    (tmp_path / "pypdf.py").write_text(f"open({str(trap)!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    bench.ask("mail", 20, **mail(tmp_path))
    assert not trap.exists()


def test_a_worker_that_does_not_start_is_the_computers_trouble(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    for program in (str(broken), str(tmp_path / "finns-inte")):
        monkeypatch.setattr(sys, "executable", program)
        with pytest.raises(KallelseError) as stopped:
            bench.ask("mail", 20, **mail(tmp_path))
        assert stopped.value.remedy


@pytest.mark.parametrize(
    "error", [MemoryError(), RecursionError(), ValueError("x"), OSError(28, "x")]
)
def test_whatever_a_library_raises_is_an_answer(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(request: object) -> dict[str, Any]:
        raise error

    monkeypatch.setitem(TASKS, "pdf", fail)
    found = answer({"task": "pdf", "name": "a.pdf"})
    assert len(found) == 1
    assert set(found) <= {"refused", "unexpected", "trouble"}
