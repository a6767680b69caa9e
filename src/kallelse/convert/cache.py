"""Conversions, kept and found again by what they were made from. It must not convert.

One folder for each audience, so that nothing made for one is ever read for another.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kallelse.convert.problems import Problem, from_plain
from kallelse.files import sha256, unwritable, write_text
from kallelse.i18n import language

_VERSION = "1"  # of what is kept and how it was made; another one, and nothing is found again


@dataclass(frozen=True)
class Kept:
    """A PDF in the cache and what was said when it was made."""

    pdf: Path
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Cache:
    """A folder of PDFs; everything in it can be made again."""

    folder: Path

    def place(self, *made_from: str) -> Path:
        """Return where a PDF lies that is made from this: hashes, programs, settings."""
        key = hashlib.sha256("\n".join((_VERSION, *made_from)).encode()).hexdigest()
        return self.folder / f"{key}.pdf"

    @contextmanager
    def room(self, place: Path) -> Iterator[Path]:
        """Offer a path beside a place to write at first; what is left there is removed at the end.

        Raises:
            KallelseError: the folder cannot be written.
        """
        room = place.with_suffix(f".{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            yield room
        except OSError as error:
            raise unwritable(place, error) from error
        finally:
            room.unlink(missing_ok=True)

    def made(self, make: Callable[[Path], Sequence[Problem]], *made_from: str) -> Kept:
        """Return what is kept, or have it made: `make` writes a PDF and returns its warnings.

        Raises:
            KallelseError: the folder cannot be written.
        """
        place = self.place(*made_from)
        kept = self._read(place)
        if kept is not None:
            return kept
        with self.room(place) as room:
            warnings = make(room)
            room.replace(place)
        facts = {
            "sha256": sha256(place),
            "language": language(),
            "warnings": [one.plain() for one in warnings],
        }
        write_text(place.with_suffix(".json"), json.dumps(facts))
        return Kept(place, tuple(warnings))

    def _read(self, place: Path) -> Kept | None:
        try:
            facts = json.loads(place.with_suffix(".json").read_bytes())
            if facts["sha256"] != hashlib.sha256(place.read_bytes()).hexdigest():
                return None
            if facts["warnings"] and facts["language"] != language():
                return None  # told in words that somebody else asked for
            return Kept(place, tuple(from_plain(one) for one in facts["warnings"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None  # not there, or not whole: it is made anew
