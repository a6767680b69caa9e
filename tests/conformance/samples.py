"""Documents that hold every construct of the HTML vocabulary, typeset. It must not check them."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Template
from PIL import Image

from kallelse.typeset import Typeset
from tests import typesetting

TEXTS = Path(__file__).parent / "texts"
_LONG = "Direktionen behandlade ärendet om Sjuhärads infrastrukturplanering i bred enighet. " * 9
_LINK = "https://www.example.se/planer/nationell-plan-for-transportinfrastrukturen/2026-2037"


@functools.cache
def samples() -> Mapping[str, Typeset]:
    """Return the documents by name.

    Each is there twice, since a memo has a running head and a notice has none.
    """
    found = {}
    for file in sorted(TEXTS.glob("*.html")):
        text = Template(file.read_text(encoding="utf-8")).render(long=_LONG, link=_LINK)
        for kind in ("notice", "memo"):
            html = typesetting.article(text, kind)
            found[f"{file.stem}-{kind}"] = typesetting.make(html, images=images())
    return found


def images() -> Mapping[str, bytes]:
    """Return one small picture of each kind that may be met, by the name that the sample uses."""
    plain = Image.linear_gradient("L").resize((60, 40))
    colour = Image.merge("RGB", (plain, plain.rotate(180), plain))
    alpha = colour.copy()
    alpha.putalpha(plain)
    made = {
        "logo": ("PNG", colour),
        "rgb.png": ("PNG", colour),
        "grey.png": ("PNG", plain),
        "alpha.png": ("PNG", alpha),
        "grey-alpha.png": ("PNG", alpha.convert("LA")),
        "palette.png": ("PNG", colour.quantize(8)),
        "bilevel.png": ("PNG", plain.convert("1")),
        "deep.png": ("PNG", plain.convert("I;16")),
        "photo.jpg": ("JPEG", colour),
        "grey.jpg": ("JPEG", plain),
        "print.jpg": ("JPEG", colour.convert("CMYK")),
    }
    return {name: _saved(image, kind) for name, (kind, image) in made.items()}


def _saved(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()
