"""Rules for how a proposal is worded. They must not judge what is proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.rules.context import Context, Finding, items
from kallelse.source import KeyPath

_AND_THAT = re.compile(r"(?:\bsamt|\boch) att\b|;")
_MARKS = "*_ "


def _points(context: Context) -> Iterator[tuple[KeyPath, str]]:
    """Yield every point of every proposal, with its path."""
    for path, item in items(context):
        for index, text in enumerate(item.memo.proposal if item.memo else ()):
            yield (*path, "memo", "proposal", index), text


def proposal_subject(context: Context) -> Iterator[Finding]:
    """Report a proposal that does not begin with the body that decides.

    "Direktionen beslutar …" can be moved into the minutes as it stands. Begin every point with the
    body's name as it is written in members.yaml; another body of yours will do where this one
    proposes to that.
    """
    names = [one.name for one in context.members.bodies.values()]
    own = context.members.bodies.get(context.meeting.body)
    if own is None:
        return
    for path, text in _points(context):
        if not any(_begins(text, name) for name in names):
            message = _("the proposal does not begin with the body that decides: {text}")
            hint = _("Begin with `{body}`.").format(body=own.name)
            yield Finding(path, message.format(text=brief(text)), hint)


def _begins(text: str, name: str) -> bool:
    words = text.lstrip(_MARKS).casefold()
    return words.startswith(name.casefold()) and not words[len(name) : len(name) + 1].isalnum()


def proposal_question(context: Context) -> Iterator[Finding]:
    """Report a proposal that ends with a question mark.

    A body can say yes or no to a sentence, not to a question. Write what it is to decide.
    """
    for path, text in _points(context):
        if text.rstrip(_MARKS).endswith("?"):
            message = _("the proposal is a question: {text}").format(text=brief(text))
            yield Finding(path, message, _("Write what the body is to decide."))


def proposal_several(context: Context) -> Iterator[Finding]:
    """Report a point that seems to hold more than one decision.

    Each decision is put to the vote and recorded by itself, so each gets a point of its own: write
    the proposal as a list. The rule goes by words such as "samt att" and can be wrong.
    """
    names = "|".join(re.escape(one.name) for one in context.members.bodies.values())
    again = re.compile(rf"[.!]\s+(?:{names})\b")
    for path, text in _points(context):
        if _AND_THAT.search(text) or again.search(text):
            message = _("more than one decision in a point: {text}").format(text=brief(text))
            hint = _("Write the proposal as a list, one decision in each point.")
            yield Finding(path, message, hint)
