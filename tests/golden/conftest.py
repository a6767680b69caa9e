"""The packs that goldens are made of, each built once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from kallelse.build import build
from kallelse.choices import Audience
from kallelse.project import Project
from tests.conftest import PROJECTS
from tests.example import Made, build_example


class Golden(NamedTuple):
    """A pack that is looked at: of a mini project and its meeting, for an audience."""

    project: str
    meeting: str
    audience: Audience = Audience.PUBLIC


PACKS = {
    "ok-small": Golden("ok-small", "2024-03-01"),
    "rich": Golden("rich", "2024-05-24"),
    "secret": Golden("secret", "2024-09-13"),
    "secret-members": Golden("secret", "2024-09-13", Audience.MEMBERS),
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Made]:
    """Return a function that builds the pack of a mini project, the first time it is asked for."""
    packs: dict[str, Made] = {}

    def built(name: str) -> Made:
        if name not in packs:
            one = PACKS[name]
            home = tmp_path_factory.mktemp("golden") / name
            root = shutil.copytree(PROJECTS / one.project, home)
            pack = build(Project(Path(root)), one.meeting, audience=one.audience)
            packs[name] = Made(pack.pdf, pack.manifest)
        return packs[name]

    return built


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return the example's pack."""
    return build_example(tmp_path_factory)
