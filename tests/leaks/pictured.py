"""Pictures with a secret beside what they show. It must not import kallelse."""

from __future__ import annotations

import io
import random

from PIL import Image, PngImagePlugin


def noise(seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Return a picture of 48 × 32 dots, another one for every seed."""
    drawn = random.Random(seed)
    count = 48 * 32 * len(mode)
    return Image.frombytes(mode, (48, 32), bytes(drawn.randrange(256) for _ in range(count)))


def jpeg_exif(secret: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = secret  # what is seen
    exif.get_ifd(0x8769)[0x9286] = b"ASCII\0\0\0" + b"mer"
    made = io.BytesIO()
    noise().save(made, "JPEG", exif=exif)
    return made.getvalue()


def png_text(secret: str) -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_itxt("Comment", secret)
    made = io.BytesIO()
    noise().save(made, "PNG", pnginfo=told)
    return made.getvalue()
