"""What a file says, asked of the worker. It must not open the file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kallelse.convert.bench import StoppedError
from kallelse.errors import KallelseError
from kallelse.i18n import _

if TYPE_CHECKING:
    from kallelse.convert import Workshop

Size = tuple[int, int]

_MOST_QUESTIONS = 100  # for the pictures of a file: some five thousand scanned pages


@dataclass(frozen=True)
class Said:
    """One text of a file: what kind of place it stands in, and its page; 0 is none."""

    kind: str
    page: int
    text: str


@dataclass(frozen=True)
class Sum:
    """The sum of something in a file that is no text."""

    kind: str
    page: int
    sha256: str


@dataclass(frozen=True)
class Picture:
    """One picture of a file by all its sums, those of its bytes and of its pixels."""

    page: int
    sums: frozenset[str]


@dataclass(frozen=True)
class Traces:
    """All that a file says, sums of what else it holds, and the sizes of its pictures.

    Of one that is `locked` or, for its damage, `unread`, there is no more than its bytes.
    """

    texts: tuple[Said, ...]
    sums: tuple[Sum, ...]
    sizes: frozenset[Size]
    locked: bool = False
    unread: bool = False


def traces(path: Path, name: str, workshop: Workshop, password: str = "") -> Traces:
    """Return what a file says. `name` is what it is called where that goes wrong.

    Raises:
        KallelseError: it cannot be gone through within the limits, or the disk fails us.
    """
    answer = _asked(path, name, workshop, password=password)
    if answer["cut"]:
        raise _too_much(name)
    pages = (Said("text", page, text) for page, text in enumerate(answer["pages"], 1))
    strings = (Said(kind, page, text) for kind, page, text in answer["strings"])
    return Traces(
        (*pages, *strings),
        tuple(Sum(*one) for one in answer["sums"]),
        frozenset((width, height) for width, height in answer["sizes"]),
        locked=bool(answer["locked"]),
        unread=bool(answer["unread"]),
    )


def pixels(
    path: Path, name: str, workshop: Workshop, sizes: Collection[Size], password: str = ""
) -> tuple[Picture, ...]:
    """Return those of a file's pictures that have one of the sizes, this way up or turned.

    They are asked for in portions: hundreds of scanned pages take longer than one question may.

    Raises:
        KallelseError: as `traces` does.
    """
    asked = [list(one) for one in sorted(sizes)]
    found: list[Picture] = []
    past: int | None = 0
    for _question in range(_MOST_QUESTIONS):
        answer = _asked(path, name, workshop, password=password, sizes=asked, past=past)
        if answer["cut"]:
            break
        found += (Picture(page, frozenset(sums)) for page, sums in answer["pictures"])
        past = answer["next"]
        if past is None:
            return tuple(found)
    raise _too_much(name)


def _asked(path: Path, name: str, workshop: Workshop, **what: object) -> Mapping[str, Any]:
    try:
        answer = _answer(path, workshop, **what)
    except StoppedError as error:
        if error.why != "memory":
            raise _too_much(name) from error
        # PDFium ends the worker over some files: without it, the answer only takes longer.
        try:
            answer = _answer(path, workshop, careful=True, **what)
        except StoppedError as again:
            raise _too_much(name) from again
    if "trouble" in answer:
        raise KallelseError(
            _("cannot read {name}: {reason}").format(name=name, reason=answer["trouble"]),
            _("Check that the file is there and that you may read it."),
        )
    if "sums" not in answer:
        raise _too_much(name)
    return answer


def _answer(path: Path, workshop: Workshop, **what: object) -> Mapping[str, Any]:
    seconds = workshop.limits.convert_seconds
    return workshop.ask("traces", seconds, name=path.name, source=str(path), **what)


def closed(name: str, *, locked: bool) -> KallelseError:
    """Return what to say of a withheld file that nobody can open, for its lock or its damage."""
    by_password = _(
        "Correct the password in its `password_file`, or name a copy that needs no password."
    )
    return KallelseError(
        _("{name} cannot be opened, so nobody can tell whether it is in the public pack").format(
            name=name
        ),
        by_password if locked else _("It is damaged: name a copy that can be opened."),
    )


def _too_much(name: str) -> KallelseError:
    return KallelseError(
        _("{name} cannot be compared with what is withheld within the limits").format(name=name),
        _("Make it smaller, or raise the limits under `limits` in members.yaml."),
    )
