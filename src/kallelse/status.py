"""What is missing before a pack is sent, as a checklist. It must not build or mend anything."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kallelse.checking import check
from kallelse.diagnostics import Diagnostic, Severity
from kallelse.freshness import state
from kallelse.i18n import N_, _, ngettext
from kallelse.project import Project
from kallelse.rules import RULES

# The modules of rules by what a clerk asks before dispatch; what no module claims is in the first.
_POINTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("files", N_("the files can be read, and what they name is there"), ()),
    ("people", N_("the right people are called"), ("people", "mandates", "elections")),
    ("agenda", N_("date, agenda and register are right"), ("dates", "standing", "registers")),
    ("decisions", N_("every decision has its documents"), ("decisions", "proposals")),
    ("attachments", N_("the attachments are whole"), ("files", "folder", "documents", "pictures")),
    ("privacy", N_("no personal identity number is published"), ("privacy",)),
    ("notice", N_("the notice is sent in time"), ("deadlines",)),
)


@dataclass(frozen=True)
class Point:
    """A line of the checklist; `todo` says what is left to do."""

    id: str
    text: str
    done: bool
    todo: str = ""


def checklist(
    project: Project, meeting: str, *, audience: str = "public", today: dt.date | None = None
) -> tuple[Point, ...]:
    """Return what has to be so before a pack is sent, and whether it is.

    Raises:
        KallelseError: a file cannot be read.
    """
    batches = check(project, [meeting], audience=audience, today=today)
    problems = [
        one for one in itertools.chain.from_iterable(batches) if one.severity is not Severity.INFO
    ]
    return (*_found(problems, meeting), _built(project, meeting, audience))


def _found(problems: Sequence[Diagnostic], meeting: str) -> Iterator[Point]:
    subjects = {rule.id: rule.subject for rule in RULES}
    claimed = {name: point for point, _text, names in _POINTS for name in names}
    for point, text, _names in _POINTS:
        mine = [
            one for one in problems if claimed.get(subjects.get(one.rule, ""), "files") == point
        ]
        yield Point(point, _(text), not mine, _todo(mine, meeting))


def _todo(problems: Sequence[Diagnostic], meeting: str) -> str:
    if not problems:
        return ""
    if len(problems) == 1:
        return f"{problems[0].position}: {problems[0].message}"
    count = len(problems)
    told = ngettext("{count} problem", "{count} problems", count).format(count=count)
    return _("{problems}: see `kallelse check {meeting}`").format(problems=told, meeting=meeting)


def _built(project: Project, meeting: str, audience: str) -> Point:
    found = state(project, meeting, audience)
    todo = {
        "not built": _("not built: `kallelse build {meeting}`"),
        "changed": _("the files have changed since: `kallelse build {meeting}`"),
    }
    text = _("the pack is built from the files as they are")
    return Point("pack", text, found == "built", todo.get(found, "").format(meeting=meeting))


def to_json(points: Sequence[Point]) -> str:
    """Return the checklist as JSON."""
    return json.dumps([asdict(one) for one in points], ensure_ascii=False, indent=2)
