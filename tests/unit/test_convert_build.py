"""Attachments of other kinds in a whole build: what is published, and what is not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kallelse.build import build
from kallelse.diagnostics import Diagnostic, InputError
from kallelse.project import Project
from tests import broken_pdfs
from tests.writing import MEETING, gathered, write

OUT = Path("build") / "public" / MEETING


def items(*attachments: str) -> str:
    lines = "".join(f"      - {{{one}}}\n" for one in attachments)
    return f"items:\n  - title: Ärende\n    memo: {{proposal: Ja.}}\n    attachments:\n{lines}"


def about_attachments(found: Iterable[Diagnostic]) -> list[str]:
    return [one.rule for one in found if one.rule.startswith("attachment-")]


def manifest(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project.root / OUT / "pack.json").read_bytes())
    return found


def names(project: Project) -> list[str]:
    return sorted(path.name for path in (project.root / OUT).iterdir())


def test_a_link_is_listed_and_takes_no_number(tmp_path: Path) -> None:
    agenda = items(
        'link: "https://www.prov.example/plan", title: Översiktsplanen, date: 2024-01-02',
        "file: a.pdf, title: Bilagan",
    )
    project = write(tmp_path, agenda, {"./a.pdf": broken_pdfs.sound()})
    pdf = build(project, MEETING).pdf
    (entry,) = manifest(project)["entries"]
    assert entry["links"] == [
        {"title": "Översiktsplanen", "url": "https://www.prov.example/plan", "date": "2024-01-02"}
    ]
    part = manifest(project)["parts"][-1]
    assert (part["label"], part["id"]) == ("Bilaga 1.1", "item-1-attachment-1")
    pages = pypdf.PdfReader(pdf).pages
    told = [page for page in pages if "Översiktsplanen" in page.extract_text()]
    assert len(told) == 2, "the agenda and the memo"
    for page in told:
        links = [one.get_object() for one in page["/Annots"]]  # type: ignore[attr-defined]
        actions = [one["/A"] for one in links if "/A" in one]
        assert "https://www.prov.example/plan" in [one.get("/URI") for one in actions]


def test_an_original_is_published_under_a_name_of_ours(tmp_path: Path) -> None:
    data = broken_pdfs.signed()
    agenda = items("file: Anna Ek 19640823.pdf, title: Avtal, keep_original: true")
    project = write(tmp_path, agenda, {"./Anna Ek 19640823.pdf": data})
    built = build(project, MEETING)
    assert about_attachments(built.warnings) == []
    assert (project.root / OUT / "bilaga-1-1.pdf").read_bytes() == data
    assert manifest(project)["originals"] == [
        {
            "part": "item-1-attachment-1",
            "file": "bilaga-1-1.pdf",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
    ]
    assert "19640823" not in (project.root / OUT / "pack.json").read_text()
    assert build(project, MEETING).up_to_date
    (project.root / OUT / "bilaga-1-1.pdf").unlink()
    assert not build(project, MEETING).up_to_date, "it is there again"
    assert names(project) == ["bilaga-1-1.pdf", f"kallelse-{MEETING}.pdf", "pack.json"]


def test_an_original_that_is_no_longer_kept_is_removed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"./a.pdf": broken_pdfs.sound()}
    project = write(tmp_path, items("file: a.pdf, title: A, keep_original: true"), files)
    build(project, MEETING)
    (project.root / OUT / "egen.txt").write_text("min")
    write(tmp_path, items("file: a.pdf, title: A"), files)
    build(project, MEETING)
    assert names(project) == ["egen.txt", f"kallelse-{MEETING}.pdf", "pack.json"]
    assert "originals" not in manifest(project)


def test_a_manifest_cannot_have_other_files_removed(tmp_path: Path) -> None:
    project = write(tmp_path, items("file: a.pdf, title: A"), {"./a.pdf": broken_pdfs.sound()})
    build(project, MEETING)
    told = manifest(project) | {"originals": [{"file": "../../../members.yaml", "sha256": "x"}]}
    (project.root / OUT / "pack.json").write_text(json.dumps(told))
    build(project, MEETING, force=True)
    assert project.members_file.exists()


def test_a_password_reaches_nothing_that_is_made(tmp_path: Path) -> None:
    agenda = items("file: a.pdf, title: A, password_file: ord.txt")
    files: dict[str, str | bytes] = {
        "./a.pdf": broken_pdfs.password("korvmedbröd"),
        "./ord.txt": "korvmedbröd\n",
    }
    project = write(tmp_path, agenda, files)
    pdf = build(project, MEETING).pdf
    assert "Sida 2" in pypdf.PdfReader(pdf).pages[-1].extract_text()
    made = [path for path in (project.root / "build").rglob("*") if path.is_file()]
    assert made
    for path in made:
        assert "korvmedbröd".encode() not in path.read_bytes()
        assert b"ord.txt" not in path.read_bytes()


def test_an_email_is_set_among_our_own_pages(tmp_path: Path) -> None:
    letter = "From: Eva Ek <eva@prov.example>\nSubject: Hej\nMIME-Version: 1.0\n"
    letter += "Content-Type: text/plain; charset=utf-8\n\nEn *fråga* <b>om</b> {{ pack }}.\n"
    project = write(tmp_path, items("file: a.eml, title: Brev"), {"./a.eml": letter})
    pdf = build(project, MEETING).pdf
    text = pypdf.PdfReader(pdf).pages[-1].extract_text()
    assert "En *fråga* <b>om</b> {{ pack }}." in text, "text is text, whatever it looks like"
    assert "eva@prov.example" in text
    assert "Bilaga 1.1" in text


def test_warnings_reach_the_editor_and_stop_a_strict_build(tmp_path: Path) -> None:
    project = write(tmp_path, items("file: a.pdf, title: A"), {"./a.pdf": broken_pdfs.xref_lost()})
    assert about_attachments(build(project, MEETING).warnings) == ["attachment-repaired"]
    with pytest.raises(InputError) as stopped:
        build(project, MEETING, strict=True)
    assert about_attachments(stopped.value.diagnostics) == ["attachment-repaired"]


def test_all_that_is_wrong_is_told_in_one_run(tmp_path: Path) -> None:
    attachments = [f"file: {name}.pdf, title: {name}" for name in ("a", "b", "c")]
    files: dict[str, str | bytes] = {
        "./a.pdf": broken_pdfs.zero_pages(),
        "./b.pdf": broken_pdfs.xref_lost(),
        "./c.pdf": broken_pdfs.asks_for_password(),
    }
    project = write(tmp_path, items(*attachments), files)
    with pytest.raises(InputError) as stopped:
        gathered(project)
    assert about_attachments(stopped.value.diagnostics) == [
        "attachment-damaged",
        "attachment-repaired",
        "attachment-encrypted",
    ]


def test_limits_are_those_of_members_yaml(tmp_path: Path) -> None:
    project = write(tmp_path, items("file: a.pdf, title: A"), {"./a.pdf": broken_pdfs.sound(4)})
    people = project.members_file.read_text(encoding="utf-8")
    project.members_file.write_text(f"{people}limits: {{max_pages: 3}}\n", encoding="utf-8")
    with pytest.raises(InputError) as stopped:
        build(project, MEETING)
    assert [one.rule for one in stopped.value.diagnostics] == ["attachment-limit"]
    assert not (project.root / OUT).exists()
