"""PDFs with a secret that no object of theirs leads to. It must not import kallelse."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Dictionary, Pdf, String

from tests import pdfs


def _one_page() -> Pdf:
    return pdfs.new(pdfs.content("Dagordning"))


def unreachable_object(secret: str) -> bytes:
    """Return a page, and an object that nothing leads to."""
    return _appended(_one_page(), f"900 0 obj\n({secret})\nendobj\n".encode("cp1252"))


def unreachable_stream(secret: str) -> bytes:
    packed = zlib.compress(pdfs.content(secret))
    head = f"901 0 obj\n<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
    return _appended(_one_page(), head + packed + b"\nendstream\nendobj\n")


def earlier_revision(secret: str) -> bytes:
    """Return a page whose title has been replaced by a later revision of the file."""
    pdf = _one_page()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(secret)))
    data = pdfs.data(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(io.BytesIO(data)) as first:
        number, size = first.trailer.Info.objgen[0], len(first.objects) + 1
    place = len(data)
    changed = f"{number} 0 obj\n<< /Title (Dagordning) >>\nendobj\n".encode()
    start = data.rindex(b"startxref") + len(b"startxref")
    before = int(data[start:].split()[0])
    update = (
        f"xref\n{number} 1\n{place:010d} 00000 n \ntrailer\n<< /Size {size} /Root 1 0 R "
        f"/Info {number} 0 R /Prev {before} >>\nstartxref\n{place + len(changed)}\n%%EOF\n"
    )
    made = data + changed + update.encode()
    with pikepdf.open(io.BytesIO(made)) as second:
        assert str(second.trailer.Info.Title) == "Dagordning"
    return made


def after_the_end(secret: str) -> bytes:
    return pdfs.data(_one_page()) + f"\n% {secret}\n".encode()


def _appended(pdf: Pdf, more: bytes) -> bytes:
    data = pdfs.data(pdf)
    return data.replace(b"xref\n", more + b"xref\n", 1)


def _titled(secret: str) -> bytes:
    pdf = _one_page()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(secret)))
    return pdfs.data(pdf)


def damaged(secret: str) -> bytes:
    """Return half a file, which no reader opens."""
    data = _titled(secret)
    return data[: data.index(b"xref\n")].replace(b"/Pages", b"/Sidor")
