"""Numbers and times of the items, in the agenda's order. It must not look at what they hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kallelse.model import Group, Item, Meeting
from kallelse.source import KeyPath


@dataclass(frozen=True)
class Numbered:
    """An item (or the heading over a group) with its place on the agenda and in the file."""

    number: str | None
    written: Item | Group
    path: KeyPath

    @property
    def level(self) -> int:
        """Return how many headings and items it stands under."""
        return len(self.path) // 2 - 1

    @property
    def anchor(self) -> str:
        """Return what the ids of its documents begin with."""
        return f"item-{(self.number or '').replace('.', '-')}"


def numbered(
    items: Sequence[Item | Group], prefix: str = "", path: KeyPath = ("items",), first: int = 1
) -> Iterator[Numbered]:
    """Walk the agenda: items count on through groups, sub-items count within theirs."""
    count = first
    for index, written in enumerate(items):
        here = (*path, index)
        if isinstance(written, Group):
            yield Numbered(None, written, here)
            yield from numbered(written.items, prefix, (*here, "items"), count)
            count += len(written.items)
        else:
            number = f"{prefix}{count}"
            yield Numbered(number, written, here)
            yield from numbered(written.items, f"{number}.", (*here, "items"))
            count += 1


def starts(meeting: Meeting) -> Mapping[KeyPath, dt.time]:
    """Reckon when each item with a duration begins, as if those without one took no time.

    An item lasts as long as it says, and without saying so as long as its sub-items together.
    """
    if not meeting.show_times:
        return {}
    found: dict[KeyPath, dt.time] = {}
    begin = dt.datetime.combine(meeting.date, meeting.time.start)

    def walk(items: Sequence[Item | Group], path: KeyPath, now: dt.datetime) -> dt.datetime:
        for index, written in enumerate(items):
            here = (*path, index)
            after = walk(written.items, (*here, "items"), now)
            if isinstance(written, Item) and written.duration:
                found[here] = now.time()
                after = now + dt.timedelta(minutes=written.duration)
            now = after
        return now

    walk(meeting.items, ("items",), begin)
    return found
