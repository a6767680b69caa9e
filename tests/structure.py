"""Check the tags of a PDF and read its text through them.

It must not import kallelse: it is evidence because it does not share the code that writes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pikepdf

from tests.content import Page, read_page

Key = tuple[int, int]


@dataclass
class Node:
    """A structure element as read: its type, its attributes by owner, what it holds in order."""

    tag: str
    children: list[Node | str] = field(default_factory=list)
    attributes: dict[str, dict[str, object]] = field(default_factory=dict)
    alt: str | None = None
    lang: str | None = None
    title: str | None = None
    expansion: str | None = None

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def find(self, tag: str) -> list[Node]:
        """Return the elements of that type in and under this one, in order."""
        found = [self] if self.tag == tag else []
        for child in self.children:
            if isinstance(child, Node):
                found += child.find(tag)
        return found


class Tagged:
    """A tagged PDF, read once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.problems: list[str] = []
        self._pages = [read_page(page) for page in pdf.pages]
        self._number = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        self._owners: dict[tuple[int, int], Key] = {}
        self._annotations: dict[Key, Key] = {}
        self._ids: Counter[str] = Counter()
        self.elements = 0
        tree = pdf.Root.get("/StructTreeRoot")
        self.root = Node("StructTreeRoot")
        if tree is None:
            self.problems.append("there is no structure tree")
            return
        for kid in _listed(tree.get("/K")):
            self.root.children.append(self._element(kid, tree))
        self._check(tree)

    @property
    def links(self) -> list[tuple[int, pikepdf.Object]]:
        """The link annotations, each with its page from 0."""
        return [
            (number, annotation)
            for number, page in enumerate(self.pdf.pages)
            for annotation in page.get("/Annots", [])
            if annotation.Subtype == "/Link"
        ]

    def _element(self, elem: pikepdf.Object, parent: pikepdf.Object) -> Node:
        self.elements += 1
        node = Node(str(elem.S)[1:])
        if elem.get("/P") is None or elem.P.objgen != parent.objgen:
            self.problems.append(f"{node.tag} does not point back at its parent")
        if "/ID" in elem:
            self._ids[bytes(elem.ID).decode("latin-1")] += 1
        texts = {"alt": "/Alt", "lang": "/Lang", "title": "/T", "expansion": "/E"}
        for name, key in texts.items():
            setattr(node, name, str(elem[key]) if key in elem else None)
        for one in _listed(elem.get("/A")):
            if isinstance(one, pikepdf.Dictionary):
                node.attributes[str(one.O)[1:]] = {
                    key[1:]: _plain(value) for key, value in one.items() if key != "/O"
                }
        for kid in _listed(elem.get("/K")):
            self._kid(kid, elem, node)
        if node.tag == "Figure" and not node.alt:
            self.problems.append("a Figure without a text alternative")
        return node

    def _kid(self, kid: pikepdf.Object | int, elem: pikepdf.Object, node: Node) -> None:
        if isinstance(kid, int):
            self._content(elem.get("/Pg"), kid, elem, node)
        elif kid.get("/Type") == "/MCR":
            self._content(kid.get("/Pg", elem.get("/Pg")), int(kid.MCID), elem, node)
        elif kid.get("/Type") == "/OBJR":
            key = kid.Obj.objgen
            if key in self._annotations:
                self.problems.append(f"an annotation belongs to two elements: {key}")
            self._annotations[key] = elem.objgen
        else:
            node.children.append(self._element(kid, elem))

    def _content(
        self, page: pikepdf.Object | None, mcid: int, elem: pikepdf.Object, node: Node
    ) -> None:
        number = None if page is None else self._number.get(page.objgen)
        if number is None:
            self.problems.append(f"{node.tag} has content on no page of the document")
            return
        if (number, mcid) in self._owners:
            self.problems.append(f"MCID {mcid} of page {number + 1} belongs to two elements")
        self._owners[number, mcid] = elem.objgen
        text = self._pages[number].texts.get(mcid)
        if text is None:
            self.problems.append(f"{node.tag} has MCID {mcid}, not on page {number + 1}")
        else:
            node.children.append(text)

    # The checks beyond reading

    def _check(self, tree: pikepdf.Object) -> None:
        marked = self.pdf.Root.get("/MarkInfo")
        if marked is None or not marked.get("/Marked", False):
            self.problems.append("the catalog does not say Marked")
        if "/Lang" not in self.pdf.Root:
            self.problems.append("the catalog has no Lang")
        self.problems += [
            f"two elements have the ID {one}" for one, n in self._ids.items() if n > 1
        ]
        parents = dict(_number_tree(tree.ParentTree))
        keys: Counter[int] = Counter()
        for number, (page, read) in enumerate(zip(self.pdf.pages, self._pages, strict=True)):
            where = f"page {number + 1}"
            self.problems += [f"{where}: {problem}" for problem in read.problems]
            self._check_marks(page, number, read, parents, keys)
            self._check_annotations(page, where, parents, keys)
        self.problems += [f"two things have the key {key}" for key, n in keys.items() if n > 1]
        if any(key >= int(tree.get("/ParentTreeNextKey", 0)) for key in parents):
            self.problems.append("ParentTreeNextKey is taken")

    def _check_marks(
        self,
        page: pikepdf.Page,
        number: int,
        read: Page,
        parents: dict[int, pikepdf.Object],
        keys: Counter[int],
    ) -> None:
        where = f"page {number + 1}"
        unowned = [mcid for mcid in read.texts if (number, mcid) not in self._owners]
        if unowned:
            self.problems.append(f"{where}: MCIDs that belong to no element: {unowned}")
        if "/StructParents" not in page:
            if read.texts:
                self.problems.append(f"{where}: no StructParents")
            return
        key = int(page.StructParents)
        keys[key] += 1
        listed = list(parents.get(key, []))
        for mcid in read.texts:
            owner = listed[mcid].objgen if mcid < len(listed) and listed[mcid] else None
            if owner != self._owners.get((number, mcid)):
                self.problems.append(f"{where}: the parent tree is wrong about MCID {mcid}")
        if sum(one is not None for one in listed) > len(read.texts):
            self.problems.append(f"{where}: the parent tree has entries without content")

    def _check_annotations(
        self,
        page: pikepdf.Page,
        where: str,
        parents: dict[int, pikepdf.Object],
        keys: Counter[int],
    ) -> None:
        annotations = list(page.get("/Annots", []))
        if annotations and page.get("/Tabs") != "/S":
            self.problems.append(f"{where}: the order of tabs is not that of the structure")
        for one in annotations:
            owner = self._annotations.get(one.objgen)
            if one.Subtype == "/Popup" or (owner is None and int(one.get("/F", 0)) & 2):
                continue
            if owner is None or "/StructParent" not in one:
                self.problems.append(f"{where}: an annotation outside of the structure")
                continue
            key = int(one.StructParent)
            keys[key] += 1
            if key not in parents or parents[key].objgen != owner:
                self.problems.append(f"{where}: the parent tree is wrong about an annotation")
            if one.Subtype == "/Link" and not str(one.get("/Contents", "")).strip():
                self.problems.append(f"{where}: a link without Contents")


def problems(pdf: pikepdf.Pdf) -> list[str]:
    """Return all that is wrong with a PDF's tags; nothing of it is about looks or meaning.

    MCID, parent tree and element are in bijection, elements point back at their parents, OBJR and
    StructParent agree, keys and IDs are unique; every painting operator stands in an element or an
    artifact, none in both, and q/Q, BT/ET and BDC/EMC nest.
    """
    return Tagged(pdf).problems


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _plain(value: object) -> object:
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.Array):
        return [_plain(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value


def _number_tree(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    for kid in node.get("/Kids", []):
        yield from _number_tree(kid)
    entries = list(node.get("/Nums", []))
    for key, value in zip(entries[::2], entries[1::2], strict=True):
        yield int(key), value
