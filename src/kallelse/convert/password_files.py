"""An attachment's password, from the text file that holds it. It must not open the attachment."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from pathlib import Path

from kallelse.errors import KallelseError
from kallelse.i18n import _
from kallelse.model import Attachment

_LONGEST = 1024
_LONGEST_FILE = 64 * 1024  # what stands before the password are blank lines
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # "Unicode", as Notepad calls it


def password_of(attachment: Attachment, files: Mapping[str, Path]) -> str:
    """Return the password of an attachment's file, from the file that holds it; or nothing.

    Raises:
        KallelseError: that file cannot be read.
    """
    if attachment.password_file is None:
        return ""
    try:
        with files[attachment.password_file].open("rb") as stream:
            data = stream.read(_LONGEST_FILE)
    except OSError as error:
        raise KallelseError(
            _("cannot read {name}: {reason}").format(
                name=attachment.password_file, reason=error.strerror
            ),
            _("Check that you may read the file."),
        ) from error
    if data.startswith(_UTF_16):
        data = data.decode("utf-16", "replace").encode()
    lines = data.removeprefix(codecs.BOM_UTF8).splitlines()
    text = next((one for one in lines if one.strip()), b"")[:_LONGEST]
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
