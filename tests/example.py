"""The example's pack, built once for all tests of a process. It must not touch the repository."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from kallelse.build import build
from kallelse.project import Project
from tests.conftest import ROOT
from tests.reading import Reading

MEETING = "2024-03-01"
BACK = "Till dagordningen"  # what the stamp on each page says of its link
_OWN = ("notice", "agenda", "memo", "register")

Part = dict[str, Any]  # as pack.json has it


class Made:
    """A finished pack, open for reading, with what pack.json says of it."""

    def __init__(self, pdf: Path, manifest: Path) -> None:
        self.file = pdf
        self.manifest = manifest
        self.reading = Reading(pdf)
        self.pack: dict[str, Any] = json.loads(manifest.read_text("utf-8"))


def copy_example(folder: Path) -> Path:
    """Copy what the example is made of, and nothing else of the repository."""
    for name in ("agendas", "templates"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "members.yaml", folder)
    return folder


_built: list[Made] = []


def build_example(factory: pytest.TempPathFactory) -> Made:
    """Build the example in a folder of its own, the first time it is asked for."""
    if not _built:
        made = build(Project(copy_example(factory.mktemp("example"))), MEETING)
        _built.append(Made(made.pdf, made.manifest))
    return _built[0]


def pages_of(part: Part) -> range:
    """Return the pages of a part, from 1."""
    return range(part["first_page"], part["first_page"] + part["pages"])


def is_ours(part: Part) -> bool:
    """Tell whether we have typeset a part."""
    return part["kind"] in _OWN or "text" in part


def bound(parts: list[Part]) -> list[tuple[Part, Path]]:
    """Return the documents that are bound as they are, each with the file it came from."""
    folder = ROOT / "agendas" / MEETING
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.iterdir()}
    return [(part, files[part["sha256"]]) for part in parts if not is_ours(part)]
