"""What lies in a redacted file beside its pages is found: versions, remarks, titles, data."""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from tests import pdfs, redacted
from tests.redacted import SECRET, box, line
from tests.redacting import Read, findings, read


@pytest.fixture
def found(tmp_path: Path) -> Read:
    """Return a function that tells kinds and pages of what is found in a redacted file."""
    return functools.partial(findings, tmp_path)


def _without_picture(writer: pypdf.PdfWriter) -> None:
    resources = writer.pages[0]["/Resources"]
    del resources["/XObject"]  # type: ignore[attr-defined]


def _with_language(writer: pypdf.PdfWriter) -> None:
    writer.root_object[NameObject("/Lang")] = TextStringObject("sv-SE")


def _signed(writer: pypdf.PdfWriter) -> None:
    value = DictionaryObject()
    value[NameObject("/Type")] = NameObject("/Sig")
    value[NameObject("/ByteRange")] = ArrayObject()
    value[NameObject("/Contents")] = ByteStringObject(bytes(40))
    field = DictionaryObject()
    field[NameObject("/FT")], field[NameObject("/T")] = NameObject("/Sig"), TextStringObject("S")
    field[NameObject("/V")] = writer._add_object(value)
    form = DictionaryObject()
    form[NameObject("/Fields")] = ArrayObject([writer._add_object(field)])
    writer.root_object[NameObject("/AcroForm")] = form


def test_an_earlier_version_is_found(found: Read) -> None:
    public = redacted.earlier_version()

    assert found(public) == {"revision": []}
    assert found(public, None) == {
        "revision": [],
    }


def test_an_earlier_picture_is_found(found: Read) -> None:
    pdf = redacted.new()
    pdf.pages[0].obj.Resources.XObject = Dictionary(Im0=pdfs.image(pdf))

    assert found(redacted.updated(pdfs.data(pdf), _without_picture)) == {"revision": []}


def test_an_update_that_takes_nothing_away_is_let_pass(found: Read) -> None:
    public = redacted.updated(redacted.applied(), _with_language)

    assert public.count(b"%%EOF") == 2
    assert found(public) == {}


def test_a_signature_is_told_of(found: Read) -> None:
    assert found(redacted.updated(redacted.applied(), _signed)) == {"signed": []}


def test_a_file_for_the_web_has_no_version_before_it_was_signed(found: Read) -> None:
    pdf = redacted.new()
    value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("\0" * 40))
    field = pdf.make_indirect(Dictionary(FT=Name.Sig, T=String("S"), V=pdf.make_indirect(value)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    assert found(pdfs.data(pdf, linearize=True)) == {}


@pytest.mark.parametrize("listed", [True, False])
def test_an_object_that_nothing_leads_to_is_found(listed: bool, found: Read) -> None:
    text = redacted.loose(redacted.new(), line(SECRET), listed=listed)
    harmless = redacted.loose(redacted.new(), b"0 0 1 1 re f", listed=listed)

    assert found(text) == {"unreachable": []}
    assert found(harmless) == {}


def test_a_layer_that_is_off_is_found(found: Read) -> None:
    assert found(redacted.hidden_layer())["layer"] == [1]


@pytest.mark.parametrize("kind", ["Text", "Highlight", "Square", "Popup", "Caret"])
def test_remarks_are_found(kind: str, found: Read) -> None:
    said = redacted.annotated(kind, Contents=String("Ring vittnet"))
    rich = redacted.annotated(kind, RC=String("<p>Ring</p>"))

    for public in (said, rich):
        assert found(public)["comment"] == [1]
    assert "comment" not in found(redacted.annotated(kind))


def test_marks_that_were_never_applied_are_found(found: Read) -> None:
    public = redacted.annotated("Redact", OverlayText=String("Sekretess"))

    assert found(public) == {"marked": [1]}


def test_what_a_free_text_shows_may_stand_there(found: Read) -> None:
    pdf = redacted.new(box())
    redacted.remark(pdf, "FreeText", Contents=String("Sekretess"), DA=String("/F1 9 Tf"))

    assert found(pdfs.data(pdf)) == {}


@pytest.mark.parametrize("flags", [2, 32])
def test_values_of_hidden_fields_are_found(flags: int, found: Read) -> None:
    def form(**more: Any) -> bytes:
        pdf = redacted.new()
        field = redacted.remark(
            pdf, "Widget", FT=Name.Tx, T=String("namn"), V=String("Svensson"), **more
        )
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
        return pdfs.data(pdf)

    assert found(form()) == {}
    assert found(form().replace(b"/F 4", b"/F %d" % flags))["field"] == [1]


def _at_root(**entries: Any) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return add


def _title(text: str) -> Callable[[Pdf], None]:
    def add(pdf: Pdf) -> None:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(text)))

    return add


def _outline(pdf: Pdf) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    root.First = root.Last = pdf.make_indirect(
        Dictionary(Title=String("F\xf6rh\xf6r med Svensson"), Parent=root)
    )
    pdf.Root.Outlines = root


def _xmp(pdf: Pdf, title: str) -> None:
    packet = f"<x xmlns:dc='Svensson' dc:title='{title}'><pdf:Producer>Svensson</pdf:Producer></x>"
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def _thumbnail(pdf: Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdfs.image(pdf)


def _program(pdf: Pdf) -> None:
    private = Dictionary(Private=pdf.make_stream(b"AI"), LastModified=String("D:2024"))
    pdf.pages[0].obj.PieceInfo = Dictionary(Illustrator=private)


def _file(pdf: Pdf) -> None:
    pdf.attachments["avtal.docx"] = b"Svensson"


def _spoken(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.Figure, Alt=String("Fru SVENSSON")))


def _replaced(pdf: Pdf, text: str) -> None:
    content = f"/Span <</ActualText ({text})>> BDC EMC\n".encode()
    pdf.pages[0].obj.Contents = Array([pdf.pages[0].obj.Contents, pdf.make_stream(content)])


def _layers(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Svensson")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())


TRACES: Mapping[str, tuple[Callable[[Pdf], None], list[int]]] = {
    "metadata": (_title("F\xf6rh\xf6r med Svensson"), []),
    "outline": (_outline, []),
    "thumbnail": (_thumbnail, [1]),
    "program": (_program, [1]),
    "file": (_file, []),
    "description": (_spoken, []),
    "layer-name": (_layers, []),
    "script": (_at_root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("x='svensson'"))), []),
    "link": (_at_root(URI=Dictionary(Base=String("https://example.org/svensson"))), []),
    "": (_at_root(Egen=String("640823 3234")), []),
}


@pytest.mark.parametrize("kind", TRACES)
def test_traces_are_found(kind: str, found: Read) -> None:
    leave, pages = TRACES[kind]
    pdf = redacted.new()
    leave(pdf)

    assert found(pdfs.data(pdf)) == {kind: pages}


def test_words_are_read_in_streams(found: Read) -> None:
    properties, spoken, harmless = redacted.new(), redacted.new(), redacted.new()
    _xmp(properties, "Om 6408233234")
    _replaced(spoken, "Vittnet")
    _xmp(harmless, "Avtal")
    _replaced(harmless, "Avtalet")

    assert found(pdfs.data(properties)) == {"metadata": []}
    assert found(pdfs.data(spoken)) == {"description": [1]}
    assert found(pdfs.data(harmless)) == {}


def test_words_that_all_see_may_stand_everywhere(found: Read) -> None:
    pdf = redacted.new()
    _title("Avtal med leverantoren, Protokollet")(pdf)
    pdf.trailer.Info.Producer = String("Svensson PDF")  # the name of a program is no trace

    assert found(pdfs.data(pdf)) == {}


def test_without_an_original_properties_are_only_warned_of(found: Read) -> None:
    pdf = redacted.new()
    _title("F\xf6rh\xf6r")(pdf)

    assert found(pdfs.data(pdf), None) == {"metadata-perhaps": []}
    assert found(pdfs.data(pdf), pdfs.scanned()) == {"metadata-perhaps": []}
    assert found(pdfs.data(pdf), b"%PDF-1.7 broken") == {"metadata-perhaps": []}


@pytest.mark.parametrize("name", ["original.docx", "original.eml", "original.md"])
def test_an_original_of_another_kind_is_compared(name: str, tmp_path: Path) -> None:
    pdf = redacted.new()
    _title("Svensson")(pdf)
    (tmp_path / "public.pdf").write_bytes(pdfs.data(pdf))
    text = " ".join((*redacted.OPEN, SECRET))
    if name.endswith(".docx"):
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            packed.writestr("[Content_Types].xml", "<Types/>")
            packed.writestr("word/document.xml", f"<w:p><w:t>{text}</w:t></w:p>")
    elif name.endswith(".eml"):
        (tmp_path / name).write_text(f"From: a@example.org\nSubject: Hej\n\n{text}\n")
    else:
        (tmp_path / name).write_text(text)

    answer = read(tmp_path / "public.pdf", tmp_path / name)

    assert answer == {"findings": [{"kind": "metadata", "pages": []}], "compared": True}
