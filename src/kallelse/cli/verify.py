"""`kallelse verify`. It must not compute anything itself."""

from __future__ import annotations

from typing import Annotated

import typer

from kallelse.cli.options import Meeting, Reported, project_of
from kallelse.i18n import _


def verify(
    context: typer.Context,
    meeting: Meeting,
    leaks: Annotated[  # noqa: ARG001 - what there is to verify so far; said for scripts to last
        bool, typer.Option("--leaks", help="Look for what is withheld, as is done anyway.")
    ] = False,
    form: Reported = None,
) -> None:
    """Look for what is withheld in a public pack, and remove it then."""
    from kallelse import report
    from kallelse.diagnostics import InputError
    from kallelse.project import meeting_id
    from kallelse.verification import verify as look_through

    form = form or report.Format.TEXT
    project = project_of(context)
    asked = meeting_id(project, meeting)
    try:
        with report.in_language_of(form):
            found = look_through(project, asked)
    except InputError as error:
        if form is report.Format.TEXT:
            raise
        report.problems(error.diagnostics, form)
        raise typer.Exit(error.exit_code) from None
    report.problems((), form)
    if not found.withheld:
        report.say(_("{meeting}: nothing is withheld").format(meeting=asked))
        return
    for path in found.files:
        told = _("{meeting}: nothing withheld is in {file}")
        report.say(told.format(meeting=asked, file=report.shown(path)))
