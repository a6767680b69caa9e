"""Make the annual accounts, long and with its own page numbers; must not compute any figure."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from . import figures
from .charts import BarChart
from .fonts import register_fonts
from .layout import Draw, Look, flow, inline, table
from .paper import Sheet, paginate
from .prose import read_text
from .seal import LabelRange, Origin, seal

PAGES = 34
MARGINS = (86.0, 70.0, 74.0, 78.0)
TEAL, CORAL = "#0b5d66", "#e07a5f"
LOOK = Look(
    body="Spectral-Regular",
    bold="Spectral-Bold",
    head="FiraSans-SemiBold",
    size=11,
    leading=16.2,
    h1=23,
    h2=14.5,
    h3=12,
    accent=TEAL,
    stripe="#e2eff0",
    link=TEAL,
    table_size=9.4,
)
_SIDES = ("TOP", "BOTTOM", "LEFT", "RIGHT")
ORIGIN = Origin(
    title="Årsbokslut 2023",
    author="Boråsregionen Sjuhärads kommunalförbund",
    creator="Stratsys",
    producer="Aspose.Words for .NET 23.11.0",
    made="20240216151940",
)


def make_accounts(path: Path) -> None:
    """Write the 34 pages; the first two have roman labels, the printed numbers run through."""
    register_fonts()
    sheet = Sheet(_decorate, margins=MARGINS)
    cover = Sheet(_cover, margins=(430, 70, 74, 78), name="cover")
    story: list[Flowable] = [
        *_title(),
        NextPageTemplate("page"),
        PageBreak(),
        *flow(read_text("accounts"), LOOK, sheet.width, _drawings(sheet.width)),
    ]
    pdf = paginate(story, [cover, sheet], font=LOOK.body, outline_depth=3)
    labels = (LabelRange(0, "r"), LabelRange(2, "D", first=3))
    seal(pdf, path, ORIGIN, pages=PAGES, labels=labels)


def _title() -> list[Flowable]:
    """Return the words of the cover."""
    white = HexColor("#ffffff")
    style: dict[str, Any] = {"fontName": LOOK.head, "bulletFontName": LOOK.head, "textColor": white}
    return [
        Paragraph("Årsbokslut 2023", ParagraphStyle("t", fontSize=46, leading=52, **style)),
        Spacer(1, 14),
        Paragraph(
            "Boråsregionen Sjuhärads kommunalförbund",
            ParagraphStyle("s", fontSize=17, leading=22, **style),
        ),
    ]


def _drawings(width: float) -> Mapping[str, Draw]:
    """Return what stands for each name in braces in the text."""
    chart = _chart(width)
    heads = ("Tkr", "2022", "2023")
    labels = ("kansli", "regional", "welfare", "navet")
    return {
        "contents": lambda: [_contents()],
        "result-chart": lambda: [
            chart("Årets resultat, tkr", [(str(y), v) for y, v in figures.RESULT_BY_YEAR])
        ],
        "equity-chart": lambda: [
            chart(
                "Eget kapital, tkr (streckad linje: målet 4 000 tkr)",
                [(str(y), v) for y, v in figures.EQUITY_BY_YEAR],
                line=4000,
            )
        ],
        "units-chart": lambda: [
            chart("Resultat per enhet, tkr", [(name, v) for name, _, _, v in figures.UNITS])
        ],
        "goals": lambda: _goals(width),
        "income": lambda: _sums(("Tkr", "2022", "Budget 2023", "2023"), figures.INCOME, width),
        "cash": lambda: _sums(("Tkr", "2023"), figures.CASH, width),
        "assets": lambda: _sums(("Tillgångar, tkr", *heads[1:]), figures.BALANCE, width),
        "liabilities": lambda: _sums(
            ("Eget kapital, avsättningar och skulder, tkr", *heads[1:]), figures.LIABILITIES, width
        ),
        "units": lambda: _sums(
            ("Tkr", "Intäkter", "Kostnader", "Resultat"),
            (*figures.UNITS, _total()),
            width,
        ),
        **{
            f"unit-{label}": partial(_unit, figures.UNITS[index], width)
            for index, label in enumerate(labels)
        },
    }


def _chart(width: float) -> Callable[..., BarChart]:
    """Return a maker of charts in this document's colours."""
    return partial(BarChart, width=width, colour=TEAL, font="FiraSans-Regular", bold=LOOK.head)


def _total() -> figures.Row:
    """Return the sum of all units."""
    _, income, costs, result = zip(*figures.UNITS, strict=True)
    return ("**Summa**", sum(income), sum(costs), sum(result))


def _sums(
    heads: tuple[str, ...], data: tuple[tuple[str | int, ...], ...], width: float
) -> list[Flowable]:
    """Return a table of figures and a gap."""
    widths = [width - 82 * (len(heads) - 1), *[82.0] * (len(heads) - 1)]
    return [table(figures.rows(heads, data), LOOK, width, widths=widths), Spacer(1, 14)]


def _unit(unit: tuple[str, int, int, int], width: float) -> list[Flowable]:
    """Return the small table of one unit."""
    name, income, costs, result = unit
    data = (("Intäkter", income), ("Kostnader", costs), ("**Resultat**", result))
    return _sums((f"{name}, tkr", "2023"), data, width)


def _contents() -> TableOfContents:
    """Return the list of contents, with links."""
    contents = TableOfContents(dotsMinLevel=0)
    whole = ((0, 0), (-1, -1))
    contents.tableStyle = TableStyle(
        [("FONT", *whole, LOOK.body), *((f"{s}PADDING", *whole, 0) for s in _SIDES)]
    )
    contents.levelStyles = [
        ParagraphStyle(
            f"toc{level}",
            fontName=LOOK.head if level == 0 else LOOK.body,
            bulletFontName=LOOK.body,
            fontSize=10.4 - level * 0.8,
            leading=14 - level * 1.5,
            leftIndent=level * 16,
            spaceBefore=3 if level == 0 else 0,
        )
        for level in range(2)
    ]
    return contents


def _goals(width: float) -> list[Flowable]:
    """Return a card for each goal, two or three a page."""
    cards: list[Flowable] = []
    for row in read_text("goals")[0].rows[1:]:
        number, area, goal, measure, target, outcome, state, comment, series = row
        good = state == "Uppnått"
        head = table(
            [("Indikator", "Målvärde", "Utfall", "Bedömning"), (measure, target, outcome, state)],
            LOOK,
            width - 16,
            widths=[(width - 16) * share for share in (0.42, 0.17, 0.17, 0.24)],
        )
        inner: list[Flowable] = [
            Paragraph(f"Mål {number} · {area}", LOOK.style("small", spaceAfter=2)),
            Paragraph(inline(goal, LOOK), LOOK.style("h2", spaceBefore=0, spaceAfter=7)),
            head,
            Spacer(1, 7),
            Paragraph(inline(comment, LOOK), LOOK.style("p", spaceAfter=9)),
        ]
        if series:
            values = [int(v.replace(" ", "").replace("−", "-")) for v in series.split(";")]
            bars = list(zip(("2021", "2022", "2023"), values, strict=True))
            inner.append(_chart(width - 150)(f"{measure} 2021–2023", bars, height=140))
        card = Table([["", inner]], colWidths=[7, width - 7])
        card.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), LOOK.body),
                    ("BACKGROUND", (0, 0), (0, 0), HexColor("#3b8f5a" if good else "#e0a43f")),
                    ("LEFTPADDING", (1, 0), (1, 0), 9),
                    ("RIGHTPADDING", (1, 0), (1, 0), 0),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ]
            )
        )
        cards += [Spacer(1, 16), KeepTogether([card])]
    return cards


def _cover(canvas: Canvas, _page: int) -> None:
    """Draw the cover."""
    width, _ = A4
    canvas.setFillColor(HexColor(TEAL))
    canvas.rect(0, 0, width, 520, stroke=0, fill=1)
    canvas.setFillColor(HexColor(CORAL))
    canvas.rect(0, 520, width, 12, stroke=0, fill=1)
    for index, (_, value) in enumerate(figures.EQUITY_BY_YEAR):
        canvas.setFillColor(HexColor("#cfe3e5" if index % 2 else "#9fc6ca"))
        canvas.rect(78 + index * 62, 532, 44, value / 60, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("FiraSans-Regular", 8.5)
    canvas.drawString(78, 60, "Exempelhandling – påhittat innehåll och påhittade belopp")
    canvas.drawString(78, 46, "Förslag till direktionen 2024-03-01")
    canvas.drawRightString(width - 70, 46, f"Sida 1 ({PAGES})")


def _decorate(canvas: Canvas, page: int) -> None:
    """Draw the head and foot of a page, with the document's own page number."""
    width, height = A4
    canvas.setFillColor(HexColor("#5a6a6c"))
    canvas.setFont("FiraSans-Regular", 8.5)
    canvas.drawString(78, height - 48, "Årsbokslut 2023")
    canvas.drawRightString(width - 70, height - 48, "Boråsregionen Sjuhärads kommunalförbund")
    canvas.setStrokeColor(HexColor(CORAL))
    canvas.setLineWidth(1.4)
    canvas.line(78, height - 56, width - 70, height - 56)
    canvas.drawRightString(width - 70, 40, f"Sida {page} ({PAGES})")
