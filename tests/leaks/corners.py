"""PDFs with a secret in one corner, a function for each. It must not import kallelse.

Every function takes the secret and returns a file's bytes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image

from tests import pdfs
from tests.leaks.leftovers import (
    after_the_end,
    damaged,
    earlier_revision,
    unreachable_object,
    unreachable_stream,
)
from tests.leaks.pictured import jpeg_exif, noise


def _one_page(text: str = "Dagordning") -> Pdf:
    return pdfs.new(pdfs.content(text))


def _annotated(pdf: Pdf, subtype: str, **more: Any) -> Dictionary:
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([60, 500, 90, 520]))
    )
    for key, value in more.items():
        made[f"/{key}"] = value
    pdf.pages[0].obj.Annots = Array([made])
    return made


def _appearance(pdf: Pdf, content: bytes) -> Stream:
    font = pdf.pages[0].obj.Resources.Font
    return pdf.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 100, 20]),
        Resources=Dictionary(Font=font),
    )


def _shown(secret: str) -> bytes:
    return b"BT /F1 9 Tf (" + secret.encode("cp1252") + b") Tj ET"


def page_text(secret: str) -> bytes:
    return pdfs.data(pdfs.new(pdfs.content(secret)))


def invisible_text(secret: str) -> bytes:
    return pdfs.data(
        pdfs.new(b"BT 3 Tr /F1 9 Tf 60 700 Td (" + secret.encode("cp1252") + b") Tj ET")
    )


def text_outside_the_page(secret: str) -> bytes:
    return pdfs.data(pdfs.new(pdfs.content("Synlig") + pdfs.content(secret, x=2000, y=2000)))


def hyphenated_text(secret: str) -> bytes:
    first, second = secret[:6].encode("cp1252"), secret[6:].encode("cp1252")
    content = b"BT /F1 14 Tf 16 TL 60 700 Td (" + first + b"-) Tj T* (" + second + b") Tj ET"
    return pdfs.data(pdfs.new(content))


def hidden_layer_text(secret: str) -> bytes:
    pdf = pdfs.new(b"/OC /Lager BDC " + pdfs.content(secret) + b" EMC")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lager")))
    pdf.pages[0].obj.Resources.Properties = Dictionary(Lager=layer)
    off = Dictionary(OFF=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
    return pdfs.data(pdf)


def text_in_a_form(secret: str) -> bytes:
    pdf = _one_page()
    pdf.pages[0].obj.Resources.XObject = Dictionary(Fx=_appearance(pdf, _shown(secret)))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/Fx Do")
    return pdfs.data(pdf)


def info(secret: str) -> bytes:
    pdf = _one_page()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Keywords=String(secret)))
    return pdfs.data(pdf)


def xmp(secret: str) -> bytes:
    pdf = _one_page()
    text = f'<x:xmpmeta><rdf:li xml:lang="x-default">{secret}</rdf:li></x:xmpmeta>'
    pdf.Root.Metadata = pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)
    return pdfs.data(pdf)


def xmp_attribute(secret: str) -> bytes:
    pdf = _one_page()
    text = f'<rdf:Description xmp:Label="{secret}"/>'
    pdf.Root.Metadata = pdf.make_stream(text.encode(), Type=Name.Metadata, Subtype=Name.XML)
    return pdfs.data(pdf)


def outline(secret: str) -> bytes:
    pdf = _one_page()
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    goal = Array([pdf.pages[0].obj, Name.Fit])
    root.First = root.Last = pdf.make_indirect(
        Dictionary(Title=String(secret), Parent=root, Dest=goal)
    )
    pdf.Root.Outlines = root
    return pdfs.data(pdf)


def annotation(secret: str) -> bytes:
    pdf = _one_page()
    _annotated(pdf, "Text", Contents=String(secret))
    return pdfs.data(pdf)


def annotation_author(secret: str) -> bytes:
    pdf = _one_page()
    _annotated(pdf, "Text", Contents=String("Bra"), T=String(secret))
    return pdfs.data(pdf)


def annotation_appearance(secret: str) -> bytes:
    pdf = _one_page()
    _annotated(pdf, "Stamp", AP=Dictionary(N=_appearance(pdf, _shown(secret))))
    return pdfs.data(pdf)


def kerned_appearance(secret: str) -> bytes:
    pdf = _one_page()
    first, second = secret[:4].encode("cp1252"), secret[4:].encode("cp1252")
    content = b"BT /F1 9 Tf [(" + first + b") -20 (" + second + b")] TJ ET"
    _annotated(pdf, "Stamp", AP=Dictionary(N=_appearance(pdf, content)))
    return pdfs.data(pdf)


def link(secret: str) -> bytes:
    pdf = _one_page()
    address = "https://intranet.example/" + secret.lower().replace("ö", "%C3%B6")
    _annotated(pdf, "Link", A=Dictionary(S=Name.URI, URI=String(address)))
    return pdfs.data(pdf)


def named_destination(secret: str) -> bytes:
    pdf = _one_page()
    goal = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(secret), goal])))
    return pdfs.data(pdf)


def old_destination(secret: str) -> bytes:
    pdf = _one_page()
    pdf.Root.Dests = Dictionary()
    pdf.Root.Dests[Name("/" + secret)] = Array([pdf.pages[0].obj, Name.Fit])
    return pdfs.data(pdf)


def _field(**more: Any) -> bytes:
    pdf = _one_page()
    made = _annotated(pdf, "Widget", FT=Name.Tx, **{"T": String("ruta"), **more})
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
    return pdfs.data(pdf)


def form_value(secret: str) -> bytes:
    return _field(V=String(secret))


def form_name(secret: str) -> bytes:
    return _field(T=String(secret))


def form_tooltip(secret: str) -> bytes:
    return _field(TU=String(secret))


def attachment_name(secret: str) -> bytes:
    pdf = _one_page()
    pdf.attachments["bilaga"] = pikepdf.AttachedFileSpec(pdf, b"...", filename=f"{secret}.txt")
    return pdfs.data(pdf)


def embedded_text(secret: str) -> bytes:
    pdf = _one_page()
    text = f"Hej!\n{secret}\n".encode()
    pdf.attachments["bilaga"] = pikepdf.AttachedFileSpec(pdf, text, filename="b.txt")
    return pdfs.data(pdf)


def embedded_pdf(secret: str) -> bytes:
    pdf = _one_page()
    inner = page_text(secret)
    pdf.attachments["bilaga"] = pikepdf.AttachedFileSpec(pdf, inner, filename="b.pdf")
    return pdfs.data(pdf)


def layer_name(secret: str) -> bytes:
    pdf = _one_page()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(secret)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())
    return pdfs.data(pdf)


def _tagged(**more: Any) -> bytes:
    pdf = _one_page()
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=tree, Pg=pdf.pages[0].obj, **more)
    )
    tree.K = Array([element])
    pdf.Root.StructTreeRoot = tree
    return pdfs.data(pdf)


def alternative_text(secret: str) -> bytes:
    return _tagged(Alt=String(secret))


def actual_text(secret: str) -> bytes:
    return _tagged(ActualText=String(secret))


def expansion(secret: str) -> bytes:
    return _tagged(E=String(secret))


def structure_title(secret: str) -> bytes:
    return _tagged(T=String(secret))


def structure_type(secret: str) -> bytes:
    pdf = _one_page()
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary()))
    tree.RoleMap[Name("/" + secret)] = Name.P
    pdf.Root.StructTreeRoot = tree
    return pdfs.data(pdf)


def actual_text_in_content(secret: str) -> bytes:
    text = b"\xfe\xff" + secret.encode("utf-16-be")
    written = b"<" + text.hex().encode() + b">"
    return pdfs.data(
        pdfs.new(b"/Span <</ActualText " + written + b">> BDC " + pdfs.content("x") + b" EMC")
    )


def page_label(secret: str) -> bytes:
    pdf = _one_page()
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(secret))]))
    return pdfs.data(pdf)


def private_data(secret: str) -> bytes:
    pdf = _one_page()
    data = Dictionary(Private=Dictionary(Anteckning=String(secret)))
    pdf.pages[0].obj.PieceInfo = Dictionary(Ordbehandlaren=data)
    return pdfs.data(pdf)


def private_stream(secret: str) -> bytes:
    pdf = _one_page()
    data = b"\0\1\2" + secret.encode("utf-16-be") + b"\0\0\3"
    pdf.pages[0].obj.PieceInfo = Dictionary(O=Dictionary(Private=pdf.make_stream(data)))
    return pdfs.data(pdf)


def stream_of_runs(secret: str) -> bytes:
    """Return a page with a packed stream that is written as runs (ISO 32000-1, 7.4.5)."""
    pdf = _one_page()
    data = zlib.compress(pdfs.content(secret))
    assert len(data) <= 128, "one run"
    filters = Array([Name.RunLengthDecode, Name.FlateDecode])
    runs = Stream(pdf, bytes([len(data) - 1]) + data + b"\x80", Filter=filters)
    pdf.pages[0].obj.PieceInfo = Dictionary(O=Dictionary(Private=pdf.make_indirect(runs)))
    return pdfs.data(pdf)


def script(secret: str) -> bytes:
    pdf = _one_page()
    code = pdf.make_stream(f"app.alert('{secret}')".encode())
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=code)
    return pdfs.data(pdf)


def content_comment(secret: str) -> bytes:
    return pdfs.data(pdfs.new(b"% " + secret.encode("cp1252") + b"\n" + pdfs.content("Synlig")))


def image_exif(secret: str) -> bytes:
    """Return a page with a JPEG, whose properties tell who took it."""
    return _with_picture(jpeg_exif(secret), Name.DCTDecode)


def image_comment(secret: str) -> bytes:
    made = io.BytesIO()
    noise().save(made, "JPEG", comment=secret.encode())
    return _with_picture(made.getvalue(), Name.DCTDecode)


def _with_picture(data: bytes, filter_: Object, title: str = "Dagordning") -> bytes:
    pdf = _one_page()
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
    picture = Stream(
        pdf,
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=48,
        Height=32,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=filter_,
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im1=pdf.make_indirect(picture))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q 48 0 0 32 60 60 cm /Im1 Do Q")
    return pdfs.data(pdf)


def page_with(image: Image.Image, text: str = "Dagordning") -> bytes:
    """Return a page with a picture, packed as PDF packs it, and properties."""
    return _with_picture(zlib.compress(image.tobytes()), Name.FlateDecode, text)


Plant = Callable[[str], bytes]
PDFS: Mapping[str, Plant] = {
    one.__name__: one
    for one in (
        page_text, invisible_text, text_outside_the_page, hyphenated_text, hidden_layer_text,
        text_in_a_form, info, xmp, xmp_attribute, outline, annotation, annotation_author,
        annotation_appearance, kerned_appearance, link, named_destination, old_destination,
        form_value, form_name, form_tooltip, attachment_name, embedded_text, embedded_pdf,
        layer_name, alternative_text, actual_text, expansion, structure_title, structure_type,
        actual_text_in_content, page_label, private_data, private_stream,
        stream_of_runs, script, content_comment, image_exif, image_comment, unreachable_object,
        unreachable_stream, earlier_revision, after_the_end, damaged,
    )
}  # fmt: skip
