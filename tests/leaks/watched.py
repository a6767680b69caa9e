"""The command line in a process of its own, which keeps a copy of every file that it throws away.

It must not import kallelse. The processes that it starts are watched as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_HOOK = """\
import os, shutil, sys
_vault, _below = os.environ["VAULT"], tuple(os.environ["WATCHED"].split(os.pathsep))
_opened = os.path.join(_vault, "opened.txt")
_count = 0

def _keep(event, args):
    global _count
    if event == "open":
        if isinstance(args[0], str) and args[0].startswith(_below) and args[0] != _opened:
            with open(_opened, "a", encoding="utf-8") as stream:
                stream.write(args[0] + "\\n")
        if not isinstance(args[1], str) or "w" not in args[1]:
            return
    elif event not in ("os.remove", "os.rename", "os.truncate", "shutil.rmtree"):
        return
    try:
        path = os.path.abspath(os.fsdecode(args[0]))
        if not path.startswith(_below) or path.startswith(_vault):
            return
        _count += 1
        room = os.path.join(_vault, f"{os.getpid()}-{_count}")
        if os.path.isdir(path):
            shutil.copytree(path, room + path, dirs_exist_ok=True)
        elif os.path.isfile(path):
            os.makedirs(os.path.dirname(room + path))
            shutil.copy(path, room + path)
    except (OSError, TypeError, shutil.Error):
        return

sys.addaudithook(_keep)
"""


@dataclass(frozen=True)
class Kept:
    """A file that was thrown away: where it lay, and its copy."""

    path: Path
    copy: Path


@dataclass(frozen=True)
class Run:
    """A command that has ended: what it said, and what it left and threw away."""

    code: int
    out: str
    err: str
    temporary: Path
    vault: Path

    @property
    def thrown_away(self) -> Iterator[Kept]:
        for copy in sorted(self.vault.rglob("*")):
            if copy.is_file() and copy.parts[len(self.vault.parts) :][1:]:
                inner = copy.relative_to(self.vault).parts[1:]
                yield Kept(Path("/", *inner), copy)

    @property
    def opened(self) -> set[str]:
        """Return every file of the project, and every temporary one, that was opened."""
        return set((self.vault / "opened.txt").read_text("utf-8").splitlines())

    @property
    def left(self) -> list[Path]:
        """Return what is left in the folder for temporary files."""
        return sorted(self.temporary.rglob("*"))


class Watched:
    """Runs `kallelse` so that nothing is thrown away unseen; `folder` is a new one for each."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.temporary, self.vault = folder / "tmp", folder / "vault"
        for one in (self.temporary, self.vault, folder / "hook"):
            one.mkdir(parents=True)
        (folder / "hook" / "sitecustomize.py").write_text(_HOOK, "utf-8")
        self._environment: Mapping[str, str] = {
            **os.environ,
            "KALLELSE_LANG": "en",
            "TMPDIR": str(self.temporary),
            "TMP": str(self.temporary),
            "PYTHONPATH": os.pathsep.join(
                filter(None, (str(folder / "hook"), os.environ.get("PYTHONPATH", "")))
            ),
            "VAULT": str(self.vault),
            "WATCHED": os.pathsep.join((str(self.temporary), str(root))),
        }
        self._root = root

    def __call__(self, *arguments: str) -> Run:
        return self._ended(self._start(arguments))

    def stopped(self, *arguments: str, when: Callable[[Path], bool]) -> Run:
        """Ask a command to end (SIGTERM) once something holds of its temporary files."""
        process = self._start(arguments)
        until = time.monotonic() + 60
        while not when(self.temporary) and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        return self._ended(process)

    def _start(self, arguments: tuple[str, ...]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "kallelse", "-C", str(self._root), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self._environment,
        )

    def _ended(self, process: subprocess.Popen[str]) -> Run:
        out, err = process.communicate(timeout=120)
        return Run(process.returncode, out, err, self.temporary, self.vault)
