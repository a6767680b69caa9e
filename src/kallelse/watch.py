"""Build a meeting anew whenever one of its files is saved. It must not print.

A build that fails leaves the last good pack alone, and a file that is half saved, renamed or gone
is a round with problems: the next save makes another.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kallelse.build import Built, build
from kallelse.diagnostics import Diagnostic, InputError
from kallelse.errors import KallelseError
from kallelse.files import unreadable
from kallelse.gathering import Stage
from kallelse.project import Project, agenda_file, attachments_folder

_TOGETHER = 200  # milliseconds: an editor may touch a file more than once when it saves
_STEP = 50
_LOOK_UP = 500  # milliseconds between looks at whether to stop


@dataclass(frozen=True)
class Round:
    """What one save led to: a pack, or what was wrong; `seconds` is how long it took."""

    seconds: float
    built: Built | None = None
    problems: tuple[Diagnostic, ...] = ()
    failure: KallelseError | None = None


def rounds(
    project: Project,
    meeting: str,
    *,
    audience: str = "public",
    progress: Callable[[Stage], None],
    stop: threading.Event | None = None,
) -> Iterator[Round]:
    """Yield a round at once, and one after every save, until `stop` is set.

    Saves during a round are not lost: they make the next.

    Raises:
        KallelseError: the project's folder cannot be watched.
    """
    import watchfiles

    changes = watchfiles.watch(
        project.root,
        watch_filter=functools.partial(_matters, project, meeting),
        debounce=_TOGETHER,
        step=_STEP,
        rust_timeout=_LOOK_UP,
        yield_on_timeout=True,
        stop_event=stop,
        ignore_permission_denied=True,
    )
    try:
        next(changes, None)  # watching begins before the first build reads anything
        yield _round(project, meeting, audience, progress)
        for changed in changes:
            if changed:
                yield _round(project, meeting, audience, progress)
    except OSError as error:
        raise unreadable(project.root, error) from error


def _matters(project: Project, meeting: str, _change: object, name: str) -> bool:
    """Tell whether a pack could be another one after a change of this file."""
    path = Path(name)
    if path in (project.members_file, agenda_file(project, meeting)):
        return True
    folders = (project.templates, attachments_folder(project, meeting))
    return any(path.is_relative_to(folder) for folder in folders)


def _round(
    project: Project, meeting: str, audience: str, progress: Callable[[Stage], None]
) -> Round:
    began = time.perf_counter()
    built: Built | None = None
    problems: tuple[Diagnostic, ...] = ()
    failure: KallelseError | None = None
    try:
        built = build(project, meeting, audience=audience, progress=progress)
        problems = built.warnings
    except InputError as error:
        problems = error.diagnostics
    except KallelseError as error:
        failure = error
    except OSError as error:  # a file that goes away while it is read
        failure = unreadable(agenda_file(project, meeting), error)
    return Round(time.perf_counter() - began, built, problems, failure)
