"""Attachments handed to `convert` as a build hands them. It must not hide what comes back."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

from kallelse.convert import Bench, Cache, Converted, Mail, Workshop, convert
from kallelse.diagnostics import Diagnostic, Position
from kallelse.looks import look_up
from kallelse.model import Attachment, Limits
from kallelse.project import Project
from tests.conftest import PROJECTS

LOW = {"memory": "600 MB", "max_stream": "20 MB", "seconds": "20"}


@functools.cache
def _fonts() -> Any:
    return look_up(Project(PROJECTS / "ok-small")).fonts


@contextmanager
def workshop(folder: Path, **limits: str) -> Iterator[Workshop]:
    """Open a workshop whose limits are low, so that a bomb need not be large.

    `limits` and the keys of attachments are texts, as editors write them.
    """
    with Bench() as bench:
        held = Limits(**{**LOW, **limits})  # type: ignore[arg-type]  # pydantic reads the texts
        yield Workshop(bench, held, Cache(folder / "cache"), _fonts(), "sv-SE")


def hand_in(
    shop: Workshop, folder: Path, data: bytes, name: str = "bilaga.pdf", **keys: Any
) -> Converted | Mail | Diagnostic:
    """Write a file and convert it; `keys` are those of the attachment. Columns name the key."""
    path = folder / name
    path.write_bytes(data)
    places = {"file": 1, "pages": 2, "alt": 3}
    return convert(
        Attachment(file=name, title="Bilaga", **keys),
        {one.name: one for one in folder.iterdir()},
        lambda key: Position("möte.yaml", 1, places[key]),
        shop,
    )


def bound(found: Converted | Mail | Diagnostic) -> Converted:
    """Return what can be bound, after a look at whether it can."""
    assert isinstance(found, Converted), found
    with pikepdf.open(found.pdf) as pdf:
        assert len(pdf.pages) == found.pages
    return found


def refused(found: Converted | Mail | Diagnostic) -> Diagnostic:
    """Return why a file cannot be bound."""
    assert isinstance(found, Diagnostic), found
    assert found.severity == "error"
    assert found.hint
    return found


def rules(found: Converted | Mail) -> list[str]:
    """Return the rules of the warnings."""
    assert all(one.severity == "warning" and one.hint for one in found.warnings)
    return [one.rule for one in found.warnings]
