"""The one place where an exception becomes an exit code. It must not know any command."""

from __future__ import annotations

import os
from collections.abc import Callable

from kallelse import report
from kallelse.diagnostics import InputError
from kallelse.errors import ExitCode, KallelseError
from kallelse.i18n import _


def outcome(command: Callable[[], object], name: str) -> int:
    """Run a command, say what stopped it if anything did, and return its exit code.

    `name` is the command's own, for the report of a bug.
    """
    try:
        command()
    except SystemExit as end:
        # Typer ends a command whose reader has gone away, as in `kallelse list | head -1`, with 1.
        gone = isinstance(end.__context__, BrokenPipeError)
        return ExitCode.ENVIRONMENT if gone else int(end.code or 0)
    except InputError as error:
        report.diagnostics(error.diagnostics)
        report.summary(error.diagnostics)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the boundary: what comes this far is a bug
        known = trouble(error)
        if known is None:
            report.bug(error, name)
            return ExitCode.BUG
        report.failure(known)
        return known.exit_code
    return ExitCode.DONE


def trouble(error: Exception) -> KallelseError | None:
    """Return what stopped us in words of ours; None where it is a mistake of ours."""
    if isinstance(error, KallelseError):
        return error
    if isinstance(error, MemoryError):
        return no_memory()
    return _refused(error) if isinstance(error, OSError) else None


def no_memory() -> KallelseError:
    """Say that the memory does not suffice."""
    remedy = _("Close other programs, or build on a computer with more memory.")
    return KallelseError(_("the memory is not enough"), remedy)


def _refused(error: OSError) -> KallelseError:
    reason = _(os.strerror(error.errno)) if error.errno else _("the system refuses")
    where = f": {error.filename}" if error.filename else ""
    remedy = _("Check the disk, and that you may read and write the file, then try again.")
    return KallelseError(f"{reason}{where}", remedy)
