"""What the tests of the typesetter share: the shipped theme, its fonts, a short way to a PDF."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pydantic
import pypdfium2  # type: ignore[import-untyped]
import yaml

from kallelse import theme, typeset

THEME_FILE = Path(__file__).parents[1] / "src" / "kallelse" / "templates" / "theme.yaml"
CREATED = dt.datetime(2024, 3, 1, 9, 0, tzinfo=dt.UTC)


def written_theme() -> dict[str, Any]:
    """Return the shipped theme's file as it is written."""
    written: dict[str, Any] = yaml.load(THEME_FILE.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return written


def theme_with(**parts: object) -> theme.Theme:
    """Return the shipped theme with these parts of the file in place of its own."""
    return pydantic.TypeAdapter(theme.Theme).validate_python({**written_theme(), **parts})


@functools.cache
def shipped_theme() -> theme.Theme:
    """Return the theme that is shipped with the package."""
    return theme_with()


@functools.cache
def fonts() -> typeset.FontFiles:
    """Return the files of the shipped theme's family."""
    return typeset.find_fonts(shipped_theme().fonts, None)


@functools.cache
def with_page(width: float, height: float, margin: float = 20.0) -> theme.Theme:
    """Return the shipped theme on another page, in points, so that little text makes many pages."""
    margins = dict.fromkeys(("top", "right", "bottom", "left"), str(margin))
    return theme_with(page={"width": str(width), "height": str(height), "margins": margins})


def make(
    html: str, *, on: theme.Theme | None = None, images: Mapping[str, bytes] | None = None
) -> typeset.Typeset:
    """Typeset a document with the shipped looks."""
    return typeset.typeset(
        html,
        on or shipped_theme(),
        fonts(),
        title="Prov",
        author="Boråsregionen",
        created=CREATED,
        images=images or {},
    )


def article(body: str, kind: str = "notice") -> str:
    """Return a document with that content; a notice has nothing in its margins."""
    return f'<article class="{kind}" title="Prov">{body}</article>'


def opened(document: typeset.Typeset | typeset.StampSheet) -> pikepdf.Pdf:
    """Return the document for reading."""
    return pikepdf.open(io.BytesIO(document.pdf))


def drawn(sheet: typeset.StampSheet) -> typeset.StampSheet:
    """Return the sheet with each of its texts on a page of its own size."""
    pdf, out = opened(sheet), io.BytesIO()
    for content, size in zip(sheet.contents, sheet.sizes, strict=True):
        page = pdf.add_blank_page(page_size=size).obj
        page.Contents = pdf.make_stream(b"".join(content))
        page.Resources = pdf.pages[0].obj.Resources
    del pdf.pages[0]
    pdf.save(out)
    return dataclasses.replace(sheet, pdf=out.getvalue())


@dataclasses.dataclass(frozen=True)
class Char:
    """A character as it stands on a page, in points from the lower left corner."""

    page: int
    text: str
    left: float
    bottom: float
    right: float
    top: float


def chars(document: typeset.Typeset | typeset.StampSheet, *, loose: bool = False) -> Iterator[Char]:
    """Yield every visible character of a document, by another library's reading of it.

    The boxes hold the ink or, when `loose`, are as high as the font.
    """
    with pypdfium2.PdfDocument(document.pdf) as pdf:
        for number in range(len(pdf)):
            page = pdf[number].get_textpage()
            for index in range(page.count_chars()):
                text = page.get_text_range(index, 1)
                left, bottom, right, top = page.get_charbox(index, loose=loose)
                if text.strip() and right > left:
                    yield Char(number + 1, text, left, bottom, right, top)


def png(width: int, height: int) -> bytes:
    """Return a grey image of that many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )
