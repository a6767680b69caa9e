"""Divide a table's width between its columns by what they hold. It must not know what a cell is."""

from __future__ import annotations

import math
from collections.abc import Sequence

_ROUNDS = 40


def share_out(least: Sequence[float], natural: Sequence[float], width: float) -> list[float]:
    """Return column widths that make up `width`, all in points.

    `least` are the widths that divide no word, `natural` those that need no line break. Where not
    even the words fit, those of the widest columns are divided.
    """
    if sum(natural) <= width:
        return _stretch(natural, width)
    if sum(least) >= width:
        return _squeeze(least, width)
    low, high = 0.0, math.sqrt(max(natural))
    for _ in range(_ROUNDS):
        level = (low + high) / 2
        if sum(_at_level(level, least, natural)) < width:
            low = level
        else:
            high = level
    return _stretch(_at_level(low, least, natural), width)


def _at_level(level: float, least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Return widths that go with the square root of what the columns hold, within their bounds.

    With the root, columns with little in them get what they need, and a long text does not starve
    a shorter one.
    """
    bounds = zip(least, natural, strict=True)
    return [min(max(level * math.sqrt(wide), narrow), wide) for narrow, wide in bounds]


def _stretch(natural: Sequence[float], width: float) -> list[float]:
    """Give what is left over to all, in proportion."""
    total = sum(natural)
    if total == 0:
        return [width / len(natural)] * len(natural)
    return [width * one / total for one in natural]


def _squeeze(wanted: Sequence[float], width: float) -> list[float]:
    """Cut the widest columns down to one width, so that the narrow ones keep theirs."""
    left = width
    for number, one in enumerate(ordered := sorted(wanted)):
        ceiling = left / (len(ordered) - number)
        if one > ceiling:
            return [min(one, ceiling) for one in wanted]
        left -= one
    return list(wanted)
