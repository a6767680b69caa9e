"""Make the slide deck on the economic annex, 16:9; must not use the A4 layout of the others."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from .fonts import register_fonts
from .paper import open_canvas
from .seal import Origin, seal

SIZE = (960.0, 540.0)
PAGES = 8
NIGHT, SUN, SEA, MINT, PAPER = "#14213d", "#fca311", "#1d6f8b", "#cfe8e2", "#fbf7ef"
ORIGIN = Origin(
    title="Information om ekonomibilagan",
    author="BRVux",
    creator="Microsoft® PowerPoint® för Microsoft 365",
    producer="Microsoft® PowerPoint® för Microsoft 365",
    made="20240215134455",
)


def make_slides(path: Path) -> None:
    """Write the eight slides."""
    register_fonts()
    buffer = BytesIO()
    canvas = open_canvas(buffer, SIZE, "Barlow-Regular")
    for number, slide in enumerate(_SLIDES, 1):
        slide(canvas)
        _foot(canvas, number)
        canvas.showPage()
    canvas.save()
    buffer.seek(0)
    seal(Pdf.open(buffer), path, ORIGIN, pages=PAGES)


def _fill(canvas: Canvas, colour: str) -> None:
    """Fill the whole slide with a colour."""
    canvas.setFillColor(HexColor(colour))
    canvas.rect(0, 0, *SIZE, stroke=0, fill=1)


def _text(
    canvas: Canvas,
    text: str,
    x: float,
    top: float,
    width: float,
    *,
    size: float = 26,
    colour: str = NIGHT,
    bold: bool = False,
) -> float:
    """Set a paragraph below top and return where it ends."""
    style = ParagraphStyle(
        "slide",
        fontName="Barlow-Bold" if bold else "Barlow-Regular",
        bulletFontName="Barlow-Regular",
        fontSize=size,
        leading=size * 1.18,
        textColor=HexColor(colour),
    )
    paragraph = Paragraph(text, style)
    _, height = paragraph.wrap(width, SIZE[1])
    paragraph.drawOn(canvas, x, top - height)
    return float(top - height)


def _foot(canvas: Canvas, number: int) -> None:
    """Put the number and the sender at the foot of a slide."""
    dark = number in (1, 4, 8)
    canvas.setFillColor(HexColor("#ffffff" if dark else "#5a6372"))
    canvas.setFont("Barlow-Regular", 11)
    canvas.drawString(60, 24, "BRVux · Information om ekonomibilagan")
    canvas.drawRightString(900, 24, str(number))


def _points(canvas: Canvas, title: str, points: tuple[str, ...]) -> None:
    """Draw a slide of points."""
    _fill(canvas, PAPER)
    canvas.setFillColor(HexColor(SUN))
    canvas.rect(0, 0, 18, SIZE[1], stroke=0, fill=1)
    y = _text(canvas, title, 60, 486, 840, size=42, bold=True) - 38
    for point in points:
        canvas.setFillColor(HexColor(SEA))
        canvas.circle(69, y - 21, 7, stroke=0, fill=1)
        y = _text(canvas, point, 96, y, 790, size=31) - 26


def _cover(canvas: Canvas) -> None:
    """Draw the first slide."""
    _fill(canvas, NIGHT)
    canvas.setFillColor(HexColor(SUN))
    canvas.circle(900, 500, 210, stroke=0, fill=1)
    canvas.setFillColor(HexColor(SEA))
    canvas.circle(760, 70, 150, stroke=0, fill=1)
    title = "Information om ekonomibilagan"
    y = _text(canvas, title, 60, 380, 620, size=60, colour="#ffffff", bold=True)
    y = _text(canvas, "Regional yrkesutbildning för vuxna", 60, y - 22, 600, size=28, colour=SUN)
    _text(canvas, "Direktionen 1 mars 2024", 60, y - 10, 600, size=20, colour="#ffffff")
    mark = "Exempelhandling – påhittat innehåll"
    _text(canvas, mark, 60, 70, 500, size=11, colour="#b8c1d3")


def _why(canvas: Canvas) -> None:
    """Draw the slide on the background."""
    points = (
        "Direktionen rekommenderade avtalet den 8 december 2023",
        "Bilagan skulle antas senare, när beräkningen var klar",
        "Borås Stad samordnar och söker statsbidrag för alla kommuner",
        "Bilagan räknas om varje år – avtalet ligger fast",
    )
    _points(canvas, "Varför en bilaga?", points)


def _figures(canvas: Canvas) -> None:
    """Draw the slide with three big figures."""
    _fill(canvas, MINT)
    _text(canvas, "Tre tal att minnas", 60, 486, 800, size=42, bold=True)
    figures = (
        ("1 135", "helårsstudieplatser"),
        ("908 000", "verksamhetspoäng"),
        ("12 kr", "per poäng, som högst"),
    )
    for index, (figure, label) in enumerate(figures):
        x = 60 + index * 288
        canvas.setFillColor(HexColor("#ffffff"))
        canvas.roundRect(x, 140, 264, 220, 14, stroke=0, fill=1)
        _text(canvas, figure, x + 24, 316, 230, size=58, colour=SEA, bold=True)
        _text(canvas, label, x + 24, 226, 216, size=22)


def _section(canvas: Canvas) -> None:
    """Draw the divider."""
    _fill(canvas, SEA)
    canvas.setFillColor(HexColor("#2b86a4"))
    canvas.rect(560, 0, 400, 540, stroke=0, fill=1)
    _text(canvas, "Hur fördelas kostnaden?", 60, 340, 480, size=60, colour="#ffffff", bold=True)


def _chart(canvas: Canvas) -> None:
    """Draw the bar chart of points by municipality."""
    _fill(canvas, PAPER)
    _text(canvas, "Poäng per kommun 2023", 60, 486, 800, size=42, bold=True)
    bars = (("Mark", 67800), ("Vårgårda", 20048), ("Tranemo", 3650))
    for index, (name, value) in enumerate(bars):
        y = 330 - index * 86
        width = value / 67800 * 560
        canvas.setFillColor(HexColor((SEA, SUN, NIGHT)[index]))
        canvas.rect(210, y, width, 52, stroke=0, fill=1)
        _text(canvas, name, 60, y + 42, 140, size=26, bold=True)
        figure = f"{value:,}".replace(",", " ")
        _text(canvas, figure, 222 + width, y + 42, 140, size=26)
    note = "Av totalt 1 014 400 poäng. Övriga kommuner redovisas i bilagans beräkning."
    _text(canvas, note, 60, 104, 840, size=18, colour="#5a6372")


def _table(canvas: Canvas) -> None:
    """Draw the slide with approximate amounts."""
    _fill(canvas, "#ffffff")
    _text(canvas, "Vad betyder det i kronor?", 60, 486, 840, size=42, bold=True)
    rows = (
        ("Kommun", "Poäng 2023", "Cirka kronor"),
        ("Mark", "67 800", "800 000"),
        ("Vårgårda", "20 048", "130 000"),
        ("Tranemo", "3 650", "40 000"),
    )
    for index, row in enumerate(rows):
        y = 372 - index * 62
        canvas.setFillColor(HexColor(NIGHT if index == 0 else (PAPER, MINT)[index % 2]))
        canvas.rect(60, y - 16, 840, 56, stroke=0, fill=1)
        canvas.setFillColor(HexColor("#ffffff" if index == 0 else NIGHT))
        canvas.setFont("Barlow-Bold" if index == 0 else "Barlow-Regular", 26)
        canvas.drawString(84, y, row[0])
        canvas.drawRightString(600, y, row[1])
        canvas.drawRightString(876, y, row[2])
    note = "Beloppen är avrundade och bygger på föregående års utfall."
    _text(canvas, note, 60, 120, 840, size=18, colour="#5a6372")


def _next(canvas: Canvas) -> None:
    """Draw the slide on what comes next."""
    points = (
        "Direktionen antar bilagan med beräkning den 1 mars",
        "Bilagan skickas till medlemskommunerna och Skolchefsgruppen",
        "Första avräkning i augusti, slutlig avräkning i januari",
        "Ny beräkning inför 2025 presenteras i höst",
    )
    _points(canvas, "Vad händer nu?", points)


def _end(canvas: Canvas) -> None:
    """Draw the last slide."""
    _fill(canvas, SUN)
    canvas.setFillColor(HexColor(NIGHT))
    canvas.rect(0, 0, 960, 64, stroke=0, fill=1)
    y = _text(canvas, "Frågor?", 60, 360, 800, size=96, bold=True)
    _text(canvas, "Vuxenutbildningen, Borås Stad", 60, y - 24, 800, size=28)


_SLIDES: tuple[Callable[[Canvas], None], ...] = (
    _cover,
    _why,
    _figures,
    _section,
    _chart,
    _table,
    _next,
    _end,
)
