"""`kallelse build` with `--jobs` and `--linearize`: the same is made and told, only otherwise."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kallelse import build, freshness, pagination
from kallelse.listing import meetings as listed
from kallelse.pack import Pack
from kallelse.pagination import Settled, UnsettledError
from kallelse.project import Project
from tests.shell import Shell


@pytest.fixture
def several(small: Path) -> Path:
    """Return a project with four meetings: two are sound, one is wrong, one is warned of."""
    text = (small / "agendas" / "2024-03-01.yaml").read_text("utf-8")
    long = "items:\n  - title: Mycket lång överläggning\n    duration: 900\n"
    for day, written in {
        "2024-03-08": "body: [",
        "2024-03-15": text.replace("items:\n", long),
        "2024-03-22": text,
    }.items():
        file = small / "agendas" / f"{day}.yaml"
        file.write_text(written.replace("2024-03-01", day), "utf-8")
    return small


@pytest.mark.parametrize("form", ["text", "json"])
def test_jobs_change_nothing_that_is_told_or_made(
    kallelse: Shell, several: Path, form: str
) -> None:
    asked = ("build", "--all", "--force", "--format", form)
    one = kallelse(*asked, "--jobs", "1", here=several)
    files = {path: path.read_bytes() for path in (several / "build" / "public").rglob("*.*")}
    many = kallelse(*asked, "--jobs", "3", here=several)
    assert many == one
    assert one.code == 1
    told = one.out if form == "text" else one.err
    assert [line.split("/")[2] for line in told.splitlines() if line.startswith("build/")] == [
        day for day in ("2024-03-01", "2024-03-15", "2024-03-22") for _file in range(2)
    ]
    assert files
    assert files == {path: path.read_bytes() for path in files}


def test_how_many_at_once_is_asked_wrongly(kallelse: Shell, small: Path) -> None:
    ended = kallelse("build", "--all", "--jobs", "0", here=small)
    assert (ended.code, ended.out) == (2, "")
    assert "--jobs': Input should be greater than or equal to 1\n" in ended.err


def test_linearize_is_part_of_what_was_asked_for(kallelse: Shell, small: Path) -> None:
    def ordered(*options: str) -> bool:
        ended = kallelse("build", "2024-03-01", *options, here=small)
        assert ended.code == 0
        with pikepdf.open(small / ended.lines[0]) as pdf:
            return pdf.is_linearized

    assert not ordered()
    before = (small / "build/public/2024-03-01/pack.json").read_bytes()
    assert ordered("--linearize")
    (line,) = listed(Project(small))
    assert line.state == "built"
    pdf = small / "build/public/2024-03-01/kallelse-2024-03-01.pdf"
    made = pdf.stat().st_mtime_ns
    assert ordered("--linearize")
    assert pdf.stat().st_mtime_ns == made, "it is up to date"
    assert kallelse("a11y", "2024-03-01", here=small).code == 0
    assert pdf.stat().st_mtime_ns == made, "who only reads it leaves it as it is"
    assert not ordered()
    assert (small / "build/public/2024-03-01/pack.json").read_bytes() == before


def test_a_mistake_of_ours_costs_one_meeting(
    kallelse: Shell, several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = freshness.fingerprint

    def broken(project: Project, meeting: str, audience: str) -> str:
        if meeting == "2024-03-15":
            raise ValueError("Anna Andersson")
        return real(project, meeting, audience)

    monkeypatch.setattr(build, "fingerprint", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = kallelse("build", "2024-03-01", "2024-03-15", "2024-03-22", here=several)
    assert ended.code == 70
    assert [line.split("/")[2] for line in ended.lines] == ["2024-03-01"] * 2 + ["2024-03-22"] * 2
    first, bug, report = ended.err.splitlines()[:3]
    assert first == "2024-03-15: not built"
    assert "this is a bug in kallelse" in bug
    (saved,) = tmp_path.glob("kallelse-bug-*.txt")
    assert str(saved) in report
    assert "Anna" not in ended.err + saved.read_text("utf-8")


def test_trouble_with_one_meeting_is_told_once_and_the_others_are_built(
    kallelse: Shell, several: Path
) -> None:
    for day in ("01", "15"):
        (several / "build" / "public" / f"2024-03-{day}" / "pack.json").mkdir(parents=True)
    ended = kallelse("build", "--all", "--jobs", "1", here=several)
    assert ended.code == 3
    assert [line.split("/")[2] for line in ended.lines] == ["2024-03-22"] * 2
    assert ended.err.count("kallelse: cannot write ") == 2
    assert "1 error" in ended.err


@pytest.mark.parametrize("strict", [False, True])
def test_only_strict_is_said_to_stop_at_warnings(
    small: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, strict: bool
) -> None:
    first = small / "agendas/2024-03-01.yaml"
    text = first.read_text("utf-8")
    long = "items:\n  - title: Mycket lång överläggning\n    duration: 900\n"
    first.write_text(text.replace("items:\n", long), "utf-8")
    (small / "agendas/2024-03-08.yaml").write_text(text.replace("2024-03-01", "2024-03-08"))
    true = pagination.settle

    def settle(pack: Pack, *arguments: Any) -> Settled:
        if pack.meeting.date.day == 8:
            raise UnsettledError
        return true(pack, *arguments)

    monkeypatch.setattr(pagination, "settle", settle)
    options = ("--all", "--jobs", "1", *(("--strict",) if strict else ()))
    said = kallelse("-C", small, "build", *options)
    assert said.code == 1
    assert "the page numbers have not settled" in said.err
    assert said.err.count(": warning: ") == 1
    assert ("1 warning, and --strict stops at warnings" in said.err) is strict
    assert ("--strict" in said.err) is strict
