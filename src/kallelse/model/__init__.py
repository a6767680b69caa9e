"""What people write, as frozen records: members.yaml and one meeting.

It must not read files or derive anything.
"""

from __future__ import annotations

from kallelse.choices import Kind, Level, Role
from kallelse.model.meeting import (
    Attachment,
    Delegated,
    Group,
    Incoming,
    Item,
    ItemOrGroup,
    Meeting,
    Memo,
    NextMeeting,
    Outgoing,
    Register,
    Section,
)
from kallelse.model.members import (
    Body,
    Limits,
    Members,
    Officer,
    Organisation,
    Person,
    RuleSetting,
    Signer,
    StandingItem,
)

__all__ = [
    "Attachment",
    "Body",
    "Delegated",
    "Group",
    "Incoming",
    "Item",
    "ItemOrGroup",
    "Kind",
    "Level",
    "Limits",
    "Meeting",
    "Members",
    "Memo",
    "NextMeeting",
    "Officer",
    "Organisation",
    "Outgoing",
    "Person",
    "Register",
    "Role",
    "RuleSetting",
    "Section",
    "Signer",
    "StandingItem",
]
