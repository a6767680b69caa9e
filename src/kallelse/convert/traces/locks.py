"""Files that need a password: opened with it, or known to be locked. It must not read them."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from pikepdf import Pdf

from kallelse.bind.passwords import open_pdf

_ENCRYPTED = 1  # the bit of a member that needs a password (APPNOTE.TXT, 4.4.4)
_MANIFEST = "META-INF/manifest.xml"  # tells what is encrypted (OpenDocument 1.3, part 2, 4.4)
_LARGEST_MANIFEST = 1_000_000
# Where Office puts a whole file that it has encrypted (MS-OFFCRYPTO, 2.3.4).
_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class LockedError(Exception):
    """A PDF asks for a password, or for another one."""


def opened(data: bytes, password: str) -> Pdf:
    """Open a PDF with a password, or without where it turns out to need none.

    Raises:
        LockedError: neither opens it.
        Exception: whatever a damaged file makes the library raise.
    """
    try:
        return open_pdf(io.BytesIO(data), password)
    except pikepdf.PasswordError as error:
        raise LockedError from error


def needs_key(error: Exception) -> bool:
    """Tell from what opening a PDF raised whether its lock is one that no password opens."""
    return isinstance(error, pikepdf.PdfError) and "encryption" in str(error)


def is_locked(data: bytes) -> bool:
    """Tell whether an office file or an archive needs a password; we have none for those."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _PACKAGE in data
    if not data.startswith(b"PK\3\4"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(one.flag_bits & _ENCRYPTED for one in archive.infolist()):
                return True
            with archive.open(_MANIFEST) as stream:
                return b"encryption-data" in stream.read(_LARGEST_MANIFEST)
    except Exception:  # noqa: BLE001 - no such member, or damage that can raise anything
        return False
