"""The outline (bookmarks): read from attachments, written for the pack.

It must not decide what is listed.

Built without recursion, for outlines are linked lists that hostile files tie into knots (ISO
32000-1, 12.3.3).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kallelse.bind import squeeze
from kallelse.bind.actions import Actions
from kallelse.bind.notes import refuse_all
from kallelse.bind.parts import Source
from kallelse.bind.values import Value, dictionary, identity, integer, items, number, text

_MOST_ENTRIES = 10_000
_DEEPEST = 40
_BOLD_ITALIC = 3


@dataclass
class Node:
    """An entry of the outline.

    `page` is the pack page it leads to, from 1, and `view` how the page is then shown; `uri` leads
    out of the pack. `flags` and `colour` are its looks.
    """

    title: str
    page: int | None = None
    view: Sequence[Value] = (Name.XYZ, None, None, None)
    uri: bytes | None = None
    children: list[Node] = field(default_factory=list)
    is_open: bool = False
    flags: int = 0
    colour: Sequence[float] = ()


def read(source: Source, actions: Actions) -> list[Node]:
    """Read a part's own outline.

    Entries that lead nowhere any more keep their title; loops and endless outlines are cut off.
    """
    found: list[Node] = []
    root = dictionary(source.pdf.Root, "/Outlines")
    if root is None:
        return found
    first_page = source.document.part.first_page
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Value, list[Node], int]] = [(root.get("/First"), found, 0)]
    while waiting and len(seen) < _MOST_ENTRIES:
        entry, siblings, depth = waiting.pop()
        own = identity(entry)
        if not isinstance(entry, Dictionary) or own is None or own in seen:
            continue
        seen.add(own)
        node = _node(entry, actions, first_page)
        siblings.append(node)
        waiting.append((entry.get("/Next"), siblings, depth))
        if depth < _DEEPEST:
            waiting.append((entry.get("/First"), node.children, depth + 1))
    return found


def _node(entry: Dictionary, actions: Actions, first_page: int) -> Node:
    node = Node(text(entry.get("/Title")) or "–")
    node.is_open = (integer(entry.get("/Count")) or 0) > 0
    node.flags = (integer(entry.get("/F")) or 0) & _BOLD_ITALIC
    colour = [number(one) for one in items(entry.get("/C"))]
    if len(colour) == 3:
        node.colour = [min(1.0, max(0.0, one or 0.0)) for one in colour]
    refuse_all(entry.get("/AA"), actions)
    destination = entry.get("/Dest")
    if destination is None and (action := actions.harmless(entry.get("/A"))) is not None:
        destination = action.get("/D")
        uri = action.get("/URI")
        node.uri = bytes(uri) if isinstance(uri, String) else None
    if (target := actions.destinations.target(destination)) is not None:
        node.page, node.view = first_page + target[0], target[1]
    return node


def follow(
    outlines: Iterable[Sequence[Node]], pages: Sequence[Dictionary], moves: squeeze.Moves
) -> None:
    """Let entries lead to where things are on pages that have made room for their stamps."""
    waiting = [node for nodes in outlines for node in nodes] if moves else []
    while waiting:
        node = waiting.pop()
        waiting += node.children
        matrix = None if node.page is None else moves.get(pages[node.page - 1].objgen)
        if matrix is not None:
            node.view = squeeze.view_of(node.view, matrix)


def write(out: Pdf, nodes: Sequence[Node], pages: Sequence[Dictionary]) -> None:
    """Write the outline into the catalog, leading to those pages; nothing when it is empty."""
    if not nodes:
        return
    root = out.make_indirect(Dictionary(Type=Name.Outlines))
    levels: list[tuple[Dictionary, list[Dictionary], Sequence[Node]]] = []
    waiting: list[tuple[Dictionary, Sequence[Node]]] = [(root, nodes)]
    while waiting:
        parent, children = waiting.pop()
        made = [_entry(out, parent, child, pages) for child in children]
        for before, after in itertools.pairwise(made):
            before["/Next"] = after
            after["/Prev"] = before
        parent["/First"], parent["/Last"] = made[0], made[-1]
        levels.append((parent, made, children))
        waiting.extend(
            (entry, child.children)
            for entry, child in zip(made, children, strict=True)
            if child.children
        )
    for parent, made, children in reversed(levels):  # what is below is counted first
        _count(parent, made, children)
    root["/Count"] = abs(int(root["/Count"]))
    out.Root["/Outlines"] = root


def _entry(out: Pdf, parent: Object, node: Node, pages: Sequence[Dictionary]) -> Dictionary:
    entry = Dictionary(Title=String(node.title), Parent=parent)
    if node.page is not None:
        entry["/Dest"] = Array([pages[node.page - 1], *node.view])
    elif node.uri is not None:
        entry["/A"] = Dictionary(S=Name.URI, URI=String(node.uri))
    if node.flags:
        entry["/F"] = node.flags
    if node.colour:
        entry["/C"] = Array(list(node.colour))
    return out.make_indirect(entry)


def _count(parent: Dictionary, made: Sequence[Dictionary], children: Sequence[Node]) -> None:
    """Set how many entries are seen below one; negative on those that are closed."""
    visible = len(made)
    for entry, child in zip(made, children, strict=True):
        if child.children:
            below = abs(int(entry["/Count"]))
            visible += below if child.is_open else 0
            entry["/Count"] = below if child.is_open else -below
    parent["/Count"] = visible
