"""The packs of the project in which every field has a canary, built once, and how it went."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.leaks.planted import MEETING, Planted, plant
from tests.leaks.shared import shared
from tests.leaks.watched import Run, Watched


@dataclass(frozen=True)
class Packs:
    """The project with both of its packs, and the run that built the public one."""

    planted: Planted
    public: Run
    members: Run


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    def make(folder: Path) -> None:
        planted = plant(folder / "project")
        words = {"secret": planted.secret, "public": planted.public}
        said: dict[str, dict[str, str]] = {}
        for audience in ("public", "members"):
            watched = Watched(folder / audience, planted.root)
            run = watched("build", MEETING, "--audience", audience, "--verbose")
            assert run.code == 0, run.err
            said[audience] = {"out": run.out, "err": run.err}
        told = json.dumps({"words": words, **said})
        (folder / "told.json").write_text(told, "utf-8")

    folder = shared(tmp_path_factory, "planted", make)
    told = json.loads((folder / "told.json").read_text("utf-8"))

    def run(audience: str) -> Run:
        said = told[audience]
        here = folder / audience
        return Run(0, said["out"], said["err"], here / "tmp", here / "vault")

    planted = Planted(folder / "project", **told["words"])
    return Packs(planted, run("public"), run("members"))
