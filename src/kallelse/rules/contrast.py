"""A rule for the theme's colours: every text can be read on what it stands on.

It must not know any document: it looks at all that a theme makes possible.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kallelse.i18n import _
from kallelse.rules.context import Finding
from kallelse.theme import Style, Theme

LEAST = 4.5
_PAGE = "#ffffff"
_INVISIBLE = 2.0  # a colour with less on the page can only be meant for a dark box
_HEAD = ".running-head"
_NAMED = 3  # how many styles a message names

_INLINE = frozenset({"a", "abbr", "strong", "em"})
_LINES = _INLINE | {"p", "h1", "h2", "h3", "h4", "dt", "caption"}
_BOXES = frozenset(
    "article section header footer figure p h1 h2 h3 h4 ul ol dl table".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class _Look:
    """What a selector gives its element, with what its tag and its class give: names of colours."""

    selector: str
    colour: str | None
    ground: str | None

    @property
    def tag(self) -> str:
        return self.selector.partition(".")[0]

    def holds(self, other: _Look) -> bool:
        """Tell whether another element can stand in this one."""
        return other.tag in _INLINE or (self.tag not in _LINES and other.tag != "article")


@dataclass(frozen=True)
class _Pair:
    """A text colour on a ground, both by name, the page being no name; and who has it."""

    colour: str
    ground: str | None
    selector: str


def contrast_low(theme: Theme, _templates: Path) -> Iterator[Finding]:
    """Report a text colour that cannot be read well on what it stands on.

    Every text needs a contrast of 4.5:1 to the page or to the box that it can stand in, whatever
    its size (WCAG 2.1, 1.4.3, which EN 301 549 asks for). Take the shade that the hint names, or
    another that is farther from its ground.
    """
    users: dict[tuple[str, str | None], list[str]] = {}
    for pair in _pairs(theme):
        if pair.selector not in users.setdefault((pair.colour, pair.ground), []):
            users[pair.colour, pair.ground].append(pair.selector)
    for (colour, ground), selectors in users.items():
        text, below = theme.colours[colour], _value(theme, ground)
        measured = ratio(text, below)
        told = ground is not None and (colour, None) in users and ratio(text, _PAGE) < LEAST
        if measured >= LEAST or told:
            continue
        blamed = ground is None or _INVISIBLE <= ratio(text, _PAGE) < LEAST
        name, shade = (colour, _shade(text, below)) if blamed else (ground, _shade(below, text))
        message = _("{colour} on {ground} has a contrast of {ratio}:1, and 4.5:1 is needed: {who}")
        yield Finding(
            ("colours", name or colour),
            message.format(
                colour=f"{colour} ({text})",
                ground=f"{ground} ({below})"
                if ground
                else _("the page ({white})").format(white=_PAGE),
                ratio=f"{math.floor(measured * 100) / 100:g}",
                who=_listed(selectors),
            ),
            _("{shade} is the nearest shade that can be read.").format(shade=shade),
        )


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, written #rrggbb, from 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return red, green, blue


def _shade(colour: str, ground: str) -> str:
    """Return the colour, made darker or lighter by as little as can be, that can be read there."""
    for step in range(1, 256):
        for end in (0, 255):
            mixed = [round(one + (end - one) * step / 255) for one in _channels(colour)]
            shade = "#" + "".join(f"{one:02x}" for one in mixed)
            if ratio(shade, ground) >= LEAST:
                return shade
    return "#000000"  # not reached: black or white can be read on any colour


def _value(theme: Theme, ground: str | None) -> str:
    return _PAGE if ground is None else theme.colours[ground]


def _pairs(theme: Theme) -> Iterator[_Pair]:
    """Yield each text colour with each ground that it can come to stand on."""
    looks = [_look(theme, selector) for selector in theme.styles if selector != _HEAD]
    article = next((one for one in looks if one.selector == "article"), None)
    page = article.ground if article else None
    boxes = [one for one in looks if one.ground and one.tag in _BOXES | {""}]
    for look in looks:
        style = theme.styles[look.selector]
        if look.colour is None or not (style.colour or style.background):
            continue
        own = look.ground if look in boxes else page
        grounds = [one.ground for one in boxes if one is not look and one.holds(look)]
        for ground in _meant_for(theme, look, own, grounds):
            yield _Pair(look.colour, ground, look.selector)
    for box in boxes:
        if box.colour is None:  # what stands in it has the colour of what the box stands in
            for outer in looks:
                if outer.colour and not outer.ground and outer.holds(box):
                    yield _Pair(outer.colour, box.ground, box.selector)
    head, stamps = _look(theme, _HEAD), theme.stamps
    for colour, ground, selector in (
        (head.colour or (article and article.colour), None, _HEAD),
        (stamps.pack.colour, stamps.pack.background, "stamps.pack"),
        (stamps.attachment.colour, stamps.attachment.background, "stamps.attachment"),
        (stamps.confidential.colour, stamps.confidential.background, "stamps.confidential"),
    ):
        if colour in theme.colours and (ground is None or ground in theme.colours):
            yield _Pair(colour, ground, selector)


def _meant_for(
    theme: Theme, look: _Look, own: str | None, grounds: Sequence[str | None]
) -> Iterator[str | None]:
    """Yield the grounds that texts of a look are put on: its own, or where it may stand.

    Elements without a class are everywhere, as Markdown makes them. A class is put where it can be
    seen: one that is all but invisible on the page is for a dark box, where there is one, and one
    that is dark is not for it.
    """
    if look.ground is not None and own == look.ground:
        yield own
        return
    text = theme.colours[look.colour or ""]
    if "." not in look.selector:
        yield from (own, *grounds)
        return
    dark = [one for one in grounds if _is_dark(_value(theme, one))]
    if dark and ratio(text, _value(theme, own)) < _INVISIBLE:
        yield from dark
        return
    yield own
    yield from (one for one in grounds if one not in dark)


def _is_dark(colour: str) -> bool:
    return ratio(colour, "#000000") < ratio(colour, _PAGE)


def _look(theme: Theme, selector: str) -> _Look:
    """Lay the styles of a selector's tag, of its class and of both over each other."""
    tag, dot, name = selector.partition(".")
    laid = [theme.styles.get(one) for one in dict.fromkeys((tag, f"{dot}{name}", selector)) if one]
    styles = [one for one in laid if one is not None]
    known = theme.colours
    return _Look(selector, _last(styles, "colour", known), _last(styles, "background", known))


def _last(styles: Sequence[Style], key: str, known: Collection[str]) -> str | None:
    """Return the name of the colour that holds; None also for one that there is not."""
    named = (getattr(style, key) for style in reversed(styles))
    found = next((one for one in named if one is not None), None)
    return found if found in known else None


def _listed(selectors: Sequence[str]) -> str:
    more = len(selectors) - _NAMED
    shown = ", ".join(selectors[:_NAMED])
    return _("{some} and {count} more").format(some=shown, count=more) if more > 0 else shown
