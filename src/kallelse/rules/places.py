"""What is found where the editor says that a file is. It must not open a file."""

from __future__ import annotations

import enum
import os
from pathlib import Path


class State(enum.Enum):
    """What stands at a name; only what is GOOD can be bound."""

    GOOD = "good"
    MISSING = "missing"
    EMPTY = "empty"
    FOLDER = "folder"
    OUTSIDE = "outside"
    LINK = "link"


def look(root: Path, folder: Path, name: str) -> State:
    """Look at a file by the name that the editor wrote, in a folder of the project at `root`."""
    path = folder / name
    try:
        real, home = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
        if not (real.is_relative_to(home) and home.is_relative_to(os.path.realpath(root))):
            return State.OUTSIDE
        if real != home / os.path.normpath(name):
            return State.LINK
        if path.is_dir():
            return State.FOLDER
        # Neither a pipe nor a device: reading one might never end.
        if not path.is_file():
            return State.MISSING
        return State.GOOD if path.stat().st_size else State.EMPTY
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no file can have
        return State.MISSING


def contents(folder: Path, most: int = 1000) -> list[str]:
    """Return the files in a folder and in the folders in it, as an editor would name them."""
    found: list[str] = []
    for top, _, names in os.walk(folder):
        found += [(Path(top) / name).relative_to(folder).as_posix() for name in names]
        if len(found) > most:
            break
    return sorted(found)
