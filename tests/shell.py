"""The command line, run inside the test's own process. It must not hide an exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from kallelse.cli import run


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return what it wrote to stdout, by line."""
        return self.out.splitlines()


class Shell:
    """Runs `kallelse` with arguments; `here` is the folder in which the user stands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, here: Path | None = None) -> Ended:
        with self._monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["kallelse", *map(str, arguments)])
            if here:
                patch.chdir(here)
            self._capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                run()
            written = self._capsys.readouterr()
        return Ended(int(ended.value.code or 0), written.out, written.err)
