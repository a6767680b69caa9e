"""Whether a pack is the one its sources make: any change that could show makes it stale."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kallelse import freshness
from kallelse.build import build
from kallelse.errors import KallelseError
from kallelse.freshness import fingerprint, is_current, remember
from kallelse.project import Project, inputs_file
from tests.writing import AGENDA, MEETING, write

ITEMS = "items: [{title: Ett, attachments: [{file: a.md, title: A}]}]\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write(tmp_path, ITEMS, {"./a.md": "Hej.\n", "templates/bits/x.html": "x"})


def now(project: Project, audience: str = "public") -> str:
    return fingerprint(project, MEETING, audience)


def test_it_is_the_same_as_long_as_nothing_changes(project: Project) -> None:
    assert now(project) == now(project)
    assert len(now(project)) == 64


@pytest.mark.parametrize(
    "name",
    [
        AGENDA,
        "members.yaml",
        f"agendas/{MEETING}/a.md",
        f"agendas/{MEETING}/ny.png",
        f"agendas/{MEETING}/mapp/ny.png",
        "templates/bits/x.html",
        "templates/theme.yaml",
    ],
)
def test_it_changes_with_every_file_that_a_pack_is_made_of(project: Project, name: str) -> None:
    before = now(project)
    path = project.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert now(project) != before


def test_it_changes_when_a_file_is_renamed(project: Project) -> None:
    before = now(project)
    folder = project.agendas / MEETING
    (folder / "a.md").rename(folder / "b.md")
    assert now(project) != before


def test_it_does_not_change_with_dates_of_files_other_meetings_or_the_output(
    project: Project,
) -> None:
    before = now(project)
    os.utime(project.agendas / MEETING / "a.md", (0, 0))
    (project.agendas / "2024-04-01.yaml").write_text("x")
    (project.agendas / "2024-04-01").mkdir()
    (project.agendas / "2024-04-01" / "a.md").write_text("x")
    (project.root / "build").mkdir()
    (project.root / "build" / "x").write_text("x")
    (project.root / "README.md").write_text("x")
    assert now(project) == before


def test_it_does_not_depend_on_the_order_in_which_a_disk_lists_its_files(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.md", "c.md", "d.md"):
        (project.agendas / MEETING / name).write_text(name)
    before, listed = now(project), Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda path, wanted: [*listed(path, wanted)][::-1])
    assert now(project) == before


def test_it_does_not_depend_on_where_the_project_lies(tmp_path: Path) -> None:
    one = write(tmp_path / "ett", ITEMS, {"./a.md": "Hej.\n"})
    other = write(tmp_path / "två", ITEMS, {"./a.md": "Hej.\n"})
    assert now(one) == now(other)


def test_it_changes_with_audience_date_and_versions(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {now(project), now(project, "members")}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    seen.add(now(project))
    monkeypatch.setattr(freshness, "version", lambda name: "0.0.1")
    seen.add(now(project))
    assert len(seen) == 4


@pytest.mark.parametrize("name", ["bind/binder.py", "templates/memo.html", "templates/theme.yaml"])
def test_it_changes_with_the_program(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    code = tmp_path / "code"
    for file in (name, "build.py"):
        (code / file).parent.mkdir(parents=True, exist_ok=True)
        (code / file).write_text("a")
    monkeypatch.setattr(freshness, "_CODE", code)
    before = now(project)
    (code / name).write_text("b")
    assert now(project) != before


def test_a_file_that_cannot_be_read_is_told(project: Project) -> None:
    project.members_file.unlink()
    with pytest.raises(KallelseError, match=r"cannot read .*members\.yaml"):
        now(project)


def is_current_now(project: Project, manifest: Path, audience: str = "public") -> bool:
    kept = inputs_file(project, MEETING, audience)
    return is_current(manifest, now(project, audience), kept)


def test_a_pack_is_current_until_it_or_what_it_is_made_of_changes(project: Project) -> None:
    made = build(project, MEETING)
    assert is_current_now(project, made.manifest)
    assert build(project, MEETING).up_to_date
    assert not is_current_now(project, made.manifest, "members")
    made.pdf.write_bytes(made.pdf.read_bytes() + b"\n")
    assert not is_current_now(project, made.manifest)
    assert not build(project, MEETING).up_to_date
    assert is_current_now(project, made.manifest)


@pytest.mark.parametrize(
    "kept",
    ["", "{", "[]", "null", '"x"', "{}", '{"inputs": 1}', '{"inputs": "INPUTS", "manifest": null}',
     '{"inputs": "INPUTS", "manifest": "0"}', "[" * 100_000],
)  # fmt: skip
def test_a_record_of_inputs_that_is_not_ours_says_nothing(project: Project, kept: str) -> None:
    made = build(project, MEETING)
    text = kept.replace("INPUTS", now(project))
    inputs_file(project, MEETING, "public").write_text(text, "utf-8")
    assert not is_current_now(project, made.manifest)


@pytest.mark.parametrize(
    "manifest",
    ["", "{", "[]", "null", '"x"', "{}", '{"pdf": null}', '{"pdf": {"file": 1}}', "[" * 200_000],
)
def test_a_manifest_that_is_not_ours_is_not_current(project: Project, manifest: str) -> None:
    made = build(project, MEETING)
    made.manifest.write_text(manifest, "utf-8")
    remember(made.manifest, now(project), inputs_file(project, MEETING, "public"))
    assert not is_current_now(project, made.manifest)
    assert build(project, MEETING).manifest.read_text("utf-8") != manifest


def test_the_sum_of_what_a_pack_is_made_of_is_not_published(project: Project) -> None:
    made = build(project, MEETING)
    assert now(project) in inputs_file(project, MEETING, "public").read_text("utf-8")
    assert now(project) not in made.manifest.read_text("utf-8")


def test_without_its_pdf_a_manifest_is_not_current(project: Project) -> None:
    made = build(project, MEETING)
    made.pdf.unlink()
    assert not is_current_now(project, made.manifest)
