"""The project: found from anywhere below it, its meetings by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kallelse import project
from kallelse.errors import ExitCode, KallelseError, UsageError
from kallelse.project import Project

PROJECTS = Path(__file__).parents[1] / "projects"
TWO = Project(PROJECTS / "two-bodies")


def remedy(ask: Callable[[], object]) -> str:
    with pytest.raises(UsageError) as caught:
        ask()
    assert caught.value.exit_code is ExitCode.USAGE
    return f"{caught.value} / {caught.value.remedy}"


@pytest.mark.parametrize("below", ["", "agendas", "agendas/2024-03-01/kartor"])
def test_the_project_is_found_from_any_folder_below_it(small: Path, below: str) -> None:
    (small / below).mkdir(parents=True, exist_ok=True)
    assert project.find(small / below) == Project(small)


def test_a_relative_folder_is_enough(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small / "agendas")
    assert project.find(Path()).root == small
    assert project.find(Path("..")).members_file.samefile(small / "members.yaml")


def test_no_project(tmp_path: Path) -> None:
    (tmp_path / "members.yaml").touch()
    assert "kallelse init" in remedy(lambda: project.find(tmp_path))
    assert "no such folder" in remedy(lambda: project.find(tmp_path / "nowhere"))


def test_meetings_are_in_the_order_of_their_dates() -> None:
    assert project.meetings(TWO) == (
        "direktionen/2024-03-01",
        "valberedningen/2024-03-01",
        "direktionen/2024-04-12",
    )


def test_what_is_no_meeting_is_not_listed(small: Path) -> None:
    for name in ("notes.yaml", "2024-04-01.yml", "2024-03-01/2024-01-01.yaml", "Å/2024-05-01.yaml"):
        path = small / "agendas" / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    (small / "agendas" / "2024-06-01.yaml").mkdir()
    assert project.meetings(Project(small)) == ("2024-03-01",)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("direktionen/2024-03-01", "direktionen/2024-03-01"),
        ("2024-04-12", "direktionen/2024-04-12"),
        ("agendas/direktionen/2024-03-01.yaml", "direktionen/2024-03-01"),
    ],
)
def test_a_meeting_by_its_id_its_date_or_its_file(asked: str, meant: str) -> None:
    assert project.meeting_id(TWO, asked) == meant


def test_a_date_that_fits_two_asks_which() -> None:
    said = remedy(lambda: project.meeting_id(TWO, "2024-03-01"))
    assert "direktionen/2024-03-01, valberedningen/2024-03-01" in said


def test_an_unknown_meeting_names_the_nearest(small: Path) -> None:
    said = remedy(lambda: project.meeting_id(Project(small), "2024-03-10"))
    assert said.startswith("no such meeting: 2024-03-10 / Did you mean 2024-03-01?")
    assert "direktionen/2024-04-12" in remedy(lambda: project.meeting_id(TWO, "2024-04-13"))


def test_a_file_that_is_not_named_by_a_date_is_named_in_the_remedy(small: Path) -> None:
    (small / "agendas" / "mars.yml").touch()
    said = remedy(lambda: project.meeting_id(Project(small), "mars"))
    assert "Rename agendas/mars.yml" in said
    assert "Rename" not in remedy(lambda: project.meeting_id(Project(small), "../members"))


def test_no_meetings_yet(small: Path) -> None:
    (small / "agendas" / "2024-03-01.yaml").unlink()
    assert "kallelse new" in remedy(lambda: project.meeting_id(Project(small), "2024-03-01"))


def test_where_things_lie() -> None:
    one = Project(Path("/p"))
    assert project.agenda_file(one, "d/2024-03-01") == Path("/p/agendas/d/2024-03-01.yaml")
    assert project.attachments_folder(one, "d/2024-03-01") == Path("/p/agendas/d/2024-03-01")
    assert project.output_files(one, "d/2024-03-01", "public") == (
        Path("/p/build/public/d/2024-03-01/kallelse-d-2024-03-01.pdf"),
        Path("/p/build/public/d/2024-03-01/pack.json"),
    )
    assert project.name_in(one, Path("/p/agendas/x.yaml")) == "agendas/x.yaml"


@pytest.mark.parametrize("folder", ["agendas", "agendas/namnden"])
def test_a_folder_that_may_not_be_read_is_not_one_without_meetings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    (tmp_path / "agendas/namnden").mkdir(parents=True)
    true = Path.iterdir

    def locked(path: Path) -> Iterator[Path]:  # chmod stops no superuser, as who tests may be
        if path == tmp_path / folder:
            raise PermissionError(13, "Permission denied", str(path))
        return true(path)

    monkeypatch.setattr(Path, "iterdir", locked)
    with pytest.raises(KallelseError, match=f"cannot read .*{folder}: Permission denied"):
        project.meetings(Project(tmp_path))
