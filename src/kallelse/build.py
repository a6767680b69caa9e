"""The pipeline: text in, one numbered PDF out. Start reading here. It must not print or exit."""

from __future__ import annotations

import dataclasses
import enum
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.diagnostics import Diagnostic, InputError
from kallelse.freshness import fingerprint, is_current
from kallelse.project import Project, attachments_folder, cache_folder, output_files

if TYPE_CHECKING:
    from kallelse.assemble import Assembled
    from kallelse.load import Loaded
    from kallelse.pack import Pack


class Stage(enum.StrEnum):
    """The steps of a build, in order."""

    LOAD = "load"
    ASSEMBLE = "assemble"
    TYPESET = "typeset"
    BIND = "bind"


@dataclass(frozen=True)
class Built:
    """What a build made or, when `up_to_date`, found in place. `timings` holds seconds by stage."""

    pdf: Path
    manifest: Path
    warnings: tuple[Diagnostic, ...] = ()
    timings: tuple[tuple[Stage, float], ...] = ()
    up_to_date: bool = False


@dataclass
class _Clock:
    """Tells of each stage as it begins, and keeps how long it took."""

    progress: Callable[[Stage], None]
    timings: list[tuple[Stage, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        self.progress(stage)
        began = time.perf_counter()
        yield
        self.timings.append((stage, time.perf_counter() - began))


def _silent(stage: Stage) -> None:
    """Say nothing."""


def build(
    project: Project,
    meeting: str,
    *,
    audience: str = "public",
    force: bool = False,
    strict: bool = False,
    archive: bool = False,
    progress: Callable[[Stage], None] = _silent,
) -> Built:
    """Build the pack of one meeting for one audience, and pack.json beside it.

    With `strict`, warnings stop the build as errors do; with `archive`, so does every attachment
    that keeps the pack from being PDF/A. With `force`, even a pack that is up to date is built
    again.

    Raises:
        InputError: the editor's files have errors; nothing was written.
        KallelseError: anything else that stops it; nothing was written.
    """
    pdf, manifest = output_files(project, meeting, audience)
    inputs = fingerprint(project, meeting, audience)
    if not force and not strict and not archive and is_current(pdf, manifest, inputs):
        return Built(pdf, manifest, up_to_date=True)

    # Imported here, so that an up-to-date build is done after hashing alone.
    from kallelse.pagination import settle
    from kallelse.publication import publish

    clock = _Clock(progress)
    loaded, assembled = gather(project, meeting, audience, clock, listen=True)
    warnings = (*loaded.warnings, *assembled.warnings)
    if strict and warnings:
        raise InputError(warnings)
    with clock.stage(Stage.TYPESET):
        settled = settle(assembled.pack, loaded.press)
    with clock.stage(Stage.BIND):
        publish(settled, assembled, loaded.press, pdf, manifest, inputs, archive=archive)
    return Built(pdf, manifest, warnings, tuple(clock.timings))


def lay_out(project: Project, meeting: str, *, audience: str = "public") -> Pack:
    """Return the Pack with its final page numbers; writes nothing, raises as `build` does."""
    from kallelse.pagination import settle

    loaded, assembled = gather(project, meeting, audience)
    return settle(assembled.pack, loaded.press).pack


def gather(
    project: Project,
    meeting: str,
    audience: str = "public",
    clock: _Clock | None = None,
    *,
    listen: bool = False,
) -> tuple[Loaded, Assembled]:
    """Read the editor's files, then the attachments in a process of their own.

    With `listen`, find out what the attachments offer to those who have them read aloud, and keep
    it for the next time.

    Raises:
        InputError, KallelseError: as `build` does.
    """
    from kallelse.convert import Bench

    clock = clock or _Clock(_silent)
    with Bench() as bench:
        if attachments_folder(project, meeting).is_dir():
            bench.start()  # its libraries are loaded while ours are
        from kallelse.assemble import assemble
        from kallelse.convert import Cache, Workshop
        from kallelse.convert.facts import access
        from kallelse.load import load

        with clock.stage(Stage.LOAD):
            loaded = load(project, meeting, audience=audience)
        with clock.stage(Stage.ASSEMBLE):
            cache = Cache(cache_folder(project, audience))
            shop = Workshop(bench, loaded.members.limits, cache, loaded.press.fonts)
            assembled = assemble(loaded.context, audience, shop)
            if listen:
                heard = access(assembled.documents, shop)
                assembled = dataclasses.replace(assembled, access=heard)
    return loaded, assembled


def state(project: Project, meeting: str, audience: str = "public") -> str:
    """Return `not built`, `built`, or `changed` where the files are not those of the pack."""
    pdf, manifest = output_files(project, meeting, audience)
    if not pdf.exists():
        return "not built"
    inputs = fingerprint(project, meeting, audience)
    return "built" if is_current(pdf, manifest, inputs) else "changed"
