"""What `list` and `show` tell, as rows and as JSON. It must not print or build anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kallelse import project as places
from kallelse.diagnostics import InputError
from kallelse.freshness import state
from kallelse.i18n import N_, _, word
from kallelse.load import load
from kallelse.model import Group, Meeting
from kallelse.pack import Pack, Part, PartKind
from kallelse.project import Project


def headings() -> tuple[str, ...]:
    """Return what stands above the columns of the list."""
    return _("MEETING"), _("DATE"), _("BODY"), _("ITEMS"), _("STATE")


_STATES = (N_("not built"), N_("built"), N_("changed"), N_("errors"))  # those of `freshness.state`


@dataclass(frozen=True)
class Line:
    """A meeting in the list. `body` and `items` are None where the files have errors."""

    id: str
    date: str
    body: str | None
    items: int | None
    state: str

    def cells(self) -> tuple[str, ...]:
        """Return the line as the cells of a table, `-` for what is not known."""
        told = {**asdict(self), "state": _(self.state)}
        return tuple("-" if one is None else str(one) for one in told.values())


def meetings(project: Project) -> tuple[Line, ...]:
    """Return a line for every meeting of the project, by date."""
    return tuple(_line(project, meeting) for meeting in places.meetings(project))


def _line(project: Project, meeting: str) -> Line:
    date = meeting.rpartition("/")[2]
    try:
        written = load(project, meeting).meeting
    except InputError:
        return Line(meeting, date, None, None, "errors")
    return Line(meeting, date, written.body, _items(written), state(project, meeting))


def _items(meeting: Meeting) -> int:
    """Count what gets a number of its own: items, also those in groups, but not sub-items."""
    return sum(len(one.items) if isinstance(one, Group) else 1 for one in meeting.items)


def to_json(lines: Sequence[Line]) -> str:
    """Return the list as JSON."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=2)


def contents(pack: Pack) -> list[tuple[str, str, str]]:
    """Return the rows of a table of contents: pages, number, title."""
    rows = [(_("PAGES"), _("NR"), _("TITLE"))]
    rows += [
        (_pages(part), "", part.title)
        for part in pack.parts
        if part.kind in (PartKind.NOTICE, PartKind.AGENDA)
    ]
    return [*rows, *_entry_rows(pack)]


def _entry_rows(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for entry in pack.entries:
        yield "", entry.number or "", entry.title
        for part in pack.parts_of(entry):
            yield _pages(part), "", f"  {_name(part)}"


def _name(part: Part) -> str:
    label = part.label or word(part.kind)
    return part.title if part.title == label else f"{label}: {part.title}"


def _pages(part: Part) -> str:
    if part.pages == 1:
        return str(part.first_page)
    return f"{part.first_page}–{part.last_page}"
