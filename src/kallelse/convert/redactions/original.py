"""The text of a document before it was redacted, whatever kind of file it is. In the worker.

It is read where it lies and in memory only: no copy of what is secret is written for the public.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pikepdf import Pdf, StreamDecodeLevel

from kallelse.bind.passwords import open_pdf
from kallelse.convert import pdf
from kallelse.convert.kinds import Kind, format_of
from kallelse.convert.redactions import remarks

_PARTS = re.compile(r"(word|ppt/slides|ppt/notesSlides|xl|xl/worksheets)/[^/]+\.xml|content\.xml")
_MOST_PARTS = 2000
_BREAK = re.compile(r"</(?:\w+:)?(?:p|h|tr|tc|c|si|row|table-cell)>|<(?:\w+:)?(?:tab|br|s)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Original:
    """A document before it was redacted: its text, and how large its pages are in points.

    Without text where it is a picture, or cannot be read.
    """

    text: str = ""
    sizes: tuple[tuple[float, float], ...] = ()


def read(path: Path | None, request: Mapping[str, Any]) -> Original:
    """Return what can be read of an original; of a damaged or locked one that is nothing.

    Raises:
        MemoryError: it takes more than it may.
    """
    if path is None:
        return Original()
    try:
        kind = format_of(path).kind
        if kind is Kind.PDF:
            return _of_pdf(path, request)
        if kind is Kind.EMAIL:
            return Original(_of_mail(path, request))
        if kind is Kind.OFFICE and zipfile.is_zipfile(path):
            return Original("\n".join(_of_parts(path, int(request["max_stream"]))))
        if path.suffix.lower() == ".md":
            return Original(path.read_text("utf-8", "replace"))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file can make it raise anything
        return Original()
    return Original()


def _of_pdf(path: Path, request: Mapping[str, Any]) -> Original:
    password = str(request["password"])
    found = pdf.facts(path, password, request)
    with open_pdf(path, password) as opened:
        with pdfium.PdfDocument(_unlocked(opened) if found.encrypted else path) as document:
            pages = [page.get_textpage().get_text_range() for page in document]
            sizes = tuple(page.get_size() for page in document)
        pages += remarks.values(opened)
    return Original("\n".join(pages), sizes)


def _unlocked(opened: Pdf) -> bytes:
    """Return a PDF without its lock, for PDFium cannot spell every password."""
    plain = io.BytesIO()
    opened.save(plain, encryption=False, stream_decode_level=StreamDecodeLevel.none)
    return plain.getvalue()


def _of_mail(path: Path, request: Mapping[str, Any]) -> str:
    from kallelse.convert import mail

    return "\n".join(_strings(mail.read(path, str(request["name"]))))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))


def _of_parts(path: Path, most: int) -> Iterator[str]:
    """Yield the text of what an Office file is packed of, to `most` bytes in all."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist()[:_MOST_PARTS]:
            if not _PARTS.fullmatch(name):
                continue
            with packed.open(name) as part:
                data = part.read(most)
            most -= len(data)
            yield _TAG.sub("", _BREAK.sub("\n", data.decode("utf-8", "replace")))
