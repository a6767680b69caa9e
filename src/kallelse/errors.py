"""The one exception that stops a command, and the exit codes.

It must not know what a meeting is.
"""

from __future__ import annotations

import copyreg
import enum
from typing import Any


class ExitCode(enum.IntEnum):
    """What a command tells its caller.

    Documented in the README, so a number never changes its meaning.
    """

    DONE = 0
    INPUT = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


class KallelseError(Exception):
    """We cannot go on, and it is not a mistake on a certain line of the editor's files.

    `remedy` is one sentence that says what to do next.
    """

    exit_code = ExitCode.ENVIRONMENT

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[Any, ...]:
        # Or pickle would call the class with the message alone, which no subclass understands.
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]  # documented for pickle, not in the stubs


class UsageError(KallelseError):
    """The command was asked for something that does not exist or does not fit together."""

    exit_code = ExitCode.USAGE
