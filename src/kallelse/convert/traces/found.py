"""What has been found in a file so far, each thing once. It must not read the file."""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Iterable
from typing import Any

_MOST_TEXT = 12_000_000  # characters that are kept as they stand; of what follows, only new words
_MOST_WORDS = 4_000_000  # characters of those words
_MOST_SUMS = 200_000
_MOST_PIXELS = 400_000_000  # of one portion: some forty scanned pages, and seconds of work
_LARGEST = 178_000_000  # pixels of a picture: Pillow opens no larger one
_LEAST = 64  # bytes of a stream that can tell anything
_DIFFERENT = 8  # bytes that it is made of
_WORD = re.compile(r"\w{3,}")


class Spot(enum.StrEnum):
    """Where in a file something stands."""

    TEXT = "text"
    METADATA = "metadata"
    OUTLINE = "outline"
    FILE_NAME = "file-name"
    LINK = "link"
    DESTINATION = "destination"
    ANNOTATION = "annotation"
    FIELD = "field"
    ALTERNATIVE = "alternative-text"
    LAYER = "layer"
    PAGE_LABEL = "page-label"
    STRUCTURE = "structure"
    NAME = "name"
    STRING = "string"
    DATA = "data"
    COMMENT = "comment"
    REMNANT = "remnant"
    STREAM = "stream"
    IMAGE = "image"
    EMBEDDED = "embedded"
    FILE = "file"


class Found:
    """Collects texts and sums. `sizes` are of the pictures whose pixels alone are asked for.

    The first `past` of those have been asked for before. `cut` tells that something was left out,
    `locked` that nobody could look in, `unread` that it is too damaged for that.

    To be `careful` is to use no library that a hostile file can make end this process.
    """

    def __init__(
        self,
        sizes: frozenset[tuple[int, int]],
        max_stream: int,
        *,
        past: int = 0,
        careful: bool = False,
    ) -> None:
        self.sizes = sizes
        self.careful = careful
        self.max_stream = max_stream
        self.cut = False
        self.locked = False
        self.unread = False
        self.pages: list[str] = []
        self._strings: dict[tuple[str, int, str], None] = {}
        self._texts: set[str] = set()
        self._sums: dict[tuple[str, int, str], None] = {}
        self._past, self._asked, self._next = past, 0, -1
        self._pixels_left = _MOST_PIXELS
        self._measured: set[tuple[int, int]] = set()
        self._pictures: list[tuple[int, list[str]]] = []
        self._words: set[str] = set()
        self._room, self._word_room = _MOST_TEXT, _MOST_WORDS

    def page(self, text: str) -> None:
        """Note the text of the next page."""
        self.pages.append("" if self.sizes else self._fitting(text))

    def string(self, spot: Spot, text: str, page: int = 0) -> None:
        """Note a text that stands somewhere; one without letters and digits says nothing."""
        key = (str(spot), page, text)
        if self.sizes or key in self._strings or not any(map(str.isalnum, text)):
            return
        self._texts.add(text)
        if fitting := self._fitting(text):
            self._strings[str(spot), page, fitting] = None

    def has_string(self, text: str) -> bool:
        """Tell whether the text stands somewhere already."""
        return text in self._texts

    def sum(self, spot: Spot, data: bytes | memoryview, page: int = 0) -> None:
        """Note the SHA-256 of bytes, unless they are too few or too much the same to tell."""
        if len(data) >= _LEAST and not self.sizes and len(set(data[:4096])) >= _DIFFERENT:
            self._add_sum(spot, page, hashlib.sha256(data).hexdigest())

    def picture(self, data: bytes, pixels: Iterable[str], page: int = 0) -> None:
        """Note one picture by all its sums: those of its bytes and of its pixels."""
        self._pictures.append((page, [hashlib.sha256(data).hexdigest(), *sorted(pixels)]))

    def measure(self, width: int, height: int) -> bool:
        """Note the size of a picture; tell whether its pixels are asked for, and now."""
        self._measured.add((width, height))
        if (width, height) not in self.sizes and (height, width) not in self.sizes:
            return False
        self._asked += 1
        if self._asked <= self._past or self._next >= 0:
            return False
        if width * height > _LARGEST:
            self.cut = True
            return False
        self._pixels_left -= width * height
        if self._pixels_left < 0 and self._asked > self._past + 1:  # one at least: it must end
            self._next = self._asked - 1
            return False
        return True

    def plain(self) -> dict[str, Any]:
        """Return all of it as JSON can hold it."""
        return {
            "pages": self.pages,
            "strings": [list(one) for one in self._strings],
            "sums": [list(one) for one in self._sums],
            "pictures": [list(one) for one in self._pictures],
            "sizes": sorted(map(list, self._measured)),
            "next": self._next if self._next >= 0 else None,
            "cut": self.cut,
            "locked": self.locked,
            "unread": self.unread,
        }

    def _add_sum(self, spot: Spot, page: int, digest: str) -> None:
        if len(self._sums) < _MOST_SUMS:
            self._sums[str(spot), page, digest] = None
        else:
            self.cut = True

    def _fitting(self, text: str) -> str:
        """Return a text, or when there are too many of them, the words that are new in it."""
        if len(text) <= self._room:
            self._room -= len(text)
            return text
        self._room = 0
        fresh = {one for one in _WORD.findall(text) if one not in self._words}
        size = sum(map(len, fresh)) + len(fresh)
        if size > self._word_room:
            self.cut = True
            return ""
        self._word_room -= size
        self._words |= fresh
        return " ".join(sorted(fresh))
