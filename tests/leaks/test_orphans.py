"""Files that lie beside the public pack and that its pack.json does not tell of: none stays."""

from __future__ import annotations

import dataclasses
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kallelse.assemble.redact import SeenItem, Sight
from kallelse.build import build
from kallelse.errors import ExitCode, KallelseError
from kallelse.model import Item
from kallelse.project import Project, output_files
from kallelse.publication import published_before, withdraw
from tests import pdfs
from tests.leaks.canaries import canary, leaked
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS
from tests.shell import Shell

AGENDA = (
    HEAD
    + f"""\
  - title: Upprop
  - title: Ett ärende
    note: {canary("note")}
    attachments:
      - file: avtal.pdf
        title: Avtal
        keep_original: true
"""
)
ATTACHMENT = "        confidential: OSL 19 kap. 3 §\n"
ITEM = "    confidential: OSL 19 kap. 3 §\n"
ORIGINAL = "bilaga-2-1.pdf"
PACK = f"kallelse-{MEETING}.pdf"
# What a clerk may have put there, however near it comes to names of ours.
HERS = (
    ".bilaga-2-1.pdf", "bilaga-1.pdf", "Bilaga-2-1.pdf", "bilaga-02-1.pdf", "bilaga-2-1-.pdf",
    "bilaga-2-1.txt", "bilaga-2-1.pdf.bak", "bilaga-2-1 kopia.pdf", "bilaga-2-a.pdf",
    f"kallelse-{MEETING}-utkast.pdf", f"kallelse-{MEETING}.docx", f"kallelse-{MEETING}1.pdf",
    f"kallelse-namnden-{MEETING}.pdf", "kallelse.pdf", "protokoll.pdf",
)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "projekt"
    folder = root / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    (folder / "avtal.pdf").write_bytes(pdfs.text(1, canary("avtal")))
    _write(root)
    return root


def _write(root: Path, more: str = "") -> None:
    (root / f"agendas/{MEETING}.yaml").write_text(AGENDA + more, "utf-8")


def _output(root: Path) -> Path:
    return root / f"build/public/{MEETING}"


def _names(root: Path) -> list[str]:
    return sorted(one.name for one in _output(root).iterdir())


def _lose(root: Path, how: str) -> None:
    """Have pack.json lost, damaged, or replaced by one that tells of nothing."""
    manifest = _output(root) / "pack.json"
    if how == "lost":
        manifest.unlink()
    else:
        manifest.write_text(how, "utf-8")


@pytest.fixture
def built(root: Path, kallelse: Shell) -> Path:
    """Return the project with a public pack, and the attachment beside it as it was handed in."""
    assert kallelse("-C", root, "build", MEETING).code == 0
    assert _names(root) == [ORIGINAL, PACK, "pack.json"]
    return root


@pytest.mark.parametrize("how", ["lost", "{", "{}", '{"pdf": {"file": "annan.pdf"}}'])
def test_what_is_no_longer_published_goes_without_a_pack_json_that_names_it(
    built: Path, kallelse: Shell, how: str
) -> None:
    _lose(built, how)
    _write(built, ATTACHMENT)
    assert kallelse("-C", built, "build", MEETING).code == 0
    assert _names(built) == [PACK, "pack.json"]
    assert leaked(built / "build/public", {canary("avtal")}) == set()


_KILLED = """
import os, signal, sys
from pathlib import Path
unlink = Path.unlink
def killed(path, *arguments, **options):
    if path.name.startswith("bilaga-"):
        os.kill(os.getpid(), signal.SIGKILL)
    unlink(path, *arguments, **options)
Path.unlink = killed
from kallelse.build import build
from kallelse.project import Project
build(Project(Path(sys.argv[1])), sys.argv[2])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like that there")
def test_what_a_build_was_killed_before_removing_goes_with_the_next(
    built: Path, kallelse: Shell
) -> None:
    _write(built, ATTACHMENT)
    done = subprocess.run([sys.executable, "-c", _KILLED, built, MEETING], check=False)
    assert done.returncode == -signal.SIGKILL
    assert ORIGINAL in _names(built)
    assert ORIGINAL not in (_output(built) / "pack.json").read_text("utf-8")
    assert kallelse("-C", built, "build", MEETING).code == 0
    assert _names(built) == [PACK, "pack.json"]


def test_what_is_still_published_stays(built: Path, kallelse: Shell) -> None:
    before = (_output(built) / ORIGINAL).read_bytes()
    _lose(built, "lost")
    assert kallelse("-C", built, "build", MEETING).code == 0
    assert _names(built) == [ORIGINAL, PACK, "pack.json"]
    assert (_output(built) / ORIGINAL).read_bytes() == before


def test_files_of_other_names_are_left_alone(built: Path, kallelse: Shell) -> None:
    folder = _output(built)
    for name in (*HERS, "mapp/bilaga-2-1.pdf", "bilaga-3-1.pdf/bilaga-2-1.pdf"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (folder.parent / ORIGINAL).write_text("utanför", "utf-8")
    _lose(built, "lost")
    _write(built, ATTACHMENT)
    assert kallelse("-C", built, "build", MEETING).code == 0
    assert _names(built) == sorted((*HERS, "mapp", "bilaga-3-1.pdf", PACK, "pack.json"))
    pdf, manifest = output_files(Project(built), MEETING, "public")
    withdraw(manifest, pdf)
    assert _names(built) == sorted((*HERS, "mapp", "bilaga-3-1.pdf"))
    for name in (*HERS, "mapp/bilaga-2-1.pdf", "bilaga-3-1.pdf/bilaga-2-1.pdf"):
        assert (folder / name).read_text("utf-8") == name
    assert (folder.parent / ORIGINAL).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="not everyone may make links there")
def test_links_are_not_followed(built: Path, tmp_path: Path) -> None:
    away = tmp_path / "annanstans"
    away.mkdir()
    (away / ORIGINAL).write_text("hennes", "utf-8")
    pdf, manifest = output_files(Project(built), MEETING, "public")
    (manifest.parent / "bilaga-3-1.pdf").symlink_to(away / ORIGINAL)
    _lose(built, "lost")
    withdraw(manifest, pdf)
    assert _names(built) == [], "the link goes, and not what it leads to"
    assert (away / ORIGINAL).exists()
    manifest.parent.rmdir()
    manifest.parent.symlink_to(away)
    withdraw(manifest, pdf)
    assert (away / ORIGINAL).exists()


@pytest.mark.parametrize("meeting", [MEETING, f"namnden/{MEETING}"])
def test_a_meeting_has_names_of_its_own(tmp_path: Path, meeting: str) -> None:
    pdf, manifest = output_files(Project(tmp_path), meeting, "members")
    assert published_before(manifest, pdf) == set(), "there is no folder yet"
    manifest.parent.mkdir(parents=True)
    own = {pdf.name, f"{pdf.stem}-sekretess.pdf", "bilaga-1-1.docx", "bilaga-12-3-10.jpeg"}
    others = {
        f"kallelse-{day}{more}.pdf"
        for day in (MEETING, f"namnden-{MEETING}", f"namnden-tva-{MEETING}")
        for more in ("", "-sekretess", "-1", "-sekretess-1")
    }
    for name in own | others:
        (manifest.parent / name).write_text("x", "utf-8")
    assert published_before(manifest, pdf) == own


def test_a_folder_that_cannot_be_read_stops_a_build(
    built: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = os.scandir

    def scandir(folder: Any = ".") -> Any:
        if folder == _output(built):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        return true(folder)

    _write(built, ATTACHMENT)
    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        said = kallelse("-C", built, "build", MEETING)
    assert said.code == ExitCode.ENVIRONMENT
    assert "cannot read " in said.err
    assert _names(built) == [ORIGINAL, PACK, "pack.json"]


def test_members_get_one_pack_only(built: Path) -> None:
    folder = built / f"build/members/{MEETING}"
    assert build(Project(built), MEETING, audience="members").pdf == folder / PACK
    (folder / "pack.json").unlink()
    _write(built, ATTACHMENT)
    pdf = build(Project(built), MEETING, audience="members").pdf
    assert {one.name for one in folder.iterdir()} == {pdf.name, ORIGINAL, "pack.json"}
    assert pdf.name == f"kallelse-{MEETING}-sekretess.pdf"


def _leaking(patch: pytest.MonkeyPatch) -> None:
    """Have every note printed, whatever is marked."""
    true = Sight.item

    def item(self: Sight, path: Any, written: Item) -> SeenItem:
        return dataclasses.replace(true(self, path, written), note=written.note)

    patch.setattr(Sight, "item", item)


@pytest.mark.parametrize("how", ["lost", "{"])
def test_a_build_that_leaks_takes_back_what_no_pack_json_names(
    built: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    _lose(built, how)
    (_output(built) / "egen.txt").write_text("min", "utf-8")
    _write(built, ITEM)
    _leaking(monkeypatch)
    said = kallelse("-C", built, "build", MEETING)
    assert (said.code, "[leak]" in said.err) == (1, True)
    assert "[public-outdated]" not in said.err, "nothing is left to be told of"
    assert _names(built) == ["egen.txt"]


@pytest.mark.parametrize("left", [{ORIGINAL}, {PACK}, {"pack.json"}, {ORIGINAL, PACK}])
def test_a_build_that_fails_tells_of_what_is_left(
    built: Path, kallelse: Shell, left: set[str]
) -> None:
    for name in {ORIGINAL, PACK, "pack.json"} - left:
        (_output(built) / name).unlink()
    _write(built, f"{ATTACHMENT}        colour: red\n")
    said = kallelse("-C", built, "build", MEETING)
    assert said.code == 1
    assert "[public-outdated]" in said.err
    assert f"build/public/{MEETING}" in said.err
    assert set(_names(built)) == left


def test_so_does_one_whose_pack_is_as_it_should_be_but_not_alone(
    built: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = (_output(built) / ORIGINAL).read_bytes()
    _write(built, ATTACHMENT)
    assert kallelse("-C", built, "build", MEETING).code == 0
    monkeypatch.setattr("kallelse.pagination.settle", _no_memory)
    again = ("-C", built, "build", MEETING, "--force")
    assert "An earlier public pack is still in" not in kallelse(*again).err
    (_output(built) / ORIGINAL).write_bytes(original)
    assert "An earlier public pack is still in" in kallelse(*again).err


def _no_memory(*_arguments: object) -> None:
    raise KallelseError("the memory is not enough", "Close other programs.")


@pytest.mark.parametrize("hers", HERS)
def test_nothing_is_told_where_only_files_of_hers_are_left(
    root: Path, kallelse: Shell, hers: str
) -> None:
    _output(root).mkdir(parents=True)
    (_output(root) / hers).write_text("min", "utf-8")
    _write(root, f"{ATTACHMENT}        colour: red\n")
    said = kallelse("-C", root, "build", MEETING)
    assert (said.code, "[public-outdated]" in said.err) == (1, False)
