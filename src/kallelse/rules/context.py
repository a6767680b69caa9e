"""What a rule sees, and what it finds. It must not know where a meeting was loaded from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kallelse.diagnostics import Position, Severity
from kallelse.model import Attachment, Body, Group, Item, Meeting, Members, RuleSetting
from kallelse.rules.facts import Facts
from kallelse.rules.places import State
from kallelse.source import KeyPath, Source

NO_SOURCE = Source("")
_NOTHING_SET = RuleSetting(level=None, days=None, size=None)


@dataclass(frozen=True)
class Context:
    """One meeting with all that rules may compare it with.

    `folder` holds the meeting's attachments and `root` the project. `suffixes` are those of the
    files that can be bound, `templates` the names of what a text may be set with. `texts` holds the
    Markdown of the meeting's `.md` files and `files` the place of every attachment, both by the
    path that the editor wrote; while rules run, what cannot be read is missing from both, and
    `states` says why. `images` is for the pictures of the texts.

    `facts` are what was found inside the attachments that are documents, by the path of each;
    without them the rules that ask for them find nothing. `today` is the day of the check, None
    where the clock must not count; `reported` the last day in the register of the body's meeting
    before this one.
    """

    meeting_id: str
    meeting: Meeting
    members: Members
    root: Path
    folder: Path
    suffixes: frozenset[str]
    templates: frozenset[str]
    states: Mapping[str, State] = field(default_factory=dict)
    agenda: Source = NO_SOURCE
    people: Source = NO_SOURCE
    texts: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    images: Mapping[str, bytes] = field(default_factory=dict)
    audience: str = "public"
    facts: Mapping[KeyPath, Facts] = field(default_factory=dict)
    today: dt.date | None = None
    reported: dt.date | None = None

    @property
    def body(self) -> Body:
        """Return the body that meets; KeyError while `body-unknown` is not mended."""
        return self.members.bodies[self.meeting.body]

    def setting(self, rule: str) -> RuleSetting:
        """Return what the body has set for a rule, by its id."""
        body = self.members.bodies.get(self.meeting.body)
        return (body.rules.get(rule) if body else None) or _NOTHING_SET

    def at(self, path: KeyPath) -> Position:
        """Return where the value of a path begins in the meeting's file."""
        return self.agenda.position(path)


@dataclass(frozen=True)
class Finding:
    """What a rule found: at a path of the meeting's file or, with `in_members`, of members.yaml.

    `position` is for what lies within a text or in another file; `severity` for a finding that is
    more or less serious than the rule.
    """

    path: KeyPath
    message: str
    hint: str
    in_members: bool = False
    position: Position | None = None
    severity: Severity | None = None


# Called with a Context; the rules of the theme with the theme and the folder of templates.
Check: TypeAlias = Callable[..., Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """A check, which is named after its id; its docstring is the rule's page in the manual.

    With `crossing` it looks up names that are declared elsewhere, in members.yaml or the theme, and
    waits until there are no errors there, and so with the meeting's own keys that it `rests_on`:
    else it would judge by a stand-in. What is `needed` cannot be switched off: without it a
    pack cannot be made. How serious one is that is `fixed` cannot be set either, but one finding
    can be let pass, with a reason.
    """

    check: Check
    severity: Severity = Severity.ERROR
    crossing: bool = False
    needed: bool = False
    fixed: bool = False
    rests_on: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the stable name that diagnostics bear."""
        return self.check.__name__.replace("_", "-")

    @property
    def adjustable(self) -> bool:
        """Tell whether a body can set how serious it is."""
        return not (self.needed or self.fixed)

    @property
    def subject(self) -> str:
        """Return what the rule is about: the name of its module."""
        return self.check.__module__.rpartition(".")[2]


def items(context: Context) -> Iterator[tuple[KeyPath, Item]]:
    """Yield every item and sub-item with its path, in the order of the agenda."""
    yield from _items(context.meeting.items, ("items",))


def _items(written: tuple[Item | Group, ...], path: KeyPath) -> Iterator[tuple[KeyPath, Item]]:
    for index, one in enumerate(written):
        here = (*path, index)
        if isinstance(one, Item):
            yield here, one
        yield from _items(one.items, (*here, "items"))


def attachments(context: Context) -> Iterator[tuple[KeyPath, Attachment]]:
    """Yield every attachment with its path."""
    for path, item in items(context):
        for index, one in enumerate(item.attachments):
            yield (*path, "attachments", index), one


def files(context: Context) -> Iterator[tuple[KeyPath, str]]:
    """Yield every file that the meeting names, with the path of the name."""
    for path, item in items(context):
        if item.memo is not None and item.memo.text is not None:
            yield (*path, "memo", "text"), item.memo.text
        for index, one in enumerate(item.attachments):
            here = (*path, "attachments", index)
            if one.file is not None:
                yield (*here, "file"), one.file
            if one.password_file is not None:
                yield (*here, "password_file"), one.password_file
            if one.public_file is not None:
                yield (*here, "public_file"), one.public_file
