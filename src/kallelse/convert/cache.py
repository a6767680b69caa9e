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
from kallelse.keeping import used
from kallelse.rules import Context
from kallelse.rules.context import files
from kallelse.rules.marks import withheld

_VERSION = "3"  # of what is kept and how it was made; another one, and nothing is found again


def beginning(of: str) -> str:
    """Return how the names begin of all that is kept of a file, by its hash."""
    return f"{of[:16]}-"


def forget_withheld(context: Context, cache: Cache) -> None:
    """Remove what was made of files that were for all once, and are kept from them now.

    Raises:
        KallelseError: a file cannot be read, or what was made of it cannot be removed.
    """
    is_withheld = withheld(context)
    for path, name in files(context):
        if name in context.files and is_withheld(path):
            cache.forget(sha256(context.files[name]))


@dataclass(frozen=True)
class Kept:
    """A PDF in the cache and what was said when it was made."""

    pdf: Path
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Cache:
    """A folder of PDFs; everything in it can be made again."""

    folder: Path

    def place(self, *made_from: str, of: str = "") -> Path:
        """Return where a PDF lies that is made from this: hashes, programs, settings.

        `of` is the hash of the file that was handed in: by that it can be forgotten.
        """
        key = hashlib.sha256("\n".join((_VERSION, of, *made_from)).encode()).hexdigest()
        return self.folder / f"{beginning(of)}{key}.pdf"

    def forget(self, of: str) -> None:
        """Remove all that was made of a file, by its hash, and all that was found in it.

        Raises:
            KallelseError: it cannot be removed.
        """
        for path in [
            *self.folder.glob(f"{beginning(of)}*"),
            *self.folder.glob(f"*/{beginning(of)}*"),
        ]:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise unwritable(path, error) from error

    @contextmanager
    def room(self, place: Path) -> Iterator[Path]:
        """Offer a path beside a place to write at first; what is left there is removed at the end.

        Nobody else is offered the same: two threads, or two machines that share the folder, may
        make one place at once.

        Raises:
            KallelseError: the folder cannot be written.
        """
        room = place.with_suffix(f".{os.urandom(8).hex()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            yield room
        except OSError as error:
            raise unwritable(place, error) from error
        finally:
            room.unlink(missing_ok=True)

    def made(
        self, make: Callable[[Path], Sequence[Problem]], *made_from: str, of: str = ""
    ) -> Kept:
        """Return what is kept, or have it made: `make` writes a PDF and returns its warnings.

        Raises:
            KallelseError: the folder cannot be written.
        """
        place = self.place(*made_from, of=of)
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
        used(place, place.with_suffix(".json"))  # first, so that nobody takes it away meanwhile
        try:
            facts = json.loads(place.with_suffix(".json").read_bytes())
            if facts["sha256"] != hashlib.sha256(place.read_bytes()).hexdigest():
                return None
            if facts["warnings"] and facts["language"] != language():
                return None  # told in words that somebody else asked for
            return Kept(place, tuple(from_plain(one) for one in facts["warnings"]))
        except (OSError, ValueError, LookupError, TypeError):
            return None  # not there, or not whole: it is made anew
