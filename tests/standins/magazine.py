"""Make Navet's report, a magazine with bleed; must not let media box and crop box be equal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pikepdf import Array
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BalancedColumns,
    Flowable,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
)

from . import pictures
from .fonts import register_fonts
from .layout import Look, flow, inline
from .paper import Sheet, paginate
from .pictures import AQUA, CREAM, LEAF, LEMON, NAVY, PINK, Scene, paint
from .prose import Block, read_text
from .seal import Origin, seal

PAGES = 24
SLUG, BLEED = 24.0, 8.5  # points round the trimmed page: for marks, and of them inked
SIZE = (A4[0] + 2 * SLUG, A4[1] + 2 * SLUG)
INNER = SLUG + 50
LOOK = Look(
    body="Spectral-Regular",
    bold="Spectral-Bold",
    head="Barlow-Bold",
    size=10.6,
    leading=15,
    h1=30,
    h2=15,
    accent=NAVY,
    stripe="#e5f7f7",
    link=PINK,
    table_size=9.6,
)
LARGE = replace(LOOK, size=12.2, leading=18, table_size=10.4)
ORIGIN = Origin(
    title="Navet science center – verksamhetsberättelse 2023",
    author="Navet science center",
    creator="Adobe InDesign 19.1 (Macintosh)",
    producer="Adobe PDF Library 17.0",
    made="20240130113007",
)
_SCENES: tuple[Scene, ...] = (
    pictures.space,
    pictures.water,
    pictures.robot,
    pictures.wind,
    pictures.cells,
    pictures.geometry,
    pictures.garden,
    pictures.flasks,
)
_COLOURS = (PINK, AQUA, NAVY, LEAF, PINK, NAVY, LEAF, AQUA)
FIRST = 4  # the page of the first article; each takes two


@dataclass(frozen=True)
class Article:
    """One article: title, lead, text, and the figure of its panel."""

    title: str
    lead: str
    text: tuple[Block, ...]
    figure: str
    label: str


def make_magazine(path: Path) -> None:
    """Write the 24 pages with media, bleed, trim and crop boxes."""
    register_fonts()
    articles = _articles()
    edge = (SLUG + 60, INNER, SLUG + 60, INNER)
    sheets = [
        Sheet(_cover, size=SIZE, margins=(SLUG + 520, INNER, SLUG + 40, INNER), name="cover"),
        Sheet(_plain, size=SIZE, margins=edge, name="plain"),
        Sheet(
            lambda canvas, page: _opening(canvas, page, articles),
            size=SIZE,
            margins=(SLUG + 588, INNER, SLUG + 62, INNER),
            name="opening",
            columns=2,
        ),
        Sheet(
            lambda canvas, page: _closing(canvas, page, articles),
            size=SIZE,
            margins=(SLUG + 60, INNER, SLUG + 545, INNER),
            name="closing",
        ),
        Sheet(_back, size=SIZE, margins=edge, name="back"),
    ]
    story = _story(articles, sheets[1].width, sheets[2].width)
    pdf = paginate(story, sheets, font=LOOK.body)
    for page in pdf.pages:
        page.obj.CropBox = page.obj.TrimBox = _box(SLUG)
        page.obj.BleedBox = _box(SLUG - BLEED)
    seal(pdf, path, ORIGIN, pages=PAGES)


def _articles() -> list[Article]:
    """Read the articles."""
    articles: list[Article] = []
    blocks = list(read_text("magazine"))
    starts = [i for i, block in enumerate(blocks) if block.kind == "h1"]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        title, lead, *text, fact = blocks[start:end]
        figure, label = fact.text.split("|")
        articles.append(Article(title.text, lead.text, tuple(text), figure, label))
    return articles


def _story(articles: list[Article], width: float, column: float) -> list[Flowable]:
    """Return everything that flows."""
    story: list[Flowable] = [*_words_of_cover(), *_turn("plain"), *_contents(articles)]
    blocks = read_text("magazine-ends")
    cut = next(i for i, block in enumerate(blocks) if block.kind == "break")
    story += [PageBreak(), *flow(blocks[:cut], LARGE, width)]
    for article in articles:
        lead = Paragraph(article.lead, LOOK.style("h2", spaceBefore=0, spaceAfter=9, leading=19))
        story += [*_turn("opening"), lead, *flow(article.text[:2], LOOK, column)]
        rest = flow(article.text[2:], LARGE, column)
        story += [*_turn("closing"), BalancedColumns(rest, nCols=2, innerPadding=18)]
    story += [*_turn("plain"), *flow(blocks[cut + 1 :], LARGE, width), *_turn("back")]
    return [*story, Spacer(1, 1)]


def _turn(name: str) -> list[Flowable]:
    """Go on to a page of another kind."""
    return [NextPageTemplate(name), PageBreak()]


def _words_of_cover() -> list[Flowable]:
    """Return the words of the cover."""
    big = ParagraphStyle(
        "big", fontName="Barlow-Bold", bulletFontName="Barlow-Bold", fontSize=52, leading=54
    )
    big.textColor = HexColor(NAVY)
    return [
        Paragraph("Nyfikenheten växer", big),
        Spacer(1, 12),
        Paragraph("Verksamhetsberättelse 2023", LOOK.style("h2", fontSize=20, leading=26)),
        Paragraph("Navet science center", LOOK.style("h2", spaceBefore=0)),
        Spacer(1, 14),
        Paragraph("Exempelhandling – påhittat innehåll.", LOOK.style("small")),
    ]


def _contents(articles: list[Article]) -> list[Flowable]:
    """Return the page of contents, with links to the articles."""
    lines: list[Flowable] = [Paragraph("I det här numret", LOOK.style("h1")), Spacer(1, 20)]
    for index, article in enumerate(articles):
        number = f'<font name="Barlow-Bold" size="24">{FIRST + 2 * index:02}</font>'
        title = inline(f"[{article.title}](#artikel-{index + 1})", LOOK)
        style = LOOK.style("h2", leading=30, spaceBefore=8, spaceAfter=0, fontSize=17)
        lines.append(Paragraph(f"{number}&nbsp;&nbsp;&nbsp;{title}", style))
        lines.append(Paragraph(article.lead.split(". ")[0].rstrip(".") + ".", LOOK.style("p")))
    return lines


def _box(inset: float) -> Array:
    """Return a page box, inset from the sheet on all sides."""
    return Array([inset, inset, round(SIZE[0] - inset, 3), round(SIZE[1] - inset, 3)])


def _ink(canvas: Canvas, y: float, height: float, draw: Callable[..., None] | str) -> None:
    """Ink a band over the whole breadth, bleed included."""
    start = SLUG - BLEED
    box = (start, y, SIZE[0] - 2 * start, height)
    if isinstance(draw, str):
        canvas.setFillColor(HexColor(draw))
        canvas.rect(*box, stroke=0, fill=1)
    else:
        paint(canvas, draw, box)


def _marks(canvas: Canvas) -> None:
    """Draw the crop marks in the slug."""
    canvas.setStrokeColor(HexColor("#000000"))
    canvas.setLineWidth(0.25)
    for x in (SLUG, SIZE[0] - SLUG):
        canvas.line(x, 0, x, SLUG - BLEED - 3)
        canvas.line(x, SIZE[1], x, SIZE[1] - SLUG + BLEED + 3)
    for y in (SLUG, SIZE[1] - SLUG):
        canvas.line(0, y, SLUG - BLEED - 3, y)
        canvas.line(SIZE[0], y, SIZE[0] - SLUG + BLEED + 3, y)


def _folio(canvas: Canvas, page: int) -> None:
    """Put the page number at the outer edge."""
    canvas.setFont("Barlow-Bold", 9)
    canvas.setFillColor(HexColor(NAVY))
    if page % 2:
        canvas.drawRightString(SIZE[0] - INNER, SLUG + 30, f"NAVET 2023   {page}")
    else:
        canvas.drawString(INNER, SLUG + 30, f"{page}   NAVET 2023")


def _cover(canvas: Canvas, _page: int) -> None:
    """Draw the cover."""
    top = SIZE[1] - SLUG + BLEED
    _ink(canvas, SLUG - BLEED, top - SLUG + BLEED, CREAM)
    _ink(canvas, SLUG + 350, top - SLUG - 350, pictures.space)
    _marks(canvas)


def _plain(canvas: Canvas, page: int) -> None:
    """Draw a page with a coloured strip at the top."""
    _ink(canvas, SIZE[1] - SLUG - 22, 22 + BLEED, LEMON if page % 2 else AQUA)
    _folio(canvas, page)
    _marks(canvas)


def _opening(canvas: Canvas, page: int, articles: list[Article]) -> None:
    """Draw the picture and the title of an article and enter it in the outline."""
    index = (page - FIRST) // 2
    bottom = SIZE[1] - SLUG - 460
    _ink(canvas, bottom, 460 + BLEED, _SCENES[index])
    title = Paragraph(articles[index].title, LOOK.style("h1", fontSize=38, leading=42))
    _, height = title.wrap(SIZE[0] - 2 * INNER, 200)
    title.drawOn(canvas, INNER, bottom - 50 - height / 2)
    canvas.setFillColor(HexColor(_COLOURS[index]))
    canvas.rect(INNER, bottom - 104, 60, 7, stroke=0, fill=1)
    canvas.bookmarkPage(f"artikel-{index + 1}")
    canvas.addOutlineEntry(articles[index].title, f"artikel-{index + 1}", 0)
    _folio(canvas, page)
    _marks(canvas)


def _closing(canvas: Canvas, page: int, articles: list[Article]) -> None:
    """Draw the panel with a figure and, beside it, another view of the picture."""
    index = (page - FIRST) // 2
    _ink(canvas, SLUG - BLEED, 525 + BLEED, _COLOURS[index])
    paint(canvas, _SCENES[index], (INNER + 256, SLUG + 80, 240, 395))
    article = articles[index]
    style = LOOK.style("h1", textColor=HexColor("#ffffff"), fontSize=60, leading=64)
    _, height = (figure := Paragraph(article.figure, style)).wrap(240, 200)
    figure.drawOn(canvas, INNER, SLUG + 310 - height / 2)
    style = LOOK.style("h2", textColor=HexColor("#ffffff"), fontSize=16, leading=21)
    _, height = (label := Paragraph(article.label, style)).wrap(200, 200)
    label.drawOn(canvas, INNER, SLUG + 255 - height)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Barlow-Bold", 9)
    canvas.drawRightString(SIZE[0] - INNER, SLUG + 30, f"NAVET 2023   {page}")
    _marks(canvas)


def _back(canvas: Canvas, _page: int) -> None:
    """Draw the back cover."""
    _ink(canvas, SLUG - BLEED, SIZE[1] - 2 * (SLUG - BLEED), NAVY)
    paint(canvas, pictures.geometry, (INNER, SLUG + 430, SIZE[0] - 2 * INNER, 250))
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont("Barlow-Bold", 20)
    canvas.drawString(INNER, SLUG + 380, "Navet science center")
    canvas.setFont("Barlow-Regular", 12)
    canvas.drawString(INNER, SLUG + 354, "En del av Boråsregionen Sjuhärads kommunalförbund")
    canvas.drawString(INNER, SLUG + 334, "Skaraborgsvägen, Borås")
    _marks(canvas)
