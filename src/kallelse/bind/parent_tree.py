"""The way back from content to structure: ParentTree and IDTree.

It must not know where the elements came from.
"""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import Array, Dictionary, Object, Pdf, String

from kallelse.bind.values import Value

_ENTRIES_A_LEAF = 50  # a page's entry has all its elements: who looks for one reads the leaf


class ParentTree:
    """The number tree from a page's or annotation's key to its elements (ISO 32000-1, 14.7.4.4).

    Keys are handed out one after the other, so that those of different parts never meet.
    """

    def __init__(self) -> None:
        self._entries: list[Value] = []
        self._ids: dict[bytes, Object] = {}

    @property
    def next_key(self) -> int:
        """Return the key that the next entry gets."""
        return len(self._entries)

    def add(self, entry: Value) -> int:
        """Add an element, or the array of a page's elements by MCID; return its key."""
        self._entries.append(entry)
        return len(self._entries) - 1

    def add_ids(self, ids: Sequence[tuple[bytes, Object]]) -> None:
        """Add the elements that others refer to by their identifier."""
        for name, element in ids:
            self._ids.setdefault(name, element)

    def write(self, out: Pdf, root: Dictionary) -> None:
        """Write both trees into the structure tree's root, in leaves of moderate size."""
        root["/ParentTree"] = _tree(out, "/Nums", list(enumerate(self._entries)))
        root["/ParentTreeNextKey"] = len(self._entries)
        if self._ids:
            pairs = [(String(name), element) for name, element in sorted(self._ids.items())]
            root["/IDTree"] = _tree(out, "/Names", pairs)


def _tree(out: Pdf, key: str, pairs: Sequence[tuple[Value, Value]]) -> Object:
    leaves = []
    for start in range(0, len(pairs), _ENTRIES_A_LEAF):
        chosen = pairs[start : start + _ENTRIES_A_LEAF]
        flat = Array([value for pair in chosen for value in pair])
        limits = Array([chosen[0][0], chosen[-1][0]])
        leaves.append(out.make_indirect(Dictionary({"/Limits": limits, key: flat})))
    if not leaves:
        return out.make_indirect(Dictionary({key: Array()}))
    return out.make_indirect(Dictionary(Kids=Array(leaves)))
