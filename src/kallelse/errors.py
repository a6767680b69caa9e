"""The one exception that stops a command, and the exit codes.

It must not know what a meeting is.
"""

from __future__ import annotations

import enum


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


class KallelseError(Exception):
    """We cannot go on, and it is not a mistake on a certain line of the editor's files.

    `remedy` is one sentence that says what to do next.
    """

    exit_code = ExitCode.ENVIRONMENT

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(KallelseError):
    """The command was asked for something that does not exist or does not fit together."""

    exit_code = ExitCode.USAGE
