"""What editors let pass: `# kallelse: ignore[rule-id] reason`. It must not find a mistake itself.

Only what a pack can be made in spite of can be let pass.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kallelse.diagnostics import Diagnostic, Severity, brief, nearest
from kallelse.i18n import N_, _
from kallelse.rules import RULES
from kallelse.source import Remark

IDS = ("ignore-unknown", "ignore-without-reason", "ignore-unused")

_IGNORE = re.compile(r"ignore\s*\[([^\[\]]*)\]\s*(.*)")
_UNQUOTED = {
    "ignore-unknown": N_("a remark that is not understood, and its text may be confidential"),
    "ignore-without-reason": N_("no reason is given for what is ignored here"),
}
_FREE = frozenset(rule.id for rule in RULES if not rule.needed)


@dataclass(frozen=True)
class Ignore:
    """One rule that is let pass on the lines of a remark."""

    rule: str
    remark: Remark

    def covers(self, problem: Diagnostic) -> bool:
        """Tell whether this problem is let pass."""
        return problem.rule == self.rule and self.remark.covers(problem.position)


def read(remarks: Iterable[Remark]) -> tuple[tuple[Ignore, ...], tuple[Diagnostic, ...]]:
    """Return what is let pass, and what is wrong with the remarks; those let nothing pass."""
    ignores: list[Ignore] = []
    problems: list[Diagnostic] = []
    for remark in remarks:
        found = _IGNORE.fullmatch(remark.text)
        if found is None:
            message = _("a remark that is not understood: {text}").format(text=brief(remark.text))
            hint = _("Write `kallelse: ignore[rule] reason`.")
            problems.append(_problem(remark, "ignore-unknown", message, hint))
            continue
        rules = [one.strip() for one in found[1].split(",")]
        problems += [one for rule in rules for one in _unknown(remark, rule)]
        if any(char.isalnum() for char in found[2]):
            ignores += [Ignore(rule, remark) for rule in rules if rule in _FREE]
        else:
            message = _("no reason is given for ignoring {rules}").format(rules=brief(found[1]))
            hint = _("Write after the bracket why it may pass.")
            problems.append(_problem(remark, "ignore-without-reason", message, hint))
    return tuple(ignores), tuple(problems)


def _unknown(remark: Remark, rule: str) -> Iterator[Diagnostic]:
    from kallelse.rules.catalogue import RULE_IDS

    if rule in _FREE:
        return
    if rule in RULE_IDS:
        message = _("this cannot be ignored: {rule}").format(rule=rule)
        hint = _("Mend what it complains about, and remove the comment.")
    else:
        near = nearest(rule, _FREE)
        message = _("unknown rule: {name}").format(name=brief(rule))
        hint = _("Write the id that stands in brackets after the message.")
        hint = _("Did you mean {near}?").format(near=near) if near else hint
    yield _problem(remark, "ignore-unknown", message, hint)


def unquoted(problem: Diagnostic) -> Diagnostic:
    """Return what is wrong with a remark, without what the remark says; the id of a rule is told.

    An editor may write anything in a comment, also what is secret on the line below it.
    """
    from kallelse.rules.catalogue import RULE_IDS

    plain = {_("this cannot be ignored: {rule}").format(rule=rule) for rule in RULE_IDS}
    message = problem.message
    if problem.rule in _UNQUOTED and message not in plain:
        message = _(_UNQUOTED[problem.rule])
    return dataclasses.replace(problem, message=message, excerpt=False)


def sift(
    problems: Iterable[Diagnostic], ignores: Sequence[Ignore]
) -> tuple[list[Diagnostic], set[Ignore]]:
    """Return the problems that are left, and what was needed to let the others pass."""
    kept: list[Diagnostic] = []
    used: set[Ignore] = set()
    for problem in problems:
        passing = [one for one in ignores if one.covers(problem)]
        used.update(passing)
        if not passing:
            kept.append(problem)
    return kept, used


def unused(ignores: Iterable[Ignore], used: Collection[Ignore]) -> Iterator[Diagnostic]:
    """Yield a problem for everything that lets nothing pass any more."""
    for one in ignores:
        if one not in used:
            message = _("nothing is found here that had to be ignored: {rule}")
            hint = _("Remove the comment: it would hide a mistake one day.")
            yield _problem(one.remark, "ignore-unused", message.format(rule=one.rule), hint)


def _problem(remark: Remark, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(remark.position, rule, message, hint, Severity.WARNING)
