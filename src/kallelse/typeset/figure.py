"""An image as a block. It must not read a file: images come as bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

from reportlab.lib.utils import ImageReader

from kallelse.i18n import _
from kallelse.theme import Align
from kallelse.typeset.blocks import Block
from kallelse.typeset.canvas import Rect, TaggedCanvas
from kallelse.typeset.problems import TypesetError
from kallelse.typeset.structure import Elem

# An image without a given height is as large as it prints well: never fewer dots to the inch than
# this.
_DOTS_PER_INCH = 150
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_image(data: bytes, name: str, line: int) -> ImageReader:
    """Return a PNG or JPEG image. Raises TypesetError for anything else, and for a damaged one."""
    problem = "it is neither PNG nor JPEG"
    if data.startswith(_KINDS):
        try:
            image = _in_our_colours(ImageReader(io.BytesIO(data)))
            image.getRGBData()  # type: ignore[no-untyped-call]
        except Exception as error:  # noqa: BLE001  # damaged data makes a decoder raise anything
            problem = f"it is damaged: {error}".splitlines()[0]
        else:
            return image
    raise TypesetError(
        "image-unreadable",
        _("the image cannot be read: {name} ({problem})").format(name=name, problem=problem),
        _("Save it again as PNG or JPEG."),
        line,
    )


def _in_our_colours(image: ImageReader) -> ImageReader:
    """Return a picture that was made for a printing press in RGB (ISO 19005-2, 6.2.4.3)."""
    picture = image._image  # type: ignore[attr-defined]  # left out of the stubs
    return ImageReader(picture.convert("RGB")) if picture.mode == "CMYK" else image


@dataclass(kw_only=True)
class Figure(Block):
    """An image, made smaller where the column or the page asks for it. `highest` is in points."""

    image: ImageReader
    elem: Elem
    highest: float
    fixed_height: float | None = None
    align: Align = Align.LEFT

    def _size(self, width: float) -> tuple[float, float]:
        pixels, rows = self.image.getSize()
        high = self.fixed_height or rows * 72 / _DOTS_PER_INCH
        wide = high * pixels / rows
        scale = min(1.0, width / wide, self.highest / high)
        return wide * scale, high * scale

    def height(self, width: float) -> float:
        """Return how high the image is in a column of that width."""
        return self._size(width)[1]

    def widths(self) -> tuple[float, float]:
        """Return an inch, and the width at which the image prints well."""
        wide = self._size(float("inf"))[0]
        return min(wide, 72.0), wide

    def split(self, width: float, room: float, *, fresh: bool) -> tuple[Block | None, Block | None]:
        """Make it as small as what is left, on a page where something stands above or around it."""
        if not fresh:
            return None, self
        # Something above or around it takes of the page's height: it is made as small as what is
        # left.
        return replace(self, highest=min(room, self.height(width)), keep=False), None

    def paint(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draw the image, and tell its element where it stands."""
        wide, high = self._size(width)
        left = x + {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[self.align] * (
            width - wide
        )
        canvas.image(self.elem, self.image, Rect(left, top - high, left + wide, top))
