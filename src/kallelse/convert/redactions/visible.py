"""Which text of a PDF page can be seen, and which can only be copied from it. In the worker.

A character is seen where the page looks different without its text. Under a box, a picture or a
remark, in the colour of its ground, clipped away or invisible, it makes no difference. The text
that was recognised on a scan makes none either: it is seen where the picture shows ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from PIL import Image, ImageStat

from kallelse.convert.redactions.characters import Character, address, characters, overlaid, runs
from kallelse.convert.redactions.views import Box, View, close_view, contrast, largest, view

_SCALE = 1.5  # dots a point, enough for letters of 5 points and more
_HEIGHT = 30  # dots that a letter is high when it is looked at again
_INK = 40  # of 255: what a scan shows where there is ink, and not where there is only noise
_FLAT = 0.2  # points: glyphs are higher, but for those that a font lacks
_PAPER = 200  # of 255: scanned paper is lighter
_SMALLEST = 1.0  # points from line to line; what is smaller is no text to a reader
_MOST_OVERLAID = 60  # pieces of text that are looked at one by one
_DEEPEST = 15  # forms drawn in forms


@dataclass(frozen=True)
class PageText:
    """The text of a page: what is seen, runs that are hidden, and runs beyond its edges.

    `astray` are runs that were recognised on a scan and lie where its paper is white: something was
    painted over there, or the place is wrong.
    """

    seen: str
    hidden: tuple[str, ...]
    beyond: tuple[str, ...]
    astray: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ground:
    """What a page is made of: pieces of text, other things, and where pictures and notes lie."""

    text: Sequence[Any]
    others: Sequence[Any]
    pictures: Sequence[Box]
    notes: Sequence[Box]


def text_of(page: pdfium.PdfPage) -> PageText:
    """Return what can be read on a page, and what can only be copied.

    Raises:
        ValueError: it has more characters than anybody reads.
    """
    found = list(characters(page))
    left, bottom, right, top = page.get_bbox()
    inside = [
        one.letter == " " or (left < one.centre[0] < right and bottom < one.centre[1] < top)
        for one in found
    ]
    shown, pale = _shown(page, found, inside) if any(inside) else (inside, inside)
    letters = [one.letter for one in found]
    seen = "".join(letter if flag else " " for letter, flag in zip(letters, shown, strict=True))
    hidden = [here and not flag for here, flag in zip(inside, shown, strict=True)]
    return PageText(
        seen,
        hidden=tuple(runs(letters, [a and not b for a, b in zip(hidden, pale, strict=True)])),
        beyond=tuple(runs(letters, [not here for here in inside])),
        astray=tuple(runs(letters, [a and b for a, b in zip(hidden, pale, strict=True)])),
    )


def _shown(
    page: pdfium.PdfPage, found: Sequence[Character], inside: Sequence[bool]
) -> tuple[list[bool], list[bool]]:
    """Tell of each character whether it can be seen, and whether it was recognised on paper."""
    ground = _ground(page)
    first = view(page, ground.text, _SCALE)
    shown = [
        here and (one.letter == " " or _is_seen(one, first, ground))
        for one, here in zip(found, inside, strict=True)
    ]
    _look_below(page, found, shown, ground)
    doubtful = [n for n, here in enumerate(inside) if here and not shown[n]]
    letters = [one.letter for one in found]
    if any(runs(letters, [n in set(doubtful) for n in range(len(found))])):
        _look_closer(page, found, shown, ground, doubtful)
    return _with_neighbours(found, shown), [_is_pale(one, first, ground) for one in found]


def _ground(page: pdfium.PdfPage) -> Ground:
    objects = list(page.get_objects(max_depth=_DEEPEST))
    text = [one for one in objects if one.type == raw.FPDF_PAGEOBJ_TEXT]
    pictures = [one.get_bounds() for one in objects if one.type == raw.FPDF_PAGEOBJ_IMAGE]
    others = [
        one for one in objects if one.type not in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_FORM)
    ]
    return Ground(text, others, pictures, _notes(page))


def _notes(page: pdfium.PdfPage) -> list[Box]:
    """Return where the signs of notes lie: they hide nothing, for they move and open."""
    notes = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        one = raw.FPDFPage_GetAnnot(page, index)
        if one and raw.FPDFAnnot_GetSubtype(one) == raw.FPDF_ANNOT_TEXT:
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(one, box)
            x, y = sorted((box.left, box.right)), sorted((box.bottom, box.top))
            notes.append((x[0], y[0], x[1], y[1]))
        raw.FPDFPage_CloseAnnot(one)
    return notes


def _look_below(
    page: pdfium.PdfPage, found: Sequence[Character], shown: list[bool], ground: Ground
) -> None:
    """Look at text that other text lies on piece by piece: a title on a box may hide a name."""
    pieces = overlaid([one for one, flag in zip(found, shown, strict=True) if flag])
    for piece in sorted(pieces)[:_MOST_OVERLAID]:
        alone = view(page, [one for one in ground.text if address(one) == piece], _SCALE)
        for n, one in enumerate(found):
            if one.piece == piece and shown[n]:
                shown[n] = _is_seen(one, alone, ground)


def _look_closer(
    page: pdfium.PdfPage,
    found: Sequence[Character],
    shown: list[bool],
    ground: Ground,
    doubtful: Sequence[int],
) -> None:
    """Look again at characters that were not seen, so close that they are large."""
    again = [n for n in doubtful if found[n].size >= _SMALLEST]
    if not again:
        return
    pieces = {found[n].piece for n in again}
    text = [one for one in ground.text if address(one) in pieces]
    rest = [one for one in ground.text if address(one) not in pieces]
    box, scale = _near(page, [found[n] for n in again])
    close = close_view(page, text, [*ground.others, *rest], box, scale)
    for n in again:
        shown[n] = _is_seen(found[n], close, ground)


def _near(page: pdfium.PdfPage, doubtful: Sequence[Character]) -> tuple[Box, float]:
    """Return the part of a page that holds characters, and a scale at which they are large."""
    left, bottom, right, top = page.get_bbox()
    box = (
        max(left, min(one.box[0] for one in doubtful) - 2),
        max(bottom, min(one.box[1] for one in doubtful) - 2),
        min(right, max(one.box[2] for one in doubtful) + 2),
        min(top, max(one.box[3] for one in doubtful) + 2),
    )
    heights = sorted(one.box[3] - one.box[1] for one in doubtful)
    return box, max(_SCALE, min(_HEIGHT / max(heights[len(heights) // 4], 0.1), largest(box)))


def _is_seen(one: Character, seen: View, ground: Ground) -> bool:
    """Tell whether a character shows, or a scan shows ink in its place.

    Of one that is half covered the rest must be so large that it can be made out. Where all that
    it could show is known, two fifths of that are enough, for its place may be larger than it is.
    """
    if one.size < _SMALLEST:
        return False
    if _lies_on(one, ground.notes):
        return True
    scanned = one.invisible or _lies_on(one, ground.pictures)
    if one.box[3] - one.box[1] < _FLAT and not scanned:
        return True  # the font has no such glyph here: another reader may know it, we cannot tell
    frame = _frame(one, seen)
    x0, y0, x1, y1 = seen.place.dots(one.box)
    wide, high = max(x1 - x0, 1), max(y1 - y0, 1)
    changed = seen.changed.crop(frame)
    found = changed.getbbox()
    if found is not None:
        if found[2] - found[0] >= 0.3 * wide and found[3] - found[1] >= 0.4 * high:
            return True
        if seen.expected is not None:
            whole = seen.expected.crop(frame).histogram()[255]
            if changed.histogram()[255] >= max(whole, 1) * 0.4:
                return True
    return scanned and _has_ink(frame, seen.bare)


def _is_pale(one: Character, seen: View, ground: Ground) -> bool:
    """Tell whether a character was recognised on a scan and lies where that is light as paper."""
    if not one.invisible or not _lies_on(one, ground.pictures):
        return False
    return ImageStat.Stat(seen.bare.crop(_frame(one, seen))).mean[0] >= _PAPER


def _frame(one: Character, seen: View) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = seen.place.dots(one.box)
    return int(x0), int(y0), int(max(x1, x0 + 1) + 0.999), int(max(y1, y0 + 1) + 0.999)


def _lies_on(one: Character, boxes: Sequence[Box]) -> bool:
    x, y = one.centre
    return any(left <= x <= right and low <= y <= high for left, low, right, high in boxes)


def _has_ink(frame: tuple[int, int, int, int], bare: Image.Image) -> bool:
    """Tell whether a picture shows something in the middle of a place.

    The rim may show what stands beside a box that covers the place.
    """
    x0, y0, x1, y1 = frame
    rim_x, rim_y = (x1 - x0) // 5, (y1 - y0) // 4
    middle = bare.crop((x0 + rim_x, y0 + rim_y, x1 - rim_x, y1 - rim_y))
    return contrast(middle) >= _INK


def _with_neighbours(found: Sequence[Character], shown: Sequence[bool]) -> list[bool]:
    """Let what was recognised be seen where its neighbour in the word is: its place is a guess."""

    def seen(n: int) -> bool:
        return 0 <= n < len(shown) and shown[n] and found[n].letter != " "

    return [
        flag or (one.invisible and (seen(n - 1) or seen(n + 1)))
        for n, (one, flag) in enumerate(zip(found, shown, strict=True))
    ]
