"""Lay blocks on pages, number them and paint them. It must not look into a block."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kallelse.theme import Theme
from kallelse.typeset.blocks import Block, pack
from kallelse.typeset.canvas import TaggedCanvas, chunks
from kallelse.typeset.fonts import Face, Faces, FontFiles, load_faces
from kallelse.typeset.headings import check_headings
from kallelse.typeset.html import parse
from kallelse.typeset.layout import Layout
from kallelse.typeset.problems import check_glyphs
from kallelse.typeset.results import Typeset
from kallelse.typeset.structure import Elem
from kallelse.typeset.styles import cascade, class_names
from kallelse.typeset.xmp import Metadata

_RUNNING_HEAD = "running-head"
# The running head stands this far up in the top margin, as a share of it.
_HEAD_AT = 0.5
_HEAD_GAP = 24.0


class Placed(NamedTuple):
    """A block, and how far below the top of the page's text it stands, in points."""

    block: Block
    down: float


def make_document(
    html: str,
    theme: Theme,
    fonts: FontFiles,
    *,
    title: str,
    author: str,
    created: dt.datetime,
    images: Mapping[str, bytes],
) -> Typeset:
    """Make the document that `kallelse.typeset.typeset` promises."""
    faces = load_faces(fonts)
    article = parse(html, class_names(theme))
    check_headings(article)
    root = Elem("Document", lang=theme.language)
    page, margins = theme.page, theme.page.margins
    width = page.width - margins.left - margins.right
    height = page.height - margins.top - margins.bottom
    blocks, look = Layout(theme, faces, images, height).article(article, root)
    pages = paginate(blocks, width, height)
    running = article.get("title") or title
    if look.page_numbers:
        check_glyphs(running, faces.regular, article.line)
    about = Metadata(title, author, theme.language, created)
    canvas = TaggedCanvas((page.width, page.height), about, faces.regular)
    for number, placed in enumerate(pages, start=1):
        if look.page_numbers:
            head = running if number > 1 else ""
            _running_head(canvas, theme, faces, head, f"{number} ({len(pages)})")
        for block, down in placed:
            block.draw(canvas, margins.left, page.height - margins.top - down, width)
        canvas.next_page()
    return Typeset(canvas.finish(root), len(pages), dict(canvas.anchors))


def paginate(blocks: Sequence[Block], width: float, height: float) -> list[list[Placed]]:
    """Divide blocks between pages whose text is so wide and high; there is always one page."""
    pages: list[list[Placed]] = []
    rest = list(blocks)
    while rest:
        fitting, rest = pack(rest, width, height, fresh=True)
        pages.append(_place(fitting, width, height, last=not rest))
    return pages or [[]]


def _place(blocks: Sequence[Block], width: float, height: float, *, last: bool) -> list[Placed]:
    """Put blocks under each other; on the last page those at the foot are pushed down there."""
    downs: list[float] = []
    used = 0.0
    for number, block in enumerate(blocks):
        used += max(blocks[number - 1].after, block.before) if number else 0.0
        downs.append(used)
        used += block.height(width)
    first = next((number for number, block in enumerate(blocks) if block.at_foot), len(blocks))
    push = max(height - used, 0.0) if last else 0.0
    return [
        Placed(block, down + (push if number >= first else 0.0))
        for number, (block, down) in enumerate(zip(blocks, downs, strict=True))
    ]


def _running_head(
    canvas: TaggedCanvas, theme: Theme, faces: Faces, title: str, number: str
) -> None:
    """Print the document's own page number, and its title from the second page on.

    Both say again what the structure and the viewer say: an artifact (ISO 32000-1, 14.8.2.2.2).
    """
    look = cascade(theme, "", (_RUNNING_HEAD,))
    face = faces.pick(bold=look.bold, italic=look.italic)
    page, margins = theme.page, theme.page.margins
    y = page.height - margins.top * _HEAD_AT
    right = page.width - margins.right - face.width(number, look.size)
    title = _shortened(title, face, look.size, right - _HEAD_GAP - margins.left)
    shown = [
        chunk
        for x, text in ((margins.left, title), (right, number))
        if text
        for chunk in chunks(text, face, look.size, look.colour, (x, y))
    ]
    with canvas.artifact("Pagination", "Header"):
        canvas.text(None, shown)


def _shortened(text: str, face: Face, size: float, room: float) -> str:
    """Return as much of a text as there is room for."""
    if face.width(text, size) <= room:
        return text
    shorter = (f"{text[:end].rstrip()}…" for end in range(len(text) - 1, 0, -1))
    return next((one for one in shorter if face.width(one, size) <= room), "")
