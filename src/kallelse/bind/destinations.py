"""Where links lead inside one PDF: names and page numbers become explicit.

It must not follow an action.

Names of different parts would collide in a pack, so they end here (ISO 32000-1, 12.3.2).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Pdf, String

from kallelse.bind.values import Value, dictionary, entries, identity, items, number, spelled

_VIEWS = {
    "/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1,
}  # fmt: skip


class Destinations:
    """The destinations of one PDF. A target that is not one of its pages is none."""

    def __init__(self, pdf: Pdf, pages: Sequence[Dictionary]) -> None:
        self._pdf = pdf
        self.pages = pages
        self._numbers = {page.objgen: number for number, page in enumerate(pages)}

    def page_number(self, page: Value) -> int | None:
        """Return the page's number from 0; None for what is not a page of this PDF."""
        if isinstance(page, int) and not isinstance(page, bool):
            return page if 0 <= page < len(self.pages) else None
        return self._numbers.get(identity(page) or (0, 0))

    def target(self, destination: Value) -> tuple[int, list[Value]] | None:
        """Return the number of a destination's page, from 0, and its view.

        None for one that leads nowhere.
        """
        found = self._array(destination)
        if found is None or len(found) == 0:
            return None
        page = self.page_number(found[0])
        return None if page is None else (page, _view(list(found)[1:]))

    def explicit(self, destination: Value) -> Array | None:
        """Return a destination as [page, view, …]; None for one that leads nowhere."""
        found = self.target(destination)
        return None if found is None else Array([self.pages[found[0]], *found[1]])

    def _array(self, destination: Value) -> Array | None:
        if isinstance(destination, String):
            destination = self._strings.get(bytes(destination))
        elif isinstance(destination, Name):
            destination = self._names.get(spelled(destination))
        if isinstance(destination, Dictionary):
            destination = destination.get("/D")
        return destination if isinstance(destination, Array) else None

    @functools.cached_property
    def _names(self) -> dict[str, Value]:
        return entries(self._pdf.Root.get("/Dests"))

    @functools.cached_property
    def _strings(self) -> dict[bytes, Value]:
        names = dictionary(self._pdf.Root, "/Names")
        return {} if names is None else name_tree(names.get("/Dests"))


def name_tree(root: Value) -> dict[bytes, Value]:
    """Read a name tree whatever its shape: the first of equal names counts, loops end (7.9.6)."""
    found: dict[bytes, Value] = {}
    seen = set()
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if not isinstance(node, Dictionary) or identity(node) in seen:
            continue
        if (own := identity(node)) is not None:
            seen.add(own)
        pairs = items(node.get("/Names"))
        for key, value in zip(pairs[::2], pairs[1::2], strict=False):
            if isinstance(key, String):
                found.setdefault(bytes(key), value)
        nodes.extend(reversed(items(node.get("/Kids"))))
    return found


def _view(parameters: list[Value]) -> list[Value]:
    kind = spelled(parameters[0]) if parameters else ""
    if kind not in _VIEWS:
        return [Name.XYZ, None, None, None]
    wanted = _VIEWS[kind]
    numbers = [value if number(value) is not None else None for value in parameters[1 : wanted + 1]]
    return [Name(kind), *numbers, *[None] * (wanted - len(numbers))]
