"""Write files so that a reader sees the old one or the new one, never half.

It must not know what is in them.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.errors import KallelseError
from kallelse.i18n import N_, _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_REMEDIES = {
    errno.ENOSPC: N_("The disk is full: free some space and run the command again."),
    errno.EDQUOT: N_("Your disk quota is used up: free some space and run the command again."),
    errno.EACCES: N_(
        "Close the file in other programs, or check that you may write in the folder."
    ),
    errno.EPERM: N_("Close the file in other programs, or check that you may write in the folder."),
    errno.EROFS: N_("The folder is read-only: choose another with -C."),
    errno.EISDIR: N_("A folder stands where the file is to be written: move it away."),
    errno.ENOTDIR: N_("A file stands where a folder is needed: move it away."),
    errno.EEXIST: N_("A file stands where a folder is needed: move it away."),
}
_DRAFT = re.compile(r"\.[A-Za-z0-9-]+\.[a-z]+\.[a-z0-9_]{8}")  # as `atomic_write` has them named
_OTHERWISE = N_("Check the disk and the folder, then try again.")
# What the system says most often; it has no other language than English for us.
_REASONS = (
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("No such file or directory"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Too many open files"),
)


def unwritable(path: Path, error: OSError) -> KallelseError:
    """Say in one sentence why a file cannot be written and what to do about it."""
    reason = _(os.strerror(error.errno)) if error.errno else str(error)
    remedy = _(_REMEDIES.get(error.errno or 0, _OTHERWISE))
    return KallelseError(
        _("cannot write {path}: {reason}").format(path=path, reason=reason), remedy
    )


def unreadable(path: Path, error: OSError) -> KallelseError:
    """Say in one sentence why a file cannot be read and what to do about it."""
    reason = _(os.strerror(error.errno)) if error.errno else str(error)
    remedy = _("Check that the file is there and that you may read it.")
    return KallelseError(_("cannot read {path}: {reason}").format(path=path, reason=reason), remedy)


class Stream(BufferedRandom):
    """A file that keeps to itself what the disk refuses or stops us, and tells it at the end.

    QPDF writes into it, and would end the whole process where a write fails. `path` is where it
    lies until it takes its place.
    """

    path: Path
    trouble: BaseException | None = None

    def write(self, data: ReadableBuffer, /) -> int:
        """Write, or remember why not; the number of bytes is as if all was well."""
        if self.trouble is None:
            try:
                return super().write(data)
            except (OSError, KeyboardInterrupt, SystemExit) as error:
                self.trouble = error
        return memoryview(data).nbytes

    def flush(self) -> None:
        """Write what waits to be written, or remember why not."""
        if self.trouble is None:
            try:
                super().flush()
            except (OSError, KeyboardInterrupt, SystemExit) as error:
                self.trouble = error

    def check(self) -> None:
        """Raise what has stopped us, if anything has: the rest of what is written is not there."""
        self.flush()
        if self.trouble is not None:
            raise self.trouble

    def settle(self) -> None:
        """Have everything on the disk. Raises what has stopped us: mostly OSError of the disk."""
        self.check()
        os.fsync(self.fileno())


@contextmanager
def atomic_write(path: Path) -> Iterator[Stream]:
    """Open a temporary file beside `path` that takes its place when the block ends well.

    Raises:
        KallelseError: the folder or the file cannot be written, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():  # told before the work, not after it
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with contextlib.suppress(OSError):  # a disk that knows of no such thing
            _hold(descriptor)
    except OSError as error:
        raise unwritable(path, error) from error
    temporary = Path(name)
    try:
        with Stream(os.fdopen(descriptor, "w+b").detach()) as stream:
            stream.path = temporary
            yield stream
            stream.settle()
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def clear_drafts(folder: Path) -> None:
    """Remove what `atomic_write` was about to write here when its process was killed.

    What another process is writing now is left alone: it holds it. Never raises OSError.
    """
    with contextlib.suppress(OSError):
        for path in [one for one in folder.iterdir() if _DRAFT.fullmatch(one.name)]:
            with contextlib.suppress(OSError):  # held, or gone already
                with path.open("rb") as stream:
                    _hold(stream.fileno())
                    if sys.platform != "win32" and path.stat().st_size:  # else it was made just now
                        path.unlink()
                if sys.platform == "win32":  # which lets nobody remove what is open
                    path.unlink()


def _hold(descriptor: int) -> None:
    """Take a file for this process, which ends with it, however that ends.

    Raises:
        OSError: another process has it, or the disk knows of no such thing.
    """
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8 with the line ends it has, atomically."""
    with atomic_write(path) as stream:
        stream.write(text.encode())


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes, read in pieces.

    Raises:
        KallelseError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error


def read(path: Path) -> bytes:
    """Return all bytes of a file.

    Raises:
        KallelseError: the file cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
