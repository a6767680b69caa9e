"""`kallelse build`: finding the project and the meeting, several at once, saying what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.shell import Shell


def test_from_a_folder_below(kallelse: Shell, small: Path) -> None:
    ended = kallelse("build", "2024-03-01", here=small / "agendas")
    assert ended.code == 0
    assert (small / "build" / "public" / "2024-03-01" / "kallelse-2024-03-01.pdf").is_file()


def test_in_a_folder_below_that_is_named(kallelse: Shell, small: Path, tmp_path: Path) -> None:
    ended = kallelse("-C", f"{small.name}/agendas", "build", "2024-03-01", here=tmp_path)
    assert ended.code == 0
    assert ended.lines[0].startswith(f"{small.name}/build/")


@pytest.fixture
def two(small: Path) -> Path:
    """Return a project with a second meeting, a week later."""
    first = (small / "agendas" / "2024-03-01.yaml").read_text("utf-8")
    (small / "agendas" / "2024-03-08.yaml").write_text(first.replace("2024-03-01", "2024-03-08"))
    if (small / "agendas" / "2024-03-01").is_dir():
        shutil.copytree(small / "agendas" / "2024-03-01", small / "agendas" / "2024-03-08")
    return small


def test_several_meetings(kallelse: Shell, two: Path) -> None:
    ended = kallelse("build", "2024-03-08", "2024-03-01", "2024-03-08", here=two)
    assert ended.code == 0
    assert [Path(line).parent.name for line in ended.lines] == ["2024-03-08"] * 2 + [
        "2024-03-01"
    ] * 2


def test_one_that_is_wrong_does_not_stop_the_others(kallelse: Shell, two: Path) -> None:
    (two / "agendas" / "2024-03-01.yaml").write_text("body: [", "utf-8")
    ended = kallelse("build", "2024-03-01", "2024-03-08", here=two)
    assert ended.code == 1
    assert [Path(line).parent.name for line in ended.lines] == ["2024-03-08"] * 2
    assert ended.err.startswith("agendas/2024-03-01.yaml:1:")


def test_a_problem_that_two_meetings_share_is_told_once(kallelse: Shell, two: Path) -> None:
    members = two / "members.yaml"
    members.write_text(members.read_text("utf-8") + "colour: red\n", "utf-8")
    ended = kallelse("build", "2024-03-01", "2024-03-08", here=two)
    assert ended.code == 1
    assert ended.err.count("[key-unknown]") == 1
    assert "1 error in the files" in ended.err


def test_one_that_does_not_exist_stops_all(kallelse: Shell, two: Path) -> None:
    ended = kallelse("build", "2024-03-01", "2024-03-09", here=two)
    assert (ended.code, ended.out) == (2, "")
    assert not (two / "build").exists()


def test_force_builds_what_is_up_to_date(kallelse: Shell, small: Path) -> None:
    pdf = small / kallelse("build", "2024-03-01", here=small).lines[0]
    before = pdf.stat()
    kallelse("build", "2024-03-01", here=small)
    assert pdf.stat().st_ino == before.st_ino
    bytes_before = pdf.read_bytes()
    kallelse("build", "--force", "2024-03-01", here=small)
    assert pdf.stat().st_mtime_ns > before.st_mtime_ns
    assert pdf.read_bytes() == bytes_before


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("titel: Ett till", "title"),
        ("kind: beslut", "decision"),
        ("duration: en kvart", "minutes"),
        ("memo: {officer: ingen}", "officer"),
        ("attachments: [{file: nej.pdf, title: Nej}]", "nej.pdf"),
        ("attachments: [{file: ../../members.yaml, title: Nej}]", "leaves the folder"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_hint(
    kallelse: Shell, small: Path, written: str, told: str
) -> None:
    agenda = small / "agendas" / "2024-03-01.yaml"
    text = agenda.read_text("utf-8").rstrip("\n") + f"\n  - title: Ett till\n    {written}\n"
    agenda.write_text(text, "utf-8")
    last = text.count("\n")
    ended = kallelse("build", "2024-03-01", here=small)
    assert ended.code == 1
    assert ended.err.startswith(f"agendas/2024-03-01.yaml:{last}:")
    first, hint = ended.err.splitlines()[:2]
    assert told in first + hint
    assert hint.startswith("    hint: ")
