"""`kallelse a11y`: a report on stdout, which judges nothing."""

from __future__ import annotations

import json
from pathlib import Path

from tests import pdfs
from tests.shell import Shell
from tests.writing import MEETING, write

_AGENDA = """\
    items:
      - title: Ärende
        memo: {proposal: Ja.}
        attachments: [{file: a.pdf, title: Protokoll}]
    """


def _project(folder: Path) -> Path:
    return write(folder, _AGENDA, {"./a.pdf": pdfs.scanned()}).root


def test_the_report_says_what_to_ask_for_and_ends_well(kallelse: Shell, tmp_path: Path) -> None:
    ended = kallelse("a11y", MEETING, here=_project(tmp_path))
    assert ended.code == 0
    assert ended.lines[0].startswith("The pack cannot call itself PDF/UA-1. In the way: Bilaga 1.1")
    assert any(line.startswith("Bilaga 1.1 Protokoll") for line in ended.lines)
    assert "Ämne: En fil som alla kan läsa: Protokoll" in ended.lines
    assert "Vänliga hälsningar" in ended.lines


def test_the_statement_is_all_that_is_printed(kallelse: Shell, tmp_path: Path) -> None:
    ended = kallelse("a11y", MEETING, "--statement", here=_project(tmp_path))
    assert ended.code == 0
    assert ended.out.startswith("Handlingarna till sammanträdet med Nämnden den 1 mars 2024")
    assert "• Bilaga 1.1 Protokoll (sidan 4): sidan 4 är" in ended.out


def test_json_holds_all_of_it(kallelse: Shell, tmp_path: Path) -> None:
    project = _project(tmp_path)
    told = json.loads(kallelse("a11y", MEETING, "--format", "json", here=project).out)
    assert told["claims"] == []
    assert told["in_the_way"]["PDF/UA-1"] == ["item-1-attachment-1"]
    assert told["attachments"][0]["lacks"] == ["text", "tags", "language", "title"]
    assert told["statement"] == kallelse("a11y", MEETING, "--statement", here=project).out.rstrip()


def test_a_pack_without_attachments_is_all_ours(kallelse: Shell, tmp_path: Path) -> None:
    project = write(tmp_path, "items: [{title: Upprop}]").root
    ended = kallelse("a11y", MEETING, here=project)
    assert ended.lines == ["The pack is PDF/UA-1.", "The pack is PDF/A-2."]


def test_errors_in_the_files_are_shown_as_build_shows_them(kallelse: Shell, tmp_path: Path) -> None:
    project = _project(tmp_path)
    (project / "agendas" / f"{MEETING}.yaml").write_text("body: [", "utf-8")
    ended = kallelse("a11y", MEETING, here=project)
    assert ended.code == 1
    assert ended.out == ""
