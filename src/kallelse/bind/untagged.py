"""Pages without a structure tree: everything on them put into elements, so that nothing is missed.

It must not guess.

What a machine can say honestly of such a page is that it is text, in the order it was painted, or a
picture. The pack claims nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from kallelse.bind.content import Content
from kallelse.bind.structure import Structure
from kallelse.bind.values import dictionaries, dictionary, entries, spelled, text

_ELEMENT = {"/Link": "Link", "/Widget": "Form"}


def tag_content(
    structure: Structure, parent: Dictionary, page: Dictionary, found: Content, alternative: str
) -> tuple[Dictionary, bytes]:
    """Make the element of a page's whole content; return it with the operator that opens it.

    A page that shows no text is a Figure with that alternative text, any other a paragraph.
    """
    if found.shows_text or _text_in_forms(page):
        kind, more = "P", {}
    else:
        kind, more = "Figure", {"/Alt": alternative}
    element = structure.element(kind, parent, {"/Pg": page, "/K": found.free_mcid, **more})
    owners = Array([*[None] * found.free_mcid, element])
    page["/StructParents"] = structure.parents.add(owners)
    return element, f"/{kind} <</MCID {found.free_mcid}>> BDC\n".encode("ascii")


def tag_annotations(
    structure: Structure,
    parent: Dictionary,
    page: Dictionary,
    describe: Callable[[Dictionary], str],
) -> Iterator[Dictionary]:
    """Make an element for each annotation of a page that is shown on it.

    A link that does not say where it leads says it then, in the words of `describe` (ISO 14289-1,
    7.18.5).
    """
    for annotation in dictionaries(page.get("/Annots")):
        subtype = spelled(annotation.get("/Subtype"))
        if annotation.is_indirect and subtype != "/Popup":
            named = "/Contents" in annotation and text(annotation["/Contents"])
            if subtype == "/Link" and not named:
                annotation["/Contents"] = String(describe(annotation))
            yield reference(structure, parent, page, annotation, _ELEMENT.get(subtype, "Annot"))


def reference(
    structure: Structure, parent: Dictionary, page: Dictionary, annotation: Object, kind: str
) -> Dictionary:
    """Make an element that holds an annotation (ISO 32000-1, 14.7.4.3)."""
    held = Dictionary({"/Type": Name.OBJR, "/Obj": annotation, "/Pg": page})
    element = structure.element(kind, parent, {"/K": held})
    annotation["/StructParent"] = structure.parents.add(element)
    return element


def _text_in_forms(page: Dictionary) -> bool:
    resources = dictionary(page, "/Resources") or Dictionary()
    return any(
        isinstance(one, Stream)
        and one.get("/Subtype") == Name.Form
        and bool(entries(entries(one.get("/Resources")).get("/Font")))
        for one in entries(resources.get("/XObject")).values()
    )
