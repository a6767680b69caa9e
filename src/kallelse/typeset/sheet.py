"""Typeset the texts that are stamped on pages.

It must not know where they will stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics

from kallelse.pack import StampSheet
from kallelse.typeset.canvas import Chunk, chunks
from kallelse.typeset.fonts import FontFiles, load_face
from kallelse.typeset.problems import check_glyphs
from kallelse.typeset.writer import close_canvas, document_of, open_canvas
from kallelse.typeset.xmp import Metadata

if TYPE_CHECKING:
    from kallelse.theme import Stamp, Theme

# Air around the text, in sizes of it: the binder paints it white, to part the stamp from the page.
_PADDING = 0.35


def make_stamps(
    texts: Sequence[tuple[str, Stamp]], theme: Theme, fonts: FontFiles, created: dt.datetime
) -> StampSheet:
    """Make the sheet that `kallelse.typeset.stamps` promises."""
    face = load_face(fonts)
    about = Metadata("", "", theme.language, created)
    canvas = open_canvas((theme.page.width, theme.page.height), about, face)
    document = document_of(canvas)
    colours = {name: _colour(written) for name, written in theme.colours.items()}
    contents, sizes = [], []
    for text, stamp in texts:
        check_glyphs(text, face, None)
        padding = _PADDING * stamp.size
        width = round(face.width(text, stamp.size) + 2 * padding, 2)
        height = round((face.ascent + face.descent) * stamp.size, 2)
        sizes.append((width, height))
        place = (padding, face.descent * stamp.size)
        shown = chunks(text, face, stamp.size, stamp.colour, place)
        drawn = "\n".join(line for chunk in shown for line in _operators(chunk, document))
        if stamp.background is not None:
            behind = f"{colours[stamp.background]} 0 0 {width} {height} re f"
            drawn = f"{behind}\n{colours[stamp.colour]}\n{drawn}"
        else:
            drawn = f"{colours[stamp.colour]}\n{drawn}"
        contents.append(f"{drawn}\n".encode("ascii"))
    canvas.showPage()
    return StampSheet(close_canvas(canvas, about), tuple(contents), tuple(sizes))


def _colour(written: str) -> str:
    return " ".join(f"{part:.6g}" for part in HexColor(written).rgb()) + " rg"


def _operators(chunk: Chunk, document: Any) -> Iterator[str]:
    """Yield the operators that show a text; its bytes as hexadecimal digits, see StampSheet."""
    font: Any = pdfmetrics.getFont(chunk.face.name)
    yield f"BT {chunk.x:.6g} {chunk.y:.6g} Td"
    for subset, codes in font.splitString(chunk.text, document):
        name = font.getSubsetInternalName(subset, document)
        yield f"{name} {chunk.size:.6g} Tf <{codes.hex()}> Tj"
    yield "ET"
