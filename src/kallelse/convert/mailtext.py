"""Bytes and HTML of an e-mail → text, without loss. It must not know of parts and headers."""

from __future__ import annotations

import codecs
import re
from base64 import b64encode
from email.errors import HeaderParseError
from email.header import decode_header
from html.parser import HTMLParser
from itertools import pairwise

# What senders call one thing and mean another by; browsers read these names the same way:
# https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_ESCAPED = re.compile("[\udc80-\udcff]+")  # bytes that the library could not read, held as such
_SURROGATES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x80-\x9f]+")
_WORD = r"=\?[^?\s]+\?[bBqQ]\?[^?]*\?="
_WORDS = re.compile(rf"{_WORD}(?:\s+{_WORD})*")

_NOT_TEXT = frozenset(("script", "style", "title"))
_SECTIONS = frozenset(
    ("address", "article", "aside", "center", "details", "div", "fieldset", "figcaption", "figure")
) | frozenset(("footer", "form", "header", "hr", "main", "nav", "section", "summary"))
_ITEMS = frozenset(("caption", "dd", "dl", "dt", "li", "ol", "tr", "ul"))
_LINES = _SECTIONS | _ITEMS | frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PARAGRAPHS = frozenset(("p", "table", "blockquote", "pre"))
_CELLS = frozenset(("td", "th"))
_LISTS = frozenset(("ol", "ul"))
_NUMBER = re.compile(r"-?[0-9]{1,6}")
_EMPTY = "–  "  # stands where a cell says nothing, so that what follows keeps its column


def decoded(raw: bytes, charset: str | None) -> str:
    """Return bytes as text: as declared, or as what they most likely are."""
    try:
        codec = codecs.lookup(charset or "ascii").name
        codec = _MEANT.get(codec, codec)
        if codec == "utf-8":
            return _healed(raw)
        if codec == "ascii":
            return _guessed(raw)
        return _one_of(raw, codec)
    except (LookupError, ValueError):  # a charset that nobody knows, or of no text
        return _guessed(raw)


def mended(text: str) -> str:
    """Return a text in which the bytes that the library left alone are read.

    No lone surrogate is left.
    """
    if text.isascii():
        return text
    try:
        text = _guessed(text.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:  # some of it has been read
        text = _ESCAPED.sub(lambda run: _guessed(run[0].encode("ascii", "surrogateescape")), text)
    # In Latin-1 these are controls that nobody writes; in windows-1252 they are quotes and dashes.
    text = _CONTROLS.sub(lambda run: _windows(run[0].encode("latin-1")), text)
    return _SURROGATES.sub("\ufffd", text)


def reworded(header: str) -> str:
    """Return a header whose encoded words are UTF-8, whatever they were and said they were.

    The library reads each by itself, and drops what is not in the charset that it names.
    """
    return _WORDS.sub(_in_utf_8, mended(header))


def _in_utf_8(words: re.Match[str]) -> str:
    try:
        found = decode_header(words[0])
    except HeaderParseError:  # broken base64
        return words[0]
    told = (
        decoded(one, (charset or "").partition("*")[0]) if isinstance(one, bytes) else one
        for one, charset in found
    )
    return f"=?utf-8?b?{b64encode(mended(''.join(told)).encode()).decode()}?="


def of_html(page: str) -> str:
    """Return the text of a web page, with its lines and paragraphs."""
    reader = _Reader()
    reader.feed(page.replace("<![", "<! ["))  # the parser gives up on those that are not HTML
    reader.close()
    return "".join(reader.found)


def _one_of(raw: bytes, codec: str) -> str:
    for meant in (codec, "utf-8"):
        try:
            return raw.decode(meant)
        except UnicodeDecodeError:
            continue
    # A character of which only the first half is there is left out.
    return codecs.getincrementaldecoder(codec)("replace").decode(raw)


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "surrogateescape")
    strange = sum(map(len, _ESCAPED.findall(text)))
    if sum(not one.isascii() for one in text) > 2 * strange:  # UTF-8 with a few wounds
        return _healed(raw)
    return _windows(raw)


def _healed(raw: bytes) -> str:
    """Return UTF-8 as it is, and what in it is none as what it most likely is."""
    text = raw.decode("utf-8", "surrogateescape")
    return _ESCAPED.sub(lambda run: _windows(run[0].encode("ascii", "surrogateescape")), text)


def _windows(raw: bytes) -> str:
    return raw.decode("cp1252", "replace")


def _first_number(attrs: list[tuple[str, str | None]]) -> int:
    start = (dict(attrs).get("start") or "").strip()
    return int(start) if _NUMBER.fullmatch(start) else 1


class _Reader(HTMLParser):
    """Reads the text of a web page; what only looks good is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._hidden: str | None = None
        self._pre = 0
        self._fresh = False  # a cell or a point of a list has begun and says nothing yet
        self._rows: list[list[int]] = []  # of each open table, where in `found` its cells began
        self._lists: list[int | None] = []  # of each open list, the number of its next point

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Any other element ends a hidden one: those who forget </title> mean their letter.
        self._hidden = tag if tag in _NOT_TEXT else None
        if tag == "pre":
            self._pre += 1
        if tag == "tr":
            self._end_row()
        if tag == "table":
            self._rows.append([])
        if tag in _LISTS:
            self._lists.append(_first_number(attrs) if tag == "ol" else None)
        if tag == "br":
            self._fresh = False
            self.found.append("\n")
        elif tag in _CELLS:
            self._cell()
        elif not self._fresh:
            self._break(tag)
        if tag == "li":
            self.found.append(self._mark())
            self._fresh = True

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        if tag in ("table", "tr"):
            self._end_row()
        if tag == "table" and self._rows:
            self._rows.pop()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag in _CELLS and self._rows and self._rows[-1]:
            began = self._rows[-1][-1]
            while len(self.found) > began and self.found[-1].isspace():
                self.found.pop()  # the paragraph in a cell ends with it, and the row goes on
        elif not self._fresh or tag in ("li", "tr"):
            self._break(tag)
        if tag in _CELLS or tag in ("li", "tr"):
            self._fresh = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        text = data.replace("\r\n", "\n") if self._pre else re.sub(r"\s+", " ", data)
        if not self._pre and (self._fresh or not self._is_open()):
            text = text.lstrip(" ")
        if text:
            self.found.append(text)
            self._fresh = False

    def _cell(self) -> None:
        while self.found and self.found[-1] == " ":
            self.found.pop()
        if self._is_open() and not self.found[-1].isspace():
            self.found.append("  ")
        if not self._rows:  # a cell that nobody put into a table
            self._rows.append([])
        self._rows[-1].append(len(self.found))
        self._fresh = True

    def _end_row(self) -> None:
        """Mark the empty cells before others, but not those that only make room around one text."""
        row = self._rows[-1] if self._rows else []
        cells = [self.found[began:end] for began, end in pairwise([*row, len(self.found)])]
        says = [any(piece.strip() for piece in cell) for cell in cells]
        if sum(says) > 1 and not all(says):
            while not says[-1]:
                says.pop()
            for cell, is_told in zip(cells, says, strict=False):
                if not is_told:
                    cell.insert(0, _EMPTY)
            self.found[row[0] :] = [piece for cell in cells for piece in cell]
        row.clear()

    def _mark(self) -> str:
        """Return what stands before a point of a list."""
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "– "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.found.append("\n\n")
        elif tag in _LINES and self._is_open():
            self.found.append("\n")

    def _is_open(self) -> bool:
        return bool(self.found) and not self.found[-1].endswith("\n")
