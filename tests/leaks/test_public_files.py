"""The redacted version of an attachment, and packs with and without the same page numbers."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, leaked, squash
from tests.leaks.planted import MEETING
from tests.leaks.small import MEMBERS
from tests.shell import Ended, Shell

AGENDA = """\
body: namnden
date: 2024-03-01
time: 9.00-12.00
place: Salen
parity: {parity}
items:
  - title: Upprop
    attachments:
      - {{file: hemlig.pdf, title: Avtal, confidential: OSL 21 kap. 1 §{public}}}
      - {{file: oppen.pdf, title: Annat}}
"""
PUBLIC = ", public_file: oppen2.pdf"


def _write(root: Path, *, parity: str = "on", public: int = 0, secret: int = 3) -> Path:
    folder = root / f"agendas/{MEETING}"
    folder.mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    agenda = AGENDA.format(parity=parity, public=PUBLIC if public else "")
    folder.with_suffix(".yaml").write_text(agenda, "utf-8")
    (folder / "hemlig.pdf").write_bytes(pdfs.text(secret, canary("hemlig")))
    (folder / "oppen.pdf").write_bytes(pdfs.text(1, "Allas"))
    if public:
        (folder / "oppen2.pdf").write_bytes(pdfs.text(public, "Maskad"))
    return root


def _build(kallelse: Shell, root: Path, audience: str = "public") -> Ended:
    return kallelse("-C", root, "build", MEETING, "--audience", audience)


def _parts(root: Path, audience: str = "public") -> list[tuple[str, int, int]]:
    pack: Any = json.loads((root / f"build/{audience}/{MEETING}/pack.json").read_text("utf-8"))
    return [(one["id"], one["first_page"], one["pages"]) for one in pack["parts"]]


def test_without_parity_what_is_withheld_is_one_page(tmp_path: Path, kallelse: Shell) -> None:
    root = _write(tmp_path / "projekt", parity="off")
    assert _build(kallelse, root).code == 0
    assert _build(kallelse, root, "members").code == 0
    assert _parts(root)[2:] == [("item-1-attachment-1", 3, 1), ("item-1-attachment-2", 4, 1)]
    assert _parts(root, "members")[2:] == [
        ("item-1-attachment-1", 3, 3),
        ("item-1-attachment-2", 6, 1),
    ]


def test_a_shorter_public_file_is_followed_by_pages_that_say_so(
    tmp_path: Path, kallelse: Shell
) -> None:
    root = _write(tmp_path / "projekt", public=1)
    assert _build(kallelse, root).code == 0
    assert _parts(root)[2:] == [
        ("item-1-attachment-1", 3, 1),
        ("item-1-attachment-1-filler", 4, 2),
        ("item-1-attachment-2", 6, 1),
    ]
    assert leaked(root / "build", {canary("hemlig")}) == set()


def test_a_longer_public_file_is_a_mistake_and_nothing_is_written(
    tmp_path: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kallelse.report.text.is_watched", lambda: True)
    root = _write(tmp_path / "projekt", public=4)
    agenda = root / f"agendas/{MEETING}.yaml"
    secret = f"confidential: {{ground: OSL 21 kap. 1 §}}, public_title: Avtal, title: {canary('x')}"
    agenda.write_text(
        agenda.read_text("utf-8").replace("title: Avtal, confidential: OSL 21 kap. 1 §", secret),
        "utf-8",
    )
    said = _build(kallelse, root)
    assert said.code == 1
    assert "the public file has 4 pages, and the secret one 3" in said.err
    assert "[public-file-pages]" in said.err
    assert PREFIX not in squash(said.err), "nor the line of the file, on a terminal"
    assert not (root / "build/public").exists()


def test_what_members_have_kept_is_not_believed(tmp_path: Path, kallelse: Shell) -> None:
    root = _write(tmp_path / "projekt", public=2)
    assert _build(kallelse, root, "members").code == 0
    kept = [one for one in (root / "build/.cache/members").rglob("*") if one.is_file()]
    assert len(kept) >= 2
    for one in kept:
        told = one.read_text("latin-1")
        one.write_text(told.replace(": 3", ": 9").replace("Maskad", "Falsk"), "latin-1")
    assert _build(kallelse, root).code == 0
    assert [pages for _id, _first, pages in _parts(root)] == [1, 1, 2, 1, 1]


def test_members_and_public_never_share_a_folder_that_cannot_be_read(
    tmp_path: Path, kallelse: Shell
) -> None:
    root = _write(tmp_path / "projekt", parity="off")
    (root / "build/.cache").mkdir(parents=True)
    for name in ("build/.cache/members", "build/members"):
        (root / name).write_text("ingen mapp", "utf-8")
    assert _build(kallelse, root).code == 0
    assert kallelse("-C", root, "check", MEETING).code == 0


def test_what_was_kept_before_something_was_marked_is_forgotten(
    tmp_path: Path, kallelse: Shell
) -> None:
    root = _write(tmp_path / "projekt", parity="off")
    agenda = root / f"agendas/{MEETING}.yaml"
    marked = agenda.read_text("utf-8")
    agenda.write_text(marked.replace(", confidential: OSL 21 kap. 1 §", ", pages: 1-2"), "utf-8")
    assert kallelse("-C", root, "check", MEETING).code == 0
    assert _build(kallelse, root).code == 0
    assert leaked(root / "build/.cache", {canary("hemlig")}), "nothing is kept, so far"
    agenda.write_text(marked, "utf-8")
    assert kallelse("-C", root, "check", MEETING).code == 0
    assert _build(kallelse, root).code == 0
    assert leaked(root / "build", {canary("hemlig")}) == set()


def test_an_office_file_is_no_redacted_version(tmp_path: Path, kallelse: Shell) -> None:
    root = _write(tmp_path / "projekt", public=1)
    agenda, folder = root / f"agendas/{MEETING}.yaml", root / f"agendas/{MEETING}"
    agenda.write_text(agenda.read_text("utf-8").replace("oppen2.pdf", "maskad.docx"), "utf-8")
    (folder / "oppen2.pdf").unlink()
    with zipfile.ZipFile(folder / "maskad.docx", "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", "<w:p><w:t>Maskad</w:t></w:p>")
    said = kallelse("-C", root, "check", MEETING)
    assert said.code == 1
    assert "maskad.docx [redaction-text]" in said.err
    assert "Save the redacted version as PDF" in said.err


INSIDE = {
    "an attachment": "attachments: [{file: hemlig.pdf, title: Avtal, public_title: NAMN}]",
    "one with a mark of its own": "attachments: [{file: hemlig.pdf, title: Avtal, public_title: "
    "NAMN, confidential: OSL 39 kap. 1 §}]",
    "a redacted version": "attachments: [{file: hemlig.pdf, title: Avtal, public_title: NAMN, "
    "public_file: oppen2.pdf}]",
    "a memo": "memo: {title: Om Bo, public_title: NAMN, proposal: Nämnden avslår hans begäran.}",
    "a sub-item": "items: [{title: Om Bo, public_title: NAMN}]",
}


@pytest.mark.parametrize("inside", INSIDE.values(), ids=INSIDE)
def test_what_is_written_for_the_public_within_what_is_marked_is_published(
    tmp_path: Path, kallelse: Shell, inside: str
) -> None:
    root = _write(tmp_path / "projekt", public=3)
    agenda = root / f"agendas/{MEETING}.yaml"
    name = "Utvärderingsrapport över upphandlingen av skolskjutsar"
    head = agenda.read_text("utf-8").partition("items:")[0]
    item = f"  - title: Personal\n    confidential: OSL 21 kap. 1 §\n    {inside}\n"
    agenda.write_text(f"{head}items:\n{item}".replace("NAMN", name), "utf-8")
    said = _build(kallelse, root)
    assert said.code == 0, said.err
    pack = (root / f"build/public/{MEETING}/pack.json").read_text("utf-8")
    assert name in pack
    assert kallelse("-C", root, "verify", MEETING, "--leaks").code == 0
