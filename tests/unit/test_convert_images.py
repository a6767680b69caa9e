"""Pictures become pages: as they stood, as large as they were, without what the camera knew."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageDraw

from kallelse.convert import Workshop
from kallelse.convert.greys import in_eight_bits
from kallelse.convert.traces import pictures
from tests.workbench import bound, hand_in, refused, rules, workshop

A4 = (595.276, 841.89)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def corners(size: tuple[int, int] = (120, 80)) -> Image.Image:
    """A picture whose corners are red, green, blue and black, clockwise from the upper left."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    x, y = size[0] // 2, size[1] // 2
    for left, top, colour in ((0, 0, "red"), (x, 0, "lime"), (x, y, "blue"), (0, y, "black")):
        draw.rectangle((left, top, left + x - 1, top + y - 1), fill=colour)
    return image


def seen(pdf: Path, page: int = 0, scale: float = 1) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image: Image.Image = document[page].render(scale=scale).to_pil().convert("RGB")
        return image


def area(image: Image.Image) -> tuple[int, int, int, int]:
    """Return where a page is not white."""
    ink = image.convert("L").point(lambda value: 255 if value < 250 else 0).getbbox()
    assert ink is not None, "an empty page"
    return ink


def quarters(image: Image.Image) -> list[tuple[int, ...]]:
    """Return the colours of the quarters of what is seen, clockwise from the upper left."""
    left, top, right, bottom = area(image)
    across, down = (right - left) / 4, (bottom - top) / 4
    places = ((1, 1), (3, 1), (3, 3), (1, 3))
    found = [image.getpixel((int(left + x * across), int(top + y * down))) for x, y in places]
    return [
        tuple(round(one / 255) for one in colour) for colour in found if isinstance(colour, tuple)
    ]


RED, LIME, BLUE, BLACK = (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0)
STRAIGHT = [RED, LIME, BLUE, BLACK]
FORMS = {"a.jpg": "JPEG", "a.png": "PNG", "a.tif": "TIFF", "a.webp": "WEBP"}


@pytest.mark.parametrize(("name", "form"), FORMS.items())
def test_a_picture_is_a_page(name: str, form: str, shop: Workshop, tmp_path: Path) -> None:
    options = {"lossless": True} if form == "WEBP" else {}
    found = bound(hand_in(shop, tmp_path, saved(corners(), form, **options), name))
    assert (found.pages, rules(found)) == (1, [])
    assert quarters(seen(found.pdf)) == STRAIGHT


# How each orientation is undone, by Pillow's own names for it.
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_a_picture_stands_as_the_camera_was_held(
    orientation: int, form: str, shop: Workshop, tmp_path: Path
) -> None:
    turn = TURNED[orientation]
    stored = corners() if turn is None else corners().transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    name = f"a.{form.lower()[:4]}"
    found = bound(hand_in(shop, tmp_path, saved(stored, form, exif=exif), name))
    page = seen(found.pdf)
    assert quarters(page) == STRAIGHT
    assert page.width > page.height, "the paper lies as the picture does"


def test_a_jpeg_is_not_packed_anew_and_leaves_the_place_behind(
    shop: Workshop, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kameramärke"
    exif.get_ifd(0x8825)[1] = "N"
    data = saved(corners(), "JPEG", exif=exif, comment=b"Hemma hos mig", quality=91)
    found = bound(hand_in(shop, tmp_path, data, "a.jpg"))
    with pikepdf.open(found.pdf) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        stream = image.read_raw_bytes()
        assert image["/Filter"] == pikepdf.Name.DCTDecode
    assert data.endswith(stream[stream.index(b"\xff\xda") :]), "the picture itself"
    assert b"Exif" not in stream
    whole = found.pdf.read_bytes()
    assert b"Kamera" not in whole
    assert b"Hemma" not in whole
    with (
        Image.open(io.BytesIO(stream)) as image_again,
        Image.open(io.BytesIO(data)) as image_before,
    ):
        assert image_again.tobytes() == image_before.tobytes()


def test_what_follows_a_jpeg_in_its_file_is_left_behind(shop: Workshop, tmp_path: Path) -> None:
    data = saved(corners(), "JPEG") + b"MotionPhoto" * 100
    found = bound(hand_in(shop, tmp_path, data, "a.jpg"))
    assert b"MotionPhoto" not in found.pdf.read_bytes()


@pytest.mark.parametrize("form", ["JPEG", "TIFF"])
def test_inks_keep_their_colour(form: str, shop: Workshop, tmp_path: Path) -> None:
    image = Image.new("CMYK", (80, 80), (0, 255, 255, 0))
    found = bound(hand_in(shop, tmp_path, saved(image, form), f"a.{form.lower()[:4]}"))
    page = seen(found.pdf)
    red, green, blue = page.getpixel((page.width // 2, page.height // 2))  # type: ignore[misc]
    assert red > 180 > 100 > max(green, blue)


@pytest.mark.parametrize(
    ("mode", "colour"), [("RGBA", (255, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("RGBa", (0, 0, 0, 0))]
)
def test_what_is_transparent_is_white(
    mode: str, colour: Any, shop: Workshop, tmp_path: Path
) -> None:
    image = Image.new(mode if mode != "RGBa" else "RGBA", (100, 100), colour)
    ImageDraw.Draw(image).rectangle(
        (40, 40, 59, 59), fill=1 if mode == "P" else (0, 0, 0, 255)[-len(image.getbands()) :]
    )
    options = {"transparency": 0} if mode == "P" else {}
    found = bound(hand_in(shop, tmp_path, saved(image, "PNG", **options), "a.png"))
    left, top, right, bottom = area(seen(found.pdf))
    assert right - left < 20 > bottom - top, "only the square in the middle"


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "RGB"])
def test_every_depth_is_shown(mode: str, shop: Workshop, tmp_path: Path) -> None:
    image = Image.new("L", (64, 64), 255)
    ImageDraw.Draw(image).rectangle((0, 0, 63, 31), fill=0)
    made = Image.frombytes("I;16", (64, 64), bytes(2 * 64 * 32) + b"\xff" * (2 * 64 * 32))
    found = bound(
        hand_in(
            shop, tmp_path, saved(made if mode == "I;16" else image.convert(mode), "PNG"), "a.png"
        )
    )
    left, top, right, bottom = area(seen(found.pdf))
    assert (right - left) == pytest.approx(2 * (bottom - top), abs=2), "its upper half is black"


DEEP = {  # what the dots of a scan, a measurement or a map hold for black, grey and white
    "a share": ("F", (0.0, 0.5, 1.0)),
    "metres above the sea": ("F", (-12.5, 100.0, 212.5)),
    "nothing known at first": ("F", (math.nan, 0.5, 1.0, 0.0)),
    "beyond all": ("F", (-math.inf, 1.0, math.inf, 0.0, 2.0)),
    "32 bits": ("I", (0, 500_000, 1_000_000)),
    "below zero": ("I", (-100, 0, 100)),
    "16 bits in 32": ("I", (0, 32_768, 65_535)),
}


@pytest.mark.parametrize("kind", DEEP)
def test_what_has_more_than_eight_bits_is_shown_from_black_to_white(
    kind: str, shop: Workshop, tmp_path: Path
) -> None:
    mode, dots = DEEP[kind]
    image = Image.new(mode, (10 * len(dots), 10))
    for number, dot in enumerate(dots):
        image.paste(dot, (10 * number, 0, 10 * number + 10, 10))
    data = saved(image, "TIFF")
    found = bound(hand_in(shop, tmp_path, data, "a.tif"))
    with pikepdf.open(found.pdf) as pdf:
        (packed,) = pdf.pages[0].get_images().values()
        assert isinstance(packed, pikepdf.Stream)
        shown = pikepdf.PdfImage(packed).as_pil_image()
    assert [shown.getpixel((10 * one + 5, 5)) for one in range(3)] == [
        0,
        pytest.approx(128, abs=1),
        255,
    ]
    with Image.open(io.BytesIO(data)) as read:
        assert pictures.sums(read) & pictures.sums(shown), "the search for leaks knows it again"


@pytest.mark.parametrize(("dot", "seen_as"), [(0.0, 0), (1.0, 255)])
def test_a_picture_of_one_dot_is_as_light_as_it_says(dot: float, seen_as: int) -> None:
    assert in_eight_bits(Image.new("F", (9, 9), dot)).getextrema() == (seen_as, seen_as)


@pytest.mark.parametrize(
    ("size", "dots", "points"),
    [
        ((300, 600), (300, 300), (72, 144)),
        ((150, 300), None, (112.5, 225)),
        ((150, 300), (1, 1), (112.5, 225)),
        ((204, 98), (204, 98), (72, 72)),
        ((4000, 3000), (72, 72), ((A4[0] - 68) * 4 / 3, A4[0] - 68)),
        ((1000, 4000), (72, 72), ((A4[1] - 68) / 4, A4[1] - 68)),
    ],
)
def test_it_is_as_large_as_it_says_and_fits_the_paper(
    size: tuple[int, int], dots: Any, points: tuple[float, float], shop: Workshop, tmp_path: Path
) -> None:
    image = Image.new("L", size, 0)
    options = {"dpi": dots} if dots else {}
    found = bound(hand_in(shop, tmp_path, saved(image, "PNG", **options), "a.png"))
    page = seen(found.pdf, scale=2)
    left, top, right, bottom = area(page)
    assert ((right - left) / 2, (bottom - top) / 2) == pytest.approx(points, abs=1.5)
    assert left == pytest.approx(page.width - right, abs=3), "in the middle"
    assert sorted(page.size) == [pytest.approx(2 * side, abs=2) for side in A4]


def test_a_fax_has_its_pages(shop: Workshop, tmp_path: Path) -> None:
    pages = [Image.new("1", (200, 300), 1) for _ in range(4)]
    for number, page in enumerate(pages, 1):
        ImageDraw.Draw(page).rectangle((20, 20, 20 + 30 * number, 40), fill=0)
    data = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    found = bound(hand_in(shop, tmp_path, data, "fax.tif"))
    widths = [area(seen(found.pdf, page))[2] - area(seen(found.pdf, page))[0] for page in range(4)]
    assert widths == sorted(set(widths))
    assert bound(hand_in(shop, tmp_path, data, "fax.tif", pages="2-3")).pages == 2


def test_a_name_that_lies_is_told_of(shop: Workshop, tmp_path: Path) -> None:
    found = bound(hand_in(shop, tmp_path, saved(corners(), "PNG"), "scan.pdf"))
    assert rules(found) == ["attachment-suffix"]
    assert found.suffix == ".png"
    assert ".png" in found.warnings[0].hint


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    data = saved(corners(), "PNG")
    made = []
    for name in ("a", "b"):
        with workshop(tmp_path / name) as shop:
            (tmp_path / name).mkdir()
            made.append(bound(hand_in(shop, tmp_path / name, data, "a.png")).pdf.read_bytes())
    assert made[0] == made[1]


def test_a_conversion_is_kept(shop: Workshop, tmp_path: Path) -> None:
    data = saved(corners((60, 60)), "PNG")
    first = bound(hand_in(shop, tmp_path, data, "a.png")).pdf
    before = first.stat().st_mtime_ns
    assert bound(hand_in(shop, tmp_path, data, "b.png")).pdf.stat().st_mtime_ns == before
    first.write_bytes(first.read_bytes()[:-9])
    again = bound(hand_in(shop, tmp_path, data, "a.png"))
    assert rules(again) == [], "half a file in the cache is made anew"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("kept", [0.1, 0.6])
def test_a_picture_that_is_cut_short_is_refused(
    form: str, kept: float, shop: Workshop, tmp_path: Path
) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    data = saved(noise, form)
    name = f"a.{form.lower()[:4]}"
    found = refused(hand_in(shop, tmp_path, data[: int(len(data) * kept)], name))
    assert found.rule == "attachment-damaged"


def test_a_picture_of_too_many_dots_is_refused(shop: Workshop, tmp_path: Path) -> None:
    data = saved(Image.new("1", (20_000, 20_000)), "PNG")
    assert len(data) < 1_000_000
    assert refused(hand_in(shop, tmp_path, data, "a.png")).rule == "attachment-limit"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"GIF89a" + bytes(50), "picture"),
        (b"\0\0\0\x18ftypheic" + bytes(50), "HEIC"),
        (b"\0\0\0\x18ftypmp42" + bytes(50), "film"),
    ],
)
def test_what_cannot_be_bound_is_called_by_its_name(
    data: bytes, word: str, shop: Workshop, tmp_path: Path
) -> None:
    found = refused(hand_in(shop, tmp_path, data, "foto.jpg"))
    assert found.rule == "attachment-kind"
    assert word in found.message
