"""Strings and names in PDF syntax, and words in any bytes. It must not know where they come from.

Read with expressions instead of a parser: they find strings in what is not whole, too.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import pikepdf  # noqa: F401 - registers the codec of PDF's own text encoding (ISO 32000-1, D.2)

from kallelse.convert.traces.found import Spot

_LITERAL = (
    rb"\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+\))*+\)|<[0-9A-Fa-f\s]*+>"
)
_LONGEST = 200_000  # characters of a string; what is longer is a table or a signature
_NAME = rb"/([^\s()<>\[\]{}/%]+)"
KEYED = re.compile(rb"(?:" + _NAME + rb"\s*)?(" + _LITERAL + rb")", re.DOTALL)
_STRING = re.compile(_LITERAL, re.DOTALL)
_NAMES = re.compile(_NAME)
_GLYPHS = re.compile(rb"/(?:Differences|ProcSet)\s*\[[^\]]*\]")  # names of glyphs (9.6.6)
_SHOWN = re.compile(
    rb"\[((?:" + _LITERAL + rb"|[^\]\[()<>])*+)\]\s*TJ|(" + _LITERAL + rb")\s*(?:Tj|['\"])",
    re.DOTALL,
)
_PIECE = re.compile(rb"(" + _LITERAL + rb")|(-?[\d.]+)", re.DOTALL)
_GAP = -180  # thousandths of the font's size: less brings letters of one word together
_COMMENT = re.compile(rb"%([^\r\n]{4,500})")
_ESCAPE = re.compile(rb"\\([nrtbf]|[0-7]{1,3}|\r\n|.)", re.DOTALL)
_SHORT = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# A name that says which glyphs of a font are there (9.6.4), and names for use within one page.
_MADE_UP = re.compile(r"[A-Z]{6}\+.*|(?:Stamp)?[A-Za-z]{1,3}\d+(?:\+\d+)?|FormXob\.[0-9a-f]+")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAG = re.compile(r"<[^<>]*>")
_VALUE = re.compile(
    r"""(?<![:\w])(?!xmlns|xml:)[\w:.-]{1,100}\s{0,5}=\s{0,5}(?:"([^"]*)"|'([^']*)')"""
)
_RUNS = (
    (re.compile(rb"[\x20-\x7e\t\xa0-\xff]{4,}"), "latin-1"),
    (re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){4,}"), "utf-16-be"),
)
_KEYS = {
    **dict.fromkeys(
        ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company"), Spot.METADATA
    ),
    **dict.fromkeys(("Alt", "ActualText", "E"), Spot.ALTERNATIVE),
    **dict.fromkeys(("URI", "Base"), Spot.LINK),
    **dict.fromkeys(("UF", "F", "Desc", "DOS", "Unix", "Mac"), Spot.FILE_NAME),
    **dict.fromkeys(("Dest", "D"), Spot.DESTINATION),
    **dict.fromkeys(("TU", "TM", "V", "DV", "Opt", "CA", "AC", "RC"), Spot.FIELD),
    **dict.fromkeys(("Contents", "Subj", "OverlayText"), Spot.ANNOTATION),
}
_IDENTIFIER = re.compile(rb"/ID\s*\[[^\]]*\]")  # made by chance (14.4)
_DATES = frozenset(("CreationDate", "ModDate", "M"))
_OUTLINE = frozenset((b"/Next", b"/Prev", b"/Dest", b"/First", b"/A "))
_TELLING = (*_OUTLINE, b"/Parent", b"/OCG", b"/Annot", b"/FT", b"/StructElem", b"/Names")


def strings(blob: bytes, *, only_keyed: bool = False) -> Iterator[tuple[Spot, str]]:
    """Yield the strings of a piece of PDF, each with where it stands by its key and its object."""
    blob = _IDENTIFIER.sub(b"", blob) if b"/ID" in blob else blob
    about: frozenset[bytes] | None = None
    for match in KEYED.finditer(blob):
        key = match[1].decode("latin-1") if match[1] else ""
        if key in _DATES or (only_keyed and not key):
            continue
        if about is None:
            about = frozenset(one for one in _TELLING if one in blob)
        for text in texts(literal(match[2])):
            yield _spot(key, about), text


def _spot(key: str, about: frozenset[bytes]) -> Spot:
    if key == "Title" and b"/Parent" in about and about & _OUTLINE:
        return Spot.OUTLINE
    if key == "Name":
        return Spot.LAYER if b"/OCG" in about else Spot.ANNOTATION
    if key == "P":
        return Spot.PAGE_LABEL
    if key == "T":
        if b"/Annot" in about and b"/FT" not in about:
            return Spot.ANNOTATION
        return Spot.STRUCTURE if b"/StructElem" in about else Spot.FIELD
    if key == "Names" or (not key and b"/Names" in about):
        return Spot.DESTINATION
    return _KEYS.get(key, Spot.STRING)


def literal(written: bytes) -> bytes:
    """Return the bytes of a string as it is written (ISO 32000-1, 7.3.4)."""
    if written.startswith(b"<"):
        digits = b"".join(written[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    inner = written[1:-1]
    return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner else inner


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code in _SHORT:
        return _SHORT[code]
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 0xFF])
    return b"" if code in (b"\r\n", b"\n", b"\r") else code


def texts(raw: bytes) -> Iterator[str]:
    """Yield what a string may say, by each encoding that it may be in; nothing for mere bytes."""
    if len(raw) > _LONGEST:
        return
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield _seen(raw.decode("utf-16", "replace"))
        return
    decoded = raw.decode("utf-8", "replace") if raw[:3] == b"\xef\xbb\xbf" else _pdf_text(raw)
    if sum(one.isprintable() or one in "\r\n\t" for one in decoded) * 4 < len(decoded) * 3:
        return
    yield _seen(decoded)
    if not raw.isascii():
        with contextlib.suppress(UnicodeDecodeError):
            yield _seen(raw.decode("utf-8"))


def _pdf_text(raw: bytes) -> str:
    return raw.decode("ascii") if raw.isascii() else raw.decode("pdfdoc", "replace")


def _seen(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\0", "")


def names(blob: bytes) -> Iterator[str]:
    """Yield the names in a piece of PDF that no standard has made."""
    for written in set(_NAMES.findall(_GLYPHS.sub(b" ", _STRING.sub(b" ", blob)))):
        raw = _HEX.sub(lambda found: bytes.fromhex(found[1].decode("ascii")), written)
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("latin-1")
        if not _MADE_UP.fullmatch(name):
            yield name


def shown(content: bytes) -> str:
    """Return the text that content shows, as if its fonts had the letters of Western Europe."""
    found = []
    for match in _SHOWN.finditer(content):
        parts = []
        for piece in _PIECE.finditer(match[1] if match[1] is not None else match[2]):
            if piece[1]:
                parts.append(next(texts(literal(piece[1])), ""))
            elif _number(piece[2]) < _GAP:
                parts.append(" ")
        found.append("".join(parts))
    return " ".join(found)


def _number(written: bytes) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def comments(content: bytes) -> Iterator[str]:
    """Yield the comments in a piece of PDF."""
    for found in _COMMENT.findall(_STRING.sub(b" ", content)):
        yield from texts(found)


def markup(data: bytes) -> str:
    """Return the text of XML, and of the attributes that say more than which dialect it is."""
    text = decoded(data)
    values = [one or other for one, other in _VALUE.findall(text)]
    lines = (" ".join(one.split()) for one in (*_TAG.sub("\n", text).splitlines(), *values))
    return "\n".join(filter(None, lines))


def decoded(data: bytes) -> str:
    """Return bytes as text: as what they say they are, UTF-8 where they can be, or Latin-1."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def runs(data: bytes) -> Iterator[str]:
    """Yield whatever in bytes looks like text, in each encoding that programs write."""
    try:
        if b"\0" not in data:
            yield data.decode("utf-8")
            return
    except UnicodeDecodeError:
        pass
    for pattern, encoding in _RUNS:
        if encoding == "latin-1" or b"\0" in data:
            yield from (one.decode(encoding) for one in set(pattern.findall(data)))
    for one in set(re.findall(rb"(?:[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]){4,}", data)):
        if not one.isascii():
            yield one.decode("utf-8")
