"""A table as a block: columns by content, rows whole where they can be, headers on every page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kallelse.i18n import _
from kallelse.typeset.blocks import FUZZ, Block, Stack, cut, too_high
from kallelse.typeset.canvas import TaggedCanvas
from kallelse.typeset.columns import share_out
from kallelse.typeset.problems import TypesetError

# A column narrower than this holds no letter of an ordinary size.
_NARROWEST = 12.0
# Header rows higher than this share of the page are not repeated: they would leave no room for the
# table.
_HIGHEST_HEADER = 0.3


@dataclass(frozen=True)
class Cell:
    """A cell in the grid: rows and columns from 0, and how many of each it covers."""

    row: int
    column: int
    block: Block
    rowspan: int = 1
    colspan: int = 1

    @property
    def end(self) -> int:
        """Return the row after its last."""
        return self.row + self.rowspan


@dataclass(kw_only=True)
class Grid(Block):
    """Rows of cells in columns of given widths: a table's header, its body, or a part of it."""

    cells: Sequence[Cell]
    rows: int
    columns: Sequence[float]
    gap: float
    padding: float
    rule: str | None
    thickness: float = 0.5
    _heights: list[float] = field(default_factory=list, init=False, repr=False)

    def _width(self, cell: Cell) -> float:
        span = self.columns[cell.column : cell.column + cell.colspan]
        return sum(span) + self.gap * (len(span) - 1)

    def _needs(self, cell: Cell) -> float:
        return cell.block.height(self._width(cell)) + 2 * self.padding

    @property
    def heights(self) -> list[float]:
        """The rows' heights; one that spans several adds what they lack to the last of them."""
        if not self._heights and self.rows:
            heights = [0.0] * self.rows
            for cell in sorted(self.cells, key=lambda cell: (cell.end, cell.row)):
                lacking = self._needs(cell) - sum(heights[cell.row : cell.end])
                heights[cell.end - 1] += max(lacking, 0.0)
            self._heights = heights
        return self._heights

    def height(self, width: float) -> float:  # noqa: ARG002
        """Return that of its rows."""
        return sum(self.heights)

    def widths(self) -> tuple[float, float]:
        """Return what its columns take up."""
        total = sum(self.columns) + self.gap * (len(self.columns) - 1)
        return total, total

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Grid | None, Grid]:  # noqa: ARG002
        """Divide it between two rows; within a row only if that is higher than a page."""
        row, used = 0, 0.0
        while row < self.rows and used + self.heights[row] <= room + FUZZ:
            used += self.heights[row]
            row += 1
        whole = row
        while any(cell.row < whole < cell.end for cell in self.cells):
            whole -= 1
        if whole:
            return self._divide(whole, [])
        if not fresh:
            return None, self
        if not self.rows:
            raise too_high("the header of a table")
        if row:  # a cell over several rows is higher than the page: divide it between two of them
            return self._divide(row, [])
        return self._divide(0, self._cut_row(room))

    def _cut_row(self, room: float) -> list[tuple[Cell, Block, Block]]:
        """Divide the cells of the first row, which is higher than a whole page."""
        parts = []
        for cell in self.cells:
            if cell.row == 0:
                inner = room - 2 * self.padding
                head, tail = cut(cell.block, self._width(cell), inner, fresh=True)
                parts.append((cell, head or Stack(blocks=()), tail))
        return parts

    def _divide(self, row: int, parts: Sequence[tuple[Cell, Block, Block]]) -> tuple[Grid, Grid]:
        """Divide between two rows, or, with `parts`, within the first."""
        if parts:
            heads = [replace(cell, block=head, rowspan=1) for cell, head, _ in parts]
            tails = [replace(cell, block=tail) for cell, _, tail in parts]
            tails += [cell for cell in self.cells if cell.row > 0]
            return self._part(heads, 1), replace(self._part(tails, self.rows), before=0.0)
        heads = [cell for cell in self.cells if cell.end <= row]
        tails = [replace(cell, row=cell.row - row) for cell in self.cells if cell.row >= row]
        for cell in self.cells:
            if cell.row < row < cell.end:
                inner = sum(self.heights[cell.row : row]) - 2 * self.padding
                head, tail = cut(cell.block, self._width(cell), inner, fresh=False)
                above = head or Stack(blocks=())
                heads.append(replace(cell, block=above, rowspan=row - cell.row))
                tails.append(replace(cell, row=0, rowspan=cell.end - row, block=tail))
        return self._part(heads, row), self._part(tails, self.rows - row)

    def _part(self, cells: Sequence[Cell], rows: int) -> Grid:
        return replace(self, cells=cells, rows=rows, anchors=(), keep=False)

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:  # noqa: ARG002
        """Draw the cells, each with the line under it."""
        for cell in self.cells:
            left = x + sum(self.columns[: cell.column]) + self.gap * cell.column
            upper = top - sum(self.heights[: cell.row])
            cell.block.draw(canvas, left, upper - self.padding, self._width(cell))
            if self.rule:
                lower = top - sum(self.heights[: cell.end])
                right = left + self._width(cell)
                last = cell.column + cell.colspan >= len(self.columns)
                right += 0.0 if last else self.gap
                canvas.rule(left, right, lower, self.thickness, self.rule)


@dataclass(kw_only=True)
class Table(Block):
    """The rows of a table, with the header rows above them on every page that it goes over to.

    `shares` are the columns' widths as shares of the whole, or None to go by content. What is drawn
    again is an artifact: the header belongs to the structure once.
    """

    header: Sequence[Cell]
    header_rows: int
    body: Sequence[Cell]
    body_rows: int
    columns: int
    shares: Sequence[float] | None
    gap: float
    padding: float
    rule: str | None
    page: float
    line: int
    again: bool = False
    laid_out: tuple[Grid, Grid] | None = None
    _grids: dict[float, tuple[Grid, Grid]] = field(default_factory=dict, init=False, repr=False)

    def _parts(self, width: float) -> tuple[Grid, Grid]:
        """Return the header and the body; those of a divided table were laid out before."""
        if self.laid_out is not None:
            return self.laid_out
        if width not in self._grids:
            columns = self._columns(width)
            header = self._grid(self.header, self.header_rows, columns, thickness=1.0)
            body = self._grid(self.body, self.body_rows, columns, thickness=0.5)
            if header.height(width) > _HIGHEST_HEADER * self.page:
                below = [replace(cell, row=cell.row + header.rows) for cell in self.body]
                rows = header.rows + body.rows
                body = self._grid([*self.header, *below], rows, columns, thickness=0.5)
                header = self._grid([], 0, columns, thickness=1.0)
            self._grids[width] = header, body
        return self._grids[width]

    def _grid(
        self, cells: Sequence[Cell], rows: int, columns: Sequence[float], *, thickness: float
    ) -> Grid:
        return Grid(
            cells=cells,
            rows=rows,
            columns=columns,
            gap=self.gap,
            padding=self.padding,
            rule=self.rule,
            thickness=thickness,
        )

    def _columns(self, width: float) -> list[float]:
        room = width - self.gap * (self.columns - 1)
        if self.columns and room / self.columns < _NARROWEST:
            raise TypesetError(
                "no-room",
                _("the table has {columns} columns, more than there is room for").format(
                    columns=self.columns
                ),
                _("Divide it into several tables."),
                self.line,
            )
        if self.shares is not None and len(self.shares) == self.columns:
            total = sum(self.shares)
            return [room * share / total for share in self.shares]
        least, natural = self._contents()
        return share_out(least, natural, room)

    def _contents(self) -> tuple[list[float], list[float]]:
        """Return what the columns need; a cell over several shares what they lack between them."""
        least, natural = [_NARROWEST] * self.columns, [_NARROWEST] * self.columns
        for cell in sorted((*self.header, *self.body), key=lambda cell: cell.colspan):
            span = range(cell.column, min(cell.column + cell.colspan, self.columns))
            inner = self.gap * (len(span) - 1)
            for wanted, needs in zip((least, natural), cell.block.widths(), strict=True):
                lacking = needs - inner - sum(wanted[column] for column in span)
                for column in span:
                    wanted[column] += max(lacking, 0.0) / len(span)
        return least, natural

    def height(self, width: float) -> float:
        """Return that of its rows with the header above them."""
        return sum(grid.height(width) for grid in self._parts(width))

    def widths(self) -> tuple[float, float]:
        """Return what its columns need."""
        gaps = self.gap * (self.columns - 1)
        least, natural = self._contents()
        return gaps + sum(least), gaps + sum(natural)

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Divide its rows; the second part has the header again."""
        header, body = self._parts(width)
        head, tail = body.split(width, room - header.height(width), fresh=fresh)
        if head is None:
            return None, self
        first = replace(self, laid_out=(header, head), keep=False)
        return first, replace(self.continued(), laid_out=(header, tail), again=True)

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the header and the rows."""
        header, body = self._parts(width)
        if self.again:
            with canvas.artifact("Pagination"):
                header.draw(canvas, x, top, width)
        else:
            header.draw(canvas, x, top, width)
        body.draw(canvas, x, top - header.height(width), width)
