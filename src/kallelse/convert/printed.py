"""What a finished pack says to those who read it, in the worker. It must not judge it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kallelse.convert.traces.pages import texts

_SAID = ("/Contents", "/RC", "/Subj", "/T", "/TU", "/V")
_NESTED = 50  # of fields in fields, and bookmarks below bookmarks


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the text of each page, with that of its annotations; bookmarks; properties.

    Raises:
        Exception: whatever a damaged file makes the libraries raise.
    """
    import pikepdf

    path = Path(request["source"])
    shown = texts(path.read_bytes(), "", careful=bool(request.get("careful")))
    with pikepdf.open(path) as pdf:
        remarks = ["\n".join(_remarks(page.obj)) for page in pdf.pages]
        return {
            "pages": [f"{one}\n{more}" for one, more in zip(shown, remarks, strict=True)],
            "outline": [str(item.title) for item in _items(pdf.open_outline().root, _NESTED)],
            "properties": [str(value) for value in pdf.docinfo.values()],
        }


def _remarks(page: Any) -> Iterator[str]:
    for annotation in page.get("/Annots", ()):
        yield from _said(annotation, _NESTED)


def _said(annotation: Any, depth: int) -> Iterator[str]:
    """Yield what an annotation says, and the fields that it belongs to."""
    import pikepdf

    for key in _SAID:
        value = annotation.get(key)
        if isinstance(value, pikepdf.String):
            yield str(value)
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary) and isinstance(action.get("/URI"), pikepdf.String):
        yield str(action["/URI"])
    parent = annotation.get("/Parent")
    if depth and isinstance(parent, pikepdf.Dictionary):
        yield from _said(parent, depth - 1)


def _items(items: Any, depth: int) -> Iterator[Any]:
    for item in items:
        yield item
        if depth:
            yield from _items(item.children, depth - 1)
