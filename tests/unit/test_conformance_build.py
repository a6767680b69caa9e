"""`kallelse build --archive`: a pack that is PDF/A, or the reasons why it cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import pdfs
from tests.conformance.files import FIXTURES
from tests.shell import Shell

MEETING = "2024-03-01"
BUILT = Path("build") / "public" / MEETING


def attach(project: Path, *files: tuple[str, bytes]) -> int:
    """Add an item with those attachments to the meeting; return the line of the first."""
    folder = project / "agendas" / MEETING
    folder.mkdir(exist_ok=True)
    agenda = folder.with_suffix(".yaml")
    text = agenda.read_text(encoding="utf-8") + "  - title: Mer\n    attachments:\n"
    for name, data in files:
        (folder / name).write_bytes(data)
        text += f"      - {{file: {name}, title: Underlag}}\n"
    agenda.write_text(text, encoding="utf-8")
    return text.count("\n") - len(files) + 1


def claims(project: Path) -> list[str]:
    manifest = json.loads((project / BUILT / "pack.json").read_text(encoding="utf-8"))
    found = manifest["pdf"]["claims"]
    assert isinstance(found, list)
    return found


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALLELSE_LANG", "en")


def fixture(name: str) -> tuple[str, bytes]:
    return f"{name}.pdf", (FIXTURES / f"{name}.pdf").read_bytes()


@pytest.mark.parametrize(
    ("names", "level"), [((), "A"), (("typst",), "A"), (("typst", "libreoffice"), "B")]
)
def test_a_pack_is_as_archival_as_its_parts(
    small: Path, kallelse: Shell, names: tuple[str, ...], level: str
) -> None:
    if names:
        attach(small, *map(fixture, names))
    ended = kallelse("build", MEETING, "--archive", here=small)
    assert ended.code == 0
    assert claims(small) == ["PDF/UA-1", f"PDF/A-2{level}"]


def test_each_attachment_that_prevents_it_is_named(small: Path, kallelse: Shell) -> None:
    line = attach(small, ("utan.pdf", pdfs.text()), fixture("typst"), ("med.pdf", pdfs.tagged()))
    ended = kallelse("build", MEETING, "--archive", here=small)
    assert ended.code == 1
    first, second = [one for one in ended.err.splitlines() if "[attachment-archive]" in one]
    assert first.startswith(f"agendas/{MEETING}.yaml:{line}:16: error: ")
    assert "Bilaga 4.1 Underlag (it does not say that it is PDF/A)" in first
    assert second.startswith(f"agendas/{MEETING}.yaml:{line + 2}:16: error: ")
    assert "build without --archive" in ended.err
    assert not list((small / BUILT).glob("*"))


def test_what_stood_there_is_left(small: Path, kallelse: Shell) -> None:
    attach(small, ("utan.pdf", pdfs.text()))
    assert kallelse("build", MEETING, here=small).code == 0
    assert claims(small) == []
    before = {file.name: file.read_bytes() for file in (small / BUILT).iterdir()}
    assert kallelse("build", MEETING, "--archive", here=small).code == 1
    assert {file.name: file.read_bytes() for file in (small / BUILT).iterdir()} == before
