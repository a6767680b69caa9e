"""How the pages of the example's pack look: ours as they should, attachments as they were."""

from __future__ import annotations

import pikepdf
import pytest

from tests.example import BACK, Part, bound, is_ours, pages_of
from tests.reading import Reading, overlaps

# How our own pages look


def own_pages(parts: list[Part]) -> list[int]:
    return [page for part in parts if is_ours(part) for page in pages_of(part)]


def test_all_text_of_our_own_pages_lies_within_the_page(pack: Reading, parts: list[Part]) -> None:
    pages = own_pages(parts)
    assert len(pages) > 20
    for page in pages:
        x0, y0, x1, y1 = (float(one) for one in pack.pdf.pages[page - 1].mediabox)
        chars = pack.chars(page)
        assert len(chars) > 50
        for char in chars:
            left, bottom, right, top = char.box
            inside = x0 + 20 < left and y0 + 20 < bottom and right < x1 - 20 and top < y1 - 20
            assert inside, f"{char} on page {page}"


def test_no_letters_of_our_own_pages_stand_on_each_other(pack: Reading, parts: list[Part]) -> None:
    for page in own_pages(parts):
        assert overlaps(pack.chars(page)) == [], f"on page {page}"


def test_overlaps_would_be_found(pack: Reading, parts: list[Part]) -> None:
    chars = pack.chars(own_pages(parts)[0])
    assert overlaps([*chars, *chars[5:9]])


def test_all_fonts_of_our_own_pages_are_embedded(pack: Reading) -> None:
    ours = {name: inside for name, inside in pack.fonts.items() if name.startswith("Atkinson")}
    assert len(ours) >= 2
    assert all(ours.values())


# The attachments


SAMPLED = {
    "06-priolista.pdf": 3,  # turned by /Rotate
    "09-ekonomiska-villkor.pdf": 1,  # a form
    "09-informationsbilder.pdf": 2,  # slides
    "10-samverkansavtal-naturbruk.pdf": 4,  # tagged
    "10-protokoll-bhu.pdf": 1,  # scanned
    "11-arsbokslut.pdf": 13,  # charts
    "11-bilagor-arsbokslut.pdf": 20,  # fonts that are not embedded
    "11-navet-verksamhetsberattelse.pdf": 5,  # cropped
}


@pytest.mark.parametrize("name", SAMPLED)
def test_a_page_of_an_attachment_is_as_it_was_but_for_its_stamps(
    pack: Reading, parts: list[Part], name: str
) -> None:
    from PIL import Image, ImageChops

    ((part, file),) = [(part, file) for part, file in bound(parts) if file.name == name]
    page = part["first_page"] + SAMPLED[name] - 1
    original = Reading(file)
    before, now = original.image(SAMPLED[name], 1.0), pack.image(page, 1.0)
    original.close()
    assert now.size == before.size
    changed = ImageChops.difference(before, now)
    width, height = now.size
    # The stamps stand 9 mm from the foot of the page, in 8 points, on a white ground.
    band = (0, height - 45, width, height - 20)
    assert changed.crop(band).getbbox() is not None
    changed.paste(Image.new("RGB", (width, 25)), band)
    assert changed.getbbox() is None


def test_what_is_filled_into_a_form_is_still_there(pack: Reading, parts: list[Part]) -> None:
    ((part, file),) = [one for one in bound(parts) if one[1].name == "09-ekonomiska-villkor.pdf"]
    with pikepdf.open(file) as original:
        wanted = values(original.pages[0])
    found = values(pack.pdf.pages[part["first_page"] - 1])
    assert found == wanted
    assert len(wanted) > 3


def values(page: pikepdf.Page) -> list[str]:
    """Return what the fields on a page hold, and what is drawn in them."""
    found = []
    for one in page.obj.Annots:
        if one.Subtype == "/Widget":
            field = one if "/V" in one or "/Parent" not in one else one.Parent
            state = one.get("/AS")
            drawn = one.AP.N if state is None else one.AP.N[str(state)]
            found.append(f"{field.get('/V', '')} {state} {bytes(drawn.read_bytes())!r}")
    return found


def test_links_within_an_attachment_lead_to_the_same_page_of_it(
    pack: Reading, parts: list[Part]
) -> None:
    part, _ = next(one for one in bound(parts) if one[1].name == "06-remissyttrande-vgr.pdf")
    inside = [
        link
        for page in pages_of(part)
        for link in pack.links_on(page)
        if link.text != BACK and not link.uri
    ]
    assert inside
    assert {link.target in pages_of(part) for link in inside} == {True}
