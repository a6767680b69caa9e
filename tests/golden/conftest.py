"""The packs that goldens are made of, each built once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.project import Project
from tests.conftest import PROJECTS
from tests.example import Made, build_example

MEETINGS = {"ok-small": "2024-03-01", "rich": "2024-05-24"}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Return a function that builds the pack of a mini project, the first time it is asked for."""
    packs: dict[str, Made] = {}

    def built(name: str) -> Made:
        if name not in packs:
            root = shutil.copytree(PROJECTS / name, tmp_path_factory.mktemp("golden") / name)
            pack = build(Project(Path(root)), MEETINGS[name])
            packs[name] = Made(pack.pdf, pack.manifest)
        return packs[name]

    return built


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the example's pack."""
    return build_example(tmp_path_factory)
