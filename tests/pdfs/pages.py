"""A small PDF's pages, and how a PDF is begun and ended."""

from __future__ import annotations

import io
import warnings
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (595, 842)


def content(text: str, *, x: float = 60, y: float = 700) -> bytes:
    """Return content that shows a line of text and a grey box."""
    return f"q 0.8 g {x} {y - 60} 90 40 re f Q BT /F1 14 Tf {x} {y} Td ({text}) Tj ET\n".encode(
        "latin-1"
    )


def new(*contents: bytes, size: tuple[float, float] = A4) -> Pdf:
    """Return a PDF with a page for each content; /F1 is Helvetica."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    for one in contents:
        page = pdf.add_blank_page(page_size=size).obj
        page.Contents = pdf.make_stream(one)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    return pdf


def data(pdf: Pdf, **how: object) -> bytes:
    """Return the file's bytes."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
        pdf.save(out, static_id=True, fix_metadata_version=False, **how)  # type: ignore[arg-type]
    return out.getvalue()


def annotation(pdf: Pdf, page: int, subtype: str, **more: Any) -> Dictionary:
    """Add an annotation to a page, from 0."""
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([60, 500, 160, 520]), **more
        )
    )
    holder = pdf.pages[page].obj
    holder.Annots = Array([*holder.get("/Annots", []), made])
    return made


def appearance(pdf: Pdf, colour: str = "0 0.5 0 rg") -> Stream:
    return pdf.make_stream(
        f"{colour} 0 0 100 20 re f".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 100, 20]),
    )


def text(pages: int = 1, label: str = "Text", size: tuple[float, float] = A4) -> bytes:
    """Return plain pages, each with its label and number."""
    return data(
        new(*(content(f"{label} {n + 1}", y=size[1] - 142) for n in range(pages)), size=size)
    )


def run_lengths(*, packed: bool) -> bytes:
    """Return two pages whose content is written as runs (ISO 32000-1, 7.4.5), or is packed too."""
    pdf = new(b"", b"")
    for page, label in zip(pdf.pages, ("Ett", "Tv\xe5"), strict=True):
        drawn = content(label)
        assert len(drawn) <= 128, "one run"
        runs = bytes([len(drawn) - 1]) + drawn + b"\x80"
        filters = [Name.FlateDecode] * packed + [Name.RunLengthDecode]
        stored = zlib.compress(runs) if packed else runs
        page.obj.Contents = Stream(pdf, stored, Filter=Array(filters))
    return data(pdf, compress_streams=False)


def turned(
    rotate: int = 0,
    *,
    crop: bool = False,
    unit: int = 1,
    origin: tuple[float, float] = (0, 0),
    size: tuple[float, float] = (300, 420),
) -> bytes:
    """Return a page with rotation, crop box, unit and origin, partly inherited from the tree."""
    x, y = origin
    pdf = new(content("Vriden", x=x + 80, y=y + 300), size=size)
    page = pdf.pages[0].obj
    del page["/MediaBox"]
    pdf.Root.Pages.MediaBox = Array([x, y, x + size[0], y + size[1]])
    pdf.Root.Pages.Rotate = rotate
    if crop:
        page.CropBox = Array([x + 30, y + 50, x + size[0] - 10, y + size[1] - 20])
    if unit != 1:
        page.UserUnit = unit
    return data(pdf)


def with_content(raw: bytes) -> bytes:
    """Return one page with just that content; it may use /F1."""
    return data(new(raw))


DIRTY = {
    "unclosed q": b"q 0.5 0 0 0.5 100 100 cm " + content("Liten"),
    "three unclosed q": b"q q q 2 0 0 2 0 0 cm 0 0 1 rg " + content("Stor", x=20, y=300),
    "stray Q": content("Ett") + b"Q Q 0 0 1 rg 300 300 50 50 re f",
    "stray EMC": content("Ett") + b"EMC 0 0 1 rg 300 300 50 50 re f",
    "open BT": b"BT /F1 20 Tf 60 600 Td (Kvar i text) Tj",
    "open BDC": b"/Span <</Lang (sv)>> BDC " + content("Kvar i inneh\xe5ll"),
    "crossed": b"q /Span BMC 1 0 0 rg 10 10 30 30 re f Q EMC " + content("Korsat"),
    "Q in a string": b"q BT /F1 14 Tf 60 700 Td (Fr\xe5ga \\) Q Q (q) Q) Tj ET Q",
    "Q in a comment": content("Ett") + b"% Q Q Q\n" + content("Tv\xe5", y=500),
    "Q as a name": b"/Q /q gs " + content("Namn"),
    "inline image": b"q 40 0 0 40 60 60 cm BI /W 4 /H 4 /BPC 8 /CS /G ID ab Q EI q\xff Q Q\x00\n"
    b"EI Q " + content("Bild"),
}


def dirty(kind: str) -> bytes:
    """Return a page whose content is not clean, or only looks so; see DIRTY for the kinds."""
    return with_content(DIRTY[kind])


def split_content() -> bytes:
    """Return a page whose content stands in three streams, q in one and Q in another."""
    pdf = new(b"")
    parts = [b"q 0.5 0 0 0.5 0 0 cm", content("Delad"), b"Q"]
    pdf.pages[0].obj.Contents = Array([pdf.make_stream(one) for one in parts])
    return data(pdf)


def blank() -> bytes:
    """Return a page without content."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    del pdf.pages[0].obj["/Contents"]
    return data(pdf)


def without_media_box() -> bytes:
    """Return a page that has no MediaBox anywhere."""
    pdf = new(content("Storlek?"))
    del pdf.pages[0].obj["/MediaBox"]
    return data(pdf)


def scanned(pages: int = 1) -> bytes:
    """Return pages that are pictures."""
    pdf = new(*[b"q 595 0 0 842 0 0 cm /Im0 Do Q"] * pages)
    for page in pdf.pages:
        page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image(pdf)))
    return data(pdf)


def image(pdf: Pdf, seed: int = 7, side: int = 64) -> Stream:
    """Return a grey picture, stored without compression: the file's size tells of it."""
    pixels = bytes((seed * x * x + 31 * x) % 251 for x in range(side * side))
    return pdf.make_stream(
        zlib.compress(pixels, 0),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )


def heavy(label: str, *, side: int = 64) -> bytes:
    """Return a page with a picture, a masked one, and a font file that others have as well."""
    pdf = new(content(label) + b"q 90 0 0 90 300 300 cm /Im0 Do Q q 90 0 0 90 400 300 cm /Im1 Do Q")
    page = pdf.pages[0].obj
    masked = image(pdf, 3, side)
    masked.SMask = image(pdf, 5, side)
    page.Resources.XObject = Dictionary(Im0=image(pdf, 7, side), Im1=masked)
    file = pdf.make_stream(bytes(range(256)) * 40, Length1=256 * 40)
    font = page.Resources.Font.F1
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, FontFile2=file)
    )
    return data(pdf)
