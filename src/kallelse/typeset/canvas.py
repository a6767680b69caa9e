"""The page that blocks are painted on: every mark is content of an element or an artifact.

It must not lay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArrayCompact,
    PDFDictionary,
    PDFName,
    PDFString,
)

from kallelse.i18n import _
from kallelse.pack import Place
from kallelse.typeset.problems import TypesetError
from kallelse.typeset.structure import Annotated, Elem, Marked, prune
from kallelse.typeset.tree import annotation_name, write_tree
from kallelse.typeset.writer import close_canvas, document_of, open_canvas
from kallelse.typeset.xmp import Metadata

if TYPE_CHECKING:
    from reportlab.lib.utils import ImageReader

    from kallelse.typeset.fonts import Face


class Chunk(NamedTuple):
    """Text in one face, size and colour; `x` and `y` are where its baseline begins, in points."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    colour: str


def chunks(
    text: str, face: Face, size: float, colour: str, at: tuple[float, float]
) -> Iterator[Chunk]:
    """Yield a text that begins at a place, in the faces that have its characters."""
    x, y = at
    for drawn, part in face.split(text):
        yield Chunk(x, y, part, drawn, size, colour)
        x += drawn.width(part, size)


class Rect(NamedTuple):
    """A rectangle in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class TaggedCanvas:
    """A PDF under construction that cannot hold an untagged mark.

    It owns the library's canvas and nothing else reaches it, so it is enough to see to the few ways
    of painting here (ISO 14289-1, 7.1): text and images take the element that they are content of,
    lines and fills are artifacts, and within `artifact()` everything is. q/Q, BT/ET and BDC/EMC
    always nest, because a sequence is opened and closed around a whole text object or image.
    """

    def __init__(self, size: tuple[float, float], about: Metadata, first: Face) -> None:
        self._canvas = open_canvas(size, about, first)
        self._document = document_of(self._canvas)
        self._about = about
        self._page = 0
        self._artifact = False
        self._marks: list[list[Elem]] = [[]]
        self._links: list[Elem] = []
        self._annotations: list[PDFDictionary] = []
        self.anchors: dict[str, Place] = {}

    # What may be painted

    def text(self, elem: Elem | None, chunks: Sequence[Chunk]) -> None:
        """Show text that is content of an element; None is for what stands in an artifact."""
        if elem is None and not self._artifact:
            shown = "".join(chunk.text for chunk in chunks)
            raise TypesetError(
                "untagged-content",
                _("text outside of the structure: {shown}").format(shown=shown[:60]),
                _("This is a fault of the typesetter: report it with the HTML."),
            )
        with self._mark(elem):
            written = self._canvas.beginText()
            for chunk in chunks:
                written.setTextOrigin(chunk.x, chunk.y)
                written.setFont(chunk.face.name, chunk.size)
                written.setFillColor(HexColor(chunk.colour))
                written.textOut(chunk.text)
            self._canvas.drawText(written)

    def image(self, elem: Elem, image: ImageReader, box: Rect) -> None:
        """Show an image as content of a Figure, with its bounding box (14.8.5.4.4)."""
        with self._mark(elem):
            self._canvas.drawImage(
                image, box.left, box.bottom, box.right - box.left, box.top - box.bottom, mask="auto"
            )
        if not self._artifact:
            bounds = tuple(round(value, 2) for value in box)
            elem.attributes["Layout"] = {"Placement": "Block", "BBox": bounds}

    def fill(self, box: Rect, colour: str) -> None:
        """Fill a rectangle; decoration, so an artifact."""
        with self.artifact():
            self._canvas.saveState()
            self._canvas.setFillColor(HexColor(colour))
            width, height = box.right - box.left, box.top - box.bottom
            self._canvas.rect(box.left, box.bottom, width, height, stroke=0, fill=1)
            self._canvas.restoreState()

    def rule(self, left: float, right: float, y: float, thickness: float, colour: str) -> None:
        """Draw a horizontal line whose middle is at `y`."""
        self.fill(Rect(left, y - thickness / 2, right, y + thickness / 2), colour)

    @contextmanager
    def artifact(self, kind: str = "Layout", subtype: str = "") -> Iterator[None]:
        """Let all that is painted inside be one artifact (ISO 32000-1, 14.8.2.2)."""
        if self._artifact:
            yield
            return
        written = f" /Subtype /{subtype}" if subtype else ""
        self._canvas.addLiteral(f"/Artifact <</Type /{kind}{written}>> BDC")
        self._artifact = True
        yield
        self._artifact = False
        self._canvas.addLiteral("EMC")

    @contextmanager
    def _mark(self, elem: Elem | None) -> Iterator[None]:
        if self._artifact or elem is None:
            yield
            return
        marks = self._marks[self._page]
        elem.hold(Marked(self._page, len(marks)))
        self._canvas.addLiteral(f"/{elem.tag} <</MCID {len(marks)}>> BDC")
        marks.append(elem)
        yield
        self._canvas.addLiteral("EMC")

    # What is not painted

    def anchor(self, name: str, x: float, top: float) -> None:
        """Remember where an element stands; what is drawn again keeps its first place."""
        self.anchors.setdefault(name, Place(self._page + 1, round(x, 2), round(top, 2)))

    def link(self, elem: Elem, href: str, box: Rect, text: str) -> None:
        """Make a rectangle lead somewhere: an annotation tied to its Link (ISO 14289-1, 7.18.5).

        An anchor may lie in another document of the pack, so it is written as a name and given its
        place by the binder. A link over several lines has one annotation a line. Artifacts lead
        nowhere.
        """
        if self._artifact:
            return
        if href.startswith("#"):
            action = {"S": PDFName("GoTo"), "D": PDFString(href[1:])}
        else:
            action = {"S": PDFName("URI"), "URI": PDFString(href)}
        number = len(self._links)
        annotation = PDFDictionary(
            {
                "Type": PDFName("Annot"),
                "Subtype": PDFName("Link"),
                "Rect": PDFArrayCompact([round(value, 2) for value in box]),
                "Border": PDFArrayCompact([0, 0, 0]),
                "F": 4,  # printed, as PDF/A asks (ISO 19005-2, 6.3.2)
                "Contents": PDFString(text),
                "A": PDFDictionary(action),
            }
        )
        add = self._canvas._addAnnotation  # type: ignore[attr-defined]
        add(annotation, name=annotation_name(number))
        self._annotations.append(annotation)
        self._links.append(elem)
        elem.hold(Annotated(self._page, number))

    def next_page(self) -> None:
        """End the page and begin the next."""
        self._canvas.showPage()
        page = self._document.Pages[self._page]
        # Page keys that the library does not know are written when its list of keys says so.
        page.__NoDefault__ = [*page.__NoDefault__, "Tabs", "StructParents"]
        page.Tabs = PDFName("S")
        page.StructParents = self._page
        self._page += 1
        self._marks.append([])

    def finish(self, root: Elem) -> bytes:
        """Write structure and metadata, and return the file; all pages must have been ended."""
        prune(root)
        document, catalog = self._document, self._document.Catalog
        pages = self._marks[: self._page]
        catalog.StructTreeRoot = write_tree(document, root, pages, self._links)
        for number, annotation in enumerate(self._annotations):
            annotation["StructParent"] = len(pages) + number
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = XMP(creator=lambda _: self._about.packet())
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        return close_canvas(self._canvas, self._about)
