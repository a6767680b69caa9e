"""What people write, as frozen records: members.yaml and one meeting.

It must not read files or derive anything.
"""

from __future__ import annotations

from kallelse.choices import Kind, Level, Parity, Role
from kallelse.model.confidential import Confidential
from kallelse.model.documents import Attachment, Memo, Section
from kallelse.model.meeting import Group, Item, ItemOrGroup, Meeting, NextMeeting
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
from kallelse.model.register import Delegated, Incoming, Outgoing, Register

__all__ = [
    "Attachment",
    "Body",
    "Confidential",
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
    "Parity",
    "Person",
    "Register",
    "Role",
    "RuleSetting",
    "Section",
    "Signer",
    "StandingItem",
]
