"""Being asked to end, as by a service that stops or a job that takes too long. It must not print.

Without this the system ends the process at once, and what it was writing is left behind.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

from kallelse.errors import ExitCode

_ENDINGS = (signal.SIGTERM,) if sys.platform == "win32" else (signal.SIGTERM, signal.SIGHUP)


def end_in_order() -> None:
    """Have SIGTERM raise SystemExit, so that everything begun is cleared away on the way out.

    So does SIGHUP, which says that the terminal is closed, unless we are to outlive it (nohup).
    """
    try:
        for number in _ENDINGS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, _end)
    except ValueError:  # only the main thread may: whoever runs us in another ends us himself
        return


def _end(_number: int, _frame: FrameType | None) -> None:
    for number in _ENDINGS:  # a second one would stop the clearing away
        signal.signal(number, signal.SIG_IGN)
    sys.exit(ExitCode.TERMINATED)
