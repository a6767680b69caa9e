"""What the pack's outline lists: item, its documents, and an attachment's own outline below it.

It must not write it.
"""

from __future__ import annotations

from collections.abc import Mapping

from kallelse.bind.documents import heading
from kallelse.bind.links import Places
from kallelse.bind.outline import Node
from kallelse.pack import Entry, Pack, Part


def of_pack(pack: Pack, own: Mapping[str, list[Node]], places: Places) -> list[Node]:
    """List the pack: notice and agenda first, then the entries of the agenda as they nest.

    `own` holds the outlines that the parts brought. An item leads to its first document, and
    without one to its row of the agenda; the heading of a group leads to what comes first below it.
    """
    in_entries = {part_id for entry in pack.entries for part_id in entry.parts}
    nodes = [_document(part, own) for part in pack.parts if part.id not in in_entries]
    above: list[tuple[int, list[Node]]] = [(-1, nodes)]
    parts = {part.id: part for part in pack.parts}
    for entry in pack.entries:
        while above[-1][0] >= entry.level:
            above.pop()
        node = _entry(entry, [_document(parts[one], own) for one in entry.parts], places)
        above[-1][1].append(node)
        above.append((entry.level, node.children))
    _lead_headings(nodes)
    return nodes


def _document(part: Part, own: Mapping[str, list[Node]]) -> Node:
    return Node(heading(part), page=part.first_page, children=own.get(part.id, []))


def _entry(entry: Entry, documents: list[Node], places: Places) -> Node:
    title = f"{entry.number} {entry.title}" if entry.number else entry.title
    node = Node(title, children=documents, is_open=True)
    if documents:
        node.page = documents[0].page
    elif entry.number and (row := places.find(entry.anchor)) is not None:
        node.page, node.view = row
    return node


def _lead_headings(nodes: list[Node]) -> None:
    order, waiting = [], [*nodes]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(node.children)
    for node in reversed(order):
        if node.page is None and node.uri is None and node.is_open and node.children:
            node.page, node.view = node.children[0].page, node.children[0].view
