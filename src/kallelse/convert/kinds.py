"""What a file is, told by its bytes and only then by its name. It must not parse them."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kallelse.i18n import N_

_HEAD = 65_536
_HEADER = re.compile(
    rb"(?:From |(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|Message-ID|MIME-Version"
    rb"|X-[\w-]+|Content-Type|DKIM-Signature|ARC-[\w-]+):)",
    re.IGNORECASE,
)
_SENDER = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")


class Kind(enum.StrEnum):
    """The kinds of files that become pages; each has its converter."""

    PDF = "pdf"
    IMAGE = "image"
    EMAIL = "email"
    OFFICE = "office"


@dataclass(frozen=True)
class Format:
    """A format by what people call it, with the suffixes it goes by; no kind is no way to bind it.

    `advice` says what to do about a format that cannot be bound.
    """

    name: str
    kind: Kind | None = None
    suffixes: tuple[str, ...] = ()
    advice: str = N_("Save it as PDF in the program it was made with, and name that file.")


PDF = Format(N_("a PDF"), Kind.PDF, (".pdf",))
JPEG = Format(N_("a JPEG picture"), Kind.IMAGE, (".jpg", ".jpeg"))
PNG = Format(N_("a PNG picture"), Kind.IMAGE, (".png",))
TIFF = Format(N_("a TIFF picture"), Kind.IMAGE, (".tif", ".tiff"))
WEBP = Format(N_("a WebP picture"), Kind.IMAGE, (".webp",))
EMAIL = Format(N_("an e-mail"), Kind.EMAIL, (".eml",))
TEXT = Format(N_("a text document"), Kind.OFFICE, (".docx", ".doc", ".odt", ".rtf"))
SHEET = Format(N_("a spreadsheet"), Kind.OFFICE, (".xlsx", ".xls", ".ods"))
SLIDES = Format(N_("a presentation"), Kind.OFFICE, (".pptx", ".ppt", ".odp"))

FORMATS = (PDF, JPEG, PNG, TIFF, WEBP, EMAIL, TEXT, SHEET, SLIDES)
SUFFIXES: Mapping[str, Format] = {suffix: one for one in FORMATS for suffix in one.suffixes}

_AS_JPEG = N_("Save it as JPEG or PNG, and name that file.")
_LOCKED = Format(
    N_("an Office file that needs a password"),
    advice=N_("Open it in its program, take the password away, save it as PDF and name that file."),
)
_WEB = Format(
    N_("a web page, not a document"),
    advice=N_("The download went wrong, often since one was not logged in: download it again."),
)
_MSG = Format(N_("an Outlook message"), advice=N_("Save it from Outlook as .eml or as PDF."))
_UNKNOWN = Format(N_("of a kind that is not known"))
_ARCHIVE = Format(
    N_("an archive of files"), advice=N_("Unpack it, and name the files in it one by one.")
)
_HEIC = Format(N_("a HEIC picture"), advice=_AS_JPEG)
_OTHER_IMAGE = Format(N_("a picture of a kind that cannot be bound"), advice=_AS_JPEG)
_MEDIA = Format(
    N_("sound or film, which a pack has no pages for"), advice=N_("Give its address as `link`.")
)

_MAGIC = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"{\\rtf", TEXT),
    (b"GIF8", _OTHER_IMAGE),
    (b"BM", _OTHER_IMAGE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"ID3", _MEDIA),
)
_OPEN_DOCUMENT = ((b"text", TEXT), (b"spreadsheet", SHEET), (b"presentation", SLIDES))
_OFFICE_OPEN = ((b"word/", TEXT), (b"xl/", SHEET), (b"ppt/", SLIDES))
_OLD_OFFICE = {".doc": TEXT, ".xls": SHEET, ".ppt": SLIDES}


def format_of(path: Path) -> Format:
    """Tell a file's format: by its bytes, and by its name where they tell nothing."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
        stream.seek(max(0, path.stat().st_size - _HEAD))
        tail = stream.read(_HEAD)
    suffix = path.suffix.lower()
    if found := _by_magic(head, tail, suffix, path):
        return found
    if suffix == ".pdf" and not (_WEB_PAGE.match(head) or _is_letter(head)):
        return PDF  # without its header or far behind other bytes: the readers find out
    if b"\0" not in head and (_HEADER.match(head) or suffix == ".eml"):
        return EMAIL
    return _WEB if _WEB_PAGE.match(head) else _UNKNOWN


def _is_letter(head: bytes) -> bool:
    """Tell whether it is an e-mail whatever its name says; a PDF may stand behind headers too."""
    if b"\0" in head or b"%PDF-" in head:
        return False
    return bool(_HEADER.match(head) and _SENDER.search(head))


def _by_magic(head: bytes, tail: bytes, suffix: str, path: Path) -> Format | None:
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _HEIC if head[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"heif") else _MEDIA
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head, tail)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _old(suffix, path)
    return PDF if b"%PDF-" in head[:1024] else None


def _zipped(head: bytes, tail: bytes) -> Format:
    """Tell an OpenDocument or Office Open XML file by the names in its archive."""
    if head[30:38] == b"mimetype":
        kind = head[38:].partition(b"opendocument.")[2]
        return next((one for word, one in _OPEN_DOCUMENT if kind.startswith(word)), _ARCHIVE)
    names = head + tail
    if b"[Content_Types].xml" in names:
        return next((one for word, one in _OFFICE_OPEN if word in names), _ARCHIVE)
    return _ARCHIVE


def _old(suffix: str, path: Path) -> Format:
    """Tell what lies in the container that Office used before 2007, and uses to hide files."""
    with path.open("rb") as stream:
        if _ENCRYPTED_OFFICE in stream.read(20_000_000):
            return _LOCKED
    return _MSG if suffix == ".msg" else _OLD_OFFICE.get(suffix, _UNKNOWN)
