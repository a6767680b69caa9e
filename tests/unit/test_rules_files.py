"""Rules for files: what stands where the editor says that a file is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kallelse.rules.places import State, contents, look


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "agendas" / "2024-03-01"
    made.mkdir(parents=True)
    (made / "kartor").mkdir()
    (made / "kartor" / "norr.pdf").write_bytes(b"%PDF")
    (made / "karta.pdf").write_bytes(b"%PDF")
    (made / "tom.pdf").touch()
    (tmp_path / "members.yaml").write_text("x")
    return made


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("karta.pdf", State.GOOD),
        ("./karta.pdf", State.GOOD),
        ("kartor//norr.pdf", State.GOOD),
        ("tom.pdf", State.EMPTY),
        ("kartor", State.FOLDER),
        (".", State.FOLDER),
        ("Karta.pdf", State.MISSING),
        ("karta.pdf/sida", State.MISSING),
        ("x" * 5000, State.MISSING),
        ("nul\0tecken", State.MISSING),
        ("../../members.yaml", State.OUTSIDE),
    ],
)
def test_what_stands_at_a_name(tmp_path: Path, folder: Path, name: str, state: State) -> None:
    assert look(tmp_path, folder, name) is state


def test_links(tmp_path: Path, folder: Path) -> None:
    for name, target in {
        "inne.pdf": "karta.pdf",
        "ute.pdf": "../../members.yaml",
        "bruten.pdf": "finns-inte.pdf",
        "slinga.pdf": "slinga.pdf",
        "mapp": "kartor",
    }.items():
        (folder / name).symlink_to(target)
    assert look(tmp_path, folder, "inne.pdf") is State.LINK
    assert look(tmp_path, folder, "mapp/norr.pdf") is State.LINK
    assert look(tmp_path, folder, "ute.pdf") is State.OUTSIDE
    assert look(tmp_path, folder, "bruten.pdf") is State.LINK
    assert look(tmp_path, folder, "slinga.pdf") in (State.LINK, State.MISSING)


def test_a_folder_of_attachments_that_leads_out_of_the_project(tmp_path: Path) -> None:
    root, outside = tmp_path / "project", tmp_path / "outside"
    outside.mkdir()
    root.mkdir()
    (outside / "karta.pdf").write_bytes(b"%PDF")
    (root / "2024-03-01").symlink_to(outside)
    assert look(root, root / "2024-03-01", "karta.pdf") is State.OUTSIDE


def test_a_project_that_is_reached_by_a_link_is_no_link(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "short").symlink_to(tmp_path / "agendas")
    assert look(tmp_path, tmp_path / "short" / "2024-03-01", "karta.pdf") is State.GOOD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_no_file(tmp_path: Path, folder: Path) -> None:
    os.mkfifo(folder / "ror.pdf")
    assert look(tmp_path, folder, "ror.pdf") is State.MISSING


def test_the_contents_of_a_folder_are_named_as_an_editor_would(folder: Path) -> None:
    assert contents(folder) == ["karta.pdf", "kartor/norr.pdf", "tom.pdf"]
    assert contents(folder / "nowhere") == []
