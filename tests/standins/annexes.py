"""Make the annexes to the accounts, tables upright and landscape; must not embed a font."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Preformatted,
    Spacer,
)

from . import figures, ledgers
from .charts import BarChart
from .layout import Look, flow, table
from .paper import Sheet, paginate
from .prose import Block, read_text
from .seal import LabelRange, Origin, seal

PAGES = 52
LOOK = Look(
    body="Helvetica",
    bold="Helvetica-Bold",
    head="Helvetica-Bold",
    size=10,
    leading=14,
    h1=15,
    h2=11.5,
    accent="#222222",
    stripe="#e8e8e8",
    head_fill="#4a4a4a",
    link="#00007a",
    table_size=8.4,
)
ORIGIN = Origin(
    title="Bilagor till årsbokslut 2023",
    author="Boråsregionen, ekonomi",
    creator="Unit4 ERP rapport",
    producer="iText 2.1.7 by 1T3XT",
    made="20240214090612",
)
_WIDE = landscape(A4)


@dataclass(frozen=True)
class Annex:
    """One annex: letter, title, sheet and the pages of its content."""

    letter: str
    title: str
    sheet: str
    pages: Sequence[Sequence[Flowable]]

    @property
    def key(self) -> str:
        """Return the name of its bookmark."""
        return f"bilaga-{self.letter.lower()}"


def make_annexes(path: Path) -> None:
    """Write the 52 pages; each annex has its own labels, such as C-4."""
    upright = Sheet(_foot, margins=(60, 56, 56, 56), name="upright")
    wide = Sheet(_wide_foot, size=_WIDE, margins=(48, 44, 46, 44), name="wide")
    annexes = _annexes(upright.width, wide.width)
    story: list[Flowable] = [*_cover(annexes, upright.width)]
    labels = [LabelRange(0, "r")]
    page = 1
    for annex in annexes:
        labels.append(LabelRange(page, "D", prefix=f"{annex.letter}-"))
        page += len(annex.pages)
        story += _annex(annex, upright.width)
    pdf = paginate(story, [upright, wide], font="Helvetica")
    seal(pdf, path, ORIGIN, pages=PAGES, labels=labels, compact=False)


def _annexes(width: float, wide: float) -> list[Annex]:
    """Return all annexes with their content."""
    lines = list(ledgers.ledger_lines(12, 34))
    return [
        Annex("A", "Resultat per enhet och konto", "upright", _unit_pages(width)),
        Annex(
            "B", "Projektredovisning per månad", "wide", [_project_page(n, wide) for n in range(9)]
        ),
        Annex("C", "Huvudbok, urval av konton", "wide", [_ledger_page(part) for part in lines]),
        Annex(
            "D",
            "Inventarieförteckning",
            "upright",
            [[table(ledgers.inventory_rows(n, 36), LOOK, width)] for n in range(7)],
        ),
        Annex("E", "Nyckeltal per mål", "upright", _goal_pages(width)),
        Annex("F", "Enkät till samarbetspartner", "upright", _survey_pages(width)),
        Annex("G", "Personalstatistik", "upright", _staff_pages(width)),
        Annex(
            "H",
            "Inköp per leverantörsgrupp",
            "wide",
            [[table(ledgers.supplier_rows(n, 24), LOOK, wide)] for n in range(4)],
        ),
    ]


def _cover(annexes: Sequence[Annex], width: float) -> list[Flowable]:
    """Return the first page, a list of the annexes with links."""
    rows = [("Bilaga", "Innehåll", "Sidor")]
    rows += [(a.letter, f"[{a.title}](#{a.key})", str(len(a.pages))) for a in annexes]
    text = (
        "Bilagorna är utskrifter ur ekonomi- och personalsystemen. Beloppen är i kronor om inte "
        "annat anges. Bilaga A stämmer av mot driftredovisningen i årsbokslutet."
    )
    return [
        Paragraph("Bilagor till årsbokslut 2023", LOOK.style("h1", fontSize=22, leading=28)),
        Paragraph("Boråsregionen Sjuhärads kommunalförbund", LOOK.style("h2")),
        Spacer(1, 16),
        Paragraph(text, LOOK.style("p")),
        Spacer(1, 8),
        table(rows, LOOK, width, widths=(50, width - 110, 60)),
        Spacer(1, 24),
        Paragraph("Exempelhandling – samtliga belopp är påhittade.", LOOK.style("small")),
    ]


def _annex(annex: Annex, width: float) -> list[Flowable]:
    """Return the pages of an annex, beginning with its heading."""
    story: list[Flowable] = [NextPageTemplate(annex.sheet)]
    for number, page in enumerate(annex.pages):
        story.append(PageBreak())
        if number == 0:
            heading = Block("h1", f"Bilaga {annex.letter}. {annex.title}", annex.key)
            story += flow([heading], LOOK, width)
        story += page
    return story


def _unit_pages(width: float) -> list[list[Flowable]]:
    """Return two pages for each unit: the accounts, and a chart of the months."""
    pages: list[list[Flowable]] = []
    for index, unit in enumerate(figures.UNITS):
        rows = ledgers.account_rows(unit, 10 + index)
        heading = Block("h2", f"Enhet {index + 1}: {unit[0]}", f"enhet-{index + 1}")
        pages.append([*flow([heading], LOOK, width), table(rows, LOOK, width)])
        values = [(f"T{n}", unit[1] * share) for n, share in ((1, 0.31), (2, 0.29), (3, 0.40))]
        costs = [(f"T{n}", -unit[2] * share) for n, share in ((1, 0.30), (2, 0.31), (3, 0.39))]
        pages.append(
            [
                Paragraph(f"{unit[0]}, intäkter och kostnader per tertial", LOOK.style("h2")),
                _chart("Intäkter, tkr", values, width),
                Spacer(1, 14),
                _chart("Kostnader, tkr", costs, width),
                Spacer(1, 14),
                Paragraph(_UNIT_NOTES[index], LOOK.style("p")),
            ]
        )
    return pages


_UNIT_NOTES = """\
Ränteintäkter redovisas inom finansförvaltningen men ingår här i kansliets intäkter. \
Avsättningen till socionomutbildning bokfördes i tertial 3.
Bidrag till projekt betalas huvudsakligen ut i tertial 3, när rekvisitionerna har granskats.
Statsbidrag bokförs när villkoren är uppfyllda. Fördelningen mellan tertialen varierar därför \
mellan åren.
Nedskrivningen av lagret ingår i tertial 3. Entréintäkterna är störst under skolloven.\
""".splitlines()


def _chart(title: str, bars: Sequence[tuple[str, float]], width: float) -> BarChart:
    """Return a grey chart."""
    return BarChart(
        title, bars, width=width, colour="#7a8794", font="Helvetica", bold="Helvetica-Bold"
    )


def _project_page(number: int, width: float) -> list[Flowable]:
    """Return a page of four projects, each with its figures and a chart of them."""
    rows = ledgers.project_rows(number * 4, 4)
    bars = [
        (month, float(sum(int(row[column]) for row in rows[1:])))
        for column, month in enumerate(rows[0][3:15], 3)
    ]
    widths = (38, 158, 92, *[34.0] * 12, 0)
    widths = (*widths[:-1], width - sum(widths))
    return [
        Paragraph("Upparbetade kostnader 2023, tkr", LOOK.style("h2")),
        table(rows, LOOK, width, widths=widths),
        Spacer(1, 18),
        _chart("Summa för sidans projekt, tkr per månad", bars, width),
    ]


def _ledger_page(lines: Sequence[str]) -> list[Flowable]:
    """Return a page of the ledger in typewriter type."""
    style = LOOK.style("p", fontName="Courier", fontSize=9.2, leading=10.8)
    return [Preformatted("\n".join(lines), style)]


def _goal_pages(width: float) -> list[list[Flowable]]:
    """Return the key figures of the goals, six a page."""
    goals = read_text("goals")[0].rows[1:]
    pages: list[list[Flowable]] = []
    for first in range(0, len(goals), 6):
        page: list[Flowable] = []
        for goal in goals[first : first + 6]:
            rows = [
                ("Mål", "Indikator", "Målvärde", "Utfall", "Bedömning"),
                (goal[0], goal[3], goal[4], goal[5].replace("−", "-"), goal[6]),
            ]
            page.append(Paragraph(f"Mål {goal[0]}. {goal[2]}", LOOK.style("h2")))
            page.append(table(rows, LOOK, width, widths=(40, width - 280, 70, 70, 100)))
        pages.append(page)
    return pages


def _survey_pages(width: float) -> list[list[Flowable]]:
    """Return the answers to the survey, two questions a page, after a summary."""
    questions = read_text("annex-survey")[0].rows[1:]
    text = (
        "Enkäten skickades till samarbetspartner i medlemskommunerna, regionen och näringslivet. "
        "156 personer svarade. 94 procent är på det hela taget nöjda."
    )
    pages: list[list[Flowable]] = []
    for first in range(0, len(questions), 2):
        page: list[Flowable] = [Paragraph(text, LOOK.style("p"))] if first == 0 else []
        for index in range(first, first + 2):
            question, agree = questions[index]
            rows = ledgers.answer_rows(int(agree), 900 + index)
            bars = [(row[0], float(row[1])) for row in rows[1:5]]
            page += [
                Paragraph(f"Fråga {index + 1}. {question}", LOOK.style("h2")),
                table(rows, LOOK, width, widths=(width - 160, 80, 80)),
                Spacer(1, 10),
                _chart("Antal svar", bars, width),
            ]
        pages.append(page)
    return pages


def _staff_pages(width: float) -> list[list[Flowable]]:
    """Return the statistics of the staff."""
    blocks = read_text("annex-staff")
    cut = next(i for i, block in enumerate(blocks) if block.kind == "break")
    return [flow(blocks[:cut], LOOK, width), flow(blocks[cut + 1 :], LOOK, width)]


def _foot(canvas: Canvas, page: int) -> None:
    """Draw the foot of an upright page."""
    _footer(canvas, page, A4[0], 56)


def _wide_foot(canvas: Canvas, page: int) -> None:
    """Draw the foot of a landscape page."""
    _footer(canvas, page, _WIDE[0], 44)


def _footer(canvas: Canvas, page: int, width: float, margin: float) -> None:
    """Draw a foot as the finance system prints it."""
    canvas.setFont("Courier", 7.5)
    canvas.setFillColor(HexColor("#444444"))
    canvas.drawString(margin, 26, "Rapport EK-412  Utskrift 2024-02-14 09:06  Företag 120")
    canvas.drawRightString(width - margin, 26, f"Blad {page:>3}")
