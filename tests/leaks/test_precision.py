"""A public pack holds nothing but public words and ours: so nothing can be mistaken for a leak."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.convert import Workshop
from kallelse.leaks import Material, compare
from kallelse.leaks.sources import Sources, sources
from kallelse.leaks.tracing import traces
from kallelse.load import load
from kallelse.project import Project
from tests.conftest import ROOT
from tests.workbench import workshop

_SUM = 64  # letters of a SHA-256 in pack.json, which are nobody's words


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path, memory="2 GB", seconds="60", max_stream="100 MB") as opened:
        yield opened


def _everything(output: list[Path], shop: Workshop) -> Material:
    """Return all that the output says, as if it were withheld."""
    said = [one.text for path in output for one in traces(path, path.name, shop).texts]
    said = [one for one in said if len(one) != _SUM]
    assert sum(map(len, said)) > 2000
    return Material("hemligt", tuple(said))


def _built(root: Path, meeting: str) -> tuple[list[Path], Sources]:
    project = Project(root)
    made = build(project, meeting)
    parted = sources(load(project, meeting).context, project.templates)
    assert not parted.withheld
    return [made.pdf, made.manifest], parted


@pytest.mark.parametrize(("name", "meeting"), [("ok-small", "2024-03-01"), ("rich", "2024-05-24")])
def test_all_that_a_pack_says_is_public(
    name: str, meeting: str, copy: Callable[[str], Path], shop: Workshop
) -> None:
    output, parted = _built(copy(name), meeting)
    assert compare([_everything(output, shop)], parted.public, output, shop) == ()
    fewer = [one for one in parted.public if one.name != "members.yaml"]
    assert compare([_everything(output, shop)], fewer, output, shop)


def test_all_that_the_example_says_is_public(shop: Workshop, tmp_path: Path) -> None:
    import shutil

    root = tmp_path / "exempel"
    for one in ("agendas", "templates"):
        shutil.copytree(ROOT / one, root / one)
    shutil.copy(ROOT / "members.yaml", root)
    output, parted = _built(root, "2024-03-01")
    assert compare([_everything(output, shop)], parted.public, output, shop) == ()
