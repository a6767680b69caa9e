"""Writing files: a reader sees the old one or the new one, and nothing is left lying about."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kallelse.errors import ExitCode, KallelseError
from kallelse.files import atomic_write, read, sha256, write_text


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return a file that is there already."""
    path = tmp_path / "kallelse.pdf"
    path.write_text("det gamla")
    return path


def alone(target: Path) -> bool:
    """Tell whether nothing but the file is in its folder."""
    return list(target.parent.iterdir()) == [target]


def test_a_file_takes_the_place_of_the_old_one(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"det nya")
        assert target.read_text() == "det gamla"
    assert target.read_text() == "det nya"
    assert alone(target)


def test_what_was_written_can_be_read_back_before_it_is_done(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"det nya")
        stream.seek(0)
        assert stream.read() == b"det nya"


def test_folders_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "build" / "public" / "pack.json", "åäö\n")
    assert (tmp_path / "build" / "public" / "pack.json").read_bytes() == "åäö\n".encode()


def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_text(tmp_path / "a", "x")
        assert os.umask(0o027) == 0o027, "the umask is what it was"
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@pytest.mark.parametrize("stop", [ValueError, KeyboardInterrupt, MemoryError])
def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(
    target: Path, stop: type[BaseException]
) -> None:
    with pytest.raises(stop), atomic_write(target) as stream:
        stream.write(b"det halva")
        raise stop
    assert target.read_text() == "det gamla"
    assert alone(target)


def refuse(number: int) -> None:
    raise OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("number", "told"),
    [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "quota"), (errno.EIO, "Check the disk")],
)
def test_a_disk_that_does_not_take_it_leaves_the_old_file(
    monkeypatch: pytest.MonkeyPatch, target: Path, number: int, told: str
) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: refuse(number))
    with pytest.raises(KallelseError) as failed:
        write_text(target, "det nya")
    assert failed.value.exit_code is ExitCode.ENVIRONMENT
    assert failed.value.message == f"cannot write {target}: {os.strerror(number)}"
    assert told in failed.value.remedy
    assert target.read_text() == "det gamla"
    assert alone(target)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_disk_that_is_full_while_writing_is_told(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    opened = os.fdopen

    def on_a_full_disk(descriptor: int, mode: str) -> object:
        os.dup2(os.open("/dev/full", os.O_RDWR), descriptor)
        return opened(descriptor, mode)

    monkeypatch.setattr(os, "fdopen", on_a_full_disk)
    with pytest.raises(KallelseError, match="No space left on device"):
        write_text(target, "det nya")
    monkeypatch.undo()
    assert target.read_text() == "det gamla"
    assert alone(target)


def test_a_file_that_another_program_holds_is_told(
    monkeypatch: pytest.MonkeyPatch, target: Path
) -> None:
    monkeypatch.setattr(Path, "replace", lambda path, to: refuse(errno.EACCES))
    with pytest.raises(KallelseError, match=r"cannot write .*: Permission denied") as failed:
        write_text(target, "det nya")
    assert failed.value.remedy.startswith("Close the file in other programs")
    assert target.read_text() == "det gamla"
    assert alone(target)


def test_a_folder_in_the_way_is_told_before_any_work_is_done(tmp_path: Path) -> None:
    (tmp_path / "kallelse.pdf").mkdir()
    worked = False
    with pytest.raises(KallelseError) as failed, atomic_write(tmp_path / "kallelse.pdf"):
        worked = True
    assert failed.value.remedy == "A folder stands where the file is to be written: move it away."
    assert not worked
    assert alone(tmp_path / "kallelse.pdf")


@pytest.mark.parametrize("below", ["build", "build/public"])
def test_a_file_in_the_way_of_a_folder_is_told(tmp_path: Path, below: str) -> None:
    (tmp_path / "build").write_text("mitt")
    with pytest.raises(KallelseError) as failed:
        write_text(tmp_path / below / "pack.json", "x")
    assert failed.value.remedy == "A file stands where a folder is needed: move it away."
    assert (tmp_path / "build").read_text() == "mitt"


def test_a_sum_is_that_of_the_bytes(target: Path) -> None:
    assert sha256(target) == "57037de4549b47dae74ccce75c98030766958c4f201b7abfcc1b0c6f058a7800"


@pytest.mark.parametrize("reader", [read, sha256])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, reader: object) -> None:
    assert callable(reader)
    with pytest.raises(KallelseError, match=r"cannot read .*: No such file") as failed:
        reader(tmp_path / "ingen.pdf")
    assert failed.value.exit_code is ExitCode.ENVIRONMENT
