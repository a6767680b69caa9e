"""What a pack is worth to an archive: PDF/A-2, of the best level that its parts allow.

It must not look at pages: what a part says of itself is taken at its word.

A part must call itself PDF/A-2, or PDF/A-3, which differs only in what may be embedded, and nothing
embedded is carried over. PDF/A-1 is no stricter PDF/A-2: it allows glyphs that the later part
forbids (ISO 19005-2, 6.2.11.8). A file has one output intent of PDF/A (6.2.3), and the pack's is
sRGB: colours that a part leaves to a printing press would have no meaning in it.
"""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from kallelse.bind.values import dictionaries, integer
from kallelse.standards import ARCHIVE, LEVELS, SRGB, srgb

_CLAIM = "PDF/A-"
_FITTING = frozenset(part + level for part in ("2", "3") for level in LEVELS)
_INKS = 4  # components: cyan, magenta, yellow and black


class Hindrance(enum.StrEnum):
    """Why a part prevents PDF/A-2: it is no PDF/A, or another part of it, or made for print."""

    NO_CLAIM = "no-claim"
    OTHER_PART = "other-part"
    INKS = "inks"


@dataclass(frozen=True)
class Fitness:
    """What a part calls itself, whether it is tagged, and whether its colours are for print."""

    claims: tuple[str, ...]
    tagged: bool
    inks: bool = False

    @property
    def _claim(self) -> str:
        found = (one for one in self.claims if one.startswith(_CLAIM))
        return next(found, _CLAIM).removeprefix(_CLAIM)

    @property
    def level(self) -> str | None:
        """Return the level of PDF/A-2 that it allows; None where it prevents any."""
        if self.hindrance is not None:
            return None
        level = self._claim[1]
        return "U" if level == "A" and not self.tagged else level

    @property
    def hindrance(self) -> Hindrance | None:
        """Return why it prevents PDF/A-2; None where it does not."""
        if not self._claim:
            return Hindrance.NO_CLAIM
        if self._claim not in _FITTING:
            return Hindrance.OTHER_PART
        return Hindrance.INKS if self.inks else None


def has_inks(pdf: Pdf) -> bool:
    """Tell whether a file's colours are those of a printing press."""
    profiles = (
        intent.get("/DestOutputProfile") for intent in dictionaries(pdf.Root.get("/OutputIntents"))
    )
    return any(isinstance(one, Stream) and integer(one.get("/N")) == _INKS for one in profiles)


def claims(parts: Collection[Fitness]) -> tuple[str, ...]:
    """Return what a pack of these parts may call itself: PDF/A-2 of their lowest level."""
    levels = [one.level for one in parts]
    known = [one for one in levels if one is not None]
    if not known or len(known) < len(levels):
        return ()
    return (ARCHIVE + max(known, key=LEVELS.index),)


def level_of(claimed: Collection[str]) -> str | None:
    """Return the level of PDF/A-2 among what a pack calls itself."""
    return next((one[len(ARCHIVE) :] for one in claimed if one.startswith(ARCHIVE)), None)


def write_intent(out: Pdf) -> None:
    """Write what the pack's colours mean (ISO 32000-1, 14.11.5; ISO 19005-2, 6.2.3): sRGB."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(SRGB),
        Info=String(SRGB),
        DestOutputProfile=out.make_stream(srgb(), N=3),
    )
    out.Root["/OutputIntents"] = Array([out.make_indirect(intent)])
