"""What is refused is refused for what is wrong with it, and what is sound is not refused."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pikepdf
import pypdf
import pytest

from kallelse.project import Project
from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, squash
from tests.shell import Ended, Shell
from tests.writing import MEETING, complaints, is_sound, write

LOCK = "lösen-ord"


def _agenda(*attachments: str) -> str:
    lines = "".join(f"      - {one}\n" for one in attachments)
    return f"items:\n  - title: Upprop\n    attachments:\n{lines}"


def _linked(address: str) -> str:
    return _agenda(f'{{title: Karta, link: "{address}"}}')


def _addresses(root: Path) -> list[str]:
    """Return where the links of the finished pack lead, outside of it."""
    with pikepdf.open(next((root / "build/public").rglob("*.pdf"))) as pdf:
        found = [one for page in pdf.pages for one in page.get("/Annots", [])]
        return [str(one.A.URI) for one in found if "/A" in one and "/URI" in one.A]


# An address on the web


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("https://sv.wikipedia.org/wiki/Borås", "https://sv.wikipedia.org/wiki/Bor%C3%A5s"),
        ("https://www.borås.se/karta", "https://www.xn--bors-soa.se/karta"),
        ("https://Mark.example:8443/ö?å=ä#ö", "https://Mark.example:8443/%C3%B6?%C3%A5=%C3%A4#%C3%B6"),
        ("https://a.example/Bor%C3%A5s/å%20ä", "https://a.example/Bor%C3%A5s/%C3%A5%20%C3%A4"),
        ("https://www.google.com/maps/@57.72,12.93,15z", "https://www.google.com/maps/@57.72,12.93,15z"),
        ("https://a.example/1914–1918", "https://a.example/1914%E2%80%931918"),
    ],
)  # fmt: skip
def test_a_link_leads_where_its_address_says(
    tmp_path: Path, kallelse: Shell, written: str, leads: str
) -> None:
    write(tmp_path, _linked(written))
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err
    assert leads in _addresses(tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        "https://eva@www.example.se/karta",
        "https://www.example.se@annan.example/karta",
        "https://www.example.se＠annan.example/karta",
        "https://www..example.se/karta",
        "https://www.bor..ås.se/karta",
        "https://" + "å" * 70 + ".se/",
        "https://karta/a.b",
        "https://www.example.se/ka\u200brta",
        "https://www.example.se/ka rta",
        "https://<server>.se/karta",
    ],
)
def test_what_is_no_address_is_found_before_the_pack_is_built(tmp_path: Path, written: str) -> None:
    found = complaints(write(tmp_path, _linked(written)))
    assert "link-format" in {one.rule for one in found}


@pytest.mark.parametrize(
    "written",
    ["https://a.example/@b", "https://a.example?q=@b", "https://a.example./b", "https://å.se"],
)
def test_an_address_may_hold_an_at_sign_behind_its_host(tmp_path: Path, written: str) -> None:
    assert is_sound(write(tmp_path, _linked(written)))


def test_a_template_of_ones_own_may_write_swedish_addresses(
    tmp_path: Path, kallelse: Shell
) -> None:
    template = (
        '<article class="document" title="Brev"><p>'
        '<a href="https://www.borås.se/%C3%A5/ä">Om</a>'
        '<a href="mailto:åsa@borås.se?subject=Möte">Åsa</a></p></article>\n'
    )
    write(
        tmp_path,
        _agenda("{title: Brev, file: brev.md, template: brev}"),
        {"templates/brev.html": template, "./brev.md": "Hej."},
    )
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err
    assert {
        "https://www.xn--bors-soa.se/%C3%A5/%C3%A4",
        "mailto:%C3%A5sa@xn--bors-soa.se?subject=M%C3%B6te",
    } <= set(_addresses(tmp_path))


def test_an_address_for_mail_may_have_swedish_letters(tmp_path: Path, kallelse: Shell) -> None:
    people = """\
organisation: {name: Provkommunen, website: "https://www.borås.se"}
bodies: {namnden: {name: Nämnden, members: [{name: Ett Prov}]}}
officers: {eva-ek: {name: Eva Ek, email: eva@borås.se}}
"""
    agenda = """\
        items:
          - title: Upprop
            memo: {officer: eva-ek, background: Hej., proposal: Nämnden beslutar att lyssna.}
    """
    write(tmp_path, agenda, {"members.yaml": people})
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err
    assert {"mailto:eva@xn--bors-soa.se", "https://www.xn--bors-soa.se"} <= set(
        _addresses(tmp_path)
    )


# A file that is there


def _told_of(root: Path, name: str) -> str:
    (one,) = complaints(write(root, _agenda(f"{{title: Karta, file: {name}}}")))
    return f"{one.message}. {one.hint}"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_told_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, "items: []", {"./annan.pdf": pdfs.text(1)})
    os.mkfifo(tmp_path / f"agendas/{MEETING}/karta.pdf")
    told = _told_of(tmp_path, "karta.pdf")
    assert "a pipe or a device, not a file" in told
    assert "same to the eye" not in told


def test_a_link_to_itself_is_told_to_be_one(tmp_path: Path) -> None:
    write(tmp_path, "items: []", {"./annan.pdf": pdfs.text(1)})
    (tmp_path / f"agendas/{MEETING}/karta.pdf").symlink_to("karta.pdf")
    told = _told_of(tmp_path, "karta.pdf")
    assert "a link that leads back to itself, not a file" in told or "a link, not a file" in told
    assert "same to the eye" not in told


def test_a_name_that_is_stored_in_another_way_is_still_told(tmp_path: Path) -> None:
    write(tmp_path, "items: []", {f"./{normalize('NFD', 'åtgärd.pdf')}": pdfs.text(1)})
    if (tmp_path / f"agendas/{MEETING}/åtgärd.pdf").exists():
        pytest.skip("this disk takes both for the same")
    assert "same to the eye" in _told_of(tmp_path, "åtgärd.pdf")


def _with_email(root: Path, written: str) -> Project:
    members = (
        "organisation: {name: Provkommunen}\n"
        "bodies: {namnden: {name: Nämnden, members: [{name: Ett Prov}]}}\n"
        f"officers: {{eva-ek: {{name: Eva Ek, email: {json.dumps(written)}}}}}\n"
    )
    return write(root, "items: [{title: Upprop}]", {"members.yaml": members})


@pytest.mark.parametrize(
    "written",
    [
        "eva ek@prov.example",
        "Eva Ek <eva@prov.example>",
        "eva@prov",
        "prov.example",
        "a@b.se, c@d.se",
    ],
)
def test_what_is_no_address_for_mail_is_told_where_it_stands(tmp_path: Path, written: str) -> None:
    (found,) = complaints(_with_email(tmp_path, written))
    assert (found.rule, found.position.file) == ("email-format", "members.yaml")
    assert "namn@example.org" in found.hint


@pytest.mark.parametrize("written", ["eva.ek+n@prov.example", "åsa@borås.se", " eva@a.b.example "])
def test_addresses_for_mail_are_taken(tmp_path: Path, written: str) -> None:
    assert is_sound(_with_email(tmp_path, written))


# A password in a file


def _locked(
    root: Path, password_file: bytes, revision: Literal[2, 3, 4, 6] = 6, word: str = LOCK
) -> None:
    out = io.BytesIO()
    newer = revision >= 4
    lock = pikepdf.Encryption(owner="owner", user=word, R=revision, aes=newer, metadata=newer)
    with pikepdf.open(io.BytesIO(pdfs.text(1, "Avtalet"))) as plain:
        plain.save(out, encryption=lock)
    agenda = _agenda("{title: Avtal, file: avtal.pdf, password_file: losen.txt}")
    write(root, agenda, {"./avtal.pdf": out.getvalue(), "./losen.txt": password_file})


@pytest.mark.parametrize(
    "written",
    [
        LOCK.encode(),
        f"{LOCK}\r\nresten\r\n".encode(),
        f"\ufeff{LOCK}\n".encode(),
        LOCK.encode("latin-1"),
        f"\ufeff{LOCK}\r\nĀngra\r\n".encode("utf-16-le"),
        f"\ufeff{LOCK}\n".encode("utf-16-be"),
        f"\n \r\n{LOCK}\n".encode(),
        f"\ufeff\r\n\r\n{LOCK}\r\n".encode("utf-16-le"),
    ],
    ids=["bare", "lines", "utf-8-bom", "latin-1", "notepad", "big-endian", "blank", "blank-utf-16"],
)
def test_a_password_is_read_as_it_was_saved(
    tmp_path: Path, kallelse: Shell, written: bytes
) -> None:
    _locked(tmp_path, written)
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err


@pytest.mark.parametrize("revision", [2, 3, 4])
def test_older_files_take_a_password_with_swedish_letters(
    tmp_path: Path, kallelse: Shell, revision: Literal[2, 3, 4]
) -> None:
    _locked(tmp_path, LOCK.encode(), revision)
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err


@pytest.mark.parametrize("revision", [2, 3, 4, 6])
def test_a_password_may_have_what_latin_1_lacks(
    tmp_path: Path, kallelse: Shell, revision: Literal[2, 3, 4, 6]
) -> None:
    _locked(tmp_path, "€–šž".encode(), revision, "€–šž")
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err


def test_a_password_is_as_long_as_one_can_be(tmp_path: Path, kallelse: Shell) -> None:
    # It is cut within a letter, as ISO 32000-2, 7.6.4.3.3 has it; qpdf does not when it locks.
    password, out = "å" * 80, io.BytesIO()
    writer = pypdf.PdfWriter(io.BytesIO(pdfs.text(1, "Avtalet")))
    writer.encrypt(password, "owner", algorithm="AES-256")
    writer.write(out)
    agenda = _agenda("{title: Avtal, file: avtal.pdf, password_file: losen.txt}")
    write(tmp_path, agenda, {"./avtal.pdf": out.getvalue(), "./losen.txt": password.encode()})
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 0, said.err


def test_a_password_that_is_wrong_is_told_to_be_wrong(tmp_path: Path, kallelse: Shell) -> None:
    _locked(tmp_path, "fel".encode("utf-16"))
    said = kallelse("-C", tmp_path, "build", MEETING)
    assert said.code == 1
    assert "NUL" not in said.err
    assert "[attachment-encrypted]" in said.err


# A mark that names no law

_HINT = "Write the section of the law, as in OSL 39 kap. 1 §"
_NOTE, _PROPOSAL = canary("note"), canary("proposal")
_MARKS = {
    "an item": "  - {title: Ett, note: NOTE, confidential: TICK}\n",
    "a ground of its own": "  - {title: Ett, note: NOTE, confidential: {ground: TICK}}\n",
    "an attachment": "  - title: Ett\n    attachments:\n"
    "      - {title: NOTE, link: 'https://a.example/NOTE', public_title: B, confidential: TICK}\n",
    "inside what is marked": "  - title: Ett\n    confidential: OSL 21 kap. 1 §\n    note: NOTE\n"
    "    memo: {background: NOTE, proposal: PROPOSAL, confidential: TICK}\n",
    "a file that cannot be read": "  - {title: Ett, note: NOTE, confidential: TICK}\n"
    "  - {title: Två, note: NOTE, confidential: {ground: x}}\n",
    "the same word in a secret text": "  - {title: Ett, note: TICK, confidential: TICK}\n",
}


def _marked(root: Path, mark: str, tick: str) -> None:
    agenda = _MARKS[mark].replace("NOTE", _NOTE).replace("TICK", tick)
    write(root, "items:\n" + agenda.replace("PROPOSAL", _PROPOSAL))


def _found(said: Ended) -> list[dict[str, object]]:
    return [one for one in json.loads(said.out) if one["rule"] == "ground-format"]


@pytest.mark.parametrize("mark", _MARKS)
@pytest.mark.parametrize("tick", ["ja", "true"])
def test_all_are_told_that_a_mark_names_no_law(
    tmp_path: Path, kallelse: Shell, monkeypatch: pytest.MonkeyPatch, mark: str, tick: str
) -> None:
    _marked(tmp_path, mark, tick)
    public, members = (
        _found(kallelse("-C", tmp_path, "check", MEETING, "--format", "json", *more))
        for more in ((), ("--audience", "members"))
    )
    assert f"not a legal ground: {tick}" in {one["message"] for one in public}
    assert all(_HINT in str(one["hint"]) for one in public)
    assert public == members

    monkeypatch.setattr("kallelse.report.text.is_watched", lambda: True)
    said = kallelse("-C", tmp_path, "check", MEETING)
    assert f"not a legal ground: {tick}" in said.err
    assert PREFIX not in squash(said.out + said.err)


@pytest.mark.parametrize("mark", ["a ground of its own", "inside what is marked"])
def test_what_is_no_word_for_yes_is_not_repeated(
    tmp_path: Path, kallelse: Shell, mark: str
) -> None:
    _marked(tmp_path, mark, '"19121212-1212"')
    said = kallelse("-C", tmp_path, "check", MEETING)
    assert "not a legal ground [ground-format]" in said.err
    assert _HINT in said.err
    assert "1212" not in said.err


def test_a_mark_without_a_ground_keeps_nothing_else_from_being_told(
    small: Path, kallelse: Shell
) -> None:
    agenda = small / "agendas/2024-03-01.yaml"
    written = agenda.read_text("utf-8").rstrip("\n")
    wrong = (
        "  - {title: A, confidential: {ground: ja}}\n  - {title: B, attachments: [{file: b.pdf}]}"
    )
    agenda.write_text(f"{written}\n{wrong}\n", "utf-8")
    told = kallelse("check", "2024-03-01", here=small)
    assert told.code == 1
    assert "[ground-format]" in told.err
    assert "[key-missing]" in told.err
    assert "[attachment-missing]" in told.err
