"""Page by page: stamps, the links on them, and tags where a part brought none.

It must not look at whole parts.
"""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pikepdf import Array, Dictionary, Name, String

from kallelse.bind import content, layouts, links, room, squeeze, untagged
from kallelse.bind.content import Content
from kallelse.bind.documents import Document, PageStamp, Words
from kallelse.bind.geometry import Box, Matrix, view
from kallelse.bind.ink import Reader
from kallelse.bind.links import Places
from kallelse.bind.sheet import joined, streams
from kallelse.bind.stamps import Placed, Stamper
from kallelse.bind.structure import Structure
from kallelse.bind.values import BROKEN, items
from kallelse.choices import Ink


@dataclass(frozen=True)
class Dresser:
    """Dresses the pages of one part after the other.

    `unreadable` collects pack pages that cannot be decoded, `moved` the pages that have made room
    for their stamps. `reader` sees what stands where a stamp would. `links` are those on stamps, to
    be copied.
    """

    stamper: Stamper
    structure: Structure
    places: Places
    words: Words
    stamps: Mapping[int, Sequence[PageStamp]]
    ink: Ink
    reader: Reader | None
    unreadable: list[int]
    moved: dict[tuple[int, int], Matrix]
    links: dict[tuple[Box, str], Dictionary] = dataclasses.field(default_factory=dict)

    def dress(
        self, document: Document, pages: Sequence[Dictionary], element: Dictionary, *, tagged: bool
    ) -> None:
        """Dress a part's pages.

        `element` is the part's own, `tagged` tells whether it brought a tree.
        """
        elements: list[Dictionary] = []
        plans = room.plan(document, pages, self.stamps, self.stamper.sizes, self.ink, self.reader)
        for offset, (page, plan) in enumerate(zip(pages, plans, strict=True)):
            seen = view(page)
            placed = self.stamper.place(plan.stamps, seen)
            before = b""
            if plan.moved is not None:
                squeeze.move(page, plan.moved)
                before = squeeze.clip(seen.visible, plan.moved)
                self.moved[page.objgen] = plan.moved
            tag = b""
            found = Content() if document.typeset and tagged else self._read(document, page, offset)
            if not tagged:
                tag = self._tag(document, page, offset, element, elements, found)
            if placed or tag:
                self.stamper.dress(page, placed, found or Content(), tag, before)
            elements += self._link(document, page, placed, element)
            if "/Annots" in page:
                page["/Tabs"] = Name.S
        if self.moved:
            squeeze.lead(pages, self.moved)
        if tagged and any(plan.moved for plan in plans):
            layouts.follow(element, self.moved)
        self._hang(element, elements, tagged=tagged)

    def _read(self, document: Document, page: Dictionary, offset: int) -> Content | None:
        """Read what a page's content leaves open; None for a page without content."""
        try:
            data = joined(streams(page))
        except BROKEN:
            self.unreadable.append(document.part.first_page + offset)
            return Content()
        return content.read(data) if data.strip() else None

    def _tag(
        self,
        document: Document,
        page: Dictionary,
        offset: int,
        parent: Dictionary,
        elements: list[Dictionary],
        found: Content | None,
    ) -> bytes:
        tag = b""
        if found is not None:
            part = document.part
            text = self.words.scanned.format(part=part.label or part.title, page=offset + 1)
            element, tag = untagged.tag_content(self.structure, parent, page, found, text)
            elements.append(element)

        def describe(annotation: Dictionary) -> str:
            return self.places.describe(annotation, self.words)

        elements.extend(untagged.tag_annotations(self.structure, parent, page, describe))
        return tag

    def _link(
        self, document: Document, page: Dictionary, placed: Sequence[Placed], parent: Dictionary
    ) -> list[Dictionary]:
        """Lay a link over each stamp that has one, and return their elements."""
        made = [
            self._copied_link(document, one.area, one.stamp.link)
            for one in placed
            if one.stamp.link is not None
        ]
        if made:
            page["/Annots"] = Array([*items(page.get("/Annots")), *made])
        elements = [untagged.reference(self.structure, parent, page, one, "Link") for one in made]
        for one in elements:  # what a voice says of a link without text of its own
            one["/Alt"] = String(self.words.link)
        return elements

    def _copied_link(self, document: Document, area: Box, anchor: str) -> Dictionary:
        """Return a new link; most are equal, and a copy is made faster."""
        like = self.links.get((area, anchor))
        if like is None:
            goal = self.places.destination(anchor, document.part, on_stamp=True)
            like = self.links[area, anchor] = links.link(area, goal, self.words.link)
        return self.stamper.out.make_indirect(copy.copy(like))

    def _hang(self, element: Dictionary, elements: Sequence[Dictionary], *, tagged: bool) -> None:
        """Hang the new elements into the part's; after its own tree they stand together."""
        if not elements:
            return
        if tagged:
            group = self.structure.element("Div", element, {"/K": Array(list(elements))})
            for one in elements:
                one["/P"] = group
            elements = [group]
        element["/K"] = Array([*items(element.get("/K")), *elements])
