"""The checklist before dispatch."""

from __future__ import annotations

from pathlib import Path

from kallelse.build import build
from kallelse.project import Project
from kallelse.rules import RULES
from kallelse.status import _POINTS, checklist


def left(root: Path) -> list[str]:
    return [one.id for one in checklist(Project(root), "2024-03-01") if not one.done]


def test_nothing_is_left_when_it_is_built(small: Path) -> None:
    assert left(small) == ["pack"]
    build(Project(small), "2024-03-01")
    assert left(small) == []


def test_what_is_found_stands_where_it_belongs(small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    text = agenda.read_text("utf-8").replace("      proposal: ", "      dispatch_to: ")
    agenda.write_text(text.replace("title: Upprop", "title: Upprop 640823-3234"), encoding="utf-8")
    points = {one.id: one for one in checklist(Project(small), "2024-03-01")}
    assert [one for one in points if not points[one].done] == ["decisions", "privacy", "pack"]
    assert points["decisions"].todo == (
        "agendas/2024-03-01.yaml:9:5: no proposal for a decision: Ny cykelväg"
    )


def test_an_error_of_reading_is_one_of_the_files(small: Path) -> None:
    (small / "agendas" / "2024-03-01.yaml").write_text("body: [\n", encoding="utf-8")
    assert left(small)[0] == "files"


def test_every_name_is_that_of_a_module_of_rules() -> None:
    subjects = {rule.subject for rule in RULES}
    assert {name for _point, _text, names in _POINTS for name in names} <= subjects
