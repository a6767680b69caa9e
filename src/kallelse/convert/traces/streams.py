"""A stream of a PDF that is no picture: what its bytes say. It must not know the document."""

from __future__ import annotations

import contextlib
import re
import zlib

import pikepdf
from pikepdf import Name, Stream

from kallelse.bind.values import CONTENT
from kallelse.convert.traces import strings
from kallelse.convert.traces.found import Found, Spot

FILES = (
    b"%PDF-",
    b"PK\3\4",
    b"\x89PNG\r",
    b"\xff\xd8\xff",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"II*\0",
)
_ALMOST_ALL_TEXT = 64  # bytes: content that draws less than this beside its text draws nothing
_LONG_TEXT = 1000  # bytes: so much text in a row tells more than the words in it
_TEXT_BLOCK = re.compile(rb"\bBT\b.*?\bET\b", re.DOTALL)
_TOOLS = (
    b"\0\1\0\0", b"true", b"OTTO", b"ttcf", b"%!PS-AdobeFont", b"%!FontType", b"\1\0\4",
)  # fmt: skip


def inflated(one: Stream, raw: bytes, found: Found) -> bytes:
    """Return a stream's bytes; of one that is packed as most are, no more than may be looked at."""
    about = one.stream_dict
    if about.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in about:
        with contextlib.suppress(zlib.error):
            return unpacked(raw, found)
    with contextlib.suppress(pikepdf.PdfError):
        return bytes(one.read_bytes(CONTENT))
    return raw


def unpacked(raw: bytes, found: Found) -> bytes:
    """Return what was packed by Flate, or as much of it as may be looked at.

    Raises:
        zlib.error: it was not, or is damaged.
    """
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(raw, found.max_stream)
    found.cut |= bool(unpacker.unconsumed_tail)
    return data


def examine(
    data: bytes, found: Found, page: int, *, on_page: bool = False, drawn: bool = False
) -> None:
    """Note what a stream says that is no picture and no file.

    It is content, when `drawn`; PDFium reads the text of what is `on_page`.
    """
    if data.startswith(_TOOLS) or data[36:40] == b"acsp" or b"begincmap" in data[:4096]:
        return
    beside = len(_TEXT_BLOCK.sub(b"", data))
    if not on_page or beside > _ALMOST_ALL_TEXT or len(data) > _LONG_TEXT:
        found.sum(Spot.STREAM, data, page)
    for spot, text in strings.strings(data, only_keyed=on_page):
        found.string(spot, text, page)
    for text in strings.comments(data):
        found.string(Spot.COMMENT, text, page)
    if on_page:
        return
    if text := strings.shown(data):
        found.string(Spot.STREAM, text, page)
    elif data.lstrip().startswith(b"<"):
        found.string(Spot.STREAM, strings.markup(data), page)
    elif not drawn:
        for text in strings.runs(data):
            found.string(Spot.STREAM, text, page)
