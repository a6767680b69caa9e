"""Turn blocks of text into reportlab flowables; must not know any one document or page size."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    ListItem,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from .paper import HeadingParagraph
from .prose import Block, markup, plain

Draw = Callable[[], Sequence[Flowable]]
_NUMBER = re.compile(r"^[−–+-]?\d[\d\xa0 ]*(,\d+)?([ \xa0](%|tkr|kr|mnkr))?$|^[–−-]$")
_GROUP = re.compile(r"(?<=\d) (?=\d{3}\b)|(?<=\d) (?=%|tkr\b|kr\b|mnkr\b)")


@dataclass(frozen=True)
class Look:
    """Fonts, sizes in points and colours of one document."""

    body: str
    bold: str
    head: str
    size: float = 10.5
    leading: float = 14.5
    h1: float = 20
    h2: float = 14
    h3: float = 11.5
    ink: str = "#1b1b1b"
    accent: str = "#1a4f8a"
    stripe: str = "#eef2f6"
    link: str = "#1a4f8a"
    table_size: float = 9
    head_fill: str = ""
    sort_of_rules: str = "lines"  # lines | grid

    def style(self, kind: str, **changes: Any) -> ParagraphStyle:
        """Return the paragraph style of a kind of block."""
        size = {"h1": self.h1, "h2": self.h2, "h3": self.h3, "small": self.size * 0.84}.get(kind)
        settings: dict[str, Any] = {
            "fontName": self.head if kind.startswith("h") else self.body,
            "bulletFontName": self.body,
            "fontSize": size or self.size,
            "leading": size * 1.24 if size else self.leading,
            "textColor": HexColor(self.accent if kind in ("h1", "quote") else self.ink),
            "spaceBefore": {"h1": 0, "h2": 13, "h3": 9}.get(kind, 0),
            "spaceAfter": {"h1": 12, "h2": 5, "h3": 3, "small": 6}.get(kind, 7),
            "keepWithNext": int(kind.startswith("h")),
            "leftIndent": 14 if kind == "quote" else 0,
        }
        return ParagraphStyle(kind, **{**settings, **changes})


def flow(
    blocks: Sequence[Block], look: Look, width: float, draw: Mapping[str, Draw] | None = None
) -> list[Flowable]:
    """Turn blocks into flowables; a `{name}` block is replaced by what draw[name] returns."""
    story: list[Flowable] = []
    for number, block in enumerate(blocks):
        if block.kind == "break":
            story.append(PageBreak())
        elif block.kind == "draw":
            story.extend((draw or {})[block.text]())
        elif block.kind == "table":
            story.extend([table(block.rows, look, width), Spacer(1, 9)])
        elif block.kind in ("bullets", "numbers"):
            story.append(_points(block, look))
        elif block.kind.startswith("h"):
            level = int(block.kind[1]) - 1
            key = block.key or f"avsnitt-{number}"
            text = inline(block.text, look)
            story.append(
                HeadingParagraph(text, look.style(block.kind), level, plain(block.text), key)
            )
        else:
            story.append(Paragraph(inline(block.text, look), look.style(block.kind)))
    return story


def inline(text: str, look: Look) -> str:
    """Return paragraph markup with unbreakable numbers."""
    return markup(_GROUP.sub("\xa0", text), look.link)


def table(
    rows: Sequence[Sequence[str]],
    look: Look,
    width: float,
    *,
    widths: Sequence[float] | None = None,
) -> Table:
    """Set a table: the first row is its head, bold last rows are its sums."""
    size = look.table_size
    columns = list(zip(*rows, strict=True))
    right = [all(_NUMBER.match(plain(cell)) for cell in col[1:] if cell) for col in columns]
    cells = []
    for index, row in enumerate(rows):
        font = look.bold if index == 0 else look.body
        colour = "#ffffff" if index == 0 and look.head_fill else look.ink
        styles = [
            ParagraphStyle(
                "cell",
                fontName=font,
                bulletFontName=font,
                fontSize=size,
                leading=size * 1.26,
                textColor=HexColor(colour),
                alignment=TA_RIGHT if flush else TA_LEFT,
            )
            for flush in right
        ]
        cells.append([Paragraph(inline(c, look), s) for c, s in zip(row, styles, strict=True)])
    chosen = widths or _column_widths(columns, right, look, width)
    result = Table(cells, colWidths=list(chosen), repeatRows=1, hAlign="LEFT")
    result.setStyle(TableStyle(_rules(rows, look)))
    return result


def _rules(rows: Sequence[Sequence[str]], look: Look) -> list[tuple[Any, ...]]:
    """List the lines and fills of a table."""
    accent = HexColor(look.accent)
    rules: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), look.body),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    if look.head_fill:
        rules.append(("BACKGROUND", (0, 0), (-1, 0), HexColor(look.head_fill)))
    if look.sort_of_rules == "grid":
        rules.append(("GRID", (0, 0), (-1, -1), 0.4, HexColor("#9a9a9a")))
    else:
        rules.append(("LINEBELOW", (0, 0), (-1, 0), 0.8, accent))
        rules.append(("LINEBELOW", (0, 1), (-1, -1), 0.25, HexColor("#c3c9cf")))
    for index, row in enumerate(rows):
        if index and row[0].startswith("**"):
            rules.append(("BACKGROUND", (0, index), (-1, index), HexColor(look.stripe)))
    return rules


def _column_widths(
    columns: Sequence[Sequence[str]], right: Sequence[bool], look: Look, width: float
) -> list[float]:
    """Give figures the room they need and share the rest among the columns of words."""

    def natural(cell: str, font: str) -> float:
        return stringWidth(plain(cell), font, look.table_size) + 10

    wanted = [max(natural(cell, look.bold) for cell in column) for column in columns]
    if sum(wanted) <= width:
        slack = width - sum(wanted)
        words = [w for w, flush in zip(wanted, right, strict=True) if not flush] or wanted
        return [
            w + (slack * w / sum(words) if not flush or len(words) == len(wanted) else 0)
            for w, flush in zip(wanted, right, strict=True)
        ]
    longest = [
        max(natural(word, look.bold) for cell in column for word in cell.split() or [""])
        for column in columns
    ]
    figures = [min(w, max(longest[i], 62)) if right[i] else 0.0 for i, w in enumerate(wanted)]
    rest = width - sum(figures)
    weights = [0.0 if right[i] else min(w, 320) ** 0.8 for i, w in enumerate(wanted)]
    return [
        figures[i] if right[i] else max(longest[i], rest * weights[i] / sum(weights))
        for i in range(len(wanted))
    ]


def _points(block: Block, look: Look) -> ListFlowable:
    """Set a list with bullets or numbers."""
    style = look.style("p", spaceAfter=3)
    items: list[Any] = [ListItem(Paragraph(inline(point, look), style)) for (point,) in block.rows]
    return ListFlowable(
        items,
        bulletType="1" if block.kind == "numbers" else "bullet",
        bulletFontName=look.body,
        bulletFontSize=look.size,
        bulletFormat="%s." if block.kind == "numbers" else None,
        start=None if block.kind == "numbers" else "•",
        leftIndent=18,
        bulletDedent=14,
        spaceAfter=7,
    )
