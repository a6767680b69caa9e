"""What bind takes and what it gives back, as frozen records. It must not open a PDF."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kallelse.bind.archive import Hindrance
from kallelse.choices import Corner
from kallelse.errors import ExitCode, KallelseError
from kallelse.pack import Part, Place


@dataclass(frozen=True)
class Document:
    """A part of the pack with the PDF that holds its pages.

    `part` has its `pages` and `first_page`. `anchors` says where the names that links use stand in
    the document. `typeset` is true for what we made ourselves: it is trusted, and its links hold
    names that are still to be resolved.
    """

    part: Part
    source: Path | bytes
    anchors: Mapping[str, Place] = dataclasses.field(default_factory=dict)
    typeset: bool = False


@dataclass(frozen=True)
class PageStamp:
    """One text on one page: the page of the sheet, from 0, and its place on the page.

    `inset_x` and `inset_y` are in points from the visible edges to the box of the text; `inset_x`
    means nothing in the middle. `link` is the anchor or the part id that a click on the stamp leads
    to.
    """

    sheet: int
    corner: Corner
    inset_x: float
    inset_y: float
    link: str | None = None


@dataclass(frozen=True)
class Words:
    """The words that bind itself puts into the file, in the pack's language.

    `scanned` describes a page without text and may use {part} (its label or title) and {page}.
    `to_page` and `somewhere` are what is said of an attachment's link that says nothing itself, to
    the pack's page {page} or to nothing that has a number.
    """

    link: str = "Till dagordningen"
    to_page: str = "Länk till sida {page}"
    somewhere: str = "Länk"
    scanned: str = "{part}, sida {page}: inskannad bild"


@dataclass(frozen=True)
class Bound:
    """What became of the parts; every mapping has the part's id as key.

    `removed` holds short stable words for what was not carried over, sorted. `tagged` tells which
    parts have a structure tree of their own. `part_claims` is what the parts call themselves
    ("PDF/UA-1", "PDF/A-2A"), `claims` what the pack may call itself. `hindrances` says of the parts
    that prevent PDF/A why they do. `unreadable` are the pack pages whose content cannot be
    decoded: viewers show them blank or broken, with our stamp on top.
    """

    pages: int
    removed: Mapping[str, tuple[str, ...]]
    tagged: Mapping[str, bool]
    part_claims: Mapping[str, tuple[str, ...]]
    claims: tuple[str, ...]
    hindrances: Mapping[str, Hindrance]
    unreadable: tuple[int, ...]


class BindError(KallelseError):
    """The parts cannot be bound to one document; the message names the part."""

    exit_code = ExitCode.INPUT


def name(part: Part) -> str:
    """Name a part as its reader knows it, with its id: 'Bilaga 6.2 "Remissvar" (item-6-2)'."""
    label = f"{part.label} " if part.label else ""
    return f"{label}“{part.title}” ({part.id})"


def heading(part: Part) -> str:
    """Return what outline and structure call a part: its label, its title, and that it is secret.

    The band over secret pages is no content, so a voice does not read it.
    """
    secret = " (sekretess)" if part.secrecy and part.item else ""
    return f"{part.label} {part.title}{secret}" if part.label else f"{part.title}{secret}"
