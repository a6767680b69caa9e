"""What is wrong in the editor's files, as data.

It must not print, and it must not stop the program by itself.
"""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterable
from dataclasses import dataclass, field

from kallelse.errors import ExitCode, KallelseError
from kallelse.i18n import _, ngettext


class Severity(enum.StrEnum):
    """How bad it is: an error stops the pack, a warning does so only with `--strict`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True)
class Position:
    """A place in a text file.

    `file` is relative to the project's folder, lines and columns count from 1. `length` is how many
    characters of the line are meant, 0 where that is not known.
    """

    file: str
    line: int = 1
    column: int = 1
    length: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One problem: where, what, which rule, and what the editor can do about it (`hint`).

    Without `excerpt`, the line that it is about may not be shown with it.
    """

    position: Position
    rule: str
    message: str
    hint: str = ""
    severity: Severity = field(default=Severity.ERROR, compare=False)
    excerpt: bool = field(default=True, compare=False)

    def __str__(self) -> str:
        return f"{self.position}: {self.severity}: {self.message} [{self.rule}]"


class InputError(KallelseError):
    """The files have errors. Carries all of them, sorted by place."""

    exit_code = ExitCode.INPUT

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics))
        count = sum(one.severity is Severity.ERROR for one in self.diagnostics)
        message = ngettext("{count} error in the files", "{count} errors in the files", count)
        super().__init__(message.format(count=count), _("Mend them and run the command again."))


def brief(value: str, width: int = 60) -> str:
    """Return a written value as it may stand in a message: on one line, visible, not too long."""
    words = " ".join(value[: 4 * width].split())
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words)
    return line if len(line) <= width else line[: width - 1] + "…"


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that a misspelt one most resembles, None where none comes near.

    `cutoff` is how near it must come, from 0 (anything) to 1 (the same).
    """
    # difflib takes quadratic time, and nobody misspells a word of a hundred letters.
    by_fold = {one.casefold()[:100]: one for one in known}
    found = difflib.get_close_matches(word.casefold()[:100], by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None
