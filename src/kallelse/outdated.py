"""A public pack that is still there and cannot be made anew. It must not remove it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kallelse.choices import Audience
from kallelse.diagnostics import Diagnostic, InputError, Position, Severity
from kallelse.errors import KallelseError
from kallelse.freshness import published, state
from kallelse.i18n import _
from kallelse.project import Project, agenda_file, name_in, output_files, output_folder
from kallelse.source import read_bytes


@contextmanager
def warning_of_older(project: Project, meeting: str, audience: str) -> Iterator[None]:
    """Say of a public pack that cannot be made anew that it may tell what is marked by now."""
    try:
        yield
    except KallelseError as error:
        if not _is_outdated(project, meeting, audience):
            raise
        folder = name_in(project, output_folder(project, meeting, audience))
        message = _("an earlier public pack is still in {folder}").format(folder=folder)
        hint = _("Do not publish it: it may hold what has been marked as confidential since.")
        if not isinstance(error, InputError):
            error.remedy = f"{error.remedy} {message[:1].upper()}{message[1:]}. {hint}"
            raise
        place = Position(name_in(project, agenda_file(project, meeting)))
        warning = Diagnostic(
            place, "public-outdated", message, hint, Severity.WARNING, excerpt=False
        )
        raise InputError([*error.diagnostics, warning]) from error


def _is_outdated(project: Project, meeting: str, audience: str) -> bool:
    from kallelse.rules.veil import is_marked

    if audience == Audience.MEMBERS:
        return False
    try:
        left = _left(project, meeting, audience)
        return left and is_marked(read_bytes(agenda_file(project, meeting)))
    except (KallelseError, OSError):  # what stopped the build is what matters
        return False


def _left(project: Project, meeting: str, audience: str) -> bool:
    """Tell whether files are there that are not those of a pack made from the files as they are."""
    from kallelse.publication import published_before

    pdf, manifest = output_files(project, meeting, audience)
    names = published_before(manifest, pdf) | {manifest.name}
    if state(project, meeting, audience) == "built":
        names -= {manifest.name, *(one["file"] for one in published(manifest))}
    return any((manifest.parent / name).is_file() for name in names)
