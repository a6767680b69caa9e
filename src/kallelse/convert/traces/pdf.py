"""A PDF's objects, streams and pages, and what is left in the file. It must not change it.

qpdf gives the objects as they are written, whether anything leads to them or not, and PDFium the
text of the pages. Then the file's own bytes are gone through for what neither of them sees.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kallelse.convert.traces import locks, pages, pictures, remnants, streams, strings
from kallelse.convert.traces.found import Found, Spot
from kallelse.convert.traces.names import is_own

_DEEPEST = 6  # forms drawn in forms
_REFERENCE = re.compile(rb"/(?:P|Pg|Dest|D)\s*\[?\s*(\d+) (\d+) R")

Examine = Callable[..., None]


def examine(
    data: bytes, found: Found, inner: Examine, password: str = "", page: int = 0, *, top: bool
) -> None:
    """Note all that a PDF says; `inner` examines the files in it.

    `page` is that of the document it is embedded in; at the `top` it has pages of its own.
    """
    texts = [] if found.sizes else pages.texts(data, password, careful=found.careful)
    for text in texts:
        if top:
            found.page(text)
        else:
            found.string(Spot.EMBEDDED, text, page)
    sums: set[bytes] = set()
    opened = False
    try:
        with locks.opened(data, password) as pdf:
            opened, locked = True, pdf.is_encrypted
            _Walk(pdf, found, inner, sums, texts, page, top=top).all()
    except (MemoryError, OSError):
        raise
    except locks.LockedError:
        found.locked |= top  # a file in it that is locked, nobody could open here or there
        return
    except Exception as error:  # noqa: BLE001 - what is broken is read as bytes, below
        locked = False
        found.locked |= top and locks.needs_key(error)
        found.unread |= top and not opened
    if not locked and not found.sizes:
        remnants.examine(data, found, inner, sums)


class _Walk:
    """One way through all the objects of a PDF."""

    def __init__(
        self,
        pdf: Pdf,
        found: Found,
        inner: Examine,
        sums: set[bytes],
        texts: Sequence[str],
        page: int,
        *,
        top: bool,
    ) -> None:
        self._pdf, self._found, self._inner, self._raw_sums = pdf, found, inner, sums
        self._page, self._top = page, top
        self._read = {number for number, text in enumerate(texts, 1) if text.strip()}
        self._object_streams: list[bytes] = []
        self._pages: dict[tuple[int, int], int] = {}
        self._content: set[tuple[int, int]] = set()
        self._drawing: set[tuple[int, int]] = set()

    def all(self) -> None:
        """Note what all objects say, and the trailer."""
        with contextlib.suppress(pikepdf.PdfError, ValueError, TypeError):
            for number, page in enumerate(self._pdf.pages, 1):
                self._place(page.obj, number)
        for one in self._pdf.objects:
            try:
                self._look(one)
            except (MemoryError, OSError):
                raise
            except Exception:  # noqa: BLE001, S112 - one that cannot be read; the bytes are, below
                continue
        if not self._found.sizes:
            self._blob(self._pdf.trailer.unparse(resolved=True), (0, 0))
        for data in self._object_streams:  # now that it is known what is not left over in them
            remnants.leftover(data, self._found)

    def _place(self, page: Object, count: int) -> None:
        """Remember to which page its content and annotations belong."""
        number = count if self._top else self._page
        self._pages[page.objgen] = number
        contents = page.get("/Contents")
        for one in contents if isinstance(contents, Array) else [contents]:
            if isinstance(one, Stream):
                self._pages.setdefault(one.objgen, number)
                self._add_content(one, count)
        annotations = page.get("/Annots")
        for one in annotations if isinstance(annotations, Array) else ():
            if isinstance(one, Dictionary):
                self._pages.setdefault(one.objgen, number)
        self._drawn(_inherited(page, "/Resources"), count, _DEEPEST)

    def _add_content(self, one: Stream, count: int) -> None:
        """Remember content, and whether its text has been read: a page of pictures has none."""
        self._drawing.add(one.objgen)
        if count in self._read:
            self._content.add(one.objgen)

    def _drawn(self, resources: Any, count: int, depth: int) -> None:
        held = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        for one in dict(held.items()).values() if isinstance(held, Dictionary) else ():
            if isinstance(one, Stream) and one.objgen not in self._pages:
                self._pages[one.objgen] = count if self._top else self._page
                self._add_content(one, count)
                if depth:
                    self._drawn(one.get("/Resources"), count, depth - 1)

    def _look(self, one: Any) -> None:
        if not isinstance(one, Object):
            return  # a number
        if isinstance(one, Stream):
            self._stream(one)
        elif not self._found.sizes:
            self._blob(one.unparse(resolved=True), one.objgen)

    def _blob(self, blob: bytes, own: tuple[int, int]) -> None:
        """Note the strings of an object, and the names that are its maker's own."""
        page = -1
        for spot, text in strings.strings(blob):
            page = self._page_of(blob, own) if page < 0 else page
            self._found.string(spot, text, page)
        for name in strings.names(blob):
            if is_own(name):
                self._found.string(Spot.NAME, name, self._pages.get(own, self._page))

    def _page_of(self, blob: bytes, own: tuple[int, int]) -> int:
        if own in self._pages:
            return self._pages[own]
        named = ((int(one[1]), int(one[2])) for one in _REFERENCE.finditer(blob))
        return next((self._pages[one] for one in named if one in self._pages), self._page)

    def _stream(self, one: Stream) -> None:
        about, own = one.stream_dict, one.objgen
        page = self._pages.get(own, self._page)
        kind = about.get("/Type")
        if not self._found.sizes:
            self._blob(about.unparse(resolved=True), own)
        if about.get("/Subtype") == Name.Image:
            self._image(one, page)
            return
        raw = bytes(one.read_raw_bytes())
        self._raw_sums.add(hashlib.sha256(raw).digest())
        if kind == Name.XRef:
            return
        data = streams.inflated(one, raw, self._found)
        if kind == Name.EmbeddedFile or data.startswith(streams.FILES):
            self._inner(data, "", self._found, page=page, depth=1)
        elif self._found.sizes:
            return
        elif kind == Name.ObjStm:
            self._object_streams.append(data)
        elif kind == Name.Metadata:
            self._found.string(Spot.METADATA, strings.markup(data), page)
        else:
            drawn = own in self._drawing or about.get("/Subtype") == Name.Form
            streams.examine(data, self._found, page, on_page=own in self._content, drawn=drawn)

    def _image(self, one: Stream, page: int) -> None:
        if not self._found.sizes:
            self._image_file(bytes(one.read_raw_bytes()), page)
        width, height = int(one.get("/Width", 0)), int(one.get("/Height", 0))
        if width > 0 and height > 0 and self._found.measure(width, height):
            raw = bytes(one.read_raw_bytes())
            self._found.picture(raw, pictures.sums(pikepdf.PdfImage(one).as_pil_image()), page)

    def _image_file(self, raw: bytes, page: int) -> None:
        self._raw_sums.add(hashlib.sha256(raw).digest())
        self._found.sum(Spot.IMAGE, raw, page)
        if raw.startswith(b"\xff\xd8"):
            with contextlib.suppress(Exception):
                pictures.told(raw, self._found, page)


def _inherited(page: Object, key: str) -> Any:
    """Return what a page has under a key, from its own or the nodes above it."""
    for _ in range(50):
        if key in page:
            return page[key]
        parent = page.get("/Parent")
        if not isinstance(parent, Dictionary):
            return None
        page = parent
    return None
