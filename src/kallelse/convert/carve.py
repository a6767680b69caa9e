"""The index of a PDF made anew from its bytes: for files that no reader finds its way in.

It must not parse more than it takes to find where objects begin.

qpdf and pypdf look for objects too, but not within lines, and both give up without a catalog.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise

_HEADER = b"%PDF-1.7\n"
_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,7})[ \t\r\n]{1,9}([0-9]{1,5})[ \t\r\n]{1,9}obj(?![a-z])")
_BYTES_A_NUMBER = 4  # qpdf takes larger object numbers than a file has room for as damage
_HEAD = 4096  # bytes at the beginning of an object that tell what it is
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_TREE = re.compile(rb"/Pages\s+([0-9]{1,7})\s+[0-9]{1,5}\s+R\b")
_PAGE_TREE = re.compile(rb"/Type\s*/Pages\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+([0-9]{1,9})\b")
_STREAM = re.compile(rb"stream\r?\n")
_ROOT = re.compile(rb"/Root\s+([0-9]{1,7})\s+[0-9]{1,5}\s+R\b")
_ENCRYPT = re.compile(rb"/Encrypt(?=\s*(?:<<|[0-9]))")
_LOCK = re.compile(rb"/Encrypt\s+([0-9]{1,7})\s+([0-9]{1,5})\s+R\b")
_ID = re.compile(rb"/ID\s*\[\s*<[0-9A-Fa-f\s]*>\s*<[0-9A-Fa-f\s]*>\s*\]")


def carved(data: bytes, most: int) -> bytes | None:
    """Return a PDF's bytes with an index that leads to every object found; None without any.

    Of objects with equal numbers the last counts, as in a file that was changed. Object streams
    are unpacked up to `most` bytes each.
    """
    start = max(0, data.find(b"%PDF-"))
    out = bytearray(data[start:] if start else data)
    if not out.startswith(b"%PDF-"):
        out[:0] = _HEADER
    places = _places(out)
    if not places:
        return None
    lock = _lock(out, places)
    for number, body in list(_unpacked(out, places, most)) if not lock else ():
        _add(out, places, number, body)
    root = _root(out, places)
    out += b"\n%" + b" " * max(0, _BYTES_A_NUMBER * max(places) - len(out))
    return bytes(out + _index(places, len(out) + 1, root, lock))


def without_lock(data: bytes) -> bytes:
    """Return a PDF's bytes with no sign of encryption, and everything else where it was."""
    return _ENCRYPT.sub(b"/Enkrypt", data)


def _places(data: bytes | bytearray) -> dict[int, int]:
    return {int(found[1]): found.start() for found in _OBJECT.finditer(data)}


def _head(data: bytes | bytearray, place: int) -> bytes:
    """Return the beginning of an object, without what follows it."""
    return bytes(data[place : place + _HEAD]).partition(b"endobj")[0]


def _unpacked(data: bytearray, places: Mapping[int, int], most: int) -> Iterator[tuple[int, bytes]]:
    """Yield the objects in object streams (ISO 32000-1, 7.5.7), by number."""
    ends = dict(pairwise([*sorted(places.values()), len(data)]))
    for place in sorted(places.values()):
        head = _head(data, place).partition(b"stream")[0]
        first = _FIRST.search(head)
        begin = _STREAM.search(data, place, ends[place])
        if first is None or begin is None or not _OBJECT_STREAM.search(head):
            continue
        packed = bytes(data[begin.end() : ends[place]])
        text = b""
        with suppress(zlib.error):
            text = zlib.decompressobj().decompress(packed, most) if b"Flate" in head else packed
        numbers = [int(one) for one in text[: int(first[1])].split() if one.isdigit()]
        offsets = [*(int(first[1]) + one for one in numbers[1::2]), len(text)]
        for number, (begins, ends_) in zip(numbers[::2], pairwise(offsets), strict=False):
            if number not in places:
                yield number, text[begins:ends_]


def _root(data: bytearray, places: dict[int, int]) -> int:
    """Return the number of the catalog; it and the page tree are made where there are none."""
    named = [int(found[1]) for found in _ROOT.finditer(data)]
    for number in (*reversed(named), *reversed(places)):
        head = _head(data, places[number]) if number in places else b""
        if _CATALOG.search(head) and (tree := _TREE.search(head)):
            top = int(tree[1])
            break
    else:
        trees = [one for one in places if _PAGE_TREE.search(_head(data, places[one]))]
        tops = (one for one in trees if b"/Parent" not in _head(data, places[one]))
        number, top = max(places) + 1, next(tops, max(places) + 2)
        _add(data, places, number, b"<< /Type /Catalog /Pages %d 0 R >>" % top)
    if top not in places or b"/Kids" not in _head(data, places[top]):
        _add(data, places, top, b"<< /Type /Pages /Count 0 /Kids [] >>")
    return number


def _add(data: bytearray, places: dict[int, int], number: int, body: bytes) -> None:
    places[number] = len(data) + 1
    data += b"\n%d 0 obj\n%s\nendobj" % (number, body)


def _lock(data: bytearray, places: Mapping[int, int]) -> bytes:
    """Return the entries of the trailer that an encrypted file needs; nothing for any other."""
    found = next(reversed(list(_LOCK.finditer(data))), None)
    if found is None or int(found[1]) not in places:
        return b""
    if b"/Filter" not in _head(data, places[int(found[1])]):
        return b""
    named = _ID.search(data)
    return found[0] + (b" " + named[0] if named else b"")


def _index(places: Mapping[int, int], table: int, root: int, lock: bytes) -> bytes:
    rows = [b"\nxref\n0 1\n0000000000 65535 f \n"]
    rows += [b"%d 1\n%010d 00000 n \n" % (one, places[one]) for one in sorted(places) if one]
    trailer = b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (max(places) + 1, root, lock)
    return b"".join(rows) + trailer + b"startxref\n%d\n%%%%EOF\n" % table
