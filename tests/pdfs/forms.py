"""Forms that are filled in or signed, and layers that are switched off."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.pdfs.pages import annotation, appearance, content, data, new


def form(value: str) -> bytes:
    """Return a page with a filled text field called `namn` and a box that is ticked."""
    pdf = new(content("Blankett"))
    font = pdf.pages[0].obj.Resources.Font.F1
    field = annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Tx,
        T=String("namn"),
        V=String(value),
        DA=String("/Helv 12 Tf 0 g"),
        AP=Dictionary(N=appearance(pdf)),
        F=4,
    )
    box = annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Btn,
        T=String("kryss"),
        V=Name.Ja,
        AS=Name.Ja,
        F=4,
        AP=Dictionary(N=Dictionary(Ja=appearance(pdf), Off=appearance(pdf, "1 g"))),
    )
    box.Rect = Array([60, 450, 80, 470])
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field, box]),
        DA=String("/Helv 0 Tf 0 g"),
        DR=Dictionary(Font=Dictionary(Helv=font)),
    )
    return data(pdf)


def undrawn_form() -> bytes:
    """Return a page with a field whose value the reader is asked to draw."""
    with pikepdf.open(io.BytesIO(form("Ritas"))) as pdf:
        del pdf.pages[0].obj.Annots[0]["/AP"]
        pdf.Root.AcroForm.NeedAppearances = True
        return data(pdf)


def emptied_form() -> bytes:
    """Return a form whose value the reader is to draw over an empty appearance."""
    with pikepdf.open(io.BytesIO(form("Ritas"))) as pdf:
        field = pdf.pages[0].obj.Annots[0]
        field.AP.N.write(b"/Tx BMC\nEMC\n")
        pdf.Root.AcroForm.NeedAppearances = True
        return data(pdf)


def orphan_widget() -> bytes:
    """Return a page with a field that no form knows of."""
    pdf = new(content("F\xe4lt"))
    annotation(pdf, 0, "Widget", FT=Name.Tx, V=String("x"), AP=Dictionary(N=appearance(pdf)))
    return data(pdf)


def signed(*, visible: bool = True) -> bytes:
    """Return a page with something like a digital signature."""
    pdf = new(content("Undertecknat"))
    signature = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            Contents=String(b"\x30" * 99),
            ByteRange=Array([0, 1, 2, 3]),
        )
    )
    field = annotation(pdf, 0, "Widget", FT=Name.Sig, T=String("sign"), V=signature, F=132)
    if visible:
        field.AP = Dictionary(N=appearance(pdf, "0 0 0.6 rg"))
    else:
        field.Rect = Array([0, 0, 0, 0])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=signature)
    return data(pdf)


def hidden_layer(*, base_off: bool = False) -> bytes:
    """Return a page with a black box on a hidden layer and a grey one on a visible layer."""
    pdf = new(
        b"/OC /L0 BDC 0 g 100 100 200 200 re f EMC /OC /L1 BDC 0.5 g 350 100 100 200 re f EMC "
        + content("Lager")
    )
    hidden, shown = (
        pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
        for name in ("Dold", "Synlig")
    )
    pdf.pages[0].obj.Resources.Properties = Dictionary(L0=hidden, L1=shown)
    state = Dictionary(Order=Array([hidden, Array([String("Fler"), shown])]))
    if base_off:
        state.BaseState, state.ON = Name.OFF, Array([shown])
    else:
        state.OFF = Array([hidden])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([hidden, shown]), D=state)
    return data(pdf)
