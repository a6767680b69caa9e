"""A withheld file with a password is read with it; one that stays locked stops the search."""

from __future__ import annotations

import email.message
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from kallelse.convert import Workshop
from kallelse.errors import KallelseError
from kallelse.leaks import Hit, Material, compare
from tests import pdfs
from tests.leaks.canaries import PREFIX, canary, squash
from tests.leaks.planted import MEETING
from tests.leaks.small import HEAD, MEMBERS
from tests.shell import Shell
from tests.workbench import workshop

AGENDA = (
    HEAD
    + """\
  - title: Upprop
    attachments:
      - {file: hemlig.pdf, password_file: nyckel.txt, title: Avtal, confidential: OSL 21 kap. 1 §}
"""
)
SENTENCE = canary("avtalet")
CANNOT = "cannot be opened, so nobody can tell whether it is in the public pack"


def _locked(data: bytes, password: str, revision: int = 6) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lock = pikepdf.Encryption(owner="ägare", user=password, R=revision)  # type: ignore[arg-type]
        pdf.save(made, encryption=lock)
    return made.getvalue()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("werkstad"), memory="2 GB", seconds="60") as opened:
        yield opened


@pytest.fixture
def built(tmp_path: Path, kallelse: Shell) -> Callable[[bytes, bytes], Path]:
    """Return a function that makes a project and its public pack, with a secret put beside it."""

    def build(attachment: bytes, key: bytes) -> Path:
        folder = tmp_path / f"agendas/{MEETING}"
        folder.mkdir(parents=True)
        (tmp_path / "members.yaml").write_text(MEMBERS, "utf-8")
        folder.with_suffix(".yaml").write_text(AGENDA, "utf-8")
        (folder / "hemlig.pdf").write_bytes(pdfs.text(1, "Något annat"))
        (folder / "nyckel.txt").write_bytes(b"hemligt")
        assert kallelse("-C", tmp_path, "build", MEETING).code == 0
        (folder / "hemlig.pdf").write_bytes(attachment)
        (folder / "nyckel.txt").write_bytes(key)
        return tmp_path

    return build


@pytest.mark.parametrize("revision", [4, 6])
@pytest.mark.parametrize(
    ("password", "key"),
    [
        ("lösen", "lösen".encode()),
        ("lösen", "\ufefflösen\r\nen rad till\r\n".encode()),
        ("lösen", "lösen\n".encode("latin-1")),
        ("hemligt ", b"hemligt \n"),
    ],
)
def test_the_password_is_the_one_that_a_build_takes(
    built: Callable[[bytes, bytes], Path], kallelse: Shell, revision: int, password: str, key: bytes
) -> None:
    root = built(_locked(pdfs.text(1, SENTENCE), password, revision), key)
    assert kallelse("-C", root, "verify", "--leaks", MEETING).code == 0
    (root / f"build/public/{MEETING}/x.txt").write_text(f"Se {SENTENCE} här", "utf-8")
    said = kallelse("-C", root, "verify", "--leaks", MEETING)
    assert (said.code, "[leak]" in said.err) == (1, True), said.err


def test_a_wrong_password_is_no_clean_bill(
    built: Callable[[bytes, bytes], Path], kallelse: Shell
) -> None:
    root = built(_locked(pdfs.text(1, SENTENCE), "hemligt"), b"fel")
    for command in (("verify", "--leaks"), ("build", "--force"), ("build", "--keep-going")):
        said = kallelse("-C", root, *command, MEETING)
        assert said.code != 0, command
        assert PREFIX not in squash(said.out + said.err)
        assert "hemlig.pdf" not in said.out + said.err, "its name is secret too"
    said = kallelse("-C", root, "verify", "--leaks", MEETING)
    assert f"items.0.attachments.0.file {CANNOT}" in said.err.replace("\n", " ")


def _with_key_of_somebody(data: bytes) -> bytes:
    return _locked(data, "hemligt").replace(b"/Filter /Standard", b"/Filter /AdobePub")


def _zip_with_password(_data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "låst")
    locked = bytearray(made.getvalue())
    for header, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        locked[locked.index(header) + place] |= 1
    return bytes(locked)


def _open_document(_data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"\x01\x02\xff\x90 not XML")
        told = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        archive.writestr("META-INF/manifest.xml", told)
    return made.getvalue()


def _office(_data: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9


LOCKS = {
    "a wrong password": lambda data: _locked(data, "annat"),
    "a wrong password of an older kind": lambda data: _locked(data, "ännat", 4),
    "a key of somebody's": _with_key_of_somebody,
    "an archive": _zip_with_password,
    "an OpenDocument": _open_document,
    "an Office file": _office,
}


@pytest.mark.parametrize("lock", LOCKS)
def test_what_stays_locked_among_the_withheld_stops_the_search(
    lock: str, shop: Workshop, tmp_path: Path
) -> None:
    withheld, output = tmp_path / "a.bin", tmp_path / "ut.txt"
    withheld.write_bytes(LOCKS[lock](pdfs.text(1, SENTENCE)))
    output.write_text("Inget särskilt", "utf-8")
    with pytest.raises(KallelseError, match=f"Ärende 6 {CANNOT}"):
        compare([Material("Ärende 6", file=withheld, password="hemligt")], [], [output], shop)


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_locked_in_the_output_or_is_public_is_no_alarm(
    lock: str, shop: Workshop, tmp_path: Path
) -> None:
    output, public = tmp_path / "bilaga-1.pdf", tmp_path / "b.bin"
    for path in (output, public):
        path.write_bytes(LOCKS[lock](pdfs.text(1, "Allas")))
    withheld = Material("Ärende 6", texts=(SENTENCE,))
    assert compare([withheld], [Material("Bilaga 1", file=public)], [output], shop) == ()


def test_a_locked_file_in_a_withheld_one_is_no_alarm_and_is_known_again(
    shop: Workshop, tmp_path: Path
) -> None:
    inner = _locked(pdfs.text(1, "Allas"), "okänt")
    letter = email.message.EmailMessage()
    letter["Subject"] = SENTENCE
    letter.set_content("Hej!")
    letter.add_attachment(inner, "application", "pdf", filename="avtal.pdf")
    withheld, output = tmp_path / "a.eml", tmp_path / "ut.pdf"
    withheld.write_bytes(bytes(letter))
    output.write_bytes(pdfs.text(1, "Inget"))
    material = Material("Bilaga 1", file=withheld)
    assert compare([material], [], [output], shop) == ()
    output.write_bytes(inner)
    assert compare([material], [], [output], shop) == (Hit("Bilaga 1", "file", "ut.pdf"),)


def test_a_password_that_is_not_needed_does_no_harm(shop: Workshop, tmp_path: Path) -> None:
    withheld, output = tmp_path / "a.pdf", tmp_path / "ut.txt"
    withheld.write_bytes(_locked(pdfs.text(1, SENTENCE), ""))
    output.write_text(f"Se {SENTENCE} här", "utf-8")
    hits = compare([Material("Bilaga 1", file=withheld, password="lösen")], [], [output], shop)
    assert hits == (Hit("Bilaga 1", "text", "ut.txt"),)


def test_a_lock_that_is_none_hides_nothing_in_the_output(shop: Workshop, tmp_path: Path) -> None:
    output, made = tmp_path / "ut.pdf", io.BytesIO()
    with pikepdf.open(io.BytesIO(pdfs.text(1, SENTENCE))) as pdf:
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    lock = b"trailer << /Encrypt << /Filter /Annan /V 1 /R 2 >>"
    output.write_bytes(made.getvalue().replace(b"trailer <<", lock))
    with pytest.raises(pikepdf.PdfError, match="encryption"):
        pikepdf.open(output)
    assert compare([Material("Ärende 6", texts=(SENTENCE,))], [], [output], shop)
