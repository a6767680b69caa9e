"""Set a story of flowables on sheets of paper; must not know what the story says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pikepdf import Pdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

Decorate = Callable[[Canvas, int], None]


@dataclass(frozen=True)
class Sheet:
    """A kind of page: its size as read, margins (top, right, bottom, left) and what is fixed.

    A sideways sheet is stored upright and turned by /Rotate 90, as some programs print landscape.
    """

    decorate: Decorate
    size: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = (72, 72, 72, 72)
    name: str = "page"
    columns: int = 1
    gap: float = 18
    sideways: bool = False

    @property
    def width(self) -> float:
        """Return the width of a column."""
        _, right, _, left = self.margins
        return (self.size[0] - left - right - self.gap * (self.columns - 1)) / self.columns

    @property
    def height(self) -> float:
        """Return the height of a column."""
        return self.size[1] - self.margins[0] - self.margins[2]

    def template(self) -> PageTemplate:
        """Return the page template that reportlab needs."""
        _, _, bottom, left = self.margins
        step = self.width + self.gap
        size = (self.width, self.height)
        frames = [
            Frame(left + step * i, bottom, *size, 0, 0, 0, 0, id=f"{self.name}-{i}")
            for i in range(self.columns)
        ]
        template = PageTemplate(self.name, frames, onPage=self._open, pagesize=self.size)
        # Read by the document template, which then stores the page upright.
        setattr(template, "rotation", 90 if self.sideways else 0)  # noqa: B010 - not in the stubs
        return template

    def _open(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Turn the page if need be and draw what is fixed on it."""
        if self.sideways:
            canvas.translate(self.size[1], 0)
            canvas.rotate(90)
        canvas.saveState()
        self.decorate(canvas, document.page)
        canvas.restoreState()


def open_canvas(buffer: BytesIO, size: tuple[float, float], font: str) -> Canvas:
    """Return a canvas that starts in a font, so that no unused Helvetica gets into the file."""
    settings: dict[str, Any] = {"initialFontName": font}  # the stubs say float
    return Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, **settings)


class HeadingParagraph(Paragraph):
    """A paragraph that the outline and the contents list know."""

    def __init__(self, text: str, style: ParagraphStyle, level: int, title: str, key: str) -> None:
        """Remember the outline level, the plain title and the destination's key."""
        super().__init__(text, style)
        self.level, self.title, self.key = level, title, key


class Paper(BaseDocTemplate):
    """A document template that writes outline entries and tells the contents list."""

    outline_depth = 2

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Bookmark a heading where it was drawn."""
        if not isinstance(flowable, HeadingParagraph):
            return
        below: float = getattr(self.frame, "_y")  # noqa: B009 - not in the stubs
        self.canv.bookmarkHorizontal(flowable.key, 0, below + flowable.height)
        if flowable.level < self.outline_depth:
            self.canv.addOutlineEntry(flowable.title, flowable.key, flowable.level, closed=True)
        if flowable.level < 2:
            self.notify("TOCEntry", (flowable.level, flowable.title, self.page, flowable.key))


def paginate(
    story: Sequence[Flowable], sheets: Sequence[Sheet], *, font: str, outline_depth: int = 2
) -> Pdf:
    """Set a story on sheets, beginning with the first; NextPageTemplate names another."""
    buffer = BytesIO()
    paper = Paper(buffer, invariant=1, pageCompression=1, initialFontName=font)
    paper.outline_depth = outline_depth
    paper.addPageTemplates([sheet.template() for sheet in sheets])
    paper.multiBuild(list(story))
    buffer.seek(0)
    return Pdf.open(buffer)
