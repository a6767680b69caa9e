"""What each of our documents says of the standards it keeps, and the parts that make it true."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Name
from PIL import Image, ImageChops, ImageCms

from kallelse.standards import identification, srgb
from tests import typesetting
from tests.conformance import profile
from tests.conformance.samples import images
from tests.structure import Tagged


def test_the_profile_is_the_one_that_is_made_of_the_standards_figures() -> None:
    assert srgb() == profile.profile()


def test_the_profile_is_that_of_srgb() -> None:
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb()))
    noise = Image.effect_noise((64, 64), 120)
    picture = Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180)))
    same = ImageCms.profileToProfile(picture, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    extremes = ImageChops.difference(picture, same).getextrema()
    assert max(most for _, most in extremes) <= 1  # type: ignore[misc]  # pairs, one for each colour
    assert ours.profile.version < 4.3  # PDF/A-2 knows profiles up to version 4.2


def test_a_property_that_pdf_a_does_not_know_is_explained() -> None:
    both = identification(accessible=True, level="A")
    assert "<pdfaid:conformance>A<" in both
    assert "<pdfaSchema:prefix>pdfuaid<" in both
    assert "pdfaExtension" not in identification(accessible=True, level=None)
    assert "pdfuaid" not in identification(accessible=False, level="B")
    assert identification(accessible=False, level=None) == ""


def test_a_document_says_what_it_keeps_and_what_its_colours_mean() -> None:
    made = typesetting.opened(typesetting.make(typesetting.article("<p>Text</p>")))
    xmp = bytes(made.Root.Metadata.read_bytes())
    assert b"<pdfuaid:part>1<" in xmp
    assert b"<pdfaid:part>2<" in xmp
    assert b"<pdfaid:conformance>A<" in xmp
    (intent,) = list(made.Root.OutputIntents)
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.N == 3
    assert intent.DestOutputProfile.read_bytes() == srgb()


def test_every_stream_ends_on_a_line_of_its_own() -> None:
    body = '<p>Text</p><figure><img src="photo.jpg" alt="Foto"></figure>'
    data = typesetting.make(typesetting.article(body), images=images()).pdf
    ends = [data[found.start() - 1 : found.start()] for found in re.finditer(b"endstream", data)]
    assert len(ends) > 5
    assert set(ends) == {b"\n"}
    for found in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\n", data):
        assert data[found.end() + int(found[1]) :].startswith(b"\nendstream")


def test_a_picture_for_a_printing_press_is_made_one_for_the_screen() -> None:
    body = '<figure><img src="print.jpg" alt="Foto"></figure>'
    made = typesetting.opened(typesetting.make(typesetting.article(body), images=images()))
    (picture,) = dict(made.pages[0].Resources.XObject).values()
    assert picture.ColorSpace == Name.DeviceRGB
    assert isinstance(picture, pikepdf.Stream)
    shown = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
    red, green, _ = shown.getpixel((5, 35))  # type: ignore[misc]  # three for RGB
    assert red > 200 > green, "the colours are turned around"


def test_a_link_has_one_annotation_a_line_whatever_it_is_set_in() -> None:
    href = "https://example.se"
    body = f'<p><a href="{href}">ett <strong>fett</strong> <em lang="en">big</em> ord</a>.</p>'
    made = typesetting.opened(typesetting.make(typesetting.article(body)))
    tagged = Tagged(made)
    assert tagged.problems == []
    ((_, annotation),) = tagged.links
    (link,) = tagged.root.find("Link")
    assert link.text == "ett fett big ord"
    assert str(annotation.Contents) == "ett fett big ord"
    held = made.Root.StructTreeRoot.K.K.K.K[0]
    assert Name.Link == held.S
    assert held.K[-1].Obj == annotation
    assert float(annotation.Rect[2]) - float(annotation.Rect[0]) > 65


def test_an_abbreviation_is_read_as_what_it_stands_for() -> None:
    body = '<p><a href="#x">Bilaga, <abbr title="sidan">s.</abbr> 6</a></p>'
    made = typesetting.opened(typesetting.make(typesetting.article(body)))
    link = made.Root.StructTreeRoot.K.K.K.K
    (span,) = [one for one in link.K if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    assert Name.Span == span.S
    assert str(span.E) == "sidan"
    (annotation,) = made.pages[0].obj.Annots
    assert str(annotation.Contents) == "Bilaga, sidan 6"
    assert Tagged(made).problems == []


def test_a_link_whose_text_is_a_number_says_where_it_leads() -> None:
    body = '<p><a href="#x" title="Ärende 6, sidan 9">9</a></p>'
    made = typesetting.opened(typesetting.make(typesetting.article(body)))
    (annotation,) = made.pages[0].obj.Annots
    assert str(annotation.Contents) == "Ärende 6, sidan 9"
    assert Tagged(made).root.text == "9"
