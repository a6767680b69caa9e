"""Rules for when a notice is sent. They must not ask what day it is: they are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from kallelse.diagnostics import Severity, brief
from kallelse.i18n import _
from kallelse.model import Kind
from kallelse.rules.context import Context, Finding, items

_WEEK = 7
_ASSEMBLY = "fullmäktige"
_BOARD = "direktion"


def _is(context: Context, word: str) -> bool:
    body = context.members.bodies.get(context.meeting.body)
    return body is not None and word in body.name.casefold()


def notice_days(context: Context) -> Iterator[Finding]:
    """Report a notice that is sent later than the body has promised.

    For a fullmäktige it is a week before the meeting (kommunallagen 2017:725, 5 kap. 15 §). For
    every other body its own rules of procedure (reglementet) say how long: write the number in
    members.yaml, under the body: `rules: {notice-days: {days: 7}}`. Without a number nothing is
    asked. The day of sending is the meeting's `sent`; while that is not written, the day of the
    check counts until the meeting is over.

    A support, not legal advice (stöd, inte juridisk rådgivning).
    """
    days = context.setting("notice-days").days or (_WEEK if _is(context, _ASSEMBLY) else None)
    if days is not None:
        yield from _too_late(context, days)


def budget_notice(context: Context) -> Iterator[Finding]:
    """Report a board's meeting on the budget that is announced less than a week before.

    The meeting at which the board (direktionen) of a federation decides on its budget is announced
    at least a week ahead (kommunallagen 2017:725, 9 kap. 10 §). A decision with `budget` in its
    title is taken for that. See notice-days for what counts as the day of sending.

    A support, not legal advice (stöd, inte juridisk rådgivning).
    """
    budget = any(
        item.kind is Kind.DECISION and "budget" in item.title.casefold()
        for _path, item in items(context)
    )
    told = context.setting("notice-days").days or 0
    if budget and _is(context, _BOARD) and told < _WEEK:
        yield from _too_late(context, _WEEK)


def _too_late(context: Context, days: int) -> Iterator[Finding]:
    meeting = context.meeting
    latest = meeting.date - dt.timedelta(days=days)
    if meeting.sent is not None and meeting.sent > latest:
        message = _("the notice is sent {sent}, and {latest} is the last day for it").format(
            sent=meeting.sent.isoformat(), latest=latest.isoformat()
        )
        yield Finding(("sent",), message, _("Send it earlier, or choose a later day to meet."))
    if meeting.sent is None and context.today and latest < context.today <= meeting.date:
        message = _("the last day to send the notice was {latest}").format(
            latest=latest.isoformat()
        )
        hint = _(
            "If it has been sent, write the day as `sent: …`; else choose a later day to meet."
        )
        yield Finding(("date",), message, hint)


def late_item(context: Context) -> Iterator[Finding]:
    """Report an item that was added after the notice without a reason for its urgency.

    A fullmäktige may take up what was not announced when it is urgent (kommunallagen 2017:725,
    5 kap. 14 §), so the reason has to be there: write it as `urgency`. For other bodies it is good
    form, and the rule only informs. `added` is the day on which the item was put on the agenda.

    A support, not legal advice (stöd, inte juridisk rådgivning).
    """
    sent = context.meeting.sent
    for path, item in items(context):
        if item.added is None or item.urgency is not None or (sent and item.added <= sent):
            continue
        message = _("an item was added without a reason why it cannot wait: {title}")
        hint = _("Write the reason as `urgency: …`, or leave the item to the next meeting.")
        severity = None if _is(context, _ASSEMBLY) else Severity.INFO
        text = message.format(title=brief(item.title))
        yield Finding((*path, "added"), text, hint, severity=severity)
