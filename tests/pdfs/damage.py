"""What cannot be decoded or opened."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Name, Pdf, Stream

from tests.pdfs.pages import content, data, new


def undecodable() -> bytes:
    """Return two pages; the content of the second is compressed in a way nobody knows."""
    pdf = new(content("L\xe4sbar"), b"")
    pdf.pages[1].obj.Contents = Stream(pdf, b"\x00\x01", Filter=Name("/Hemlig"))
    return data(pdf)


def broken_flate() -> bytes:
    """Return a page whose compressed content is damaged at once."""
    pdf = new(b"")
    pdf.pages[0].obj.Contents = Stream(pdf, b"\xff\xff\xff\xff", Filter=Name.FlateDecode)
    return data(pdf, compress_streams=False)


def broken_lzw() -> bytes:
    """Return a page whose content, packed in an outdated way, is damaged."""
    pdf = new(b"")
    pdf.pages[0].obj.Contents = Stream(pdf, b"Inte packat alls.\n", Filter=Name.LZWDecode)
    return data(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def broken_hex() -> bytes:
    """Return a page whose content is written in hexadecimal, but for a byte that is no text."""
    pdf = new(b"")
    pdf.pages[0].obj.Contents = Stream(pdf, b"4142\xa94344>", Filter=Name.ASCIIHexDecode)
    return data(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def encrypted(user: str = "") -> bytes:
    """Return a page that is encrypted, by default so that anybody may read it."""
    return data_encrypted(new(content("Krypterad")), user)


def data_encrypted(pdf: Pdf, user: str) -> bytes:
    """Return the file's bytes, encrypted."""
    out = io.BytesIO()
    pdf.save(out, static_id=False, encryption=pikepdf.Encryption(owner="owner", user=user, R=4))
    return out.getvalue()


def damaged() -> bytes:
    """Return what is no PDF."""
    return b"%PDF-1.7\nnothing more"
