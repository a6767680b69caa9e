"""The drawing library's canvas, opened and closed in the one way that we want.

It must not draw.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFStream,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from kallelse.standards import SRGB, srgb
from kallelse.typeset.fonts import Face
from kallelse.typeset.xmp import PRODUCER, Metadata

_END = b"endstream\n"


def open_canvas(size: tuple[float, float], about: Metadata, first: Face) -> Canvas:
    """Return a canvas for a PDF 1.7 of that page size in points, with the language in its catalog.

    Each page's preamble selects a font before anything is drawn. Unless it is told that of the
    document it is Helvetica, which is not embedded (ISO 14289-1, 7.21.4.1).
    """
    rl_config.useA85 = 0  # ASCII85 makes every stream a quarter larger, for mail gateways long gone
    return Canvas(
        io.BytesIO(),
        pagesize=size,
        pageCompression=1,
        invariant=1,  # its own clock stands still: the dates are those of `about`
        pdfVersion=(1, 7),
        lang=about.language,
        initialFontName=first.name,  # type: ignore[arg-type]  # the stub says float
    )


def document_of(canvas: Canvas) -> Any:
    """Return the library's document under a canvas; the stubs leave most of it out."""
    return canvas._doc  # type: ignore[attr-defined]


def close_canvas(canvas: Canvas, about: Metadata) -> bytes:
    """Return the finished file; its Info dictionary and /ID come from `about` alone."""
    document = document_of(canvas)
    document.info = _Info(about)
    _write_intent(document)
    document.signature = hashlib.md5(about.packet(), usedforsecurity=False)
    with _line_ends():
        data: bytes = canvas.getpdfdata()  # type: ignore[no-untyped-call]
    return data


def _write_intent(document: Any) -> None:
    """Say what the document's colours mean (ISO 19005-2, 6.2.3): sRGB."""
    profile = document.Reference(PDFStream(PDFDictionary({"N": 3}), srgb()), "sRGB")
    intent = {
        "Type": PDFName("OutputIntent"),
        "S": PDFName("GTS_PDFA1"),
        "OutputConditionIdentifier": PDFString(SRGB),
        "Info": PDFString(SRGB),
        "DestOutputProfile": profile,
    }
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArrayCompact([PDFDictionary(intent)])


@contextmanager
def _line_ends() -> Iterator[None]:
    """Let the library end the data of a stream with a line (ISO 19005-2, 6.1.7.1), for a while.

    It does not by itself, and all streams pass through this one method.
    """
    unended = PDFStream.format

    def ended(self, document):  # type: ignore[no-untyped-def]
        return unended(self, document).removesuffix(_END) + b"\n" + _END

    PDFStream.format = ended  # type: ignore[method-assign]
    try:
        yield
    finally:
        PDFStream.format = unended  # type: ignore[method-assign]


class _Info(PDFInfo):
    """The Info dictionary with just what XMP says too; the library's own has empty entries."""

    def __init__(self, about: Metadata) -> None:
        super().__init__()
        self.title, self.author = about.title, about.author
        self._date = about.pdf_date()

    def format(self, document):  # type: ignore[no-untyped-def]
        """Return the dictionary's bytes."""
        entries = {
            "Title": PDFString(self.title),
            "Author": PDFString(self.author),
            "Creator": PDFString(PRODUCER),
            "Producer": PDFString(PRODUCER),
            "CreationDate": PDFString(self._date),
            "ModDate": PDFString(self._date),
        }
        return PDFDictionary(entries).format(document)
