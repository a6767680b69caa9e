"""The HTML of our own parts, as the templates make it: html/<pack>/<part>.html."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kallelse.pagination import settle
from kallelse.project import Project
from kallelse.render import render
from kallelse.render.templates import environment
from tests.conftest import PROJECTS
from tests.golden.agree import GOLDEN, agrees
from tests.golden.conftest import PACKS
from tests.writing import gathered


@pytest.mark.parametrize("name", PACKS)
def test_the_html_of_every_part_is_the_one_that_was_looked_at(name: str, tmp_path: Path) -> None:
    one = PACKS[name]
    root = shutil.copytree(PROJECTS / one.project, tmp_path / one.project)
    found = gathered(Project(Path(root)), one.meeting, one.audience)
    loaded, assembled = found.loaded, found.assembled
    pack = settle(assembled.pack, loaded.press, assembled.pages).pack
    templates = environment(loaded.press.folder)
    own = [part for part in pack.parts if part.typeset]
    for part in own:
        html = render(templates, pack, part, loaded.press.theme)
        agrees(f"html/{name}/{part.id}.html", html.strip() + "\n")
    kept = {path.stem for path in (GOLDEN / "html" / name).glob("*.html")}
    assert kept == {part.id for part in own}, "a golden file without its part: remove it"
