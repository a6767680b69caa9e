"""Small PDFs, one function for each feature or defect, so that no foreign file is needed.

It must not import kallelse. Every function returns a file's bytes, the same each time.
"""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

A4 = (595, 842)


def content(text: str, *, x: float = 60, y: float = 700) -> bytes:
    """Return content that shows a line of text and a grey box."""
    return f"q 0.8 g {x} {y - 60} 90 40 re f Q BT /F1 14 Tf {x} {y} Td ({text}) Tj ET\n".encode(
        "latin-1"
    )


def new(*contents: bytes, size: tuple[float, float] = A4) -> Pdf:
    """Return a PDF with a page for each content; /F1 is Helvetica."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding,
        )
    )
    for one in contents:
        page = pdf.add_blank_page(page_size=size).obj
        page.Contents = pdf.make_stream(one)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
    return pdf


def data(pdf: Pdf, **how: object) -> bytes:
    """Return the file's bytes."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore", category=pikepdf.PageCopyWarning):
        pdf.save(out, static_id=True, fix_metadata_version=False, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _annotation(pdf: Pdf, page: int, subtype: str, **more: Any) -> Dictionary:
    """Add an annotation to a page, from 0."""
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([60, 500, 160, 520]), **more
        )
    )
    holder = pdf.pages[page].obj
    holder.Annots = Array([*holder.get("/Annots", []), made])
    return made


def _appearance(pdf: Pdf, colour: str = "0 0.5 0 rg") -> Stream:
    return pdf.make_stream(
        f"{colour} 0 0 100 20 re f".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 100, 20]),
    )


def text(pages: int = 1, label: str = "Text", size: tuple[float, float] = A4) -> bytes:
    """Return plain pages, each with its label and number."""
    return data(
        new(*(content(f"{label} {n + 1}", y=size[1] - 142) for n in range(pages)), size=size)
    )


def turned(
    rotate: int = 0,
    *,
    crop: bool = False,
    unit: int = 1,
    origin: tuple[float, float] = (0, 0),
    size: tuple[float, float] = (300, 420),
) -> bytes:
    """Return a page with rotation, crop box, unit and origin, partly inherited from the tree."""
    x, y = origin
    pdf = new(content("Vriden", x=x + 80, y=y + 300), size=size)
    page = pdf.pages[0].obj
    del page["/MediaBox"]
    pdf.Root.Pages.MediaBox = Array([x, y, x + size[0], y + size[1]])
    pdf.Root.Pages.Rotate = rotate
    if crop:
        page.CropBox = Array([x + 30, y + 50, x + size[0] - 10, y + size[1] - 20])
    if unit != 1:
        page.UserUnit = unit
    return data(pdf)


def with_content(raw: bytes) -> bytes:
    """Return one page with just that content; it may use /F1."""
    return data(new(raw))


DIRTY = {
    "unclosed q": b"q 0.5 0 0 0.5 100 100 cm " + content("Liten"),
    "three unclosed q": b"q q q 2 0 0 2 0 0 cm 0 0 1 rg " + content("Stor", x=20, y=300),
    "stray Q": content("Ett") + b"Q Q 0 0 1 rg 300 300 50 50 re f",
    "stray EMC": content("Ett") + b"EMC 0 0 1 rg 300 300 50 50 re f",
    "open BT": b"BT /F1 20 Tf 60 600 Td (Kvar i text) Tj",
    "open BDC": b"/Span <</Lang (sv)>> BDC " + content("Kvar i inneh\xe5ll"),
    "crossed": b"q /Span BMC 1 0 0 rg 10 10 30 30 re f Q EMC " + content("Korsat"),
    "Q in a string": b"q BT /F1 14 Tf 60 700 Td (Fr\xe5ga \\) Q Q (q) Q) Tj ET Q",
    "Q in a comment": content("Ett") + b"% Q Q Q\n" + content("Tv\xe5", y=500),
    "Q as a name": b"/Q /q gs " + content("Namn"),
    "inline image": b"q 40 0 0 40 60 60 cm BI /W 4 /H 4 /BPC 8 /CS /G ID ab Q EI q\xff Q Q\x00\n"
    b"EI Q " + content("Bild"),
}


def dirty(kind: str) -> bytes:
    """Return a page whose content is not clean, or only looks so; see DIRTY for the kinds."""
    return with_content(DIRTY[kind])


def split_content() -> bytes:
    """Return a page whose content stands in three streams, q in one and Q in another."""
    pdf = new(b"")
    parts = [b"q 0.5 0 0 0.5 0 0 cm", content("Delad"), b"Q"]
    pdf.pages[0].obj.Contents = Array([pdf.make_stream(one) for one in parts])
    return data(pdf)


def inked(*places: tuple[float, float]) -> bytes:
    """Return a page with a black word at each of those places, and text in its middle."""
    words = [f"BT /F1 9 Tf {x} {y} Td (Sida{n} av 9) Tj ET" for n, (x, y) in enumerate(places)]
    return data(new(content("Mitt") + "\n".join(words).encode()))


def inked_everywhere(rotate: int, *, crop: bool) -> bytes:
    """Return a turned page with a numbered word in all of its margin."""
    spots = [(x, y) for x in range(46, 540, 40) for y in range(66, 800, 34)]
    words = [f"BT /F1 9 Tf {x} {y} Td (Ord{n:03}) Tj ET" for n, (x, y) in enumerate(spots)]
    pdf = new("\n".join(words).encode())
    page = pdf.pages[0].obj
    page.Rotate = rotate
    page.MediaBox = Array([0, 0, 595, 842] if crop else [30, 50, 560, 805])
    if crop:
        page.CropBox = Array([30, 50, 560, 805])
    return data(pdf)


def inked_links() -> bytes:
    """Return two pages full of ink: a link and a marked word on one, where both lead on the other.

    The outline leads to the same place as the link.
    """
    foot = b"BT /F1 9 Tf 20 18 Td (" + b"sidfot " * 26 + b") Tj ET\n"
    pdf = new(
        foot + b"BT /F1 12 Tf 100 600 Td (Klicka) Tj ET",
        foot + b"BT /F1 20 Tf 80 500 Td (Rubrik) Tj ET",
    )
    goal = Array([pdf.pages[1].obj, Name.XYZ, 80, 520, None])
    link = _annotation(pdf, 0, "Link", Dest=goal)
    link.Rect = Array([98, 596, 145, 611])
    marked = _annotation(pdf, 0, "Highlight", AP=Dictionary(N=_appearance(pdf, "1 1 0 rg")))
    marked.QuadPoints = Array([98, 611, 145, 611, 98, 596, 145, 596])
    marked.Rect = Array([98, 596, 145, 611])
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    root.First = root.Last = pdf.make_indirect(
        Dictionary(Title=String("Rubrik"), Parent=root, Dest=goal)
    )
    pdf.Root.Outlines = root
    return data(pdf)


def slide() -> bytes:
    """Return a slide on a coloured ground with a footer: a name to the left, a number right."""
    foot = b"1 g BT /F1 10 Tf 24 16 Td (Kommunledningskontoret) Tj 646 0 Td (12) Tj ET "
    return data(
        new(b"0.1 0.2 0.4 rg 0 0 720 405 re f " + foot + content("Bild", y=300), size=(720, 405))
    )


def undecodable() -> bytes:
    """Return two pages; the content of the second is compressed in a way nobody knows."""
    pdf = new(content("L\xe4sbar"), b"")
    pdf.pages[1].obj.Contents = Stream(pdf, b"\x00\x01", Filter=Name("/Hemlig"))
    return data(pdf)


def broken_flate() -> bytes:
    """Return a page whose compressed content is damaged at once."""
    pdf = new(b"")
    pdf.pages[0].obj.Contents = Stream(pdf, b"\xff\xff\xff\xff", Filter=Name.FlateDecode)
    return data(pdf, compress_streams=False)


def blank() -> bytes:
    """Return a page without content."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    del pdf.pages[0].obj["/Contents"]
    return data(pdf)


def without_media_box() -> bytes:
    """Return a page that has no MediaBox anywhere."""
    pdf = new(content("Storlek?"))
    del pdf.pages[0].obj["/MediaBox"]
    return data(pdf)


def scanned(pages: int = 1) -> bytes:
    """Return pages that are pictures."""
    pdf = new(*[b"q 595 0 0 842 0 0 cm /Im0 Do Q"] * pages)
    for page in pdf.pages:
        page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image(pdf)))
    return data(pdf)


def image(pdf: Pdf, seed: int = 7, side: int = 64) -> Stream:
    """Return a grey picture, stored without compression: the file's size tells of it."""
    pixels = bytes((seed * x * x + 31 * x) % 251 for x in range(side * side))
    return pdf.make_stream(
        zlib.compress(pixels, 0),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=side,
        Height=side,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
        Filter=Name.FlateDecode,
    )


def heavy(label: str, *, side: int = 64) -> bytes:
    """Return a page with a picture, a masked one, and a font file that others have as well."""
    pdf = new(content(label) + b"q 90 0 0 90 300 300 cm /Im0 Do Q q 90 0 0 90 400 300 cm /Im1 Do Q")
    page = pdf.pages[0].obj
    masked = image(pdf, 3, side)
    masked.SMask = image(pdf, 5, side)
    page.Resources.XObject = Dictionary(Im0=image(pdf, 7, side), Im1=masked)
    file = pdf.make_stream(bytes(range(256)) * 40, Length1=256 * 40)
    font = page.Resources.Font.F1
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, FontFile2=file)
    )
    return data(pdf)


def named_destinations(label: str, pages: int = 3, *, old: bool = False) -> bytes:
    """Return pages of which each links to the next by a name that every such file uses."""
    pdf = new(*(content(f"{label} {n + 1}") for n in range(pages)))
    targets = [Array([page.obj, Name.XYZ, 0, 700, None]) for page in pdf.pages]
    for n in range(pages):
        goal = f"s{(n + 1) % pages}"
        if old:
            _annotation(pdf, n, "Link", Dest=Name(f"/{goal}"))
        else:
            _annotation(pdf, n, "Link", A=Dictionary(S=Name.GoTo, D=String(goal)))
    if old:
        pdf.Root.Dests = Dictionary({f"/s{n}": target for n, target in enumerate(targets)})
    else:
        pairs = [
            one
            for n, target in enumerate(targets)
            for one in (String(f"s{n}"), Dictionary(D=target))
        ]
        leaf = pdf.make_indirect(Dictionary(Names=Array(pairs)))
        pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))
    return data(pdf)


def links() -> bytes:
    """Return two pages with links of every kind: explicit, by number, by command, outward, dead."""
    pdf = new(content("Ett"), content("Tv\xe5"))
    second = pdf.pages[1].obj
    gone = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 9, 9])))
    for entry in (
        {"Dest": Array([second, Name.FitH, 700])},
        {"A": Dictionary(S=Name.GoTo, D=Array([1, Name.Fit]))},
        {"A": Dictionary(S=Name.Named, N=Name.LastPage)},
        {"A": Dictionary(S=Name.URI, URI=String("https://example.org/a?b=c"))},
        {"A": Dictionary(S=Name.URI, URI=String("www.example.org"))},
        {"A": Dictionary(S=Name.GoTo, D=Array([gone, Name.Fit]))},
        {"A": Dictionary(S=Name.GoTo, D=String("nowhere"))},
        {"A": Dictionary(S=Name.URI, URI=String("file:///etc/passwd"))},
        {"A": Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))},
    ):
        _annotation(pdf, 0, "Link", **entry)
    return data(pdf)


COMMENTS = (
    "Text", "Highlight", "Underline", "StrikeOut", "Squiggly", "Stamp", "FreeText", "Square",
    "Circle", "Line", "Polygon", "PolyLine", "Ink", "Caret", "Watermark",
)  # fmt: skip


def comments() -> bytes:
    """Return a page with a remark of every kind, each shown in a colour of its own; one is hidden.

    A reply and a window belong to the first.
    """
    pdf = new(content("Granskad"))
    for n, kind in enumerate(COMMENTS):
        shade = f"{n / len(COMMENTS):.2f} {1 - n / len(COMMENTS):.2f} 0.5 rg"
        made = _annotation(pdf, 0, kind, AP=Dictionary(N=_appearance(pdf, shade)), F=4)
        made.Rect = Array([60 + 30 * n, 500, 85 + 30 * n, 520])
        made.Contents, made.T = String(f"Anm\xe4rkning {n}"), String("Granskare")
    first = pdf.pages[0].obj.Annots[0]
    first.Popup = _annotation(pdf, 0, "Popup", Parent=first)
    _annotation(pdf, 0, "Text", IRT=first, F=30, Contents=String("Svar"))
    hidden = _annotation(pdf, 0, "Square", AP=Dictionary(N=_appearance(pdf, "1 0 0 rg")), F=2)
    hidden.Rect = Array([60, 300, 200, 400])
    return data(pdf)


def outlined(label: str = "Kapitel") -> bytes:
    """Return three pages and an outline of two levels, by name, by action and by array."""
    pdf = new(*(content(f"{label} {n + 1}") for n in range(3)))
    first, second, third = (page.obj for page in pdf.pages)
    pdf.Root.Dests = Dictionary({"/two": Array([second, Name.Fit])})
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    top = pdf.make_indirect(
        Dictionary(
            Title=String(f"{label} å"),
            Parent=root,
            Count=-2,
            F=2,
            C=Array([1, 0, 0]),
            Dest=Array([first, Name.XYZ, 0, 842, 0]),
        )
    )
    below = pdf.make_indirect(
        Dictionary(Title=String(f"{label} 1.1"), Parent=top, Dest=Name("/two"))
    )
    beside = pdf.make_indirect(
        Dictionary(
            Title=String(f"{label} 1.2"),
            Parent=top,
            Prev=below,
            A=Dictionary(S=Name.GoTo, D=Array([third, Name.Fit])),
        )
    )
    below.Next = beside
    beside.Next = below  # a knot
    top.First, top.Last, root.First, root.Last = below, beside, top, top
    pdf.Root.Outlines = root
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r)]))
    return data(pdf)


def form(value: str) -> bytes:
    """Return a page with a filled text field called `namn` and a box that is ticked."""
    pdf = new(content("Blankett"))
    font = pdf.pages[0].obj.Resources.Font.F1
    field = _annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Tx,
        T=String("namn"),
        V=String(value),
        DA=String("/Helv 12 Tf 0 g"),
        AP=Dictionary(N=_appearance(pdf)),
        F=4,
    )
    box = _annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Btn,
        T=String("kryss"),
        V=Name.Ja,
        AS=Name.Ja,
        F=4,
        AP=Dictionary(N=Dictionary(Ja=_appearance(pdf), Off=_appearance(pdf, "1 g"))),
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


def orphan_widget() -> bytes:
    """Return a page with a field that no form knows of."""
    pdf = new(content("F\xe4lt"))
    _annotation(pdf, 0, "Widget", FT=Name.Tx, V=String("x"), AP=Dictionary(N=_appearance(pdf)))
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
    field = _annotation(pdf, 0, "Widget", FT=Name.Sig, T=String("sign"), V=signature, F=132)
    if visible:
        field.AP = Dictionary(N=_appearance(pdf, "0 0 0.6 rg"))
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


def tagged(
    label: str = "T", *, lang: str = "sv-SE", claim: bool = True, headers: bool = False
) -> bytes:
    """Return two tagged pages: own roles, a class, a table, a link, a paragraph over both.

    It holds 11 elements below its Document, 6 pieces of content and one annotation.
    """
    mark = "/{0} <</MCID {1}>> BDC BT /F1 12 Tf 60 {2} Td ({3} {1}) Tj ET EMC\n"
    first = "".join(
        mark.format(tag, n, 700 - 20 * n, label)
        for n, tag in enumerate(["Rubrik", "P", "TH", "TD", "Link"])
    )
    pdf = new(first.encode(), mark.format("P", 0, 700, label).encode())
    one, two = (page.obj for page in pdf.pages)
    link = _annotation(
        pdf,
        0,
        "Link",
        Dest=Array([two, Name.Fit]),
        Contents=String("Till sidan 2"),
        F=4,
        StructParent=99,
    )
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def element(kind: str, parent: Object, kids: Sequence[object] = (), **more: Any) -> Dictionary:
        made = pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, K=Array(list(kids)), **more
            )
        )
        if parent.objgen != root.objgen:
            parent.K.append(made)
        return made

    document = element("Document", root)
    chapter = element("Kapitel", document, Pg=one)
    element("Rubrik", chapter, [0], T=String("Rubriken"))
    element("P", chapter, [1, Dictionary(Type=Name.MCR, Pg=two, MCID=0)], Pg=one)
    table = element("Table", chapter)
    row = element("TR", table)
    element("TH", row, [2], Pg=one, ID=String("c1"), C=Name.rubrikcell)
    cell = element("TD", row, [3], Pg=one)
    if headers:
        cell.A = Dictionary(O=Name.Table, Headers=Array([String("c1")]))
    listing = element("L", document, A=Array([Dictionary(O=Name.List, ListNumbering=Name.Disc), 0]))
    item = element("LI", listing)
    body = element("LBody", item)
    element("Link", body, [4, Dictionary(Type=Name.OBJR, Obj=link, Pg=one)], Pg=one)
    root.K = document
    root.RoleMap = Dictionary(Kapitel=Name.Avsnitt, Avsnitt=Name.Sect, Rubrik=Name.H1)
    root.ClassMap = Dictionary(rubrikcell=Dictionary(O=Name.Table, Scope=Name.Column))
    root.ParentTree = Dictionary(Nums=Array([]))  # broken: it is to be made anew
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    for page, key in ((one, 7), (two, 7)):
        page.StructParents, page.Tabs = key, Name.S
    pdf.Root.Lang = String(lang)
    if claim:
        pdf.Root.Metadata = pdf.make_stream(
            b'<x xmlns:pdfuaid="u"><pdfuaid:part>1</pdfuaid:part></x>',
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
    return data(pdf)


def deep_tags(depth: int) -> bytes:
    """Return a page whose structure tree is as deep as that and has a loop."""
    pdf = new(b"/P <</MCID 0>> BDC BT /F1 12 Tf 60 700 Td (Djup) Tj ET EMC")
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    page = pdf.pages[0].obj
    top = last = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=root, Pg=page))
    top.K = 0
    for _ in range(depth):
        below = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Div, P=last))
        last.K = Array([*([0] if last.objgen == top.objgen else []), below])
        last = below
    last.K = Array([top, last])
    root.K = top
    pdf.Root.StructTreeRoot = root
    return data(pdf)


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
        _annotation(
            pdf, 0, "Link", A=pdf.make_indirect(action), AA=Dictionary(E=script()), PA=script()
        )
    _annotation(
        pdf,
        0,
        "Link",
        A=Dictionary(
            S=Name.URI, URI=String("https://example.org/"), Next=Array([script(), actions[1]])
        ),
    )
    _annotation(
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
    _annotation(pdf, 0, "Text", IRT=pdf.make_indirect(unlisted), Contents=String("Svar"))
    field = _annotation(
        pdf,
        0,
        "Widget",
        FT=Name.Tx,
        T=String("f"),
        A=script(),
        AA=Dictionary(K=script()),
        AP=Dictionary(N=_appearance(pdf)),
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
    form = _appearance(pdf)
    form.AF, form.PieceInfo = Array([file()]), Dictionary(X=Dictionary(Private=String("EMBEDDED")))
    form.StructParents = 3
    outside = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
    outside.F = String("/etc/EMBEDDED")
    page.Resources.XObject = Dictionary(Fm0=form, Fm1=outside)
    page.Resources.Properties = Dictionary(MC0=file())
    _annotation(pdf, 0, "FileAttachment", FS=file(), AP=Dictionary(N=_appearance(pdf, "1 0 0 rg")))
    _annotation(pdf, 0, "FileAttachment", FS=file())
    _annotation(pdf, 0, "Sound", Sound=pdf.make_stream(b"EMBEDDED"))
    _annotation(
        pdf,
        0,
        "Movie",
        Movie=Dictionary(F=String("EMBEDDED.mov")),
        AP=Dictionary(N=_appearance(pdf)),
    )
    _annotation(
        pdf,
        0,
        "RichMedia",
        RichMediaContent=Dictionary(Assets=Dictionary(Names=Array([String("x"), file()]))),
    )
    _annotation(pdf, 0, "Screen", A=Dictionary(S=Name.Rendition, JS=String("EMBEDDED")))
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
        field = _annotation(pdf, 0, "Widget", FT=Name.Tx, T=String("f"))
        field.DA, field.AP = String(b"/Brev\xe5 9 Tf"), Dictionary(N=_appearance(pdf))
        fonts = Dictionary(Helv=font)
        fonts[_latin(b"Brev\xe5")] = font
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=fonts))
        tree = pdf.Root.StructTreeRoot
        tree.K.K[0].S = _latin(b"Avsnitt\xe5")
        tree.RoleMap[_latin(b"Avsnitt\xe5")] = Name.Sect
        return data(pdf)


def encrypted(user: str = "") -> bytes:
    """Return a page that is encrypted, by default so that anybody may read it."""
    return data_encrypted(new(content("Krypterad")), user)


def data_encrypted(pdf: Pdf, user: str) -> bytes:
    """Return the file's bytes, encrypted."""
    out = io.BytesIO()
    pdf.save(out, static_id=False, encryption=pikepdf.Encryption(owner="owner", user=user, R=4))
    return out.getvalue()


def damaged() -> bytes:
    """Return what is no PDF."""
    return b"%PDF-1.7\nnothing more"
