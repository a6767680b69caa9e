"""A part's PDF: opened, its pages made ready in it and copied out.

It must not know the pack's other parts.

Everything that would need a namespace shared with other parts is settled in the source, before the
copy: qpdf then carries the objects over and keeps their references. Pages are copied as plain
objects and the page tree is written once, at the end: appending to it page by page costs time that
grows with its square.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from kallelse.bind.destinations import Destinations
from kallelse.bind.documents import BindError, Document, name
from kallelse.bind.geometry import LETTER, box
from kallelse.bind.values import BROKEN, as_dictionary, discard, items
from kallelse.errors import KallelseError
from kallelse.i18n import _

_PAGES_A_NODE = 50
_KEPT = frozenset(
    {
        "/Type", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate",
        "/UserUnit", "/Resources", "/Contents", "/Group", "/Annots", "/OutputIntents",
        "/SeparationInfo", "/VP",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A part's PDF while it is made ready; what is changed in it is changed in memory only."""

    document: Document
    pdf: Pdf
    pages: tuple[Dictionary, ...]
    destinations: Destinations

    @property
    def widgets(self) -> Iterator[Dictionary]:
        """Yield the form widgets on its pages."""
        for page in self.pages:
            for annotation in items(page.get("/Annots")):
                if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Widget:
                    yield annotation


@contextmanager
def opened(document: Document) -> Iterator[Source]:
    """Open a part's PDF, with its pages stripped to what a pack carries.

    Raises BindError for what cannot be opened or worked on, and when it has another number of pages
    than was counted.
    """
    with _open(document) as pdf, blamed(document):
        pages = tuple(page.obj for page in pdf.pages)
        if len(pages) != document.part.pages:
            raise BindError(
                _("{name} has {count} pages where {pages} were counted").format(
                    name=name(document.part), count=len(pages), pages=document.part.pages
                ),
                _(
                    "Build again; if it happens again, the file is damaged: ask for a new copy "
                    "of it."
                ),
            )
        for page in pages:
            _strip(page)
        yield Source(document, pdf, pages, Destinations(pdf, pages))


def _open(document: Document) -> Pdf:
    source = document.source
    try:
        return pikepdf.open(
            io.BytesIO(source) if isinstance(source, bytes) else source, suppress_warnings=True
        )
    except pikepdf.PasswordError as error:
        raise BindError(
            _("{name} cannot be opened without a password").format(name=name(document.part)),
            _("Ask for a copy without a password, or save one yourself."),
        ) from error
    except (*BROKEN, OSError) as error:
        raise _unreadable(document) from error


def _unreadable(document: Document) -> BindError:
    return BindError(
        _("{name} cannot be read as a PDF").format(name=name(document.part)),
        _("Open it in a PDF reader and save it anew, or ask for a new copy."),
    )


@contextmanager
def blamed(document: Document) -> Iterator[None]:
    """Blame an attachment for what goes wrong while it is worked on; raises BindError.

    A damaged file can make a library raise anything; with our own pages it is our mistake.
    """
    try:
        yield
    except KallelseError:
        raise
    except Exception as error:
        if document.typeset:
            raise
        raise _unreadable(document) from error


def _strip(page: Dictionary) -> None:
    """Leave the keys of a page that make what is seen; actions, thumbnails and private data go."""
    if extra := page.keys() - _KEPT:
        discard(page, extra)
    page["/Type"] = Name.Page
    if box(page.get("/MediaBox")) is None:
        page["/MediaBox"] = Array(list(LETTER))


def copied(source: Source, out: Pdf) -> list[Dictionary]:
    """Copy the pages of a part, with everything they refer to, and return the copies."""
    return [as_dictionary(out.copy_foreign(page)) for page in source.pages]


def write_page_tree(out: Pdf, pages: Sequence[Dictionary]) -> None:
    """Make the page tree of the finished document, balanced (ISO 32000-1, 7.7.3)."""
    nodes = list(pages)
    counts = [1] * len(nodes)
    while True:
        groups = range(0, len(nodes), _PAGES_A_NODE)
        parents = []
        for start in groups:
            kids = nodes[start : start + _PAGES_A_NODE]
            count = sum(counts[start : start + _PAGES_A_NODE])
            parent = out.make_indirect(Dictionary(Type=Name.Pages, Count=count, Kids=Array(kids)))
            for kid in kids:
                kid["/Parent"] = parent
            parents.append(parent)
        counts = [int(parent["/Count"]) for parent in parents]
        nodes = parents
        if len(nodes) <= 1:
            break
    out.Root["/Pages"] = nodes[0]


def next_number(out: Pdf) -> int:
    """Return an object number above all so far; what uses it up is never written."""
    return out.make_indirect(Dictionary()).objgen[0]
