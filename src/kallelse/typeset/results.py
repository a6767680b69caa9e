"""What the typesetter hands back, as plain data. It must not import any drawing library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kallelse.pack import Place


@dataclass(frozen=True)
class Typeset:
    """A finished document: bytes, number of pages, and where every element with an id stands."""

    pdf: bytes
    pages: int
    anchors: Mapping[str, Place]
