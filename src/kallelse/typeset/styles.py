"""Work out how an element looks: the theme's styles laid over each other.

It must not build blocks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kallelse.theme import Align, Style, Theme


@dataclass(frozen=True)
class Look:
    """All that is known of an element's looks; lengths in points, colours as #rrggbb.

    The first part is handed down to what stands inside, the second holds for the element alone.
    """

    size: float = 10.5
    leading: float = 15.5
    colour: str = "#000000"
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    hyphenate: bool = False

    space_before: float = 0.0
    space_after: float = 0.0
    indent: float = 0.0
    keep_with_next: bool = False
    background: str | None = None
    border: str | None = None
    rule: str | None = None
    padding: float = 0.0
    columns: tuple[float, ...] | None = None
    side_by_side: bool = False
    at_foot: bool = False
    new_page: bool = False
    page_numbers: bool = False


_INHERITED = ("size", "leading", "colour", "bold", "italic", "align", "hyphenate")
_COLOURS = frozenset({"colour", "background", "border", "rule"})


def class_names(theme: Theme) -> frozenset[str]:
    """Return the classes that the theme knows."""
    return frozenset(selector.partition(".")[2] for selector in theme.styles if "." in selector)


def cascade(theme: Theme, tag: str, classes: Sequence[str], parent: Look | None = None) -> Look:
    """Return the looks of an element inside one with the looks of `parent`.

    The styles of the element, then of its classes, then of both together are laid over what is
    inherited. Where only the size changes, the distance between the lines keeps its proportion to
    it.
    """
    inherited = {name: getattr(parent, name) for name in _INHERITED} if parent else {}
    look = Look(**inherited)
    selectors = [tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes)]
    for selector in selectors:
        style = theme.styles.get(selector)
        if style is not None:
            look = _laid_over(look, style, theme)
    return look


def _laid_over(look: Look, style: Style, theme: Theme) -> Look:
    changes: dict[str, Any] = {
        name: theme.colours[value] if name in _COLOURS else value
        for name, value in vars(style).items()
        if value is not None and name in Look.__dataclass_fields__
    }
    if "size" in changes and "leading" not in changes:
        changes["leading"] = look.leading * changes["size"] / look.size
    return dataclasses.replace(look, **changes)
