"""A PDF opened with its password, however the program that locked it wrote the letters."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import BinaryIO

import pikepdf  # which makes the codec "pdfdoc" known
from pikepdf import Pdf

_LONGEST = 127  # bytes of UTF-8 (ISO 32000-2, 7.6.4.3.3); older files take 32 of theirs


def spellings(password: str) -> tuple[bytes, ...]:
    """Return the bytes that a password may stand for in a file, in the order to try them.

    PDF 2.0 takes passwords in UTF-8 (ISO 32000-2, 7.6.4.3). Older files take PDFDocEncoding
    (ISO 32000-1, 7.6.3.3), which agrees with Latin-1 in what people type. The last spelling is
    none, for a file that needs no password though one is given.
    """
    written = password.encode()[:_LONGEST], password.encode("pdfdoc", "replace")
    return tuple(dict.fromkeys((*written, b"")))


def open_pdf(
    source: Path | BinaryIO, password: str, *, overwrite: bool = False, inherit: bool = True
) -> Pdf:
    """Open a PDF with a password; one that needs none opens with any.

    To `overwrite` is to save where the file lies; with `inherit`, pages get what their tree has
    for them.

    Raises:
        pikepdf.PasswordError: it asks for a password, or for another one.
        Exception: whatever a damaged file makes the library raise.
    """

    def opened(spelling: bytes) -> Pdf:
        return pikepdf.open(
            source,
            password=spelling,
            suppress_warnings=True,
            allow_overwriting_input=overwrite,
            inherit_page_attributes=inherit,
        )

    *others, last = spellings(password)
    for spelling in others:
        with contextlib.suppress(pikepdf.PasswordError):
            return opened(spelling)
    return opened(last)
