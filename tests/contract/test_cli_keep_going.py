"""`kallelse build --keep-going`: a page takes the place of what cannot be bound, and says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import pdfs
from tests.reading import Reading
from tests.shell import Shell
from tests.writing import MEETING, write

ITEMS = """
items:
  - title: Yttrande
    attachments:
      - {file: hel.pdf, title: Den hela}
      - {file: trasig.pdf, title: Den trasiga}
      - {file: sist.pdf, title: Den sista}
"""
GOOD = pdfs.data(pdfs.new(pdfs.content("Hej")))
ALSO = pdfs.data(pdfs.new(pdfs.content("Hej igen")))


@pytest.fixture
def lacking(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "./hel.pdf": GOOD,
        "./trasig.pdf": b"%PDF-1.7 och inget mer",
        "./sist.pdf": ALSO,
    }
    return write(tmp_path, ITEMS, files).root


def pack(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (root / "build" / "public" / MEETING / "pack.json").read_bytes()
    )
    return found


def test_without_it_nothing_is_made(kallelse: Shell, lacking: Path) -> None:
    ended = kallelse("build", MEETING, here=lacking)
    assert (ended.code, ended.out) == (1, "")
    assert not (lacking / "build" / "public").exists()


def test_a_page_takes_the_place_and_the_numbers_stay(kallelse: Shell, lacking: Path) -> None:
    ended = kallelse("build", "--keep-going", MEETING, here=lacking)
    assert ended.code == 1
    assert len(ended.lines) == 2
    assert ended.err.count(": error: ") == 1
    assert "trasig.pdf" in ended.err
    assert ended.err.splitlines()[-2] == "kallelse: 1 error and 1 warning in the files"
    parts = {one["label"]: one for one in pack(lacking)["parts"] if "label" in one}
    assert list(parts) == ["Bilaga 1.1", "Bilaga 1.2", "Bilaga 1.3"]
    assert [one.get("template") for one in parts.values()] == [None, "missing", None]
    missing = parts["Bilaga 1.2"]
    reading = Reading(lacking / ended.lines[0])
    text = " ".join(reading.lines(missing["first_page"]))
    assert "Bilaga 1.2 kunde inte tas med" in text
    assert "Den trasiga" in text
    assert "trasig.pdf" not in text
    assert pack(lacking)["attachments"].keys() == {
        "item-1-attachment-1", "item-1-attachment-3",
    }  # fmt: skip


def test_the_page_keeps_what_the_pack_claims(kallelse: Shell, lacking: Path) -> None:
    for name in ("hel.pdf", "sist.pdf"):
        (lacking / "agendas" / MEETING / name).write_bytes(b"%PDF-1.7 och inget mer")
    assert kallelse("build", "--keep-going", MEETING, here=lacking).code == 1
    assert pack(lacking)["pdf"]["claims"] == ["PDF/UA-1", "PDF/A-2A"]


def test_such_a_pack_is_never_up_to_date(kallelse: Shell, lacking: Path) -> None:
    assert kallelse("build", "--keep-going", MEETING, here=lacking).code == 1
    again = kallelse("build", "--keep-going", MEETING, here=lacking)
    assert (again.code, again.err.count(": error: ")) == (1, 1)
    assert kallelse("build", MEETING, here=lacking).code == 1
    (lacking / "agendas" / MEETING / "trasig.pdf").write_bytes(
        pdfs.data(pdfs.new(pdfs.content("Hel")))
    )
    assert kallelse("build", MEETING, here=lacking).code == 0
    assert len(pack(lacking)["attachments"]) == 3


def test_errors_in_what_is_written_stop_it_all_the_same(kallelse: Shell, lacking: Path) -> None:
    agenda = lacking / "agendas" / f"{MEETING}.yaml"
    agenda.write_text(agenda.read_text("utf-8") + "colour: red\n", "utf-8")
    ended = kallelse("build", "--keep-going", MEETING, here=lacking)
    assert (ended.code, ended.out) == (1, "")


def test_programs_are_told_the_same(kallelse: Shell, lacking: Path) -> None:
    ended = kallelse("build", "--keep-going", "--format", "json", MEETING, here=lacking)
    assert ended.code == 1
    (error,) = (one for one in json.loads(ended.out) if one["severity"] == "error")
    assert error["rule"] == "attachment-damaged"


WIDE = f"Belopp\n\n{'| a ' * 40}|\n{'|---' * 40}|\n{'| 1 ' * 40}|\n"
WITH_TEXT = ITEMS.replace("trasig.pdf", "bred.md")


@pytest.fixture
def too_wide(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {"./hel.pdf": GOOD, "./bred.md": WIDE, "./sist.pdf": ALSO}
    return write(tmp_path, WITH_TEXT, files).root


def test_a_table_without_room_is_told_of_where_its_text_is_named(
    kallelse: Shell, too_wide: Path
) -> None:
    ended = kallelse("build", MEETING, here=too_wide)
    assert (ended.code, ended.out) == (1, "")
    agenda = (too_wide / "agendas" / f"{MEETING}.yaml").read_text("utf-8").splitlines()
    line = next(number for number, one in enumerate(agenda, 1) if "bred.md" in one)
    (told,) = [one for one in ended.err.splitlines() if "[no-room]" in one]
    assert told.startswith(f"agendas/{MEETING}.yaml:{line}:")
    assert "bred.md" in told
    assert "40 columns" in told
    assert "document.html" not in ended.err


def test_a_page_takes_the_place_of_a_text_without_room(kallelse: Shell, too_wide: Path) -> None:
    ended = kallelse("build", "--keep-going", MEETING, here=too_wide)
    assert ended.code == 1
    assert ended.err.count("[no-room]") == 1
    parts = {one["label"]: one for one in pack(too_wide)["parts"] if "label" in one}
    assert [one.get("template") for one in parts.values()] == [None, "missing", None]
