"""A paragraph as a block: its lines, divided between pages, painted as marked content.

It must not choose where lines end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kallelse.theme import Align
from kallelse.typeset.blocks import Block, too_high
from kallelse.typeset.canvas import Chunk, Rect, TaggedCanvas
from kallelse.typeset.lines import Line, Segment, break_lines, content_widths
from kallelse.typeset.structure import Elem
from kallelse.typeset.words import Run

# As few lines of a paragraph as may stand alone at the foot of a page, or at the head of the next.
_ORPHANS, _WIDOWS = 2, 2
_LINK_DEPTH, _UNDERLINE_DEPTH, _UNDERLINE = 0.25, 0.14, 0.05
_SHARES = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}


@dataclass(kw_only=True)
class Paragraph(Block):
    """Lines of text, all with the same distance from baseline to baseline (`leading`, in points).

    The runs are collapsed. A paragraph over two pages is two blocks whose runs are content of the
    same element, so it is read as one.
    """

    runs: Sequence[Run]
    leading: float
    align: Align = Align.LEFT
    indent: float = 0.0
    chosen: Sequence[Line] | None = None
    _broken: dict[float, Sequence[Line]] = field(default_factory=dict, init=False, repr=False)

    def lines(self, width: float) -> Sequence[Line]:
        """Return its lines; those of a divided paragraph were chosen before it was."""
        if self.chosen is not None:
            return self.chosen
        if width not in self._broken:
            self._broken[width] = break_lines(self.runs, width - self.indent)
        return self._broken[width]

    def height(self, width: float) -> float:
        """Return that of its lines."""
        return self.leading * len(self.lines(width))

    def widths(self) -> tuple[float, float]:
        """Return those of its longest word and of its longest line."""
        least, natural = content_widths(self.runs)
        return self.indent + least, self.indent + natural

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Divide it between two lines, with two lines or more on both sides."""
        lines = self.lines(width)
        fitting = int(room // self.leading) if room > 0 else 0
        kept = min(fitting, len(lines) - _WIDOWS)
        if kept < _ORPHANS:
            if not fresh:
                return None, self
            kept = min(fitting, len(lines) - 1)
            if kept < 1:
                raise too_high("".join(run.text for run in self.runs)[:60])
        head = replace(self, chosen=lines[:kept], keep=False)
        return head, replace(self.continued(), chosen=lines[kept:])

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the lines: each stretch of one element is one marked-content sequence."""
        placed = list(self._placed(x, top, width))
        for elem, group in groupby(placed, key=lambda one: one[0].run.elem):
            chunks = [
                Chunk(left, y, part.text, part.run.face, part.run.size, part.run.colour)
                for part, left, y in group
                if part.text
            ]
            if chunks:
                canvas.text(elem, chunks)
        for part, left, y in placed:
            _mark_up(canvas, part, left, y)
        for (link, _), parts in groupby(placed, key=_link_on_line):
            if link is not None:
                _link(canvas, link, list(parts))

    def _placed(self, x: float, top: float, width: float) -> Iterator[tuple[Segment, float, float]]:
        """Yield each segment with the place where its baseline begins."""
        for number, line in enumerate(self.lines(width)):
            if not line.segments:
                continue
            tallest = max((part.run for part in line.segments), key=lambda run: run.size)
            body = (tallest.face.ascent + tallest.face.descent) * tallest.size
            sinks = (self.leading - body) / 2 + tallest.face.ascent * tallest.size
            y = top - number * self.leading - sinks
            left = x + self.indent
            left += max(width - self.indent - line.width, 0.0) * _SHARES[self.align]
            for part in line.segments:
                yield part, left + part.x, y


def _right(part: Segment, left: float) -> float:
    """Return where a segment ends to the eye: the space at a line's end hangs over its edge."""
    return left + part.run.face.width(part.text.rstrip(" "), part.run.size)


def _mark_up(canvas: TaggedCanvas, part: Segment, left: float, y: float) -> None:
    """Add what a segment has besides its letters: the line under it, its anchor."""
    run = part.run
    right = _right(part, left)
    if run.anchor:
        canvas.anchor(run.anchor, left, y + run.size)
    if run.underline and right > left:
        depth = y - _UNDERLINE_DEPTH * run.size
        canvas.rule(left, right, depth, _UNDERLINE * run.size, run.underline)


def _link_on_line(placed: tuple[Segment, float, float]) -> tuple[Elem | None, float]:
    """Return the link that a segment is part of, and its line."""
    part, _, y = placed
    return (part.run.elem.link if part.run.href else None), y


def _link(canvas: TaggedCanvas, link: Elem, parts: Sequence[tuple[Segment, float, float]]) -> None:
    """Make one line of a link lead somewhere: one annotation, however many faces it is set in."""
    left, right = parts[0][1], max(_right(part, left) for part, left, _ in parts)
    if right > left:
        run, size = parts[0][0].run, max(part.run.size for part, _, _ in parts)
        bottom = parts[0][2] - _LINK_DEPTH * size
        canvas.link(link, run.href or "", Rect(left, bottom, right, bottom + 1.2 * size), run.label)
