"""What we derive: one meeting for one audience, as plain data. It must not know who made it."""

from __future__ import annotations

from kallelse.pack.places import (
    Place,
    StampSheet,
)
from kallelse.pack.record import (
    Entry,
    Pack,
    Part,
    PartKind,
    paginate,
    to_json,
    to_plain,
)
from kallelse.pack.views import (
    Called,
    DelegatedView,
    Enclosure,
    IncomingView,
    Letter,
    Link,
    MeetingView,
    MemoView,
    OutgoingView,
    RegisterView,
    Secrecy,
    SectionView,
    called,
)

__all__ = [
    "Called",
    "DelegatedView",
    "Enclosure",
    "Entry",
    "IncomingView",
    "Letter",
    "Link",
    "MeetingView",
    "MemoView",
    "OutgoingView",
    "Pack",
    "Part",
    "PartKind",
    "Place",
    "RegisterView",
    "Secrecy",
    "SectionView",
    "StampSheet",
    "called",
    "paginate",
    "to_json",
    "to_plain",
]
