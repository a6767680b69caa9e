"""Fonts, images and colour profiles that several parts bring, stored once.

It must not compare what cannot be equal.

Only streams of equal length with equal dictionaries are read, one at a time and as they are stored,
so that an image of many megabytes is never unpacked and seldom looked at.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from kallelse.bind.values import Value, entries, integer, key, spelled

_FONT_FILES = frozenset({"/FontFile", "/FontFile2", "/FontFile3"})
_FONT_KEYS = frozenset({"/Length1", "/Length2", "/Length3"})
_FONT_TYPES = frozenset({"/Type1C", "/CIDFontType0C", "/OpenType"})
_PROFILE_KEYS = frozenset({"/N", "/Alternate", "/Range", "/Length", "/Filter", "/DecodeParms"})
_HOLDERS = _FONT_FILES | {"/SMask", "/Mask", "/XObject", "/Resources", "/ColorSpace"}
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) 0 R")
_MOST_ROUNDS = 4  # a profile, then a mask that uses it, then the image that uses both

_Twins = dict[int, Object]


def store_once(out: Pdf, numbers: Sequence[int]) -> None:
    """Let what refers to equal streams among those objects refer to the first of them."""
    streams = [one for one in map(out.get_object, _ids(numbers)) if _is_shareable(one)]
    twins: _Twins = {}
    for _ in range(_MOST_ROUNDS):
        found = _equal(streams, twins)
        if not found:
            break
        twins.update(found)
        streams = [one for one in streams if one.objgen[0] not in twins]
    if twins:
        for number in numbers:
            _redirect(out.get_object(number, 0), twins)


def _ids(numbers: Iterable[int]) -> list[tuple[int, int]]:
    return [(number, 0) for number in numbers]


def _is_shareable(value: Object) -> bool:
    if not isinstance(value, Stream):
        return False
    keys = value.keys()
    if keys & _FONT_KEYS:
        return True
    if "/Subtype" in keys:
        return value["/Subtype"] == Name.Image or spelled(value["/Subtype"]) in _FONT_TYPES
    return "/N" in keys and keys <= _PROFILE_KEYS


def _equal(streams: Sequence[Object], twins: _Twins) -> _Twins:
    """Map the number of each stream that equals an earlier one to that one."""
    alike: dict[bytes, list[Object]] = defaultdict(list)
    for stream in streams:
        alike[_signature(stream, twins)].append(stream)
    found: _Twins = {}
    for group in alike.values():
        first: dict[bytes, Object] = {}
        for stream in group if len(group) > 1 else ():
            kept = first.setdefault(hashlib.sha256(stream.get_raw_stream_buffer()).digest(), stream)
            if kept is not stream:
                found[stream.objgen[0]] = kept
    return found


def _signature(stream: Object, twins: _Twins) -> bytes:
    """Return a stream's dictionary as text, in which equal streams have one number."""

    def known(reference: re.Match[bytes]) -> bytes:
        twin = twins.get(int(reference[1]))
        return reference[0] if twin is None else b"%d 0 R" % twin.objgen[0]

    described = copy.copy(stream.stream_dict)
    described["/Length"] = integer(described.get("/Length")) or 0  # often a reference of its own
    return _REFERENCE.sub(known, described.unparse())


def _redirect(value: Value, twins: _Twins) -> None:
    if isinstance(value, Array):
        _redirect_profile(value, twins)
        return
    if not isinstance(value, (Dictionary, Stream)):
        return
    for name in value.keys() & _HOLDERS:
        held = value[name]
        if isinstance(held, Stream):
            _replace(value, name, held, twins)
        elif name == "/Resources":
            _redirect(held, twins)
        elif isinstance(held, Array):
            _redirect_profile(held, twins)
        else:
            _redirect_named(held, twins)


def _redirect_named(resources: Value, twins: _Twins) -> None:
    for name, resource in entries(resources).items():
        if isinstance(resource, Stream):
            _replace(resources, key(name), resource, twins)
        elif isinstance(resource, Array):
            _redirect_profile(resource, twins)


def _redirect_profile(space: Array, twins: _Twins) -> None:
    """Redirect [/ICCBased profile] (ISO 32000-1, 8.6.5.5)."""
    if len(space) == 2 and space[0] == Name.ICCBased and isinstance(space[1], Stream):
        twin = twins.get(space[1].objgen[0])
        if twin is not None:
            space[1] = twin


def _replace(holder: Object, where: Name | str, stream: Stream, twins: _Twins) -> None:
    twin = twins.get(stream.objgen[0])
    if twin is not None:
        holder[where] = twin
