"""`kallelse verify`: a public pack that tells what it may not does not stay where it is."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from tests import pdfs
from tests.shell import Shell
from tests.writing import MEETING, write

_AGENDA = """\
    items:
      - title: Personalärende
        confidential: OSL 39 kap. 1 §
        memo: {proposal: Direktionen köper ut Berit Kvarnström.}
        attachments: [{file: a.pdf, title: Utredning}]
      - title: Cykelvägar
        memo: {proposal: Direktionen bygger fler cykelvägar.}
    """


def _project(folder: Path) -> Path:
    return write(folder, _AGENDA, {"./a.pdf": pdfs.text(2, "Trakasserier")}).root


def _built(kallelse: Shell, root: Path) -> tuple[Path, Path]:
    ended = kallelse("build", MEETING, here=root)
    assert ended.code == 0, ended.err
    pdf, manifest = map(Path, ended.lines)
    return root / pdf, root / manifest


def _spoil(pdf: Path, secret: str) -> None:
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        opened.trailer.Info.Keywords = pikepdf.String(secret)
        opened.save(pdf)


@pytest.mark.parametrize("asked", [(), ("--leaks",)])
def test_it_says_which_files_hold_nothing_withheld(
    asked: tuple[str, ...], kallelse: Shell, tmp_path: Path
) -> None:
    root = _project(tmp_path)
    pdf, manifest = _built(kallelse, root)
    ended = kallelse("verify", MEETING, *asked, here=root)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.count("nothing withheld is in ") == 2
    assert pdf.name in ended.err
    assert pdf.exists()
    assert manifest.exists()


@pytest.mark.parametrize("secret", ["Kvarnström", "trakasserier"])
def test_a_leak_is_told_without_the_secret_and_removed(
    secret: str, kallelse: Shell, tmp_path: Path
) -> None:
    root = _project(tmp_path)
    pdf, manifest = _built(kallelse, root)
    (pdf.parent / "kopia.txt").write_text("Hej", "utf-8")
    _spoil(pdf, secret)
    ended = kallelse("verify", MEETING, here=root)
    assert ended.code == 1
    assert "[leak]" in ended.err
    assert "properties" in ended.err
    assert "The pack has been removed." in ended.err
    assert secret.casefold() not in ended.err.casefold()
    assert not [one for one in pdf.parent.rglob("*") if one.is_file()]
    assert not manifest.exists()


def test_what_has_been_marked_since_is_found(kallelse: Shell, tmp_path: Path) -> None:
    root = _project(tmp_path)
    pdf, _manifest = _built(kallelse, root)
    agenda = root / "agendas" / f"{MEETING}.yaml"
    text = agenda.read_text("utf-8")
    assert text.count("title: Cykelvägar") == 1
    marked = "title: Cykelvägar\n    confidential: OSL 18 kap. 8 §"
    agenda.write_text(text.replace("title: Cykelvägar", marked), "utf-8")
    ended = kallelse("verify", MEETING, here=root)
    assert ended.code == 1
    assert not pdf.exists()


def test_it_speaks_to_programs(kallelse: Shell, tmp_path: Path) -> None:
    root = _project(tmp_path)
    pdf, _manifest = _built(kallelse, root)
    _spoil(pdf, "Kvarnström")
    ended = kallelse("verify", MEETING, "--format", "json", here=root)
    assert ended.code == 1
    assert "leak" in {one["rule"] for one in json.loads(ended.out)}


def test_a_meeting_without_secrets(kallelse: Shell, small: Path) -> None:
    _built(kallelse, small)
    ended = kallelse("verify", MEETING, here=small)
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == f"{MEETING}: nothing is withheld\n"


def test_without_a_pack_it_says_how_to_make_one(kallelse: Shell, tmp_path: Path) -> None:
    ended = kallelse("verify", MEETING, here=_project(tmp_path))
    assert ended.code == 2
    assert f"kallelse build {MEETING}" in ended.err
