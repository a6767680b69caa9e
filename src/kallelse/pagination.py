"""Page numbers: lay our own parts out until what they print is true; what each page is stamped.

It must not read the editor's files or write any.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.diagnostics import Diagnostic, InputError, brief
from kallelse.errors import ExitCode, KallelseError
from kallelse.i18n import _
from kallelse.pack import Pack, Part, PartKind, paginate
from kallelse.render import render
from kallelse.render.templates import environment, position
from kallelse.theme import Stamp, Theme
from kallelse.typeset import FontFiles, Typeset, TypesetError, typeset

if TYPE_CHECKING:
    from jinja2 import Environment

ROUNDS = 5


class UnsettledError(KallelseError):
    """The page numbers chase each other: printing them changes how many pages there are."""

    exit_code = ExitCode.INPUT

    def __init__(self) -> None:
        super().__init__(
            _("the page numbers have not settled after {rounds} rounds").format(rounds=ROUNDS),
            _("Make a text of the agenda or a memo a little longer or shorter and build again."),
        )


@dataclass(frozen=True)
class Settled:
    """A Pack whose page numbers are final, with our own parts as PDF by part id."""

    pack: Pack
    own: Mapping[str, Typeset]


@dataclass(frozen=True)
class Press:
    """What it takes to make pages: templates, theme, fonts, pictures by name, the PDF's date."""

    folder: Path | None
    theme: Theme
    fonts: FontFiles
    images: Mapping[str, bytes]
    created: dt.datetime


def settle(pack: Pack, press: Press) -> Settled:
    """Lay out our own parts until the page numbers that they print are the ones they got.

    A part whose HTML did not change is not set anew.

    Raises:
        KallelseError: the numbers have not settled after `ROUNDS` rounds.
        InputError: a template cannot be made into pages.
    """
    templates = environment(press.folder)
    manner = _Manner.of(press, pack.organisation.name)

    def set_part(current: Pack, part: Part, template: str) -> Typeset:
        html = render(templates, current, part, press.theme)
        try:
            return _set(html, part.title, manner)
        except TypesetError as error:
            raise InputError([_in_template(templates, template, html, error)]) from error

    current = paginate(pack, {part.id: max(part.pages, 1) for part in pack.parts})
    for _round in range(ROUNDS):
        own = {
            part.id: set_part(current, part, part.template)
            for part in current.parts
            if part.template is not None
        }
        pages = {one.id: own[one.id].pages if one.typeset else one.pages for one in pack.parts}
        counted = paginate(current, pages)
        if counted == current:
            return Settled(_with_hashes(current, own), own)
        current = counted
    raise UnsettledError


@dataclass(frozen=True)
class _Manner:
    """How HTML is set; two are equal when they make the same pages of the same HTML."""

    press: Press = field(compare=False)
    author: str
    digest: str

    @classmethod
    def of(cls, press: Press, author: str) -> _Manner:
        digest = hashlib.sha256(repr((press.theme, press.fonts, press.created)).encode())
        for font in press.fonts.paths:
            digest.update(f"{font} {font.stat().st_mtime_ns}\n".encode())
        for name in sorted(press.images):
            image = hashlib.sha256(press.images[name]).hexdigest()
            digest.update(f"{name} {image}\n".encode())
        return cls(press, author, digest.hexdigest())


@functools.lru_cache(maxsize=256)
def _set(html: str, title: str, manner: _Manner) -> Typeset:
    """Typeset, or return what was made of the same before, also for another build: see watch."""
    press = manner.press
    return typeset(
        html,
        press.theme,
        press.fonts,
        title=title,
        author=manner.author,
        created=press.created,
        images=press.images,
    )


def _in_template(
    templates: Environment, template: str, html: str, error: TypesetError
) -> Diagnostic:
    """Say which template made the HTML that cannot become pages, and what the line is."""
    line = ""
    if error.line is not None:
        line = "".join(html.splitlines()[error.line - 1 : error.line]).strip()
    place = position(templates, f"{template}.html", line)
    told = (
        _("{message}, in: {line}").format(message=error.message, line=brief(line))
        if line
        else error.message
    )
    return Diagnostic(place, error.rule, told, error.remedy)


def _with_hashes(pack: Pack, own: Mapping[str, Typeset]) -> Pack:
    hashes = {part_id: hashlib.sha256(one.pdf).hexdigest() for part_id, one in own.items()}
    parts = (dataclasses.replace(one, sha256=hashes.get(one.id, one.sha256)) for one in pack.parts)
    return dataclasses.replace(pack, parts=tuple(parts))


def stamp_texts(pack: Pack, theme: Theme) -> dict[int, tuple[tuple[str, Stamp], ...]]:
    """Return each page's stamps: the pack's number and, on attachments, which one it is."""
    texts = {}
    for part in pack.parts:
        stamps = [theme.stamps.pack]
        if part.kind is PartKind.ATTACHMENT:
            stamps.append(theme.stamps.attachment)
        own = {"item": part.item or "", "label": part.label or ""}
        for page in range(part.first_page, part.last_page + 1):
            values = {"page": page, "pages": pack.pages, **own}
            texts[page] = tuple((stamp.text.format(**values), stamp) for stamp in stamps)
    return texts


def pdf_date(meeting: dt.date) -> dt.datetime:
    """Return the PDF's date: SOURCE_DATE_EPOCH where it is set, else the meeting's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(meeting, dt.time(), dt.UTC)
