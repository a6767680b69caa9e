"""Bytes of a file → text that can be trusted to show what it holds. It must not know YAML."""

from __future__ import annotations

import codecs
import itertools
import re
from pathlib import Path

from kallelse.diagnostics import Diagnostic, Position
from kallelse.errors import KallelseError
from kallelse.i18n import _

MAX_BYTES = 2_000_000
MAX_PROBLEMS = 100

# What no editor types on purpose: controls, the line breaks that only YAML 1.1 knows, marks that
# turn the direction of text around (one then reads what is not written), and what is no character.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a text file, and of a huge one only enough to see that it is.

    Raises:
        KallelseError: the file cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise KallelseError(
            _("cannot read {path}: {reason}").format(path=path, reason=error.strerror),
            _("Check that the file is there and that you may read it."),
        ) from error


def decode(
    data: bytes | str, file: str, family: str = "yaml"
) -> tuple[str | None, list[Diagnostic]]:
    r"""Return a file's text with `\n` at line ends, None if it has none, and what is wrong with it.

    Control characters become spaces, so that every place stays what it is. `family` begins the ids
    of the rules: yaml for data, text for Markdown.
    """
    if len(data) > MAX_BYTES:
        message = _("the file is larger than {most} MB").format(most=MAX_BYTES // 1_000_000)
        hint = _("Split it, or move long texts to files of their own.")
        return None, [Diagnostic(Position(file), f"{family}-too-large", message, hint)]
    if isinstance(data, bytes):
        hint = _("Save the file as UTF-8 in your editor.")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
            message = _("the file is not UTF-8 but UTF-16")
            return None, [Diagnostic(Position(file), f"{family}-encoding", message, hint)]
        try:
            text = _lines(data.decode())
        except UnicodeDecodeError as error:
            place = _end(_lines(data[: error.start].decode()), file)
            message = _("the file is not UTF-8: byte 0x{byte}").format(
                byte=f"{data[error.start]:02X}"
            )
            return None, [Diagnostic(place, f"{family}-encoding", message, hint)]
    else:
        text = _lines(data)
    problems = []
    for found in itertools.islice(CONTROL.finditer(text), MAX_PROBLEMS):
        message = _("an invisible control character: U+{code}").format(code=f"{ord(found[0]):04X}")
        hint = _("Delete it; such characters come along when text is pasted.")
        place = _end(text[: found.start()], file)
        problems.append(Diagnostic(place, f"{family}-control-character", message, hint))
    return (CONTROL.sub(" ", text) if problems else text), problems


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _end(text: str, file: str) -> Position:
    return Position(file, text.count("\n") + 1, len(text) - text.rfind("\n"))
