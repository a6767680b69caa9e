"""What pictures say beside what they show, and sums of their pixels. It must not change them."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, ImageOps

from kallelse.convert.greys import in_eight_bits, is_deep
from kallelse.convert.traces import strings
from kallelse.convert.traces.found import Found, Spot

_MOST_FRAMES = 5000
_LEAST_PIXELS = 64  # smaller ones are dots and lines
_FOLDERS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1)
_BULKY = frozenset(("icc_profile",))


def examine(data: bytes, found: Found, page: int = 0) -> None:
    """Note what a picture's file says, and each of its frames.

    Raises:
        Exception: whatever a damaged picture makes the library raise.
    """
    with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
        warnings.simplefilter("ignore")
        for text in _texts(image):
            found.string(Spot.METADATA, text, page)
        found.sum(Spot.IMAGE, data, page)
        frames = getattr(image, "n_frames", 1)
        found.cut |= frames > _MOST_FRAMES
        for frame in range(min(frames, _MOST_FRAMES)):
            image.seek(frame)
            if found.measure(*image.size):
                found.picture(data, sums(image), page)


def told(data: bytes, found: Found, page: int) -> None:
    """Note what the file of a picture within a PDF says beside the picture."""
    with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as image:
        warnings.simplefilter("ignore")
        for text in _texts(image):
            found.string(Spot.METADATA, text, page)


def sums(image: Image.Image) -> set[str]:
    """Return sums of a picture's pixels, as it stands in a PDF whichever way it came there.

    That is without what is transparent or on white, and turned as its file says or as it lies.
    """
    if image.width * image.height < _LEAST_PIXELS:
        return set()
    image.load()
    seen = [image]
    if (flat := _flat(image)) is not image:
        seen.append(flat)
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        seen.append(ImageOps.exif_transpose(image))
    return {_sum(one) for one in seen} - {""}


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    return image


def _sum(image: Image.Image) -> str:
    """Return the sum, empty for a picture of one colour: many are the same."""
    flat = (in_eight_bits(image) if is_deep(image) else image).convert("RGB")
    if flat.getcolors(1) is not None:
        return ""
    return hashlib.sha256(b"%d %d\n" % flat.size + flat.tobytes()).hexdigest()


def _texts(image: Image.Image) -> Iterator[str]:
    for key, value in image.info.items():
        if key not in _BULKY:
            yield from _said(value)
    exif = image.getexif()
    for folder in (exif, *(exif.get_ifd(one) for one in _FOLDERS)):
        for value in folder.values():
            yield from _said(value)


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes) and value.lstrip().startswith(b"<"):
        yield strings.markup(value)
    elif isinstance(value, bytes):
        yield from strings.runs(value)
