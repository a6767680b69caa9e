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


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return pages (text, width, height, pictures), bookmarks, properties, and what `access` does.

    Raises:
        Exception: whatever a damaged file makes the library raise.
    """
    with opened(request) as reader:
        return {
            "pages": [_page(page) for page in reader.pages],
            "outline": list(_titles(reader)),
            "metadata": list(_properties(reader)),
            "access": access.of(reader),
        }


def _page(page: pypdf.PageObject) -> dict[str, Any]:
    box, turned = page.cropbox, page.rotation % 180 != 0
    width, height = float(box.width), float(box.height)
    return {
        "text": _text(page),
        "width": height if turned else width,
        "height": width if turned else height,
        "pictures": _has_pictures(_resolved(page.get("/Resources"))),
    }


def _text(page: pypdf.PageObject) -> str:
    try:
        return page.extract_text()
    except Exception:  # noqa: BLE001 - a page that cannot be read has been complained about
        return ""


def _has_pictures(resources: Any) -> bool:
    """Tell whether a page, or a form drawn on it, shows pictures."""
    seen: dict[int, Any] = {}  # forms may share their resources, and show each other
    waiting = [(resources, _DEPTH)]
    while waiting:
        held, depth = waiting.pop()
        if not isinstance(held, DictionaryObject) or id(held) in seen or depth < 0:
            continue
        seen[id(held)] = held
        for drawn in _values(held.get("/XObject")):
            if drawn.get("/Subtype") == "/Image":
                return True
            if isinstance(drawn, StreamObject):
                waiting.append((_resolved(drawn.get("/Resources")), depth - 1))
    return False


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
