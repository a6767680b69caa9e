"""Rules for the register of what came in, went out and was decided. They must not judge it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.model import Delegated, Incoming, Outgoing
from kallelse.rules.context import Context, Finding, items
from kallelse.source import KeyPath

_LISTS = ("incoming", "outgoing", "delegated")


def entries(context: Context) -> Iterator[tuple[KeyPath, Incoming | Outgoing | Delegated]]:
    """Yield every entry of the meeting's registers with its path."""
    for path, item in items(context):
        for name in _LISTS if item.register else ():
            for index, one in enumerate(getattr(item.register, name)):
                yield (*path, "register", name, index), one


def last_day(context: Context) -> dt.date | None:
    """Return the last day that the meeting's registers tell of."""
    return max((one.date for _path, one in entries(context)), default=None)


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
