"""Several meetings, one after the other or each in one of a few processes. It must not print.

Whatever happens to one of them is told in its place, and the others are built all the same.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypedDict, Unpack

from kallelse import build, outcome, report
from kallelse.build import Built
from kallelse.errors import KallelseError
from kallelse.project import Project
from kallelse.report import Format, bug_lines

# Called with the id of a meeting; it must be one that pickle can name to another process.
Build = Callable[[str], Built]

_OUT_OF_MEMORY = -9  # how a process ends that the system has ended, which it does for want of it


class Wanted(TypedDict):
    """What is wanted of every pack, as `build` takes it."""

    audience: str
    force: bool
    strict: bool
    archive: bool
    keep_going: bool
    linearize: bool


@dataclass(frozen=True)
class Ended:
    """How the build of a meeting ended: with a pack, with what stopped it, or by our mistake.

    `bug` is what our mistake was in a word, and the lines of the report of it.
    """

    meeting: str
    built: Built | None = None
    error: KallelseError | None = None
    bug: tuple[str, tuple[str, ...]] | None = None


def build_one(project: Project, form: Format, meeting: str, **wanted: Unpack[Wanted]) -> Built:
    """Build one meeting as `build` does; its problems are told in the language of a format."""
    with report.in_language_of(form):
        progress = functools.partial(report.progress, meeting)
        return build.build(project, meeting, progress=progress, **wanted)


def ended(make: Build, meetings: Sequence[str], jobs: int) -> Generator[Ended, None, None]:
    """Build meetings in so many processes, and yield how each ended, in the order asked for.

    With one job they are built in this process. Whoever stops asking ends all that is going on.
    """
    if min(jobs, len(meetings)) <= 1:
        for meeting in meetings:
            yield attempt(make, meeting)
        return
    # Imported here, so that an up-to-date build of one meeting does not pay for it.
    from kallelse.crew import Crew

    with Crew(functools.partial(attempt, make), lost, min(jobs, len(meetings))) as crew:
        yield from crew.done(meetings)


def attempt(make: Build, meeting: str) -> Ended:
    """Build a meeting and tell how that ended. Raises only what ends everything."""
    try:
        return Ended(meeting, make(meeting))
    except Exception as error:  # noqa: BLE001 - a mistake of ours costs this meeting alone
        known = outcome.trouble(error)
        if known is not None:
            return Ended(meeting, error=known)
        return Ended(meeting, bug=(type(error).__name__, tuple(bug_lines(error, "build"))))


def lost(meeting: str, code: int | None) -> Ended:
    """Tell of a meeting whose process is gone what its exit code says of that."""
    if code in (None, _OUT_OF_MEMORY):
        return Ended(meeting, error=outcome.no_memory())
    what = f"process ended with {code}"
    return Ended(meeting, bug=(what, (*bug_lines(None, "build"), what)))
