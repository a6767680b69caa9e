"""The shell's completion knows the meetings, from any folder of a project, and never fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell import Shell


@pytest.fixture
def complete(kallelse: Shell, monkeypatch: pytest.MonkeyPatch, small: Path) -> Complete:
    meeting = small / "agendas" / "2024-03-01.yaml"
    (small / "agendas" / "2024-10-04.yaml").write_bytes(meeting.read_bytes())
    (small / "agendas" / "2025-01-10.yaml").write_bytes(meeting.read_bytes())
    return Complete(kallelse, monkeypatch)


class Complete:
    """Asks as bash does when the user presses the tabulator after `line`."""

    def __init__(self, kallelse: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
        self._kallelse = kallelse
        self._monkeypatch = monkeypatch

    def __call__(self, line: str, here: Path) -> list[str]:
        with self._monkeypatch.context() as patch:
            patch.setenv("_KALLELSE_COMPLETE", "complete_bash")
            patch.setenv("COMP_WORDS", line)
            patch.setenv("COMP_CWORD", str(len(line.split(" ")) - 1))
            ended = self._kallelse(here=here)
        assert (ended.code, ended.err) == (0, "")
        return [line for line in ended.lines if line]


def test_meetings(complete: Complete, small: Path) -> None:
    assert complete("kallelse build 2024", small) == ["2024-03-01", "2024-10-04"]
    assert complete("kallelse show 2025", small / "agendas") == ["2025-01-10"]
    assert complete("kallelse build 2024-03-01 2025", small) == ["2025-01-10"]


def test_meetings_of_another_folder(complete: Complete, small: Path, tmp_path: Path) -> None:
    assert complete(f"kallelse -C {small} build 2025", tmp_path) == ["2025-01-10"]


def test_commands(complete: Complete, small: Path) -> None:
    assert complete("kallelse bu", small) == ["build"]


def test_outside_of_a_project(complete: Complete, tmp_path: Path) -> None:
    assert complete("kallelse build 2024", tmp_path) == []
