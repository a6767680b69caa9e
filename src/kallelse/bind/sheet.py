"""The texts of stamps with their fonts, for any page to show.

It must not place them.
"""

from __future__ import annotations

import copy
import io
import zlib
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf, Stream

from kallelse.bind.values import CONTENT, dictionary, entries, identity, items
from kallelse.pack import StampSheet

_PREFIX = "/Stamp"
_NOTHING = (0, 0)  # the number of no object: stands for pages without fonts of their own


class Sheet:
    """All texts of the stamps; `sizes` are the widths and heights of their boxes, in points."""

    def __init__(self, out: Pdf, sheet: StampSheet) -> None:
        self._out = out
        self.sizes = sheet.sizes
        self._contents = sheet.contents
        self._fonts: dict[str, Object] = {}
        self._resources: dict[tuple[int, int], tuple[Object, str]] = {}
        self._extended: dict[tuple[int, int], tuple[Object, str]] = {}
        if sheet.contents:
            with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
                fonts = entries(entries(pdf.pages[0].obj.get("/Resources")).get("/Font"))
                self._fonts = {
                    name: out.copy_foreign(pdf.make_indirect(font)) for name, font in fonts.items()
                }

    def text(self, number: int, prefix: str) -> list[bytes]:
        """Return the operators that show a text, where the names of fonts begin with that."""
        return [self._named(piece, prefix) for piece in self._contents[number]]

    def _named(self, piece: bytes, prefix: str) -> bytes:
        for name in self._fonts:
            piece = piece.replace(f"{name} ".encode(), f"{prefix}{name[1:]} ".encode())
        return piece

    def add_fonts(self, page: Dictionary) -> str:
        """Make the fonts known to a page; return what their names begin with there.

        The page gets copies of its resources, for it may share them with others, who share the
        copies then.
        """
        own = dictionary(page, "/Resources")
        shared = identity(own)
        if shared in self._resources:
            page["/Resources"], prefix = self._resources[shared]
            return prefix
        made = copy.copy(own) if own is not None else Dictionary()
        made["/Font"], prefix = self._beside(dictionary(made, "/Font"))
        page["/Resources"] = made
        if shared:
            page["/Resources"] = made = self._out.make_indirect(made)
            self._resources[shared] = made, prefix
        return prefix

    def _beside(self, own: Dictionary | None) -> tuple[Object, str]:
        """Return a page's own fonts with those of the stamps, and the beginning of their names."""
        shared = identity(own) if own is not None else _NOTHING
        if shared in self._extended:
            return self._extended[shared]
        made = copy.copy(own) if own is not None else Dictionary()
        taken, prefix = made.keys(), _PREFIX
        while any(name.startswith(prefix) for name in taken):
            prefix += "x"
        for name, font in self._fonts.items():
            made[f"{prefix}{name[1:]}"] = font
        if shared:
            made = self._out.make_indirect(made)
            self._extended[shared] = made, prefix
        return made, prefix


def streams(page: Dictionary) -> list[Stream]:
    """Return the streams of a page's content."""
    return [one for one in items(page.get("/Contents")) if isinstance(one, Stream)]


def joined(parts: Sequence[Stream]) -> bytes:
    """Return decoded content in one piece; raises BROKEN where it cannot be decoded.

    What saving would have to decode a second time, to pack it as all the rest is packed, is packed
    at once.
    """
    return b"\n".join(map(_read, parts))


def _read(part: Stream) -> bytes:
    data = part.read_bytes(CONTENT)
    filters = items(part.get("/Filter"))
    if filters and filters != [Name.FlateDecode]:
        part.write(zlib.compress(data), filter=Name.FlateDecode)
    return data
