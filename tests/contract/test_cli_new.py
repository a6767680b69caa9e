"""`kallelse new` and `init`: a beginning that builds, and nothing that was there is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kallelse.model import Item, Meeting
from kallelse.scaffold import SAMPLE_MEETING
from kallelse.source import read_file
from kallelse.validate import validate
from tests.shell import Shell

MEMBERS = """\
organisation: {name: Provkommunen}
bodies:
  provnamnden:
    name: Provnämnden
    members: [{name: Ett Prov, role: chair}]
    time: 9.00
    place: "112"
    standing_items:
      - Upprop
      - {title: "Rapport: läget #2", kind: information}
      - "true"
      - "- streck"
      - "[klammer]"
      - 'Citat "x" och \\\\'
      - "slut:"
      - "Kl. 9:30 (kort) – paus & mingel/fika + tal § 3"
"""


def _project(folder: Path, members: str = MEMBERS) -> Path:
    (folder / "agendas").mkdir(parents=True)
    (folder / "members.yaml").write_text(members, "utf-8")
    return folder


def _read(path: Path) -> Meeting:
    read = validate(Meeting, read_file(path, path.name))
    assert read.diagnostics == ()
    assert read.record is not None
    return read.record


def test_new_takes_what_the_body_always_has(kallelse: Shell, tmp_path: Path) -> None:
    project = _project(tmp_path / "p")
    ended = kallelse("new", "2024-04-26", here=project)
    assert (ended.code, ended.lines) == (0, ["agendas/2024-04-26.yaml"])
    made = _read(project / ended.lines[0])
    assert made.body == "provnamnden"
    assert made.date == dt.date(2024, 4, 26)
    assert (made.time.start, made.time.end) == (dt.time(9), None)
    assert made.place == "112"
    assert [(one.title, one.kind) for one in made.items if isinstance(one, Item)] == [
        ("Upprop", "none"),
        ("Rapport: läget #2", "information"),
        ("true", "none"),
        ("- streck", "none"),
        ("[klammer]", "none"),
        ('Citat "x" och \\\\', "none"),
        ("slut:", "none"),
        ("Kl. 9:30 (kort) – paus & mingel/fika + tal § 3", "none"),
    ]


def test_new_builds_at_once(kallelse: Shell, tmp_path: Path) -> None:
    project = _project(tmp_path / "p")
    kallelse("new", "2024-04-26", here=project)
    ended = kallelse("build", "2024-04-26", here=project)
    assert (ended.code, ended.err) == (0, "")


def test_new_asks_for_what_it_cannot_know(kallelse: Shell, tmp_path: Path) -> None:
    members = "organisation: {name: X}\nbodies: {a: {name: A, members: [{name: B}]}}\n"
    project = _project(tmp_path / "p", members)
    kallelse("new", "2024-04-26", here=project)
    ended = kallelse("build", "2024-04-26", here=project)
    assert ended.code == 1
    assert ended.err.count("[value-empty]") == 2
    assert ": time is empty" in ended.err
    assert ": place is empty" in ended.err


def test_new_never_overwrites(kallelse: Shell, small: Path) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    before = agenda.read_bytes()
    assert kallelse("new", "2024-03-01", here=small).code == 2
    assert agenda.read_bytes() == before


def test_new_with_several_bodies(kallelse: Shell, tmp_path: Path) -> None:
    chair = "{name: Två Prov, role: chair}"
    members = MEMBERS + f"  styrelsen: {{name: Styrelsen, members: [{chair}], time: 9.00}}\n"
    project = _project(tmp_path / "p", members)
    unsaid = kallelse("new", "2024-04-26", here=project)
    assert unsaid.code == 2
    assert "There are provnamnden, styrelsen\nSay which with --body." in unsaid.err
    said = kallelse("new", "2024-04-26", "--body", "provnamnden", here=project)
    assert said.lines == ["agendas/provnamnden/2024-04-26.yaml"]
    built = kallelse("build", "2024-04-26", here=project)
    assert (built.code, built.err) == (0, "")


def test_new_tells_what_is_wrong_with_the_members(kallelse: Shell, tmp_path: Path) -> None:
    project = _project(tmp_path / "p", MEMBERS + "colour: red\n")
    ended = kallelse("new", "2024-04-26", here=project)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("members.yaml:")
    assert list((project / "agendas").iterdir()) == []


def test_the_modeline_points_at_the_schema(kallelse: Shell, tmp_path: Path) -> None:
    project = tmp_path / "p"
    kallelse("init", project)
    for path in project.rglob("*.yaml"):
        first = path.read_text("utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert schema != first
        assert (path.parent / schema).is_file()
    kallelse("new", "2024-06-12", here=project)
    made = (project / "agendas" / "2024-06-12.yaml").read_text("utf-8")
    assert made.startswith("# yaml-language-server: $schema=../schemas/agenda.json\n")


def test_init_makes_a_project_that_builds(kallelse: Shell, tmp_path: Path) -> None:
    made = kallelse("init", "x", here=tmp_path)
    assert (made.code, made.lines) == (0, ["x"])
    assert f"kallelse -C x build {SAMPLE_MEETING}" in made.err
    built = kallelse("-C", "x", "build", "--strict", SAMPLE_MEETING, here=tmp_path)
    assert (built.code, built.err) == (0, "")
    assert kallelse("-C", "x", "new", "2024-06-12", here=tmp_path).code == 0
    again = kallelse("-C", "x", "build", "--strict", "2024-06-12", here=tmp_path)
    assert (again.code, again.err) == (0, "")


def test_init_in_an_empty_folder(kallelse: Shell, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert kallelse("init", ".", here=tmp_path).code == 0
    assert (tmp_path / "members.yaml").is_file()
    assert not list(tmp_path.glob(".kallelse-*"))


def test_init_never_overwrites(kallelse: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    ended = kallelse("init", tmp_path)
    assert ended.code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_writes_all_or_nothing(
    kallelse: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> None:
        if path.name == "theme.yaml":
            raise OSError(28, "No space left on device")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    monkeypatch.setattr("kallelse.scaffold.write_text", full)
    ended = kallelse("init", "x", here=tmp_path)
    assert ended.code == 3
    assert "disk is full" in ended.err
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
