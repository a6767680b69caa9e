"""A public pack that is still there and cannot be made anew. It must not remove it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kallelse.choices import Audience
from kallelse.diagnostics import Diagnostic, InputError, Position, Severity
from kallelse.freshness import state
from kallelse.i18n import _
from kallelse.project import Project, agenda_file, name_in, output_folder
from kallelse.source import read_bytes


@contextmanager
def warning_of_older(project: Project, meeting: str, audience: str) -> Iterator[None]:
    """Say of a public pack that cannot be made anew that it may tell what is marked by now."""
    try:
        yield
    except InputError as error:
        from kallelse.rules.veil import is_marked

        agenda = agenda_file(project, meeting)
        outdated = state(project, meeting, audience) == "changed"
        if audience == Audience.MEMBERS or not outdated or not is_marked(read_bytes(agenda)):
            raise
        folder = name_in(project, output_folder(project, meeting, audience))
        message = _("an earlier public pack is still in {folder}")
        warning = Diagnostic(
            Position(name_in(project, agenda)),
            "public-outdated",
            message.format(folder=folder),
            _("Do not publish it: it may hold what has been marked as confidential since."),
            Severity.WARNING,
            excerpt=False,
        )
        raise InputError([*error.diagnostics, warning]) from error
