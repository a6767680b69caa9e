from __future__ import annotations

import functools
import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object

from tests import binding, pdfs
from tests.structure import Tagged, problems

WITHOUT_CONTENTS = "a link without Contents"  # the fault of an attachment stays its own


def part(made: binding.Made, part_id: str) -> Object:
    index = [one.id for one in made.pack.parts].index(part_id)
    return made.pdf.Root.StructTreeRoot.K[0].K[index]


def below(element: Object) -> Iterator[Object]:
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        yield kid
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from below(kid)


def kinds(element: Object) -> list[str]:
    return [str(one.S)[1:] for one in below(element) if isinstance(one, Dictionary) and "/S" in one]


def found(data: bytes) -> list[str]:
    return [one for one in problems(pikepdf.open(io.BytesIO(data))) if WITHOUT_CONTENTS not in one]


def test_a_tagged_part_keeps_its_tree() -> None:
    made = binding.bound(pdfs.tagged(), stamped=False)
    top = part(made, "item-2-1")
    assert Name.Part == top.S
    assert str(top.T) == "Bilaga 2.1 Underlag 2"
    assert kinds(top) == ["Sect", "H1", "P", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "Link"]
    content = [one for one in below(top) if isinstance(one, int) or "/MCID" in one]
    objects = [one for one in below(top) if isinstance(one, Dictionary) and "/Obj" in one]
    assert (len(content), len(objects)) == (6, 1)
    assert made.bound.tagged["item-2-1"]
    assert found(made.data) == []


def test_the_text_is_read_in_its_order() -> None:
    made = binding.bound(pdfs.tagged("Ord"), own={"item-2-memo": binding.memo("Egen", tagged=True)})
    text = "".join(one.text for one in Tagged(made.pdf).root.find("Part"))
    assert text.count("Ord 0Ord 1Ord 0Ord 2Ord 3Ord 4") == 1
    assert text.index("Egen 1") < text.index("Ord 1")


def test_two_of_the_same_file_share_nothing() -> None:
    made = binding.bound(pdfs.tagged(headers=True), pdfs.tagged(headers=True))
    for part_id in ("item-2-1", "item-3-1"):
        (header,) = [
            one
            for one in below(part(made, part_id))
            if isinstance(one, Dictionary) and one.get("/S") == Name.TH
        ]
        (cell,) = [
            one
            for one in below(part(made, part_id))
            if isinstance(one, Dictionary) and one.get("/S") == Name.TD
        ]
        assert str(header.ID) == f"{part_id}-c1"
        assert [str(one) for one in cell.A.Headers] == [str(header.ID)]
        assert header.A.Scope == Name.Column
        assert "/C" not in header
    ids = list(made.pdf.Root.StructTreeRoot.IDTree.Kids[0].Names)
    assert [str(one) for one in ids[::2]] == ["item-2-1-c1", "item-3-1-c1"]


def test_another_language_is_kept() -> None:
    made = binding.bound(pdfs.tagged(lang="en-GB"), pdfs.tagged(lang="sv-SE"))
    assert str(part(made, "item-2-1").Lang) == "en-GB"
    assert "/Lang" not in part(made, "item-3-1")
    assert str(made.pdf.Root.Lang) == "sv-SE"


def test_the_language_of_a_part_without_tags_is_kept() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text()))
    pdf.Root.Lang = pikepdf.String("fi-FI")
    assert str(part(binding.bound(pdfs.data(pdf)), "item-2-1").Lang) == "fi-FI"


def test_pages_without_tags_become_paragraphs_and_figures() -> None:
    made = binding.bound(pdfs.text(2), pdfs.scanned(2), pdfs.blank())
    assert kinds(part(made, "item-2-1")) == ["P", "Link", "P", "Link"]
    scan = part(made, "item-3-1")
    assert kinds(scan) == ["Figure", "Link", "Figure", "Link"]
    assert [str(one.Alt) for one in scan.K if Name.Figure == one.S] == [
        "Bilaga 3.1, sida 1: inskannad bild",
        "Bilaga 3.1, sida 2: inskannad bild",
    ]
    assert kinds(part(made, "item-4-1")) == ["Link"]
    assert found(made.data) == []
    assert not made.bound.tagged["item-2-1"]


def test_what_stands_on_pages_without_tags_is_reached() -> None:
    made = binding.bound(pdfs.form("x"), pdfs.links(), stamped=False)
    assert kinds(part(made, "item-2-1")) == ["P", "Form", "Form"]
    assert kinds(part(made, "item-3-1")) == ["P", *["Link"] * 9, "P"]
    assert found(made.data) == []


def test_links_on_stamps_stand_after_a_part_of_its_own() -> None:
    made = binding.bound(pdfs.tagged())
    assert kinds(part(made, "item-2-1"))[-3:] == ["Div", "Link", "Link"]
    assert found(made.data) == []


ODD: dict[str, Callable[[], bytes]] = {
    "deep": lambda: pdfs.deep_tags(2000),
    "headers": pdfs.tagged,
    "signed": pdfs.signed,
    "invisible": lambda: pdfs.signed(visible=False),
    "embedded": pdfs.embedded,
    "scripts": pdfs.scripts,
    "orphan": pdfs.orphan_widget,
    "outlined": pdfs.outlined,
    **{kind: functools.partial(pdfs.dirty, kind) for kind in pdfs.DIRTY if kind != "crossed"},
}


@pytest.mark.parametrize("kind", ODD)
def test_nothing_is_wrong_with_the_tree(kind: str) -> None:
    assert found(binding.bound(ODD[kind]()).data) == []


def test_marks_that_nobody_owns_do_not_meet_ours() -> None:
    raw = b"/P <</MCID 0>> BDC " + pdfs.content("Gammal") + b" EMC"
    _made, page = binding.only(pdfs.with_content(raw))
    assert b"/P <</MCID 1>> BDC" in page.Contents[0].read_bytes()


def test_an_empty_tree_counts_as_none() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.text()))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)
    made = binding.bound(pdfs.data(pdf))
    assert not made.bound.tagged["item-2-1"]
    assert kinds(part(made, "item-2-1")) == ["P", "Link"]


def test_the_parent_tree_has_leaves_of_at_most_50() -> None:
    made = binding.bound(pdfs.text(400))
    leaves = list(made.pdf.Root.StructTreeRoot.ParentTree.Kids)
    counts = [len(leaf.Nums) // 2 for leaf in leaves]
    assert len(counts) > 1
    assert max(counts) == 50
    keys = [int(key) for leaf in leaves for key in list(leaf.Nums)[::2]]
    assert keys == list(range(int(made.pdf.Root.StructTreeRoot.ParentTreeNextKey)))
    assert [[int(one) for one in leaf.Limits] for leaf in leaves] == [
        [int(leaf.Nums[0]), int(leaf.Nums[-2])] for leaf in leaves
    ]


OWN = {one: binding.memo(one, tagged=True) for one in ("notice", "agenda", "item-2-memo")}


@pytest.mark.parametrize(
    ("attachment", "claims"),
    [(pdfs.tagged(), ("PDF/UA-1",)), (pdfs.tagged(claim=False), ()), (pdfs.text(), ())],
)
def test_the_pack_claims_what_every_part_supports(
    attachment: bytes, claims: tuple[str, ...]
) -> None:
    made = binding.bound(attachment, own=OWN)
    assert made.bound.claims == claims
    assert (b"pdfuaid:part" in made.pdf.Root.Metadata.read_bytes()) == bool(claims)
    assert made.bound.part_claims["notice"] == ("PDF/UA-1",)


def test_roles_whose_names_are_not_utf_8_are_resolved() -> None:
    made = binding.bound(pdfs.latin_names(), pdfs.latin_names(), stamped=False)
    assert kinds(part(made, "item-2-1"))[:2] == ["Sect", "H1"]
    assert len(made.pdf.Root.AcroForm.DR.Font.keys()) == 4


def described(pdf: pikepdf.Pdf) -> bytes:
    """Describe the second of two tagged pages in a figure, add an empty cell, drop the page."""
    tree, second = pdf.Root.StructTreeRoot, pdf.pages[1].obj
    document = tree.K
    group = pdf.make_indirect(Dictionary(S=Name.Sect, P=document))
    texts = {"/Alt": pikepdf.String("Vittnets hus"), "/Pg": second, "/K": 5, "/P": group}
    figure = pdf.make_indirect(Dictionary({"/S": Name.Figure, "/ID": pikepdf.String("f"), **texts}))
    empty = pdf.make_indirect(Dictionary(S=Name.TD, P=document))
    group.K = Array([figure])
    document.K.append(group)
    document.K.append(empty)
    del pdf.pages[1]
    return pdfs.data(pdf)


def test_what_is_said_of_pages_that_are_not_there_goes_with_them() -> None:
    made = binding.bound(described(pikepdf.open(io.BytesIO(pdfs.tagged()))), stamped=False)
    top = part(made, "item-2-1")
    assert "Figure" not in kinds(top)
    assert kinds(top).count("Sect") == 1
    assert "TD" in kinds(top), "what has always been empty is"
    whole = io.BytesIO()
    made.pdf.save(whole, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"Vittnets" not in whole.getvalue()
    assert b"item-2-1-c1" in whole.getvalue()
    assert b"item-2-1-f" not in whole.getvalue()
    assert found(made.data) == []
