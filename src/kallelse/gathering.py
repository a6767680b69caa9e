"""What a pack is made of: the editor's files, then the attachments. It must not lay out a page."""

from __future__ import annotations

import dataclasses
import enum
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kallelse.project import Project, attachments_folder, cache_folder

if TYPE_CHECKING:
    from kallelse.assemble import Assembled
    from kallelse.convert import Bench, Workshop
    from kallelse.load import Loaded


class Stage(enum.StrEnum):
    """The steps of a build, in order."""

    LOAD = "load"
    ASSEMBLE = "assemble"
    TYPESET = "typeset"
    BIND = "bind"


@dataclass(frozen=True)
class Gathered:
    """What a pack is made of, and the workshop in which its attachments were opened."""

    project: Project
    loaded: Loaded
    assembled: Assembled
    workshop: Workshop


@dataclass
class Clock:
    """Tells of each stage as it begins, and keeps how many seconds it took."""

    progress: Callable[[Stage], None]
    timings: list[tuple[Stage, float]] = field(default_factory=list)

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Note that what is done within belongs to a stage."""
        self.progress(stage)
        began = time.perf_counter()
        yield
        self.timings.append((stage, time.perf_counter() - began))


def silent(stage: Stage) -> None:
    """Say nothing."""


def gather(
    project: Project,
    meeting: str,
    audience: str,
    bench: Bench,
    clock: Clock | None = None,
    *,
    keep_going: bool = False,
    force: bool = False,
) -> Gathered:
    """Read the editor's files, then the attachments with the worker of a Bench.

    With `keep_going`, attachments that cannot be bound get a page instead. With `force`, pages that
    are known from before are counted anew.

    Raises:
        InputError: the files have errors.
        KallelseError: anything else that stops it.
    """
    clock = clock or Clock(silent)
    if attachments_folder(project, meeting).is_dir():
        bench.start()  # its libraries are loaded while ours are
    from kallelse.assemble import assemble
    from kallelse.convert import Cache, Workshop
    from kallelse.convert.cache import forget_withheld
    from kallelse.convert.facts import access
    from kallelse.load import load
    from kallelse.parity import pages_for_all
    from kallelse.rules.marks import has_secrets
    from kallelse.verdicts import forget

    with clock.stage(Stage.LOAD):
        loaded = load(project, meeting, audience=audience)
    with clock.stage(Stage.ASSEMBLE):
        cache = Cache(cache_folder(project, audience))
        forget_withheld(loaded.context, cache)
        if has_secrets(loaded.context):  # what was said before something was marked
            for kept in ("checks", "said"):
                forget(cache.folder / kept, meeting)
        press, limits = loaded.press, loaded.members.limits
        shop = Workshop(bench, limits, cache, press.fonts, press.theme.language)
        assembled = assemble(loaded.context, audience, shop, press.theme, keep_going=keep_going)
        counted = pages_for_all(
            project, meeting, assembled, loaded.context, keep_going=keep_going, force=force
        )
        assembled = dataclasses.replace(
            assembled,
            access=access(assembled.documents, shop),
            pages=counted.pages if counted else None,
            warnings=(*assembled.warnings, *(counted.problems if counted else ())),
        )
    return Gathered(project, loaded, assembled, shop)
