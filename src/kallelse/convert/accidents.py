"""What is told of a file and need not be so next time. It must not look at the file.

A busy computer stops a worker or another program, or has no memory left for it: that says little of
the file, and would be told for ever if it was kept with what is known of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kallelse.convert.bench import StoppedError
from kallelse.convert.problems import not_converted, too_slow
from kallelse.diagnostics import Diagnostic
from kallelse.model import Limits

_PROGRAMS = ("LibreOffice", "OCRmyPDF")  # as they are named where they give up


class Watched:
    """A Bench that remembers whether its worker had to be stopped.

    What is told then is told in the same words of a file that is too large, which stays so.
    """

    def __init__(self, bench: Any) -> None:
        self._bench = bench
        self.stopped = False

    def ask(self, task: str, seconds: float, **what: object) -> Mapping[str, Any]:
        """Ask the Bench.

        Raises:
            StoppedError: it had to be stopped.
            KallelseError: it cannot be started.
        """
        try:
            answer: Mapping[str, Any] = self._bench.ask(task, seconds, **what)
        except StoppedError:
            self.stopped = True
            raise
        return answer


def gave_up(problem: Diagnostic, name: str, limits: Limits) -> bool:
    """Tell whether another program took too long or broke down, as it may for want of memory."""
    seconds = limits.convert_seconds
    accidents = (
        *(not_converted(name, program) for program in _PROGRAMS),
        *(too_slow(name, program, seconds) for program in _PROGRAMS),
    )
    return problem.message in {one.message for one in accidents}
