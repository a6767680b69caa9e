"""What the documents of a pack offer to those who listen, found once for every content of a file.

It must not judge it.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kallelse.convert.cache import beginning
from kallelse.errors import KallelseError
from kallelse.files import sha256, write_text
from kallelse.keeping import used
from kallelse.rules.facts import Access

if TYPE_CHECKING:
    from kallelse.convert.attachments import Workshop

_VERSION = 2  # of what is kept and how it was found
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "tagged": bool,
    "language": (str, type(None)),
    "titled": bool,
    "title_shown": bool,
    "textless": list,
    "unembedded": list,
    "unnamed_fields": int,
}


def access(documents: Mapping[str, Path], workshop: Workshop) -> dict[str, Access]:
    """Return what each document offers, by part id.

    One that cannot be read, or not within the time that making a file anew may take, is left out,
    and nothing is kept of that: the next build tries again.

    Raises:
        KallelseError: a file cannot be read, or the worker cannot be started.
    """
    found = {part_id: _access(path, workshop) for part_id, path in documents.items()}
    return {part_id: one for part_id, one in found.items() if one is not None}


def from_plain(plain: Mapping[str, Any]) -> Access:
    """Return the record that was made plain.

    Raises:
        LookupError, TypeError: it is none.
    """
    for name, kind in _TYPES.items():
        if not isinstance(plain[name], kind):
            raise TypeError(name)
    return Access(
        tagged=plain["tagged"],
        language=plain["language"],
        titled=plain["titled"],
        title_shown=plain["title_shown"],
        textless=tuple(plain["textless"]),
        unembedded=tuple(plain["unembedded"]),
        unnamed_fields=plain["unnamed_fields"],
    )


def keep(path: Path, plain: Mapping[str, Any], workshop: Workshop) -> None:
    """Keep what was found in a document, as the worker told it, for the builds to come.

    Raises:
        KallelseError: the document cannot be read.
    """
    place = _place(path, workshop)
    with contextlib.suppress(KallelseError):  # it is found again next time
        write_text(place, json.dumps(plain))


def _access(path: Path, workshop: Workshop) -> Access | None:
    """Return what a document offers; None where it could not be read."""
    from kallelse.convert.bench import StoppedError

    place = _place(path, workshop)
    used(place)
    # Where it is not there, or not whole, it is found anew.
    with contextlib.suppress(OSError, ValueError, LookupError, TypeError):
        return from_plain(json.loads(place.read_bytes()))
    # As long as a check waits for it: what pack.json tells must not hang on how busy a computer is.
    seconds = workshop.limits.convert_seconds
    try:
        answer = workshop.ask("access", seconds, name=path.name, source=str(path), password="")
    except StoppedError:
        return None
    if "access" not in answer:
        return None
    keep(path, answer["access"], workshop)
    return from_plain(answer["access"])


def _place(path: Path, workshop: Workshop) -> Path:
    """Return where it is kept: under the name by which all goes that was made of a file.

    That is the file which was handed in. A document made of it lies in the cache and is named so.
    """
    found, folder = sha256(path), workshop.cache.folder
    whose = f"{path.name.partition('-')[0]}-" if path.parent == folder else beginning(found)
    return folder / "facts" / f"{whose}{found}-{_VERSION}.json"
