"""What stands in the bytes of a PDF and in none of its objects. It must not read the objects."""

from __future__ import annotations

import contextlib
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator

from kallelse.convert.traces import streams, strings
from kallelse.convert.traces.found import Found, Spot
from kallelse.convert.traces.names import is_own

_STREAM = re.compile(rb"stream\r?\n")
_HEAD = re.compile(rb"(?<!\d)\d{1,10} \d{1,5} obj\b")
_SYNTAX = re.compile(
    rb"\d{10} \d{5} [nf]|startxref\s+\d+|\b\d{1,10} \d{1,5} (?:obj|R)|%PDF-[\d.]+|%%EOF"
    rb"|\b(?:xref|trailer|endobj|endstream|stream)\b|\b\d{1,10} \d{1,10}\s"
)
_DICTIONARY = re.compile(rb"<[0-9A-Fa-f\s]*+>|<<[^<>]*+>>")

Examine = Callable[..., None]


def examine(data: bytes, found: Found, inner: Examine, seen: set[bytes]) -> None:
    """Note what stands in the file's bytes and in no object of it.

    That is what earlier revisions hold (ISO 32000-1, 7.5.6), and what was put between the objects.
    """
    outside, place = [], 0
    for start, end in _streams(data):
        outside.append(data[place:start])
        place = end
        # Whether the line end before `endstream` belongs to the data, only the length tells.
        raw = data[start:end]
        bare = raw.removesuffix(b"\n")
        ends = dict.fromkeys((bare, bare.removesuffix(b"\r"), raw))
        if not any(hashlib.sha256(one).digest() in seen for one in ends):
            _forgotten(bare, found, inner)
    rest = b"\n".join((*outside, data[place:]))
    leftover(rest, found)
    between = _SYNTAX.sub(b" ", _DICTIONARY.sub(b" ", _DICTIONARY.sub(b" ", _outside(rest))))
    for text in strings.runs(between):
        found.string(Spot.REMNANT, text)


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the data of each stream begin and end."""
    place = 0
    while begun := _STREAM.search(data, place):
        end = data.find(b"endstream", begun.end())
        if end < 0:
            return
        yield begun.end(), end
        place = end + len(b"endstream")


def _outside(rest: bytes) -> bytes:
    """Return what stands before, between and after the objects."""
    *ended, last = rest.split(b"endobj")
    starts = (_HEAD.search(one) for one in ended)
    gaps = [
        one[: found.start()] if found else one for one, found in zip(ended, starts, strict=True)
    ]
    return b"\n".join((*gaps, last))


def _forgotten(raw: bytes, found: Found, inner: Examine) -> None:
    """Note what a stream says that no object has."""
    data = raw
    with contextlib.suppress(zlib.error):
        data = streams.unpacked(raw, found)
    if data.startswith(streams.FILES):
        inner(data, "", found, page=0, depth=1)
        return
    found.sum(Spot.IMAGE, raw)
    leftover(data, found)
    streams.examine(data, found, 0)


def leftover(blob: bytes, found: Found) -> None:
    """Note the strings and names that have been found nowhere else."""
    for _spot, text in strings.strings(blob):
        if not found.has_string(text):
            found.string(Spot.REMNANT, text)
    for name in strings.names(blob):
        if is_own(name) and not found.has_string(name):
            found.string(Spot.REMNANT, name)
