"""What a pack must not carry over: scripts, embedded files, names that are no text."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from tests.pdfs.pages import annotation, appearance, content, data, new
from tests.pdfs.tags import tagged


def scripts() -> bytes:
    """Return a page with actions that no pack may carry, in every place that can hold one."""
    pdf = new(content("Skript"))
    page = pdf.pages[0].obj

    def script() -> Dictionary:
        return Dictionary(S=Name.JavaScript, JS=String("app.alert('SCRIPT')"))

    actions = [
        script(),
        Dictionary(S=Name.Launch, F=String("SCRIPT.exe")),
        Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("https://SCRIPT"))),
        Dictionary(S=Name.ResetForm),
        Dictionary(S=Name.ImportData, F=String("SCRIPT.fdf")),
        Dictionary(S=Name.GoToR, F=String("SCRIPT.pdf"), D=Array([0, Name.Fit])),
        Dictionary(
            S=Name.GoToE, D=Array([0, Name.Fit]), T=Dictionary(R=Name.C, N=String("SCRIPT"))
        ),
        Dictionary(S=Name.Rendition, OP=0, JS=String("SCRIPT")),
        Dictionary(S=Name.Movie, T=String("SCRIPT")),
        Dictionary(S=Name.Sound, Sound=pdf.make_stream(b"SCRIPT")),
        Dictionary(S=Name.Hide, T=String("SCRIPT")),
        Dictionary(S=Name("/Okand"), X=String("SCRIPT")),
    ]
    for action in actions:
        annotation(
            pdf, 0, "Link", A=pdf.make_indirect(action), AA=Dictionary(E=script()), PA=script()
        )
    annotation(
        pdf,
        0,
        "Link",
        A=Dictionary(
            S=Name.URI, URI=String("https://example.org/"), Next=Array([script(), actions[1]])
        ),
    )
    annotation(
        pdf,
        0,
        "Link",
        A=Dictionary(
            S=Name.JavaScript,
            JS=pdf.make_stream(b"SCRIPT"),
            Next=Dictionary(S=Name.URI, URI=String("https://example.org/next")),
        ),
    )
    unlisted = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Text,
        Rect=Array([0, 0, 9, 9]),
        A=script(),
        AA=Dictionary(E=script()),
    )
    annotation(pdf, 0, "Text", IRT=pdf.make_indirect(unlisted), Contents=String("Svar"))
    field = annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Tx,
        T=String("f"),
        A=script(),
        AA=Dictionary(K=script()),
        AP=Dictionary(N=appearance(pdf)),
    )
    hidden = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("g"), AA=Dictionary(C=script())))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field, hidden]), CO=Array([hidden]), XFA=pdf.make_stream(b"<xdp>SCRIPT</xdp>")
    )
    page.AA = Dictionary(O=script())
    page.PresSteps = Dictionary(Type=Name.NavNode, NA=script())
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WC=script())
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("a"), pdf.make_indirect(script())]))
    )
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    entry = pdf.make_indirect(Dictionary(Title=String("Klicka"), Parent=root, A=script()))
    root.First = root.Last = entry
    pdf.Root.Outlines = root
    return data(pdf)


def embedded() -> bytes:
    """Return a page with files, sound and film in every place, and a stream from outside."""
    pdf = new(content("Inb\xe4ddat"))
    page = pdf.pages[0].obj

    def file() -> Object:
        stream = pdf.make_stream(b"EMBEDDED", Type=Name.EmbeddedFile)
        return pdf.make_indirect(
            Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=stream))
        )

    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a.exe"), file()])))
    pdf.Root.AF = Array([file()])
    page.AF = Array([file()])
    form = appearance(pdf)
    form.AF, form.PieceInfo = Array([file()]), Dictionary(X=Dictionary(Private=String("EMBEDDED")))
    form.StructParents = 3
    outside = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    outside.F = String("/etc/EMBEDDED")
    page.Resources.XObject = Dictionary(Fm0=form, Fm1=outside)
    page.Resources.Properties = Dictionary(MC0=file())
    annotation(pdf, 0, "FileAttachment", FS=file(), AP=Dictionary(N=appearance(pdf, "1 0 0 rg")))
    annotation(pdf, 0, "FileAttachment", FS=file())
    annotation(pdf, 0, "Sound", Sound=pdf.make_stream(b"EMBEDDED"))
    annotation(
        pdf,
        0,
        "Movie",
        Movie=Dictionary(F=String("EMBEDDED.mov")),
        AP=Dictionary(N=appearance(pdf)),
    )
    annotation(
        pdf,
        0,
        "RichMedia",
        RichMediaContent=Dictionary(Assets=Dictionary(Names=Array([String("x"), file()]))),
    )
    annotation(pdf, 0, "Screen", A=Dictionary(S=Name.Rendition, JS=String("EMBEDDED")))
    return data(pdf)


def _latin(letters: bytes) -> Name:
    """Return a name of those bytes."""
    found = Object.parse(b"/" + letters.replace(b"\xe5", b"#e5"))
    assert isinstance(found, Name)
    return found


def latin_names() -> bytes:
    """Return tagged pages with names that are not UTF-8: of fonts, a key, and a role."""
    with pikepdf.open(io.BytesIO(tagged())) as pdf:
        page = pdf.pages[0].obj
        page[_latin(b"Bl\xe5")] = 1
        courier = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)
        font = pdf.make_indirect(courier)
        page.Resources.Font[_latin(b"Brev\xe5")] = font
        shown = pdf.make_stream(b"BT /Brev\xe5 12 Tf 60 400 Td (Courier) Tj ET")
        page.Contents = Array([page.Contents, shown])
        field = annotation(pdf, 0, "Widget", FT=Name.Tx, T=String("f"))
        field.DA, field.AP = String(b"/Brev\xe5 9 Tf"), Dictionary(N=appearance(pdf))
        fonts = Dictionary(Helv=font)
        fonts[_latin(b"Brev\xe5")] = font
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=fonts))
        tree = pdf.Root.StructTreeRoot
        tree.K.K[0].S = _latin(b"Avsnitt\xe5")
        tree.RoleMap[_latin(b"Avsnitt\xe5")] = Name.Sect
        return data(pdf)
