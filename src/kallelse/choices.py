"""The words that may stand where only certain words may.

It must not need anything: what only tells them apart loads no validation of records.
"""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    """What the body does with an item; `none` is a formal point such as the roll call."""

    DECISION = "decision"
    INFORMATION = "information"
    DIALOGUE = "dialogue"
    NONE = "none"


class Audience(enum.StrEnum):
    """Who a pack is for; only the members see what is confidential."""

    PUBLIC = "public"
    MEMBERS = "members"


class Role(enum.StrEnum):
    """The chair and the vice chairs."""

    CHAIR = "chair"
    FIRST_VICE_CHAIR = "first_vice_chair"
    SECOND_VICE_CHAIR = "second_vice_chair"


class Level(enum.StrEnum):
    """How seriously a body takes what a rule finds; with `off` the rule is not asked."""

    OFF = "off"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Align(enum.StrEnum):
    """How lines are set between their margins."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class Corner(enum.StrEnum):
    """Where a stamp stands on the page as its reader sees it."""

    TOP_LEFT = "top-left"
    TOP_CENTER = "top-center"
    TOP_RIGHT = "top-right"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM_CENTER = "bottom-center"
    BOTTOM_RIGHT = "bottom-right"


class Ink(enum.StrEnum):
    """What a stamp does where the page has ink in its margin."""

    OVER = "over"
    CORNER = "corner"
    SHRINK = "shrink"


class Parity(enum.StrEnum):
    """Whether the packs of all audiences have the same page numbers."""

    ON = "on"
    OFF = "off"
