"""`kallelse watch`: save a file, and the pack is there; break one, and the last pack stays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PATIENCE = 120.0  # seconds: far more than is needed, on a computer with much else to do
MEETING = "2024-03-01"


class Watching:
    """A `kallelse watch` that runs, in a project that may be changed."""

    def __init__(self, project: Path, output: Path) -> None:
        self.agenda = project / "agendas" / f"{MEETING}.yaml"
        self.text = self.agenda.read_text("utf-8")
        self._manifest = project / "build" / "public" / MEETING / "pack.json"
        self._pdf = self._manifest.with_name(f"kallelse-{MEETING}.pdf")
        self._output = output
        command = (sys.executable, "-m", "kallelse", "-C", str(project), "watch", MEETING)
        with output.open("wb") as stream:
            self.process = subprocess.Popen(command, stdout=stream, stderr=stream)

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait for something to happen, as long as it may take."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert self.process.poll() is None, self.told()
            assert time.monotonic() < end, f"{what} has not happened: {self.told()}"
            time.sleep(0.02)

    def told(self) -> str:
        """Return all that it has said."""
        return self._output.read_text("utf-8")

    def says(self, words: str, times: int = 1) -> None:
        """Wait until it has said some words so many times."""
        self.until(lambda: self.told().count(words) >= times, f"{times} × {words}")

    def builds(self, title: str) -> None:
        """Wait until the pack on the disk has an item with this title."""
        self.until(lambda: title in self.titles(), f"a pack with {title}")

    def titles(self) -> list[str]:
        """Return the titles of the items of the pack on the disk."""
        try:
            pack = json.loads(self._manifest.read_text("utf-8"))
        except FileNotFoundError:
            return []
        assert self._pdf.is_file()
        return [entry["title"] for entry in pack["entries"]]


@pytest.fixture
def watching(small: Path, tmp_path: Path) -> Iterator[Watching]:
    started = Watching(small, tmp_path / "told.txt")
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait(PATIENCE)


def test_a_day_at_the_desk(watching: Watching) -> None:
    watching.says(f"{MEETING}: built in")

    saved = watching.text + "  - title: Nytt ärende\n"
    watching.agenda.write_text(saved, "utf-8")
    watching.builds("Nytt ärende")

    watching.agenda.write_text(saved + "  - titel: [halv", "utf-8")  # half saved
    watching.says("the last good pack is still there")
    assert "Nytt ärende" in watching.titles()

    away = watching.agenda.with_name("borta.txt")
    watching.agenda.rename(away)
    watching.says("cannot read ")
    assert "Nytt ärende" in watching.titles()

    away.write_text(saved + "  - title: Tillbaka\n", "utf-8")
    away.rename(watching.agenda)  # as editors save: another file takes the place
    watching.builds("Tillbaka")

    watching.agenda.unlink()
    watching.says("cannot read ", times=2)
    watching.agenda.write_text(saved + "  - title: Återställt\n", "utf-8")
    watching.builds("Återställt")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_ends_it_quietly(watching: Watching) -> None:
    watching.says(f"{MEETING}: built in")
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 130
    assert "Traceback" not in watching.told()


def test_a_file_of_another_meeting_is_let_be(watching: Watching) -> None:
    watching.says(f"{MEETING}: built in")
    other = watching.agenda.with_name("2024-04-26.yaml")
    other.write_text("body: [", "utf-8")
    watching.agenda.write_text(watching.text + "  - title: Efteråt\n", "utf-8")
    watching.builds("Efteråt")
    assert "2024-04-26" not in watching.told()
    assert watching.told().count("built in") <= 2
