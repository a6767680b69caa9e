"""What a check has found, kept until something changes that it was found in. It must not check."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kallelse.diagnostics import Diagnostic, Position, Severity
from kallelse.keeping import used

if TYPE_CHECKING:
    from kallelse.rules.ignores import Ignore


@dataclass(frozen=True)
class Passed:
    """A comment in a file that meetings share, and whether it let something pass in this one."""

    rule: str
    position: Position
    text: str
    first: int
    last: int

    def ignore(self) -> Ignore:
        """Return it as the rules know it."""
        from kallelse.rules.ignores import Ignore
        from kallelse.source import Remark

        return Ignore(self.rule, Remark(self.position, self.text, self.first, self.last))


@dataclass(frozen=True)
class Verdict:
    """The problems of a meeting; `used` are the comments in shared files that it needs."""

    problems: tuple[Diagnostic, ...]
    shared: tuple[Passed, ...] = ()
    used: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class Verdicts:
    """A folder of verdicts; `common` is the sum of the program, the people and the looks."""

    folder: Path
    common: str

    def read(self, meeting: str, sums: Iterable[str]) -> Verdict | None:
        """Return what was found in a meeting with these sums, None where that is not known."""
        place = self._place(meeting)
        used(place)
        try:
            plain = json.loads(place.read_bytes())
            return _from_plain(plain) if plain["of"] == self._key(sums) else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def keep(self, meeting: str, sums: Iterable[str], verdict: Verdict) -> None:
        """Keep what was found; where the folder cannot be written, it is found again next time."""
        place = self._place(meeting)
        room = place.with_suffix(f".{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"of": self._key(sums), **_plain(verdict)}, ensure_ascii=False)
            # Without fsync: what is lost is found again, and thousands of meetings would wait.
            room.write_text(text, encoding="utf-8")
            room.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                room.unlink(missing_ok=True)

    def _place(self, meeting: str) -> Path:
        return _place_in(self.folder, meeting)

    def _key(self, sums: Iterable[str]) -> str:
        return hashlib.sha256("\n".join((self.common, *sums)).encode()).hexdigest()


def forget(folder: Path, meeting: str) -> None:
    """Remove what was found in a meeting: it may be told otherwise now."""
    with contextlib.suppress(OSError):
        _place_in(folder, meeting).unlink(missing_ok=True)


def _place_in(folder: Path, meeting: str) -> Path:
    return folder / f"{meeting}.json"


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "problems": [
            [*_place(one.position), one.rule, one.message, one.hint, one.severity, one.excerpt]
            for one in verdict.problems
        ],
        "shared": [_passed(one) for one in verdict.shared],
        "used": [_passed(one) for one in verdict.used],
    }


def _place(position: Position) -> list[str | int]:
    return [position.file, position.line, position.column, position.length]


def _passed(one: Passed) -> list[str | int]:
    return [*_place(one.position), one.rule, one.text, one.first, one.last]


def _from_plain(plain: Mapping[str, Any]) -> Verdict:
    problems = tuple(
        Diagnostic(Position(*place), rule, message, hint, Severity(severity), excerpt)
        for *place, rule, message, hint, severity, excerpt in plain["problems"]
    )
    return Verdict(problems, _all_passed(plain["shared"]), _all_passed(plain["used"]))


def _all_passed(plain: Sequence[Sequence[Any]]) -> tuple[Passed, ...]:
    return tuple(
        Passed(rule, Position(*place), text, first, last)
        for *place, rule, text, first, last in plain
    )
