"""`kallelse build`. It must not compute anything itself."""

from __future__ import annotations

import functools
from typing import Annotated

import typer

from kallelse.cli.options import AnyMeetings, Audience, For, Reported, Strict, Verbose, project_of
from kallelse.errors import UsageError
from kallelse.i18n import _


def build(
    context: typer.Context,
    meetings: AnyMeetings = None,
    every: Annotated[bool, typer.Option("--all", help="Build every meeting there is.")] = False,
    audience: For = Audience.PUBLIC,
    strict: Strict = False,
    force: Annotated[bool, typer.Option("--force", help="Build even what is up to date.")] = False,
    archive: Annotated[
        bool, typer.Option("--archive", help="Stop at attachments that prevent PDF/A.")
    ] = False,
    verbose: Verbose = False,
    form: Reported = None,
) -> None:
    """Build the packs of meetings and print where they are."""
    from kallelse import report
    from kallelse.build import build as make
    from kallelse.diagnostics import Diagnostic, InputError
    from kallelse.project import meeting_id
    from kallelse.project import meetings as known

    form = form or report.Format.TEXT
    project = project_of(context)
    if bool(meetings) is every:
        raise UsageError(
            _("which meeting is to be built?"), _("Name meetings, or build them all with --all.")
        )
    problems: set[Diagnostic] = set()
    failed = False
    wanted = known(project) if every else [meeting_id(project, asked) for asked in meetings or ()]
    for meeting in dict.fromkeys(wanted):
        try:
            with report.in_language_of(form):
                built = make(
                    project,
                    meeting,
                    audience=audience,
                    force=force,
                    strict=strict,
                    archive=archive,
                    progress=functools.partial(report.progress, meeting),
                )
        except InputError as error:  # the other meetings are built all the same
            problems.update(error.diagnostics)
            failed = True
            continue
        problems.update(built.warnings)
        if built.up_to_date:
            report.up_to_date(meeting)
        if verbose or context.obj.verbose:
            report.timings(meeting, built.timings)
        report.made(form, built.pdf, built.manifest)
    if failed and form is report.Format.TEXT:
        raise InputError(problems)
    report.problems(problems, form)
    if failed:
        raise typer.Exit(InputError.exit_code)
