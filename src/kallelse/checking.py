"""All meetings → every problem in them, one meeting after the other. It must not build or print.

What was found is kept by a hash of all that it was found in, as are the pages of attachments: a
check of what has not changed reads no more than that. Only where an attachment could not be looked
into, for want of a program or of time, nothing is kept. Which version of such a program has made
pages of what was looked into is not asked here.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from kallelse.diagnostics import Diagnostic
from kallelse.files import sha256
from kallelse.freshness import common_sum, meeting_sum
from kallelse.i18n import language
from kallelse.project import Project, agenda_file, cache_folder, meetings
from kallelse.verdicts import Passed, Verdict, Verdicts

if TYPE_CHECKING:
    from kallelse.insides import Insides
    from kallelse.load import Common, Examined
    from kallelse.model import Meeting

_BEFORE = 3  # meetings among which the body's last one is looked for


def check(
    project: Project,
    asked: Sequence[str],
    *,
    audience: str = "public",
    today: dt.date | None = None,
) -> Iterator[tuple[Diagnostic, ...]]:
    """Yield the problems of one meeting after the other, at last those of what they share.

    Each problem comes once, by file and line. `today` is the day that deadlines are compared with;
    without it only what is written counts.

    Raises:
        KallelseError: a file cannot be read.
    """
    shared: set[Diagnostic] = set()
    passing: set[Passed] = set()
    used: set[Passed] = set()
    with _Run(project, audience, today) as run:
        for meeting in sorted(asked):
            verdict = run.verdict(meeting)
            own = [one for one in verdict.problems if _is_of(one, meeting)]
            shared.update(set(verdict.problems).difference(own))
            passing.update(verdict.shared)
            used.update(verdict.used)
            yield tuple(own)
        if set(asked) >= set(run.known):
            shared.update(_unused(passing - used))
    yield tuple(sorted(shared))


def _is_of(problem: Diagnostic, meeting: str) -> bool:
    file = problem.position.file
    return file == f"agendas/{meeting}.yaml" or file.startswith(f"agendas/{meeting}/")


def _unused(passing: set[Passed]) -> Iterator[Diagnostic]:
    """Yield a problem for what the shared files let pass in none of all meetings."""
    if passing:
        from kallelse.rules.ignores import unused

        yield from unused([one.ignore() for one in passing], ())


@dataclass
class _Run:
    """One check: what is read once for all meetings, and only when a meeting asks for it."""

    project: Project
    audience: str
    today: dt.date | None
    _common: Common | None = None
    _insides: Insides | None = None
    _last: dict[str, tuple[str, dt.date | None]] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> _Run:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    @functools.cached_property
    def known(self) -> tuple[str, ...]:
        """Return all meetings of the project."""
        return meetings(self.project)

    @functools.cached_property
    def _verdicts(self) -> Verdicts:
        day = self.today.isoformat() if self.today else ""
        tools = (version("holidays"), version("python-stdnum"))
        common = common_sum(self.project, "check", self.audience, day, language(), *tools)
        return Verdicts(cache_folder(self.project, self.audience) / "checks", common)

    def verdict(self, meeting: str) -> Verdict:
        """Return what is found in a meeting, from before if nothing has changed since."""
        before = self._before(meeting)
        sums = [meeting_sum(self.project, meeting)]
        sums += [sha256(agenda_file(self.project, one)) for one in before]
        kept = self._verdicts.read(meeting, sums)
        if kept is not None:
            return kept
        verdict = _judge(self._examine(meeting, before))
        if self._insides is None or meeting not in self._insides.unsettled:
            self._verdicts.keep(meeting, sums, verdict)
        return verdict

    @functools.cached_property
    def _by_folder(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in sorted(self.known):
            found.setdefault(one.rpartition("/")[0], []).append(one)
        return found

    def _before(self, meeting: str) -> list[str]:
        """Return the last few meetings in the folder before this one, the nearest first."""
        same = self._by_folder[meeting.rpartition("/")[0]]
        place = same.index(meeting)
        return same[max(0, place - _BEFORE) : place][::-1]

    def _examine(self, meeting: str, before: Sequence[str]) -> Examined:
        from kallelse.load import examine, gather
        from kallelse.rules.registers import last_day

        if self._common is None:
            self._common = gather(self.project)
            self._insides = self._inside(self._common)

        def reported(written: Meeting) -> dt.date | None:
            for one in before:  # most often the one that was examined just now
                body, last = self._last.get(one) or self._reported(one)
                if body == written.body:
                    return last
            return None

        found = examine(
            self.project,
            meeting,
            self._common,
            audience=self.audience,
            today=self.today,
            reported=reported,
            look_inside=self._insides,
        )
        if found.context is not None:
            self._last = {meeting: (found.context.meeting.body, last_day(found.context))}
        return found

    def _reported(self, meeting: str) -> tuple[str, dt.date | None]:
        """Return whose meeting it is and the last day in its register, as its file says."""
        from kallelse.load import read_agenda
        from kallelse.rules.registers import last_day_written

        data = read_agenda(self.project, meeting).data or {}
        return str(data.get("body", "")), last_day_written(data)

    def _inside(self, common: Common) -> Insides | None:
        theme, fonts = common.looks.theme, common.looks.fonts
        if common.members.record is None or theme is None or fonts is None:
            return None
        from kallelse.insides import Insides

        folder = cache_folder(self.project, self.audience)
        limits = common.members.record.limits
        return self._stack.enter_context(Insides(folder, limits, fonts, theme.language))


def _judge(found: Examined) -> Verdict:
    from kallelse.rules.ignores import unused
    from kallelse.rules.veil import veil

    own = [one for one in found.ignores if one.remark.position.file.startswith("agendas/")]
    shared = [
        Passed(one.rule, remark.position, remark.text, remark.first, remark.last)
        for one in found.ignores
        if one not in own and (remark := one.remark)
    ]
    used = [one for one in shared if one.ignore() in found.used]
    left = unused(own, found.used)
    problems = {*found.problems, *(veil(left, found.context) if found.context else left)}
    return Verdict(tuple(sorted(problems)), tuple(shared), tuple(used))
