"""The logical structure of a document: elements in reading order.

It must not know pages or how anything looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Marked:
    """A marked-content sequence: page and MCID, both counted from 0 (ISO 32000-1, 14.7.4.2)."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotated:
    """An annotation of an element (14.7.4.3): its page and its place among all, from 0."""

    page: int
    number: int


@dataclass(eq=False)
class Elem:
    """One structure element (ISO 32000-1, 14.7.2).

    The tree is built together with the blocks, in the order of the text, so reading order never
    depends on the order of drawing. Only what stands inside a line (Link, Span) finds its place
    among its parent's text when its first words are painted: `inline` elements are therefore
    attached by `hold`. `alt` is said in place of the content, `expansion` is what an abbreviation
    stands for (14.9.3, 14.9.5). `attributes` maps an owner (Table, List, Layout) to its entries; a
    str among them is a name.
    """

    tag: str
    parent: Elem | None = None
    title: str | None = None
    lang: str | None = None
    alt: str | None = None
    expansion: str | None = None
    inline: bool = False
    attributes: dict[str, Mapping[str, object]] = field(default_factory=dict)
    kids: list[Elem | Marked | Annotated] = field(default_factory=list)
    _placed: bool = False

    def add(
        self,
        tag: str,
        *,
        title: str | None = None,
        lang: str | None = None,
        alt: str | None = None,
        attributes: dict[str, Mapping[str, object]] | None = None,
    ) -> Elem:
        """Append a child and return it."""
        child = Elem(tag, self, title, lang, alt, attributes=attributes or {})
        self.kids.append(child)
        return child

    def within(
        self,
        tag: str,
        *,
        lang: str | None = None,
        alt: str | None = None,
        expansion: str | None = None,
    ) -> Elem:
        """Return a child inside the text; it takes its place when it is first painted."""
        return Elem(tag, self, lang=lang, alt=alt, expansion=expansion, inline=True)

    @property
    def link(self) -> Elem | None:
        """Return the Link that it is or stands in; only that may hold annotations of links."""
        found: Elem | None = self
        while found is not None and found.tag != "Link":
            found = found.parent
        return found

    def hold(self, content: Elem | Marked | Annotated) -> None:
        """Take what was painted; an inline element is first put after what its parent holds."""
        if self.inline and not self._placed and self.parent is not None:
            self._placed = True
            self.parent.hold(self)
        self.kids.append(content)


# A table keeps its shape when a cell is empty (14.8.4.3.4); any other element without content says
# nothing.
_KEPT_EMPTY = frozenset({"TR", "TH", "TD"})


def prune(elem: Elem) -> bool:
    """Drop the elements without content, from the leaves up; tell whether this one stays."""
    elem.kids = [kid for kid in elem.kids if not isinstance(kid, Elem) or prune(kid)]
    return bool(elem.kids) or elem.tag in _KEPT_EMPTY
