"""The rule for what a body sets about rules. It must not set anything."""

from __future__ import annotations

from collections.abc import Iterator

from kallelse.diagnostics import brief, nearest
from kallelse.i18n import _
from kallelse.rules.context import Context, Finding

NUMBERS = {"notice-days": "days", "attachment-large": "size"}


def rule_setting(context: Context) -> Iterator[Finding]:
    """Report a setting under `rules` in members.yaml that changes nothing.

    The rule does not exist, no pack is made without it, or it has no such number. Write the
    id of a rule as it stands in brackets after its messages; `kallelse explain RULE` tells what can
    be set.
    """
    from kallelse.rules import RULES

    known = {one.id: one for one in RULES}
    free = [name for name, one in known.items() if one.adjustable]
    for body_id, body in context.members.bodies.items():
        for name, setting in body.rules.items():
            path = ("bodies", body_id, "rules", name)
            if name not in known:
                near = nearest(name, free)
                hint = _("Did you mean {near}?").format(near=near) if near else _see()
                message = _("unknown rule: {name}").format(name=brief(name))
                yield Finding(path, message, hint, in_members=True)
            elif not known[name].adjustable:
                message = _("this rule cannot be set: {name}").format(name=name)
                yield Finding(path, message, _("Remove the setting."), in_members=True)
            for key in ("days", "size"):
                if getattr(setting, key) is not None and NUMBERS.get(name) != key and name in known:
                    message = _("{name} has no {key}").format(name=name, key=key)
                    hint = _("Remove {key}.").format(key=key)
                    yield Finding((*path, key), message, hint, in_members=True)


def _see() -> str:
    return _("All rules are in docs/rules.md.")
