"""A picture whose dots have more than eight bits → one of eight. It must not know colours.

What is shown and what is searched for leaks go through here both, so that their dots are the same.
"""

from __future__ import annotations

import math
from array import array

from PIL import Image

_MOST = 65_535.0  # of sixteen bits
_SIXTEEN = 257  # steps of sixteen bits in one of eight


def is_deep(image: Image.Image) -> bool:
    """Tell whether its dots are numbers of more than eight bits."""
    return image.mode.startswith("I;16") or image.mode in ("I", "F")


def in_eight_bits(image: Image.Image) -> Image.Image:
    """Return a deep picture as greys, as programs that show pictures do.

    Sixteen bits are taken as they are. A picture of larger numbers, or of fractions, does not say
    what is white: its least number is black and its greatest white.
    """
    numbers = image.convert("F")
    low, high = (0.0, _MOST) if image.mode.startswith("I;16") else _range(numbers)
    if image.mode != "F" and low >= 0 and high <= _MOST:
        return numbers.point(lambda value: value / _SIXTEEN).convert("L")
    if low == high:  # of one colour: as light as such a fraction is
        low, high = 0.0, 1.0
    scale = 255 / (high - low)
    offset = 0.5 - low * scale  # half a step more, for converting takes fractions away
    return numbers.point(lambda value: value * scale + offset).convert("L")


def _range(numbers: Image.Image) -> tuple[float, float]:
    """Return the least and the greatest number, without those that stand for nothing known."""
    low, high = (float(str(one)) for one in numbers.getextrema())
    if math.isfinite(low) and math.isfinite(high):
        return low, high
    known = array("f", numbers.tobytes())
    return (
        min(filter(math.isfinite, known), default=0.0),
        max(filter(math.isfinite, known), default=0.0),
    )
