"""What no reader opens, or finds a page in, made into a file that one can. It runs in the worker.

It must not judge what comes out: that is read again, within the limits, as any other file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kallelse.bind import rescue
from kallelse.convert import carve

_BROKEN_LOCK = re.compile(r"/Encrypt\b.*not a dictionary", re.DOTALL)


def salvage(source: Path, target: Path, reason: str, request: Mapping[str, Any]) -> int | None:
    """Write what is left of a file to `target`; return how many pages it said it has.

    `reason` is what the readers said of it. None, and nothing written, where no page is left.
    """
    for data in _attempts(source.read_bytes(), reason, int(request["max_stream"])):
        claimed = rescue.regrow(data, target, str(request["password"]))
        if claimed is not None:
            return claimed
    return None


def _attempts(data: bytes, reason: str, most: int) -> Iterator[bytes]:
    """Yield the file with less and less of it believed."""
    if _BROKEN_LOCK.search(reason):
        data = carve.without_lock(data)
    yield data
    carved = carve.carved(data, most)
    if carved is not None:
        yield carved
