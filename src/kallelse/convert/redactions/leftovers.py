"""What a PDF's bytes hold besides the document: earlier versions, objects of nobody. In the worker.

A program that saves by adding to the end of the file keeps what was there before (ISO 32000-1,
7.5.6); whoever cuts the file off sees it again. It must not judge what a signature is for.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pikepdf
import pypdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pikepdf import Name, Pdf, Stream

from kallelse.convert.redactions import beside
from kallelse.convert.redactions.removed import Shown, words

_MOST = 20  # versions that are looked at, from the latest back
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF[ \t]*\r?\n?")
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})\s+(\d{1,5})\s+obj\b")
_LINEARISED = re.compile(rb"/Linearized\b")
_TEXT = re.compile(rb"\bBT\b.*?[)\]>]\s*(?:T[jJ]|['\"])", re.DOTALL)
_IMAGE = re.compile(rb"/Subtype\s*/Image\b")


def versions(data: bytes) -> list[bytes]:
    """Return the file as it was before each of its updates, the latest first.

    The first part of a file made for the web is no version of it (ISO 32000-1, annex F).
    """
    ends = [one.end() for one in _END.finditer(data)][:-1]
    if ends and _LINEARISED.search(data[:2048]):
        ends = ends[1:]
    return [data[:end] for end in reversed(ends[-_MOST:])]


@dataclass(frozen=True)
class Version:
    """The file before an update: whether it tells more, and the numbers of all its objects."""

    tells_more: bool
    reached: frozenset[tuple[int, int]]


def version(data: bytes, shown: Shown, pictures: frozenset[bytes]) -> Version:
    """Return whether an earlier version has words or pictures that the file does not show."""
    try:
        with pdfium.PdfDocument(data) as document:
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
    except pdfium.PdfiumError:
        text = ""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            walk = beside.walk(pdf)
            text = "\n".join((text, *(one.text for one in walk.traces)))
            more = bool(pictures_of(pdf, walk.reached) - pictures)
    except (pikepdf.PdfError, ValueError):
        return Version(bool(shown.lacks(words(text))), frozenset())
    return Version(more or bool(shown.lacks(words(text))), frozenset(walk.reached))


def pictures_of(pdf: Pdf, reached: Container[tuple[int, int]]) -> frozenset[bytes]:
    """Return the sums of the pictures among a file's objects, as they are stored."""
    return frozenset(
        hashlib.sha256(one.read_raw_bytes()).digest()
        for one in pdf.objects
        if _is_picture(one) and one.objgen in reached
    )


def is_signed(pdf: Pdf) -> bool:
    """Tell whether a signature lies in the file (ISO 32000-1, 12.8.1)."""
    return any(
        isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one and "/Contents" in one
        for one in pdf.objects
    )


def has_unreachable(
    pdf: Pdf, reached: Container[tuple[int, int]], earlier: Container[tuple[int, int]]
) -> bool:
    """Tell whether text or pictures lie in the file that nothing leads to, nor in a version."""
    lost = [
        one
        for one in pdf.objects
        if isinstance(one, Stream)
        and one.objgen not in reached
        and one.objgen not in earlier
        and one.get("/Type") not in (Name.ObjStm, Name.XRef)
    ]
    if not lost:
        return False
    known = {
        hashlib.sha256(one.read_raw_bytes()).digest()
        for one in pdf.objects
        if isinstance(one, Stream) and one.objgen in reached
    }
    return any(
        (_is_picture(one) or _is_text(one))
        and hashlib.sha256(one.read_raw_bytes()).digest() not in known
        for one in lost
    )


def has_strays(data: bytes, earlier: list[bytes]) -> bool:
    """Tell whether text or pictures lie between the objects that the file or a version lists."""
    listed: set[int] = set()
    for one in (data, *earlier):
        with suppress(Exception):  # a version that is not whole lists nothing
            listed.update(_listed(one))
    if not listed:
        return False
    starts = [one.start() for one in _OBJECT.finditer(data)]
    known = {hashlib.sha256(_stored(data, start)).digest() for start in starts if start in listed}
    for start in starts:
        if start in listed:
            continue
        stored = _stored(data, start)
        if hashlib.sha256(stored).digest() in known:
            continue
        head = data[start : start + 4096].partition(b"stream")[0]
        if stored and (_IMAGE.search(head) or _TEXT.search(_unpacked(stored))):
            return True
    return False


def _listed(data: bytes) -> Iterator[int]:
    with pypdf.PdfReader(io.BytesIO(data)) as reader:
        for numbers in reader.xref.values():
            for offset in numbers.values():  # white space may stand before the number
                found = _OBJECT.search(data, offset, offset + 64)
                yield found.start() if found else offset


def _stored(data: bytes, start: int) -> bytes:
    """Return the stream of an object as it is stored; nothing where it has none."""
    end = data.find(b"endobj", start)
    begin = data.find(b"stream", start, end)
    if begin < 0:
        return b""
    return data[begin + 6 : end].lstrip(b"\r\n").partition(b"endstream")[0]


def _unpacked(stored: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stored, 10_000_000)
    except zlib.error:
        return stored


def _is_picture(one: object) -> bool:
    return isinstance(one, Stream) and one.get("/Subtype") == Name.Image


def _is_text(stream: Stream) -> bool:
    try:
        return _TEXT.search(stream.read_bytes()) is not None
    except pikepdf.PdfError:
        return False
