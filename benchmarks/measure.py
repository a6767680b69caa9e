"""Run a command and tell what it cost: seconds on the wall, seconds of processor, memory.

It must not import anything large: a process that it starts is charged for what this one holds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_BETWEEN_LOOKS = 0.01


@dataclass(frozen=True)
class Cost:
    """What one run cost: seconds, and megabytes of all its processes together at their peak."""

    wall: float
    cpu: float
    memory: float


class FailedError(Exception):
    """A command did not do what it was asked."""


def run(command: Sequence[str | Path], folder: Path, limit: float = 600.0) -> Cost:
    """Run a command to its end in a folder and return what it cost.

    Raises:
        FailedError: it failed, or took longer than `limit` seconds.
    """
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        peak = 0
        while True:
            found, status, used = os.wait4(process.pid, os.WNOHANG)
            if found:
                break
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            if time.perf_counter() - began > limit:
                process.kill()
            time.sleep(_BETWEEN_LOOKS)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        told = process.stderr.read().strip() if process.stderr else ""
    if process.returncode:
        raise FailedError(f"exit code {process.returncode}: {told[-200:]}")
    memory = max(peak, used.ru_maxrss * 1024) / 1e6
    return Cost(wall, used.ru_utime + used.ru_stime, memory)


def _family(pid: int) -> Iterable[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:  # it has ended, or this is not Linux
        return
    for child in children:
        yield from _family(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def median(costs: Sequence[Cost]) -> Cost:
    """Return the middle of each figure."""
    return Cost(
        statistics.median(one.wall for one in costs),
        statistics.median(one.cpu for one in costs),
        statistics.median(one.memory for one in costs),
    )


def machine() -> str:
    """Say on what, and how busy it is with other things."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, load {load:.1f}"
