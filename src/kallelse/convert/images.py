"""A picture's file → what a PDF holds of it, and how large. It must not change a JPEG's picture.

It runs in the worker.

A picture keeps its physical size where it says one and fits on A4. What a camera writes beside the
picture (place, owner, preview) stays behind.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageFile, UnidentifiedImageError

from kallelse.convert import problems
from kallelse.convert.greys import in_eight_bits, is_deep
from kallelse.convert.plates import CHANNELS, INKS, PLACED, Picture, Plates
from kallelse.convert.problems import RefusedError
from kallelse.i18n import _

_MOST_PIXELS = 200_000_000
_SCREEN = 96.0
_LIKELY = (30.0, 4800.0)  # dots an inch; what lies outside was made up
_ORIENTATION = 0x0112
_KEPT_SEGMENTS = frozenset((0xE0, 0xE2, 0xEE))  # JFIF, colour profile, Adobe's colour transform
_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": INKS}


def to_pdf(request: Mapping[str, Any]) -> dict[str, Any]:
    """Write `target` with a page for each picture in `source`; return what to warn of.

    `alt` are the texts that are read of those `pages` that are wanted, or of all.

    Raises:
        RefusedError: it cannot be read, it has more pages or pixels than it may, or not as many
            pages as there are texts.
    """
    source, name = Path(request["source"]), request["name"]
    Image.MAX_IMAGE_PIXELS = None  # counted here, with our own words
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    plates = Plates(request["language"])
    try:
        with warnings.catch_warnings(), Image.open(source) as image:
            warnings.simplefilter("ignore")
            told = _told(_frames(image), request)
            for number, picture in enumerate(_pictures(image, source, request), 1):
                plates.add(picture, told.get(number))
    except (RefusedError, MemoryError):
        raise
    except UnidentifiedImageError as error:
        raise RefusedError(problems.picture_damaged(name, _("it is no picture inside"))) from error
    except Exception as error:
        raise RefusedError(problems.picture_damaged(name, str(error))) from error
    plates.write(Path(request["target"]))
    return {"warnings": []}


def _frames(image: Image.Image) -> int:
    """Return how many pages it has; what moves is shown as it begins."""
    return getattr(image, "n_frames", 1) if image.format == "TIFF" else 1


def _told(frames: int, request: Mapping[str, Any]) -> Mapping[int, str]:
    """Return what is read of each page, by its number; of none where nothing is written."""
    alt = request["alt"]
    if not alt:
        return {}
    numbers = [number for first, last in request["pages"] for number in range(first, last + 1)]
    numbers = numbers or [*range(1, frames + 1)]
    if len(alt) != len(numbers):
        raise RefusedError(problems.alts_differ(request["name"], len(alt), len(numbers)))
    return dict(zip(numbers, alt, strict=True))


def _pictures(image: Image.Image, source: Path, request: Mapping[str, Any]) -> Iterator[Picture]:
    name = request["name"]
    if image.format in ("JPEG", "MPO"):  # MPO: a phone's JPEG with a preview after it
        _check_pixels(image, name)
        yield _jpeg(image, source.read_bytes())
        return
    frames = _frames(image)
    if frames > request["max_pages"]:
        raise RefusedError(problems.too_many_pages(name, frames, request["max_pages"]))
    for frame in range(frames):
        image.seek(frame)
        _check_pixels(image, name)
        yield _packed(image)


def _check_pixels(image: Image.Image, name: str) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise RefusedError(problems.too_many_dots(name, image.width * image.height))


def _jpeg(image: Image.Image, data: bytes) -> Picture:
    space = _SPACES.get(image.mode, "/DeviceRGB")
    keys: dict[str, Any] = {
        "/Filter": Name.DCTDecode,
        "/BitsPerComponent": 8,
    }
    if image.mode == "CMYK" and "adobe" in image.info:  # Adobe writes ink as light
        keys["/Decode"] = Array((1, 0) * 4)
    orientation, points, profile = (
        _orientation(image),
        _points(image),
        image.info.get("icc_profile"),
    )
    size = image.size
    image.draft("L", (max(1, size[0] // 8), max(1, size[1] // 8)))
    image.load()  # to its end, which tells whether it is whole
    return Picture(_without_extras(data), keys, space, size, profile, orientation, points)


def _without_extras(data: bytes) -> bytes:
    """Return a JPEG without what is not its picture: where it was taken, by whom, previews."""
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
            continue
        if marker == 0xDA:  # the picture itself, to its end: what follows is another one
            end = data.find(b"\xff\xd9", place)
            kept.append(data[place:] if end < 0 else data[place : end + 2])
            return b"".join(kept)
        after = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if marker in _KEPT_SEGMENTS or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[place:after])
        place = after
    return data


def _packed(image: Image.Image) -> Picture:
    """Pack what is not JPEG as PNG does, whose data a PDF holds as they are (7.4.4.4)."""
    image.load()  # which turns a TIFF as it is to stand, and takes that from its facts
    flat = _flattened(image)
    space, depth = _SPACES[flat.mode], 1 if flat.mode == "1" else 8
    keys: dict[str, Any] = {"/Filter": Name.FlateDecode, "/BitsPerComponent": depth}
    if flat.mode == "CMYK":  # which PNG does not know
        data = zlib.compress(flat.tobytes())
    else:
        data = _png_data(flat)
        keys["/DecodeParms"] = Dictionary(
            Predictor=15,
            Colors=CHANNELS[space],
            BitsPerComponent=depth,
            Columns=flat.width,
        )
    profile = image.info.get("icc_profile")
    return Picture(data, keys, space, flat.size, profile, _orientation(image), _points(image))


def _flattened(image: Image.Image) -> Image.Image:
    """Return a picture in one of the modes a page can show, what is transparent on white."""
    if is_deep(image):
        return in_eight_bits(image)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(white, seen).convert("L" if image.mode == "LA" else "RGB")
    return image.copy() if image.mode in _SPACES else image.convert("RGB")


def _png_data(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    data, place, found = made.getvalue(), 8, []
    while place < len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind == b"IDAT":
            found.append(data[place + 8 : place + 8 + length])
        place += 12 + length
    return b"".join(found)


def _orientation(image: Image.Image) -> int:
    try:
        found = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - broken EXIF is no reason to refuse a sound picture
        return 1
    return found if found in PLACED else 1


def _points(image: Image.Image) -> tuple[float, float]:
    """Return how large it is before rotation, in points: as it says, or as on a screen."""
    try:
        across, down = (float(one) for one in image.info["dpi"])
    except (LookupError, TypeError, ValueError):
        across = down = _SCREEN
    low, high = _LIKELY
    if not (low <= across <= high and low <= down <= high):
        across = down = _SCREEN
    return image.width * 72 / across, image.height * 72 / down
