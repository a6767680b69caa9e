"""A part of a PDF page in dots, as it is and without its text. It runs in the worker.

pdfium leaves out what is set inactive, also in forms. The pages in memory are changed for a moment,
and the file never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from PIL import Image, ImageChops

_DOTS = 6_000_000
_DIFFERENCE = 14  # of 255: less than this nobody sees on a screen or on paper
_GROUND = (128, 64, 192, 255)  # a colour that no text has

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """How points of a page become dots of a view (ISO 32000-1, 8.3.2.3 and 14.11.2)."""

    bounds: Box
    turned: int
    scale: float
    offset: tuple[float, float] = (0, 0)

    def dots(self, box: Box) -> Box:
        """Return where a box of the page is shown, from the upper left corner of the view."""
        left, bottom, right, top = self.bounds
        x0, y0, x1, y1 = box
        turned = {
            0: (x0 - left, top - y1, x1 - left, top - y0),
            90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
            180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
            270: (top - y1, right - x1, top - y0, right - x0),
        }[self.turned]
        x, y = self.offset
        scale = self.scale
        return (
            turned[0] * scale - x,
            turned[1] * scale - y,
            turned[2] * scale - x,
            turned[3] * scale - y,
        )


@dataclass(frozen=True)
class View:
    """A part of a page: `bare` is it without some text, `changed` is white where that text shows.

    `expected` is white where the text would show, were there nothing else on the page.
    """

    place: Place
    bare: Image.Image
    changed: Image.Image
    expected: Image.Image | None = None


def view(page: pdfium.PdfPage, text: Sequence[Any], scale: float) -> View:
    """Render a page in grey with and without some text, at dots a point or fewer."""
    scale = min(scale, largest(page.get_bbox()))
    place, render = _renderer(page, page.get_bbox(), scale)
    full = render(grayscale=True)
    with without(text):
        bare = render(grayscale=True)
    return View(place, bare, _difference(full, bare))


def close_view(
    page: pdfium.PdfPage, text: Sequence[Any], others: Sequence[Any], box: Box, scale: float
) -> View:
    """Render a part of a page in colour with and without some text, and that text alone."""
    place, render = _renderer(page, box, min(scale, largest(box)))
    full = render()
    with without(text):
        bare = render()
        with without(others):
            nothing = render(draw_annots=False, fill_color=_GROUND)
    with without(others):
        alone = render(draw_annots=False, fill_color=_GROUND)
    return View(place, bare.convert("L"), _difference(full, bare), _difference(nothing, alone))


def largest(box: Box) -> float:
    """Return the scale at which a part of a page has as many dots as it may."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return float((_DOTS / max(area, 1.0)) ** 0.5)


@contextmanager
def without(objects: Sequence[Any]) -> Iterator[None]:
    """Leave objects out of what is rendered."""
    for one in objects:
        raw.FPDFPageObj_SetIsActive(one, False)
    try:
        yield
    finally:
        for one in objects:
            raw.FPDFPageObj_SetIsActive(one, True)


def contrast(picture: Image.Image) -> int:
    """Return how far the lightest and the darkest dot of a grey picture lie apart, of 255."""
    least, most = cast("tuple[int, int]", picture.getextrema())
    return most - least


def _renderer(page: pdfium.PdfPage, box: Box, scale: float) -> tuple[Place, Any]:
    """Return the place of a part of a page, and a function that renders it."""
    whole = Place(page.get_bbox(), page.get_rotation(), scale)
    x0, y0, x1, y1 = whole.dots(box)
    width, height = (one * scale for one in page.get_size())
    # pdfium rounds up: a little less, or a rounding error costs a row of dots.
    edges = (x0, max(height - y1, 0), max(width - x1, 0), y0)
    crop = tuple((edge // 1 - 0.01) / scale for edge in edges)

    def render(**how: Any) -> Image.Image:
        return cast("Image.Image", page.render(scale=scale, crop=crop, **how).to_pil())

    return Place(whole.bounds, whole.turned, scale, (x0 // 1, y0 // 1)), render


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return white where two pictures differ so that it can be seen, in any colour."""
    bands = ImageChops.difference(one, other).split()
    most = bands[0]
    for band in bands[1:]:
        most = ImageChops.lighter(most, band)
    return most.point([0] * _DIFFERENCE + [255] * (256 - _DIFFERENCE))
