"""What builds that were killed or failed have left beside the public pack: it tells no secret."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kallelse.errors import ExitCode
from kallelse.files import atomic_write, clear_drafts
from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, leaked, squash
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS
from tests.shell import Shell

AGENDA = (
    HEAD
    + f"""\
  - title: Upprop
  - title: Ett ärende
    note: {canary("note")}
"""
)
MARK = "    confidential: OSL 21 kap. 1 §\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "agendas").mkdir()
    (tmp_path / "members.yaml").write_text(MEMBERS, "utf-8")
    (tmp_path / f"agendas/{MEETING}.yaml").write_text(AGENDA, "utf-8")
    return tmp_path


def _mark(root: Path, more: str = "") -> None:
    (root / f"agendas/{MEETING}.yaml").write_text(AGENDA + MARK + more, "utf-8")


_KILLED = """
import os, signal, sys
import kallelse.build
kallelse.build._clear = lambda *_what, **_how: os.kill(os.getpid(), signal.SIGKILL)
from kallelse.project import Project
from collections.abc import Callable
from pathlib import Path
kallelse.build.build(Project(Path(sys.argv[1])), sys.argv[2])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_the_draft_of_a_killed_build_goes_with_the_next(root: Path, kallelse: Shell) -> None:
    done = subprocess.run([sys.executable, "-c", _KILLED, root, MEETING], check=False)
    assert done.returncode == -signal.SIGKILL
    drafts = [one.name for one in (root / "build/public").rglob(".*")]
    assert len(drafts) == 2
    assert leaked(root / "build/public", {canary("note")}), "the draft holds what it was made of"
    _mark(root)
    assert kallelse("-C", root, "build", MEETING).code == 0
    assert leaked(root / "build/public", {canary("note")}) == set()
    assert [*(root / "build/public").rglob(".*")] == []


_WRITES = """
import sys, time
from collections.abc import Callable
from pathlib import Path
from kallelse.errors import ExitCode
from kallelse.files import atomic_write
with atomic_write(Path(sys.argv[1])) as stream:
    stream.write(b"mine")
    stream.flush()
    print("ready", flush=True)
    sys.stdin.readline()
"""


def test_the_draft_of_a_build_at_work_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "pack.json"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITES, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"ready"
        clear_drafts(tmp_path)
        other.communicate(b"\n")
    assert (other.returncode, target.read_bytes()) == (0, b"mine")


def test_only_drafts_are_cleared(tmp_path: Path) -> None:
    others = {".gitignore", ".kallelse.pdf", "pack.json.abcdefgh", ".pack.json.abc"}
    for name in others | {".pack.json.abcd_fg1"}:
        (tmp_path / name).write_text("text", "utf-8")
    clear_drafts(tmp_path)
    clear_drafts(tmp_path / "saknas")
    assert {one.name for one in tmp_path.iterdir()} == others
    with atomic_write(tmp_path / "a.pdf") as stream:
        stream.write(b"x")
    assert (tmp_path / "a.pdf").read_bytes() == b"x"


def test_a_build_that_fails_tells_that_the_older_public_pack_is_still_there(
    root: Path, kallelse: Shell
) -> None:
    assert kallelse("-C", root, "build", MEETING).code == 0
    _mark(root, "    kind: fel\n")
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == 1
    assert f"build/public/{MEETING}" in said.err
    assert "[public-outdated]" in said.err
    assert PREFIX not in squash(said.err)
    _mark(root)
    again = kallelse("-C", root, "build", MEETING)
    assert (again.code, "[public-outdated]" in again.err) == (0, False)


def test_so_does_one_that_lacks_what_it_needs(
    root: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert kallelse("-C", root, "build", MEETING).code == 0
    _mark(root)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "saknas"))
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == ExitCode.ENVIRONMENT
    assert f"An earlier public pack is still in build/public/{MEETING}" in said.err


@pytest.mark.parametrize("how", ["members", "unmarked"])
def test_otherwise_the_older_pack_is_as_good_as_it_was(
    root: Path, kallelse: Shell, how: str
) -> None:
    if how == "members":
        _mark(root)
    build = ("-C", root, "build", MEETING, *(("--audience", how) if how == "members" else ()))
    assert kallelse(*build).code == 0
    agenda = root / f"agendas/{MEETING}.yaml"
    agenda.write_text(agenda.read_text("utf-8") + "    kind: fel\n", "utf-8")
    said = kallelse(*build)
    assert (said.code, "[public-outdated]" in said.err) == (1, False)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_who_counts_the_pages_for_a_killed_build_clears_up_after_itself(root: Path) -> None:
    folder = root / f"agendas/{MEETING}"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdfs.text(1, canary("bilaga")))
    _mark(root, "    attachments: [{file: a.pdf, title: Bilaga}]\n")
    temporary = root / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "kallelse", "-C", str(root), "build", MEETING]
    with subprocess.Popen(
        command,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as build:
        _wait(lambda: any(temporary.glob("kallelse-*")))
        build.kill()
    _wait(lambda: not any(temporary.iterdir()))


def _wait(until: Callable[[], bool]) -> None:
    for _step in range(3000):
        if until():
            return
        time.sleep(0.01)
    pytest.fail("it took too long")
