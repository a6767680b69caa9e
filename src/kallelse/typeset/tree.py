"""Write the structure tree into a PDF, in the library's own objects.

It must not change the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArrayCompact,
    PDFDictionary,
    PDFName,
    PDFObjectReference,
    PDFString,
)

from kallelse.typeset.structure import Annotated, Elem, Marked

_ROOT, _PARENTS = "StructTreeRoot", "StructParents"


def annotation_name(number: int) -> str:
    """Return the name under which the library knows the annotation of that number."""
    return f"Link{number}"


def write_tree(
    document: Any,
    root: Elem,
    marked: Sequence[Sequence[Elem]],
    annotated: Sequence[Elem],
) -> PDFObjectReference:
    """Add the objects of ISO 32000-1, 14.7.2 and 14.7.4.4; return the catalog's reference.

    `document` is the library's own; `marked` holds for each page the elements by MCID, `annotated`
    the element of each annotation. Keys of the parent tree are the pages from 0, then the
    annotations.
    """
    writer = _Writer(document)
    top = writer.element(root, PDFObjectReference(_ROOT))
    entries: list[object] = []
    for page, elements in enumerate(marked):
        entries += (page, PDFArrayCompact([writer.reference(elem) for elem in elements]))
    for number, elem in enumerate(annotated):
        entries += (len(marked) + number, writer.reference(elem))
    parents = document.Reference(PDFDictionary({"Nums": PDFArrayCompact(entries)}), _PARENTS)
    tree = PDFDictionary(
        {
            "Type": PDFName("StructTreeRoot"),
            "K": top,
            "ParentTree": parents,
            "ParentTreeNextKey": len(marked) + len(annotated),
        }
    )
    document.Reference(tree, _ROOT)
    return PDFObjectReference(_ROOT)


def page_reference(page: int) -> PDFObjectReference:
    """Return the reference to a page; the library counts them from 1 in their names."""
    return PDFObjectReference(f"Page{page + 1}")


class _Writer:
    def __init__(self, document: Any) -> None:
        self._document = document
        self._names: dict[Elem, str] = {}

    def reference(self, elem: Elem) -> PDFObjectReference:
        """Return the reference to an element that was written."""
        return PDFObjectReference(self._names[elem])

    def element(self, elem: Elem, parent: PDFObjectReference) -> PDFObjectReference:
        """Write an element and all under it."""
        name = self._names[elem] = f"Elem{len(self._names)}"
        here = PDFObjectReference(name)
        page = next((kid.page for kid in elem.kids if isinstance(kid, Marked)), None)
        entries: dict[str, Any] = {
            "Type": PDFName("StructElem"),
            "S": PDFName(elem.tag),
            "P": parent,
        }
        if page is not None:
            entries["Pg"] = page_reference(page)
        if elem.kids:
            kids = [self._kid(kid, page, here) for kid in elem.kids]
            entries["K"] = kids[0] if len(kids) == 1 else PDFArrayCompact(kids)
        texts = {"T": elem.title, "Lang": elem.lang, "Alt": elem.alt, "E": elem.expansion}
        for key, text in texts.items():
            if text is not None:
                entries[key] = PDFString(text)
        if elem.attributes:
            entries["A"] = PDFArrayCompact(
                [_attributes(owner, values) for owner, values in elem.attributes.items()]
            )
        self._document.Reference(PDFDictionary(entries), name)
        return here

    def _kid(
        self, kid: Elem | Marked | Annotated, page: int | None, here: PDFObjectReference
    ) -> object:
        if isinstance(kid, Elem):
            return self.element(kid, here)
        if isinstance(kid, Marked) and kid.page == page:
            return kid.mcid
        entries: dict[str, Any] = {"Pg": page_reference(kid.page)}
        if isinstance(kid, Marked):
            entries |= {"Type": PDFName("MCR"), "MCID": kid.mcid}
        else:
            annotation = PDFObjectReference(f"Annot.{annotation_name(kid.number)}")
            entries |= {"Type": PDFName("OBJR"), "Obj": annotation}
        return PDFDictionary(entries)


def _attributes(owner: str, values: Any) -> PDFDictionary:
    written = {
        name: PDFName(value)
        if isinstance(value, str)
        else PDFArrayCompact(value)
        if isinstance(value, tuple)
        else value
        for name, value in values.items()
    }
    return PDFDictionary({"O": PDFName(owner), **written})
