"""What stops the typesetter, as exceptions.

It must not print, and it must not know which template was at fault.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kallelse.errors import ExitCode, KallelseError
from kallelse.i18n import _

if TYPE_CHECKING:
    from kallelse.typeset.fonts import Face


class TypesetError(KallelseError):
    """The HTML cannot become pages.

    `rule` is a stable kebab-case id, `line` the line of the HTML counted from 1, None where it is
    not known.
    """

    exit_code = ExitCode.INPUT

    def __init__(self, rule: str, message: str, remedy: str, line: int | None = None) -> None:
        super().__init__(message, remedy)
        self.rule = rule
        self.line = line


class FontError(KallelseError):
    """A font of the theme is missing or cannot be embedded. `key` is its key under `fonts:`."""

    exit_code = ExitCode.INPUT
    rule = "font-missing"

    def __init__(self, message: str, key: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.key = key


def check_glyphs(text: str, face: Face, line: int | None) -> None:
    """Raise TypesetError for a text that the face cannot draw, with the characters and the text."""
    missing = face.missing(text)
    if missing:
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing)
        raise TypesetError(
            "missing-glyph",
            _("no font has {named}, in: {text}").format(
                named=named, text=" ".join(text.split())[:80]
            ),
            _("Write it in another way, or choose a font that has it."),
            line,
        )
