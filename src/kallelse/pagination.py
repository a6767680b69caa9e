"""Page numbers: lay our own parts out until what they print is true; what each page is stamped.

It must not read the editor's files or write any.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kallelse.choices import Audience
from kallelse.diagnostics import Diagnostic, InputError, brief
from kallelse.errors import ExitCode, KallelseError
from kallelse.i18n import _, join_and, word
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


def settle(pack: Pack, press: Press, pages: Mapping[str, int] | None = None) -> Settled:
    """Lay out our own parts until the page numbers that they print are the ones they got.

    With `pages`, by part id, the numbers are given, as `shared_pages` tells them. A part that has
    fewer here is followed by a filler, whose pages say why they are there.

    Raises:
        UnsettledError: the numbers have not settled after `ROUNDS` rounds, or a part has more pages
            than it was given.
        InputError: a template cannot be made into pages.
    """
    setter = _Setter.of(pack, press)
    if pages is None:
        filled = paginate(pack, _counted([(pack, setter)]))
    else:
        filled = _with_fillers(pack, pages, setter.all(paginate(pack, pages)))
    own = setter.all(filled)
    if any(own[part.id].pages != part.pages for part in filled.parts if part.typeset):
        raise UnsettledError
    return Settled(_with_hashes(filled, own), own)


def shared_pages(packs: Sequence[tuple[Pack, Press]]) -> Mapping[str, int]:
    """Return how many pages each part has in all of some packs, by its id: as many as in any.

    They are the packs of one meeting for several audiences, with the same parts. A part that is
    withheld from one has the pages that it has in another.

    Raises:
        UnsettledError: the numbers have not settled after `ROUNDS` rounds.
        InputError: a template cannot be made into pages.
    """
    return _counted([(pack, _Setter.of(pack, press)) for pack, press in packs])


def _counted(packs: Sequence[tuple[Pack, _Setter]]) -> Mapping[str, int]:
    known = [part for pack, _setter in packs for part in pack.parts]
    pages = dict.fromkeys((part.id for part in known), 1)
    for part in known:
        pages[part.id] = max(pages[part.id], part.pages)
    for _round in range(ROUNDS):
        counted = dict.fromkeys(pages, 1)
        for pack, setter in packs:
            own = setter.all(paginate(pack, pages))
            for part in pack.parts:
                found = 1 if part.withheld else own[part.id].pages if part.typeset else part.pages
                counted[part.id] = max(counted[part.id], found)
        if counted == pages:
            return pages
        pages = counted
    raise UnsettledError


def _with_fillers(pack: Pack, pages: Mapping[str, int], own: Mapping[str, Typeset]) -> Pack:
    """Put a filler after every part that has fewer pages than it was given."""
    parts, counts = [], {}
    for part in pack.parts:
        given = pages[part.id]
        found = own[part.id].pages if part.typeset else part.pages
        if found > given:
            raise UnsettledError
        parts.append(part)
        counts[part.id] = found
        if found < given:
            filler = _filler(pack, part)
            parts.append(filler)
            counts[filler.id] = given - found
    return paginate(dataclasses.replace(pack, parts=tuple(parts)), counts)


def _filler(pack: Pack, part: Part) -> Part:
    """Return what stands for the pages that a part has elsewhere: withheld ones, or empty ones."""
    taken_out = bool(part.secrecy) and part.item is not None and pack.audience != Audience.MEMBERS
    return Part(
        f"{part.id}-filler",
        PartKind.FILLER,
        word(PartKind.FILLER),
        item=part.item,
        label=part.label,
        template="withheld" if taken_out else "filler",
        secrecy=part.secrecy if taken_out else (),
        withheld=taken_out,
    )


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


@dataclass(frozen=True)
class _Setter:
    """What makes the pages of a pack's own parts, each time that its numbers are others."""

    press: Press
    templates: Environment
    manner: _Manner

    @classmethod
    def of(cls, pack: Pack, press: Press) -> _Setter:
        manner = _Manner.of(press, pack.organisation.name)
        return cls(press, environment(press.folder), manner)

    def all(self, pack: Pack) -> dict[str, Typeset]:
        """Make the pages; a part whose HTML did not change is not set anew."""
        own = {}
        for part in pack.parts:
            if part.template is None:
                continue
            html = render(self.templates, pack, part, self.press.theme)
            try:
                own[part.id] = _set(html, part.title, self.manner)
            except TypesetError as error:
                found = _in_template(self.templates, part.template, html, error)
                raise InputError([found]) from error
        return own


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
    """Return each page's stamps: the pack's number, which attachment it is, why it is secret."""
    texts = {}
    for part in pack.parts:
        stamps = [theme.stamps.pack]
        if part.label is not None:
            stamps.append(theme.stamps.attachment)
        if part.secrecy and pack.audience == Audience.MEMBERS:
            stamps.append(theme.stamps.confidential)
        own = {
            "pages": str(pack.pages),
            "item": part.item or "",
            "label": part.label or "",
            "ground": join_and(tuple(dict.fromkeys(one.ground for one in part.secrecy))),
        }
        for page in range(part.first_page, part.last_page + 1):
            words = {"page": str(page), **own}
            texts[page] = tuple((stamp.text.format(**words), stamp) for stamp in stamps)
    return texts


def pdf_date(meeting: dt.date) -> dt.datetime:
    """Return the PDF's date: SOURCE_DATE_EPOCH where it is set, else the meeting's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return dt.datetime.combine(meeting, dt.time(), dt.UTC)
