"""Typeset the texts that are stamped on pages.

It must not know where they will stand.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
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
_NUMBER = re.compile(r"([0-9]+)")
_COMMON = 10  # texts: a number that more of them have, as that of all pages, is not cut up


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
    counted = Counter(number for text, _stamp in texts for number in _NUMBER.findall(text))
    common = {number for number, count in counted.items() if count > _COMMON}
    for text, stamp in texts:
        check_glyphs(text, face, None)
        padding = _PADDING * stamp.size
        # There are few whole widths, and what is the same around two texts is stored once.
        width = math.ceil(face.width(text, stamp.size) + 2 * padding)
        height = round((face.ascent + face.descent) * stamp.size, 2)
        sizes.append((width, height))
        place = (padding, face.descent * stamp.size)
        before = f"{colours[stamp.colour]}\n"
        if stamp.background is not None:
            before = f"{colours[stamp.background]} 0 0 {width} {height} re f\n{before}"
        shown = chunks(text, face, stamp.size, stamp.colour, place)
        contents.append(_pieces(before, shown, document, common))
    canvas.showPage()
    return StampSheet(close_canvas(canvas, about), tuple(contents), tuple(sizes))


def _colour(written: str) -> str:
    return " ".join(f"{part:.6g}" for part in HexColor(written).rgb()) + " rg"


def _pieces(
    before: str, shown: Iterable[Chunk], document: Any, common: Collection[str]
) -> tuple[bytes, ...]:
    """Return the operators that show a text, see StampSheet: most digits are pieces of their own.

    So a thousand numbers have little that is not in others too. One TJ shows all letters in a font:
    shown one by one, PDFium would take them for words of their own on some pages.
    """
    pieces = [before]
    for chunk in shown:
        font: Any = pdfmetrics.getFont(chunk.face.name)
        pieces[-1] += f"BT {chunk.x:.6g} {chunk.y:.6g} Td\n"
        named = ""
        for run in _runs(chunk.text, common):
            strings = ""
            for subset, codes in font.splitString(run, document):
                name = font.getSubsetInternalName(subset, document)
                if name != named:
                    strings += ("] TJ\n" if named else "") + f"{name} {chunk.size:.6g} Tf\n["
                strings += f"<{codes.hex()}>\n"
                named = name
            pieces += [strings, ""] if run.isdigit() else []
            pieces[-1] += "" if run.isdigit() else strings
        pieces[-1] += "] TJ\nET\n"
    return tuple(piece.encode("ascii") for piece in pieces if piece)


def _runs(text: str, common: Collection[str]) -> Iterator[str]:
    """Yield a text in order: digits one by one, all else and common numbers as long as it gets."""
    between = ""
    for part in _NUMBER.split(text):
        if not part.isdecimal() or part in common:
            between += part
            continue
        if between:
            yield between
        yield from part
        between = ""
    if between:
        yield between
