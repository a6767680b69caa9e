"""A part's structure tree, made ready to hang in the pack's. It must not read content.

Resolve while walking, recompute what is derived: roles, classes and identifiers are worked into the
elements of the source; page and annotation keys are new, and the ParentTree is made from what the
elements hold and never copied, which also heals broken ones (ISO 32000-1, 14.7).
"""

from __future__ import annotations

import copy
import operator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from kallelse.bind.documents import heading
from kallelse.bind.parts import Source
from kallelse.bind.pruning import prune
from kallelse.bind.roles import SECTIONS, Roles
from kallelse.bind.values import (
    Value,
    dictionaries,
    dictionary,
    discard,
    identity,
    integer,
    items,
    spelled,
    text,
)

_MOST_MCIDS = 200_000  # a page of a hostile file could ask for an array of any size
_DEEPEST = 400  # qpdf copies by recursion
_KEPT = frozenset(
    {
        "/Type", "/S", "/P", "/ID", "/Pg", "/K", "/A", "/T", "/Lang", "/Alt", "/E", "/ActualText",
    }
)  # fmt: skip
_SPECIAL = frozenset({"/ID", "/A", "/C"})
_Id = tuple[int, int]


@dataclass(frozen=True)
class Graft:
    """A part's tree in its source: the element above it, ParentTree entries and identifiers.

    `entries` is one indirect array, to be copied in one go. `streams` are the form XObjects and
    images that have a place of their own in the tree.
    """

    top: Dictionary
    entries: Array
    ids: Sequence[tuple[bytes, Dictionary]]
    streams: Sequence[Stream]


def prepare(source: Source, first_key: int, language: str) -> Graft | None:
    """Make a part's tree ready in the source; None when it has none, or one that holds nothing.

    `first_key` is the ParentTree key that its first entry will get; `language` that of the pack.
    """
    tree = dictionary(source.pdf.Root, "/StructTreeRoot")
    if tree is None:
        return None
    prefix = f"{source.document.part.id}-".encode()
    walk = _Walk(source, Roles(tree, prefix))
    top = walk.top(tree, language)
    walk.down(top)
    if not walk.marks and not walk.objects:
        return None
    gone = prune(walk.emptied)
    entries, streams = walk.hand_out_keys(first_key)
    ids = [one for one in walk.ids if one[1].objgen not in gone]
    return Graft(top, source.pdf.make_indirect(Array(entries)), ids, streams)


class _Visit(NamedTuple):
    """An element whose kids are to be looked at: its inherited page, and how deep it stands."""

    element: Dictionary
    keys: set[str]
    page: _Id | None
    sections: int
    depth: int


class _Walk:
    """One walk through a tree, without recursion; it notes which element holds which content."""

    def __init__(self, source: Source, roles: Roles) -> None:
        self._pdf = source.pdf
        self._source = source
        self._roles = roles
        self._pages = {page.objgen: page for page in source.pages}
        self._annotations = {
            identity(one) for page in source.pages for one in items(page.get("/Annots"))
        }
        self._seen: set[_Id] = set()
        self.marks: dict[_Id, dict[int, Dictionary]] = {}
        self.objects: dict[_Id, tuple[Object, Dictionary]] = {}
        self._content: dict[_Id, Stream] = {}
        self.ids: list[tuple[bytes, Dictionary]] = []
        self.emptied: list[Dictionary] = []  # all that they held is not bound

    def top(self, tree: Dictionary, language: str) -> Dictionary:
        """Make the part's own element; a single Document at the top is dissolved into it."""
        tops = list(dictionaries(tree.get("/K")))
        part = Dictionary(
            Type=Name.StructElem, S=Name.Part, T=String(heading(self._source.document.part))
        )
        spoken = other_language(self._source, language)
        if len(tops) == 1 and self._roles.standard(spelled(tops[0].get("/S"))) == "/Document":
            document = tops[0]
            spoken = text(document.get("/Lang")) or spoken
            if "/Pg" in document:
                part["/Pg"] = document["/Pg"]
            part["/K"] = Array(items(document.get("/K")))
        else:
            part["/K"] = Array(tops)
        if spoken and spoken != language:
            part["/Lang"] = String(spoken)
        return self._pdf.make_indirect(part)

    def down(self, top: Dictionary) -> None:
        """Walk through all elements below one, in reading order."""
        keys = top.keys()
        waiting = [_Visit(top, keys, self._page(top, keys, None), 0, 0)]
        while waiting:
            visit = waiting.pop()
            below: list[_Visit] = []
            kids = items(visit.element["/K"])
            kept = [self._kid(kid, visit, below) for kid in kids]
            if visit.page is not None and "/Pg" not in visit.keys and any(map(_is_content, kept)):
                visit.element["/Pg"] = self._pages[visit.page]  # said by an element above only
            if not all(map(operator.is_, kept, kids)):
                visit.element["/K"] = Array([kid for kid in kept if kid is not None])
                if all(kid is None for kid in kept):
                    self.emptied.append(visit.element)
            waiting += below[::-1]

    def _page(self, holder: Dictionary, keys: set[str], above: _Id | None) -> _Id | None:
        """Return the page that content below is on; `above` where the holder says none."""
        if "/Pg" not in keys:
            return above
        page = identity(holder["/Pg"])
        return page if page in self._pages else None

    def _kid(self, kid: Value, visit: _Visit, below: list[_Visit]) -> Value:
        """Return what to keep of a kid: an element or a reference to content or an object."""
        if not isinstance(kid, Dictionary):
            return kid if self._mark(visit.page, kid, visit.element) else None
        keys = kid.keys()
        if "/S" in keys or "/K" in keys:
            return self._element(kid, keys, visit, below)
        if "/MCID" in keys:
            return _direct(kid) if self._reference(kid, keys, visit) else None
        if "/Obj" in keys:
            return _direct(kid) if self._object(kid, keys, visit) else None
        return None

    def _element(
        self, kid: Dictionary, keys: set[str], visit: _Visit, below: list[_Visit]
    ) -> Dictionary | None:
        if visit.depth >= _DEEPEST:
            return None
        if not kid.is_indirect:
            kid = self._pdf.make_indirect(kid)
        own = kid.objgen
        if own in self._seen:
            return None
        self._seen.add(own)
        written = spelled(kid["/S"]) if "/S" in keys else ""
        kind = self._roles.standard(written)
        sections = visit.sections + (kind in SECTIONS)
        if kind == "/H":
            kind = f"/H{min(6, max(1, visit.sections))}"
        if kind != written:
            kid["/S"] = Name(kind)
        kid.P = visit.element
        if not keys.isdisjoint(_SPECIAL):
            self._own(kid, keys)
        if not keys <= _KEPT:
            discard(kid, keys - _KEPT)
        if "/K" in keys:
            page = self._page(kid, keys, visit.page)
            below.append(_Visit(kid, keys, page, sections, visit.depth + 1))
        return kid

    def _own(self, element: Dictionary, keys: set[str]) -> None:
        """Work an element's identifier, attributes and classes into what only it has."""
        if "/ID" in keys:
            name = self._roles.identifier(element["/ID"])
            del element["/ID"]
            if name is not None:
                element["/ID"] = String(name)
                self.ids.append((name, element))
        if "/A" in keys or "/C" in keys:
            attributes = self._roles.attributes(element, keys)
            if attributes is not None:
                element["/A"] = attributes
            elif "/A" in keys:
                del element["/A"]

    def _mark(self, holder: _Id | None, number: Value, element: Dictionary) -> bool:
        mcid = integer(number)
        if holder is None or mcid is None or not 0 <= mcid <= _MOST_MCIDS:
            return False
        return self.marks.setdefault(holder, {}).setdefault(mcid, element) is element

    def _reference(self, kid: Dictionary, keys: set[str], visit: _Visit) -> bool:
        page = identity(kid["/Pg"]) if "/Pg" in keys else visit.page
        if page not in self._pages:
            return False
        if "/Stm" not in keys:
            return self._mark(page, kid["/MCID"], visit.element)
        stream = kid["/Stm"]
        if not isinstance(stream, Stream):
            return False
        self._content[stream.objgen] = stream
        return self._mark(stream.objgen, kid["/MCID"], visit.element)

    def _object(self, kid: Dictionary, keys: set[str], visit: _Visit) -> bool:
        target = kid["/Obj"]
        own = identity(target)
        if own is None or not (isinstance(target, Stream) or own in self._annotations):
            return False
        if "/Pg" in keys and identity(kid["/Pg"]) not in self._pages:
            del kid["/Pg"]
        return self.objects.setdefault(own, (target, visit.element))[1] is visit.element

    def hand_out_keys(self, key: int) -> tuple[list[Value], list[Stream]]:
        """Give the pages, form XObjects and annotations of the tree their keys, from `key`.

        Return the entries of the ParentTree, and which streams have a place in the tree.
        """
        entries: list[Value] = []
        holders: dict[_Id, Object] = {**self._pages, **self._content}
        for own, holder in holders.items():
            if marks := self.marks.get(own):
                holder["/StructParents"] = key + len(entries)
                entries.append(Array([marks.get(mcid) for mcid in range(max(marks) + 1)]))
        for target, element in self.objects.values():
            target["/StructParent"] = key + len(entries)
            entries.append(element)
        shown = [target for target, _ in self.objects.values() if isinstance(target, Stream)]
        return entries, [*shown, *self._content.values()]


def other_language(source: Source, language: str) -> str | None:
    """Return a part's language where it says one that is not the pack's."""
    spoken = text(source.pdf.Root.get("/Lang"))
    return spoken if spoken and spoken.lower() != language.lower() else None


def _direct(reference: Dictionary) -> Dictionary:
    """Return a reference that only its element holds: as an object of its own it takes more."""
    return copy.copy(reference) if reference.is_indirect else reference


def _is_content(kid: Value) -> bool:
    """Tell whether a kid is marked content for which the element says the page."""
    if isinstance(kid, Dictionary):
        return "/MCID" in kid and "/Pg" not in kid
    return kid is not None
