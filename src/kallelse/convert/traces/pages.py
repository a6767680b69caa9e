"""The text of a PDF's pages. It must not read anything else."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any


def texts(data: bytes, password: str, *, careful: bool) -> list[str]:
    """Return the text of each page; nothing where nobody can open the file.

    PDFium reads it, which is fast, and which a hostile file can make end this process. To be
    `careful`, pypdf does.
    """
    return list(_by_pypdf(data, password) if careful else _by_pdfium(data, password))


def _by_pypdf(data: bytes, password: str) -> Iterator[str]:
    import pypdf

    from kallelse.convert.pdf import unlock

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            unlock(reader, password)
        pages = list(reader.pages)
    except (MemoryError, OSError):
        raise
    except Exception:  # noqa: BLE001 - a damaged file can make it raise anything
        return
    for page in pages:
        try:
            yield page.extract_text()
        except (MemoryError, OSError):
            raise
        except Exception:  # noqa: BLE001 - as above
            yield ""


def _by_pdfium(data: bytes, password: str) -> Iterator[str]:
    import pypdfium2  # type: ignore[import-untyped]

    document = None
    for one in dict.fromkeys((password or None, None)):  # one may be given that is not needed
        with contextlib.suppress(pypdfium2.PdfiumError):
            document = pypdfium2.PdfDocument(data, password=one)
            break
    if document is None:  # it may be locked with letters that PDFium cannot spell
        yield from _by_pypdf(data, password)
        return
    try:
        for number in range(len(document)):
            yield _page_text(document, number)
    finally:
        document.close()


def _page_text(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        read = page.get_textpage()
        text = str(read.get_text_range())
    except pypdfium2.PdfiumError:
        return ""
    read.close()
    page.close()
    return text
