"""How many packs the computer can make at once. It must not start anything."""

from __future__ import annotations

import os
import re
from pathlib import Path

# A build of an ordinary pack and the worker that reads its attachments take less than half of this.
_EACH = 700_000_000  # bytes
_UNKNOWN = 4  # builds at once where the system does not tell how much memory is free
_MEMORY = Path("/proc/meminfo")
_CONTAINER = Path("/sys/fs/cgroup")


def builds_at_once(wanted: int) -> int:
    """Return how many of so many builds are best done at once.

    As many as there are processors that we may use: a build is reckoning nearly all of its time.
    Fewer where memory is short, for a computer that has to swap is slower than one that waits.
    """
    free = _free_memory()
    room = _UNKNOWN if free is None else free // _EACH
    return max(1, min(wanted, _processors(), room))


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # a container may be given fewer than there are
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _free_memory() -> int | None:
    """Return the bytes that are free for us, None where that is not told."""
    found = [one for one in (_free_of_all(), _free_in_container()) if one is not None]
    return min(found, default=None)


def _free_of_all() -> int | None:
    found = re.search(r"^MemAvailable:\s*([0-9]+) kB", _text(_MEMORY), re.MULTILINE)
    return int(found[1]) * 1024 if found else None


def _free_in_container() -> int | None:
    most, used = (_text(_CONTAINER / name).strip() for name in ("memory.max", "memory.current"))
    return int(most) - int(used) if most.isdigit() and used.isdigit() else None


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""
