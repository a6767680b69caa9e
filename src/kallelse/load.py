"""A project's files → one meeting, or every problem in them. It must not derive anything."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kallelse import texts
from kallelse.choices import Audience
from kallelse.convert import SUFFIXES as BOUND
from kallelse.diagnostics import Diagnostic, InputError, Position, Severity
from kallelse.i18n import _
from kallelse.looks import Looks, look_up
from kallelse.model import Body, Meeting, Members
from kallelse.pagination import Press, pdf_date
from kallelse.project import Project, agenda_file, attachments_folder, name_in
from kallelse.render import templates
from kallelse.rules import Context, check
from kallelse.rules.context import attachments, files
from kallelse.rules.facts import Inside
from kallelse.rules.ignores import Ignore, sift
from kallelse.rules.ignores import read as read_ignores
from kallelse.rules.places import State, look
from kallelse.rules.veil import is_marked, veil, veiled
from kallelse.source import (
    KeyPath,
    Remark,
    Source,
    decode,
    in_markdown,
    read_bytes,
    read_file,
)
from kallelse.validate import Validated, validate

TEXT_SUFFIX = ".md"
SUFFIXES = frozenset({TEXT_SUFFIX, *BOUND})


@dataclass(frozen=True)
class Common:
    """What the meetings of a project share, read once: people, looks, names of templates.

    `problems` are what is wrong with it, `remarks` the comments that speak to us.
    """

    people: Source
    members: Validated[Members]
    looks: Looks
    templates: frozenset[str]
    problems: tuple[Diagnostic, ...]

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return the comments of members.yaml that speak to us."""
        return self.people.remarks


@dataclass(frozen=True)
class Examined:
    """A meeting with all that is wrong in its own files and in what the meetings share.

    Without a `context` too little of it could be read. `ignores` are all that its editors let pass,
    `used` those of them that let something pass.
    """

    context: Context | None
    problems: tuple[Diagnostic, ...]
    ignores: tuple[Ignore, ...] = ()
    used: frozenset[Ignore] = frozenset()


@dataclass(frozen=True)
class Loaded:
    """A meeting that can be assembled: what is written, what it names, what it looks like.

    `ignores` is what its editors let pass.
    """

    context: Context
    press: Press
    warnings: tuple[Diagnostic, ...] = ()
    ignores: tuple[Ignore, ...] = ()

    @property
    def id(self) -> str:
        """Return the meeting's id."""
        return self.context.meeting_id

    @property
    def meeting(self) -> Meeting:
        """Return what the meeting's file says."""
        return self.context.meeting

    @property
    def members(self) -> Members:
        """Return what members.yaml says."""
        return self.context.members

    @property
    def body(self) -> Body:
        """Return the body that meets."""
        return self.context.body

    def at(self, path: KeyPath) -> Position:
        """Return where a value of the meeting's file begins, as in ("items", 5, "title")."""
        return self.context.at(path)


def load(
    project: Project,
    meeting_id: str,
    *,
    audience: str = "public",
    suffixes: Collection[str] = SUFFIXES,
) -> Loaded:
    """Load a meeting by its id, with its people, its theme and its texts.

    `suffixes` are those of the attachments that can be bound. What a rule only informs of is left
    out: it is for `kallelse check`.

    Raises:
        InputError: the files have errors, all of them together.
        KallelseError: a file cannot be read.
    """
    common = gather(project)
    found = examine(project, meeting_id, common, audience=audience, suffixes=suffixes)
    context, looks = found.context, common.looks
    problems = [one for one in found.problems if one.severity is not Severity.INFO]
    if (
        context is None
        or not looks.theme
        or not looks.fonts
        or any(one.severity is Severity.ERROR for one in problems)
    ):
        raise InputError(problems)
    context = dataclasses.replace(context, images=texts.images(context))
    press = Press(
        folder=project.templates,
        theme=looks.theme,
        fonts=looks.fonts,
        images={**context.images, **looks.images},
        created=pdf_date(context.meeting.date),
    )
    return Loaded(context, press, tuple(sorted(problems)), found.ignores)


def gather(project: Project) -> Common:
    """Read what the meetings of a project share.

    Raises:
        KallelseError: a file cannot be read; what is wrong in it is among the problems instead.
    """
    people = _read(project, project.members_file)
    members, looks = validate(Members, people), look_up(project)
    problems = [*members.diagnostics, *looks.problems]
    if members.record is not None:
        problems += templates.check(project.templates)
        if looks.fonts is not None:
            problems += texts.unprintable(people, looks.fonts)
    names = templates.names(project.templates)
    return Common(people, members, looks, names, tuple(problems))


def examine(
    project: Project,
    meeting_id: str,
    common: Common,
    *,
    audience: str = "public",
    suffixes: Collection[str] = SUFFIXES,
    today: dt.date | None = None,
    reported: Callable[[Meeting], dt.date | None] | None = None,
    look_inside: Callable[[Context], Inside] | None = None,
) -> Examined:
    """Find all that is wrong with a meeting and what it shares with others.

    `look_inside` tells what is found inside the attachments; without it the rules that ask for that
    find nothing. `reported` finds the last day in the register of the meeting before this one.

    Raises:
        KallelseError: a file cannot be read.
    """
    agenda = read_agenda(project, meeting_id)
    meeting, members = validate(Meeting, agenda), common.members
    problems = [*meeting.diagnostics, *common.problems]
    if meeting.record is None or members.record is None:
        return Examined(None, tuple(_unreadable(project, meeting_id, audience, problems)))
    context = Context(
        meeting_id=meeting_id,
        meeting=meeting.record,
        members=members.record,
        root=project.root,
        folder=attachments_folder(project, meeting_id),
        suffixes=frozenset(suffixes),
        templates=common.templates,
        agenda=agenda,
        people=common.people,
        audience=audience,
        today=today,
        reported=reported(meeting.record) if reported else None,
    )
    context, text_problems, remarks = _with_files(context, project)
    problems += text_problems
    if look_inside is not None:
        inside = look_inside(context)
        context = dataclasses.replace(context, facts=inside.facts)
        problems += inside.problems
    problems += check(context, meeting.unsure, members.unsure)
    if common.looks.fonts is not None:
        problems += texts.check(context, common.looks.fonts)
    ignores, wrong = read_ignores([*agenda.remarks, *common.remarks, *remarks])
    left, used = sift(problems, ignores)
    told = veil((*left, *wrong), context, meeting.unsure)
    return Examined(context, tuple(told), ignores, frozenset(used))


def _unreadable(
    project: Project, meeting_id: str, audience: str, problems: list[Diagnostic]
) -> Iterator[Diagnostic]:
    """Yield what keeps a meeting from being read; where something is secret, not what it says."""
    path = agenda_file(project, meeting_id)
    secret = audience != Audience.MEMBERS and is_marked(read_bytes(path))
    for one in problems:
        yield veiled(one) if secret and one.position.file == name_in(project, path) else one


def read_agenda(project: Project, meeting_id: str) -> Source:
    """Return a meeting's file as it is written, with what is wrong with its YAML and nothing else.

    Raises:
        KallelseError: the file cannot be read.
    """
    return _read(project, agenda_file(project, meeting_id))


def _read(project: Project, path: Path) -> Source:
    name = name_in(project, path)
    if not path.resolve().is_relative_to(project.root.resolve()):
        message = _("the file is a link that leads out of the project")
        hint = _("Put the file itself there.")
        return Source(name, diagnostics=(Diagnostic(Position(name), "yaml-link", message, hint),))
    return read_file(path, name)


def _with_files(
    context: Context, project: Project
) -> tuple[Context, list[Diagnostic], list[Remark]]:
    """Add what is found of the meeting's files; say what is wrong with the texts, and remarked."""
    names = {name for _, name in files(context)}
    states = {name: look(context.root, context.folder, name) for name in names}
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    remarks: list[Remark] = []
    for name in sorted(names):
        path = context.folder / name
        if states[name] is State.GOOD and path.suffix.lower() == TEXT_SUFFIX:
            file = name_in(project, path)
            text, wrong = decode(read_bytes(path), file, "text")
            problems += wrong
            if text is not None:
                texts[name], told = in_markdown(text, file)
                remarks += told
    good = {
        name: context.folder / name
        for _, one in attachments(context)
        for name in (one.file, one.password_file, one.public_file)
        if name is not None and states[name] is State.GOOD
    }
    known = dataclasses.replace(context, states=states, texts=texts, files=good)
    return known, problems, remarks
