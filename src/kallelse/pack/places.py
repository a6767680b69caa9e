"""Where things stand in a PDF, and the texts of stamps. It must not know the pack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where something stands in one document.

    Pages count from 1; `x` and `top` are in points from the page's lower left corner.
    """

    page: int
    x: float
    top: float


@dataclass(frozen=True)
class StampSheet:
    """The texts of stamps, each once, ready to be put into the content of pages.

    `pdf` has one page, whose resources are the fonts. `contents` are the operators that show the
    texts with them, each text in pieces, most of which others have too: `/F1 9 Tf` where that page
    calls the font so, and the same words with another meaning nowhere, for whoever uses them may
    have to call the fonts something else. `sizes` are the widths and heights of the texts with some
    air, in points; each begins in the origin.
    """

    pdf: bytes
    contents: tuple[tuple[bytes, ...], ...]
    sizes: tuple[tuple[float, float], ...]
