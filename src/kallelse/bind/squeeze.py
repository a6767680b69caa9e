"""What stands on a page and leads to it follows when the page's content is made smaller.

It must not decide which pages are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name

from kallelse.bind.geometry import Box, Matrix, box
from kallelse.bind.values import (
    Value,
    dictionaries,
    dictionary,
    identity,
    items,
    number,
    spelled,
)

Moves = Mapping[tuple[int, int], Matrix]  # by page

# What these say in coordinates is known: a rectangle, and the corners of marked words.
_MOVABLE = frozenset(
    {
        "/Link", "/Text", "/Popup", "/Stamp", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut",
    }
)  # fmt: skip
_UNMOVABLE = frozenset({"/CL", "/L", "/Vertices", "/InkList", "/Path", "/RD", "/Measure"})


def is_safe(page: Dictionary) -> bool:
    """Tell whether all of a page can follow.

    A pattern is fixed to the page, not to what is painted with it (ISO 32000-1, 8.7.3.1), and the
    letters of a form's fields have a size of their own.
    """
    resources = dictionary(page, "/Resources") or Dictionary()
    if "/VP" in page or "/Pattern" in resources:
        return False
    return all(
        spelled(one.get("/Subtype")) in _MOVABLE and not one.keys() & _UNMOVABLE
        for one in dictionaries(page.get("/Annots"))
    )


def move(page: Dictionary, matrix: Matrix) -> None:
    """Move the annotations of a page; what shows them is drawn into their rectangle."""
    seen = set()
    for annotation in dictionaries(page.get("/Annots")):
        own = identity(annotation)
        if own is not None and own in seen:
            continue
        seen.add(own)
        if (area := box(annotation.get("/Rect"))) is not None:
            annotation["/Rect"] = Array([round(side, 3) for side in matrix.bounds(area)])
        points = [number(one) or 0.0 for one in items(annotation.get("/QuadPoints"))]
        if points:
            pairs = zip(points[::2], points[1::2], strict=False)
            moved = [round(one, 3) for x, y in pairs for one in matrix(x, y)]
            annotation["/QuadPoints"] = Array(moved)


def lead(pages: Sequence[Dictionary], moves: Moves) -> None:
    """Let the links on pages lead to where things are now."""
    for page in pages:
        for annotation in dictionaries(page.get("/Annots")):
            if "/Dest" in annotation:
                annotation["/Dest"] = _led(annotation["/Dest"], moves)
            for action in _chain(annotation.get("/A")):
                if "/D" in action:
                    action["/D"] = _led(action["/D"], moves)


def _chain(action: Value) -> Iterator[Dictionary]:
    for one in dictionaries(action):
        yield one
        yield from dictionaries(one.get("/Next"))


def _led(destination: Value, moves: Moves) -> Value:
    found = items(destination)
    matrix = moves.get(identity(found[0]) or (0, 0)) if found else None
    if matrix is None:
        return destination
    return Array([found[0], *view_of(found[1:], matrix)])


def view_of(shown: Sequence[Value], matrix: Matrix) -> list[Value]:
    """Return the view of a destination (ISO 32000-1, 12.3.2.2) on a page that has moved."""
    kind, *rest = shown or [Name.XYZ]
    numbers = [number(one) for one in rest]

    def x(value: float | None) -> float | None:
        return None if value is None else round(matrix(value, 0)[0], 2)

    def y(value: float | None) -> float | None:
        return None if value is None else round(matrix(0, value)[1], 2)

    moves: dict[str, Sequence[Callable[[float | None], float | None]]] = {
        "/XYZ": (x, y),
        "/FitH": (y,),
        "/FitBH": (y,),
        "/FitV": (x,),
        "/FitBV": (x,),
        "/FitR": (x, y, x, y),
    }
    how = moves.get(spelled(kind), ())
    moved = [one(value) for one, value in zip(how, numbers, strict=False)]
    return [kind, *moved, *rest[len(moved) :]]


def clip(visible: Box, matrix: Matrix) -> bytes:
    """Write the operators that make content smaller and keep hidden what lay outside the page."""
    sides = (visible.x0, visible.y0, visible.x1 - visible.x0, visible.y1 - visible.y0)
    numbers = [" ".join(f"{one:.5f}" for one in group) for group in (matrix, sides)]
    return f"{numbers[0]} cm {numbers[1]} re W n\n".encode("ascii")
