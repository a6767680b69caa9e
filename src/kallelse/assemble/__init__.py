"""Meeting → Pack for one audience: number, redact, convert. Start in `assembly`."""

from __future__ import annotations

from kallelse.assemble.assembly import Assembled, Original, assemble

__all__ = ["Assembled", "Original", "assemble"]
