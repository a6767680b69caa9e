from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Stream

from tests import binding, pdfs

FORBIDDEN_KEYS = {
    "/JS",
    "/AA",
    "/PA",
    "/OpenAction",
    "/XFA",
    "/EF",
    "/AF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/PresSteps",
    "/PieceInfo",
    "/Perms",
    "/RichMediaContent",
    "/Sound",
    "/Movie",
    "/FS",
    "/CO",
}
FORBIDDEN_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ResetForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/Hide",
    "/Thread",
    "/Okand",
    "/RichMediaExecute",
}
FORBIDDEN_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}


def everything(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Yield every dictionary and stream of a file, direct ones too."""
    waiting: list[object] = [pdf.trailer, *pdf.objects]
    seen = set()
    while waiting:
        one = waiting.pop()
        if not isinstance(one, (Dictionary, Stream, Array)):
            continue
        if one.is_indirect:
            if one.objgen in seen:
                continue
            seen.add(one.objgen)
        if isinstance(one, Array):
            waiting.extend(one)
            continue
        yield one
        waiting.extend(one.values())


HOSTILE = {
    "scripts": pdfs.scripts,
    "embedded": pdfs.embedded,
    "signed": pdfs.signed,
    "links": pdfs.links,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_forbidden_is_left_anywhere(kind: str) -> None:
    made = binding.bound(HOSTILE[kind]())
    count = 0
    for one in everything(made.pdf):
        count += 1
        assert not set(one.keys()) & FORBIDDEN_KEYS
        assert not (one.get("/Type") != Name.StructElem and str(one.get("/S")) in FORBIDDEN_ACTIONS)
        assert str(one.get("/Subtype")) not in FORBIDDEN_ANNOTATIONS
        assert not (isinstance(one, Stream) and "/F" in one)
        assert not (one.get("/FT") == Name.Sig and "/V" in one)
    assert count > 50
    plain = io.BytesIO()
    made.pdf.save(
        plain,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.all,
        compress_streams=False,
    )
    for word in (b"SCRIPT", b"EMBEDDED", b"passwd", b"javascript:"):
        assert word not in plain.getvalue()


def test_what_was_removed_is_named() -> None:
    made = binding.bound(pdfs.scripts(), pdfs.embedded(), pdfs.signed(), pdfs.text())
    removed = made.bound.removed
    assert removed["item-2-1"] == (
        "hide-annotation",
        "import-data",
        "javascript",
        "launch",
        "link-to-embedded-file",
        "link-to-other-file",
        "media",
        "reset-form",
        "submit-form",
        "unknown-action",
        "xfa",
    )
    assert removed["item-3-1"] == ("embedded-file", "external-stream", "media")
    assert removed["item-4-1"] == ("signature",)
    assert removed["item-5-1"] == removed["item-2-memo"] == ()


def test_what_follows_a_script_is_kept_where_it_is_harmless() -> None:
    _, page = binding.only(pdfs.scripts(), stamped=False)
    actions = [one.A for one in page.Annots if "/A" in one]
    assert [str(one.URI) for one in actions] == ["https://example.org/", "https://example.org/next"]
    assert all("/Next" not in one for one in actions)


def test_an_opening_destination_is_not_called_a_script() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text()))
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    made = binding.bound(pdfs.data(pdf))
    assert made.bound.removed["item-2-1"] == ()


def test_what_rich_annotations_showed_is_still_shown() -> None:
    _, page = binding.only(pdfs.embedded(), stamped=False)
    assert [str(one.Subtype) for one in page.Annots] == ["/Stamp", "/Stamp"]
    assert all("/N" in one.AP for one in page.Annots)


def test_a_signature_leaves_its_looks() -> None:
    made, page = binding.only(pdfs.signed(), stamped=False)
    (seal,) = page.Annots
    assert seal.Subtype == Name.Widget
    assert "/N" in seal.AP
    assert "/V" not in seal
    assert seal.Ff == 1, "nobody can sign it again"
    (field,) = made.pdf.Root.AcroForm.Fields
    assert [one.objgen for one in field.Kids] == [seal.objgen]
    assert "/SigFlags" not in made.pdf.Root.AcroForm


def test_a_signature_that_shows_nothing_leaves_nothing() -> None:
    made, page = binding.only(pdfs.signed(visible=False), stamped=False)
    assert "/Annots" not in page
    assert "/AcroForm" not in made.pdf.Root


@pytest.mark.parametrize("forms", [False, True])
def test_a_signature_looks_as_it_did_whether_forms_are_drawn(*, forms: bool) -> None:
    made = binding.bound(pdfs.signed(), stamped=False)
    first = made.pack.part("item-2-1").first_page
    before, after = (
        binding.rendered(data, page, forms=forms).to_pil().tobytes()
        for data, page in ((pdfs.signed(), 1), (made.data, first))
    )
    assert before == after


def test_private_keys_of_pages_are_left_behind() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text()))
    page = pdf.pages[0].obj
    page.Thumb = pdf.make_stream(b"", Type=Name.XObject)
    page.Metadata = pdf.make_stream(b"<x/>")
    page.Hemlig = pikepdf.String("hemligt")
    _, bound = binding.only(pdfs.data(pdf), stamped=False)
    assert set(bound.keys()) == {
        "/Type",
        "/Parent",
        "/MediaBox",
        "/Resources",
        "/Contents",
        "/StructParents",
    }


def test_remarks_are_kept_with_what_they_say_and_who_said_it() -> None:
    made, page = binding.only(pdfs.comments(), stamped=False)
    kinds = [str(one.Subtype)[1:] for one in page.Annots]
    assert kinds == [*pdfs.COMMENTS, "Popup", "Text", "Square"]
    first, popup, reply = page.Annots[0], page.Annots[-3], page.Annots[-2]
    assert str(first.Contents) == "Anmärkning 0"
    assert str(first.T) == "Granskare"
    assert first.Popup.objgen == popup.objgen
    assert popup.Parent.objgen == reply.IRT.objgen == first.objgen
    assert int(page.Annots[-1].F) == 2, "what was hidden is hidden"
    assert made.bound.removed["item-2-1"] == ()
