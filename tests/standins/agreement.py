"""Make the tagged agreement on naturbruk education; must not draw anything that is not marked."""

import re
from io import BytesIO
from pathlib import Path

from pikepdf import Pdf
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth

from .fonts import register_fonts
from .paper import open_canvas
from .prose import Block, plain, read_text
from .seal import Origin, seal
from .tagging import Node, Scribe, write_structure

PAGES = 11
LEFT, RIGHT, TOP, BOTTOM = 96.0, A4[0] - 80.0, A4[1] - 92.0, 84.0
BODY, BOLD = "Vera", "VeraBd"
SIZE, LEADING, CELL = 11.0, 18.2, 9.6
TITLE = "Samverkansavtal om naturbruksutbildning mellan VGR och kommunerna i Västra Götaland"
ORIGIN = Origin(
    title="Samverkansavtal om naturbruksutbildning 2025–2028",
    author="Västra Götalandsregionen",
    creator="Acrobat PDFMaker 23 för Word",
    producer="Adobe PDF Library 23.1.175",
    made="20240109081233",
)
_SUMMARY = (
    "Avtalet reglerar ansvar, antagning, ersättning och samråd för naturbruksutbildningen i "
    "Västra Götaland. Det gäller mellan regionen och länets 49 kommuner och innehåller ett "
    "gemensamt uppdrag att utreda en ny modell."
)
# "Avtalspunkt" is this document's own word for a numbered clause, mapped to P.
ROLES = {"Avtalspunkt": "P"}
_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")


def make_agreement(path: Path) -> None:
    """Lay out twice, the second time with known page numbers in the contents, and tag."""
    register_fonts()
    pages = _Setter({}).set_all()[2]
    data, root, _ = _Setter(pages).set_all()
    pdf = Pdf.open(BytesIO(data))
    write_structure(pdf, root, roles=ROLES)
    seal(pdf, path, ORIGIN, pages=PAGES, xmp=True)


class _Setter:
    """Sets the agreement line by line."""

    def __init__(self, pages: dict[str, int]) -> None:
        """Start with the page of each chapter, as far as it is known."""
        self.known = pages
        self.found: dict[str, int] = {}
        self.buffer = BytesIO()
        self.canvas = open_canvas(self.buffer, A4, BODY)
        self.scribe = Scribe(self.canvas)
        self.root = Node("Document", title=TITLE)
        self.y = TOP
        self.list_number = 0

    def set_all(self) -> tuple[bytes, Node, dict[str, int]]:
        """Return the file, its structure and the page of each chapter."""
        blocks = read_text("agreement")
        self._cover([b for b in blocks if b.kind == "h2"])
        section = self.root
        for block in blocks:
            if block.kind == "h2":
                section = self.root.add("Sect", title=block.text)
                self._heading(block, section)
            elif block.kind == "table":
                self._table(block, section)
            elif block.kind in ("bullets", "numbers"):
                self._list(block, section)
            else:
                clause = re.match(r"\d+\.\d+ ", block.text)
                self._paragraph(block.text, section.add("Avtalspunkt" if clause else "P"))
        self._close_page()
        self.canvas.save()
        return self.buffer.getvalue(), self.root, self.found

    def _cover(self, chapters: list[Block]) -> None:
        """Set the title and the contents on the first page."""
        self.y -= 150
        for line in simpleSplit(TITLE, BOLD, 21, RIGHT - LEFT):
            title = self.root.kids[0] if self.root.kids else self.root.add("H1", title=TITLE)
            assert isinstance(title, Node)
            self._line(title, line + " ", LEFT, BOLD, 21, "#1f5c3a")
            self.y -= 28
        self._paragraph("Avtalsperiod 2025-01-01 – 2028-12-31", self.root.add("P"))
        self._paragraph("Förslag 2024-01-09. Diarienummer RS 2023-05615.", self.root.add("P"))
        self.y -= 210
        self._paragraph(_SUMMARY, self.root.add("P"))
        self._close_page()
        head = self.root.add("H2", title="Innehåll")
        self._line(head, "Innehåll", LEFT, BOLD, 13, "#1f5c3a")
        self.y -= 24
        contents = self.root.add("TOC")
        for chapter in chapters:
            link = contents.add("TOCI").add("Reference").add("Link")
            number = str(self.known.get(chapter.key, ""))
            self._line(link, chapter.text + " ", LEFT, BODY, SIZE)
            with self.scribe.mark(link):
                self.canvas.drawRightString(RIGHT, self.y, number)
            self.scribe.link(
                link, chapter.key, (LEFT, self.y - 4, RIGHT, self.y + 11), chapter.text
            )
            with self.scribe.artifact():
                self.canvas.setStrokeColor(HexColor("#bbc9c0"))
                self.canvas.setLineWidth(0.4)
                self.canvas.line(LEFT, self.y - 5, RIGHT, self.y - 5)
            self.y -= 21
        self._close_page()

    def _heading(self, block: Block, section: Node) -> None:
        """Set a chapter heading, bookmarked; it keeps four lines of room below itself."""
        self._space(1000 if block.key == "underskrifter" else LEADING * 5 + 30)
        if self.y < TOP:
            self.y -= 16
        self.found[block.key] = self.scribe.page + 1
        self.canvas.bookmarkHorizontalAbsolute(block.key, self.y + 18, left=0)
        self.canvas.addOutlineEntry(block.text, block.key, 0)
        self._line(section.add("H2", title=block.text), block.text, LEFT, BOLD, 13, "#1f5c3a")
        self.y -= 24

    def _paragraph(self, text: str, node: Node, indent: float = 0) -> None:
        """Set a paragraph; one run of marked content a line, and a link where the text has one."""
        link = _LINK.search(text)
        lines = simpleSplit(plain(text), BODY, SIZE, RIGHT - LEFT - indent)
        for index, line in enumerate(lines):
            self._space(LEADING)
            tail = "" if index == len(lines) - 1 else " "
            if link and link[1] in line:
                self._linked(node, line + tail, link[1], link[2], LEFT + indent)
            else:
                self._line(node, line + tail, LEFT + indent, BODY, SIZE)
            self.y -= LEADING
        self.y -= 6

    def _linked(self, node: Node, line: str, words: str, target: str, x: float) -> None:
        """Set a line in which some words are a link."""
        before, after = line.split(words)
        self._line(node, before, x, BODY, SIZE)
        x += stringWidth(before, BODY, SIZE)
        end = x + stringWidth(words, BODY, SIZE)
        link = node.add("Link")
        self._line(link, words, x, BODY, SIZE, "#1f5c3a")
        self.scribe.link(link, target, (x, self.y - 3, end, self.y + 10), words)
        self._line(node, after, end, BODY, SIZE)

    def _list(self, block: Block, section: Node) -> None:
        """Set a list with its labels."""
        listing = section.add("L")
        for number, (point,) in enumerate(block.rows, 1):
            self._space(LEADING)
            item = listing.add("LI")
            label = f"{number}." if block.kind == "numbers" else "–"
            self._line(item.add("Lbl"), label + " ", LEFT + 18, BODY, SIZE)
            self._paragraph(point, item.add("LBody"), indent=38)
            self.y += 3
        self.y -= 3

    def _table(self, block: Block, section: Node) -> None:
        """Set a table whose first row and first column are heads."""
        count = len(block.rows[0])
        shares = {2: (0.5, 0.5), 3: (0.34, 0.26, 0.4)}[count]
        if re.fullmatch(r"\d", block.rows[1][0]):
            shares = (0.1, 0.57, 0.33)
        widths = [share * (RIGHT - LEFT) for share in shares]
        node = section.add("Table")
        self._space(110)
        for index, row in enumerate(block.rows):
            cells = [
                simpleSplit(cell or " ", BOLD if index == 0 else BODY, CELL, width - 10)
                for cell, width in zip(row, widths, strict=True)
            ]
            height = max(len(cell) for cell in cells) * 13.2 + (18 if "" in row else 7)
            self._space(height)
            self._row(node.add("TR"), cells, widths, index == 0, height)
            self.y -= height
        self.y -= 14

    def _row(
        self, node: Node, cells: list[list[str]], widths: list[float], head: bool, height: float
    ) -> None:
        """Set one row of a table, with a fill behind the head and a rule below."""
        top = self.y + 11
        with self.scribe.artifact():
            if head:
                self.canvas.setFillColor(HexColor("#dcebe2"))
                self.canvas.rect(LEFT, top - height, RIGHT - LEFT, height, stroke=0, fill=1)
            self.canvas.setStrokeColor(HexColor("#8fb19d"))
            self.canvas.setLineWidth(0.5)
            self.canvas.line(LEFT, top - height, RIGHT, top - height)
        x = LEFT
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            scope = "Column" if head else "Row" if column == 0 else ""
            cell = node.add("TH" if scope else "TD", scope=scope)
            with self.scribe.mark(cell):
                self.canvas.setFillColor(HexColor("#1b1b1b"))
                self.canvas.setFont(BOLD if head else BODY, CELL)
                for offset, line in enumerate(lines):
                    tail = "" if offset == len(lines) - 1 else " "
                    self.canvas.drawString(x + 5, self.y - 1 - offset * 13.2, line + tail)
            x += width

    def _line(
        self, node: Node, text: str, x: float, font: str, size: float, colour: str = "#1b1b1b"
    ) -> None:
        """Draw one marked line at the present height."""
        with self.scribe.mark(node):
            self.canvas.setFillColor(HexColor(colour))
            self.canvas.setFont(font, size)
            self.canvas.drawString(x, self.y, text)

    def _space(self, height: float) -> None:
        """Begin a new page where too little room is left."""
        if self.y < TOP and self.y - height < BOTTOM:
            self._close_page()

    def _close_page(self) -> None:
        """Draw the head and foot as artifacts and go on to the next page."""
        page = self.scribe.page + 1
        with self.scribe.artifact("Pagination"):
            self.canvas.setFillColor(HexColor("#5c6b62"))
            self.canvas.setFont(BODY, 7.6)
            self.canvas.drawString(LEFT, A4[1] - 50, "Samverkansavtal naturbruk 2025–2028")
            self.canvas.drawRightString(RIGHT, A4[1] - 50, "RS 2023-05615")
            self.canvas.drawCentredString(A4[0] / 2, 42, f"{page} / {PAGES}")
        if page == 1:
            self.y = 62
            mark = "Exempelhandling – påhittat innehåll, inte parternas avtal."
            self._line(self.root.add("P"), mark, LEFT, BODY, 7.2, "#5c6b62")
        self.scribe.end_page()
        self.y = TOP
