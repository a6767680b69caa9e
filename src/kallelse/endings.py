"""Being asked to end, as by a service that stops or a job that takes too long. It must not print.

Without this the system ends the process at once, and what it was writing is left behind.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

from kallelse.errors import ExitCode


def end_in_order() -> None:
    """Have SIGTERM raise SystemExit, so that everything begun is cleared away on the way out."""
    try:
        signal.signal(signal.SIGTERM, _end)
    except ValueError:  # only the main thread may: whoever runs us in another ends us himself
        return


def _end(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one would stop the clearing away
    sys.exit(ExitCode.TERMINATED)
