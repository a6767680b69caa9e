"""Rules for the register of what came in, went out and was decided. They must not judge it."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.model import Delegated, Incoming, Outgoing
from kallelse.rules.context import Context, Finding, items
from kallelse.rules.marks import mark_of, marks
from kallelse.source import Data, KeyPath

_LISTS = ("incoming", "outgoing", "delegated")


def entries(context: Context) -> Iterator[tuple[KeyPath, Incoming | Outgoing | Delegated]]:
    """Yield every entry of the meeting's registers with its path."""
    for path, item in items(context):
        for name in _LISTS if item.register else ():
            for index, one in enumerate(getattr(item.register, name)):
                yield (*path, "register", name, index), one


def last_day(context: Context) -> dt.date | None:
    """Return the last day that the meeting's registers tell everyone of."""
    found = marks(context)
    open_to_all = (one.date for path, one in entries(context) if mark_of(found, path) is None)
    return max(open_to_all, default=None)


def last_day_written(data: Data) -> dt.date | None:
    """Return the last day in the registers of a meeting's file that all may know, as written.

    What is no date tells nothing; whether it is right, the check of that meeting tells.
    """
    return max(_days(data, below=False), default=None)


def _days(data: Data, *, below: bool) -> Iterator[dt.date]:
    """Yield every date that stands below a key `register`, or in one where data are `below`."""
    if isinstance(data, list):
        for one in data:
            yield from _days(one, below=below)
    elif isinstance(data, dict) and "confidential" not in data:
        for name, value in data.items():
            if not (below and name == "date" and isinstance(value, str)):
                yield from _days(value, below=below or name == "register")
                continue
            with contextlib.suppress(ValueError):
                yield dt.date.fromisoformat(value.strip())


def register_date_after(context: Context) -> Iterator[Finding]:
    """Report an entry of the register that is dated after the notice was sent, or the meeting.

    What has not happened cannot be reported; mostly the year is wrong. Correct the date, or leave
    the entry to the next meeting.
    """
    last = context.meeting.sent or context.meeting.date
    for path, one in entries(context):
        if one.date > last:
            message = _("dated {day}, which is after this pack").format(day=one.date.isoformat())
            yield Finding((*path, "date"), message, _("Correct the date, or leave it to the next."))


def register_date_before(context: Context) -> Iterator[Finding]:
    """Report an entry of the register from before the last one that the previous meeting told of.

    Perhaps it was reported then, or its year is wrong. Look at the previous pack; what came late is
    right as it stands, so the rule only informs.
    """
    for path, one in entries(context):
        if context.reported is not None and one.date <= context.reported:
            message = _("dated {day}, and the register before this one reached {last}").format(
                day=one.date.isoformat(), last=context.reported.isoformat()
            )
            yield Finding((*path, "date"), message, _("Look whether it was reported then."))


def register_duplicate(context: Context) -> Iterator[Finding]:
    """Report an entry that stands twice in the register.

    Remove one of them; where there really were two, let their subjects tell them apart.
    """
    first: dict[object, KeyPath] = {}
    for path, one in entries(context):
        if one in first:
            message = _("the same entry is on line {line}: {what}").format(
                line=context.at(first[one]).line, what=brief(_what(one))
            )
            hint = _("Remove one of them, or let their subjects tell them apart.")
            yield Finding(path, message, hint)
        first.setdefault(one, path)


def _what(entry: Incoming | Outgoing | Delegated) -> str:
    return entry.decision if isinstance(entry, Delegated) else entry.subject
