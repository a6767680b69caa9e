"""Somebody's personal identity number in what would be published: no pack, and no word of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.leaks import corners, other_corners
from tests.leaks.canaries import squash
from tests.leaks.planted import MEETING
from tests.leaks.small import MEMBERS
from tests.reading import Reading
from tests.shell import Shell

NUMBER = "19121212-1212"  # the one that is printed on specimens
AGENDA = """\
body: namnden
date: 2024-03-01
time: 9.00-12.00
place: Salen
parity: off
items:
  - title: Upprop
    attachments:
      - {{file: {name}, title: Handlingen{more}}}{comment}
"""
PLACES: dict[str, Callable[[str], bytes]] = {
    "text": corners.page_text,
    "form": corners.text_in_a_form,
    "invisible": corners.invisible_text,
    "bookmark": corners.outline,
    "annotation": corners.annotation,
    "field": corners.form_value,
    "link": corners.link,
    "letter": other_corners.letter_text,
    "subject": other_corners.letter_subject,
    "enclosure": other_corners.letter_enclosure_name,
}


def _write(root: Path, data: bytes, more: str = "", comment: str = "") -> Path:
    name = "handling.eml" if b"MIME-Version" in data else "handling.pdf"
    (root / f"agendas/{MEETING}").mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    agenda = AGENDA.format(name=name, more=more, comment=comment)
    (root / f"agendas/{MEETING}.yaml").write_text(agenda, "utf-8")
    (root / f"agendas/{MEETING}" / name).write_bytes(data)
    return root


def _pack(root: Path) -> Path:
    return root / f"build/public/{MEETING}/kallelse-{MEETING}.pdf"


@pytest.mark.parametrize("place", PLACES)
def test_it_stops_the_public_pack_and_is_not_repeated(
    tmp_path: Path, kallelse: Shell, place: str
) -> None:
    root = _write(tmp_path / "projekt", PLACES[place](f"Brev {NUMBER}"))
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == 1, said.err
    assert f"agendas/{MEETING}.yaml:9:" in said.err
    assert "[personal-number]" in said.err
    assert NUMBER not in said.out + said.err
    assert not _pack(root).exists()


def test_a_pack_with_another_number_is_published(tmp_path: Path, kallelse: Shell) -> None:
    root = _write(tmp_path / "projekt", PLACES["text"]("Brev 19121212-1213"))
    assert kallelse("-C", root, "build", MEETING).code == 0
    assert _pack(root).exists()


def test_what_is_withheld_may_have_one(tmp_path: Path, kallelse: Shell) -> None:
    more = ", confidential: OSL 21 kap. 1 §"
    root = _write(tmp_path / "projekt", PLACES["text"](f"Brev {NUMBER}"), more)
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == 0, said.err
    assert "personal-number" not in said.err


def test_the_editor_may_let_one_pass_with_a_reason(tmp_path: Path, kallelse: Shell) -> None:
    comment = " # kallelse: ignore[personal-number] numret är påhittat"
    root = _write(tmp_path / "projekt", PLACES["text"](f"Brev {NUMBER}"), comment=comment)
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == 0, said.err
    reading = Reading(_pack(root))
    read = squash("".join("".join(reading.lines(page)) for page in range(1, len(reading) + 1)))
    assert "brev" in read


def test_members_are_only_warned(tmp_path: Path, kallelse: Shell) -> None:
    root = _write(tmp_path / "projekt", PLACES["text"](f"Brev {NUMBER}"))
    said = kallelse("-C", root, "check", MEETING, "--audience", "members")
    assert said.code == 0, said.err
    assert "warning: a personal identity number" in said.err
    assert kallelse("-C", root, "build", MEETING, "--audience", "members").code == 0


NOTES = f"""\
body: namnden
date: {MEETING}
time: 9.00-12.00
place: Salen
items:
  - title: Upprop
    note: Brev {NUMBER} # kallelse: ignore[personal-number] numret är påhittat
  - title: Ett ärende
    note: |
      Brev {{other}}
"""


@pytest.mark.parametrize(
    ("other", "code"), [(NUMBER, 0), ("19811218-\n      9876", 1), ("utan nummer", 0)]
)
def test_one_that_may_pass_lets_no_other_pass_where_a_line_breaks_it(
    tmp_path: Path, kallelse: Shell, other: str, code: int
) -> None:
    root = tmp_path / "projekt"
    (root / "agendas").mkdir(parents=True)
    (root / "members.yaml").write_text(MEMBERS, "utf-8")
    note = NOTES.format(other=other)
    if other == NUMBER:  # each place where it is written has to say that it may pass
        note = note.replace("note: |", "note: | # kallelse: ignore[personal-number] påhittat")
    (root / f"agendas/{MEETING}.yaml").write_text(note, "utf-8")
    said = kallelse("-C", root, "build", MEETING)
    assert said.code == code, said.err
    assert _pack(root).exists() is (code == 0)
