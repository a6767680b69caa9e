"""What tags say of content that is not bound goes with it. It must not decide what is content.

A figure's description, or the text that stands for a page, would else be in the pack for anybody to
read, though the page is not. What has always been empty, as cells are, stays.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary

from kallelse.bind.values import dictionary, identity, items

_Id = tuple[int, int]


def prune(emptied: Sequence[Dictionary]) -> set[_Id]:
    """Take out elements that hold nothing any more, then those that held nothing but such.

    The element at the top, which stands below none, stays. Return what was taken out.
    """
    gone: set[_Id] = set()
    waiting = list(emptied)
    while waiting:
        around: dict[_Id, Dictionary] = {}
        for element in waiting:
            parent = dictionary(element, "/P")
            if parent is not None:
                gone.add(element.objgen)
                around[parent.objgen] = parent
        waiting = []
        for parent in around.values():
            kept = [kid for kid in items(parent.get("/K")) if identity(kid) not in gone]
            parent["/K"] = Array(kept)
            if not kept:
                waiting.append(parent)
    return gone
