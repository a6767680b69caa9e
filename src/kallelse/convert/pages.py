"""What stands on the pages of a PDF, read in the worker. It must not change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from kallelse.convert import access
from kallelse.convert.pdf import opened

_DEPTH = 5  # of forms drawn in forms
_TITLES = 10_000
_TAG = re.compile(r"<[^>]*>")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return pages (text, width, height, pictures), fonts that are missing, bookmarks, properties.

    Raises:
        Exception: whatever a damaged file makes the library raise.
    """
    with opened(request) as reader:
        fonts: dict[str, bool] = {}
        return {
            "pages": [_page(page, fonts) for page in reader.pages],
            "unembedded": sorted(name for name, embedded in fonts.items() if not embedded),
            "outline": list(_titles(reader)),
            "metadata": list(_properties(reader)),
            "access": access.of(reader),
        }


def _page(page: pypdf.PageObject, fonts: dict[str, bool]) -> dict[str, Any]:
    box, turned = page.cropbox, page.rotation % 180 != 0
    width, height = float(box.width), float(box.height)
    pictures = _look(_resolved(page.get("/Resources")), fonts, _DEPTH)
    return {
        "text": _text(page),
        "width": height if turned else width,
        "height": width if turned else height,
        "pictures": pictures,
    }


def _text(page: pypdf.PageObject) -> str:
    try:
        return page.extract_text()
    except Exception:  # noqa: BLE001 - a page that cannot be read has been complained about
        return ""


def _look(resources: Any, fonts: dict[str, bool], depth: int) -> bool:
    """Note the fonts of a page and the forms drawn on it; tell whether it shows pictures."""
    if not isinstance(resources, DictionaryObject):
        return False
    for font in _values(resources.get("/Font")):
        name, embedded = _font(font)
        fonts[name] = embedded and fonts.get(name, True)
    pictures = False
    for drawn in _values(resources.get("/XObject")):
        if drawn.get("/Subtype") == "/Image":
            pictures = True
        elif depth and isinstance(drawn, StreamObject):
            inside = _look(_resolved(drawn.get("/Resources")), fonts, depth - 1)
            pictures = pictures or inside
    return pictures


def _font(font: DictionaryObject) -> tuple[str, bool]:
    """Return a font's name and whether the file brings it along (ISO 32000-1, 9.6 to 9.9)."""
    name = str(font.get("/BaseFont") or font.get("/Name") or "?").lstrip("/")
    if font.get("/Subtype") == "/Type3":  # drawn by the file itself
        return name, True
    inner = next(iter(_values(font.get("/DescendantFonts"))), font)
    descriptor = _resolved(inner.get("/FontDescriptor"))
    if not isinstance(descriptor, DictionaryObject):
        return name, False
    return name.partition("+")[2] or name, any(key in descriptor for key in _FILES)


def _titles(reader: pypdf.PdfReader) -> Iterator[str]:
    """Yield the titles of the bookmarks, of as many as people could read."""
    seen: set[int] = set()
    outlines = _resolved(reader.root_object.get("/Outlines"))
    waiting = [_resolved(outlines.get("/First"))] if isinstance(outlines, DictionaryObject) else []
    while waiting and len(seen) < _TITLES:
        node = waiting.pop()
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            continue
        seen.add(id(node))
        if title := _resolved(node.get("/Title")):
            yield str(title)
        waiting += [_resolved(node.get("/Next")), _resolved(node.get("/First"))]


def _properties(reader: pypdf.PdfReader) -> Iterator[tuple[str, str]]:
    for key, value in (reader.metadata or {}).items():
        yield str(key).lstrip("/"), str(_resolved(value))
    packet = _resolved(reader.root_object.get("/Metadata"))
    if isinstance(packet, StreamObject):
        text = packet.get_data().decode("utf-8", "replace")
        yield "XMP", " ".join(_TAG.sub(" ", text).split())


def _values(value: Any) -> Iterator[Any]:
    found = _resolved(value)
    if isinstance(found, DictionaryObject):
        found = list(found.values())
    if isinstance(found, ArrayObject | list):
        yield from (one for one in map(_resolved, found) if isinstance(one, DictionaryObject))


def _resolved(value: Any) -> Any:
    return None if value is None else value.get_object()
