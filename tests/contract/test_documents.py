"""What the documents say about the package is what the package says about itself."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from kallelse import __version__
from tests.conftest import ROOT

PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~ ]", one)[0].lower() for one in requirements}


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    runtime, development = text.split("## For development")
    extras = [
        one for extra in PYPROJECT["project"]["optional-dependencies"].values() for one in extra
    ]
    for section, wanted in (
        (runtime, PYPROJECT["project"]["dependencies"] + extras),
        (development, PYPROJECT["dependency-groups"]["dev"]),
    ):
        cells = re.findall(r"^\| ([a-z][^|]*) \|", section, re.MULTILINE)
        names = [name for cell in cells for name in cell.split(", ") if name.islower()]
        told = {re.split(r"[ ,]", name)[0] for name in names}
        assert told - {"with", "through", "cryptography"} == _names(wanted)


def test_one_version_everywhere() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert PYPROJECT["project"]["version"] == __version__
    assert f"\n## [{__version__}]" in changes
