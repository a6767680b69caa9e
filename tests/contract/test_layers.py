"""Imports point down one list of layers, and every module has its place in it."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_imports_point_down() -> None:
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: 1 kept, 0 broken." in linted.stdout, linted.stdout + linted.stderr
