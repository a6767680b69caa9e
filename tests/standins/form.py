"""Make the one-page annex with form fields that are filled in; must not name a person."""

from io import BytesIO
from pathlib import Path

from pikepdf import Pdf
from reportlab.lib.colors import HexColor, black, white
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from .seal import Origin, seal

PAGES = 1
LEFT, RIGHT = 62, A4[0] - 62
PLUM = HexColor("#5b2a4e")
ORIGIN = Origin(
    title="Bilaga 1 Ekonomiska villkor och förutsättningar",
    author="Borås Stad, Vuxenutbildningen",
    creator="Adobe Acrobat Pro 2023",
    producer="Adobe PDF Library 17.0",
    made="20240212093105",
)
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9.6, leading=13)
_RULES = """\
Borås Stad samordnar den regionala yrkesutbildningen för vuxna och ansöker om statsbidrag för \
samtliga kommuner i samverkan. Ansökan för 2024 omfattar 1 135 helårsstudieplatser.
Antalet verksamhetspoäng är 908 000. Ersättningen är högst 12 kr per poäng och omfattar \
undervisning, läromedel, studie- och yrkesvägledning samt administration.
Medfinansieringen fördelas efter kommunernas utfall föregående år. Under 2023 genomfördes \
1 014 400 poäng inom samverkan.
Avräkning sker två gånger per år, i augusti och i januari. Avvikelser större än fem procent \
meddelas Skolchefsgruppen innan faktura skickas.""".splitlines()
_ROWS = (
    ("Mark", "67 800", "800 000"),
    ("Tranemo", "3 650", "40 000"),
    ("Vårgårda", "20 048", "130 000"),
)
_FIELDS = (  # name, label, value, x, y, width
    ("kommun", "Kommun", "Marks kommun", 0, 214, 226),
    ("avser_ar", "Avser år", "2024", 245, 214, 90),
    ("poang", "Beräknade poäng", "67 800", 352, 214, 119),
    ("kontakt", "Kontakt (funktion)", "Rektor för vuxenutbildningen", 0, 170, 226),
    ("belopp", "Belopp, kr", "800 000", 245, 170, 90),
    ("faktura", "Fakturareferens", "BRVUX-2024", 352, 170, 119),
)
_BOXES = (
    ("godkand", "Beräkningen är avstämd med kommunens ekonomiavdelning", True),
    ("avvikelse", "Kommunen anmäler avvikelse enligt punkt 4", False),
)


def make_form(path: Path) -> None:
    """Write the page and its fields."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    _draw_head(canvas)
    y = _draw_rules(canvas, A4[1] - 158)
    _draw_table(canvas, y - 16)
    _draw_fields(canvas)
    canvas.showPage()
    canvas.save()
    buffer.seek(0)
    seal(Pdf.open(buffer), path, ORIGIN, pages=PAGES, compact=False)


def _draw_head(canvas: Canvas) -> None:
    """Draw the head of the page and the mark that it is an example."""
    top = A4[1]
    canvas.setFillColor(PLUM)
    canvas.rect(0, top - 22, A4[0], 22, stroke=0, fill=1)
    canvas.setFont("Helvetica-Bold", 9)
    canvas.setFillColor(white)
    canvas.drawString(LEFT, top - 15, "BRVux – regional yrkesutbildning för vuxna")
    canvas.setFillColor(PLUM)
    canvas.setFont("Helvetica-Bold", 19)
    canvas.drawString(LEFT, top - 74, "Bilaga 1")
    canvas.setFont("Helvetica", 19)
    canvas.drawString(LEFT, top - 98, "Ekonomiska villkor och förutsättningar")
    canvas.setFillColor(HexColor("#444444"))
    canvas.setFont("Helvetica", 9)
    canvas.drawString(
        LEFT, top - 122, "Bilaga till samverkansavtal för regional yrkesutbildning inom BRVux"
    )
    canvas.drawRightString(RIGHT, top - 122, "Version 2024-02-12")
    canvas.setFont("Helvetica-Oblique", 7)
    canvas.drawString(LEFT, 26, "Exempelhandling – uppgifterna är påhittade eller avrundade.")


def _draw_rules(canvas: Canvas, y: float) -> float:
    """Draw the numbered conditions from y downwards and return where they end."""
    for number, text in enumerate(_RULES, 1):
        paragraph = Paragraph(text, _TEXT)
        _, height = paragraph.wrap(RIGHT - LEFT - 22, 200)
        canvas.setFont("Helvetica-Bold", 9.6)
        canvas.setFillColor(PLUM)
        canvas.drawString(LEFT, y - 10, f"{number}.")
        paragraph.drawOn(canvas, LEFT + 22, y - height)
        y -= height + 9
    return y


def _draw_table(canvas: Canvas, y: float) -> None:
    """Draw the small table of municipalities."""
    columns = (LEFT + 6, LEFT + 300, RIGHT - 6)
    canvas.setFillColor(HexColor("#efe6ec"))
    canvas.rect(LEFT, y - 18, RIGHT - LEFT, 18, stroke=0, fill=1)
    rows = (
        ("Kommun (exempel på fördelning)", "Poäng 2023", "Ungefärligt belopp, kr"),
        *_ROWS,
        ("Samtliga kommuner i samverkan", "1 014 400", ""),
    )
    for index, (name, points, amount) in enumerate(rows):
        strong = index in (0, len(rows) - 1)
        canvas.setFont("Helvetica-Bold" if strong else "Helvetica", 9.2)
        canvas.setFillColor(black)
        base = y - 12.5 - index * 18
        canvas.drawString(columns[0], base, name)
        canvas.drawRightString(columns[1], base, points)
        canvas.drawRightString(columns[2], base, amount)
        canvas.setStrokeColor(HexColor("#b59aad"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, base - 5.5, RIGHT, base - 5.5)


def _draw_fields(canvas: Canvas) -> None:
    """Draw the fields with their labels and values."""
    canvas.setFillColor(PLUM)
    canvas.setFont("Helvetica-Bold", 11)
    canvas.drawString(LEFT, 262, "Kommunens uppgifter")
    form = canvas.acroForm
    for name, label, value, x, y, width in _FIELDS:
        canvas.setFont("Helvetica", 8)
        canvas.setFillColor(HexColor("#444444"))
        canvas.drawString(LEFT + x, y + 23, label)
        form.textfield(
            name=name,
            tooltip=label,
            value=value,
            x=LEFT + x,
            y=y,
            width=width,
            height=19,
            fontName="Helvetica",
            fontSize=10,
            borderWidth=1,
            borderColor=PLUM,
            fillColor=HexColor("#f8f4f7"),
            textColor=black,
        )
    for index, (name, label, checked) in enumerate(_BOXES):
        y = 128 - index * 24
        form.checkbox(
            name=name,
            tooltip=label,
            checked=checked,
            x=LEFT,
            y=y,
            size=13,
            buttonStyle="check",
            borderWidth=1,
            borderColor=PLUM,
            fillColor=HexColor("#f8f4f7"),
            textColor=PLUM,
        )
        canvas.setFont("Helvetica", 9.2)
        canvas.setFillColor(black)
        canvas.drawString(LEFT + 21, y + 3, label)
    canvas.setStrokeColor(HexColor("#999999"))
    canvas.line(LEFT, 62, LEFT + 226, 62)
    canvas.setFont("Helvetica", 8)
    canvas.drawString(LEFT, 51, "Ort, datum och underskrift av kommunens firmatecknare")
