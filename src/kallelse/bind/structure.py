"""The pack's structure tree, which the parts' trees are hung into. It must not look into theirs."""

from __future__ import annotations

from collections.abc import Mapping

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kallelse.bind.graft import Graft
from kallelse.bind.parent_tree import ParentTree
from kallelse.bind.values import Value, as_dictionary, items


class Structure:
    """The pack's structure tree: one Document, below it a Part for each part of the pack."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self.parents = ParentTree()
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self.element("Document", self._root, {})
        self._parts: list[Object] = []
        self.streams: set[tuple[int, int]] = set()

    def element(self, kind: str, parent: Object, more: Mapping[str, Value]) -> Dictionary:
        """Make an element of that type below another; hanging it there is the caller's part."""
        entries = {"/Type": Name.StructElem, "/S": Name(f"/{kind}"), "/P": parent, **more}
        return self._out.make_indirect(Dictionary(entries))

    def new_part(self, title: str, spoken: str | None) -> Dictionary:
        """Add an empty part; `spoken` is its language, where that is not the pack's."""
        more = {"/T": String(title)} | ({"/Lang": String(spoken)} if spoken else {})
        return self._hang(self.element("Part", self._document, more))

    def add(self, graft: Graft) -> Dictionary:
        """Copy a part's tree and hang it in; its pages have been copied before."""
        copy = self._out.copy_foreign
        top = as_dictionary(copy(graft.top))
        top["/P"] = self._document
        for entry in items(copy(graft.entries)):
            self.parents.add(entry)
        self.parents.add_ids([(name, copy(element)) for name, element in graft.ids])
        self.streams.update(copy(stream).objgen for stream in graft.streams)
        return self._hang(top)

    def _hang(self, part: Dictionary) -> Dictionary:
        self._parts.append(part)
        return part

    def write(self) -> None:
        """Write the tree into the catalog."""
        self._root["/K"] = Array([self._document])
        self._document["/K"] = Array(self._parts)
        self.parents.write(self._out, self._root)
        self._out.Root["/StructTreeRoot"] = self._root
        self._out.Root["/MarkInfo"] = Dictionary(Marked=True)
