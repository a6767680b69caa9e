"""One meeting for one audience, as plain data.

It must hold no path, no attachment and no way back to Meeting.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kallelse.choices import Audience, Kind
from kallelse.pack.views import Letter, Link, MeetingView, MemoView, RegisterView, Secrecy

if TYPE_CHECKING:  # loading what validates records takes longer than binding a pack of 100 pages
    from kallelse.fields import TimeSpan
    from kallelse.model import Organisation


class PartKind(enum.StrEnum):
    """What a part of the pack is; the order of the names is the order within an item."""

    NOTICE = "notice"
    AGENDA = "agenda"
    MEMO = "memo"
    REGISTER = "register"
    ATTACHMENT = "attachment"
    FILLER = "filler"


@dataclass(frozen=True)
class Part:
    """One document of the pack.

    `id` is also the anchor that links use (`#item-6-memo`). `pages` and `first_page` count pages of
    the pack from 1 and are 0 until the part has been laid out. `sha256` is that of the part's bytes
    as they were handed in (attachments) or typeset (own parts). `text` is the Markdown of a text
    attachment and `letter` an e-mail, which are typeset with `template`; all are None for a
    document that is bound as it is.

    `secrecy` are the grounds of what is secret in it, each once. With `withheld` nothing of it is
    here: its pages, as many as it has, say so. A filler stands for pages that the part before it
    has only in the pack of another audience.
    """

    id: str
    kind: PartKind
    title: str
    item: str | None = None
    label: str | None = None
    date: dt.date | None = None
    template: str | None = None
    text: str | None = None
    letter: Letter | None = None
    secrecy: tuple[Secrecy, ...] = ()
    withheld: bool = False
    pages: int = 0
    first_page: int = 0
    sha256: str = ""

    @property
    def typeset(self) -> bool:
        """Tell whether we make its pages ourselves."""
        return self.template is not None

    @property
    def last_page(self) -> int:
        """Return the pack page of its last page."""
        return self.first_page + self.pages - 1


@dataclass(frozen=True)
class Entry:
    """One line of the agenda: a heading over a group (`number` is None), an item or a sub-item.

    `level` counts from 0 how many headings and items it stands under.
    `start` is the time of day at which the item is expected to begin; None when times are not
    shown. `parts` are the ids of its documents in the order they are bound, `links` those outside.
    `secrecy` is the ground where all of it is secret. What is withheld is not here: the memo, the
    register, the note, the id that links use, and the title where another stands in its stead.
    """

    number: str | None
    level: int
    title: str
    kind: Kind = Kind.NONE
    id: str | None = None
    start: dt.time | None = None
    duration: int | None = None
    note: str | None = None
    memo: MemoView | None = None
    register: RegisterView | None = None
    next_date: dt.date | None = None
    next_time: TimeSpan | None = None
    next_place: str | None = None
    parts: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    secrecy: Secrecy | None = None

    @property
    def anchor(self) -> str:
        """Return the name that links to its row of the agenda use."""
        return f"item-{(self.number or '').replace('.', '-')}"


@dataclass(frozen=True)
class Pack:
    """A meeting pack for one audience: what templates see and pack.json holds.

    `images` maps the names that Markdown texts use for their pictures to the SHA-256 of their
    bytes.
    """

    meeting: MeetingView
    audience: str
    organisation: Organisation
    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]
    images: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Return the number of pages of the whole pack."""
        return sum(part.pages for part in self.parts)

    @property
    def holds_secrets(self) -> bool:
        """Tell whether anything in it is not for everyone."""
        return self.audience == Audience.MEMBERS and any(part.secrecy for part in self.parts)

    @property
    def targets(self) -> dict[str, str]:
        """Return the anchor of each item's first document, by the id that the editor gave it."""
        return {one.id: (*one.parts, one.anchor)[0] for one in self.entries if one.id}

    def part(self, part_id: str) -> Part:
        """Return the part of that id; KeyError without one."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def entry_of(self, part: Part) -> Entry | None:
        """Return the entry that a part belongs to; None for the notice and the agenda."""
        return next((entry for entry in self.entries if part.id in entry.parts), None)

    def parts_of(self, entry: Entry) -> Iterator[Part]:
        """Yield the documents of an entry in the order they are bound."""
        return (self.part(part_id) for part_id in entry.parts)

    def grounds_of(self, entry: Entry) -> tuple[str, ...]:
        """Return by which sections of law something in an entry is secret, each once."""
        own = (entry.secrecy,) if entry.secrecy else ()
        found = (*own, *(one for part in self.parts_of(entry) for one in part.secrecy))
        return tuple(dict.fromkeys(one.ground for one in found))


def paginate(pack: Pack, pages: Mapping[str, int]) -> Pack:
    """Give every part its number of pages and, from those, its first page in the pack.

    `pages` maps part id to page count, each at least 1; the parts' pages partition 1..N in their
    order.
    """
    first, parts = 1, []
    for part in pack.parts:
        count = pages[part.id]
        parts.append(dataclasses.replace(part, pages=count, first_page=first))
        first += count
    return dataclasses.replace(pack, parts=tuple(parts))


def to_plain(value: object) -> Any:
    """Make JSON's types of a record: dates and times as ISO 8601 text, what is None left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = {
            one.name.rstrip("_"): getattr(value, one.name) for one in dataclasses.fields(value)
        }
        return {name: to_plain(one) for name, one in named.items() if one is not None}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):  # such as a TimeSpan
        return {name: to_plain(one) for name, one in value._asdict().items() if one is not None}
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    return value


def to_json(pack: Pack, **more: object) -> str:
    """Return a Pack as JSON for people and programs to read; `more` is added at the end."""
    return json.dumps({**to_plain(pack), "pages": pack.pages, **more}, ensure_ascii=False, indent=2)
