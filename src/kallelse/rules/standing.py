"""The rule for a body's standing items. It must not ask for any other order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kallelse.diagnostics import brief
from kallelse.i18n import _
from kallelse.model import Group, Item
from kallelse.rules.context import Context, Finding
from kallelse.source import KeyPath


def standing_items(context: Context) -> Iterator[Finding]:
    """Report standing items that the agenda lacks or has in another order.

    What a body has decided to have on every agenda stands under `standing_items` in members.yaml.
    Add the item, move it, or tell with a comment why this meeting does without it:
    `# kallelse: ignore[standing-items] …` on the line of `items`.
    """
    body = context.members.bodies.get(context.meeting.body)
    if body is None or not body.standing_items:
        return
    agenda = list(_top(context.meeting.items, ("items",)))
    furthest, before = -1, ""
    for standing in body.standing_items:
        place = next(
            (at for at, (_path, item) in enumerate(agenda) if _is(item, standing.title)), None
        )
        if place is None:
            message = _("a standing item is missing: {title}").format(title=brief(standing.title))
            yield Finding(("items",), message, _("Add it, or tell why it is left out."))
        elif place < furthest:
            message = _("{title} usually comes after {before}").format(
                title=brief(standing.title), before=brief(before)
            )
            hint = _("Move it, or change the order of `standing_items` in members.yaml.")
            yield Finding((*agenda[place][0], "title"), message, hint)
        else:
            furthest, before = place, standing.title


def _top(written: Sequence[Item | Group], path: KeyPath) -> Iterator[tuple[KeyPath, Item]]:
    for index, one in enumerate(written):
        here = (*path, index)
        if isinstance(one, Group):
            yield from _top(one.items, (*here, "items"))
        else:
            yield here, one


def _is(item: Item, title: str) -> bool:
    """Tell whether an item is a standing one; more words may follow, as in `Upprop kl. 9`."""
    return f"{item.title} ".casefold().startswith(f"{title} ".casefold())
