"""What a file is, is told by its bytes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from kallelse.convert.kinds import FORMATS, SUFFIXES, Kind, format_of

ODT = b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text" + bytes(99)
ODS = ODT.replace(b"opendocument.text", b"opendocument.spreadsheet")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


def zipped(*names: bytes) -> bytes:
    return b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml" + b"".join(names) + bytes(99)


@pytest.mark.parametrize(
    ("name", "data", "suffix"),
    [
        ("a.pdf", b"%PDF-1.7\n", ".pdf"),
        ("a.jpg", b"%PDF-1.7\n", ".pdf"),
        ("a.pdf", b"\n\n\n%PDF-1.4\n", ".pdf"),
        ("a.pdf", b"vad som helst", ".pdf"),
        ("a.pdf", b"\xff\xd8\xff\xe0", ".jpg"),
        ("a.png", b"\x89PNG\r\n\x1a\n", ".png"),
        ("a.tif", b"II*\0", ".tif"),
        ("a.tif", b"MM\0*", ".tif"),
        ("a.png", b"RIFF\0\0\0\0WEBPVP8 ", ".webp"),
        ("a.docx", zipped(b"word/document.xml"), ".docx"),
        ("a.docx", zipped(b"xl/workbook.xml"), ".xlsx"),
        ("a.pptx", zipped(b"ppt/presentation.xml"), ".pptx"),
        ("a.odt", ODT, ".docx"),
        ("a.ods", ODS, ".xlsx"),
        ("a.doc", OLE, ".docx"),
        ("a.xls", OLE, ".xlsx"),
        ("a.rtf", rb"{\rtf1", ".docx"),
        ("a.eml", b"Received: from x\nSubject: y\n\nz", ".eml"),
        ("a.eml", b"Hej", ".eml"),
        ("a.bin", b"From: a@b.example\n\nz", ".eml"),
        ("a.pdf", b"Received: from x\r\nFrom: a@b.example\r\n\r\nz", ".eml"),
        ("a.pdf", b"From: a@b.example\n\nz", ".eml"),
        ("a.pdf", b"From: a@b.example\n" + b"X: y\n" * 999 + b"\n%PDF-1.4\n", ".pdf"),
        ("a.pdf", b"Content-Type: application/pdf\nX-From: a\n\nz", ".pdf"),
        ("a.pdf", b"Received: x\nFrom: a\n\n\0", ".pdf"),
    ],
)
def test_the_bytes_tell(name: str, data: bytes, suffix: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert format_of(tmp_path / name).suffixes[:1] == (suffix,)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.pdf", b"\n<!DOCTYPE HTML>\n<html>", "web page"),
        ("a.docx", b"<html>", "web page"),
        ("a.docx", LOCKED, "password"),
        ("a.msg", OLE, "Outlook"),
        ("a.docx", zipped(b"annat/"), "archive"),
        ("a.zip", b"PK\x03\x04" + bytes(99), "archive"),
        ("a.jpg", b"\0\0\0\x1cftypheic", "HEIC"),
        ("a.dwg", b"AC1032" + bytes(9), "not known"),
        ("a.eml", bytes(99), "not known"),
    ],
)
def test_what_cannot_be_bound_says_what_it_is_and_what_to_do(
    name: str, data: bytes, word: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    found = format_of(tmp_path / name)
    assert found.kind is None
    assert word in found.name
    assert found.advice.endswith(".")


def test_every_kind_has_its_suffixes() -> None:
    assert {one.kind for one in FORMATS} == set(Kind)
    assert len(SUFFIXES) == sum(len(one.suffixes) for one in FORMATS)
