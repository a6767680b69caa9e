"""Rules for what a decision needs: a proposal, a document, a memo that names it as the agenda does.

They must not judge what is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import _
from kallelse.model import Item, Kind
from kallelse.rules.context import Context, Finding, items

_WORD = re.compile(r"\w+")
_ATTACHED = re.compile(r"bilaga\b(?:\s*\d+(?:\.\d+)?)?[\s:,.]*", re.IGNORECASE)
_SHORT = 8


def _decisions(context: Context) -> Iterator[tuple[tuple[str | int, ...], Item]]:
    """Yield the items that are to be decided on, without those whose sub-items hold the matter."""
    return (
        (path, item)
        for path, item in items(context)
        if item.kind is Kind.DECISION and not item.items
    )


def decision_without_document(context: Context) -> Iterator[Finding]:
    """Report an item for decision that has neither a memo nor an attachment.

    The members are to decide and get nothing to read. Write a `memo`, add the attachments, or
    correct `kind`: a formal point needs none.
    """
    for path, item in _decisions(context):
        if item.memo is None and not item.attachments:
            message = _("nothing to read for a decision: {title}").format(title=brief(item.title))
            hint = _("Add `memo` or `attachments`, or correct `kind`.")
            yield Finding((*path, "title"), message, hint)


def decision_without_proposal(context: Context) -> Iterator[Finding]:
    """Report an item for decision with documents but no proposal.

    The proposal is what the chair reads out and what the minutes record. Write it as `proposal` of
    the memo, or correct `kind` where nothing is to be decided.
    """
    for path, item in _decisions(context):
        if item.memo is None and not item.attachments:
            continue
        if item.memo is None or not item.memo.proposal:
            message = _("no proposal for a decision: {title}").format(title=brief(item.title))
            hint = _("Write `proposal: …` in the memo, or correct `kind`.")
            where = (*path, "memo") if item.memo else (*path, "title")
            yield Finding(where, message, hint)


def memo_title_differs(context: Context) -> Iterator[Finding]:
    """Report a memo with another title than its item on the agenda.

    Whoever looks for the memo of an item goes by the title. A title that only says more or less
    than the agenda's is no finding. Remove `title` from the memo, or let both say the same.
    """
    for path, item in items(context):
        if item.memo is None or item.memo.title is None:
            continue
        here, there = _words(item.memo.title), _words(item.title)
        if not (here <= there or there <= here):
            message = _("the memo has another title than its item: {title}")
            hint = _("Remove the memo's title, or let both say the same.")
            text = message.format(title=brief(item.memo.title))
            yield Finding((*path, "memo", "title"), text, hint)


def _words(title: str) -> set[str]:
    return set(_WORD.findall(title.casefold()))


def basis_repeats(context: Context) -> Iterator[Finding]:
    """Report a basis for decision that the memo lists by itself.

    The memo names the item's attachments with their pages; what stands under `basis` too is printed
    twice. Remove the line: `basis` is for what is not attached.
    """
    for path, item in items(context):
        titles = {one.title.casefold().strip(" .") for one in item.attachments}
        for index, text in enumerate(item.memo.basis if item.memo else ()):
            plain = _ATTACHED.sub("", text, count=1).casefold().strip(" .")
            if plain in titles or text.casefold().strip(" .") in titles:
                message = _("the memo lists this attachment by itself: {text}")
                yield Finding(
                    (*path, "memo", "basis", index),
                    message.format(text=brief(text)),
                    _("Remove the line; `basis` is for what is not attached."),
                )


def basis_unmatched(context: Context) -> Iterator[Finding]:
    """Report a basis for decision that speaks of an attachment which is not there.

    A line that begins with `Bilaga` promises a document in the pack. Add it under `attachments`, or
    write what it is where it does not come along.
    """
    for path, item in items(context):
        titles = [one.title for one in item.attachments]
        for index, text in enumerate(item.memo.basis if item.memo else ()):
            found = _ATTACHED.match(text)
            if found is None or _is_among(text[found.end() :] or text, titles):
                continue
            message = _("no attachment fits this basis: {text}").format(text=brief(text))
            hint = _("Add it under `attachments`, or write what it is and where it can be read.")
            yield Finding((*path, "memo", "basis", index), message, hint)


def _is_among(text: str, titles: list[str]) -> bool:
    plain = text.casefold().strip(" .")
    inside = any(
        len(plain) >= _SHORT and (plain in one.casefold() or one.casefold() in plain)
        for one in titles
    )
    return inside or nearest(text, titles, cutoff=0.75) is not None
