"""Links of our own: names in typeset documents and on stamps become places in the pack.

It must not touch attachments.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, String

from kallelse.bind.documents import BindError, Document, Words, name
from kallelse.bind.geometry import Box, view
from kallelse.bind.values import Value, dictionaries, dictionary, identity, items, spelled, text
from kallelse.i18n import _
from kallelse.pack import Part, Place

_PRINTED = 4  # annotation flag: PDF/A and PDF/UA want it on every annotation


class Places:
    """Where every anchor of the pack stands."""

    def __init__(self, documents: Sequence[Document], pages: Sequence[Dictionary]) -> None:
        self._pages = pages
        self._on_stamps: dict[str, Array] = {}
        self._starts: dict[str, tuple[int, list[Value]]] = {}
        self._parts = {document.part.id: document.part for document in documents}
        self._own = {document.part.id: document.anchors for document in documents}
        self._all: dict[str, tuple[Part, Place]] = {}
        for document in documents:
            for anchor, place in document.anchors.items():
                self._all.setdefault(anchor, (document.part, place))

    def find(self, anchor: str, part: Part | None = None) -> tuple[int, list[Value]] | None:
        """Return the pack page, from 1, and the view of an anchor.

        None when nothing bears that name.

        Anchors of `part` itself come first, then the parts themselves, then the anchors of all
        parts.
        """
        own: Mapping[str, Place] = self._own.get(part.id, {}) if part else {}
        if part and anchor in own:
            return _at(part, own[anchor])
        if anchor in self._parts:
            return self._start(self._parts[anchor])
        return _at(*self._all[anchor]) if anchor in self._all else None

    def destination(self, anchor: str, part: Part, *, on_stamp: bool = False) -> Array:
        """Return the destination of a link in a part; raises BindError when there is none.

        A link on a stamp means the same on every page, whatever names the page's document has.
        """
        if on_stamp and anchor in self._on_stamps:
            return self._on_stamps[anchor]
        found = self.find(anchor, None if on_stamp else part)
        if found is None:
            raise BindError(
                _("{name} links to “{anchor}”, which is nowhere in the pack").format(
                    name=name(part), anchor=anchor
                ),
                _("Mend the link, or the id that it should lead to."),
            )
        page, seen_as = found
        made = Array([self._pages[page - 1], *seen_as])
        if on_stamp:  # nearly every page has one, and they are equal
            self._on_stamps[anchor] = made
        return made

    def describe(self, annotation: Dictionary, words: Words) -> str:
        """Say where an attachment's link leads: to an address, or to a page of the pack."""
        action = dictionary(annotation, "/A") or Dictionary()
        if address := text(action.get("/URI")):
            return address
        goal = items(annotation.get("/Dest", action.get("/D")))
        number = self._numbers.get(identity(goal[0]) or (0, 0)) if goal else None
        return words.somewhere if number is None else words.to_page.format(page=number)

    @functools.cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {page.objgen: number for number, page in enumerate(self._pages, 1)}

    def _start(self, part: Part) -> tuple[int, list[Value]]:
        if part.id not in self._starts:
            x, top = view(self._pages[part.first_page - 1]).top_left
            seen_as = [Name.XYZ, round(x, 2), round(top, 2), None]
            self._starts[part.id] = part.first_page, seen_as
        return self._starts[part.id]


def _at(part: Part, place: Place) -> tuple[int, list[Value]]:
    return part.first_page + place.page - 1, [
        Name.XYZ,
        round(place.x, 2),
        round(place.top, 2),
        None,
    ]


def resolve(part: Part, pages: Sequence[Dictionary], places: Places) -> None:
    """Give the links of a typeset part their places."""
    for action in _named(pages):
        anchor = action["/D"]
        text = bytes(anchor).decode("utf-8") if isinstance(anchor, String) else spelled(anchor)[1:]
        action["/D"] = places.destination(text, part)


def _named(pages: Sequence[Dictionary]) -> Iterator[Dictionary]:
    for page in pages:
        for annotation in dictionaries(page.get("/Annots")):
            action = dictionary(annotation, "/A")
            if action is not None and isinstance(action.get("/D"), (String, Name)):
                yield action


def link(area: Box, destination: Array, text: str) -> Dictionary:
    """Make an invisible link over an area of a page (ISO 32000-1, 12.5.6.5)."""
    return Dictionary(
        {
            "/Type": Name.Annot,
            "/Subtype": Name.Link,
            "/Rect": Array([round(side, 3) for side in area]),
            "/Border": Array([0, 0, 0]),
            "/F": _PRINTED,
            "/Dest": destination,
            "/Contents": String(text),
        }
    )
