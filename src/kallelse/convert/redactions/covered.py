"""Which pages hide a picture, or a part of it, that lies whole in the file. It runs in the worker.

A box drawn onto a scan is no redaction: the picture below it can be taken out of the file.
"""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
from PIL import Image

from kallelse.convert.redactions.views import Box, contrast, without

_SHARE = 0.4  # of the page: the least that a scan fills
_TEXT = 60  # letters that a scan may show besides, as on a stamp
_TILE = 5  # points
_TILES = 12  # that are covered: a word of some letters
_INK = 64  # of 255
_PLAIN = 6
_MARGIN = 30  # points: printers leave less around the page
_LARGEST = 3000  # points


def covers(page: pdfium.PdfPage, seen: str) -> bool:
    """Tell whether something is drawn over the writing of a scan, so that it can be taken off."""
    if sum(one.isalnum() for one in seen) > _TEXT:
        return False
    objects = list(page.get_objects(max_depth=15))
    scans = [one for one in objects if _is_picture(one) and _share(page, one) >= _SHARE]
    if not scans or max(page.get_size()) > _LARGEST:
        return False
    full = page.render(scale=1, grayscale=True).to_pil()
    others = [one for one in objects if one.type != raw.FPDF_PAGEOBJ_FORM and one not in scans]
    with without(others):
        for scan in scans:
            with without([one for one in scans if one is not scan]):
                alone = page.render(scale=1, grayscale=True, draw_annots=False).to_pil()
            if _covered(alone, full) >= _TILES:
                return True
    return False


def crops(page: pdfium.PdfPage) -> bool:
    """Tell whether a picture goes on, and shows something, beyond the edge of the page.

    ISO 32000-1, 14.11.2: the crop box hides the rest, and removes nothing.
    """
    left, bottom, right, top = page.get_cropbox()
    x0, y0, x1, y1 = page.get_mediabox()
    outside = (left - x0, bottom - y0, x1 - right, y1 - top)
    if max(outside) < _MARGIN or max(x1 - x0, y1 - y0) > _LARGEST:
        return False
    beyond = [
        one
        for one in (_bounds(one) for one in page.get_objects(max_depth=15) if _is_picture(one))
        if max(left - one[0], bottom - one[1], one[2] - right, one[3] - top) > _MARGIN
    ]
    if not beyond:
        return False
    turned = page.get_rotation()
    page.set_cropbox(x0, y0, x1, y1)
    page.set_rotation(0)
    try:
        whole = page.render(scale=1, grayscale=True).to_pil()
    finally:
        page.set_cropbox(left, bottom, right, top)
        page.set_rotation(turned)
    wide, high = x1 - x0, y1 - y0
    strips = (
        (0, 0, left - x0, high),
        (right - x0, 0, wide, high),
        (0, 0, wide, y1 - top),
        (0, y1 - bottom, wide, high),
    )
    return any(
        one[2] - one[0] > _MARGIN / 2
        and one[3] - one[1] > _MARGIN / 2
        and _range(whole, one) >= _INK
        for one in strips
    )


def _is_picture(one: Any) -> bool:
    return bool(one.type == raw.FPDF_PAGEOBJ_IMAGE)


def _bounds(one: Any) -> Box:
    left, bottom, right, top = one.get_bounds()
    return left, bottom, right, top


def _share(page: pdfium.PdfPage, one: Any) -> float:
    left, bottom, right, top = page.get_bbox()
    x0, y0, x1, y1 = _bounds(one)
    wide, high = min(x1, right) - max(x0, left), min(y1, top) - max(y0, bottom)
    area = float((right - left) * (top - bottom))
    return float(max(wide, 0.0) * max(high, 0.0)) / max(area, 1.0)


def _covered(alone: Image.Image, full: Image.Image) -> int:
    """Return how many tiles show writing in one picture and one colour in the other."""
    wide, high = full.size
    return sum(
        _range(full, tile) <= _PLAIN and _range(alone, tile) >= _INK
        for y in range(0, high - _TILE, _TILE)
        for x in range(0, wide - _TILE, _TILE)
        for tile in ((x, y, x + _TILE, y + _TILE),)
    )


def _range(picture: Image.Image, box: Box) -> int:
    left, upper, right, lower = (int(edge) for edge in box)
    return contrast(picture.crop((left, upper, right, lower)))
