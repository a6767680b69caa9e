"""`kallelse build`. It must not compute anything itself."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from kallelse.choices import Audience
from kallelse.cli.options import AnyMeetings, For, Reported, Strict, Verbose, project_of
from kallelse.errors import ExitCode, UsageError
from kallelse.i18n import _

if TYPE_CHECKING:
    from kallelse import many, report


def build(
    context: typer.Context,
    meetings: AnyMeetings = None,
    every: Annotated[bool, typer.Option("--all", help="Build every meeting there is.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            metavar="N",
            min=1,
            help="Build N meetings at once; with --all as many as the computer can.",
            show_default=False,
        ),
    ] = None,
    audience: For = Audience.PUBLIC,
    strict: Strict = False,
    keep_going: Annotated[
        bool,
        typer.Option(
            "--keep-going", help="Put a page in the place of attachments that cannot be bound."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Build even what is up to date.")] = False,
    archive: Annotated[
        bool, typer.Option("--archive", help="Stop at attachments that prevent PDF/A.")
    ] = False,
    linearize: Annotated[
        bool, typer.Option("--linearize", help="Have the first page show before all is loaded.")
    ] = False,
    verbose: Verbose = False,
    form: Reported = None,
) -> None:
    """Build the packs of meetings and print where they are."""
    from kallelse import many, report
    from kallelse.capacity import builds_at_once
    from kallelse.project import meeting_id
    from kallelse.project import meetings as known

    form = form or report.Format.TEXT
    project = project_of(context)
    if bool(meetings) is every:
        raise UsageError(
            _("which meeting is to be built?"), _("Name meetings, or build them all with --all.")
        )
    asked = known(project) if every else [meeting_id(project, one) for one in meetings or ()]
    wanted = tuple(dict.fromkeys(asked))
    make = functools.partial(
        many.build_one,
        project,
        form,
        audience=audience,
        force=force,
        strict=strict,
        archive=archive,
        keep_going=keep_going,
        linearize=linearize,
    )
    at_once = jobs or (builds_at_once(len(wanted)) if every else 1)
    # Closed also when we are stopped here: the processes end with it.
    with closing(many.ended(make, wanted, at_once)) as ended:
        _tell(ended, form, strict=strict, timings=verbose or context.obj.verbose)


def _tell(ended: Iterable[many.Ended], form: report.Format, *, strict: bool, timings: bool) -> None:
    """Say what became of every meeting, and end with the code of the worst that happened."""
    from kallelse import report
    from kallelse.diagnostics import Diagnostic, InputError, Severity

    problems: set[Diagnostic] = set()
    told: set[str] = set()
    codes = {ExitCode.DONE}
    gone: BrokenPipeError | None = None
    for one in ended:
        if one.bug:
            codes.add(ExitCode.BUG)
            report.say(_("{meeting}: not built").format(meeting=one.meeting))
            report.tell_bug(*one.bug)
        elif isinstance(one.error, InputError):
            codes.add(ExitCode.INPUT)
            problems.update(one.error.diagnostics)
        elif one.error is not None:
            codes.add(one.error.exit_code)
            if one.error.message not in told:
                report.failure(one.error)
            told.add(one.error.message)
        elif one.built is not None:
            problems.update(one.built.warnings)
            if any(warning.severity is Severity.ERROR for warning in one.built.warnings):
                codes.add(ExitCode.INPUT)  # with --keep-going
            if one.built.up_to_date:
                report.up_to_date(one.meeting)
            if timings:
                report.timings(one.meeting, one.built.timings)
            try:
                report.made(form, one.built.pdf, one.built.manifest)
            except BrokenPipeError as error:  # the rest is built and told all the same
                gone = error
    report.problems(problems, form)
    # Without --strict, warnings have stopped nothing: what has is told already.
    if form is report.Format.TEXT and any(
        strict or one.severity is Severity.ERROR for one in problems
    ):
        report.summary(problems)
    if gone is not None:
        raise gone
    if code := max(codes):
        raise typer.Exit(code)
