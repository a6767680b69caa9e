"""How the reader sees a page: rotation, crop box and unit worked into one matrix.

It must not change a page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Array, Dictionary

from kallelse.bind.values import Value, number
from kallelse.choices import Corner

A5_SHORT_SIDE = 419.53
LARGE_SHORT_SIDE = 640.0  # wider than A4 and Letter
SMALLEST_SCALE = 0.5
LARGEST_SCALE = 2.0
LETTER = (0.0, 0.0, 612.0, 792.0)  # what viewers take a page without any MediaBox for


class Box(NamedTuple):
    """A rectangle, in points; `x0, y0` is the lower left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


class Matrix(NamedTuple):
    """A transformation: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-1, 8.3.4)."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        """Return a point transformed."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: Matrix) -> Matrix:
        """Return the transformation that does `first` and then this one."""
        (e, f) = self(first.e, first.f)
        return Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )

    def bounds(self, box: Box) -> Box:
        """Return the upright rectangle around the transformed box."""
        corners = [self(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = zip(*corners, strict=True)
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True)
class View:
    """A page as its reader sees it, upright, with the lower left corner as origin.

    `width` and `height` are in points on paper, UserUnit included; `matrix` leads from there to the
    page's own coordinates.
    """

    width: float
    height: float
    matrix: Matrix

    @property
    def scale(self) -> float:
        """Return the scale of stamps: 1, less on a page smaller than A5, more from A3 on.

        A large sheet is read from farther away, or printed smaller.
        """
        short = min(self.width, self.height)
        if short > LARGE_SHORT_SIDE:
            return min(LARGEST_SCALE, math.sqrt(short / LARGE_SHORT_SIDE))
        return max(SMALLEST_SCALE, min(1.0, short / A5_SHORT_SIDE))

    @property
    def visible(self) -> Box:
        """Return what is seen of the page, in its own coordinates."""
        return self.matrix.bounds(Box(0, 0, self.width, self.height))

    @property
    def top_left(self) -> tuple[float, float]:
        """Return where the visible top left corner is, in the page's own coordinates."""
        return self.matrix(0.0, self.height)

    def place(self, width: float, height: float, corner: Corner, inset: tuple[float, float]) -> Box:
        """Return the place of a box in a corner, the insets measured from the visible edges."""
        vertical, horizontal = corner.value.split("-")
        x = {
            "left": inset[0],
            "center": (self.width - width) / 2,
            "right": self.width - inset[0] - width,
        }[horizontal]
        y = inset[1] if vertical == "bottom" else self.height - inset[1] - height
        return Box(x, y, x + width, y + height)


def box(value: Value) -> Box | None:
    """Return a rectangle with its corners in order; None for what is not one or has no area."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = map(float, value)
    except (TypeError, ValueError):
        return None
    found = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return found if found.x1 > found.x0 and found.y1 > found.y0 else None


def view(page: Dictionary) -> View:
    """Find out how a page is seen (ISO 32000-1, 7.7.3.3 and 14.11.2).

    Readers see the part of the CropBox that lies in the MediaBox, in units of UserUnit/72 inch,
    turned clockwise by Rotate.
    """
    x0, y0, x1, y1 = _visible(page)
    unit = (number(page["/UserUnit"]) if "/UserUnit" in page else None) or 1.0
    unit = unit if unit > 0 else 1.0
    turns = int(number(page.get("/Rotate")) or 0) // 90 % 4
    s = 1 / unit
    matrix = (
        Matrix(s, 0, 0, s, x0, y0),
        Matrix(0, s, -s, 0, x1, y0),
        Matrix(-s, 0, 0, -s, x1, y1),
        Matrix(0, -s, s, 0, x0, y1),
    )[turns]
    width, height = (x1 - x0) * unit, (y1 - y0) * unit
    return View(width, height, matrix) if turns % 2 == 0 else View(height, width, matrix)


def _visible(page: Dictionary) -> Box:
    media = box(page.get("/MediaBox")) or Box(*LETTER)
    crop = box(page["/CropBox"]) if "/CropBox" in page else None  # `get` is slow to find nothing
    if crop is None:
        return media
    both = Box(
        max(media.x0, crop.x0),
        max(media.y0, crop.y0),
        min(media.x1, crop.x1),
        min(media.y1, crop.y1),
    )
    return both if both.x1 > both.x0 and both.y1 > both.y0 else media
