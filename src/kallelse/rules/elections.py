"""Rules for elections on the agenda. They must not judge who is elected."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import N_, _
from kallelse.model import Body, Item, Kind
from kallelse.pack import called
from kallelse.rules.context import Context, Finding, items

# What Swedish memos say when they propose someone for a seat.
_SEAT = re.compile(r"ledamot|ersättar|adjunger", re.IGNORECASE)
_ELECTION = re.compile(r"val\b|\bval\w*|\butse|\bvälj", re.IGNORECASE)
_ELECTS = re.compile(r"\butse|\bvälj|\bvald\b|\btill ny|\bkandidat|\bföresl", re.IGNORECASE)
_OTHER_BODY = re.compile(
    r"bered|stiftelse|nämnd|styrelse|bolag|förening|\bråd|representant|ombud", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_AS = {
    "members": N_("{name} is to be elected here and is already called as a member"),
    "substitutes": N_("{name} is to be elected here and is already called as a substitute"),
    "co_opted": N_("{name} is to be elected here and is already called as co-opted"),
}


def elected_already_sitting(context: Context) -> Iterator[Finding]:
    """Report one whom this agenda is to elect, and whom the notice calls as sitting already.

    Whoever is elected at the meeting has no mandate when the notice goes out, and is not to be
    called as if the body had decided. Write in members.yaml from which day the mandate holds:
    `since`, with the day of the decision or a later one. With the day of the meeting itself the
    person is called to it, and the rule takes that as meant.
    """
    body = context.members.bodies.get(context.meeting.body)
    if body is None:
        return
    sitting = called(body, context.meeting.date)
    people = [
        (group, person)
        for group in _AS
        for person in getattr(sitting, group)
        if person.since != context.meeting.date
    ]
    told: set[str] = set()
    for path, item in items(context):
        if item.kind is not Kind.DECISION or not _fills_a_seat(item, body):
            continue
        sentences = _SENTENCE.split(_text(context, item))
        for group, person in people:
            if person.name in told:
                continue
            if any(_elects(" ".join(one.split()), person.name) for one in sentences):
                told.add(person.name)
                message = _(_AS[group]).format(name=brief(person.name))
                hint = _("Write `since` for the person in members.yaml: the mandate's first day.")
                yield Finding((*path, "title"), message, hint)


def _fills_a_seat(item: Item, body: Body) -> bool:
    title = item.title.replace(body.name, "")
    return bool(_ELECTION.search(title) and _SEAT.search(title) and not _OTHER_BODY.search(title))


def _text(context: Context, item: Item) -> str:
    memo = item.memo
    if memo is None:
        return item.title
    texts = [*memo.proposal, memo.background or "", context.texts.get(memo.text or "", "")]
    texts += [one.text for one in memo.sections]
    return "\n\n".join([item.title, *texts]).replace("*", "")


def _elects(sentence: str, name: str) -> bool:
    """Tell whether a sentence proposes the one it names, and not the one who leaves the seat."""
    at = sentence.find(name)
    if at < 0 or not _ELECTS.search(sentence):
        return False
    return not re.search(r"\b(?:efter|ersätter|istället för|i stället för)\s+$", sentence[:at])
