"""Make the draft reply of Västra Götalandsregionen, a plain report; must not give it tags."""

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Spacer

from .fonts import register_fonts
from .layout import Look, flow
from .paper import Sheet, paginate
from .prose import read_text
from .seal import Origin, name_destinations, seal

PAGES = 6
MARGINS = (92.0, 82.0, 74.0, 86.0)
BLUE = HexColor("#006298")
MARK = "Exempelhandling – texten är påhittad och är inte Västra Götalandsregionens handling."
ORIGIN = Origin(
    title="Förslag remissyttrande inriktningsplanering VGR",
    author="Västra Götalandsregionen, Koncernkontoret",
    creator="Microsoft® Word för Microsoft 365",
    producer="Microsoft® Word för Microsoft 365",
    made="20240125142210",
)


def make_report(path: Path) -> None:
    """Write the six pages."""
    register_fonts()
    look = Look(
        body="Spectral-Regular",
        bold="Spectral-Bold",
        head="VeraBd",
        size=11.4,
        leading=16.6,
        h1=16.5,
        h2=12,
        h3=10,
        accent="#006298",
        head_fill="#006298",
        stripe="#e3eff6",
        table_size=9.2,
    )
    sheet = Sheet(_decorate, margins=MARGINS)
    story = [Spacer(1, 26), *flow(read_text("report"), look, sheet.width)]
    pdf = paginate(story, [sheet], font=look.body, outline_depth=3)
    name_destinations(pdf, "_Toc1570")
    seal(pdf, path, ORIGIN, pages=PAGES, xmp=True)


def _decorate(canvas: Canvas, page: int) -> None:
    """Draw the letterhead and the foot of a page."""
    width, height = A4
    canvas.setFillColor(BLUE)
    canvas.rect(MARGINS[3], height - 56, 15, 15, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.rect(MARGINS[3] + 4, height - 52, 7, 7, stroke=0, fill=1)
    canvas.setFillColor(BLUE)
    canvas.setFont("VeraBd", 9)
    canvas.drawString(MARGINS[3] + 22, height - 53, "VÄSTRA GÖTALANDSREGIONEN")
    canvas.setFillColor(HexColor("#333333"))
    canvas.setFont("Vera", 7.5)
    right = width - MARGINS[1]
    canvas.drawRightString(right, height - 46, f"Sida {page}({PAGES})")
    canvas.drawRightString(right, height - 57, "Datum 2024-01-25")
    if page == 1:
        canvas.drawRightString(right, height - 68, "Diarienummer RS 2024-00271")
        canvas.drawString(MARGINS[3], height - 84, "Koncernkontoret, avdelning samhällsplanering")
        canvas.setFont("Vera", 6.4)
        canvas.drawString(MARGINS[3], 30, MARK)
    canvas.setStrokeColor(BLUE)
    canvas.setLineWidth(0.6)
    canvas.line(MARGINS[3], 56, right, 56)
    canvas.setFont("Vera", 6.8)
    canvas.drawString(MARGINS[3], 45, "Postadress: Regionens Hus, 462 80 Vänersborg")
    canvas.drawRightString(right, 45, "www.vgregion.se")
