"""The pipeline: text in, one numbered PDF out. Start reading here. It must not print or exit."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.choices import Audience
from kallelse.diagnostics import Diagnostic, InputError, Severity
from kallelse.freshness import fingerprint, is_current, is_linearized, pdf_beside, remember
from kallelse.gathering import Clock, Gathered, Stage, gather, silent
from kallelse.outdated import warning_of_older
from kallelse.project import Project, cache_folder, inputs_file, output_files
from kallelse.said import Said

if TYPE_CHECKING:
    from kallelse.pack import Pack
    from kallelse.publication import Draft


@dataclass(frozen=True)
class Built:
    """What a build made or, when `up_to_date`, found in place. `timings` holds seconds by stage."""

    pdf: Path
    manifest: Path
    warnings: tuple[Diagnostic, ...] = ()
    timings: tuple[tuple[Stage, float], ...] = ()
    up_to_date: bool = False


def build(
    project: Project,
    meeting: str,
    *,
    audience: str = "public",
    force: bool = False,
    strict: bool = False,
    archive: bool = False,
    keep_going: bool = False,
    linearize: bool | None = None,
    progress: Callable[[Stage], None] = silent,
) -> Built:
    """Build the pack of one meeting for one audience, and pack.json beside it.

    With `strict`, warnings stop the build as errors do; with `archive`, so does every attachment
    that keeps the pack from being PDF/A. With `force`, even a pack that is up to date is built
    again. With `keep_going`, an attachment that cannot be bound gets a page that says so, and what
    is wrong with it is an error among the warnings. `linearize` says whether the file is to be
    ordered for reading while it is loaded; None leaves that as it was.

    Raises:
        InputError: the editor's files have errors; nothing was written.
        KallelseError: anything else that stops it; nothing was written.
    """
    pdf, manifest = output_files(project, meeting, audience)
    inputs = fingerprint(project, meeting, audience)
    made_from = inputs_file(project, meeting, audience)
    said = Said(project, meeting, audience, inputs)
    ordered = is_linearized(manifest)
    linearize = ordered if linearize is None else linearize
    current = linearize is ordered and is_current(manifest, inputs, made_from)
    if current and not force and not strict and not archive:
        again = said.again()
        if again is not None:
            return Built(pdf_beside(manifest) or pdf, manifest, again, up_to_date=True)

    # Imported here, so that an up-to-date build is done after hashing alone.
    from kallelse.convert import Bench
    from kallelse.keeping import prune
    from kallelse.pagination import settle
    from kallelse.publication import publish

    clock = Clock(progress)
    with warning_of_older(project, meeting, audience), Bench() as bench:
        gathered = gather(
            project, meeting, audience, bench, clock, keep_going=keep_going, force=force
        )
        loaded, assembled = gathered.loaded, gathered.assembled
        warnings = (*loaded.warnings, *assembled.warnings)
        if strict and warnings:
            raise InputError(warnings)
        with clock.stage(Stage.TYPESET):
            settled = settle(assembled.pack, loaded.press, assembled.pages)
        with clock.stage(Stage.BIND):
            pdf = publish(
                settled,
                assembled,
                loaded.press,
                pdf,
                manifest,
                archive=archive,
                linearize=linearize,
                clear=functools.partial(_clear, gathered, pdf, manifest, keep_going=keep_going),
            )
    if not any(one.severity is Severity.ERROR for one in warnings):
        remember(manifest, inputs, made_from)  # else never up to date: something is still to come
    said.keep(warnings)
    prune(cache_folder(project, audience))
    return Built(pdf, manifest, warnings, tuple(clock.timings))


def lay_out(project: Project, meeting: str, *, audience: str = "public") -> Pack:
    """Return the Pack with its final page numbers; writes nothing, raises as `build` does."""
    from kallelse.convert import Bench
    from kallelse.pagination import settle

    with Bench() as bench:
        gathered = gather(project, meeting, audience, bench)
    assembled = gathered.assembled
    return settle(assembled.pack, gathered.loaded.press, assembled.pages).pack


def _clear(
    gathered: Gathered, pdf: Path, manifest: Path, draft: Draft, *, keep_going: bool
) -> None:
    """Stop a public pack that tells what it may not, before it takes its place.

    Raises:
        InputError: it does. Where it leaks, what earlier builds published is removed as well.
    """
    from kallelse.clearance import LEAK, hindrances
    from kallelse.publication import withdraw

    if draft.pack.audience == Audience.MEMBERS:
        return
    files = (draft.pdf, draft.manifest, *draft.originals)
    templates, shop = gathered.project.templates, gathered.workshop
    loaded, assembled = gathered.loaded, gathered.assembled
    found = hindrances(draft.pack, files, loaded, assembled, templates, shop, keep_going=keep_going)
    if any(one.rule == LEAK for one in found):
        withdraw(manifest, pdf)
    if found:
        raise InputError(found)
