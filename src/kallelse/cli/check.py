"""`kallelse check`, `explain` and `status`. It must not compute anything itself."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import Annotated

import typer

from kallelse.choices import Audience
from kallelse.cli.options import (
    As,
    For,
    Format,
    Meeting,
    Reported,
    Strict,
    meeting_ids,
    project_of,
)
from kallelse.errors import ExitCode, UsageError
from kallelse.i18n import _, ngettext


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


def check(
    context: typer.Context,
    meetings: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="MEETING",
            autocompletion=meeting_ids,
            help="The meetings' ids; without any, all meetings.",
            show_default=False,
        ),
    ] = None,
    audience: For = Audience.PUBLIC,
    strict: Strict = False,
    form: Reported = None,
) -> None:
    """Find every mistake in meetings before they are sent."""
    from kallelse import checking, project, report
    from kallelse.diagnostics import Severity

    form = report.chosen(form)
    found = project_of(context)
    known = project.meetings(found)
    asked = list(dict.fromkeys(project.meeting_id(found, one) for one in meetings or ())) or known
    count: Counter[Severity] = Counter()
    with report.in_language_of(form):
        batches = checking.check(found, asked, audience=audience, today=_today())
        if form is report.Format.TEXT:  # as they come, so that memory does not grow
            for batch in batches:
                count.update(one.severity for one in batch)
                report.problems(batch, form)
        else:
            problems = list(itertools.chain.from_iterable(batches))
            count.update(one.severity for one in problems)
            report.problems(problems, form)
    report.checked(count, len(asked))
    if count[Severity.ERROR] or (strict and count[Severity.WARNING]):
        raise typer.Exit(ExitCode.INPUT)


def explain(
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The id that stands in brackets.")],
) -> None:
    """Explain a rule: what, why, how to mend it, how to switch it off."""
    from kallelse import report
    from kallelse.diagnostics import nearest
    from kallelse.rules.catalogue import RULE_IDS, page

    if rule not in RULE_IDS:
        near = nearest(rule, RULE_IDS)
        remedy = _("All rules are in docs/rules.md.")
        remedy = _("Did you mean {near}?").format(near=near) if near else remedy
        raise UsageError(_("no such rule: {rule}").format(rule=rule), remedy)
    report.data(page(rule))


def status(
    context: typer.Context,
    meeting: Meeting,
    audience: For = Audience.PUBLIC,
    form: As = Format.TEXT,
) -> None:
    """Show what is missing before a pack is sent."""
    from kallelse import project, report
    from kallelse.status import checklist, to_json

    found = project_of(context)
    name = project.meeting_id(found, meeting)
    points = checklist(found, name, audience=audience, today=_today())
    if form is Format.JSON:
        report.data(to_json(points))
    else:
        for point in points:
            report.data(f"{'✓' if point.done else '✗'} {report.visible(point.text)}")
            if point.todo:
                report.data(f"    {report.visible(point.todo)}")
    missing = sum(not point.done for point in points)
    if missing:
        told = ngettext("{count} point is left", "{count} points are left", missing)
        report.say(told.format(count=missing))
        raise typer.Exit(ExitCode.INPUT)
