"""The characters of a PDF page, as a program that copies text finds them. In the worker."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from kallelse.convert.redactions.views import Box

_FEWEST = 3  # letters in a row that can be made out; fewer are a stray glyph
_MOST = 100_000  # of a page
_CELL = 12.0  # points
_HIDES = "\ufffe\x02\x00\xad"  # what pdfium makes of a hyphen at the end of a line
_INVISIBLE = 3  # text rendering mode (ISO 32000-1, table 106)


@dataclass(frozen=True)
class Character:
    """A character, its place in points of the page, its line's height, its piece of text.

    White space has no place, and no piece.
    """

    letter: str
    box: Box = (0.0, 0.0, 0.0, 0.0)
    invisible: bool = False
    size: float = 0.0
    piece: int = 0

    @property
    def centre(self) -> tuple[float, float]:
        """Return the middle of its place."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


def characters(page: pdfium.PdfPage) -> Iterator[Character]:
    """Yield the characters of a page; every piece of text is known by its address in memory.

    Raises:
        ValueError: it has more characters than anybody reads.
    """
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MOST:
        raise ValueError("too many characters")
    invisible: dict[int, bool] = {}
    for index in range(count):
        letter = chr(raw.FPDFText_GetUnicode(text, index) or 0xFFFD)
        if letter.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            yield Character(" ")
        elif letter not in _HIDES:
            box, size = _place(text, index)
            found = raw.FPDFText_GetTextObject(text, index)
            piece = address(found)
            if piece not in invisible:
                mode = raw.FPDFTextObj_GetTextRenderMode(found) if piece else 0
                invisible[piece] = mode == _INVISIBLE
            yield Character(letter, box, invisible[piece], size, piece)


def address(thing: Any) -> int:
    """Return where an object of pdfium lies in memory; 0 is nowhere."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _place(text: Any, index: int) -> tuple[Box, float]:
    """Return the place of a glyph, or of its line where that has none, and the line's height."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    line = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, line)
    high, wide = abs(line.top - line.bottom), abs(line.right - line.left)
    size = min(high, wide * 3)  # the line may run upwards
    if right.value > left.value and top.value > bottom.value:
        return (left.value, bottom.value, right.value, top.value), size
    return (line.left, line.bottom, line.right, line.top), size


def overlaid(found: Sequence[Character]) -> set[int]:
    """Return the pieces of text of which a letter lies where another piece has another letter."""
    cells: dict[tuple[int, int], list[Character]] = {}
    pieces: set[int] = set()
    for one in found:
        if not one.letter.isalnum():
            continue
        x, y = (int(part // _CELL) for part in one.centre)
        for near in ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            for other in cells.get(near, ()):
                if (
                    other.piece != one.piece
                    and other.letter != one.letter
                    and _overlap(one.box, other.box)
                ):
                    pieces |= {one.piece, other.piece}
        cells.setdefault((x, y), []).append(one)
    return pieces


def _overlap(one: Box, other: Box) -> bool:
    """Tell whether a third or more of the smaller of two boxes lies in the other."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return False
    return wide * high >= min((a[2] - a[0]) * (a[3] - a[1]) for a in (one, other)) / 3


def runs(letters: Sequence[str], wanted: Sequence[bool]) -> Iterator[str]:
    """Yield what stands in a row and is wanted, where letters enough can be made out in it."""
    marks = [
        (letter, flag or not letter.isalnum()) for letter, flag in zip(letters, wanted, strict=True)
    ]
    for flag, some in groupby(marks, key=lambda one: one[1]):
        run = "".join(letter for letter, _flag in some).strip()
        if flag and sum(letter.isalnum() for letter in run) >= _FEWEST:
            yield run
