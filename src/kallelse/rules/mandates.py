"""Rules for a body's mandates on the day of a meeting. They must not look at the agenda's items."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.model import Body, Person, Role
from kallelse.pack import called
from kallelse.rules.context import Context, Finding
from kallelse.source import KeyPath

_GROUPS = ("members", "substitutes", "co_opted")
_CHAIRS = ("ordförande", "ordf.")


def _home(context: Context) -> tuple[KeyPath, Body | None]:
    name = context.meeting.body
    return ("bodies", name), context.members.bodies.get(name)


def chair_missing(context: Context) -> Iterator[Finding]:
    """Report a body that has no chair on the meeting's date.

    Someone has to open the meeting, and the notice shows who leads it. Give one of the members
    `role: chair` in members.yaml; where the chair has changed, look at `since` and `until` of both.
    """
    home, body = _home(context)
    if body is None or not called(body, context.meeting.date).members:
        return
    if any(one.role is Role.CHAIR for one in called(body, context.meeting.date).members):
        return
    message = _("{body} has no chair").format(body=brief(body.name))
    if any(one.role is Role.CHAIR for one in body.members):
        day = context.meeting.date.isoformat()
        message = _("{body} has no chair on {day}").format(body=brief(body.name), day=day)
    hint = _("Give one of the members `role: chair`, with `since` and `until` where it changed.")
    yield Finding((*home, "members"), message, hint, in_members=True)


def mandate_overlap(context: Context) -> Iterator[Finding]:
    """Report a person who stands twice in a body on the same day.

    Such a person is called twice, or both as a member and as a substitute. Let the earlier mandate
    end (`until`) before the later one begins (`since`), or remove one of the lines.
    """
    for name, body in context.members.bodies.items():
        seats = [
            (group, index, person)
            for group in _GROUPS
            for index, person in enumerate(getattr(body, group))
        ]
        for (_group, _index, first), (group, index, second) in itertools.combinations(seats, 2):
            if _same(first, second) and _together(first, second):
                path = ("bodies", name, group, index, "name")
                message = _("{name} has two mandates at the same time")
                hint = _("Let one end (`until`) before the other begins (`since`), or remove one.")
                yield Finding(path, message.format(name=brief(second.name)), hint, in_members=True)


def _same(first: Person, second: Person) -> bool:
    """Tell whether two lines are one person; of one name they may be two, from two places."""
    return (
        first.name.casefold() == second.name.casefold()
        and (first.municipality or "") == (second.municipality or "")
        and (first.party or "") == (second.party or "")
    )


def _together(first: Person, second: Person) -> bool:
    begin = max(first.since or dt.date.min, second.since or dt.date.min)
    end = min(first.until or dt.date.max, second.until or dt.date.max)
    return begin <= end


def _is_board(body: Body) -> bool:
    """Tell whether a body is the board of a federation whose municipalities are written."""
    people = (*body.members, *body.substitutes)
    return "direktion" in body.name.casefold() and any(one.municipality for one in people)


def substitutes_number(context: Context) -> Iterator[Finding]:
    """Report a federation's board that has not as many substitutes as members.

    Each member has a substitute (kommunallagen 2017:725, 9 kap. 3 §), so a difference is mostly a
    line that is missing in members.yaml, or someone who has left. Add or end the mandate; where the
    articles of the federation (förbundsordningen) say otherwise, switch the rule off.

    A support, not legal advice (stöd, inte juridisk rådgivning).
    """
    home, body = _home(context)
    if body is None or not _is_board(body):
        return
    sitting = called(body, context.meeting.date)
    members, substitutes = len(sitting.members), len(sitting.substitutes)
    # Which municipality it is says more than how many there are.
    if members != substitutes and not any(municipality_incomplete(context)):
        message = _(
            "{body} has other numbers of members ({members}) and substitutes ({substitutes})"
        ).format(body=brief(body.name), members=members, substitutes=substitutes)
        hint = _("Add who is missing, or write `until` for who has left.")
        key = "substitutes" if body.substitutes else "members"
        yield Finding((*home, key), message, hint, in_members=True)


def municipality_incomplete(context: Context) -> Iterator[Finding]:
    """Report a municipality that lacks a member or a substitute in a federation's board.

    Every municipality of the federation has both (kommunallagen 2017:725, 9 kap. 3 §). Only those
    that are written as `municipality` of somebody can be known. Add the one who is missing, or
    correct how the municipality is spelt: `Mark` and `Marks kommun` are two to the program.

    A support, not legal advice (stöd, inte juridisk rådgivning).
    """
    home, body = _home(context)
    if body is None or not _is_board(body):
        return
    sitting = called(body, context.meeting.date)
    if not sitting.members or not sitting.substitutes:
        return
    having = [
        {one.municipality for one in group} for group in (sitting.members, sitting.substitutes)
    ]
    for group, other, lacks in (
        ("members", having[1], _("{municipality} has no substitute in {body}")),
        ("substitutes", having[0], _("{municipality} has no member in {body}")),
    ):
        told: set[str] = set()
        for index, one in enumerate(getattr(body, group)):
            where = one.municipality
            if where is None or where in other or where in told:
                continue
            if one in getattr(sitting, group):
                told.add(where)
                path = (*home, group, index, "municipality")
                message = lacks.format(municipality=brief(where), body=brief(body.name))
                hint = _("Add who is missing, or write the municipality as for the others.")
                yield Finding(path, message, hint, in_members=True)


def signer_not_in_body(context: Context) -> Iterator[Finding]:
    """Report one who signs the notice as chair without being a member, or whose mandate is over.

    A notice that is signed by a former chair looks out of date. Correct `signers` in members.yaml
    when a mandate ends. Officers may sign without being members.
    """
    home, body = _home(context)
    if body is None:
        return
    sitting = {one.name.casefold() for one in called(body, context.meeting.date).members}
    known = {one.name.casefold() for group in _GROUPS for one in getattr(body, group)}
    for index, signer in enumerate(body.signers):
        name = signer.name.casefold()
        chairs = any(word in signer.title.casefold() for word in _CHAIRS)
        if name not in sitting and (chairs or name in known):
            message = _("{name} signs the notice of {body} without a mandate as its member")
            hint = _("Correct `signers`, or how the name is spelt among the members.")
            yield Finding(
                (*home, "signers", index, "name"),
                message.format(name=brief(signer.name), body=brief(body.name)),
                hint,
                in_members=True,
            )
