"""An up-to-date build says again what was said of the pack, in the language that is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kallelse.build import build
from kallelse.i18n import speaking
from kallelse.project import Project
from tests.shell import Shell

MEETING = "2024-03-01"


@pytest.fixture
def warned(small: Path) -> Path:
    agenda = small / "agendas" / f"{MEETING}.yaml"
    long = "items:\n  - title: Mycket lång överläggning\n    duration: 900\n"
    agenda.write_text(agenda.read_text("utf-8").replace("items:\n", long), "utf-8")
    return small


def test_the_second_build_says_the_same(kallelse: Shell, warned: Path) -> None:
    first = kallelse("build", MEETING, here=warned)
    assert (first.code, first.err.count(": warning: ")) == (0, 1)
    made = (warned / first.lines[0]).stat().st_mtime_ns
    assert kallelse("build", MEETING, here=warned) == first
    assert (warned / first.lines[0]).stat().st_mtime_ns == made
    assert "warning" not in (warned / first.lines[1]).read_text("utf-8")


def test_in_the_language_that_is_asked_for(warned: Path) -> None:
    project = Project(warned)
    english = build(project, MEETING)
    with speaking("sv"):
        swedish = build(project, MEETING)
        assert not swedish.up_to_date, "the sentences have to be found anew"
        assert build(project, MEETING).warnings == swedish.warnings
    assert len(swedish.warnings) == len(english.warnings) == 1
    assert swedish.warnings[0].message != english.warnings[0].message


def test_where_there_is_nothing_to_say_the_language_does_not_matter(small: Path) -> None:
    project = Project(small)
    build(project, MEETING)
    with speaking("sv"):
        assert build(project, MEETING).up_to_date


def test_what_is_lost_is_not_worth_a_build(warned: Path) -> None:
    project = Project(warned)
    build(project, MEETING)
    shutil.rmtree(warned / "build" / ".cache" / "public" / "said")
    again = build(project, MEETING)
    assert (again.up_to_date, again.warnings) == (True, ())


def test_a_mended_meeting_says_nothing(warned: Path) -> None:
    project = Project(warned)
    build(project, MEETING)
    agenda = warned / "agendas" / f"{MEETING}.yaml"
    agenda.write_text(agenda.read_text("utf-8").replace("900", "9"), "utf-8")
    assert build(project, MEETING).warnings == ()
    assert build(project, MEETING).warnings == ()
