"""The fonts of form fields, and how wide their letters are.

It must not know what is written.

Letters are the codes of WinAnsiEncoding (ISO 32000-1, annex D), which are those of cp1252.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Object, Pdf

from kallelse.bind.values import Value, entries, integer, items, number, spelled

_SUBSET = re.compile(r"/[A-Z]{6}\+")
_SYMBOLIC = 4  # font flag: its letters are not those of the encoding (ISO 32000-1, 9.8.2)
_WIDEST = 5000

# The fonts with letters that every reader has (ISO 32000-1, 9.6.2.2).
_STANDARD = {
    "/Helvetica", "/Helvetica-Oblique", "/Helvetica-Bold", "/Helvetica-BoldOblique",
    "/Times-Roman", "/Times-Italic", "/Times-Bold", "/Times-BoldItalic",
    "/Courier", "/Courier-Oblique", "/Courier-Bold", "/Courier-BoldOblique",
}  # fmt: skip


@dataclass(frozen=True)
class Face:
    """A font, and the widths of its letters in thousandths of an em."""

    font: Object
    widths: Mapping[int, float]

    def width(self, letters: bytes) -> float:
        """Return how wide letters are at size 1."""
        return sum(map(self.widths.__getitem__, letters)) / 1000


class Faces:
    """The faces of one form's fields."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._standard: dict[str, Face] = {}

    def fitting(self, font: Dictionary | None, letters: bytes) -> Face:
        """Return a face for a font if it surely has the letters, otherwise Helvetica."""
        base = "" if font is None else spelled(font.get("/BaseFont"))
        if font is not None and base not in _STANDARD:
            widths = _own_widths(font)
            if widths.keys() >= {*b" ", *letters} - {*b"\n"}:
                return Face(font, widths)
        return self._made(base if base in _STANDARD else "/Helvetica")

    def _made(self, base: str) -> Face:
        from reportlab.pdfbase.pdfmetrics import getFont

        if base not in self._standard:
            font = Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name(base),
                Encoding=Name.WinAnsiEncoding,
            )
            widths = dict(enumerate(getFont(base[1:]).widths))
            self._standard[base] = Face(self._pdf.make_indirect(font), widths)
        return self._standard[base]


def each(letters: bytes) -> Iterator[bytes]:
    """Yield letters one by one."""
    return (letters[n : n + 1] for n in range(len(letters)))


def _own_widths(font: Dictionary) -> dict[int, float]:
    """Return the widths of a font's letters; nothing unless it is whole and WinAnsi-encoded."""
    flags = integer(entries(font.get("/FontDescriptor")).get("/Flags")) or 0
    first = integer(font.get("/FirstChar"))
    if (
        font.get("/Subtype") not in (Name.TrueType, Name.Type1)
        or _encoding(font.get("/Encoding")) != Name.WinAnsiEncoding
        or _SUBSET.match(spelled(font.get("/BaseFont")))
        or flags & _SYMBOLIC
        or first is None
    ):
        return {}
    widths = enumerate(items(font.get("/Widths"))[:256], first)
    known = {code: number(width) or 0.0 for code, width in widths}
    return {code: width for code, width in known.items() if 0 < width <= _WIDEST}


def _encoding(value: Value) -> Value:
    if not isinstance(value, Dictionary):
        return value
    return None if "/Differences" in value else value.get("/BaseEncoding")
