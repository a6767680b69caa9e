"""A picture's file → bytes that can be typeset. It must not change or copy the file."""

from __future__ import annotations

from pathlib import Path

from kallelse.diagnostics import Diagnostic, Position
from kallelse.files import read
from kallelse.i18n import _
from kallelse.typeset import TypesetError

_MEGABYTE = 1_000_000
_LARGEST = 20


def picture(path: Path, position: Position) -> bytes | Diagnostic:
    """Return the bytes of a PNG or JPEG, or say what is wrong with it.

    `position` is where it is named.

    Raises:
        KallelseError: the file cannot be read.
    """
    from kallelse.typeset.figure import read_image  # it takes the drawing library along

    if path.stat().st_size > _LARGEST * _MEGABYTE:
        message = _("the picture is larger than {largest} MB: {name}").format(
            largest=_LARGEST, name=path.name
        )
        hint = _("Make it smaller: 2000 pixels across are enough for a whole page.")
        return Diagnostic(position, "image-too-large", message, hint)
    data = read(path)
    try:
        read_image(data, path.name, line=1)
    except TypesetError as error:
        return Diagnostic(position, error.rule, error.message, error.remedy)
    return data
