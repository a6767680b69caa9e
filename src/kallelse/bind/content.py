"""What a page's content leaves open when it ends, found by looking at its tokens.

It must not interpret them.

A stamp that follows unbalanced content would inherit its transformation, its text object or its
marked content (ISO 32000-1, 8.4.2, 9.4.1, 14.6), or be taken for a part of the string, array or
picture that content which was cut off ends in. Viewers ignore a `Q` or `EMC` with nothing to end;
inside the `q` that we put in front it would act, so the places of those are found as well.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_CLOSED_BY = {b"q": b"Q", b"BT": b"ET", b"BMC": b"EMC", b"BDC": b"EMC"}
_BRACKETS = {b"[": b"]", b"<<": b">>"}
_CLOSERS = frozenset(_CLOSED_BY.values())
_SHOWS_TEXT = frozenset((b"Tj", b"TJ", b"'", b'"'))
_WATCHED = frozenset(_CLOSED_BY) | _CLOSERS | _SHOWS_TEXT

_TEXT, _IMAGE = "t", "i"
_SIGNS = {
    b"q": "(", b"Q": ")", b"BT": "[", b"ET": "]", b"BMC": "{", b"BDC": "{", b"EMC": "}",
    b"BI": _IMAGE,
    **dict.fromkeys(_SHOWS_TEXT, _TEXT),
}  # fmt: skip
_PAIRS = ("[]", "{}", "()")
_LONGEST = 16_000_000  # bytes: the exact reader takes about a second for two million
_SHOWN = re.compile(rb"[)\]>]\s?(?:T[jJ]|['\"])")
_MOST_ROUNDS = 100  # each for one level of nesting; what is deeper is left to the exact reader

_STRING = re.compile(rb"\([^()]*+\)")
# A row of hexadecimal strings and numbers, as TJ takes it: no operator that counts fits in.
_ROW = re.compile(rb"\[<[0-9A-Fa-f<>.\s+-]*+\]")
_TO_SPACE = bytes.maketrans(b"\0[]<>{}", b"       ")

_REGULAR = rb"[^\x00\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(rb"[(\[\]]|<<|>>|<|%[^\r\n]*+|/" + _REGULAR + rb"*+|" + _REGULAR + rb"++")
_STRING_PART = re.compile(rb"\\.|[()]", re.DOTALL)
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\f\r ]EI(?=[\x00\t\n\f\r ]|\Z)")
_TEXT_BYTES = frozenset(b"\t\n\f\r") | frozenset(range(0x20, 0x7F))
_MCID = re.compile(rb"/MCID\s*+(\d{1,9})")


@dataclass(frozen=True)
class Content:
    """What must be known of a page's content before something is put around it.

    `closers` are the operators that end what it leaves open, innermost first, after the delimiters
    that do. `stray` are the places of operators that end nothing, and of a picture that does not
    end. `free_mcid` is the lowest marked-content identifier that
    is not in it.
    """

    closers: tuple[bytes, ...] = ()
    stray: tuple[slice, ...] = ()
    shows_text: bool = False
    free_mcid: int = 0


def read(data: bytes) -> Content:
    """Find what a page's decoded content leaves open; see the module for why.

    Content of a length that people do not make by hand is taken for clean.
    """
    if len(data) > _LONGEST:
        return _numbered(data, Content(shows_text=_SHOWN.search(data) is not None))
    signs = _signs(data)
    if signs is None or not _is_balanced(signs):
        found = _balance(_tokens(data), len(data))
    else:
        found = Content(shows_text=_TEXT in signs)
    return _numbered(data, found)


def _numbered(data: bytes, found: Content) -> Content:
    """Return what was found with the lowest identifier that the content has not."""
    if b"/MCID" in data and (used := {int(number) for number in _MCID.findall(data)}):
        free = next(number for number in itertools.count() if number not in used)
        return dataclasses.replace(found, free_mcid=free)
    return found


def blanked(data: bytes, stray: Iterable[slice]) -> bytes:
    """Return the content with spaces in those places."""
    changed = bytearray(data)
    for place in stray:
        changed[place] = b" " * (place.stop - place.start)
    return bytes(changed)


def _signs(data: bytes) -> str | None:
    """Return a letter for each token that counts; None where only the exact reader is safe.

    Ten times faster than the exact reader, and enough for nearly every page: no comment, no string
    with parentheses in it, no inline image.
    """
    data = _ROW.sub(b" ", _STRING.sub(b" ", _unescaped(data)))
    if b"(" in data or b")" in data or b"%" in data or _is_cut(data):
        return None
    words = data.translate(_TO_SPACE).replace(b"/", b" /").split()
    signs = "".join(filter(None, map(_SIGNS.get, words)))
    return None if _IMAGE in signs else signs


def _is_cut(data: bytes) -> bool:
    """Tell whether content without strings may end within an array, a dictionary or digits."""
    return any(
        data.count(opened) != data.count(closed) or data.rfind(opened) > data.rfind(closed)
        for opened, closed in ((b"[", b"]"), (b"<", b">"))
    )


def _unescaped(data: bytes) -> bytes:
    """Take away the escapes that could hide where a string ends.

    An expression that knew of them would look from every escaped parenthesis to the end anew.
    """
    if b"\\" not in data:
        return data
    return data.replace(b"\\\\", b"..").replace(b"\\(", b"  ").replace(b"\\)", b"  ")


def _is_balanced(signs: str) -> bool:
    """Tell whether everything ends what began last before it."""
    signs = signs.replace(_TEXT, "")
    for _ in range(_MOST_ROUNDS):
        before = signs
        for pair in _PAIRS:
            signs = signs.replace(pair, "")
        if signs == before:
            break
    return not signs


def _tokens(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the tokens that count, with their places; none of strings, comments and images.

    BI is one only where its image does not end. Last come the delimiters that end what is open,
    innermost first, at the end of the content.
    """
    brackets: list[bytes] = []
    position, image = 0, -1
    while found := _TOKEN.search(data, position):
        token, place, position = found[0], found.start(), found.end()
        if token in _WATCHED:
            yield token, place
        elif token == b"(":
            position, depth = _end_of_string(data, position)
            brackets += [b")" * depth] if depth else []
        elif token == b"<":
            position = data.find(b">", position) + 1 or len(data) + 1
            brackets += [b">"] if position > len(data) else []
        elif token in _BRACKETS:
            brackets.append(_BRACKETS[token])
        elif brackets and token == brackets[-1]:
            brackets.pop()
        elif token == b"BI":
            image = place
        elif token == b"ID":
            position = _end_of_image(data, position)
            image = image if position > len(data) else -1
    if image >= 0:
        yield b"BI", image
    else:
        yield from ((closer, len(data)) for closer in reversed(brackets))


def _end_of_string(data: bytes, position: int) -> tuple[int, int]:
    """Return where a string ends, and how many parentheses are open at the end of the content."""
    depth = 1
    for found in _STRING_PART.finditer(data, position):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end(), 0
    return len(data), depth


def _end_of_image(data: bytes, position: int) -> int:
    """Find the EI that ends an inline image: the letters in binary data have no text after.

    If all have other bytes after them it is the last. Without any it is beyond the content.
    """
    end = len(data) + 1
    for found in _END_OF_IMAGE.finditer(data, position):
        end = found.end()
        if _TEXT_BYTES.issuperset(data[end : end + 12]):
            break
    return end


def _balance(tokens: Iterable[tuple[bytes, int]], length: int) -> Content:
    opened: dict[int, bytes] = {}  # what closes it, by where it was opened: in this order
    places: dict[bytes, list[int]] = {closer: [] for closer in _CLOSERS}
    stray: list[slice] = []
    brackets: list[bytes] = []
    shows_text = False
    for token, place in tokens:
        if place == length:
            brackets.append(token)
        elif closer := _CLOSED_BY.get(token):
            opened[place] = closer
            places[closer].append(place)
        elif token in _SHOWS_TEXT:
            shows_text = True
        elif token == b"BI":
            stray.append(slice(place, length))
        elif places[token]:
            del opened[places[token].pop()]
        elif token in (b"Q", b"EMC"):
            stray.append(slice(place, place + len(token)))
    return Content((*brackets, *reversed(opened.values())), tuple(stray), shows_text)
