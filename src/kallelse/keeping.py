"""What is kept from build to build: for how long. It must not know what it is.

Anything kept may go at any time: whoever asks for it makes it anew.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

_DAY = 86_400  # seconds
_LONGEST = 90 * _DAY
_GOING = ".going"


def used(*paths: Path) -> None:
    """Note that what lies here is of use still; once a day is enough."""
    for path in paths:
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)


def prune(folder: Path) -> None:
    """Remove what nobody has used for 90 days, below a folder. Never raises OSError.

    Other builds may be at work in it. One that begins to use a file now has noted that before it
    looks at it, so the file is first put aside, then looked at again, and put back if it is in use.
    """
    oldest = time.time() - _LONGEST
    for path in list(_files(folder)):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime >= oldest:
                continue
            aside = path.with_name(f"{path.name}{_GOING}")
            path.replace(aside)
            if aside.stat().st_mtime < oldest:
                aside.unlink()
            else:
                aside.replace(path)


def _files(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
