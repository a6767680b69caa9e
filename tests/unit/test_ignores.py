"""What editors let pass, and what is said of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.checking import check
from kallelse.diagnostics import Diagnostic, InputError
from kallelse.load import load
from kallelse.project import Project, meetings

AGENDA = Path("agendas/2024-03-01.yaml")
TITLE = "  - title: Upprop\n"


def rewrite(root: Path, title: str) -> Project:
    file = root / AGENDA
    text = file.read_text("utf-8")
    assert TITLE in text
    file.write_text(text.replace(TITLE, f"  - title: {title}\n"), encoding="utf-8")
    return Project(root)


def rules(project: Project, *asked: str) -> list[str]:
    found = check(project, asked or meetings(project))
    return [one.rule for batch in found for one in batch]


def test_a_reason_lets_it_pass(small: Path) -> None:
    assert rules(rewrite(small, "Det 'nya' \"huset\"")) == ["typography"]


@pytest.mark.parametrize("more", ["typography", "typography, date-style", " typography "])
def test_one_or_several(small: Path, more: str) -> None:
    title = f'Hus "20240125" # kallelse: ignore[{more}] Så skrev de.'
    left = rules(rewrite(small, title))
    assert "typography" not in left
    assert ("date-style" in left) is ("date-style" not in more)


@pytest.mark.parametrize("reason", ["", " ", " ...", " –"])
def test_no_reason(small: Path, reason: str) -> None:
    title = f'Hus "a" # kallelse: ignore[typography]{reason}'
    assert sorted(rules(rewrite(small, title))) == ["ignore-without-reason", "typography"]


@pytest.mark.parametrize("rule", ["officer-unknown", "yaml-syntax", "nonsense", ""])
def test_what_cannot_be_let_pass(small: Path, rule: str) -> None:
    title = f"Upprop # kallelse: ignore[{rule}] Därför."
    assert rules(rewrite(small, title)) == ["ignore-unknown"]


def test_an_error_that_is_let_pass_stops_nothing(small: Path) -> None:
    number = "Ansökan 640823-3234"
    project = rewrite(small, number)
    with pytest.raises(InputError):
        load(project, "2024-03-01")
    (small / AGENDA).write_text(
        (small / AGENDA)
        .read_text("utf-8")
        .replace(number, f"{number} # kallelse: ignore[personal-number] Påhittat."),
        encoding="utf-8",
    )
    assert load(project, "2024-03-01").warnings == ()


def test_in_a_markdown_file(copy_with_text: Path) -> None:
    project = Project(copy_with_text)
    assert rules(project) == []


@pytest.fixture
def copy_with_text(small: Path) -> Path:
    folder = small / "agendas" / "2024-03-01"
    folder.mkdir()
    text = 'Det "nya" huset. <!-- kallelse: ignore[typography] Citat. -->\n'
    (folder / "bilaga.md").write_text(text, encoding="utf-8")
    rewrite(small, "Upprop\n    attachments: [{file: bilaga.md, title: Bilaga}]")
    return small


def test_shared_files_need_all_meetings(small: Path) -> None:
    second = small / "agendas" / "2024-04-05.yaml"
    text = (small / AGENDA).read_text("utf-8")
    second.write_text(text.replace("2024-03-01", "2024-04-05"), encoding="utf-8")
    members = small / "members.yaml"
    people = members.read_text("utf-8").replace("role: chair}", "role: chair, until: 2024-03-31}")
    comment = "    members: # kallelse: ignore[chair-missing] Väljs i juni.\n"
    members.write_text(people.replace("    members:\n", comment), encoding="utf-8")
    project = Project(small)
    assert "ignore-unused" not in rules(project)
    assert "ignore-unused" not in rules(project, "2024-03-01")  # it says nothing of the other
    second.unlink()
    assert "ignore-unused" in rules(project)


def test_positions_of_what_is_said(small: Path) -> None:
    project = rewrite(small, "Upprop # kallelse: ignore[typography] Nej.")
    found: list[Diagnostic] = [one for batch in check(project, ["2024-03-01"]) for one in batch]
    assert [str(one) for one in found] == [
        (
            "agendas/2024-03-01.yaml:6:19: warning: nothing is found here that had to be ignored: "
            "typography [ignore-unused]"
        )
    ]
