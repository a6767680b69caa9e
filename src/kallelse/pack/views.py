"""What the documents of a pack say, each as its reader sees it. It must not number or count."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading what validates records takes longer than binding a pack of 100 pages
    from kallelse.fields import TimeSpan
    from kallelse.model import Body, Officer, Person, Signer


@dataclass(frozen=True)
class Secrecy:
    """Why something is not for everyone: the section of law, and who examined it and when."""

    ground: str
    since: dt.date | None = None
    by: str | None = None


@dataclass(frozen=True)
class Enclosure:
    """A file that came with an e-mail and is not in the pack; `size` is in bytes."""

    name: str
    size: int


@dataclass(frozen=True)
class Letter:
    """An e-mail as its reader sees it; `paragraphs` hold their lines, all of it plain text."""

    sender: str
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    date: dt.date | None = None
    time: dt.time | None = None
    subject: str | None = None
    paragraphs: tuple[tuple[str, ...], ...] = ()
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(frozen=True)
class Link:
    """A document outside the pack: it has an address, and no pages of ours."""

    title: str
    url: str
    date: dt.date | None = None


@dataclass(frozen=True)
class SectionView:
    """A section of a memo; without a `text` it is withheld from the audience."""

    title: str
    text: str | None
    secrecy: Secrecy | None = None


@dataclass(frozen=True)
class MemoView:
    """A memo with its officer looked up and its basis joined.

    `basis` holds the sources outside the pack.
    """

    title: str
    case: str | None
    date: dt.date | None
    officer: Officer | None
    proposal: tuple[str, ...]
    background: str | None
    sections: tuple[SectionView, ...]
    basis: tuple[str, ...]
    dispatch_to: tuple[str, ...]


@dataclass(frozen=True)
class IncomingView:
    """A document that came in; a row without a `date` is withheld."""

    date: dt.date | None = None
    from_: str | None = None
    subject: str | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True)
class OutgoingView:
    """A document that was sent; a row without a `date` is withheld."""

    date: dt.date | None = None
    to: tuple[str, ...] = ()
    subject: str | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True)
class DelegatedView:
    """A decision by delegation; a row without a `date` is withheld."""

    date: dt.date | None = None
    decision: str | None = None
    by: str | None = None
    secrecy: Secrecy | None = None


@dataclass(frozen=True)
class RegisterView:
    """What is reported to the meeting, all rows in place, also those that are withheld."""

    incoming: tuple[IncomingView, ...] = ()
    outgoing: tuple[OutgoingView, ...] = ()
    delegated: tuple[DelegatedView, ...] = ()


@dataclass(frozen=True)
class Called:
    """Those who are called: with a mandate on the meeting's date, in the order of members.yaml."""

    members: tuple[Person, ...]
    substitutes: tuple[Person, ...]
    co_opted: tuple[Person, ...]


@dataclass(frozen=True)
class MeetingView:
    """The meeting as its readers see it: what, when, where and who."""

    id: str
    body: str
    title: str
    date: dt.date
    time: TimeSpan
    place: str
    called: Called
    signers: tuple[Signer, ...]
    practical: str | None = None
    closing: str | None = None


def called(body: Body, date: dt.date) -> Called:
    """List those of a body who have a mandate on a date; its first and its last day both count."""

    def sitting(people: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(
            person
            for person in people
            if (person.since is None or person.since <= date)
            and (person.until is None or date <= person.until)
        )

    return Called(sitting(body.members), sitting(body.substitutes), sitting(body.co_opted))
