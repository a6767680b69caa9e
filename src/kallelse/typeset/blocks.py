"""What stands in a column: the protocol of blocks, and the ones that hold others.

It must not know HTML.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from kallelse.i18n import _
from kallelse.typeset.canvas import Rect, TaggedCanvas
from kallelse.typeset.problems import TypesetError

FUZZ = 1e-3


@dataclass(kw_only=True)
class Block(ABC):
    """Something that takes its place in a column.

    Lengths are points; `top` is where its upper edge stands on the page. `before` and `after` are
    the air around it, of which the larger holds between two blocks and none at a column's ends.
    `keep` holds it together with the beginning of the next block. `anchors` are the ids that lead
    to it.
    """

    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    new_page: bool = False
    at_foot: bool = False
    anchors: tuple[str, ...] = ()

    @abstractmethod
    def height(self, width: float) -> float:
        """Return how high it is in a column of that width."""

    @abstractmethod
    def widths(self) -> tuple[float, float]:
        """Return the least width that divides no word, and the width that needs no line break."""

    @abstractmethod
    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Divide it so that the first part is at most `room` high.

        Both parts are blocks, or the first is None when nothing of it can well stand there. On a
        `fresh` page no better place will come: then the first part is never None, whatever that
        costs in looks. Raises TypesetError for what is higher than a whole page and cannot be
        divided.
        """

    @abstractmethod
    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it with its upper left corner at that place."""

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw it, and note its anchors."""
        for anchor in self.anchors:
            canvas.anchor(anchor, x, top)
        self.paint(canvas, x, top, width)

    def continued(self) -> Self:
        """Return a copy that goes on after a first part: no air before it, and not a target."""
        return replace(self, before=0.0, new_page=False, anchors=())


def too_high(what: str) -> TypesetError:
    """Return the error for what not even an empty page has room for."""
    return TypesetError(
        "no-room",
        _("there is no room for this on a page: {what}").format(what=what),
        _("Make the theme's margins or sizes smaller."),
    )


def pack(
    blocks: Sequence[Block], width: float, room: float, *, fresh: bool
) -> tuple[list[Block], list[Block]]:
    """Divide a column of blocks in what fits and what does not.

    What is kept with the next goes with it, so a heading is followed by as much of its text as that
    text can be divided in (two lines of a paragraph, a table's first row): not by the whole of it.
    """
    used = 0.0
    for number, block in enumerate(blocks):
        gap = max(blocks[number - 1].after, block.before) if number else 0.0
        height = block.height(width)
        if block.new_page and number:
            return list(blocks[:number]), list(blocks[number:])
        if used + gap + height <= room + FUZZ:
            used += gap + height
            continue
        head, tail = block.split(width, room - used - gap, fresh=fresh and number == 0)
        cut = number
        if head is None:
            while cut and blocks[cut - 1].keep:
                cut -= 1
            if cut == 0 and number and fresh:
                cut = number
        fitting = [*blocks[:cut], *([head] if head else [])]
        rest = [*([tail] if head and tail else []), *blocks[number + 1 if head else cut :]]
        return fitting, rest
    return list(blocks), []


@dataclass(kw_only=True)
class Stack(Block):
    """Blocks under each other, as in a cell, an item of a list or a box with a background."""

    blocks: Sequence[Block]
    padding: float = 0.0
    background: str | None = None
    border: str | None = None
    _heights: dict[float, float] = field(default_factory=dict, init=False, repr=False)

    _BORDER = 3.0

    @property
    def _left(self) -> float:
        return self.padding + (self._BORDER if self.border else 0.0)

    def _inner(self, width: float) -> float:
        return width - self._left - self.padding

    def height(self, width: float) -> float:
        """Return the height of its blocks, of the air between them and of the padding."""
        if width not in self._heights:
            inner, total = self._inner(width), 2 * self.padding
            for number, block in enumerate(self.blocks):
                total += block.height(inner)
                total += max(self.blocks[number - 1].after, block.before) if number else 0.0
            self._heights[width] = total
        return self._heights[width]

    def widths(self) -> tuple[float, float]:
        """Return those of its widest block, with the padding."""
        extra = self._left + self.padding
        inner = [block.widths() for block in self.blocks]
        return (
            extra + max((least for least, _ in inner), default=0.0),
            extra + max((natural for _, natural in inner), default=0.0),
        )

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Divide it between two of its blocks, or within one; each part has the whole padding."""
        fitting, rest = pack(self.blocks, self._inner(width), room - 2 * self.padding, fresh=fresh)
        if not fitting:
            return None, self
        head = replace(self, blocks=fitting, keep=False)
        return head, replace(self.continued(), blocks=rest) if rest else None

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the box behind it, then its blocks."""
        height = self.height(width)
        if self.background:
            canvas.fill(Rect(x, top - height, x + width, top), self.background)
        if self.border:
            canvas.fill(Rect(x, top - height, x + self._BORDER, top), self.border)
        x, inner, y = x + self._left, self._inner(width), top - self.padding
        for number, block in enumerate(self.blocks):
            y -= max(self.blocks[number - 1].after, block.before) if number else 0.0
            block.draw(canvas, x, y, inner)
            y -= block.height(inner)


@dataclass(frozen=True)
class Track:
    """A column's width: so many points, and a share of what all points of the row leave over."""

    points: float = 0.0
    share: float = 0.0


@dataclass(kw_only=True)
class Row(Block):
    """Blocks beside each other, from one upper edge: an item and its number, two columns."""

    cells: Sequence[Block]
    tracks: Sequence[Track]
    gap: float = 0.0

    def _widths(self, width: float) -> list[float]:
        left = width - sum(track.points for track in self.tracks) - self.gap * (len(self.cells) - 1)
        shares = sum(track.share for track in self.tracks) or 1.0
        return [track.points + max(left, 0.0) * track.share / shares for track in self.tracks]

    def height(self, width: float) -> float:
        """Return that of the highest cell."""
        columns = zip(self.cells, self._widths(width), strict=True)
        return max((cell.height(column) for cell, column in columns), default=0.0)

    def widths(self) -> tuple[float, float]:
        """Return what the cells need together."""
        fixed = sum(track.points for track in self.tracks) + self.gap * (len(self.cells) - 1)
        inner = [
            cell.widths()
            for cell, track in zip(self.cells, self.tracks, strict=True)
            if track.share
        ]
        return fixed + sum(least for least, _ in inner), fixed + sum(wide for _, wide in inner)

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Divide all cells at the same height."""
        heads: list[Block] = []
        tails: list[Block] = []
        for cell, column in zip(self.cells, self._widths(width), strict=True):
            head, tail = cut(cell, column, room, fresh=fresh)
            if head is None:
                return None, self
            heads.append(head)
            tails.append(tail)
        return replace(self, cells=heads, keep=False), replace(self.continued(), cells=tails)

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the cells, the first at the left."""
        for cell, column in zip(self.cells, self._widths(width), strict=True):
            cell.draw(canvas, x, top, column)
            x += column + self.gap


def cut(block: Block, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block]:
    """Divide one cell of several: one that fits leaves an empty stack behind."""
    if block.height(width) <= room + FUZZ:
        return block, Stack(blocks=())
    head, tail = block.split(width, room, fresh=fresh)
    return head, tail or Stack(blocks=())


@dataclass(kw_only=True)
class Rule(Block):
    """A thin line across the column: decoration between two thoughts, and so an artifact."""

    colour: str
    thickness: float = 0.5

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return how thick it is."""
        return self.thickness

    def widths(self) -> tuple[float, float]:
        """Ask for no width at all."""
        return 0.0, 0.0

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:  # noqa: ARG002
        """Never divide it."""
        if fresh:
            raise too_high("<hr>")
        return None, self

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the line."""
        canvas.rule(x, x + width, top - self.thickness / 2, self.thickness, self.colour)
