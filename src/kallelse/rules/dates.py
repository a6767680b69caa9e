"""Rules for the days of meetings. They must not ask what day it is."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping

from kallelse.i18n import _, language
from kallelse.rules.context import Context, Finding, items
from kallelse.source import KeyPath

_SUNDAY = 6


def meeting_day(context: Context) -> Iterator[Finding]:
    """Report a meeting, or a next one, on a Sunday or a Swedish public holiday.

    Mostly the year or the month is wrong. Correct the date; a meeting that is really held on such a
    day is told so with a comment on its line: `# kallelse: ignore[meeting-day] …`.
    """
    days: list[tuple[KeyPath, dt.date]] = [(("date",), context.meeting.date)]
    days += [
        ((*path, "next_meeting", "date"), item.next_meeting.date)
        for path, item in items(context)
        if item.next_meeting is not None
    ]
    for path, day in days:
        name = (
            _("a Sunday") if day.weekday() == _SUNDAY else _holidays(day.year, language()).get(day)
        )
        if name is not None:
            message = _("{day} is {name}").format(day=day.isoformat(), name=name)
            yield Finding(path, message, _("Look at the year, the month and the day."))


@functools.lru_cache(maxsize=64)
def _holidays(year: int, spoken: str) -> Mapping[dt.date, str]:
    import holidays

    names = "sv" if spoken == "sv" else "en_US"
    return dict(holidays.country_holidays("SE", years=year, language=names))


def next_meeting_not_after(context: Context) -> Iterator[Finding]:
    """Report a next meeting that is not after this one.

    It is often left over from the meeting that the file was copied from. Correct the date.
    """
    for path, item in items(context):
        following = item.next_meeting
        if following is not None and following.date <= context.meeting.date:
            message = _("the next meeting, on {day}, is not after this one").format(
                day=following.date.isoformat()
            )
            yield Finding((*path, "next_meeting", "date"), message, _("Correct the date."))
