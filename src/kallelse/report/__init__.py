"""What a command says: data on stdout, the rest on stderr. It must not choose the exit code."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from kallelse.diagnostics import Diagnostic
from kallelse.errors import KallelseError
from kallelse.i18n import N_, _, speaking
from kallelse.report.bug import bug, bug_lines, tell_bug
from kallelse.report.files import discreet, files_lie_in
from kallelse.report.formats import WRITERS, Format, chosen
from kallelse.report.terminal import data, is_watched, path, say, shown, table, visible
from kallelse.report.text import checked, diagnostics, summary

__all__ = [
    "Format",
    "bug",
    "bug_lines",
    "checked",
    "chosen",
    "data",
    "diagnostics",
    "failure",
    "files_lie_in",
    "in_language_of",
    "is_watched",
    "made",
    "path",
    "problems",
    "progress",
    "say",
    "shown",
    "summary",
    "table",
    "tell_bug",
    "timings",
    "up_to_date",
    "visible",
]

_DOING = {
    "load": N_("reading the files"),
    "assemble": N_("collecting the documents"),
    "typeset": N_("laying out the pages"),
    "bind": N_("binding the pack"),
}


def problems(found: Iterable[Diagnostic], form: Format) -> None:
    """Show problems in a format: as text to stderr, for programs to stdout, whole also when none.

    Raises:
        KallelseError: stdout cannot be written.
    """
    if form is Format.TEXT:
        diagnostics(found)
    elif written := WRITERS[form](found):
        data(written)


def made(form: Format, *paths: Path) -> None:
    """Write where what was made is: to stdout, or to stderr where stdout is for a program."""
    for one in paths:
        if form is Format.TEXT:
            path(one)
        else:
            say(shown(one))


def in_language_of(form: Format) -> AbstractContextManager[None]:
    """Have problems found in the language of a format: JSON is the same in every language."""
    return speaking("en") if form is Format.JSON else nullcontext()


def failure(error: KallelseError) -> None:
    """Say what stopped the command, and what to do about it."""
    say(f"kallelse: {discreet(error.message)}", error.remedy)


def progress(meeting: str, stage: str) -> None:
    """Say on a terminal what is being done; say nothing in a pipe."""
    if is_watched():
        say(f"{meeting}: {_(_DOING.get(stage, stage))}")


def up_to_date(meeting: str) -> None:
    """Say on a terminal that there was nothing to do."""
    if is_watched():
        say(_("{meeting}: up to date").format(meeting=meeting))


def timings(meeting: str, seconds: Iterable[tuple[str, float]]) -> None:
    """Say how long every stage took, and all of them together."""
    stages = list(seconds)
    for stage, took in [*stages, (_("in all"), sum(took for _stage, took in stages))]:
        say(f"{meeting}: {stage:<9} {took:6.2f} s")
