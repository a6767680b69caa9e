"""A part's form: its fields under one field of their own, values and appearances kept.

It must not calculate.

Fields of different parts may bear the same name and would then share one value (ISO 32000-1,
12.7.3.2), so each part's fields hang below a field named after the part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from kallelse.bind import notes
from kallelse.bind.actions import Actions
from kallelse.bind.appearances import Painter, inherited
from kallelse.bind.geometry import box
from kallelse.bind.notes import refuse_all
from kallelse.bind.parts import Source
from kallelse.bind.values import (
    BROKEN,
    Value,
    dictionaries,
    dictionary,
    discard,
    entries,
    identity,
    items,
    made,
)

_DEEPEST = 50
_READ_ONLY = 1  # field flag (ISO 32000-1, 12.7.3.1)
_KEPT = notes.KEPT | {"/A"}  # the actions of widgets are looked at with the annotations


class Form:
    """The pack's form, to which parts bring theirs."""

    def __init__(self, out: Pdf) -> None:
        self._out = out
        self._fields: list[Object] = []
        self._resources: dict[str, dict[str, Object]] = {}

    def taken(self) -> frozenset[str]:
        """Return the names of the form's fonts."""
        return frozenset(self._resources.get("/Font", ()))

    def add(self, field: Dictionary) -> None:
        """Take over a part's field, made by `prepare`, with the resources it needs."""
        copy = self._out.copy_foreign(field)
        for category, resources in entries(copy.get("/KallelseDR")).items():
            self._resources.setdefault(category, {}).update(entries(resources))
        discard(copy, ("/KallelseDR",))
        self._fields.append(copy)

    def write(self) -> None:
        """Write the form into the catalog; nothing when no part has one."""
        if not self._fields:
            return
        # Some readers do not draw text boxes where a form has no place for fonts.
        categories = {"/Font": Dictionary()}
        categories |= {category: made(named) for category, named in self._resources.items()}
        form = Dictionary(Fields=Array(self._fields), DR=made(categories))
        self._out.Root["/AcroForm"] = self._out.make_indirect(form)


def prepare(
    source: Source, taken: frozenset[str], actions: Actions, removed: set[str]
) -> Dictionary | None:
    """Make a part's form ready in the source; return the field above its fields, if it has any.

    `taken` are names of fonts that other parts' fields use already.
    """
    form = dictionary(source.pdf.Root, "/AcroForm") or Dictionary()
    _draw_values(source, form)
    tops = [_indirect(source.pdf, top) for top in dictionaries(form.get("/Fields"))]
    fields = _Fields(source, actions, removed)
    kept = fields.settled(tops)
    kept += fields.adopted()
    _remove(source, fields.invisible)
    if not kept:
        return None
    own = source.pdf.make_indirect(
        Dictionary(T=String(source.document.part.id.replace(".", "-")), Kids=Array(kept))
    )
    for key in ("/DA", "/Q"):  # defaults of a form are allowed on a field as well
        if key in form:
            own[key] = form[key]
    for top in kept:
        top["/Parent"] = own
    _carry_resources(own, form, fields.seen, taken, source.document.part.first_page)
    return own


class _Fields:
    def __init__(self, source: Source, actions: Actions, removed: set[str]) -> None:
        self._source = source
        self._actions = actions
        self._removed = removed
        self.seen: dict[tuple[int, int], Dictionary] = {}
        self.invisible: set[tuple[int, int]] = set()
        self._signatures: set[tuple[int, int]] = set()

    def settled(self, tops: list[Dictionary]) -> list[Dictionary]:
        """Make fields and all below them harmless; return those that are left."""
        kept = [top for top in tops if self._is_new(top)]
        for top in kept:
            self._settle(top)
        if self._signatures:
            for field in self.seen.values():
                if "/Kids" in field:
                    field["/Kids"] = Array(self._unsigned(dictionaries(field["/Kids"])))
        return self._unsigned(kept)

    def _unsigned(self, fields: Iterable[Dictionary]) -> list[Dictionary]:
        return [field for field in fields if field.objgen not in self._signatures]

    def _settle(self, top: Dictionary) -> None:
        waiting: list[tuple[Dictionary, Value, int]] = [(top, None, 0)]
        while waiting:
            field, inherited, depth = waiting.pop()
            kind = field.get("/FT", inherited)
            if found := field.keys() - _KEPT:
                refuse_all(field.get("/AA"), self._actions)
                discard(field, found)
            kids = self._kids(field) if depth < _DEEPEST else []
            if kind == Name.Sig and not any("/T" in kid for kid in kids):
                self._unsign(field, kids)
            elif "/Kids" in field:
                field["/Kids"] = Array(kids)
                waiting.extend((kid, kind, depth + 1) for kid in reversed(kids))

    def _kids(self, field: Dictionary) -> list[Dictionary]:
        kids = [_indirect(self._source.pdf, kid) for kid in dictionaries(field.get("/Kids"))]
        return [kid for kid in kids if self._is_new(kid)]

    def _is_new(self, field: Dictionary) -> bool:
        return self.seen.setdefault(field.objgen, field) is field

    def adopted(self) -> list[Dictionary]:
        """Return fields for widgets that the form does not know of, but that readers show."""
        orphans = [one for one in self._source.widgets if one.is_indirect and self._is_new(one)]
        for number, widget in enumerate(orphans):
            if (kind := inherited(widget, "/FT")) is not None:
                widget["/FT"] = kind
            discard(widget, ("/Parent", "/Kids"))
            if "/T" not in widget:
                widget["/T"] = String(f"widget-{number}")
            self._settle(widget)
        return self._unsigned(orphans)

    def _unsign(self, field: Dictionary, kids: list[Dictionary]) -> None:
        """Leave the looks of a signature, without the signature, which no copy can keep valid.

        What shows something stays a field, for viewers draw those apart from other annotations;
        nobody can sign it.
        """
        if discard(field, ("/V", "/DV")):
            self._removed.add("signature")
        field["/Ff"] = _READ_ONLY
        shown = [widget for widget in kids or [field] if _shows(widget)]
        self.invisible |= {one.objgen for one in kids or [field]} - {one.objgen for one in shown}
        if not shown:
            self._signatures.add(field.objgen)
        elif kids:
            field["/Kids"] = Array(shown)


def _shows(widget: Dictionary) -> bool:
    """Tell whether a signature's widget shows anything, and leave it that alone."""
    appearance = entries(widget.get("/AP")).get("/N")
    if appearance is None or box(widget.get("/Rect")) is None:
        return False
    widget["/AP"] = Dictionary(N=appearance)
    return True


def _indirect(pdf: Pdf, field: Dictionary) -> Dictionary:
    return field if field.is_indirect else pdf.make_indirect(field)


def _draw_values(source: Source, form: Dictionary) -> None:
    """Draw the values that the form leaves to the reader to draw; keep what says its value."""
    if form.get("/NeedAppearances") != True:  # noqa: E712 - pikepdf types it as an Object
        return
    painter = Painter(source.pdf, form)
    for widget in source.widgets:
        with suppress(*BROKEN):  # what cannot be drawn stays as it is
            painter.draw(widget)


def _remove(source: Source, invisible: set[tuple[int, int]]) -> None:
    if not invisible:
        return
    for page in source.pages:
        annotations = items(page.get("/Annots"))
        kept = [one for one in annotations if identity(one) not in invisible]
        if len(kept) < len(annotations):
            page["/Annots"] = Array(kept)


def _carry_resources(
    own: Dictionary,
    form: Dictionary,
    fields: dict[tuple[int, int], Dictionary],
    taken: frozenset[str],
    number: int,
) -> None:
    """Hang the form's resources on the part's field, with new names for fonts in `taken`."""
    carried = {key: value for key, value in entries(form.get("/DR")).items() if entries(value)}
    fonts = entries(carried.get("/Font"))
    renamed = {font: f"{font}-{number}" for font in fonts if font in taken}
    if renamed:
        carried["/Font"] = made({renamed.get(font, font): fonts[font] for font in fonts})
        for field in (own, *fields.values()):
            _rename_fonts(field, renamed)
    if carried:
        own["/KallelseDR"] = made(carried)


def _rename_fonts(field: Dictionary, renamed: dict[str, str]) -> None:
    appearance = field.get("/DA")
    if isinstance(appearance, String):
        field["/DA"] = String(
            re.sub(
                rb"/[^\s/\[\]()<>{}%]+",
                lambda found: renamed.get(
                    found[0].decode("latin-1"), found[0].decode("latin-1")
                ).encode("latin-1"),
                bytes(appearance),
            )
        )
