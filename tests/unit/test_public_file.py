"""What is found in a redacted file is told so that its editor can mend it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, String

from kallelse.convert import check_public_file, public_file
from kallelse.diagnostics import Diagnostic, Position, Severity
from tests import pdfs, redacted
from tests.redacted import SECRET, box, line
from tests.workbench import workshop


def _checked(
    folder: Path, public: bytes, original: bytes | None, name: str = "maskad.pdf", **more: str
) -> tuple[Diagnostic, ...]:
    (folder / name).write_bytes(public)
    if original is not None:
        (folder / "original.pdf").write_bytes(original)
    with workshop(folder) as shop:
        return check_public_file(
            folder / name,
            None if original is None else folder / "original.pdf",
            name,
            Position,
            shop,
            **more,
        )


def test_what_is_found_is_told_without_the_words(tmp_path: Path) -> None:
    pdf = redacted.new(line(SECRET), box())
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Svensson")))

    told = _checked(tmp_path, pdfs.data(pdf), redacted.original())

    assert [(one.rule, one.severity, one.position.file) for one in told] == [
        ("redaction-text", Severity.ERROR, "public_file"),
        ("redaction-traces", Severity.ERROR, "public_file"),
    ]
    assert told[0].message == "text that nobody sees can still be copied on page 1: maskad.pdf"
    assert all(one.hint for one in told)
    assert not any(word in repr(told) for word in SECRET.split() if len(word) > 3)


def test_an_original_with_a_password_is_compared(tmp_path: Path) -> None:
    pdf = redacted.new()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String("Svensson")))
    with pikepdf.open(io.BytesIO(redacted.original())) as original:
        locked = pdfs.data_encrypted(original, "hemligt")

    opened = _checked(tmp_path, pdfs.data(pdf), locked, password="hemligt")
    unopened = _checked(tmp_path, pdfs.data(pdf), locked)

    assert [one.severity for one in opened] == [Severity.ERROR]
    assert [one.severity for one in unopened] == [Severity.WARNING]


def test_a_redacted_file_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    locked = _checked(tmp_path, pdfs.encrypted("hemligt"), None)
    damaged = _checked(tmp_path, pdfs.damaged(), None)

    assert [one.rule for one in locked] == ["attachment-encrypted"]
    assert [one.rule for one in damaged] == ["attachment-damaged"]
    assert {one.severity for one in (*locked, *damaged)} == {Severity.ERROR}


def test_a_picture_holds_no_text(tmp_path: Path) -> None:
    assert _checked(tmp_path, b"\x89PNG\r\n\x1a\n", None, "maskad.png") == ()


def test_every_kind_that_is_found_has_its_words() -> None:
    kinds = {"hidden", "picture", "cropped", "cropped-perhaps"}
    kinds |= {"metadata", "outline", "thumbnail", "program", "file", "description", "layer-name"}
    kinds |= {"script", "link"}
    kinds |= {"beyond", "beyond-perhaps", "astray", "marked", "comment", "field", "layer"}
    kinds |= {"revision", "signed", "unreachable", "metadata-perhaps"}

    assert kinds == set(public_file.TOLD)
