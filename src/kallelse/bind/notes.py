"""An attachment's annotations: shown as they were, doing only what is harmless.

It must not touch form fields.

Sound, film, 3D and attached files are taken out; where the annotation has an appearance, a plain
stamp annotation (ISO 32000-1, 12.5.6.12) goes on showing it.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name

from kallelse.bind.actions import Actions
from kallelse.bind.parts import Source
from kallelse.bind.values import discard, entries, identity, items, spelled

_SHOWN = frozenset(
    {
        "/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon",
        "/PolyLine", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret",
        "/Stamp", "/Ink", "/Popup", "/Widget", "/Watermark", "/PrinterMark", "/TrapNet",
        "/Redact",
    }
)  # fmt: skip
_RICH = {
    "/FileAttachment": "embedded-file",
    "/Sound": "media",
    "/Movie": "media",
    "/Screen": "media",
    "/RichMedia": "media",
    "/3D": "media",
}
# What makes an annotation's looks and text (ISO 32000-1, 12.5.2 and 12.5.6), and what makes a field
# (12.7.3); everything else is left behind, whatever it may be.
_STAMP_KEYS = frozenset(
    {
        "/Type", "/Subtype", "/Rect", "/Contents", "/P", "/NM", "/M", "/F", "/AP", "/AS",
        "/C", "/Border", "/OC",
    }
)  # fmt: skip
_FIELD_KEYS = frozenset(
    {
        "/Parent", "/Kids", "/FT", "/T", "/TU", "/TM", "/Ff", "/V", "/DV", "/Opt", "/TI",
        "/I", "/MaxLen", "/DA", "/Q", "/DS", "/RV", "/MK", "/H", "/BS",
    }
)  # fmt: skip
_NOTE_KEYS = frozenset(
    {
        "/BM", "/ca", "/CA", "/Lang", "/BE", "/T", "/Popup", "/RC", "/CreationDate", "/IRT",
        "/Subj", "/RT", "/IT", "/Open", "/Name", "/State", "/StateModel", "/H",
        "/QuadPoints", "/DA", "/Q", "/DS", "/CL", "/BS", "/RD", "/LE", "/L", "/IC", "/LL",
        "/LLE", "/Cap", "/LLO", "/CP", "/Measure", "/CO", "/Vertices", "/Path", "/InkList",
        "/FixedPrint", "/RO", "/OverlayText", "/Repeat", "/MN", "/Sy", "/Rotate", "/Parent",
    }
)  # fmt: skip
KEPT = _STAMP_KEYS | _FIELD_KEYS | _NOTE_KEYS


def make_harmless(source: Source, actions: Actions, removed: set[str]) -> None:
    """Rework the annotations of all pages; `removed` collects words for what was taken out."""
    for page in source.pages:
        if "/Annots" not in page:
            continue
        annotations = items(page["/Annots"])
        kept = [one for one in annotations if _keep(one, page, actions, removed)]
        if kept:
            page["/Annots"] = Array(kept)
        else:
            del page["/Annots"]


def forget_structure(source: Source) -> None:
    """Take away the places of annotations in a structure tree; they are given new ones."""
    for page in source.pages:
        for annotation in items(page.get("/Annots")):
            if isinstance(annotation, Dictionary) and "/StructParent" in annotation:
                del annotation["/StructParent"]


def _keep(annotation: object, page: Dictionary, actions: Actions, removed: set[str]) -> bool:
    if not isinstance(annotation, Dictionary):
        return False
    subtype = spelled(annotation.get("/Subtype"))
    if subtype not in _SHOWN:
        removed.add(_RICH.get(subtype, "unknown-annotation"))
        if not as_stamp(annotation):
            return False
    if found := annotation.keys() - KEPT:
        _disarm(annotation, found, actions)
    if "/P" in annotation and identity(annotation["/P"]) != page.objgen:
        annotation["/P"] = page
    return True


def _disarm(annotation: Dictionary, found: set[str], actions: Actions) -> None:
    action = annotation["/A"] if "/A" in found else None
    destination = annotation["/Dest"] if "/Dest" in found else None
    if "/AA" in found:
        refuse_all(annotation["/AA"], actions)
    if "/PA" in found:  # what followed before a web link was made of it
        actions.harmless(annotation["/PA"])
    discard(annotation, found)
    if action is not None and (kept := actions.harmless(action)) is not None:
        annotation["/A"] = kept
    elif destination is not None:
        target = actions.destinations.explicit(destination)
        if target is not None:
            annotation["/Dest"] = target


def refuse_all(additional: object, actions: Actions) -> None:
    """Name what the actions of an additional-actions dictionary (/AA) would have done."""
    for action in entries(additional).values():
        actions.refuse(action)


def as_stamp(annotation: Dictionary) -> bool:
    """Turn an annotation into a plain stamp that shows the same; False when it shows nothing."""
    appearance = entries(annotation.get("/AP")).get("/N")
    if appearance is None:
        return False
    discard(annotation, annotation.keys() - _STAMP_KEYS)
    annotation["/Subtype"] = Name.Stamp
    annotation["/AP"] = Dictionary(N=appearance)
    return True
