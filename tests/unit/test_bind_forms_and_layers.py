from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Name, Object

from tests import binding, pdfs


def fields(made: binding.Made) -> dict[str, Object]:
    """Return the fields of a form by their full names."""
    found = {}
    waiting = [("", one) for one in made.pdf.Root.AcroForm.Fields]
    while waiting:
        above, one = waiting.pop()
        full = f"{above}.{one.T}".strip(".")
        found[full] = one
        waiting += [(full, kid) for kid in one.get("/Kids", [])]
    return found


def test_fields_of_two_files_keep_their_values_apart() -> None:
    made = binding.bound(pdfs.form("Ett"), pdfs.form("Två"))
    found = fields(made)
    assert set(found) == {
        "item-2-1",
        "item-2-1.namn",
        "item-2-1.kryss",
        "item-3-1",
        "item-3-1.namn",
        "item-3-1.kryss",
    }
    assert str(found["item-2-1.namn"].V) == "Ett"
    assert str(found["item-3-1.namn"].V) == "Två"
    assert Name.Ja == found["item-3-1.kryss"].AS
    for part_id in ("item-2-1", "item-3-1"):
        (page,) = made.pages(part_id)
        widget = page.Annots[0]
        assert widget.objgen == found[f"{part_id}.namn"].objgen
        assert widget.Parent.objgen == found[part_id].objgen
        assert "/N" in widget.AP


def test_fonts_of_equal_names_stay_apart() -> None:
    made = binding.bound(pdfs.form("Ett"), pdfs.form("Två"))
    fonts = made.pdf.Root.AcroForm.DR.Font
    found = fields(made)
    names = [bytes(found[f"item-{n}-1.namn"].DA).split()[0].decode() for n in (2, 3)]
    assert len(set(names)) == 2
    assert set(names) == set(fonts.keys())
    assert bytes(found["item-3-1"].DA) == f"{names[1]} 0 Tf 0 g".encode()


@pytest.mark.parametrize("attachment", [pdfs.undrawn_form, pdfs.emptied_form])
def test_values_that_the_reader_was_to_draw_are_drawn(attachment: Callable[[], bytes]) -> None:
    made, page = binding.only(attachment())
    assert b"Ritas" in page.Annots[0].AP.N.read_bytes()
    assert "/NeedAppearances" not in made.pdf.Root.AcroForm


def test_a_text_box_that_the_reader_draws_is_still_drawn() -> None:
    made = binding.bound(pdfs.undrawn_comment(), stamped=False)
    first = made.pack.part("item-2-1").first_page
    before, after = (
        binding.rendered(data, page, forms=False).to_pil().tobytes()
        for data, page in ((pdfs.undrawn_comment(), 1), (made.data, first))
    )
    assert before == after


def test_a_field_without_a_form_gets_one() -> None:
    made, page = binding.only(pdfs.orphan_widget(), stamped=False)
    found = fields(made)
    assert page.Annots[0].objgen in {one.objgen for one in found.values()}


def test_a_field_that_is_its_own_ancestor_ends() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.form("x")))
    field = pdf.Root.AcroForm.Fields[0]
    field.Kids = Array([field])
    made = binding.bound(pdfs.data(pdf))
    assert "item-2-1" in fields(made)


def test_layers_keep_their_state_and_stay_apart() -> None:
    made = binding.bound(pdfs.hidden_layer(), pdfs.hidden_layer(base_off=True))
    properties = made.pdf.Root.OCProperties
    assert [str(one.Name) for one in properties.OCGs] == ["Dold", "Synlig"] * 2
    hidden = [one.objgen for one in properties.D.OFF]
    assert hidden == [properties.OCGs[0].objgen, properties.OCGs[2].objgen]
    assert str(properties.D.Name)
    assert properties.D.BaseState == Name.ON
    assert "/AS" not in properties.D
    assert [str(one[0]) for one in properties.D.Order] == [
        "Bilaga 2.1 Underlag 2",
        "Bilaga 3.1 Underlag 3",
    ]


def test_a_layer_that_is_hidden_when_viewed_stays_hidden() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.hidden_layer()))
    properties = pdf.Root.OCProperties
    shown = properties.OCGs[1]
    shown.Usage = pikepdf.Dictionary(View=pikepdf.Dictionary(ViewState=Name.OFF))
    properties.D.AS = Array(
        [pikepdf.Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([shown]))]
    )
    made = binding.bound(pdfs.data(pdf))
    assert len(made.pdf.Root.OCProperties.D.OFF) == 2


def test_a_pack_without_forms_and_layers_says_nothing_of_them() -> None:
    made = binding.bound(pdfs.text())
    assert "/AcroForm" not in made.pdf.Root
    assert "/OCProperties" not in made.pdf.Root
