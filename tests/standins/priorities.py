"""Make the priority list, a table on pages turned by /Rotate; must not use landscape MediaBoxes."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, NextPageTemplate, PageBreak

from .fonts import register_fonts
from .layout import Look, flow, table
from .paper import Sheet, paginate
from .prose import read_text
from .seal import Origin, seal

PAGES = 7
ORIGIN = Origin(
    title="Förslag bilaga priolista remissyttrande inriktningsplanering",
    author="Västra Götalandsregionen",
    creator="Microsoft® Excel® för Microsoft 365",
    producer="Microsoft® Excel® för Microsoft 365",
    made="20240125160402",
)
_WIDTHS = (28, 150, 66, 158, 162, 108, 40, 30)
_SPLITS = (0, 8, 16, 22, 28, 36)  # rows per turned page: a page ends where a mode of transport does


def make_priorities(path: Path) -> None:
    """Write the seven pages, five of them turned."""
    register_fonts()
    look = Look(
        body="FiraSans-Regular",
        bold="FiraSans-SemiBold",
        head="FiraSans-SemiBold",
        size=10.4,
        leading=14.4,
        h1=17,
        h2=12.5,
        accent="#3d6b2f",
        head_fill="#4c7f3c",
        stripe="#e6efe2",
        sort_of_rules="grid",
        table_size=9.6,
    )
    upright = Sheet(_upright, margins=(66, 60, 58, 60), name="upright")
    turned = Sheet(
        _turned, size=landscape(A4), margins=(62, 50, 44, 50), name="turned", sideways=True
    )
    rows = read_text("priorities-list")[0].rows
    story: list[Flowable] = [
        *flow(read_text("priorities-intro"), look, upright.width),
        NextPageTemplate("turned"),
        *_pages(rows, look, turned.width),
        NextPageTemplate("upright"),
        PageBreak(),
        *flow(read_text("priorities-end"), look, upright.width),
    ]
    pdf = paginate(story, [upright, turned], font=look.body)
    seal(pdf, path, ORIGIN, pages=PAGES, compact=False)


def _pages(rows: Sequence[Sequence[str]], look: Look, width: float) -> list[Flowable]:
    """Cut the long table into one table a page, each in larger type than the short ones."""
    large = replace(look, table_size=11)
    story: list[Flowable] = []
    for first, last in pairwise(_SPLITS):
        part = [rows[0], *rows[first + 1 : last + 1]]
        story += [PageBreak(), table(part, large, width, widths=_WIDTHS)]
    return story


def _upright(canvas: Canvas, page: int) -> None:
    """Draw the head and foot of an upright page."""
    canvas.setFont("FiraSans-Regular", 8)
    canvas.setFillColor(HexColor("#444444"))
    canvas.drawString(60, A4[1] - 40, "Västra Götalandsregionen")
    canvas.drawRightString(A4[0] - 60, A4[1] - 40, "Priolista 2024-01-25")
    canvas.drawCentredString(A4[0] / 2, 30, f"{page} av {PAGES}")
    if page == 1:
        canvas.setFont("FiraSans-Regular", 7)
        canvas.drawString(60, 30, "Exempelhandling – påhittat innehåll")


def _turned(canvas: Canvas, page: int) -> None:
    """Draw the head and foot of a turned page."""
    width, height = landscape(A4)
    canvas.setFont("FiraSans-SemiBold", 11)
    canvas.setFillColor(HexColor("#3d6b2f"))
    canvas.drawString(50, height - 42, "Prioriterade brister, Västra Götaland")
    canvas.setFont("FiraSans-Regular", 8)
    canvas.setFillColor(HexColor("#444444"))
    canvas.drawRightString(width - 50, height - 42, "Flik: Lista_2026-2037")
    canvas.drawCentredString(width / 2, 24, f"{page} av {PAGES}")
