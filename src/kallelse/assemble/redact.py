"""What one audience may see of an item. It must not open a file.

What is withheld does not come out of here, in any field of any record.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kallelse import i18n
from kallelse.choices import Audience
from kallelse.model import Attachment, Confidential, Item, Memo, Register
from kallelse.pack import (
    DelegatedView,
    IncomingView,
    Link,
    MemoView,
    OutgoingView,
    RegisterView,
    Secrecy,
    SectionView,
)
from kallelse.rules import Context
from kallelse.rules.context import items
from kallelse.rules.marks import mark_of, marks, outermost_mark, public
from kallelse.source import KeyPath

_T = TypeVar("_T")


@dataclass(frozen=True)
class SeenDocument:
    """A document of an item: its title, and why what of it is secret is so.

    `withheld` tells that the audience sees no more than that.
    """

    title: str
    secrecy: tuple[Secrecy, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class SeenAttachment(SeenDocument):
    """An attachment; `written` is what is to be bound, None where it is withheld.

    `key` is the one that names its file.
    """

    path: KeyPath = ()
    key: str = "file"
    written: Attachment | None = None
    date: dt.date | None = None


@dataclass(frozen=True)
class SeenItem:
    """An item as its audience sees it; `memo` and `register` are None where they are withheld."""

    title: str
    note: str | None
    id: str | None
    secrecy: Secrecy | None
    documents: Mapping[str, SeenDocument]  # its own documents: memo, register
    memo: MemoView | None
    register: RegisterView | None
    attachments: tuple[SeenAttachment, ...]
    links: tuple[Link, ...]
    shows_next: bool


class Sight:
    """What an audience may see of one meeting: everything, or all that is not marked."""

    def __init__(self, context: Context, audience: str) -> None:
        self._context = context
        self._sees_all = audience == Audience.MEMBERS
        self._marks = marks(context)
        hidden = (
            re.escape(item.id)
            for path, item in items(context)
            if item.id and not self._sees(self._secrecy(path))
        )
        self._lost = re.compile(rf"(\(\s*<?|\]:\s*<?)#(?:{'|'.join(hidden) or '(?!)'})(?=[\s)>]|$)")

    def item(self, path: KeyPath, item: Item) -> SeenItem:
        """Return what is seen of an item that stands at `path`."""
        secrecy = self._secrecy(path)
        hidden = not self._sees(secrecy)
        title = self._title(path, item.title, item.public_title, "secret-item")
        attachments = tuple(self._attachments(path, item))
        of_titles = tuple(self._of_titles(path, item))
        documents = {}
        memo = register = None
        if item.memo is not None:
            here = (*path, "memo")
            memo_title = self._memo_title(here, item, item.memo, title)
            memo = self._memo(here, item.memo, memo_title)
            documents["memo"] = self._document(here, memo_title, memo is None, of_titles)
        if item.register is not None:
            here = (*path, "register")
            register = None if hidden else self._register(here, item.register)
            documents["register"] = self._document(here, title, register is None, of_titles)
        return SeenItem(
            title=title,
            note=None if hidden or item.note is None else self._open(item.note),
            id=None if hidden else item.id,
            secrecy=secrecy,
            documents=documents,
            memo=memo,
            register=register,
            attachments=attachments,
            links=tuple(self._links(path, item)),
            shows_next=not hidden,
        )

    def on_agenda(self, items: Iterable[tuple[KeyPath, Item]]) -> tuple[Secrecy, ...]:
        """Return why something on the agenda is secret: titles, notes, links, sub-items."""
        return _distinct(one for path, item in items for one in self._on_agenda(path, item))

    def _on_agenda(self, path: KeyPath, item: Item) -> Iterator[Secrecy]:
        yield from self._of_titles(path, item)
        whole = self._secrecy(path)
        around = self._secrecy(path[:-1])
        tells = around or item.note or item.next_meeting
        if whole is not None and tells:
            yield whole
        for index, one in enumerate(item.attachments):
            link = self._secrecy((*path, "attachments", index)) if one.link else None
            if link is not None:
                yield link

    def _sees(self, secrecy: Secrecy | None) -> bool:
        return self._sees_all or secrecy is None

    def _secrecy(self, path: KeyPath) -> Secrecy | None:
        """Return why a path is secret; those who do not see it are told of the outermost mark.

        A mark within a marked record is a part of what is secret there.
        """
        find = mark_of if self._sees_all else outermost_mark
        return _secrecy(find(self._marks, path))

    def _below(self, path: KeyPath) -> Iterator[Secrecy]:
        """Yield why what stands at or below a path is secret."""
        found = self._secrecy(path)
        if found is not None:
            yield found
            return
        for one in self._marks:
            if one[: len(path)] == path and (secrecy := self._secrecy(one)) is not None:
                yield secrecy

    def _title(self, path: KeyPath, title: str, public_title: str | None, stand_in: str) -> str:
        """Return the title of a record; in what is secret as a whole, the titles are so too."""
        if self._sees_all:
            return title
        if public_title:
            return public_title
        return i18n.word(stand_in) if self._secrecy(path[:-1]) else title

    def _memo_title(self, path: KeyPath, item: Item, memo: Memo, title: str) -> str:
        if self._sees_all:
            return memo.title or title
        if memo.public_title:
            return memo.public_title
        secret = self._secrecy(path) if item.public_title else self._secrecy(path[:-1])
        return title if secret else memo.title or title

    def _of_titles(self, path: KeyPath, item: Item) -> Iterator[Secrecy]:
        if item.public_title:
            yield from self._below(path)
        for index, one in enumerate(item.attachments):
            if one.public_title:
                yield from self._below((*path, "attachments", index))

    def _document(
        self, path: KeyPath, title: str, withheld: bool, of_titles: tuple[Secrecy, ...]
    ) -> SeenDocument:
        return SeenDocument(title, _distinct((*self._below(path), *of_titles)), withheld)

    def _memo(self, path: KeyPath, memo: Memo, title: str) -> MemoView | None:
        if not self._sees(self._secrecy(path)):
            return None
        context = self._context
        background = context.texts[memo.text] if memo.text else memo.background
        return MemoView(
            title=title,
            case=memo.case,
            date=memo.date,
            officer=context.members.officers[memo.officer] if memo.officer else None,
            proposal=tuple(map(self._open, memo.proposal)),
            background=None if background is None else self._open(background),
            sections=tuple(self._sections(path, memo)),
            basis=tuple(map(self._open, memo.basis)),
            dispatch_to=memo.dispatch_to,
        )

    def _open(self, text: str) -> str:
        """Return a text without the ids of withheld items that its links lead to."""
        return self._lost.sub(r"\1#", text)

    def _sections(self, path: KeyPath, memo: Memo) -> Iterator[SectionView]:
        for index, section in enumerate(memo.sections):
            secrecy = self._secrecy((*path, "sections", index))
            title = section.title
            if not self._sees_all and section.public_title:
                title = section.public_title
            text = self._open(section.text) if self._sees(secrecy) else None
            yield SectionView(title, text, secrecy)

    def _register(self, path: KeyPath, written: Register) -> RegisterView:
        return RegisterView(
            incoming=tuple(
                IncomingView(row.date, row.from_, row.subject, secrecy)
                if self._sees(secrecy)
                else IncomingView(secrecy=secrecy)
                for row, secrecy in self._rows((*path, "incoming"), written.incoming)
            ),
            outgoing=tuple(
                OutgoingView(row.date, row.to, row.subject, secrecy)
                if self._sees(secrecy)
                else OutgoingView(secrecy=secrecy)
                for row, secrecy in self._rows((*path, "outgoing"), written.outgoing)
            ),
            delegated=tuple(
                DelegatedView(row.date, row.decision, row.by, secrecy)
                if self._sees(secrecy)
                else DelegatedView(secrecy=secrecy)
                for row, secrecy in self._rows((*path, "delegated"), written.delegated)
            ),
        )

    def _rows(self, path: KeyPath, rows: Iterable[_T]) -> Iterator[tuple[_T, Secrecy | None]]:
        for index, row in enumerate(rows):
            yield row, self._secrecy((*path, index))

    def _attachments(self, path: KeyPath, item: Item) -> Iterator[SeenAttachment]:
        for index, one in enumerate(item.attachments):
            if one.link is not None:
                continue
            here = (*path, "attachments", index)
            secrecy = self._secrecy(here)
            title = self._title(here, one.title, one.public_title, "secret-document")
            grounds = _distinct(self._below(here))
            seen = functools.partial(SeenAttachment, title, grounds, path=here)
            if self._sees(secrecy):
                yield seen(written=one, date=one.date)
            elif one.public_file is not None:
                yield seen(written=public(one, title), key="public_file")
            else:
                yield seen(withheld=True)

    def _links(self, path: KeyPath, item: Item) -> Iterator[Link]:
        for index, one in enumerate(item.attachments):
            here = (*path, "attachments", index)
            if one.link is not None and self._sees(self._secrecy(here)):
                title = self._title(here, one.title, one.public_title, "secret-document")
                yield Link(title, one.link, one.date)


def _secrecy(mark: Confidential | None) -> Secrecy | None:
    return Secrecy(mark.ground, mark.since, mark.by) if mark is not None else None


def _distinct(found: Iterable[Secrecy]) -> tuple[Secrecy, ...]:
    return tuple(dict.fromkeys(found))
