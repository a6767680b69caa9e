"""A finished public pack, looked through for what is withheld. It must not build one.

A build looks before it publishes. This looks again: at what lies there now, against the files as
they are now, for something may have been marked since, or have been put there by hand.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from kallelse.choices import Audience
from kallelse.clearance import leaks
from kallelse.convert import Bench, Cache, Workshop
from kallelse.diagnostics import InputError
from kallelse.errors import UsageError
from kallelse.files import unwritable
from kallelse.i18n import _
from kallelse.load import load
from kallelse.project import Project, cache_folder, output_files, output_folder
from kallelse.publication import withdraw
from kallelse.rules.marks import has_secrets


@dataclass(frozen=True)
class Verified:
    """A public pack that tells nothing it may not: the files that were looked through.

    Without `withheld`, the meeting has nothing to hide, and nothing was looked through.
    """

    files: tuple[Path, ...]
    withheld: bool


def verify(project: Project, meeting: str) -> Verified:
    """Look through all files of a meeting's public pack for traces of what is withheld.

    Raises:
        InputError: there are some, and all the files have been removed; or the meeting has errors.
        UsageError: there is no public pack.
        KallelseError: a file cannot be read or removed.
    """
    folder = output_folder(project, meeting, Audience.PUBLIC)
    files = tuple(sorted(one for one in folder.rglob("*") if one.is_file()))
    if not files:
        raise UsageError(
            _("there is no public pack of {meeting}").format(meeting=meeting),
            _("Build it with `kallelse build {meeting}`.").format(meeting=meeting),
        )
    loaded = load(project, meeting, audience=Audience.PUBLIC)
    if not has_secrets(loaded.context):
        return Verified((), withheld=False)
    with Bench() as bench:
        cache = Cache(cache_folder(project, Audience.PUBLIC))
        press, limits = loaded.press, loaded.members.limits
        shop = Workshop(bench, limits, cache, press.fonts, press.theme.language)
        found = leaks(files, loaded, project.templates, shop)
    if not found:
        return Verified(files, withheld=True)
    pdf, manifest = output_files(project, meeting, Audience.PUBLIC)
    withdraw(manifest, pdf)
    _remove(files)
    hint = _("The pack has been removed. If it has been published, take it down there too.")
    raise InputError(dataclasses.replace(one, hint=hint) for one in found)


def _remove(files: tuple[Path, ...]) -> None:
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
