"""A pack is PDF/A-2 of the best level that all its parts allow, and says which parts prevent it."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from kallelse.bind import Hindrance, archive
from kallelse.pack import PartKind
from kallelse.standards import srgb
from tests import binding, pdfs

TAGGED = pdfs.tagged()


def claiming(claim: str, *, inks: int = 0) -> bytes:
    """Return a tagged attachment that calls itself so: 2A, 1B, or nothing."""
    pdf = pikepdf.open(io.BytesIO(TAGGED))
    xmp = pdf.Root.Metadata.read_bytes()
    if claim:
        xmp += f'<x pdfaid:part="{claim[:1]}" pdfaid:conformance="{claim[1:]}"/>'.encode()
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    if inks:
        profile = pdf.make_stream(b"", N=inks)
        intent = Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)
        pdf.Root.OutputIntents = Array([intent])
    return pdfs.data(pdf)


def bound(*attachments: bytes) -> binding.Made:
    """Bind attachments with documents of ours that are PDF/A-2a."""
    pack = binding.make_pack(attachments)
    ours = first_page(claiming("2A"))
    own = {part.id: ours for part in pack.parts if part.kind is not PartKind.ATTACHMENT}
    return binding.bound(*attachments, own=own)


def first_page(data: bytes) -> bytes:
    """Return a document of ours, which has one page and no link."""
    pdf = pikepdf.open(io.BytesIO(data))
    del pdf.pages[1]
    del pdf.pages[0].obj["/Annots"]
    return pdfs.data(pdf)


@pytest.mark.parametrize(
    ("attachments", "level"),
    [
        (["2A"], "A"),
        (["2A", "2U"], "U"),
        (["2A", "2U", "2B"], "B"),
        (["3A"], "A"),
        (["3B"], "B"),
        ([""], None),
        (["2A", ""], None),
        (["1A"], None),
        (["1B", "2A"], None),
        (["4"], None),
        (["4F"], None),
    ],
)
def test_the_level_is_the_lowest_among_the_parts(attachments: list[str], level: str | None) -> None:
    made = bound(*map(claiming, attachments))
    claimed = f"PDF/A-2{level}" if level else None
    assert [one for one in made.bound.claims if "PDF/A" in one] == ([claimed] if claimed else [])
    xmp = made.pdf.Root.Metadata.read_bytes().decode()
    found = re.findall(r"<pdfaid:part>2</pdfaid:part>\s*<pdfaid:conformance>(\w)<", xmp)
    assert found == ([level] if level else [])
    assert ("/OutputIntents" in made.pdf.Root) == bool(level)
    assert bool(made.bound.hindrances) == (level is None)


def test_each_part_that_prevents_it_is_named_with_the_reason() -> None:
    files = [claiming("1B"), claiming("2B"), claiming("2A", inks=4), pdfs.text()]
    assert bound(*files).bound.hindrances == {
        "item-2-1": Hindrance.OTHER_PART,
        "item-4-1": Hindrance.INKS,
        "item-5-1": Hindrance.NO_CLAIM,
    }


def test_an_attachment_without_tags_has_no_level_a() -> None:
    pdf = pikepdf.open(io.BytesIO(claiming("2A")))
    del pdf.Root.StructTreeRoot
    made = bound(pdfs.data(pdf))
    assert made.bound.claims == ("PDF/A-2U",)


def test_colours_of_a_screen_and_of_no_device_fit() -> None:
    for inks in (0, 1, 3):
        assert not archive.has_inks(pikepdf.open(io.BytesIO(claiming("2A", inks=inks))))
    broken = pikepdf.new()
    broken.Root.OutputIntents = Array([String("x"), Dictionary(DestOutputProfile=Name.X)])
    assert not archive.has_inks(broken)


def test_the_colours_of_the_pack_are_srgb() -> None:
    made = bound(claiming("2A"))
    (intent,) = list(made.pdf.Root.OutputIntents)
    assert intent.S == Name.GTS_PDFA1
    assert intent.DestOutputProfile.read_bytes() == srgb()
    assert intent.DestOutputProfile.N == 3


def test_xmp_says_what_info_says() -> None:
    made = bound(claiming("2A"))
    with made.pdf.open_metadata() as xmp:
        info = made.pdf.docinfo
        assert xmp["dc:title"] == str(info.Title)
        assert xmp["dc:creator"] == [str(info.Author)]
        assert xmp["dc:description"] == str(info.Subject)
        assert xmp["pdf:Producer"] == str(info.Producer)
        assert xmp["xmp:CreatorTool"] == str(info.Creator)
        assert xmp["xmp:CreateDate"] == "2024-03-01T09:00:00Z"
        assert str(info.CreationDate) == "D:20240301090000Z"


def test_a_page_that_cannot_be_read_takes_the_claims_away() -> None:
    pdf = pikepdf.open(io.BytesIO(claiming("2A")))
    del pdf.Root.StructTreeRoot
    damaged = pikepdf.Stream(pdf, b"this is not deflated")
    damaged.Filter = Name.FlateDecode
    pdf.pages[0].Contents = damaged
    data = io.BytesIO()
    pdf.save(data)
    made = bound(data.getvalue())
    assert made.bound.unreadable
    assert made.bound.claims == ()


def test_nothing_is_claimed_of_no_parts() -> None:
    assert archive.claims(()) == ()
