"""Arguments and options that several commands share. It must not do what they ask for."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kallelse.choices import Audience
from kallelse.errors import KallelseError
from kallelse.report.formats import Format as ReportFormat

if TYPE_CHECKING:
    from kallelse.project import Project


class Host(enum.StrEnum):
    """Where a project can be checked and built by itself."""

    GITHUB = "github"
    GITLAB = "gitlab"


class Format(enum.StrEnum):
    """How data is written: for people or for programs."""

    TEXT = "text"
    JSON = "json"


def project_of(context: typer.Context) -> Project:
    """Return the project that the command works in.

    Raises:
        KallelseError: there is none.
    """
    from kallelse import project, report

    found = project.find(context.obj.folder)
    report.files_lie_in(found.root)
    return found


def meeting_ids(context: typer.Context, incomplete: str) -> list[str]:
    """Return the meetings whose id begins so, for the shell's completion, which must never fail."""
    from kallelse import project

    folder = context.find_root().params.get("directory") or Path()
    try:
        known = project.meetings(project.find(Path(folder)))
    except (KallelseError, OSError):
        return []
    return [one for one in known if one.startswith(incomplete)]


Meeting = Annotated[
    str,
    typer.Argument(
        metavar="MEETING",
        autocompletion=meeting_ids,
        help="The meeting's id, as `kallelse list` shows it.",
        show_default=False,
    ),
]
AnyMeetings = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="MEETING",
        autocompletion=meeting_ids,
        help="The meetings' ids, as `kallelse list` shows them.",
        show_default=False,
    ),
]
For = Annotated[Audience, typer.Option(help="Who the pack is for.")]
As = Annotated[Format, typer.Option("--format", help="How the answer is written.")]
Reported = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format", help="How problems are written: for people or for programs.", show_default=False
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at warnings too.")]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Show how long every stage of a build takes.")
]
