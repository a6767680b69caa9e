"""`kallelse list`, `show`, `new` and `init`. It must not compute anything itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kallelse.choices import Audience
from kallelse.cli.options import As, For, Format, Host, Meeting, project_of
from kallelse.errors import UsageError
from kallelse.i18n import _
from kallelse.lookalikes import lookalike

if TYPE_CHECKING:
    import datetime as dt


def list_(context: typer.Context, form: As = Format.TEXT) -> None:
    """List the meetings with date, body, items and state."""
    from kallelse import listing, report

    lines = listing.meetings(project_of(context))
    if form is Format.JSON:
        report.data(listing.to_json(lines))
    elif lines:
        report.table([listing.headings(), *(line.cells() for line in lines)])
    else:
        report.say(_("There are no meetings yet: make one with `kallelse new DATE`."))


def show(
    context: typer.Context,
    meeting: Meeting,
    audience: For = Audience.PUBLIC,
    form: As = Format.TEXT,
) -> None:
    """Show what a pack holds, and on which pages."""
    from kallelse import listing, report
    from kallelse.build import lay_out
    from kallelse.pack import to_json
    from kallelse.project import meeting_id

    project = project_of(context)
    pack = lay_out(project, meeting_id(project, meeting), audience=audience)
    if form is Format.JSON:
        report.data(to_json(pack))
    else:
        report.table(listing.contents(pack))


def new(
    context: typer.Context,
    date: Annotated[str, typer.Argument(metavar="DATE", help="The meeting's date, as 2024-04-26.")],
    body: Annotated[
        str | None,
        typer.Option(metavar="BODY", help="Whose meeting, as named in members.yaml."),
    ] = None,
) -> None:
    """Begin a meeting with the body's standing items."""
    from kallelse import report, scaffold

    project = project_of(context)
    made = scaffold.new_meeting(project, _date(date), body)
    report.path(made)
    sentence = _("Attachments go in the folder {folder} beside it.")
    report.say(sentence.format(folder=made.stem))


def _date(text: str) -> dt.date:
    import datetime as dt

    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise UsageError(
            _("not a date: {value}").format(value=text),
            lookalike(text) or _("Write year, month and day, as in 2024-04-26."),
        )
    return day


def init(
    context: typer.Context,
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")
    ],
    ci: Annotated[
        Host | None,
        typer.Option(
            "--ci",
            help="Have it checked, built and published there at every change.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Begin a project from a small, complete example."""
    from kallelse import report, scaffold
    from kallelse.outputs.schema import texts

    folder = context.obj.folder / directory
    scaffold.new_project(folder, texts(), ci)
    report.path(folder)
    report.say(
        _("Build the example in it, then make it your own:"),
        f"    kallelse -C {folder} build {scaffold.SAMPLE_MEETING}",
        f"    kallelse -C {folder} new 2024-06-12",
    )
