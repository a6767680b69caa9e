"""Pages with a structure tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, String

from tests.pdfs.pages import annotation, data, new


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
    link = annotation(
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
