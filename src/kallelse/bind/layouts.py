"""What tags say in the coordinates of a page follows when the page's content is made smaller.

It must not decide which pages are.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Name, Object, Stream

from kallelse.bind.geometry import Matrix, box
from kallelse.bind.values import Value, dictionaries, identity, items, number

_Page = tuple[int, int]

# The attributes of layout that are lengths, or lists of them (ISO 32000-1, 14.8.5.4), all in the
# units of the page. `BBox` is an area on it.
_LENGTHS = (
    "/Width", "/Height", "/SpaceBefore", "/SpaceAfter", "/StartIndent", "/EndIndent",
    "/TextIndent", "/BaselineShift", "/LineHeight", "/TextDecorationThickness",
    "/BorderThickness", "/Padding", "/TPadding", "/ColumnGap", "/ColumnWidths",
)  # fmt: skip


def follow(top: Dictionary, moves: Mapping[_Page, Matrix]) -> None:
    """Move the areas and scale the lengths of the elements below one that stand on moved pages."""
    for element in _below(top):
        if "/A" not in element:
            continue
        matrix = moves.get(_page(element) or (0, 0))
        if matrix is not None:
            element["/A"] = Array([_moved(one, matrix) for one in items(element["/A"])])


def _below(top: Dictionary) -> Iterator[Dictionary]:
    """Yield all elements below one, in no order that matters."""
    waiting = [top]
    while waiting:
        kids = [kid for kid in dictionaries(waiting.pop().get("/K")) if "/S" in kid]
        yield from kids
        waiting += kids


def _page(element: Dictionary) -> _Page | None:
    """Return the page of an element: its own, or that of the first content in it."""
    waiting: list[Value] = [element]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary):
            if (page := identity(one.get("/Pg"))) is not None:
                return page
            waiting += items(one.get("/K"))[::-1]
    return None


def _moved(attribute: Object, matrix: Matrix) -> Object:
    """Return the attributes of one owner, moved; others may have the same object."""
    if isinstance(attribute, Stream) or not isinstance(attribute, Dictionary):
        return attribute
    if attribute.get("/O") != Name.Layout:
        return attribute
    new = copy.copy(attribute)
    if (area := box(new.get("/BBox"))) is not None:
        new["/BBox"] = Array([round(side, 3) for side in matrix.bounds(area)])
    for key in new.keys() & set(_LENGTHS):
        new[key] = _scaled(new[key], matrix.a)
    return new


def _scaled(value: Value, factor: float) -> Value:
    if isinstance(value, Array):
        return Array([_scaled(one, factor) for one in value])
    length = number(value)
    return value if length is None else round(length * factor, 3)
