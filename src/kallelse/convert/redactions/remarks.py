"""What was written or laid onto pages: remarks, marks, form fields, layers. It runs in the worker.

It must not judge what the remarks say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

_MOST = 20_000  # annotations, fields or layers that are looked at
_DEEPEST = 8  # forms drawn in forms
# Their text is what the page shows, or what a reader hears of a link.
_SHOWN = ("/FreeText", "/Stamp", "/Watermark", "/Link", "/Widget", "/PrinterMark", "/TrapNet")
_HIDDEN, _NO_VIEW = 2, 32  # ISO 32000-1, table 165
_LAYER = re.compile(rb"/OC\s*/([^\s/<>\[\]()]+)\s*BDC")


def with_remarks(pdf: Pdf) -> Iterator[int]:
    """Yield the pages, from 1, with remarks that say something beside the page's text."""
    for number, one in _annotations(pdf):
        kind = str(one.get("/Subtype", ""))
        unseen = int(one.get("/F", 0)) & (_HIDDEN | _NO_VIEW)
        if (kind not in _SHOWN or unseen) and kind != "/Redact" and _says(one):
            yield number


def with_marks(pdf: Pdf) -> Iterator[int]:
    """Yield the pages, from 1, with places marked to be redacted and never redacted.

    ISO 32000-1, 12.5.6.23: the annotation is removed together with what it covers.
    """
    return (number for number, one in _annotations(pdf) if one.get("/Subtype") == "/Redact")


def with_hidden_values(pdf: Pdf) -> Iterator[int]:
    """Yield the pages, from 1, or 0, of form fields that hold a value and show none."""
    shown: set[tuple[int, int]] = set()
    for number, one in _annotations(pdf):
        if one.get("/Subtype") != "/Widget":
            continue
        if int(one.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
            if _value(one):
                yield number
        else:
            shown.update(_lineage(one))
    for one in _fields(pdf):
        if one.objgen not in shown and not _array(one.get("/Kids")) and _own(one):
            yield 0


def values(pdf: Pdf) -> Iterator[str]:
    """Yield the values of form fields that are shown."""
    for _number, one in _annotations(pdf):
        if one.get("/Subtype") == "/Widget" and not int(one.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
            yield _value(one)
        elif one.get("/Subtype") in ("/FreeText", "/Stamp"):
            yield str(one.get("/Contents", ""))


def with_hidden_layers(pdf: Pdf) -> list[int]:
    """Return the pages, from 1, with content in a layer that is off when the file is opened."""
    hidden = _hidden(pdf)
    if not hidden:
        return []
    return [number for number, page in enumerate(pdf.pages, 1) if _draws_hidden(page.obj, hidden)]


def _hidden(pdf: Pdf) -> frozenset[tuple[int, int]]:
    """Return the layers that are off for who looks at the file (ISO 32000-1, 8.11.4)."""
    all_layers = _dictionary(pdf.Root.get("/OCProperties"))
    default = _dictionary(all_layers.get("/D"))
    groups = {one.objgen: one for one in _array(all_layers.get("/OCGs"))}
    off = set(groups) if default.get("/BaseState") == "/OFF" else set()
    off -= {one.objgen for one in _array(default.get("/ON"))}
    off |= {one.objgen for one in _array(default.get("/OFF"))}
    for event in _array(default.get("/AS")):
        if event.get("/Event") == "/View" and "/View" in map(str, _items(event.get("/Category"))):
            for one in _array(event.get("/OCGs")):
                state = _dictionary(_dictionary(one.get("/Usage")).get("/View")).get("/ViewState")
                if state == "/OFF":
                    off.add(one.objgen)
                elif state == "/ON":
                    off.discard(one.objgen)
    return frozenset(off)


def _draws_hidden(page: Any, hidden: frozenset[tuple[int, int]]) -> bool:
    if any(_is_off(one.get("/OC"), hidden) for one in _array(page.get("/Annots"))):
        return True
    contents = page.get("/Contents")
    streams = list(_array(contents)) if isinstance(contents, Array) else [contents]
    return _content_hidden(streams, page.get("/Resources"), hidden, _DEEPEST)


def _content_hidden(
    streams: list[Any], resources: Any, hidden: frozenset[tuple[int, int]], depth: int
) -> bool:
    found = _dictionary(resources)
    named = _dictionary(found.get("/Properties"))
    off = {key[1:].encode() for key in _keys(named) if _is_off(named[key], hidden)}
    if off and any(one[1] in off for data in map(_data, streams) for one in _LAYER.finditer(data)):
        return True
    drawn = _dictionary(found.get("/XObject"))
    for one in [drawn[key] for key in _keys(drawn)][:_MOST]:
        if not isinstance(one, Stream):
            continue
        if _is_off(one.get("/OC"), hidden):
            return True
        inner = one.get("/Resources")
        if (
            depth
            and one.get("/Subtype") == Name.Form
            and _content_hidden([one], inner, hidden, depth - 1)
        ):
            return True
    return False


def _is_off(layer: Any, hidden: frozenset[tuple[int, int]]) -> bool:
    """Tell whether a layer or a choice of layers is off (ISO 32000-1, 8.11.2)."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get("/Type") != "/OCMD":
        return layer.objgen in hidden
    among = layer.get("/OCGs")
    states = [
        one.objgen not in hidden
        for one in ([among] if isinstance(among, Dictionary) else _array(among))
    ]
    if not states:
        return False
    shown = {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(str(layer.get("/P", "/AnyOn")), any(states))
    return not shown


def _annotations(pdf: Pdf) -> Iterator[tuple[int, Any]]:
    count = 0
    for number, page in enumerate(pdf.pages, 1):
        for one in _array(page.obj.get("/Annots")):
            count += 1
            if count > _MOST:
                return
            yield number, one


def _says(one: Any) -> bool:
    return any(_text(one.get(key)) for key in ("/Contents", "/RC"))


def _own(field: Any) -> str:
    return _text(field.get("/V")) or _text(field.get("/DV"))


def _value(field: Any) -> str:
    """Return the value of a field, which may stand above it (ISO 32000-1, 12.7.3.1)."""
    if field.get("/FT", _dictionary(field.get("/Parent")).get("/FT")) == "/Sig":
        return ""
    return _own(field) or _own(_dictionary(field.get("/Parent")))


def _lineage(field: Any) -> Iterator[tuple[int, int]]:
    one = field
    for _ in range(_DEEPEST):
        if not isinstance(one, Dictionary):
            return
        yield one.objgen
        one = one.get("/Parent")


def _fields(pdf: Pdf) -> Iterator[Any]:
    waiting = list(_array(_dictionary(pdf.Root.get("/AcroForm")).get("/Fields")))
    for _ in range(_MOST):
        if not waiting:
            return
        field = waiting.pop()
        yield field
        waiting += [one for one in _array(field.get("/Kids")) if "/T" in one]


def _text(value: Any) -> str:
    if isinstance(value, Stream):
        return _data(value).decode("utf-8", "replace").strip()
    return str(value).strip() if isinstance(value, pikepdf.String) else ""


def _data(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes()) if isinstance(stream, Stream) else b""
    except pikepdf.PdfError:
        return b""


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, Dictionary | Stream) else Dictionary()


def _array(value: Any) -> list[Any]:
    return [one for one in _items(value) if isinstance(one, Dictionary | Stream)]


def _items(value: Any) -> list[Any]:
    return list(value)[:_MOST] if isinstance(value, Array) else []


def _keys(value: Any) -> list[str]:
    return [str(key) for key in value.keys()]  # noqa: SIM118 - an object of pikepdf, not a dict
