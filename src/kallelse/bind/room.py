"""Where stamps go on a page that has ink in its margin: over it, in another corner, or beside it.

It must not draw or change a page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Dictionary

from kallelse.bind import squeeze
from kallelse.bind.documents import Document, PageStamp
from kallelse.bind.geometry import Box, Matrix, View, view
from kallelse.bind.ink import Reader
from kallelse.choices import Corner, Ink

_FREE = 0.005  # a speck of dust in a scan is no ink
_GAP = 4.0  # points between the stamps and a page that has made room for them
_SMALLEST = 0.85  # what is made smaller than this is no longer as easy to read
_CORNERS = tuple(Corner)


@dataclass(frozen=True)
class Plan:
    """What is stamped on a page, and how its own content moves to make room."""

    stamps: Sequence[PageStamp] = ()
    moved: Matrix | None = None


def plan(
    document: Document,
    pages: Sequence[Dictionary],
    stamps: Mapping[int, Sequence[PageStamp]],
    sizes: Sequence[tuple[float, float]],
    ink: Ink,
    reader: Reader | None,
) -> list[Plan]:
    """Plan the stamps of a part's pages; what we typeset ourselves has its margins free.

    `stamps` are by pack page, from 1; `sizes` those of the texts on the sheet.
    """
    wanted = [stamps.get(document.part.first_page + offset, ()) for offset in range(len(pages))]
    if reader is None or ink is Ink.OVER or document.typeset:
        return [Plan(on_page) for on_page in wanted]
    pads = [_Pad(view(page), on_page, sizes) for page, on_page in zip(pages, wanted, strict=True)]
    asked = {number: pad.asked() for number, pad in enumerate(pads) if pad.stamps}
    found = reader.shares(document.source, asked) if asked else {}
    plans = []
    for number, (page, pad) in enumerate(zip(pages, pads, strict=True)):
        if number not in found or pad.is_free(found[number]):
            plans.append(Plan(pad.stamps))
            continue
        moved = pad.room() if ink is Ink.SHRINK and squeeze.is_safe(page) else None
        plans.append(Plan(pad.stamps, moved) if moved else Plan(pad.in_free_corners(found[number])))
    return plans


class _Pad:
    """A page, the stamps that it is to bear, and all places where they could stand."""

    def __init__(
        self, seen: View, stamps: Sequence[PageStamp], sizes: Sequence[tuple[float, float]]
    ) -> None:
        self.stamps = stamps
        self._view = seen
        self._sizes = sizes

    def _box(self, stamp: PageStamp, corner: Corner) -> Box:
        s = self._view.scale
        width, height = self._sizes[stamp.sheet]
        inset = (stamp.inset_x * s, stamp.inset_y * s)
        return self._view.place(width * s, height * s, corner, inset)

    def asked(self) -> list[Box]:
        """Return the boxes of each stamp in each corner, as shares of the page."""
        width, height = self._view.width, self._view.height
        boxes = [self._box(stamp, corner) for stamp in self.stamps for corner in _CORNERS]
        return [
            Box(one.x0 / width, one.y0 / height, one.x1 / width, one.y1 / height) for one in boxes
        ]

    def _ink(self, shares: Sequence[float], index: int, corner: Corner) -> float:
        return shares[index * len(_CORNERS) + _CORNERS.index(corner)]

    def is_free(self, shares: Sequence[float]) -> bool:
        """Tell whether no stamp would cover anything."""
        return all(
            self._ink(shares, index, stamp.corner) <= _FREE
            for index, stamp in enumerate(self.stamps)
        )

    def in_free_corners(self, shares: Sequence[float]) -> list[PageStamp]:
        """Return the stamps where they cover least, none on another, their own corner first."""
        taken: list[Box] = []
        placed = []
        for index, stamp in enumerate(self.stamps):
            order = sorted(_CORNERS, key=lambda corner: _distance(stamp.corner, corner))
            left = [one for one in order if not _meets(self._box(stamp, one), taken)] or order
            inks = {one: self._ink(shares, index, one) for one in left}
            free = [one for one in left if inks[one] <= _FREE]
            corner = free[0] if free else min(left, key=inks.__getitem__)
            taken.append(self._box(stamp, corner))
            placed.append(dataclasses.replace(stamp, corner=corner))
        return placed

    def room(self) -> Matrix | None:
        """Return how the page's content moves to leave bands for its stamps.

        None where it would become too small.
        """
        below = above = 0.0
        height, s = self._view.height, self._view.scale
        for stamp in self.stamps:
            band = self._box(stamp, stamp.corner)
            if stamp.corner.value.startswith("top"):
                above = max(above, height - band.y0 + _GAP * s)
            else:
                below = max(below, band.y1 + _GAP * s)
        f = (height - below - above) / height
        if not _SMALLEST <= f < 1:
            return None
        before = self._view.matrix
        x, y = before((1 - f) * self._view.width / 2, below)
        return Matrix(f, 0, 0, f, x - f * before.e, y - f * before.f)


def _distance(wanted: Corner, corner: Corner) -> tuple[bool, bool]:
    """Order corners by what they keep of the one that is wanted: its edge, then its side."""
    edge, side = wanted.value.split("-")
    other_edge, other_side = corner.value.split("-")
    return edge != other_edge, side != other_side


def _meets(box: Box, others: Sequence[Box]) -> bool:
    return any(
        box.x0 < one.x1 and one.x0 < box.x1 and box.y0 < one.y1 and one.y0 < box.y1
        for one in others
    )
