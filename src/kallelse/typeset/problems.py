"""What stops the typesetter, as exceptions.

It must not print, and it must not know which template was at fault.
"""

from __future__ import annotations

from kallelse.errors import ExitCode, KallelseError


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
