"""A build that ends too early, by our mistake or by the system's: it leaves and tells nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from kallelse.errors import ExitCode
from tests.leaks.canaries import PREFIX, canary, leaked, squash
from tests.leaks.planted import MEETING, Planted, plant
from tests.leaks.watched import Watched
from tests.shell import Ended, Shell

_SMALL = """\
body: namnden
date: 2024-03-01
time: 9.00-12.00
place: Salen
items:
  - title: Upprop
  - title: Hemligt
    confidential: OSL 21 kap. 1 §
    note: item_note
    memo: {proposal: item_proposal}
    attachments: [{file: item_pdf_low.pdf, title: item_pdf_title}]
"""


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return plant(tmp_path / "projekt", _SMALL)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder for temporary files, of this process and those that it starts."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def _in_other_processes(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Have some code run first in every Python that is started from here."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(textwrap.dedent(code), "utf-8")
    before = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(folder), before))))


def _tells_nothing(said: Ended, planted: Planted, temporary: Path) -> None:
    assert PREFIX not in squash(said.out + said.err)
    assert leaked(temporary, planted.words) == set()
    assert leaked(planted.root / "build", planted.words) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="nobody is asked to end there")
def test_a_build_that_is_asked_to_end_clears_away_what_it_counted_pages_of(
    tmp_path: Path,
) -> None:
    planted = plant(tmp_path / "projekt")
    watched = Watched(tmp_path / "sedd", planted.root)
    run = watched.stopped(
        "build", MEETING, when=lambda folder: any(folder.glob("kallelse-*/*.pdf"))
    )
    assert run.code == ExitCode.TERMINATED
    kept = [one for one in run.thrown_away if one.path.is_relative_to(run.temporary)]
    assert any(one.path.suffix == ".pdf" for one in kept), "it was stopped before it had begun"
    assert run.left == []
    assert leaked(planted.root / "build", planted.words) == set()


def test_a_mistake_of_ours_is_reported_without_what_it_stumbled_on(
    planted: Planted, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    def stumble(*_arguments: object) -> None:
        raise RuntimeError(canary("item_note"))

    monkeypatch.setattr("kallelse.assemble.assembly._entry", stumble)
    said = kallelse("-C", planted.root, "build", MEETING)
    assert said.code == ExitCode.BUG
    reports = list(temporary.glob("kallelse-bug-*.txt"))
    assert len(reports) == 1
    assert "RuntimeError" in reports[0].read_text("utf-8")
    _tells_nothing(said, planted, temporary)


@pytest.mark.parametrize("how", ["OSError", "SystemExit"])
def test_a_mistake_where_the_pages_are_counted_tells_nothing(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, temporary: Path, how: str
) -> None:
    code = f"""
        import sys
        if "kallelse.parity" in sys.orig_argv:
            import kallelse.assemble.assembly as assembly

            def stumble(*arguments):
                sys.stderr.write("{canary("item_note")}")
                raise {how}("{canary("item_note")}")

            assembly._entry = stumble
    """
    _in_other_processes(monkeypatch, temporary.parent / "hook", code)
    # Not in this process: what the other one says goes past what stands for stderr here.
    command = [sys.executable, "-m", "kallelse", "-C", str(planted.root), "build", MEETING]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == ExitCode.BUG
    assert len(list(temporary.iterdir())) == 1, "the report, and no room"
    _tells_nothing(Ended(done.returncode, done.stdout, done.stderr), planted, temporary)


def test_without_room_to_count_the_pages_in_it_says_so(
    planted: Planted, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "saknas"))
    said = kallelse("-C", planted.root, "build", MEETING, "--audience", "members")
    assert said.code == ExitCode.ENVIRONMENT
    assert f"cannot write {tmp_path / 'saknas'}" in said.err
    said = kallelse("-C", planted.root, "build", MEETING)
    assert said.code == ExitCode.ENVIRONMENT
    assert "the pages of what is confidential cannot be counted" in said.err


@pytest.mark.parametrize(
    ("task", "how"), [("traces", "RuntimeError"), ("traces", "OSError"), ("pdf", "RuntimeError")]
)
def test_a_worker_that_fails_names_no_secret_file(
    planted: Planted,
    kallelse: Shell,
    monkeypatch: pytest.MonkeyPatch,
    temporary: Path,
    task: str,
    how: str,
) -> None:
    code = f"""
        import sys
        if "kallelse.convert.worker" in sys.orig_argv:
            import kallelse.convert.worker as worker

            def stumble(request):
                raise {how}(str(request))

            worker.TASKS["{task}"] = stumble
            worker.main()  # and not the module that is asked for, which knows nothing of this
            sys.exit()
    """
    _in_other_processes(monkeypatch, temporary.parent / "hook", code)
    said = kallelse("-C", planted.root, "build", MEETING)
    assert said.code in (ExitCode.INPUT, ExitCode.ENVIRONMENT), said.err
    assert said.err
    _tells_nothing(said, planted, temporary)


@pytest.mark.parametrize("command", ["build", "check", "status", "list", "show"])
def test_a_file_that_the_system_refuses_is_not_named(
    planted: Planted, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    secret = canary("item_pdf_low").lower()
    true = Path.open

    def refuse(path: Path, *arguments: object, **more: object) -> object:
        if secret in path.name:
            raise PermissionError(13, os.strerror(13), str(path))
        return true(path, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    meeting = () if command == "list" else (MEETING,)
    said = kallelse("-C", planted.root, command, *meeting)
    assert said.code == ExitCode.ENVIRONMENT, said.err
    assert "Permission denied" in said.err
    assert PREFIX not in squash(said.out + said.err)
