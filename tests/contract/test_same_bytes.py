"""Same input, same bytes: wherever, whenever and by whomever a pack is built."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kallelse.build import build
from kallelse.project import Project
from tests.conftest import PROJECTS

MEETING = "2024-05-24"
BUILD = "from kallelse.__main__ import main; main()"

# What may differ between two computers: the seed of hashes, the zone, the language, the clock.
HERE = {"PYTHONHASHSEED": "1", "TZ": "Europe/Stockholm", "LC_ALL": "C.UTF-8", "HOME": "/tmp"}
THERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "LANG": "de_DE"}

LATER = """
import time, datetime
_now = time.time
time.time = lambda: _now() + 400 * 86400
class _Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().fromtimestamp(time.time(), tz)
datetime.datetime = _Later
"""


def project(folder: Path, *, order: int, age: int) -> Path:
    """Copy a mini project; its files come in another order and have other dates."""
    source = PROJECTS / "rich"
    names = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    for name in names[::order]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, folder / name)
        os.utime(folder / name, (age, age))
    return folder


def built(folder: Path, surroundings: dict[str, str], *, before: str = "") -> dict[str, bytes]:
    """Build in a process of its own; return what it made by the names of the files."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "PYTHONPATH")}
    ended = subprocess.run(
        [sys.executable, "-c", before + BUILD, "-C", str(folder), "build", MEETING],
        env={**kept, **surroundings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    made = (folder / "build" / "public" / MEETING).iterdir()
    return {path.name: path.read_bytes() for path in made}


def test_two_builds_have_one_sum_and_tell_nothing_of_the_computer(tmp_path: Path) -> None:
    one = project(tmp_path / "projekt", order=1, age=1_000_000_000)
    other = project(tmp_path / "en helt annan mapp", order=-1, age=1_700_000_000)
    packs = built(one, HERE), built(other, THERE, before=LATER)
    assert set(packs[0]) == {f"kallelse-{MEETING}.pdf", "pack.json"}
    first, second = (
        {name: hashlib.sha256(data).hexdigest() for name, data in pack.items()} for pack in packs
    )
    assert first == second
    for data in packs[0].values():
        assert str(tmp_path).encode() not in data


def test_source_date_epoch_changes_the_pdf_and_no_page(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pack() -> dict[str, Any]:
        made = build(Project(small), "2024-03-01")
        return dict(json.loads(made.manifest.read_text("utf-8")))

    before = pack()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    now = pack()
    assert now["pdf"]["sha256"] != before["pdf"]["sha256"]
    assert now["entries"] == before["entries"]
    assert [one["pages"] for one in now["parts"]] == [one["pages"] for one in before["parts"]]
