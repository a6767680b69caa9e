"""Being told to end by the system: as orderly as Ctrl-C, and all that was started ends too."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.project import Project
from tests import pdfs
from tests.unit.test_convert_programs import odt

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no signals there")

PATIENCE = 120  # seconds, for a computer that is busy
RUN = "from kallelse.__main__ import main; main()"
# Says that it has begun and then takes long, in the step that is named.
SLOWLY = """
import time, pathlib, kallelse.{module} as module
real = module.{name}
def slow(*given, **more):
    done = real(*given, **more)
    pathlib.Path("begun").touch()
    time.sleep(600)
    return done
module.{name} = slow
"""


def stopped(folder: Path, *arguments: str, before: str = "", stop: int = 0) -> int:
    """Run a command in a folder, stop it when the file `begun` is there, return its exit code.

    Without `stop` it stops by itself.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", before + RUN, *arguments],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + PATIENCE
    while not (folder / "begun").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    if stop:
        process.send_signal(stop)
    out, err = process.communicate(timeout=PATIENCE)
    assert (out, err) == (b"", b"")
    return process.returncode


def is_gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{number}/stat")  # where nobody asks for orphans, they are kept as zombies
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


CLOSED = getattr(signal, "SIGHUP", signal.SIGTERM)  # the terminal is
STOPS = [(signal.SIGTERM, 143), (signal.SIGINT, 130), (CLOSED, 143)]


@pytest.mark.parametrize(("stop", "code"), STOPS)
@pytest.mark.parametrize(
    ("module", "name"), [("publication", "_bind"), ("bind.metadata", "write"), ("files", "sha256")]
)
def test_nothing_half_written_is_left(
    small: Path, stop: int, code: int, module: str, name: str
) -> None:
    before = SLOWLY.format(module=module, name=name)
    assert stopped(small, "build", "2024-03-01", before=before, stop=stop) == code
    assert [path for path in small.rglob("*") if path.is_file() and "build" in path.parts] == []


@pytest.mark.parametrize(("stop", "code"), STOPS)
def test_a_stop_inside_of_the_library_that_writes_is_no_crash(
    small: Path, stop: int, code: int
) -> None:
    before = f"""
import kallelse.files as files, os, pathlib, signal
class Slow(files.Stream):
    def write(self, data):
        if not pathlib.Path("begun").exists():
            pathlib.Path("begun").touch()
            os.kill(os.getpid(), {int(stop)})
        return super().write(data)
files.Stream = Slow
"""
    assert stopped(small, "build", "2024-03-01", before=before) == code
    assert [path.name for path in (small / "build").rglob("*") if path.is_file()] == []


# What an attachment is, so that the program is asked for it, and how it is written in the agenda.
PROGRAMS = {
    "soffice": ("text.odt", odt("<text:p>Hej</text:p>"), ""),
    "ocrmypdf": ("text.pdf", pdfs.data(pdfs.new(pdfs.content("Hej"))), ", ocr: true"),
}


@pytest.fixture(params=PROGRAMS)
def sleeper(small: Path, request: pytest.FixtureRequest) -> Callable[[], int]:
    """Have a meeting need another program, which never ends; return what tells its process."""
    if request.param == "ocrmypdf" and importlib.util.find_spec("ocrmypdf"):
        pytest.skip("the real one is preferred")
    name, data, more = PROGRAMS[request.param]
    (small / "bin").mkdir()
    for program in (request.param, "tesseract"):
        script = (
            f'#!/bin/sh\nsleep 600 &\necho $! > "{small}/sleeper"\ntouch "{small}/begun"\nwait\n'
        )
        (small / "bin" / program).write_text(script)
        (small / "bin" / program).chmod(0o755)
    agenda = small / "agendas" / "2024-03-01.yaml"
    item = f"  - {{title: Text, attachments: [{{file: {name}, title: Text{more}}}]}}\n"
    agenda.write_text(agenda.read_text("utf-8").rstrip("\n") + f"\n{item}", "utf-8")
    (small / "agendas" / "2024-03-01").mkdir(exist_ok=True)
    (small / "agendas" / "2024-03-01" / name).write_bytes(data)
    return lambda: int((small / "sleeper").read_text())


@pytest.mark.parametrize("arguments", [["2024-03-01"], ["--all", "--jobs", "2"]])
@pytest.mark.parametrize(("stop", "code"), STOPS)
def test_the_programs_that_were_started_end_too(
    small: Path, sleeper: Callable[[], int], stop: int, code: int, arguments: list[str]
) -> None:
    text = (small / "agendas" / "2024-03-01.yaml").read_text("utf-8").split("  - {title: Text")[0]
    other = small / "agendas" / "2024-03-08.yaml"
    other.write_text(text.replace("2024-03-01", "2024-03-08"), "utf-8")
    if "--all" in arguments:  # the other one is up to date, and its process waits
        build(Project(small), "2024-03-08")
    before = set((small / "build").rglob("*"))
    assert stopped(small, "build", *arguments, stop=stop) == code
    assert is_gone(sleeper())
    left = {path for path in set((small / "build").rglob("*")) - before if path.is_file()}
    assert left == set()
