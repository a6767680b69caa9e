"""From a project's files to a meeting, or to every problem in them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.diagnostics import Diagnostic, InputError, Position
from kallelse.errors import ExitCode, KallelseError
from kallelse.load import load
from kallelse.looks import look_up
from kallelse.model import Kind
from kallelse.project import Project

MEETING = "2024-03-01"


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems(root: Path) -> list[Diagnostic]:
    with pytest.raises(InputError) as caught:
        load(Project(root), MEETING)
    assert caught.value.exit_code is ExitCode.INPUT
    return list(caught.value.diagnostics)


def test_a_sound_project(small: Path) -> None:
    loaded = load(Project(small), MEETING)
    assert loaded.id == MEETING
    assert loaded.body.name == "Direktionen"
    assert [item.title for item in loaded.meeting.items if hasattr(item, "title")] == [
        "Upprop",
        "Ny cykelväg",
        "Sammanträdet avslutas",
    ]
    assert loaded.warnings == ()
    assert loaded.press.theme.language == "sv-SE"
    assert list(loaded.members.bodies) == ["direktionen"]
    assert loaded.at(("items", 1, "kind")) == Position("agendas/2024-03-01.yaml", 7, 11)


def test_texts_and_files_are_found_by_the_names_that_were_written(small: Path) -> None:
    folder = small / "agendas" / MEETING
    (folder / "kartor").mkdir(parents=True)
    (folder / "kartor" / "norr.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "svar.md").write_bytes("\ufeffVi är för.\r\n".encode())
    (folder / "bakgrund.md").write_text("Ett kort skrivet.\n", encoding="utf-8")
    agenda = small / "agendas" / "2024-03-01.yaml"
    edit(
        small,
        "agendas/2024-03-01.yaml",
        "  - title: Upprop\n",
        "  - title: Upprop\n    memo: {text: bakgrund.md}\n    attachments:\n"
        "      - {file: kartor/norr.pdf, title: Karta}\n      - {file: svar.md, title: Svar}\n",
    )
    assert agenda.is_file()
    context = load(Project(small), MEETING).context
    assert context.texts == {"svar.md": "Vi är för.\n", "bakgrund.md": "Ett kort skrivet.\n"}
    assert context.files == {
        "kartor/norr.pdf": folder / "kartor" / "norr.pdf",
        "svar.md": folder / "svar.md",
    }


def test_everything_wrong_in_all_files_is_told_at_once(small: Path) -> None:
    edit(small, "agendas/2024-03-01.yaml", "date: 2024-03-01", "date: 1 mars\nplats: Salen")
    edit(small, "agendas/2024-03-01.yaml", "officer: dan-bok", "officer: {name: Dan}")
    edit(
        small,
        "agendas/2024-03-01.yaml",
        "  - title: Upprop\n",
        "  - {title: Upprop, attachments: [{file: karta.pdf}, {file: bild.pdf, title: B}]}\n",
    )
    edit(small, "members.yaml", "role: chair", "role: ordförande")
    (small / "templates").mkdir()
    (small / "templates" / "theme.yaml").write_text("page: {width: bred}\n", encoding="utf-8")
    assert [(one.position.file, one.rule) for one in problems(small)] == [
        ("agendas/2024-03-01.yaml", "date-format"),
        ("agendas/2024-03-01.yaml", "key-unknown"),
        ("agendas/2024-03-01.yaml", "key-missing"),
        ("agendas/2024-03-01.yaml", "attachment-missing"),
        ("agendas/2024-03-01.yaml", "attachment-missing"),
        ("agendas/2024-03-01.yaml", "type-wrong"),
        ("members.yaml", "choice-unknown"),
        ("templates/theme.yaml", "length-format"),
    ]


def test_stand_ins_for_what_is_wrong_cause_no_problems_of_their_own(small: Path) -> None:
    agenda = "agendas/2024-03-01.yaml"
    edit(small, agenda, "body: direktionen\n", "")
    edit(small, agenda, "date: 2024-03-01", "date: 2024")
    wrong = "  - {attachments: [x.pdf, {title: X, file: ../x.pdf}]}\n"
    edit(small, agenda, "  - title: Upprop\n", wrong)
    assert [one.rule for one in problems(small)] == [
        "key-missing",
        "date-format",
        "key-missing",
        "type-wrong",
        "path-outside",
    ]


def test_a_file_that_is_no_yaml_hides_no_other_file(small: Path) -> None:
    edit(small, "agendas/2024-03-01.yaml", "items:", "items: [")
    edit(small, "members.yaml", "name: Direktionen", "nam: Direktionen")
    assert {one.rule for one in problems(small)} == {"yaml-syntax", "key-unknown"}


def test_names_are_not_looked_up_in_a_file_with_errors(small: Path) -> None:
    edit(small, "members.yaml", "  dan-bok:", "  Dan Bok:")
    assert [one.rule for one in problems(small)] == ["slug-format"]


def test_warnings_do_not_stop_the_pack(small: Path) -> None:
    edit(small, "agendas/2024-03-01.yaml", "kind: decision", "duration: 90")
    assert [one.rule for one in load(Project(small), MEETING).warnings] == ["durations-exceed"]


def test_the_project_s_theme_lies_over_the_shipped_one(small: Path) -> None:
    shipped = look_up(Project(small)).theme
    (small / "templates").mkdir()
    path = small / "templates" / "theme.yaml"
    path.write_text('colours: {accent: "#123456"}\n', encoding="utf-8")
    own = look_up(Project(small)).theme
    assert shipped is not None
    assert own is not None
    assert own.colours == {**shipped.colours, "accent": "#123456"}
    assert own.page == shipped.page


def test_a_kind_that_can_be_bound_comes_from_outside(small: Path) -> None:
    folder = small / "agendas" / MEETING
    folder.mkdir()
    (folder / "bild.heic").write_bytes(b"heic")
    edit(
        small,
        "agendas/2024-03-01.yaml",
        "  - title: Upprop\n",
        "  - {title: Upprop, attachments: [{file: bild.heic, title: Bild}]}\n",
    )
    assert [one.rule for one in problems(small)] == ["attachment-kind"]
    loaded = load(Project(small), MEETING, suffixes={".pdf", ".heic"})
    assert loaded.context.files == {"bild.heic": folder / "bild.heic"}


def test_a_file_that_vanished_stops_the_command(small: Path) -> None:
    with pytest.raises(KallelseError, match="cannot read"):
        load(Project(small), "2024-03-02")


def test_the_default_kind_of_an_item_is_none(small: Path) -> None:
    first = load(Project(small), MEETING).meeting.items[0]
    assert getattr(first, "kind", None) is Kind.NONE


def test_an_empty_file_of_people_says_what_to_put_there(small: Path) -> None:
    (small / "members.yaml").write_text("# Här ska de stå.\n", "utf-8")
    with pytest.raises(InputError) as stopped:
        load(Project(small), "2024-03-01")
    (found,) = stopped.value.diagnostics
    assert (found.position.file, found.rule) == ("members.yaml", "yaml-empty")
    assert found.hint == "Write `organisation: …`, `bodies: …`."
