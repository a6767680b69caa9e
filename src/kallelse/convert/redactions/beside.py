"""Every text in a PDF that stands on no page: titles, remarks, names, scripts. In the worker.

One walk over all that the file's trailer leads to (ISO 32000-1, 7.5.5) finds them, and knows which
objects nothing leads to. It must not judge what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

_MOST = 1_000_000  # objects that are looked at
_LONGEST = 5_000_000  # bytes of a stream that is read as text
# The key that leads to a text tells what it is to people.
_KINDS = {
    "/Outlines": "outline",
    "/StructTreeRoot": "description",
    "/OCProperties": "layer-name",
    "/Info": "metadata",
    "/Metadata": "metadata",
    "/PieceInfo": "program",
    "/AcroForm": "field",
    "/Annots": "comment",
    "/JavaScript": "script",
    "/JS": "script",
    "/AA": "script",
    "/OpenAction": "script",
    "/URI": "link",
    "/EmbeddedFiles": "file",
    "/AF": "file",
    "/EF": "file",
    "/Thumb": "thumbnail",
    "/Dests": "link",
    "/PageLabels": "description",
}
# What is no text, or was written by a program and not by people.
_SILENT = frozenset(
    (
        "/ID", "/Lang", "/ColorSpace", "/CS", "/DA", "/DS", "/Encrypt", "/Function", "/ByteRange",
        "/Cert", "/OutputIntents", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/M",
        "/LastModified", "/CIDSystemInfo", "/FontDescriptor", "/SMask", "/Registry", "/Trapped",
        "/NM", "/IDTree", "/Encoding", "/ToUnicode",
    )
)  # fmt: skip
_XMP = re.compile(
    r"<(?:\w+:)?(?:Producer|CreatorTool|\w*Date|\w*ID|instanceID|History)\b.*?</[^>]*>|<\?.*?\?>"
    r"|\bxmlns(?::\w+)?\s*=\s*(\"[^\"]*\"|'[^']*')"
    r"|\b(?:\w+:)?(?:Producer|CreatorTool|\w*Date|\w*ID|about)\s*=\s*(\"[^\"]*\"|'[^']*')",
    re.DOTALL,
)
_TAG = re.compile(r"</?[\w:.-]+|/?>")
# Replacement texts in the content of a page (ISO 32000-1, 14.9.3 to 14.9.5).
_SPOKEN = re.compile(rb"/(?:ActualText|Alt|E)\s*(\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)


@dataclass(frozen=True)
class Trace:
    """A text and what it is; `page` counts from 1, 0 where it belongs to none."""

    kind: str
    page: int
    text: str


@dataclass
class Walk:
    """What a walk over a file has found; `reached` are the numbers of all objects it came by.

    `kept` are what lies in the file beside its pages: files, thumbnails, data of programs.
    """

    traces: list[Trace] = field(default_factory=list)
    kept: list[Trace] = field(default_factory=list)
    reached: set[tuple[int, int]] = field(default_factory=set)


def walk(pdf: Pdf) -> Walk:
    """Walk over a file: page by page, then what belongs to all of them.

    Raises:
        ValueError: it has more objects than anybody needs.
    """
    found = Walk()
    pages = [page.obj for page in pdf.pages]
    found.reached.update(page.objgen for page in pages)
    for number, page in enumerate(pages, 1):
        _follow(found, [(page[key], _kind(key, ""), number, key) for key in _keys(page)])
    trailer = pdf.trailer
    _follow(found, [(trailer[key], _kind(key, ""), 0, key) for key in _keys(trailer)])
    return found


def _follow(found: Walk, waiting: list[tuple[Any, str, int, str]]) -> None:
    while waiting:
        one, kind, page, key = waiting.pop()
        if not isinstance(one, pikepdf.Object):
            continue
        if one.objgen != (0, 0):
            if one.objgen in found.reached:
                continue
            found.reached.add(one.objgen)
            if len(found.reached) > _MOST:
                raise ValueError("too many objects")
        if isinstance(one, String):
            if key not in _SILENT:
                found.traces.append(Trace(kind, page, str(one)))
        elif isinstance(one, Array):
            waiting.extend((kid, kind, page, key) for kid in one)
        elif isinstance(one, Dictionary | Stream):
            _note(found, one, kind, page, key)
            waiting.extend((one[name], _kind(name, kind), page, name) for name in _keys(one))


def _keys(one: Any) -> list[str]:
    return [str(key) for key in one.keys()]  # noqa: SIM118 - an object of pikepdf, not a dict


def _kind(key: str, kind: str) -> str:
    if kind in ("file", "program", "thumbnail"):
        return kind
    return _KINDS.get(key, kind)


def _note(found: Walk, one: Any, kind: str, page: int, key: str) -> None:
    """Note what a dictionary or stream is, beyond what it leads to."""
    if one.get("/EF") is not None and isinstance(one.get("/EF"), Dictionary):
        found.kept.append(Trace("file", page, ""))
    if key == "/Thumb":
        found.kept.append(Trace("thumbnail", page, ""))
    if not isinstance(one, Stream):
        return
    if kind == "program":
        found.kept.append(Trace("program", page, ""))
    elif kind == "metadata":
        found.traces.append(Trace(kind, page, _TAG.sub(" ", _XMP.sub(" ", _read(one)))))
    elif key in ("/JS", "/RC", "/XFA", "/V", "/DV"):
        found.traces.append(Trace(kind, page, _TAG.sub(" ", _read(one))))
    elif key == "/Contents" or one.get("/Subtype") == Name.Form:
        found.traces.extend(Trace("description", page, text) for text in _spoken(one))


def _read(stream: Any) -> str:
    data = _bytes(stream)
    coding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    return data[:_LONGEST].decode(coding, "replace")


def _bytes(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # in a form that is no text, or damaged
        return b""


def _spoken(stream: Any) -> Iterator[str]:
    data = _bytes(stream)
    if b"/ActualText" in data or b"/Alt" in data or b"/E" in data:
        for one in _SPOKEN.finditer(data):
            yield str(pikepdf.Object.parse(one[1]))
