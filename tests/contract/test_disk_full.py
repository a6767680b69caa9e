"""A disk that fills up at the very end: the pack and its pack.json go together."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from kallelse.errors import ExitCode
from tests.shell import Shell

MEETING = "2024-03-01"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system which file it writes")
@pytest.mark.parametrize("last", ["pack.json", ".pdf"])
def test_neither_takes_its_place_alone(
    small: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    assert kallelse("-C", small, "build", MEETING).code == 0
    folder = small / f"build/public/{MEETING}"
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    members = small / "members.yaml"
    members.write_text(members.read_text("utf-8").replace("Anna Ek", "Anna Lo"), "utf-8")
    settle = os.fsync

    def full(descriptor: int) -> None:
        name = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        if last in name and str(folder) in name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        settle(descriptor)

    monkeypatch.setattr("os.fsync", full)
    said = kallelse("-C", small, "build", MEETING, "--force")
    assert said.code == ExitCode.ENVIRONMENT
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before
    monkeypatch.undo()
    assert kallelse("-C", small, "build", MEETING).code == 0
    assert {one.name for one in folder.iterdir()} == before.keys()
    assert all((folder / name).read_bytes() != data for name, data in before.items())
