"""What all tests share: mini projects to work in, and the command line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.shell import Shell

# Time says nothing on a busy machine, and a run in CI should fail for what was changed.
settings.register_profile("kallelse", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kallelse")

ROOT = Path(__file__).parents[1]
PROJECTS = ROOT / "tests" / "projects"

os.environ["KALLELSE_LANG"] = "en"  # what we are told in the tests, whoever runs them


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the developer's own computer would change."""
    for name in (
        "SOURCE_DATE_EPOCH",
        "NO_COLOR",
        "FORCE_COLOR",
        "TTY_COMPATIBLE",
        "GITHUB_ACTIONS",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies a mini project, by its name, to where it may be changed."""

    def copied(name: str) -> Path:
        return Path(shutil.copytree(PROJECTS / name, tmp_path / Path(name).name, symlinks=True))

    return copied


@pytest.fixture
def small(copy: Callable[[str], Path]) -> Path:
    """Return a copy of the smallest sound project: one body, one meeting on 2024-03-01."""
    return copy("ok-small")


@pytest.fixture
def kallelse(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Return the command line."""
    return Shell(monkeypatch, capsys)
