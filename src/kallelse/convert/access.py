"""What a PDF offers to those who have it read aloud. It must not judge it; it runs in the worker.

Every walk is bounded, and what is not what it should be counts as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
)

from kallelse.convert.pdf import opened

_MOST = 100_000  # elements or fields that are looked at
_DEEPEST = 5  # forms drawn in forms
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_XMP_TITLE = re.compile(rb"<dc:title\b.*?<rdf:li[^>]*>\s*([^<\s][^<]*)", re.DOTALL)
_LONGEST_XMP = 2_000_000
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# Operators that show text (ISO 32000-1, 9.4.3), and those that paint anything else.
_TEXT = re.compile(rb"[)\]>]\s*(?:T[jJ]|['\"])(?![A-Za-z])")
_PAINT = re.compile(rb"(?<![A-Za-z*/])(?:Do|BI|sh|f\*?|F|S|s|B\*?|b\*?)(?![A-Za-z*])")


def read(request: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `of` does, for a file.

    Raises:
        Exception: whatever a damaged file makes the library raise.
    """
    with opened(request) as reader:
        return {"access": of(reader)}


def of(reader: pypdf.PdfReader) -> dict[str, Any]:
    """Return the fields of an Access, as JSON can hold them."""
    root = reader.root_object
    viewing = _dictionary(root.get("/ViewerPreferences"))
    fonts: dict[str, bool] = {}
    silent = [
        (number, page) for number, page in enumerate(reader.pages, 1) if _is_textless(page, fonts)
    ]
    tagged = _is_true(_dictionary(root.get("/MarkInfo")).get("/Marked")) and _has_tree(root)
    said = _described(root) if silent and tagged else frozenset()
    textless = [number for number, page in silent if _number(page.indirect_reference) not in said]
    return {
        "tagged": tagged,
        "language": _language(root),
        "titled": _is_titled(reader),
        "title_shown": _is_true(viewing.get("/DisplayDocTitle")),
        "textless": textless,
        "unembedded": sorted(name for name, embedded in fonts.items() if not embedded),
        "unnamed_fields": sum(not _text(one.get("/TU")) for one in _fields(root)),
    }


def _has_tree(root: DictionaryObject) -> bool:
    """Tell whether any element of the structure tree holds content (ISO 32000-1, 14.7.4)."""
    waiting = [_dictionary(root.get("/StructTreeRoot")).get("/K")]
    for _ in range(_MOST):
        if not waiting:
            return False
        kid = _resolved(waiting.pop())
        if isinstance(kid, ArrayObject):
            waiting.extend(kid[:_MOST])
        elif isinstance(kid, DictionaryObject):
            if kid.get("/Type") in ("/MCR", "/OBJR"):
                return True
            waiting.append(kid.get("/K"))
        elif isinstance(kid, int):
            return True
    return False


def _described(root: DictionaryObject) -> frozenset[int | None]:
    """Return the pages, by object number, where a tag says in words what is shown (14.9.3)."""
    found: set[int | None] = set()
    top = _dictionary(root.get("/StructTreeRoot")).get("/K")
    waiting: list[tuple[Any, int | None, bool]] = [(top, None, False)]
    for _ in range(_MOST):
        if not waiting:
            break
        written, page, is_said = waiting.pop()
        kid = _resolved(written)
        if isinstance(kid, ArrayObject):
            waiting.extend((one, page, is_said) for one in kid[:_MOST])
            continue
        if isinstance(kid, DictionaryObject):
            page = _number(kid.raw_get("/Pg")) if "/Pg" in kid else page
            is_said = is_said or bool(_text(kid.get("/Alt")) or _text(kid.get("/ActualText")))
            if kid.get("/Type") not in ("/MCR", "/OBJR"):
                waiting.append((kid.get("/K"), page, is_said))
                continue
        if is_said and kid is not None:
            found.add(page)
    return frozenset(found)


def _number(reference: Any) -> int | None:
    return reference.idnum if isinstance(reference, IndirectObject) else None


def _language(root: DictionaryObject) -> str | None:
    written = _text(root.get("/Lang"))
    return written if _LANGUAGE.fullmatch(written) else None


def _is_titled(reader: pypdf.PdfReader) -> bool:
    if reader.metadata is not None and _text(reader.metadata.get("/Title")):
        return True
    packet = _resolved(reader.root_object.get("/Metadata"))
    if not isinstance(packet, StreamObject):
        return False
    return _XMP_TITLE.search(packet.get_data()[:_LONGEST_XMP]) is not None


def _is_textless(page: pypdf.PageObject, fonts: dict[str, bool]) -> bool:
    """Note a page's fonts; tell whether it shows something, and no text."""
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    shown = [data, *_forms(_dictionary(page.get("/Resources")), fonts)]
    painted = any(_PAINT.search(one) for one in shown)
    return painted and not any(_TEXT.search(one) for one in shown)


def _forms(resources: DictionaryObject, fonts: dict[str, bool]) -> Iterator[bytes]:
    """Note the fonts among resources, and yield the content of the forms, of each once."""
    seen: dict[int, DictionaryObject] = {}
    waiting = [(resources, _DEEPEST)]
    while waiting:
        held, depth = waiting.pop()
        if id(held) in seen or depth < 0:
            continue
        seen[id(held)] = held
        for font in _values(held.get("/Font")):
            name, embedded = _font(font)
            fonts[name] = embedded and fonts.get(name, True)
        for drawn in _values(held.get("/XObject")):
            if not isinstance(drawn, StreamObject) or drawn.get("/Subtype") != "/Form":
                continue
            if id(drawn) not in seen:
                seen[id(drawn)] = drawn
                yield drawn.get_data()
                waiting.append((_dictionary(drawn.get("/Resources")), depth - 1))


def _font(font: DictionaryObject) -> tuple[str, bool]:
    """Return a font's name and whether the file brings it along (ISO 32000-1, 9.6 to 9.9)."""
    name = str(font.get("/BaseFont") or font.get("/Name") or "?").lstrip("/")
    if font.get("/Subtype") == "/Type3":  # drawn by the file itself
        return name, True
    inner = next(iter(_values(font.get("/DescendantFonts"))), font)
    descriptor = _dictionary(inner.get("/FontDescriptor"))
    return name.partition("+")[2] or name, any(key in descriptor for key in _FILES)


def _fields(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the fields that can be filled in: those without fields of their own below them."""
    waiting = list(_values(_dictionary(root.get("/AcroForm")).get("/Fields")))
    for _ in range(_MOST):
        if not waiting:
            return
        field = waiting.pop()
        below = [one for one in _values(field.get("/Kids")) if "/T" in one]
        waiting += below
        if not below:
            yield field


def _text(value: Any) -> str:
    found = _resolved(value)
    return found.strip() if isinstance(found, str) else ""


def _is_true(value: Any) -> bool:
    found = _resolved(value)
    return isinstance(found, BooleanObject) and found.value is True


def _dictionary(value: Any) -> DictionaryObject:
    found = _resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _values(value: Any) -> Iterator[DictionaryObject]:
    found = _resolved(value)
    kids = found.values() if isinstance(found, DictionaryObject) else found
    if isinstance(found, DictionaryObject | ArrayObject):
        yield from (one for one in map(_resolved, list(kids)) if isinstance(one, DictionaryObject))


def _resolved(value: Any) -> Any:
    return None if value is None else value.get_object()
