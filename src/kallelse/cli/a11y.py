"""`kallelse a11y`. It must not compute anything itself."""

from __future__ import annotations

from typing import Annotated

import typer

from kallelse.choices import Audience
from kallelse.cli.options import As, For, Format, Meeting, project_of
from kallelse.i18n import _


def a11y(
    context: typer.Context,
    meeting: Meeting,
    audience: For = Audience.PUBLIC,
    form: As = Format.TEXT,
    statement: Annotated[
        bool,
        typer.Option("--statement", help="Print only the paragraph for the statement of the law."),
    ] = False,
) -> None:
    """Show what cannot be read aloud, and what to ask its authors for.

    The pack is built first if it is not up to date.
    """
    from kallelse import report
    from kallelse.build import build
    from kallelse.outputs import a11y as made
    from kallelse.project import meeting_id

    project = project_of(context)
    built = build(project, meeting_id(project, meeting), audience=audience)
    found = made.of_manifest(built.manifest)
    if statement:
        report.data(made.statement(found))
    elif form is Format.JSON:
        report.data(made.to_json(found))
    else:
        report.data("\n".join(made.verdicts(found)))
        if found.attachments:
            report.data("")
            report.table(made.table(found))
        for one, text in made.letters(found):
            title = f"{one.label} {one.title}".strip()
            report.data("\n" + _("To the author of {title}:").format(title=title) + f"\n\n{text}")
