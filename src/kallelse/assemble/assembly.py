"""Meeting → Pack for one audience, and the files it is made of. It must not lay out a page.

In this order: number, redact, convert. What an audience may not see is gone after the second.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kallelse import i18n
from kallelse.assemble.numbers import Numbered, numbered, starts
from kallelse.assemble.redact import SeenAttachment, SeenItem, Sight
from kallelse.assemble.settable import unsettable
from kallelse.convert import Mail, Workshop, convert
from kallelse.diagnostics import Diagnostic, InputError, Position
from kallelse.model import Item
from kallelse.pack import Entry, MeetingView, Pack, Part, PartKind, called
from kallelse.rules import Context
from kallelse.rules.context import items
from kallelse.rules.facts import Access
from kallelse.rules.veil import veil
from kallelse.theme import Theme


@dataclass(frozen=True)
class Original:
    """A file that is published beside the pack as it was handed in, under a name of ours."""

    source: Path
    file: str


@dataclass(frozen=True)
class Assembled:
    """A Pack whose own parts are not laid out yet, and by part id the PDFs of the others.

    `originals` are the files that are to be kept as they are, `places` where the attachments are
    named, `access` what the documents offer to those who listen, all by part id too. `pages` are
    how many pages each part has in the packs of all audiences, where they are to be the same.
    """

    pack: Pack
    documents: Mapping[str, Path]
    originals: Mapping[str, Original] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()
    places: Mapping[str, Position] = field(default_factory=dict)
    access: Mapping[str, Access] = field(default_factory=dict)
    pages: Mapping[str, int] | None = None


@dataclass
class _Files:
    """What opening the attachments of a meeting gives, part by part."""

    documents: dict[str, Path] = field(default_factory=dict)
    originals: dict[str, Original] = field(default_factory=dict)
    places: dict[str, Position] = field(default_factory=dict)
    warnings: list[Diagnostic] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def assemble(
    context: Context,
    audience: str,
    workshop: Workshop,
    theme: Theme,
    *,
    keep_going: bool = False,
    private: Workshop | None = None,
) -> Assembled:
    """Make the Pack of a meeting: number its items, take out what is secret, open its attachments.

    `theme` tells how much room a text has. With `keep_going`, an attachment that cannot be bound
    gets a page that says so, and what is wrong with it is among the warnings. What is secret is
    opened in the `private` workshop, where there is one.

    Raises:
        InputError: attachments that cannot be bound, all of them at once.
        KallelseError: a program that an attachment's kind needs is missing.
    """
    sight = Sight(context, audience)
    entries: list[Entry] = []
    parts = [
        Part(kind, PartKind(kind), i18n.word(kind), template=kind) for kind in ("notice", "agenda")
    ]
    parts[1] = dataclasses.replace(parts[1], secrecy=sight.on_agenda(items(context)))
    files = _Files()
    begin = starts(context.meeting)
    for one in numbered(context.meeting.items):
        if not isinstance(one.written, Item):
            entries.append(Entry(None, 0, one.written.heading))
            continue
        seen = sight.item(one.path, one.written)
        own = [*_own_parts(one, seen)]
        for part, attachment in _attachments(one, seen):
            shop = private if private is not None and attachment.secrecy else workshop
            own.append(_bound(context, part, attachment, shop, theme, files))
        parts += own
        entry = _entry(one, one.written, seen, tuple(part.id for part in own))
        entries.append(dataclasses.replace(entry, start=begin.get(one.path)))
    told = tuple(veil([*files.problems, *files.warnings], context))
    if files.problems and not keep_going:
        raise InputError(told)
    images = {name: hashlib.sha256(data).hexdigest() for name, data in context.images.items()}
    organisation = context.members.organisation
    pack = Pack(_view(context), audience, organisation, tuple(entries), tuple(parts), images)
    return Assembled(pack, files.documents, files.originals, told, files.places)


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


def _own_parts(one: Numbered, seen: SeenItem) -> Iterator[Part]:
    for kind, document in seen.documents.items():
        yield Part(
            f"{one.anchor}-{kind}",
            PartKind(kind),
            document.title,
            item=one.number,
            template="withheld" if document.withheld else kind,
            secrecy=document.secrecy,
            withheld=document.withheld,
        )


def _attachments(one: Numbered, seen: SeenItem) -> Iterator[tuple[Part, SeenAttachment]]:
    for count, attachment in enumerate(seen.attachments, 1):
        part = Part(
            f"{one.anchor}-attachment-{count}",
            PartKind.ATTACHMENT,
            attachment.title,
            item=one.number,
            label=f"{i18n.word('attachment')} {one.number}.{count}",
            date=attachment.date,
            template="withheld" if attachment.withheld else None,
            secrecy=attachment.secrecy,
            withheld=attachment.withheld,
        )
        yield part, attachment


def _bound(
    context: Context,
    part: Part,
    seen: SeenAttachment,
    workshop: Workshop,
    theme: Theme,
    files: _Files,
) -> Part:
    """Return an attachment with what is bound of it, or with a page that says why it is missing."""
    written = seen.written
    if written is None or written.file is None:
        return part
    at = functools.partial(_place, context, seen)
    if written.file in context.texts:
        text, template = context.texts[written.file], written.template or "document"
        wrong = unsettable(text, written.file, at("file"), theme, workshop.fonts, context.images)
        if wrong is None:
            return dataclasses.replace(part, text=text, template=template)
        files.problems.append(wrong)
        return dataclasses.replace(part, template="missing")
    found = convert(written, context.files, at, workshop)
    if isinstance(found, Diagnostic):
        files.problems.append(found)
        return dataclasses.replace(part, template="missing")
    files.warnings += found.warnings
    files.places[part.id] = at("file")
    if written.keep_original:
        file = _name_of_original(part, found.suffix)
        files.originals[part.id] = Original(context.files[written.file], file)
    if isinstance(found, Mail):
        return dataclasses.replace(part, letter=found.letter, template="email")
    files.documents[part.id] = found.pdf
    return dataclasses.replace(part, pages=found.pages, sha256=found.sha256)


def _place(context: Context, seen: SeenAttachment, key: str) -> Position:
    return context.at((*seen.path, seen.key if key == "file" else key))


def _name_of_original(part: Part, suffix: str) -> str:
    """Name a file after its place in the pack: the name it came with may tell of people."""
    label = (part.label or part.id).lower().replace(" ", "-").replace(".", "-")
    return f"{label}{suffix}"


def _entry(one: Numbered, item: Item, seen: SeenItem, parts: tuple[str, ...]) -> Entry:
    following = item.next_meeting if seen.shows_next else None
    return Entry(
        number=one.number,
        level=one.level,
        title=seen.title,
        kind=item.kind,
        id=seen.id,
        duration=item.duration,
        note=seen.note,
        memo=seen.memo,
        register=seen.register,
        next_date=following.date if following else None,
        next_time=following.time if following else None,
        next_place=following.place if following else None,
        parts=parts,
        links=seen.links,
        secrecy=seen.secrecy,
    )
