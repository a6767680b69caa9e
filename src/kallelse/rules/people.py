"""Rules for the people of a body and their mandates. They must not look at the agenda's items."""

from __future__ import annotations

from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.pack import called
from kallelse.rules.context import Context, Finding


def nobody_called(context: Context) -> Iterator[Finding]:
    """Report a meeting on whose date no member has a mandate.

    The notice would call no one who can decide. Look at `since` and `until` of the members, which
    name the first and the last day of a mandate, and at the meeting's date.
    """
    name = context.meeting.body
    body = context.members.bodies.get(name)
    if body is not None and not called(body, context.meeting.date).members:
        day = context.meeting.date.isoformat()
        message = _("no member of {name} has a mandate on {day}").format(name=name, day=day)
        hint = _("See since and until of the members in members.yaml.")
        yield Finding(("date",), message, hint)


def since_after_until(context: Context) -> Iterator[Finding]:
    """Report a mandate that ends before it begins.

    Such a person is never called. `since` is the first day of the mandate and `until` the last.
    """
    for name, body in context.members.bodies.items():
        for group in ("members", "substitutes", "co_opted"):
            for index, person in enumerate(getattr(body, group)):
                since, until = person.since, person.until
                if since is not None and until is not None and until < since:
                    path = ("bodies", name, group, index, "until")
                    message = _("the mandate of {name} ends before it begins").format(
                        name=brief(person.name)
                    )
                    hint = _("It begins on {since}; correct since or until.").format(
                        since=since.isoformat()
                    )
                    yield Finding(path, message, hint, in_members=True)
