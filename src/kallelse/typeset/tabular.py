"""HTML tables as blocks and elements: cells in a grid, spans, header cells.

It must not know widths.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kallelse.typeset.blocks import Block, Stack
from kallelse.typeset.html import Element
from kallelse.typeset.inline import Voice
from kallelse.typeset.structure import Elem
from kallelse.typeset.table import Cell, Table

if TYPE_CHECKING:
    from kallelse.typeset.layout import Layout

# The air between columns, in sizes of the text.
_GAP = 1.2
_SCOPES = {"col": "Column", "row": "Row"}


@dataclass
class _Rows:
    """The cells of a table's header or body as they are placed, and the places that are taken."""

    cells: list[Cell] = field(default_factory=list)
    rows: list[Elem] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)

    @property
    def columns(self) -> int:
        return max((column + 1 for _, column in self.taken), default=0)


def table_blocks(layout: Layout, element: Element, voice: Voice, page: float) -> list[Block]:
    """Return a caption and a table; `page` is the height of a page's text, in points.

    Structure: Table of Caption, THead and TBody, these of TR, these of TH with Scope and TD
    (ISO 32000-1, 14.8.4.3.4 and 14.8.5.7). Every row gets as many cells as the table has columns.
    """
    elem = voice.elem.add("Table", title=element.get("title"), lang=element.get("lang"))
    captions: list[Block] = []
    header, body = _Rows(), _Rows()
    loose: Elem | None = None
    for child in element.elements():
        inner = layout.voice(child, voice)
        if child.tag == "caption":
            captions += _caption(layout, child, replace(inner, elem=elem))
        elif child.tag == "tr":
            loose = loose or elem.add("TBody")
            _place_rows(layout, [child], body, replace(voice, elem=loose))
        else:
            tag, rows = ("THead", header) if child.tag == "thead" else ("TBody", body)
            inner = replace(inner, elem=elem.add(tag, lang=child.get("lang")))
            _place_rows(layout, child.elements(), rows, inner, head=tag == "THead")
    columns = max(header.columns, body.columns)
    if columns == 0:
        return captions
    for rows in (header, body):
        _fill(rows, columns)
    table = Table(
        header=header.cells,
        header_rows=len(header.rows),
        body=body.cells,
        body_rows=len(body.rows),
        columns=columns,
        shares=voice.look.columns,
        gap=_GAP * voice.look.size,
        padding=voice.look.padding,
        rule=voice.look.rule,
        page=page,
        line=element.line,
    )
    return [*captions, table]


def _caption(layout: Layout, element: Element, voice: Voice) -> list[Block]:
    inner = replace(voice, elem=voice.elem.add("Caption", lang=element.get("lang")))
    paragraph = layout.paragraph(element.children, inner)
    paragraph.keep = True
    paragraph.after = voice.look.space_after
    return [paragraph]


def _place_rows(
    layout: Layout, elements: list[Element], rows: _Rows, voice: Voice, *, head: bool = False
) -> None:
    last = len(rows.rows) + len(elements)
    for element in elements:
        inner = layout.voice(element, voice)
        elem = voice.elem.add("TR", lang=element.get("lang"))
        rows.rows.append(elem)
        anchor = element.get("id")
        for child in element.elements():
            cell = _cell(layout, child, replace(inner, elem=elem), rows, last, head=head)
            if anchor:
                cell.block.anchors = (anchor, *cell.block.anchors)
                anchor = None
            rows.cells.append(cell)


def _cell(
    layout: Layout, element: Element, voice: Voice, rows: _Rows, last: int, *, head: bool
) -> Cell:
    """Place a cell in the first free column of the last row; spans end with the table's part."""
    row, column = len(rows.rows) - 1, 0
    while (row, column) in rows.taken:
        column += 1
    rowspan = min(element.number("rowspan"), last - row)
    colspan = element.number("colspan")
    while any((row, column + n) in rows.taken for n in range(1, colspan)):
        colspan -= 1
    rows.taken |= {(row + r, column + c) for r in range(rowspan) for c in range(colspan)}
    entries: dict[str, object] = {}
    if element.tag == "th":
        scope = element.get("scope") or ("col" if head else "row")
        entries["Scope"] = _SCOPES[scope]
    if rowspan > 1:
        entries["RowSpan"] = rowspan
    if colspan > 1:
        entries["ColSpan"] = colspan
    elem = voice.elem.add(
        element.tag.upper(),
        lang=element.get("lang"),
        attributes={"Table": entries} if entries else {},
    )
    inner = replace(layout.voice(element, voice), elem=elem)
    anchor = element.get("id")
    block = Stack(
        blocks=layout.blocks(element.children, inner), anchors=(anchor,) if anchor else ()
    )
    return Cell(row, column, block, rowspan, colspan)


def _fill(rows: _Rows, columns: int) -> None:
    """Add the cells that short rows lack, so that the table is regular (ISO 14289-1, 7.5)."""
    for row, elem in enumerate(rows.rows):
        for column in range(columns):
            if (row, column) not in rows.taken:
                elem.add("TD")
                rows.cells.append(Cell(row, column, Stack(blocks=())))
