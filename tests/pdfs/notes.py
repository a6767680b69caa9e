"""Links, bookmarks and comments, and what they lead to."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, String

from tests.pdfs.pages import annotation, appearance, content, data, new


def named_destinations(label: str, pages: int = 3, *, old: bool = False) -> bytes:
    """Return pages of which each links to the next by a name that every such file uses."""
    pdf = new(*(content(f"{label} {n + 1}") for n in range(pages)))
    targets = [Array([page.obj, Name.XYZ, 0, 700, None]) for page in pdf.pages]
    for n in range(pages):
        goal = f"s{(n + 1) % pages}"
        if old:
            annotation(pdf, n, "Link", Dest=Name(f"/{goal}"))
        else:
            annotation(pdf, n, "Link", A=Dictionary(S=Name.GoTo, D=String(goal)))
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
        annotation(pdf, 0, "Link", **entry)
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
        made = annotation(pdf, 0, kind, AP=Dictionary(N=appearance(pdf, shade)), F=4)
        made.Rect = Array([60 + 30 * n, 500, 85 + 30 * n, 520])
        made.Contents, made.T = String(f"Anm\xe4rkning {n}"), String("Granskare")
    first = pdf.pages[0].obj.Annots[0]
    first.Popup = annotation(pdf, 0, "Popup", Parent=first)
    annotation(pdf, 0, "Text", IRT=first, F=30, Contents=String("Svar"))
    hidden = annotation(pdf, 0, "Square", AP=Dictionary(N=appearance(pdf, "1 0 0 rg")), F=2)
    hidden.Rect = Array([60, 300, 200, 400])
    return data(pdf)


def undrawn_comment() -> bytes:
    """Return a page with a text box that the reader is to draw, and a field beside it."""
    pdf = new(content("Ruta"))
    annotation(pdf, 0, "FreeText", C=Array([0, 1, 0]), DA=String("0 g /Helv 9 Tf"), F=4)
    annotation(pdf, 0, "Widget", FT=Name.Tx, T=String("f"), F=2)
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
