"""A PDF from outside, seen and saved by qpdf: what it complains about, a sound copy, some pages.

It must not know the pack, and it runs in the worker process: what it opens may be made to harm.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Page, Pdf, Stream, StreamDecodeLevel

from kallelse.bind import page_tree
from kallelse.bind.content import read
from kallelse.bind.passwords import open_pdf
from kallelse.bind.values import BROKEN, CONTENT

# Complaints about what no reader notices, and about what `look` finds by itself.
_HARMLESS = re.compile(
    r"stream keyword followed by|extraneous whitespace|/Count|reported number of objects"
    r"|operation for .* attempted on object of type|linearization|Resources is missing"
    r"|decoding stream data|duplicated key"
)
_GAVE_UP = re.compile(
    r"giving up on reading object|treating stream as empty|treating object as null"
)
_LONG_CONTENT = 50_000  # bytes, in a page; nearly all have less
_NO_PAGE = "Pages tree includes non-dictionary object"
_NAMED = re.compile(rb"/(?:Tf|Do|Font)\b|\bTf\b|\bDo\b")
_SAVE_DECODES = re.compile(
    rb"/Filter\s*(?:\[[^\]]*/[^\]]*/|\d)|/LZW|/ASCII|/RunLength|/A85|/AHx|/RL\b|/\w*#[0-9A-Fa-f]{2}"
)
_SAVING = StreamDecodeLevel.generalized  # what binding has qpdf unpack when it writes


class UnopenedError(Exception):
    """qpdf refuses the file; `locked` when it asks for a password."""

    def __init__(self, reason: str, *, locked: bool = False) -> None:
        super().__init__(reason)
        self.locked = locked


@dataclass(frozen=True)
class Look:
    """What qpdf finds in a PDF; pages count from 1.

    `claimed` is how many pages it says that it has, None where it says nothing. `complaints` are
    about real damage. The content of `unreadable` pages cannot be decoded, or uses fonts or
    pictures of which the page has none. `largest` is the number of bytes of the largest decoded
    content. `gave_up` tells whether qpdf has left a part out since it found too much wrong in it.
    """

    pages: int
    claimed: int | None
    complaints: tuple[str, ...]
    unreadable: tuple[int, ...]
    largest: int
    gave_up: bool = False


def look(source: Path, password: str, most_pages: int, most_bytes: int) -> Look:
    """Read a PDF as binding will read it: its page tree and the content of each page.

    Of more than `most_pages` none is read; after a content of more than `most_bytes` no other.

    Raises:
        UnopenedError: qpdf refuses it.
    """
    with _open(source, password) as pdf:
        try:
            claimed = _claimed(pdf)
            count = len(pdf.pages)
            pages = list(pdf.pages) if count <= most_pages else []
        except BROKEN as error:
            raise UnopenedError(_reason(error, source)) from error
        unreadable, largest = [], 0
        for number, page in enumerate(pages, 1):
            content = _content(page, most_bytes)
            largest = max(largest, len(content or b""))
            if largest > most_bytes:
                break
            if content is not None and len(content) > _LONG_CONTENT:
                read(content)  # as binding will, which nobody holds to a time
            if content is None or (_NAMED.search(content) and not page.obj.get("/Resources")):
                unreadable.append(number)
        complaints = [
            str(one).removeprefix(str(source)).lstrip(" ,:") for one in pdf.get_warnings()
        ]
    # Pages that the tree names and that are not there; the tree itself has been mended by now.
    missing = sum(_NO_PAGE in one for one in complaints)
    if missing:
        claimed = max(claimed or 0, count + missing)
    real = dict.fromkeys(one for one in complaints if not _HARMLESS.search(one))
    gave_up = any(map(_GAVE_UP.search, complaints))
    return Look(count, claimed, tuple(real), tuple(unreadable), largest, gave_up)


def largest_unpacked(source: Path, password: str, most: int) -> int:
    """Return the size of the largest stream that writing the PDF unpacks, 0 without any.

    qpdf packs anew what is packed twice or in an outdated way, and such streams can be made to
    explode. Of one that has more than `most` bytes no more than shows that it has is unpacked,
    where it is packed as is common.
    """
    if not _SAVE_DECODES.search(source.read_bytes()):
        return 0
    largest = 0
    with _open(source, password) as pdf:
        for number in range(1, len(pdf.objects) + 1):
            stream = pdf.get_object(number, 0)
            if not isinstance(stream, Stream) or stream.get("/Filter") in (None, Name.FlateDecode):
                continue
            try:
                largest = max(largest, len(_unpacked(stream, most, _SAVING)))
            except BROKEN:
                continue  # a picture's own packing, which is left alone
    return largest


def save(source: Path, target: Path, password: str = "") -> None:
    """Save a PDF anew, mended as qpdf mends it and without encryption.

    Raises:
        UnopenedError: qpdf refuses it.
    """
    with _open(source, password, overwrite=source == target) as pdf:
        _write(pdf, target)


def regrow(data: bytes, target: Path, password: str) -> int | None:
    """Save a PDF with a page tree grown anew; return how many pages it said it has, at least 1.

    None, and nothing written, where no page is left.
    """
    try:
        # Inheriting would walk through the page tree, and refuse loops.
        with open_pdf(io.BytesIO(data), password, inherit=False) as pdf:
            claimed = page_tree.grow(pdf)
            count = len(pdf.pages)
            if not count:
                return None
            _write(pdf, target)
    except (UnopenedError, *BROKEN):
        return None
    return max(claimed or 0, count)


def take(source: Path, target: Path, pages: Sequence[int], turn: int) -> None:
    """Save only these pages of a PDF, from 1 and in this order, turned clockwise by `turn` degrees.

    Bookmarks that lead to other pages are left out; links to them lead nowhere when the pages are
    bound.

    Raises:
        UnopenedError: qpdf refuses it.
    """
    with _open(source, "", overwrite=source == target) as pdf:
        every = list(pdf.pages)
        kept = [every[number - 1] for number in pages] if pages else every
        if pages:
            while len(pdf.pages):
                del pdf.pages[-1]
            pdf.pages.extend(kept)
            _prune_outline(pdf)
        for page in kept if turn else ():
            page.rotate(turn, relative=True)
        _write(pdf, target)


def _open(source: Path, password: str, *, overwrite: bool = False) -> Pdf:
    try:
        return open_pdf(source, password, overwrite=overwrite)
    except pikepdf.PasswordError as error:
        raise UnopenedError(str(error), locked=True) from error
    except BROKEN as error:
        raise UnopenedError(_reason(error, source)) from error


def _reason(error: Exception, source: Path) -> str:
    """Return what qpdf says, without where the file lies."""
    return str(error).removeprefix(str(source)).lstrip(" ,:")


def _write(pdf: Pdf, target: Path) -> None:
    # qpdf writes the keys that the trailer has, and one that it had to make up lacks this one.
    pdf.trailer["/Size"] = len(pdf.objects) + 1
    try:
        pdf.save(
            target,
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            stream_decode_level=StreamDecodeLevel.none,
            compress_streams=False,
            encryption=False,
            fix_metadata_version=False,  # the metadata may be what is broken
        )
    except BROKEN as error:
        raise UnopenedError(str(error)) from error


def _content(page: Page, most: int) -> bytes | None:
    """Return what a page's content decodes to; None when any of it cannot be decoded.

    Of a part with more than `most` bytes no more than shows that it has.
    """
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, Array) else [contents]
    try:
        found = (_unpacked(part, most, CONTENT) for part in parts if isinstance(part, Stream))
        return b"\n".join(found)
    except BROKEN:
        return None


def _unpacked(part: Stream, most: int, level: StreamDecodeLevel) -> bytes:
    """Unpack a stream; the most common packing by ourselves, for qpdf knows no limit.

    `level` tells which other packings are unpacked too.

    Of more than `most` bytes, or in a packing within it, no more than shows that there are more.
    """
    filters = part.get("/Filter")
    names = list(filters) if isinstance(filters, Array) else [filters]
    if "/DecodeParms" in part or any(name != Name.FlateDecode for name in names):
        return _by_qpdf(part, level)
    data, whole = part.read_raw_bytes(), True
    with suppress(zlib.error):  # of which qpdf may still make something, and not more than we did
        for _ in names:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(data, most + 1)
            if len(data) > most:
                return data
            whole = whole and unpacker.eof
        if whole:
            return data
    return _by_qpdf(part, level)


def _by_qpdf(part: Stream, level: StreamDecodeLevel) -> bytes:
    """Unpack a stream to whatever it has; the memory of the worker is the limit.

    Raises:
        MemoryError: it has more, which is no damage: who reads it without that limit, explodes.
    """
    try:
        return part.read_bytes(level)
    except pikepdf.PdfError as error:
        if "bad_alloc" in str(error):
            raise MemoryError from error
        raise


def _claimed(pdf: Pdf) -> int | None:
    tree = pdf.Root.get("/Pages")
    count = tree.get("/Count") if isinstance(tree, Dictionary) else None
    return count if isinstance(count, int) else None


def _prune_outline(pdf: Pdf) -> None:
    from kallelse.bind.destinations import Destinations

    if "/Outlines" not in pdf.Root:
        return
    known = Destinations(pdf, [page.obj for page in pdf.pages])

    def leads(item: OutlineItem) -> bool:
        item.children[:] = [child for child in item.children if leads(child)]
        destination: object = item.destination
        if destination is None and item.action is not None:
            if "/URI" in item.action:
                return True
            destination = item.action.get("/D")
        return bool(item.children) or known.target(destination) is not None

    try:
        with pdf.open_outline(max_depth=40) as outline:
            outline.root[:] = [item for item in outline.root if leads(item)]
    except (*BROKEN, pikepdf.OutlineStructureError, TypeError):
        del pdf.Root["/Outlines"]
