"""A file of any kind, by its bytes, and the files in it. It must not trust its name."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePosixPath

from kallelse.convert import mail
from kallelse.convert.mailtext import decoded
from kallelse.convert.traces import locks, pdf, pictures, strings
from kallelse.convert.traces.found import Found, Spot

_DEEPEST = 3  # files in files
_MOST_MEMBERS = 10_000
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*", b"GIF8", b"BM", b"RIFF")
_HEADER = re.compile(
    rb"(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version"
    rb"|X-[\w-]+|Content-Type|DKIM-Signature|ARC-[\w-]+):",
    re.IGNORECASE,
)
# Ends of what stands by itself in office files; other tags stand within words (ECMA-376, 17.3).
_ENDS = re.compile(
    rb"</(?:\w+:)?(?:p|h|si|c|v|row|tc|title|desc)>|<(?:\w+:)?(?:br|tab|cr|s|line-break)\b[^<>]*/>"
)
_TAG = re.compile(rb"<[^<>]*>")
_CONTENT = re.compile(r"(?:word|ppt|xl)/.*\.xml|content\.xml|styles\.xml")
_TEXTS = (".xml", ".rels", ".txt", ".rdf", ".vml", ".html", ".json")
_RTF = re.compile(
    r"\\'([0-9a-fA-F]{2})|\\u(-?\d+) ?\??|(\\(?:par|line|tab|cell|row)\b ?)"
    r"|\\[a-z]+-?\d* ?|[{}]|[\r\n]"
)


def examine(
    data: bytes, name: str, found: Found, *, password: str = "", page: int = 0, depth: int = 0
) -> None:
    """Note all that a file says, or what its bytes look like where it is not whole.

    `page` is that of the document which it is embedded in, `depth` how many files it lies in.
    """
    found.sum(Spot.EMBEDDED if depth else Spot.FILE, data, page)
    found.locked |= not depth and locks.is_locked(data)
    try:
        _by_kind(data, name, found, password, page, depth)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file can make the libraries raise anything
        found.unread |= not depth
        _raw(data, found, page)


def _by_kind(data: bytes, name: str, found: Found, password: str, page: int, depth: int) -> None:
    if depth > _DEEPEST:
        _raw(data, found, page)
    elif b"%PDF-" in data[:1024]:
        pdf.examine(data, found, examine, password, page, top=depth == 0)
    elif data.startswith(b"PK\3\4"):
        _archive(data, found, page, depth)
    elif data.startswith(_PICTURES):
        pictures.examine(data, found, page)
    elif data.startswith(b"{\\rtf"):
        _say(_rtf(data), found, page, depth)
    elif b"\0" in data[:65_536] and data[:2] not in (b"\xfe\xff", b"\xff\xfe"):
        _raw(data, found, page)
    elif (read := _json(data)) is not None:
        for text in _json_texts(read):
            found.string(Spot.DATA, text, page)
    elif name.lower().endswith(".eml") or _HEADER.match(data):
        _mail(data, found, page, depth)
    else:
        _say(strings.decoded(data), found, page, depth)
        if data.lstrip().startswith(b"<"):
            found.string(Spot.DATA, strings.markup(data), page)


def _say(text: str, found: Found, page: int, depth: int) -> None:
    found.string(Spot.EMBEDDED if depth else Spot.TEXT, text, page)


def _raw(data: bytes, found: Found, page: int) -> None:
    for text in strings.runs(data):
        found.string(Spot.STRING, text, page)


def _json(data: bytes) -> object:
    """Return what JSON holds, None where there is none: its file need not bear its name yet."""
    if data.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return json.loads(data)
    except ValueError:
        return None


def _json_texts(value: object) -> Iterator[str]:
    """Yield the texts of JSON and its keys."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _archive(data: bytes, found: Found, page: int, depth: int) -> None:
    """Note the members of an office file or another archive."""
    room = found.max_stream
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        found.cut |= len(members) > _MOST_MEMBERS
        for member in members[:_MOST_MEMBERS]:
            if member.is_dir():
                continue
            with archive.open(member) as stream:
                inside = stream.read(room + 1)
            room -= len(inside)
            if room < 0:
                found.cut = True
                return
            _member(member.filename, inside, found, page, depth)


def _member(name: str, inside: bytes, found: Found, page: int, depth: int) -> None:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _TEXTS:
        found.string(Spot.FILE_NAME, PurePosixPath(name).name, page)
        examine(inside, name, found, page=page, depth=depth + 1)
        return
    if found.sizes:
        return
    if _CONTENT.fullmatch(name):
        joined = _TAG.sub(b"", _ENDS.sub(b"\n", inside))
        _say(_entities(strings.decoded(joined)), found, page, depth)
    text = _entities(strings.markup(inside))
    found.string(Spot.METADATA if name.startswith("docProps") else Spot.STRING, text, page)


def _entities(text: str) -> str:
    import html

    return html.unescape(text)


def _mail(data: bytes, found: Found, page: int, depth: int) -> None:
    """Note the headers of an e-mail, its texts, and what came with it."""
    message = mail.parsed(data)
    _say(strings.decoded(data[:200_000]), found, page, depth)
    for count, part in enumerate(message.walk()):
        if count >= _MOST_MEMBERS:
            found.cut = True
            return
        if not isinstance(part, EmailMessage):
            continue
        for value in part.values():
            found.string(Spot.METADATA, str(value), page)
        if named := part.get_filename():
            found.string(Spot.FILE_NAME, named, page)
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes) or not payload:
            continue
        if part.get_content_maintype() != "text":
            examine(payload, named or "", found, page=page, depth=depth + 1)
            continue
        text = decoded(payload, part.get_content_charset())
        _say(text, found, page, depth)
        if part.get_content_subtype() == "html":
            _say(_entities(strings.markup(text.encode())), found, page, depth)


def _rtf(data: bytes) -> str:
    """Return the text of RTF, whose letters beyond ASCII are numbers."""

    def said(match: re.Match[str]) -> str:
        if match[1]:
            return bytes.fromhex(match[1]).decode("cp1252", "replace")
        if match[2]:
            return chr(int(match[2]) % 65536)
        return "\n" if match[3] else ""

    return _RTF.sub(said, data.decode("cp1252", "replace"))
