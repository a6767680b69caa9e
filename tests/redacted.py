"""Small PDFs that were redacted, well or badly, one function for each way. It must not judge them.

Of every one the original is `original()`, whose line `SECRET` is to be removed.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pypdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw, ImageFont
from pypdf.generic import DecodedStreamObject, NameObject

from tests import pdfs

SECRET = "Vittnet Svensson 640823-3234 bor kvar"
OPEN = (
    "Kommunstyrelsen beslutar att teckna avtal med leverantoren.",
    "Avtalet galler i fyra ar, med ratt till en forlangning.",
    "Protokollet justeras omedelbart; i ovrigt l.i.l, 'il' - inget att anfora.",
)
_BAR = (58, 616, 262, 18)


def line(text: str, y: float = 620, *, x: float = 60, size: float = 11, how: str = "") -> bytes:
    """Return content with a line of text; `how` are operators before it."""
    return f"q {how} BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET Q\n".encode("latin-1")


def box(colour: str = "0 g", place: tuple[float, ...] = _BAR) -> bytes:
    """Return content with a box, by default a black one where the secret stands."""
    return f"q {colour} {' '.join(map(str, place))} re f Q\n".encode()


def _public() -> bytes:
    return b"".join(line(text, 700 - 20 * n) for n, text in enumerate(OPEN))


def new(*more: bytes) -> Pdf:
    """Return a page with what everyone may read, and more."""
    return pdfs.new(_public() + b"".join(more))


def made(*more: bytes) -> bytes:
    """Return the bytes of such a page."""
    return pdfs.data(new(*more))


def original() -> bytes:
    """Return the document as it was."""
    return made(line(SECRET))


# Well done, or nothing to do with secrets.


def applied() -> bytes:
    """Return a page whose secret was taken away before the box was drawn, with a label on it."""
    return made(box(), line("Sekretess 26:1", how="1 g"))


def dark_header() -> bytes:
    """Return light text on a dark ground, and coloured text of the same lightness as its ground."""
    shades = box("0.1 0.2 0.45 rg", (40, 600, 500, 60)), line("Rubrik i vitt", how="1 g")
    equal = box("1 0 0 rg", (40, 540, 500, 30)), line("Rott och gront", 550, how="0 0.51 0 rg")
    return made(*shades, *equal)


def table() -> bytes:
    """Return a table: shaded rows, rules through the page, short cells, figures and dots."""
    rows = []
    for n in range(12):
        y = 560 - 16 * n
        rows += [
            box(f"{0.95 - n % 2 * 0.2} g", (60, y - 4, 460, 16)),
            box("0 g", (60, y - 5, 460, 0.4)),
        ]
        rows += [line(str(n), y, x=64, size=9), line("- . , ' ; 1 l i", y, x=100, size=9)]
        rows += [line(f"{n * 1117:>8}", y, x=400, size=9, how="0.35 g")]
    return made(*rows)


def gradient() -> bytes:
    """Return text on a ground that goes from dark to light."""
    pdf = new(
        b"q 40 560 500 80 re W n /Sh0 sh Q",
        line("Text på en toning, i gult".encode("latin-1").decode("latin-1"), how="1 1 0 rg"),
    )
    blend = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0.3], C1=[0.2, 0.4, 0.6], N=1)
    shading = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[40, 0, 540, 0], Function=blend
    )
    pdf.pages[0].obj.Resources.Shading = Dictionary(Sh0=shading)
    return pdfs.data(pdf)


def small_text() -> bytes:
    """Return text of 2 to 4 points, as on a map."""
    lines = [
        line("Fastighetsbeteckning Alingsas 2:14", 600 - 5 * n, size=2 + n / 3) for n in range(7)
    ]
    return made(*lines)


def turned(rotate: int, *more: bytes) -> bytes:
    """Return a turned page whose crop box does not begin in the corner, with upright text too."""
    upwards = b"BT /F1 10 Tf 0 1 -1 0 300 300 Tm (Text som star pa hogkant) Tj ET\n"
    pdf = new(upwards, *more)
    pdf.pages[0].obj.Rotate = rotate
    pdf.pages[0].obj.CropBox = Array([20, 30, 580, 800])
    return pdfs.data(pdf)


def twice() -> bytes:
    """Return a line that is drawn twice, as programs do for bold letters and shadows."""
    return made(line("Dubbel rubrik"), line("Dubbel rubrik", 619.8, x=60.2), line("Dubbel rubrik"))


def _scan(bar: tuple[int, int, int, int] | None = None, fill: int = 0) -> Image.Image:
    """Return the picture of a page of which SECRET is a line, in two dots a point."""
    picture = Image.new("L", (1190, 1684), 250)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(22)
    for n, text in enumerate((*OPEN[:2], SECRET)):
        draw.text((120, 300 + 60 * n), text, 30, font)
    if bar is not None:
        draw.rectangle(bar, fill=fill)
    return picture


_COVER = (110, 412, 560, 450)  # dots of the scan, where SECRET stands


def _scanned(picture: Image.Image, *more: bytes) -> Pdf:
    pdf = pdfs.new(b"q 595 0 0 842 0 0 cm /Im0 Do Q\n" + b"".join(more))
    found = pdf.make_stream(
        zlib.compress(picture.tobytes()), Type=Name.XObject, Subtype=Name.Image,
        Width=picture.width, Height=picture.height, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8, Filter=Name.FlateDecode,
    )  # fmt: skip
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=found)
    return pdf


def _recognised(*texts: str) -> bytes:
    return b"".join(
        line(text, 842 - 150 - 30 * n - 9.5, size=11, how="3 Tr") for n, text in enumerate(texts)
    )


def recognised() -> bytes:
    """Return a scan with the text that was recognised on it, nothing removed."""
    return pdfs.data(_scanned(_scan(), _recognised(*OPEN[:2], SECRET)))


def recognised_after() -> bytes:
    """Return a scan that was blacked out and only then recognised."""
    return pdfs.data(_scanned(_scan(_COVER), _recognised(*OPEN[:2])))


# Badly done: the secret can be copied.


def recognised_before() -> bytes:
    """Return a scan that was recognised and only then blacked out."""
    return pdfs.data(_scanned(_scan(_COVER), _recognised(*OPEN[:2], SECRET)))


def recognised_before_narrow() -> bytes:
    """Return such a scan with a bar that is a little less high than the letters' places."""
    left, _top, right, _bottom = _COVER
    picture = _scan(_COVER, 250)
    ImageDraw.Draw(picture).rectangle((left, 425, right, 438), fill=0)
    return pdfs.data(_scanned(picture, _recognised(*OPEN[:2], SECRET)))


def recognised_before_white() -> bytes:
    """Return a scan that was recognised and only then painted over in the colour of its paper."""
    return pdfs.data(_scanned(_scan(_COVER, 250), _recognised(*OPEN[:2], SECRET)))


def boxed_scan() -> bytes:
    """Return a scan with a box drawn onto it: the whole picture lies below."""
    return pdfs.data(_scanned(_scan(), box(place=(55, 842 - 225, 225, 19))))


def labelled() -> bytes:
    """Return a secret below a box, and on the box a label that lies on the same letters."""
    return made(line(SECRET), box(), line("Maskat enligt OSL 26 kap. 1 paragrafen", how="1 g"))


def under_picture() -> bytes:
    """Return a secret below a white picture."""
    pdf = new(line(SECRET), b"q 280 0 0 20 55 614 cm /Im0 Do Q")
    white = Stream(pdf, b"\xff", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    white.ColorSpace, white.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=white)
    return pdfs.data(pdf)


def in_form() -> bytes:
    """Return a secret that lies with its box in a form, as stamped files do."""
    pdf = new(b"q 1 0 0 1 10 5 cm /Fm0 Do Q")
    form = Stream(pdf, line(SECRET) + box(), Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.Resources = Array([0, 0, 595, 842]), pdf.pages[0].obj.Resources
    pdf.pages[0].obj.Resources = Dictionary(
        Font=form.Resources.Font, XObject=Dictionary(Fm0=pdf.make_indirect(form))
    )
    return pdfs.data(pdf)


def annotated(subtype: str, **more: Any) -> bytes:
    """Return a secret with an annotation on it."""
    pdf = new(line(SECRET))
    remark(pdf, subtype, **more)
    return pdfs.data(pdf)


def remark(pdf: Pdf, subtype: str, **more: Any) -> Dictionary:
    """Add an annotation where the secret stands."""
    x, y, wide, high = _BAR
    made = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), F=4, **more))
    made.Rect = Array([x, y, x + wide, y + high])
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", []), made])
    return made


def below_remark(subtype: str) -> bytes:
    """Return a secret below a remark that is drawn as a black box."""
    pdf = new(line(SECRET))
    drawn = pdf.make_stream(b"0 g 0 0 400 40 re f", Type=Name.XObject, Subtype=Name.Form)
    drawn.BBox = Array([0, 0, *_BAR[2:]])
    remark(pdf, subtype, AP=Dictionary(N=drawn))
    return pdfs.data(pdf)


def covered_by_square() -> bytes:
    """Return a secret below a black box that is a remark, without a picture of its own."""
    return annotated("Square", IC=Array([0, 0, 0]), C=Array([0, 0, 0]))


# What an update, a layer or an entry of the file keeps.


def updated(before: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    """Return a file to whose end a change is added, as programs do that save fast."""
    with pypdf.PdfReader(io.BytesIO(before)) as reader:
        writer = pypdf.PdfWriter(reader, incremental=True)
        change(writer)
        out = io.BytesIO()
        writer.write(out)
    assert out.getvalue().startswith(before)
    return out.getvalue()


def earlier_version() -> bytes:
    """Return a file that was redacted by an update, so that the original lies before it."""

    def redrawn(writer: pypdf.PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(_public() + box())
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return updated(original(), redrawn)


def loose(pdf: Pdf, content: bytes, *, listed: bool = True) -> bytes:
    """Return a file with a stream that nothing leads to, which its index lists or does not."""
    pdf.Root["/Losgjord"] = pdf.make_stream(content)
    whole = pdfs.data(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    found = re.search(rb"/Losgjord (\d+) 0 R", whole)
    assert found is not None
    whole = whole.replace(found[0], b" " * len(found[0]))
    start = re.search(rb"\n" + found[1] + rb" 0 obj", whole)
    assert start is not None
    entry = b"%010d 00000 n" % (start.start() + 1)
    assert whole.count(entry) == 1
    return whole if listed else whole.replace(entry, b"0000000000 65535 f")


def hidden_layer(state: str = "OFF") -> bytes:
    """Return a page whose secret lies in a layer, switched off when the file is opened."""
    pdf = new(b"/OC /Lager BDC\n", line("Bara en bild av en karta"), b"EMC\n")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Underlag")))
    pdf.pages[0].obj.Resources.Properties = Dictionary(Lager=layer)
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary({f"/{state}": Array([layer])})
    )
    return pdfs.data(pdf)
