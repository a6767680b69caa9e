"""`kallelse watch`. It must not compute anything itself."""

from __future__ import annotations

import functools

import typer

from kallelse.choices import Audience
from kallelse.cli.options import For, Meeting, project_of
from kallelse.i18n import _


def watch(context: typer.Context, meeting: Meeting, audience: For = Audience.PUBLIC) -> None:
    """Build a meeting anew at every save, until Ctrl-C."""
    from kallelse import report
    from kallelse.project import meeting_id
    from kallelse.watch import rounds

    project = project_of(context)
    name = meeting_id(project, meeting)
    progress = functools.partial(report.progress, name)
    for one in rounds(project, name, audience=audience, progress=progress):
        report.diagnostics(one.problems)
        if one.failure is not None:
            report.failure(one.failure)
        elif one.built is None:
            sentence = _("{meeting}: not built; the last good pack is still there")
            report.say(sentence.format(meeting=name))
        elif one.built.up_to_date:
            report.say(_("{meeting}: up to date").format(meeting=name))
        else:
            report.path(one.built.pdf)
            sentence = _("{meeting}: built in {seconds} s")
            report.say(sentence.format(meeting=name, seconds=f"{one.seconds:.1f}"))
