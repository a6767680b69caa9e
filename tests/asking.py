"""A meeting written in a test, as the rules see it. It must not read the example or a file."""

from __future__ import annotations

import datetime as dt
import textwrap
from collections.abc import Mapping
from pathlib import Path

from kallelse.diagnostics import Diagnostic, Severity
from kallelse.model import Meeting, Members
from kallelse.rules import RULES, Context, check
from kallelse.rules.facts import Facts
from kallelse.source import KeyPath, read
from kallelse.validate import validate

AGENDA = """\
body: direktionen
date: 2024-03-01
time: 9.00-10.00
place: Storgatan 1
{more}items:
{items}
"""
MEMBERS = """\
organisation: {{name: Småbygden}}
bodies:
  direktionen:
    name: {name}
    members: {members}
{more}
"""
CHAIR = "[{name: Anna Ek, role: chair}]"


def asked(
    items: str = "- title: Upprop",
    *,
    more: str = "",
    name: str = "Direktionen",
    members: str = CHAIR,
    body: str = "",
    audience: str = "public",
    today: dt.date | None = None,
    reported: dt.date | None = None,
    texts: Mapping[str, str] | None = None,
    facts: Mapping[KeyPath, Facts] | None = None,
) -> Context:
    """Return a meeting with these items; `more` are keys of it, `body` keys of its body."""
    meeting = AGENDA.format(items=_indented(items, 2), more=f"{more}\n" if more else "")
    people = MEMBERS.format(name=name, members=members, more=_indented(body, 4))
    agenda, shared = read(meeting, "agendas/2024-03-01.yaml"), read(people, "members.yaml")
    written, known = validate(Meeting, agenda), validate(Members, shared)
    assert (written.diagnostics, known.diagnostics) == ((), ())
    assert written.record is not None
    assert known.record is not None
    return Context(
        meeting_id="2024-03-01",
        meeting=written.record,
        members=known.record,
        root=Path("/nowhere"),
        folder=Path("/nowhere/agendas/2024-03-01"),
        suffixes=frozenset({".md", ".pdf"}),
        templates=frozenset({"statement", "document"}),
        agenda=agenda,
        people=shared,
        audience=audience,
        today=today,
        reported=reported,
        texts=texts or {},
        facts=facts or {},
    )


def _indented(text: str, by: int) -> str:
    return textwrap.indent(textwrap.dedent(text).strip("\n"), " " * by)


def found(rule: str, context: Context) -> list[Diagnostic]:
    """Return what one rule finds, as a check would show it."""
    assert rule in {one.id for one in RULES}
    return [one for one in check(context) if one.rule == rule]


def messages(rule: str, context: Context) -> list[str]:
    """Return the messages of what one rule finds."""
    return [one.message for one in found(rule, context)]


def severities(rule: str, context: Context) -> list[Severity]:
    """Return how serious it is what one rule finds."""
    return [one.severity for one in found(rule, context)]
