"""What the elements of a structure tree are, in the standard's own words.

It must not walk a tree.
"""

from __future__ import annotations

import copy
from collections.abc import Collection

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from kallelse.bind.values import Value, discard, entries, items, spelled

_STANDARD = frozenset(
    {
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI",
        "Index", "NonStruct", "Private", "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L",
        "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span",
        "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB",
        "RT", "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
    }
)  # fmt: skip
_LATER = {  # the types of PDF 2.0, in those of PDF 1.7
    "Title": "P",
    "FENote": "Note",
    "Em": "Span",
    "Strong": "Span",
    "Sub": "Span",
    "Aside": "Div",
    "DocumentFragment": "Part",
    "Artifact": "NonStruct",
}
_LONGEST_CHAIN = 20
_OWN = frozenset(("/NS", "/Headers"))  # of attributes: namespaces of PDF 2.0, and identifiers
SECTIONS = frozenset(("/Document", "/Part", "/Art", "/Sect", "/Div"))


class Roles:
    """The role map and the class map of one structure tree (ISO 32000-1, 14.7.3 and 14.7.5).

    Both are worked into the elements, since the maps of different parts give one name different
    meanings. `prefix` is put before the identifiers that table cells refer to their headers by.
    """

    def __init__(self, tree: Dictionary, prefix: bytes) -> None:
        self._roles = {key: spelled(value) for key, value in entries(tree.get("/RoleMap")).items()}
        self._classes = entries(tree.get("/ClassMap"))
        self._known: dict[str, str] = {}
        self._prefix = prefix

    def standard(self, name: str) -> str:
        """Return the standard type for a type as it is spelled, both with their slash.

        NonStruct for one that nothing explains.
        """
        if name not in self._known:
            self._known[name] = f"/{self._follow(name)}"
        return self._known[name]

    def _follow(self, name: str) -> str:
        for _ in range(_LONGEST_CHAIN):
            if name[1:] in _STANDARD or name not in self._roles:
                break
            name = self._roles[name]
        plain = name[1:]
        if plain in _STANDARD:
            return plain
        if plain[:1] == "H" and plain[1:].isdigit():
            return "H6"
        return _LATER.get(plain, "NonStruct")

    def identifier(self, value: Value) -> bytes | None:
        """Return an element's identifier made unique in the pack; None for what is not one."""
        return self._prefix + bytes(value) if isinstance(value, String) else None

    def attributes(self, element: Dictionary, keys: Collection[str]) -> Object | None:
        """Return an element's attributes, those of its classes included; None without any.

        `keys` are those of the element.
        """
        own = items(element["/A"]) if "/A" in keys else []
        for name in items(element["/C"]) if "/C" in keys else ():
            if isinstance(name, Name):
                own.extend(items(self._classes.get(spelled(name))))
        kept = [self._attribute(one) for one in own if isinstance(one, (Dictionary, Stream))]
        if not kept:
            return None
        return kept[0] if len(kept) == 1 else Array(kept)

    def _attribute(self, attribute: Object) -> Object:
        if isinstance(attribute, Stream) or not attribute.keys() & _OWN:
            return attribute
        kept = copy.copy(attribute)  # others may have the same
        headers = items(kept.get("/Headers"))
        discard(kept, _OWN)
        names = [String(name) for name in map(self.identifier, headers) if name is not None]
        if names:
            kept["/Headers"] = Array(names)
        return kept
