"""Whatever an editor does to the files, a check tells what is wrong and never falls over."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kallelse.diagnostics import Diagnostic
from kallelse.load import Common, examine, gather
from kallelse.project import Project
from tests.conftest import PROJECTS, ROOT

MEETING = "2024-03-01"
PIECES = (
    "- ", "  ", "\t", ":", ": ", "|", ">", '"', "'", "{", "}", "[", "]", "#", "&a", "*a", "!x",
    "---", "null", "~", "2024-13-01", "20240101", "9.00-8.00", "0", "-1", "å", "\u202e", "\0", "..",
    "640823-3234", "items:", "memo:", "register:", "rules:", "off", "since: 2024-01-01",
    "# kallelse: ignore[", "](", "**", "<b>", "?",
)  # fmt: skip


@pytest.fixture(scope="module")
def root() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(PROJECTS / "ok-small", Path(folder) / "small"))


@functools.cache
def common(root: Path) -> Common:
    return gather(Project(root))


def texts(name: Path) -> st.SearchStrategy[str]:
    """Return texts that someone could have made of a file: lines moved, lost, typed into."""
    lines = name.read_text("utf-8").splitlines()
    places = st.integers(0, len(lines) - 1)
    typed = st.tuples(places, st.integers(0, 40), st.sampled_from(PIECES))
    moved = st.tuples(places, places)
    edits = st.lists(st.one_of(typed, moved, places), min_size=1, max_size=6)
    return edits.map(lambda some: "\n".join(edited(lines, some)) + "\n")


def edited(lines: list[str], edits: Sequence[object]) -> list[str]:
    left = list(lines)
    for edit in edits:
        match edit:
            case (int(line), int(column), str(piece)):
                line %= len(left)
                left[line] = left[line][:column] + piece + left[line][column:]
            case (int(line), int(other)):
                left[line % len(left)] = left[other % len(left)]
            case int(line) if len(left) > 1:
                del left[line % len(left)]
    return left


def problems(root: Path, shared: Common) -> tuple[Diagnostic, ...]:
    return examine(
        Project(root),
        MEETING,
        shared,
        today=dt.date(2024, 2, 20),
        reported=lambda _meeting: dt.date(2024, 1, 1),
    ).problems


def is_told_well(one: Diagnostic) -> bool:
    sentence = one.hint[:1].isupper() and one.hint.rstrip().endswith((".", "?", "…", "!"))
    return bool(one.message) and sentence and one.position.line > 0 and one.position.column > 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_meeting(root: Path, data: st.DataObject) -> None:
    text = data.draw(texts(PROJECTS / "ok-small" / "agendas" / f"{MEETING}.yaml"))
    (root / "agendas" / f"{MEETING}.yaml").write_text(text, encoding="utf-8")
    found = problems(root, common(root))
    assert [one for one in found if not is_told_well(one)] == []


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_example(root: Path, data: st.DataObject) -> None:
    text = data.draw(texts(ROOT / "agendas" / f"{MEETING}.yaml"))
    (root / "agendas" / f"{MEETING}.yaml").write_text(text, encoding="utf-8")
    assert [one for one in problems(root, common(root)) if not is_told_well(one)] == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_people(root: Path, data: st.DataObject) -> None:
    shutil.copy(PROJECTS / "ok-small" / "agendas" / f"{MEETING}.yaml", root / "agendas")
    before = (root / "members.yaml").read_text("utf-8")
    try:
        (root / "members.yaml").write_text(
            data.draw(texts(ROOT / "members.yaml")), encoding="utf-8"
        )
        found = problems(root, gather(Project(root)))
    finally:
        (root / "members.yaml").write_text(before, encoding="utf-8")
    assert [one for one in found if not is_told_well(one)] == []
