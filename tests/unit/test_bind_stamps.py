from __future__ import annotations

import dataclasses
import functools
import io
import itertools
from collections.abc import Callable

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from kallelse.bind import PageStamp, bind
from kallelse.bind.geometry import A5_SHORT_SIDE, LARGEST_SCALE, SMALLEST_SCALE
from kallelse.theme import Corner
from tests import binding, pdfs

CASES = list(itertools.product((0, 90, 180, 270), (False, True), (1, 2)))


def picture(data: bytes, page: int, scale: float = 1.0) -> Image.Image:
    shown: Image.Image = binding.rendered(data, page, scale).to_pil()
    return shown.convert("RGB")


def stamp_box(made: binding.Made, page: int, scale: float = 1.0) -> tuple[int, int, int, int]:
    """Return where the frame of the page's stamp stands, in pixels: left, top, right, bottom."""
    red, green, blue = picture(made.data, page, scale).split()
    strong = red.point(lambda value: 255 * (value > 200))
    weak = ImageChops.lighter(green, blue).point(lambda value: 255 * (value < 120))
    found = ImageChops.darker(strong, weak).getbbox()
    assert found is not None, "no stamp is to be seen"
    return found


def without(shown: Image.Image, area: tuple[int, int, int, int]) -> Image.Image:
    """Return the picture with a black box there and a few pixels around it."""
    left, top, right, bottom = area
    copy = shown.copy()
    copy.paste((0, 0, 0), (left - 3, top - 3, right + 3, bottom + 3))
    return copy


@pytest.mark.parametrize(("rotate", "crop", "unit"), CASES)
def test_a_stamp_stands_at_the_same_place_as_seen(rotate: int, crop: bool, unit: int) -> None:
    raw = pdfs.turned(rotate, crop=crop, unit=unit, origin=(-40, 25))
    made, page = binding.only(raw)
    number = made.page_number(page)
    scale = 3.0
    width, height = picture(made.data, number, scale).size
    left, _, right, bottom = stamp_box(made, number, scale)
    seen = min(width, height) / scale * unit  # points on paper of the short side
    pixel = scale / unit * max(SMALLEST_SCALE, min(1.0, seen / A5_SHORT_SIDE))
    assert width - right == pytest.approx((binding.INSET[0] + 1) * pixel, abs=3)
    assert height - bottom == pytest.approx((binding.INSET[1] + 1) * pixel, abs=3)
    assert right - left == pytest.approx((binding.STAMP[0] - 1) * pixel, abs=4)


@pytest.mark.parametrize(
    "raw",
    [
        b"q BT /F1 9 Tf (aldrig slut",
        b"BT (slutar \\",
        b"q ((a) % b",
        b"BT /F1 9 Tf [(abc) 3 ",
        b"[ [ [",
        b"q <4142",
        b"/Span <</A (x)",
        b"q BI /W 4 /H 4 /BPC 8 /CS /G ID \x01\x02",
        b"q BI /W 4",
    ],
)
def test_content_that_is_cut_off_does_not_swallow_the_stamp(raw: bytes) -> None:
    made, page = binding.only(pdfs.data(pdfs.new(raw)))
    assert stamp_box(made, made.page_number(page))


@pytest.mark.parametrize("corner", Corner)
def test_every_corner_can_bear_a_stamp(corner: Corner) -> None:
    made, page = binding.only(pdfs.turned(90, crop=True), corner=corner)
    number = made.page_number(page)
    width, height = picture(made.data, number).size
    left, top, right, bottom = stamp_box(made, number)
    x, y = (left + right) / 2, (top + bottom) / 2
    where = {
        "top": y < height * 0.2,
        "bottom": y > height * 0.8,
        "left": x < width * 0.4,
        "center": abs(x - width / 2) < 3,
        "right": x > width * 0.6,
    }
    assert all(where[word] for word in corner.value.split("-"))


SHOWN: dict[str, Callable[[], bytes]] = {
    "text": pdfs.text,
    "turned": lambda: pdfs.turned(270, crop=True, origin=(30, 40)),
    "split": pdfs.split_content,
    "scanned": pdfs.scanned,
    "comments": pdfs.comments,
    "links": pdfs.links,
    "files": pdfs.embedded,
    "form": lambda: pdfs.form("Kalle"),
    "signed": pdfs.signed,
    "layer": pdfs.hidden_layer,
    "base off": lambda: pdfs.hidden_layer(base_off=True),
    "tagged": pdfs.tagged,
    "latin names": pdfs.latin_names,
    "encrypted": pdfs.encrypted,
    "scripts": pdfs.scripts,
    "heavy": lambda: pdfs.heavy("Tung"),
    "no media box": pdfs.without_media_box,
    **{kind: functools.partial(pdfs.dirty, kind) for kind in pdfs.DIRTY},
}


@pytest.mark.parametrize("kind", SHOWN)
def test_outside_of_the_stamp_a_page_looks_as_it_did(kind: str) -> None:
    raw = SHOWN[kind]()
    made, page = binding.only(raw)
    number = made.page_number(page)
    area = stamp_box(made, number)
    before, after = without(picture(raw, 1), area), without(picture(made.data, number), area)
    assert before.size == after.size
    assert before.tobytes() == after.tobytes()
    assert len(before.getcolors(1 << 20) or []) > 2, "the page is blank"


def test_the_text_of_a_stamp_can_be_read() -> None:
    made = binding.bound(pdfs.text(2))
    document = pikepdf.open(io.BytesIO(made.data))
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made.data)]
    assert len(texts) == len(document.pages) == 5
    assert all(f"s. {n} (5)" in text for n, text in enumerate(texts, 1))


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((595, 842), 1.0),
        ((612, 792), 1.0),
        ((720, 405), 405 / 419.53),
        ((100, 100), SMALLEST_SCALE),
        ((842, 1191), (842 / 640) ** 0.5),
        ((4000, 3000), LARGEST_SCALE),
    ],
)
def test_stamps_shrink_on_small_pages_and_grow_on_large_ones(
    size: tuple[float, float], scale: float
) -> None:
    _made, page = binding.only(pdfs.text(size=size))
    left, low, right, _high = (float(side) for side in page.Annots[-1].Rect)
    assert right - left == pytest.approx(binding.STAMP[0] * scale, abs=0.1)
    assert size[0] - right == pytest.approx(binding.INSET[0] * scale, abs=0.1)
    assert low == pytest.approx(binding.INSET[1] * scale, abs=0.1)


def test_a_stamp_is_an_artifact_and_its_link_leads_to_the_agenda() -> None:
    made, page = binding.only(pdfs.text())
    shown = b"".join(one.read_bytes() for one in page.Contents)
    assert b"/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC" in shown
    (link, goal), *_ = made.links(made.page_number(page))
    assert goal == made.pack.part("agenda").first_page
    assert str(link.Contents) == "Till dagordningen"
    assert int(link.F) == 4


def test_the_fonts_of_stamps_are_stored_once() -> None:
    pack = binding.make_pack([pdfs.text(3)])
    sheet = binding.sheet(("alla",))
    stamp = PageStamp(0, Corner.TOP_LEFT, 10, 10)
    out = io.BytesIO()
    bind(
        pack,
        binding.documents(pack, [pdfs.text(3)]),
        {n: [stamp, stamp] for n in range(1, 7)},
        sheet,
        language="sv-SE",
        created=binding.CREATED,
        target=out,
    )
    with pikepdf.open(out) as pdf:
        fonts = {page.obj.Resources.Font["/StampF1"].objgen for page in pdf.pages}
        assert len(fonts) == 1
        assert all("/Annots" not in page.obj for page in pdf.pages)


def test_clean_content_is_not_touched() -> None:
    raw = pdfs.tagged()
    _made, page = binding.only(raw)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert page.Contents[1].read_bytes() == pdf.pages[0].obj.Contents.read_bytes()
    assert page.Contents[0].read_bytes() == b"q\n"


def test_of_a_stamp_only_its_letters_are_stored_with_each_page() -> None:
    made = binding.bound(pdfs.text(2))
    first, second = ({one.objgen for one in page.Contents} for page in made.pages("item-2-1"))
    assert len(first - second) == len(second - first) == 2  # its own content, and the letters


def test_no_stream_stands_twice_in_the_content_of_a_page() -> None:
    pack = binding.make_pack([pdfs.text()])
    stamps = [PageStamp(0, corner, 10, 10) for corner in (Corner.TOP_LEFT, Corner.TOP_RIGHT)]
    sheet = binding.sheet(("alla",))
    pieces = (*sheet.contents[0], b"(l) Tj\n", b"(l) Tj\n")
    out = io.BytesIO()
    bind(
        pack,
        binding.documents(pack, [pdfs.text()]),
        dict.fromkeys(range(1, pack.pages + 1), stamps),
        dataclasses.replace(sheet, contents=(pieces,)),
        language="sv-SE",
        created=binding.CREATED,
        target=out,
    )
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            numbers = [one.objgen for one in page.obj.Contents]
            assert len(set(numbers)) == len(numbers)
            shown = b"".join(one.read_bytes() for one in page.obj.Contents)
            assert shown.count(b"(l) Tj") == 4
            assert shown.count(b"EMC") == shown.count(b"BDC")


def test_pages_that_share_resources_still_do() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text(2)))
    shared = pdf.make_indirect(pdf.pages[0].obj.Resources)
    for one in pdf.pages:
        one.obj.Resources = shared
    made = binding.bound(pdfs.data(pdf))
    first, second = (page.Resources for page in made.pages("item-2-1"))
    assert first.objgen == second.objgen != (0, 0)
    assert set(first.Font.keys()) == {"/F1", "/StampF1"}


@pytest.mark.parametrize("indirect", [False, True])
def test_fonts_of_a_page_keep_their_names(indirect: bool) -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text(2)))
    for one in pdf.pages:
        fonts = one.obj.Resources.Font
        fonts["/StampF1"] = fonts["/F1"]
        fonts["/F1"] = Dictionary({**fonts["/StampF1"], "/BaseFont": Name.Courier})
        one.obj.Resources.Font = pdf.make_indirect(fonts) if indirect else fonts
    made = binding.bound(pdfs.data(pdf))
    for page in made.pages("item-2-1"):
        assert set(page.Resources.Font.keys()) == {"/F1", "/StampF1", "/StampxF1"}
        assert page.Resources.Font["/F1"].BaseFont == Name.Courier
        assert b"/StampxF1 8 Tf" in b"".join(one.read_bytes() for one in page.Contents)
        stamp_box(made, made.page_number(page))


def test_pages_that_cannot_be_decoded_are_named() -> None:
    made = binding.bound(pdfs.undecodable(), pdfs.broken_flate())
    first, second = made.pack.part("item-2-1"), made.pack.part("item-3-1")
    assert made.bound.unreadable == (first.first_page + 1, second.first_page)
    stamp_box(made, second.first_page)


@pytest.mark.parametrize("attachment", [pdfs.broken_lzw, pdfs.broken_hex])
def test_whatever_fails_while_a_page_is_decoded_it_is_named(
    attachment: Callable[[], bytes],
) -> None:
    made, page = binding.only(attachment())
    assert made.bound.unreadable == (made.page_number(page),)
    stamp_box(made, made.page_number(page))


def test_content_in_run_lengths_gets_its_stamp() -> None:
    made = binding.bound(pdfs.run_lengths(packed=False))
    assert made.bound.unreadable == ()
    for page in made.pages("item-2-1"):
        stamp_box(made, made.page_number(page))


def test_a_blank_page_gets_its_stamp() -> None:
    made, page = binding.only(pdfs.blank())
    stamp_box(made, made.page_number(page))
    assert page.Type == Name.Page
