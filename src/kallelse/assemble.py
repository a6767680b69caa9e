"""Meeting → Pack for one audience, and the files it is made of. It must not lay out a page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kallelse import i18n
from kallelse.convert import Converted, Workshop, convert
from kallelse.diagnostics import Diagnostic, InputError, Position
from kallelse.model import Attachment, Group, Item, Memo
from kallelse.pack import (
    Entry,
    Link,
    MeetingView,
    MemoView,
    Pack,
    Part,
    PartKind,
    called,
)
from kallelse.rules import Context
from kallelse.rules.facts import Access
from kallelse.source import KeyPath

_FRONT = (
    Part("notice", PartKind.NOTICE, i18n.word("notice"), template="notice"),
    Part("agenda", PartKind.AGENDA, i18n.word("agenda"), template="agenda"),
)


ORIGINAL = re.compile(r"[a-z0-9-]+\.[a-z]+")


@dataclass(frozen=True)
class Original:
    """A file that is published beside the pack as it was handed in, under a name of ours."""

    source: Path
    file: str


@dataclass(frozen=True)
class Assembled:
    """A Pack whose own parts are not laid out yet, and by part id the PDFs of the others.

    `originals` are the files that are to be kept as they are, `places` where the attachments are
    named, `access` what the documents offer to those who listen, all by part id too.
    """

    pack: Pack
    documents: Mapping[str, Path]
    originals: Mapping[str, Original] = dataclasses.field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    places: Mapping[str, Position] = dataclasses.field(default_factory=dict)
    access: Mapping[str, Access] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class _Numbered:
    """An item (or the heading over a group) with its place on the agenda and in the file."""

    number: str | None
    written: Item | Group
    path: KeyPath

    @property
    def level(self) -> int:
        """Return how many headings and items it stands under."""
        return len(self.path) // 2 - 1


def assemble(context: Context, audience: str, workshop: Workshop) -> Assembled:
    """Make the Pack of a meeting: number its items, look up its people, open its attachments.

    Raises:
        InputError: attachments that cannot be bound, all of them at once.
        KallelseError: a program that an attachment's kind needs is missing.
    """
    entries: list[Entry] = []
    parts = list(_FRONT)
    documents: dict[str, Path] = {}
    originals: dict[str, Original] = {}
    places: dict[str, Position] = {}
    warnings: list[Diagnostic] = []
    problems: list[Diagnostic] = []
    starts = _starts(context)
    for numbered in _number(context.meeting.items):
        if isinstance(numbered.written, Group):
            entries.append(Entry(None, 0, numbered.written.heading))
            continue
        own = list(_own_parts(numbered, numbered.written))
        for part, attachment, path in _attachments(numbered, numbered.written):
            if attachment.file is not None and attachment.file in context.texts:
                text = context.texts[attachment.file]
                template = attachment.template or "document"
                own.append(dataclasses.replace(part, text=text, template=template))
                continue
            at = functools.partial(_place, context, path)
            found = convert(attachment, context.files, at, workshop)
            if isinstance(found, Diagnostic):
                problems.append(found)
                continue
            warnings += found.warnings
            if attachment.keep_original and attachment.file is not None:
                file = _name_of_original(part, found.suffix)
                originals[part.id] = Original(context.files[attachment.file], file)
            if isinstance(found, Converted):
                documents[part.id], places[part.id] = found.pdf, at("file")
                own.append(dataclasses.replace(part, pages=found.pages, sha256=found.sha256))
            else:
                own.append(dataclasses.replace(part, letter=found.letter, template="email"))
        parts += own
        ids = tuple(part.id for part in own)
        entries.append(_entry(context, numbered, numbered.written, ids, starts.get(numbered.path)))
    if problems:
        raise InputError([*problems, *warnings])
    images = {name: hashlib.sha256(data).hexdigest() for name, data in context.images.items()}
    organisation = context.members.organisation
    pack = Pack(_view(context), audience, organisation, tuple(entries), tuple(parts), images)
    return Assembled(pack, documents, originals, tuple(warnings), places)


def _place(context: Context, attachment: KeyPath, key: str) -> Position:
    return context.at((*attachment, key))


def _name_of_original(part: Part, suffix: str) -> str:
    """Name a file after its place in the pack: the name it came with may tell of people."""
    label = (part.label or part.id).lower().replace(" ", "-").replace(".", "-")
    return f"{label}{suffix}"


def _view(context: Context) -> MeetingView:
    meeting, body = context.meeting, context.body
    return MeetingView(
        id=context.meeting_id,
        body=body.name,
        title=f"Kallelse till sammanträde med {body.name}",
        date=meeting.date,
        time=meeting.time,
        place=meeting.place,
        called=called(body, meeting.date),
        signers=body.signers,
        practical=meeting.practical,
        closing=meeting.closing or body.closing,
    )


def _number(
    items: Sequence[Item | Group], prefix: str = "", path: KeyPath = ("items",), first: int = 1
) -> Iterator[_Numbered]:
    """Walk the agenda: items count on through groups, sub-items count within theirs."""
    count = first
    for index, written in enumerate(items):
        here = (*path, index)
        if isinstance(written, Group):
            yield _Numbered(None, written, here)
            yield from _number(written.items, prefix, (*here, "items"), count)
            count += len(written.items)
        else:
            number = f"{prefix}{count}"
            yield _Numbered(number, written, here)
            yield from _number(written.items, f"{number}.", (*here, "items"))
            count += 1


def _starts(context: Context) -> Mapping[KeyPath, dt.time]:
    """Reckon when each item with a duration begins, as if those without one took no time.

    An item lasts as long as it says, and without saying so as long as its sub-items together.
    """
    if not context.meeting.show_times:
        return {}
    starts: dict[KeyPath, dt.time] = {}
    begin = dt.datetime.combine(context.meeting.date, context.meeting.time.start)

    def walk(items: Sequence[Item | Group], path: KeyPath, now: dt.datetime) -> dt.datetime:
        for index, written in enumerate(items):
            here = (*path, index)
            after = walk(written.items, (*here, "items"), now)
            if isinstance(written, Item) and written.duration:
                starts[here] = now.time()
                after = now + dt.timedelta(minutes=written.duration)
            now = after
        return now

    walk(context.meeting.items, ("items",), begin)
    return starts


def _own_parts(numbered: _Numbered, item: Item) -> Iterator[Part]:
    anchor = _anchor(numbered)
    if item.memo is not None:
        yield Part(
            f"{anchor}-memo",
            PartKind.MEMO,
            item.memo.title or item.title,
            item=numbered.number,
            template="memo",
        )
    if item.register is not None:
        yield Part(
            f"{anchor}-register",
            PartKind.REGISTER,
            item.title,
            item=numbered.number,
            template="register",
        )


def _attachments(numbered: _Numbered, item: Item) -> Iterator[tuple[Part, Attachment, KeyPath]]:
    count = 0
    for index, attachment in enumerate(item.attachments):
        if attachment.link is not None:
            continue
        count += 1
        part = Part(
            f"{_anchor(numbered)}-attachment-{count}",
            PartKind.ATTACHMENT,
            attachment.title,
            item=numbered.number,
            label=f"{i18n.word('attachment')} {numbered.number}.{count}",
            date=attachment.date,
        )
        yield part, attachment, (*numbered.path, "attachments", index)


def _anchor(numbered: _Numbered) -> str:
    return f"item-{(numbered.number or '').replace('.', '-')}"


def _entry(
    context: Context,
    numbered: _Numbered,
    item: Item,
    parts: tuple[str, ...],
    start: dt.time | None,
) -> Entry:
    following = item.next_meeting
    return Entry(
        number=numbered.number,
        level=numbered.level,
        title=item.title,
        kind=item.kind,
        id=item.id,
        start=start,
        duration=item.duration,
        note=item.note,
        memo=_memo(context, item.memo, item.title) if item.memo else None,
        register=item.register,
        next_date=following.date if following else None,
        next_time=following.time if following else None,
        next_place=following.place if following else None,
        parts=parts,
        links=tuple(
            Link(one.title, one.link, one.date) for one in item.attachments if one.link is not None
        ),
    )


def _memo(context: Context, memo: Memo, title: str) -> MemoView:
    return MemoView(
        title=memo.title or title,
        case=memo.case,
        date=memo.date,
        officer=context.members.officers[memo.officer] if memo.officer else None,
        proposal=memo.proposal,
        background=context.texts[memo.text] if memo.text else memo.background,
        sections=memo.sections,
        basis=memo.basis,
        dispatch_to=memo.dispatch_to,
    )
