"""The HTML of our own parts, as the templates make it: html/<project>/<part>.html."""

from __future__ import annotations

import pytest

from kallelse.build import gather
from kallelse.pagination import settle
from kallelse.project import Project
from kallelse.render import render
from kallelse.render.templates import environment
from tests.conftest import PROJECTS
from tests.golden.agree import GOLDEN, agrees
from tests.golden.conftest import MEETINGS


@pytest.mark.parametrize("project", MEETINGS)
def test_the_html_of_every_part_is_the_one_that_was_looked_at(project: str) -> None:
    loaded, assembled = gather(Project(PROJECTS / project), MEETINGS[project])
    pack = settle(assembled.pack, loaded.press).pack
    templates = environment(loaded.press.folder)
    own = [part for part in pack.parts if part.typeset]
    for part in own:
        html = render(templates, pack, part, loaded.press.theme)
        agrees(f"html/{project}/{part.id}.html", html.strip() + "\n")
    kept = {path.stem for path in (GOLDEN / "html" / project).glob("*.html")}
    assert kept == {part.id for part in own}, "a golden file without its part: remove it"
